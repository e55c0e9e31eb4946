//! A name that looks like that of a popular package.

use std::borrow::Cow;

use finding::{Confidence, Finding, FixLevel, Location, LooksAt, Rule, Severity};

use crate::Judgement;

/// What the rule says of itself.
pub const RULE: Rule = Rule {
    id: Cow::Borrowed("deps/typosquat"),
    title: Cow::Borrowed("Name that looks like that of a popular package"),
    highest: Severity::Medium,
    confidence: Confidence::Medium,
    cwe: Cow::Borrowed(&[1357]),
    owasp: Cow::Borrowed(&["SAS-06", "A08:2021"]),
    attack: &["T1195.001"],
    compliance: &["PCI-DSS-4.0:6.3.2"],
    looks_at: LooksAt::Packages,
    fix: FixLevel::None,
    page: Cow::Borrowed(include_str!("typosquat.md")),
};

/// Reports each name of a file once.
pub fn check(judgement: &Judgement, out: &mut Vec<Finding>) {
    out.extend(judgement.lookalikes.iter().map(|own| {
        let place = own.place.as_ref().map_or_else(String::new, |place| format!(" in `{place}`"));
        let message = format!(
            "`{}`{place} is not well known and looks like `{}`, which is: {}",
            own.written_name,
            own.of,
            own.likeness.words()
        );
        let resource = format!("{}/{}", own.ecosystem.purl_kind(), own.name);
        let location = Location { span: own.span, resource };
        let mut told = Finding::new(RULE.id(), Severity::Medium, Confidence::Medium, location, message);
        told.functions.clone_from(&own.functions);
        told
    }));
}
