//! A route that anyone may call.

use std::borrow::Cow;

use finding::{Confidence, Finding, FixLevel, LooksAt, Rule, Severity};
use model::{Application, EntryKind, Reach};

use crate::evidence::{open_entry, stated};

/// What the rule says of itself.
pub const RULE: Rule = Rule {
    id: Cow::Borrowed("posture/open-http-route"),
    title: Cow::Borrowed("HTTP route that anyone may call"),
    highest: Severity::Critical,
    confidence: Confidence::High,
    cwe: Cow::Borrowed(&[306]),
    owasp: Cow::Borrowed(&["API2:2023", "SAS-02"]),
    attack: &["T1190"],
    compliance: &["PCI-DSS-4.0:7.2.5", "HIPAA:164.312(d)", "GDPR:32(1)(b)"],
    looks_at: LooksAt::Entries,
    fix: FixLevel::None,
    page: Cow::Borrowed(include_str!("open_http_route.md")),
};

/// Reports every route that is public under some deployment choice.
pub fn check(app: &Application, out: &mut Vec<Finding>) {
    for (id, entry) in app.project.entry_ids() {
        let EntryKind::Route { method, path } = &entry.kind else { continue };
        // A preflight carries no credentials by its nature.
        if method.as_ref() == "OPTIONS" {
            continue;
        }
        let answers = app.exposure.of(id).into_iter().flat_map(|exposure| &exposure.answers);
        for answer in answers.filter(|answer| answer.reach == Reach::Public) {
            let message = format!("anyone may call {method} {path}");
            out.push(open_entry(app, &RULE, entry, answer, stated(entry, &answer.guard), message));
        }
    }
}
