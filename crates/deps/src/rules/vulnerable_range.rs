//! A requirement that lets vulnerable versions pass, and nothing locks one.

use std::borrow::Cow;

use finding::{Confidence, Finding, FixLevel, LooksAt, Rule, Severity};
use versions::Share;

use crate::telling::{self, Told};
use crate::{JudgedRange, Judgement, Nature};

/// What the rule says of itself.
pub const RULE: Rule = Rule {
    id: Cow::Borrowed("deps/vulnerable-range"),
    title: Cow::Borrowed("Requirement that lets vulnerable versions pass"),
    highest: Severity::Critical,
    confidence: Confidence::High,
    cwe: Cow::Borrowed(&[1395]),
    owasp: Cow::Borrowed(&["SAS-06", "A06:2021"]),
    attack: &["T1190"],
    compliance: &["PCI-DSS-4.0:6.3.3", "PCI-DSS-4.0:6.3.2"],
    looks_at: LooksAt::Packages,
    fix: FixLevel::None,
    page: Cow::Borrowed(include_str!("vulnerable_range.md")),
};

/// Reports each requirement once, with the vulnerabilities that every version or the newest has; if there are none, with those
/// that some have, which is info where the newest is what is taken.
pub fn check(judgement: &Judgement, out: &mut Vec<Finding>) {
    for judged in &judgement.ranges {
        let requirement = &judged.requirement;
        let range = if requirement.range.is_empty() { "any version" } else { requirement.range.as_str() };
        let (share, own) = judged.strongest(|nature| nature == Nature::Vulnerability);
        let which = match share {
            Share::All => "every version",
            Share::End => "the newest version",
            Share::Part | Share::None => "some version",
        };
        let mended = JudgedRange::mended(&own);
        let mended = mended.map_or_else(String::new, |version| format!("; {} has not", version.as_str()));
        let Some(told) = Told::of_requirement(judged, own) else { continue };
        let message =
            format!("{which} that `{}` ({range}) may be has {}{mended}", requirement.written_name, told.count());
        let mut found = told.finding(RULE.id(), message);
        if share == Share::Part && telling::takes_the_newest(requirement.ecosystem) {
            found.severity = Severity::Info;
        }
        out.push(found);
    }
}
