//! An API key in place of authentication.

use std::borrow::Cow;

use finding::{Confidence, Finding, FixLevel, LooksAt, Rule, Severity};
use model::{Application, EntryKind, Reach};

use crate::evidence::{open_entry, stated};

/// What the rule says of itself.
pub const RULE: Rule = Rule {
    id: Cow::Borrowed("posture/api-key-only"),
    title: Cow::Borrowed("API key in place of authentication"),
    highest: Severity::High,
    confidence: Confidence::High,
    cwe: Cow::Borrowed(&[287, 306]),
    owasp: Cow::Borrowed(&["API2:2023"]),
    attack: &["T1078"],
    compliance: &["PCI-DSS-4.0:8.2.1"],
    looks_at: LooksAt::Entries,
    fix: FixLevel::None,
    page: Cow::Borrowed(include_str!("api_key_only.md")),
};

/// Reports routes and GraphQL endpoints that ask for a key only.
pub fn check(app: &Application, out: &mut Vec<Finding>) {
    let mut told = std::collections::BTreeSet::new();
    for (id, entry) in app.project.entry_ids() {
        // A GraphQL endpoint is one door, however many functions stand behind it.
        if entry.kind == EntryKind::GraphQl && !told.insert(entry.api) {
            continue;
        }
        let answers = app.exposure.of(id).into_iter().flat_map(|exposure| &exposure.answers);
        for answer in answers.filter(|answer| answer.reach == Reach::KeyOnly) {
            let message = format!(
                "{} asks for an API key only, which identifies no one and is easily passed on",
                entry.label(&app.project)
            );
            let mut finding = open_entry(app, &RULE, entry, answer, stated(entry, &answer.guard), message);
            if entry.kind == EntryKind::GraphQl {
                finding.location.resource = app.project.full_name(&entry.resource);
            }
            out.push(finding);
        }
    }
}
