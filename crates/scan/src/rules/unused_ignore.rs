use std::borrow::Cow;

use finding::{Confidence, Finding, FixLevel, LooksAt, Rule, Severity};

use crate::ignore::{Fate, Judged, about};

pub(crate) const RULE: Rule = Rule {
    id: Cow::Borrowed("scan/unused-ignore"),
    title: Cow::Borrowed("Ignore that ignores nothing"),
    highest: Severity::Low,
    confidence: Confidence::High,
    cwe: Cow::Borrowed(&[]),
    owasp: Cow::Borrowed(&[]),
    attack: &[],
    compliance: &[],
    looks_at: LooksAt::Files,
    fix: FixLevel::None,
    page: Cow::Borrowed(include_str!("unused_ignore.md")),
};

pub(crate) fn check(judged: &Judged) -> Option<Finding> {
    let Fate::Unused(rules) = &judged.fate else { return None };
    let message = format!("nothing is ignored here by `{}`", rules.join("`, `"));
    Some(about(&judged.mark, &RULE, message))
}
