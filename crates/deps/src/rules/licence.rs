//! A package whose licence the project does not take.

use std::borrow::Cow;

use finding::{Confidence, Finding, FixLevel, Location, LooksAt, Rule, Severity};

use crate::Judgement;
use crate::telling;

/// What the rule says of itself.
pub const RULE: Rule = Rule {
    id: Cow::Borrowed("deps/licence"),
    title: Cow::Borrowed("Licence that the project does not take"),
    highest: Severity::Medium,
    confidence: Confidence::High,
    cwe: Cow::Borrowed(&[]),
    owasp: Cow::Borrowed(&[]),
    attack: &[],
    compliance: &[],
    looks_at: LooksAt::Packages,
    fix: FixLevel::None,
    page: Cow::Borrowed(include_str!("licence.md")),
};

/// Reports each package of a file once. One that is only needed to build or test is low: it is not shipped.
pub fn check(judgement: &Judgement, out: &mut Vec<Finding>) {
    out.extend(judgement.licences.iter().map(|refused| {
        let package = &refused.package;
        let place = refused.place.as_ref().map_or_else(String::new, |place| format!(" in `{place}`"));
        let version = package.version.as_deref().map_or_else(String::new, |version| format!(" {version}"));
        let message = format!(
            "`{}`{version}{place} has the licence `{}`, which the project does not take: {}",
            package.written_name,
            refused.licence,
            refused.reasons.join(", ")
        );
        let named = format!("{}/{}@{}", package.ecosystem.purl_kind(), package.name, version.trim_start());
        let resource = format!("{} {}", named.trim_end_matches('@'), refused.licence);
        let severity = if telling::is_only_to_build(&package.groups) { Severity::Low } else { Severity::Medium };
        let location = Location { span: package.span, resource };
        let mut told = Finding::new(RULE.id(), severity, Confidence::High, location, message);
        told.functions.clone_from(&refused.functions);
        told
    }));
}
