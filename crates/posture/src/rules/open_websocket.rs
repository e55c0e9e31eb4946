//! A WebSocket that anyone may open.

use std::borrow::Cow;

use finding::{Confidence, Finding, FixLevel, LooksAt, Rule, Severity};
use model::{Application, EntryKind, Reach};

use crate::evidence::{open_entry, stated};

/// What the rule says of itself.
pub const RULE: Rule = Rule {
    id: Cow::Borrowed("posture/open-websocket"),
    title: Cow::Borrowed("WebSocket that anyone may open"),
    highest: Severity::Critical,
    confidence: Confidence::High,
    cwe: Cow::Borrowed(&[306]),
    owasp: Cow::Borrowed(&["API2:2023", "SAS-02"]),
    attack: &["T1190"],
    compliance: &["PCI-DSS-4.0:7.2.5", "HIPAA:164.312(d)"],
    looks_at: LooksAt::Entries,
    fix: FixLevel::None,
    page: Cow::Borrowed(include_str!("open_websocket.md")),
};

/// Reports `$connect` of every WebSocket gateway that lets anyone in; later messages are not asked for anything any more.
pub fn check(app: &Application, out: &mut Vec<Finding>) {
    for (id, entry) in app.project.entry_ids() {
        if !matches!(&entry.kind, EntryKind::Message { key } if key.as_ref() == "$connect") {
            continue;
        }
        let answers = app.exposure.of(id).into_iter().flat_map(|exposure| &exposure.answers);
        for answer in answers.filter(|answer| answer.reach == Reach::Public) {
            let message = "anyone may open this WebSocket and send it messages".to_owned();
            out.push(open_entry(app, &RULE, entry, answer, stated(entry, &answer.guard), message));
        }
    }
}
