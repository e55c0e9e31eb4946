use std::borrow::Cow;

use finding::{Confidence, Finding, FixLevel, LooksAt, Rule, Severity};

use crate::ignore::{Fate, Judged, about};

pub(crate) const RULE: Rule = Rule {
    id: Cow::Borrowed("scan/expired-ignore"),
    title: Cow::Borrowed("Ignore whose last day is over"),
    highest: Severity::Low,
    confidence: Confidence::High,
    cwe: Cow::Borrowed(&[]),
    owasp: Cow::Borrowed(&[]),
    attack: &[],
    compliance: &[],
    looks_at: LooksAt::Files,
    fix: FixLevel::None,
    page: Cow::Borrowed(include_str!("expired_ignore.md")),
};

pub(crate) fn check(judged: &Judged) -> Option<Finding> {
    let Fate::Expired(until) = &judged.fate else { return None };
    Some(about(&judged.mark, &RULE, format!("the ignore was meant to last until {until} and no longer counts")))
}
