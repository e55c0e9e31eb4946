//! A package that was made to do harm.

use std::borrow::Cow;

use finding::{Confidence, Finding, FixLevel, LooksAt, Rule, Severity};

use crate::telling::{self, Told};
use crate::{Judgement, Nature};

/// What the rule says of itself.
pub const RULE: Rule = Rule {
    id: Cow::Borrowed("deps/malicious-package"),
    title: Cow::Borrowed("Malicious package"),
    highest: Severity::Critical,
    confidence: Confidence::High,
    cwe: Cow::Borrowed(&[506]),
    owasp: Cow::Borrowed(&["SAS-06", "A08:2021"]),
    attack: &["T1195.001"],
    compliance: &["PCI-DSS-4.0:6.3.2"],
    looks_at: LooksAt::Packages,
    fix: FixLevel::None,
    page: Cow::Borrowed(include_str!("malicious_package.md")),
};

/// Reports packages that are malicious, and requirements that let a malicious version pass.
pub fn check(judgement: &Judgement, out: &mut Vec<Finding>) {
    out.extend(judgement.packages.iter().filter_map(|judged| {
        let told = Told::of_package(judged, |nature| nature == Nature::Malicious)?;
        let is_sure = judged.vulnerabilities.iter().any(|own| own.confidence > Confidence::Low);
        let what = if is_sure { "does harm on purpose" } else { "did harm on purpose once" };
        let message = format!(
            "{} {what}: whatever the machine could read that installed it is no longer secret",
            telling::named(judged)
        );
        Some(told.finding(RULE.id(), message))
    }));
    out.extend(judgement.ranges.iter().filter_map(|judged| {
        let own = judged.allowed.iter().map(|own| &own.vulnerability).filter(|own| own.nature == Nature::Malicious);
        let told = Told::of_requirement(judged, own.collect())?;
        let message = format!(
            "`{}` may be a version that does harm on purpose: nothing locks which one is taken",
            judged.requirement.written_name
        );
        Some(told.finding(RULE.id(), message))
    }));
}
