//! A function URL that anyone may call.

use std::borrow::Cow;

use finding::{Confidence, Edit, Finding, Fix, FixLevel, FixSafety, LooksAt, Rule, Severity};
use model::{Application, Auth, Entry, EntryId, EntryKind, Guard, Reach, Target};
use source::Origin;

use crate::evidence::{open_entry, stated};

/// What the rule says of itself.
pub const RULE: Rule = Rule {
    id: Cow::Borrowed("posture/open-function-url"),
    title: Cow::Borrowed("Function URL that anyone may call"),
    highest: Severity::Critical,
    confidence: Confidence::High,
    cwe: Cow::Borrowed(&[306]),
    owasp: Cow::Borrowed(&["API2:2023", "SAS-02"]),
    attack: &["T1190"],
    compliance: &["PCI-DSS-4.0:7.2.5", "HIPAA:164.312(d)"],
    looks_at: LooksAt::Entries,
    fix: FixLevel::Suggested,
    page: Cow::Borrowed(include_str!("open_function_url.md")),
};

/// Reports every function URL that asks for nothing; all the worse where a gateway before the same function asks.
pub fn check(app: &Application, out: &mut Vec<Finding>) {
    for (id, entry) in app.project.entry_ids().filter(|(_, entry)| entry.kind == EntryKind::Url) {
        let answers = app.exposure.of(id).into_iter().flat_map(|exposure| &exposure.answers);
        for answer in answers.filter(|answer| answer.reach == Reach::Public) {
            let origin = stated(entry, &answer.guard);
            let around =
                if has_checked_route(app, id, entry) { ", around the gateway that checks callers" } else { "" };
            let message = format!("anyone may call this function by its URL{around}");
            let mut finding = open_entry(app, &RULE, entry, answer, origin, message);
            finding.fixes.extend(require_identity(entry, &answer.guard, origin));
            out.push(finding);
        }
    }
}

/// Whether another entry of the same function checks its callers.
fn has_checked_route(app: &Application, own: EntryId, entry: &Entry) -> bool {
    let Target::Function(function) = entry.target else { return false };
    let others = app.project.entries_of(function).filter(|(id, other)| *id != own && other.api.is_some());
    others.into_iter().any(|(id, _)| app.exposure.reach(id) == Reach::Authenticated)
}

/// Replaces a written `NONE`.
fn require_identity(entry: &Entry, guard: &Guard, origin: &Origin) -> Option<Fix> {
    let none = entry.auth.known().any(|(under, auth, _)| guard.implies(under) && *auth == Auth::None);
    let Origin::Written(span) = origin else { return None };
    none.then(|| Fix {
        title: "require an identity of the cloud: `AWS_IAM`".to_owned(),
        safety: FixSafety::Suggested,
        edits: vec![Edit { span: *span, replacement: "AWS_IAM".to_owned() }],
    })
}
