//! What is wrong with a package, and where to go.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use std::collections::BTreeMap;

use deps::{Advisories, Evidence, Index, JudgedRange, Nature, build};
use finding::{Confidence, Severity};
use packages::{Ecosystem, Requirement};
use source::{FileId, Span};
use versions::{Range, Scheme, Share, Version};

const LINES: &str = r#"
{"id": "GHSA-aaaa", "aliases": ["CVE-2024-1"], "database_specific": {"severity": "HIGH", "cwe_ids": ["CWE-94"]}, "affected": [{"package": {"ecosystem": "npm", "name": "x"}, "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "1.2.0"}]}]}]}
{"id": "x_OTHER-1", "aliases": ["CVE-2024-1"], "published": "2024-03-01T00:00:00Z", "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}], "affected": [{"package": {"ecosystem": "npm", "name": "x"}, "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "1.2.1"}]}]}]}
{"id": "CVE-2024-2", "affected": [{"package": {"ecosystem": "npm", "name": "x"}, "ranges": [{"type": "SEMVER", "events": [{"introduced": "1.2.0"}, {"fixed": "2.0.0-rc.1"}, {"introduced": "2.1.0"}, {"fixed": "2.3.0"}]}]}]}
{"id": "CVE-2024-3", "affected": [{"package": {"ecosystem": "npm", "name": "x"}, "database_specific": {"upper_bound_unknown": true}, "ranges": [{"type": "SEMVER", "events": [{"introduced": "9.0.0"}]}]}]}
"#;

fn npm(version: &str) -> Version {
    Version::parse(Scheme::Npm, version)
}

fn with_index<T>(look: impl FnOnce(&Index<'_>) -> T) -> T {
    let bytes = build(Advisories::read_lines(LINES).unwrap().all(), &BTreeMap::new()).unwrap();
    look(&Index::open(&bytes).unwrap())
}

#[test]
fn records_of_one_vulnerability_are_one_and_the_worst_of_them_counts() {
    with_index(|index| {
        let found = index.vulnerabilities(Ecosystem::Npm, "x", &npm("1.0.0")).unwrap();
        let [one] = &*found else { panic!("{found:?}") };
        assert_eq!(one.names, ["CVE-2024-1", "GHSA-aaaa", "x_OTHER-1"]);
        assert_eq!(one.rating.map(|rating| (rating.severity, rating.score)), Some((Severity::Critical, Some(9.8))));
        assert_eq!(
            (one.nature, &*one.cwe, one.published.as_deref()),
            (Nature::Vulnerability, &[94][..], Some("2024-03-01"))
        );
        assert_eq!(one.fixes.iter().map(Version::as_str).collect::<Vec<_>>(), ["1.2.0", "1.2.1"]);
        let guessed = index.vulnerabilities(Ecosystem::Npm, "x", &npm("9.1.0")).unwrap();
        assert_eq!(guessed.iter().map(|own| own.confidence).collect::<Vec<_>>(), [Confidence::Low]);
    });
}

#[test]
fn an_upgrade_is_the_smallest_with_the_fewest_left_and_no_prerelease() {
    with_index(|index| {
        let to = |from: &str| {
            let upgrade = index.upgrade(Ecosystem::Npm, "x", &npm(from)).unwrap();
            upgrade.map(|upgrade| (upgrade.to.as_str().to_owned(), upgrade.left))
        };
        assert_eq!(to("1.0.0"), Some(("2.3.0".to_owned(), 0)));
        assert_eq!(to("1.3.0-rc.1"), Some(("2.0.0-rc.1".to_owned(), 0)));
        assert_eq!(to("2.1.0"), Some(("2.3.0".to_owned(), 0)));
        assert_eq!(to("9.1.0"), None, "nothing is mended above it");
    });
}

#[test]
fn of_the_versions_that_a_range_lets_pass_some_are_affected() {
    with_index(|index| {
        let share = |range: &str| {
            let range = Range::parse(Scheme::Npm, range).unwrap();
            let found = index.allowed(Ecosystem::Npm, "x", &range).unwrap();
            found.into_iter().map(|own| (own.vulnerability.name().to_owned(), own.share)).collect::<Vec<_>>()
        };
        let named = |name: &str, share| (name.to_owned(), share);
        assert_eq!(share("~1.1.0"), [named("CVE-2024-1", Share::All)]);
        assert_eq!(share("^1.0.0"), [named("CVE-2024-1", Share::Part), named("CVE-2024-2", Share::End)]);
        assert_eq!(share("^2.3.0"), []);
    });
}

#[test]
fn versions_that_are_listed_one_by_one_are_found_in_ranges() {
    let lines = r#"{"id": "CVE-2024-9", "affected": [{"package": {"ecosystem": "PyPI", "name": "y"}, "versions": ["1.1", "1.4"]}]}"#;
    let bytes = build(Advisories::read_lines(lines).unwrap().all(), &BTreeMap::new()).unwrap();
    let index = Index::open(&bytes).unwrap();
    let share = |range: &str| {
        let range = Range::parse(Scheme::Pypi, range).unwrap();
        index.allowed(Ecosystem::PyPi, "y", &range).unwrap().first().map(|own| own.share)
    };
    assert_eq!(share(">=1,<2"), Some(Share::Part));
    assert_eq!(share("==1.4"), Some(Share::All));
    assert_eq!(share(">1.1,<1.4"), None);
    assert_eq!(share(">=2"), None);
    let of_version =
        |version| index.vulnerabilities(Ecosystem::PyPi, "y", &Version::parse(Scheme::Pypi, version)).unwrap();
    assert_eq!((of_version("1.4").len(), of_version("1.3").len()), (1, 0));
}

#[test]
fn what_is_malicious_does_not_hide_what_is_vulnerable() {
    with_index(|index| {
        let range = Range::parse(Scheme::Npm, "^1.0.0").unwrap();
        let mut allowed = index.allowed(Ecosystem::Npm, "x", &range).unwrap();
        for own in &mut allowed {
            // The one that the newest version has.
            if own.share == Share::End {
                own.vulnerability.nature = Nature::Malicious;
            }
        }
        let requirement = Requirement::new(Ecosystem::Npm, "x", "^1.0.0", Span::new(FileId(0), 0, 1));
        let judged =
            JudgedRange { requirement, functions: Vec::new(), evidence: Evidence::LISTED, ways: Vec::new(), allowed };
        let (share, own) = judged.strongest(|nature| nature == Nature::Vulnerability);
        assert_eq!((share, own.iter().map(|own| own.name()).collect::<Vec<_>>()), (Share::Part, vec!["CVE-2024-1"]));
    });
}
