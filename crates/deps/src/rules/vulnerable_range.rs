//! A requirement that lets vulnerable versions pass, and nothing locks one.

use std::borrow::Cow;

use finding::{Confidence, Finding, FixLevel, LooksAt, Rule, Severity};

use versions::Share;

use crate::telling::{self, Told};
use crate::{Judgement, Nature, Vulnerability};

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

/// Reports each requirement once for each share of its versions. What only old versions have, and the newest has not, is info
/// where the newest is what is taken.
pub fn check(judgement: &Judgement, out: &mut Vec<Finding>) {
    const SHARES: [(Share, &str); 3] = [(Share::All, "every"), (Share::End, "the newest"), (Share::Part, "some")];
    for judged in &judgement.ranges {
        let requirement = &judged.requirement;
        let range = if requirement.range.is_empty() { "any version" } else { requirement.range.as_str() };
        out.extend(SHARES.iter().filter_map(|(share, which)| {
            let own = judged.allowed.iter().filter(|own| own.share == *share).map(|own| &own.vulnerability);
            let own: Vec<&Vulnerability> = own.filter(|own| own.nature == Nature::Vulnerability).collect();
            let mended = own.iter().filter_map(|own| own.fixes.last()).max();
            let mended = mended.map_or_else(String::new, |version| format!("; {} has not", version.as_str()));
            let told = Told::of_requirement(judged, own)?;
            let message = format!(
                "{which} version that `{}` ({range}) may be has {}{mended}",
                requirement.written_name,
                told.count()
            );
            let mut found = told.finding(RULE.id(), message);
            if *share == Share::Part && telling::takes_the_newest(requirement.ecosystem) {
                found.severity = Severity::Info;
            }
            Some(found)
        }));
    }
}
