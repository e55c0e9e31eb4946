use std::borrow::Cow;

use finding::{Confidence, Finding, FixLevel, LooksAt, Rule, Severity};

use crate::ignore::{Fate, Judged, about};

pub(crate) const RULE: Rule = Rule {
    id: Cow::Borrowed("scan/invalid-ignore"),
    title: Cow::Borrowed("Ignore that cannot be understood"),
    highest: Severity::Medium,
    confidence: Confidence::High,
    cwe: Cow::Borrowed(&[]),
    owasp: Cow::Borrowed(&[]),
    attack: &[],
    compliance: &[],
    looks_at: LooksAt::Files,
    fix: FixLevel::None,
    page: Cow::Borrowed(include_str!("invalid_ignore.md")),
};

pub(crate) fn check(judged: &Judged) -> Option<Finding> {
    let Fate::Invalid(why) = &judged.fate else { return None };
    Some(about(&judged.mark, &RULE, format!("this ignores nothing: {why}")))
}
