//! A package with a known vulnerability.

use std::borrow::Cow;

use finding::{Confidence, Finding, FixLevel, LooksAt, Rule, Severity};

use crate::telling::{self, Told};
use crate::{Judgement, Nature};

/// What the rule says of itself.
pub const RULE: Rule = Rule {
    id: Cow::Borrowed("deps/vulnerable-package"),
    title: Cow::Borrowed("Package with a known vulnerability"),
    highest: Severity::Critical,
    confidence: Confidence::High,
    cwe: Cow::Borrowed(&[1395]),
    owasp: Cow::Borrowed(&["SAS-06", "A06:2021"]),
    attack: &["T1190"],
    compliance: &["PCI-DSS-4.0:6.3.3", "PCI-DSS-4.0:6.3.2"],
    looks_at: LooksAt::Packages,
    fix: FixLevel::None,
    page: Cow::Borrowed(include_str!("vulnerable_package.md")),
};

/// Reports each package once, with all its vulnerabilities.
pub fn check(judgement: &Judgement, out: &mut Vec<Finding>) {
    out.extend(judgement.packages.iter().filter_map(|judged| {
        let told = Told::of_package(judged, |nature| nature == Nature::Vulnerability)?;
        let remedy = telling::remedy(judged.upgrade.as_ref());
        let message = format!("{} has {}; {remedy}", telling::named(judged), told.count());
        Some(told.finding(RULE.id(), message))
    }));
}
