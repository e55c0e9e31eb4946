//! A package that may be taken from where it was never meant to come from.

use std::borrow::Cow;

use finding::{Confidence, Finding, FixLevel, Location, LooksAt, Rule, Severity};
use packages::{IndexKind, IndexSource};

use crate::Judgement;

/// What the rule says of itself.
pub const RULE: Rule = Rule {
    id: Cow::Borrowed("deps/dependency-confusion"),
    title: Cow::Borrowed("Package that may be taken from a stranger"),
    highest: Severity::Medium,
    confidence: Confidence::High,
    cwe: Cow::Borrowed(&[427, 1357]),
    owasp: Cow::Borrowed(&["SAS-06", "A08:2021"]),
    attack: &["T1195.001"],
    compliance: &["PCI-DSS-4.0:6.3.2"],
    looks_at: LooksAt::Packages,
    fix: FixLevel::None,
    page: Cow::Borrowed(include_str!("dependency_confusion.md")),
};

/// Indexes that are public themselves: what stands in them is no secret name of a project.
const PUBLIC: [&str; 4] = ["download.pytorch.org", "test.pypi.org", "pypi.nvidia.com", "pypi.ngc.nvidia.com"];

/// Reports each place once.
pub fn check(judgement: &Judgement, out: &mut Vec<Finding>) {
    out.extend(judgement.confusions.iter().map(|own| {
        let IndexSource { kind, host, package, span } = own;
        let host = if host.is_empty() { "another index".to_owned() } else { format!("`{host}`") };
        let (severity, message) = match kind {
            IndexKind::Extra => (
                if PUBLIC.contains(&own.host.as_str()) { Severity::Low } else { Severity::Medium },
                format!("pip looks for every package in {host} and in the first index, and takes the highest version: who publishes a name of the one in the other is installed"),
            ),
            IndexKind::BestMatch => (
                Severity::Medium,
                "uv takes the best version of all indexes: who publishes a name of the one in the other is installed".to_owned(),
            ),
            IndexKind::Supplemental => (
                Severity::Medium,
                format!("Poetry looks in {host} only for what the public index does not have: who publishes a name of it there is installed"),
            ),
            IndexKind::Published => (
                Severity::Low,
                format!("`{package}` is published in {host} under a name without a scope, which everybody may take in the public registry"),
            ),
            IndexKind::Unbound => (
                Severity::Medium,
                format!("the lockfile takes {package} from {host} and the rest from the public registry, and no `.npmrc` beside or above binds these names to it: without the lockfile they are asked for in public"),
            ),
        };
        let resource = [own.host.as_str(), package].join(" ").trim().to_owned();
        Finding::new(RULE.id(), severity, Confidence::High, Location { span: *span, resource }, message)
    }));
}
