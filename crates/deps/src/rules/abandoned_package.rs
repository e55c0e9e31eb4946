//! A package that nobody keeps any more, or whose unsafe code is unsound.

use std::borrow::Cow;

use finding::{Confidence, Finding, FixLevel, LooksAt, Rule, Severity};

use crate::telling::{self, Told};
use crate::{Judgement, Nature};

/// What the rule says of itself.
pub const RULE: Rule = Rule {
    id: Cow::Borrowed("deps/abandoned-package"),
    title: Cow::Borrowed("Abandoned or unsound package"),
    highest: Severity::Info,
    confidence: Confidence::High,
    cwe: Cow::Borrowed(&[1104]),
    owasp: Cow::Borrowed(&["SAS-06", "A06:2021"]),
    attack: &[],
    compliance: &["PCI-DSS-4.0:6.3.2"],
    looks_at: LooksAt::Packages,
    fix: FixLevel::None,
    page: Cow::Borrowed(include_str!("abandoned_package.md")),
};

/// Reports what the RustSec database calls informational, each package once for each kind of it.
pub fn check(judgement: &Judgement, out: &mut Vec<Finding>) {
    const KINDS: [(Nature, &str); 3] = [
        (Nature::Unmaintained, "is not kept by anybody any more"),
        (Nature::Unsound, "can break the promises of safe code"),
        (Nature::Notice, "has a notice"),
    ];
    for judged in &judgement.packages {
        out.extend(KINDS.iter().filter_map(|(kind, what)| {
            let told = Told::of_package(judged, |nature| nature == *kind)?;
            Some(told.finding(RULE.id(), format!("{} {what}", telling::named(judged))))
        }));
    }
}
