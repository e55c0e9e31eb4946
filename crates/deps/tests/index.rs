//! An index says what the advisories it was built from say, and damage is an error.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail")]

use std::collections::BTreeMap;

use deps::{Advisories, Advisory, Bound, Index, IndexError, Level, Nature, Stock, build};
use packages::Ecosystem;
use proptest::prelude::*;
use versions::{Scheme, Version};

const LINES: &str = r#"
{"id": "GHSA-1", "published": "2024-02-29T12:00:00Z", "aliases": ["CVE-1", "CVE-2"], "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N"}, {"type": "CVSS_V4", "score": "CVSS:4.0/AV:N"}], "database_specific": {"severity": "HIGH", "cwe_ids": ["CWE-79", "CWE-1333"]}, "affected": [{"package": {"ecosystem": "npm", "name": "x"}, "ranges": [{"type": "SEMVER", "events": [{"introduced": "1.0.0"}, {"fixed": "1.2.0"}]}]}]}
{"id": "MAL-2024-12", "affected": [{"package": {"ecosystem": "npm", "name": "x-bad"}, "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}]}]}]}
{"id": "MAL-2024-012", "affected": [{"package": {"ecosystem": "npm", "name": "x-bad"}, "versions": ["2.0.0"]}]}
{"id": "OLD", "withdrawn": "2024-01-01T00:00:00Z", "affected": [{"package": {"ecosystem": "npm", "name": "x"}, "versions": ["1.0.0"]}]}
{"id": "PYSEC-1", "affected": [{"package": {"ecosystem": "PyPI", "name": "x"}, "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"last_affected": "3"}]}]}]}
"#;

fn days() -> BTreeMap<Ecosystem, String> {
    [Ecosystem::Npm, Ecosystem::Go].into_iter().map(|ecosystem| (ecosystem, "2026-11-27".to_owned())).collect()
}

fn npm(version: &str) -> Version {
    Version::parse(Scheme::Npm, version)
}

#[test]
fn an_index_keeps_what_reports_need() {
    let advisories = Advisories::read_lines(LINES).unwrap();
    let bytes = build(advisories.all(), &days()).unwrap();
    let index = Index::open(&bytes).unwrap();
    let stock = |ecosystem, as_of, records, malicious| Stock { ecosystem, as_of, records, malicious };
    assert_eq!(
        index.stocks().unwrap(),
        [
            stock(Ecosystem::Npm, "2026-11-27", 3, 2),
            stock(Ecosystem::PyPi, "", 1, 0),
            stock(Ecosystem::Go, "2026-11-27", 0, 0)
        ]
    );
    let found = index.about(Ecosystem::Npm, "x", &npm("1.1.9")).unwrap();
    let [one] = &*found else { panic!("{found:?}") };
    assert_eq!(
        (one.id.as_str(), &*one.aliases, one.cvss, &*one.cwe),
        ("GHSA-1", &["CVE-1", "CVE-2"][..], "CVSS:4.0/AV:N", &[79, 1333][..])
    );
    assert_eq!(
        (one.nature, one.level, one.published.as_deref()),
        (Nature::Vulnerability, Some(Level::High), Some("2024-02-29"))
    );
    assert_eq!(one.facts.fixes().map(Version::as_str).collect::<Vec<_>>(), ["1.2.0"]);
    assert!(index.about(Ecosystem::Npm, "x", &npm("1.2.0")).unwrap().is_empty());
    let ids: Vec<String> =
        index.about(Ecosystem::Npm, "x-bad", &npm("2.0.0")).unwrap().into_iter().map(|one| one.id).collect();
    assert_eq!(ids, ["MAL-2024-012", "MAL-2024-12"], "ids come back letter by letter");
    assert!(index.knows(Ecosystem::PyPi, "x").unwrap() && !index.knows(Ecosystem::Maven, "x").unwrap());
    assert_eq!(bytes, build(advisories.all(), &days()).unwrap(), "the same advisories give the same bytes");
}

#[test]
fn what_is_no_index_is_said() {
    assert_eq!(Index::open(b"").unwrap_err(), IndexError::Foreign);
    assert_eq!(Index::open(b"MAREADV\x01 of another version").unwrap_err(), IndexError::Foreign);
    let bytes = build(Advisories::read_lines(LINES).unwrap().all(), &days()).unwrap();
    for end in 8..bytes.len() {
        assert_eq!(Index::open(&bytes[..end]).unwrap_err(), IndexError::Damaged, "cut off at {end}");
    }
}

/// A record about one of three packages, with ranges from few versions so that they meet.
fn record() -> impl Strategy<Value = String> {
    let event = (0..4_u8, 0..6_u8).prop_map(|(kind, version)| {
        let kind = ["introduced", "fixed", "last_affected", "limit"][usize::from(kind)];
        let version = if version == 0 { "0".to_owned() } else { format!("1.{version}.0") };
        format!(r#"{{"{kind}": "{version}"}}"#)
    });
    let listed = prop::collection::vec(0..6_u8, 0..2);
    (0..3_u8, prop::collection::vec(prop::collection::vec(event, 0..5), 0..3), listed).prop_map(|(name, ranges, listed)| {
        let ranges: Vec<String> =
            ranges.iter().map(|events| format!(r#"{{"type": "SEMVER", "events": [{}]}}"#, events.join(","))).collect();
        let listed: Vec<String> = listed.iter().map(|version| format!("\"1.{version}.0\"")).collect();
        format!(
            r#""affected": [{{"package": {{"ecosystem": "npm", "name": "p{name}"}}, "ranges": [{}], "versions": [{}]}}]"#,
            ranges.join(","),
            listed.join(",")
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn an_index_says_what_its_advisories_say(records in prop::collection::vec(record(), 0..6)) {
        let lines: Vec<String> = records.iter().enumerate().map(|(number, record)| format!("{{\"id\": \"A-{number}\", {record}}}")).collect();
        let advisories = Advisories::read_lines(&lines.join("\n")).unwrap();
        let bytes = build(advisories.all(), &days()).unwrap();
        let index = Index::open(&bytes).unwrap();
        for name in ["p0", "p1", "p2"] {
            for version in ["0.0.0-0", "1.0.0-a", "1.0.0", "1.1.0", "1.2.0", "1.2.1", "1.3.0", "1.4.0", "1.5.0-rc.1", "1.5.0", "2.0.0"] {
                let slow: Vec<String> = advisories.about(Ecosystem::Npm, name, version).iter().map(|one| one.id.clone()).collect();
                let fast: Vec<String> = index.about(Ecosystem::Npm, name, &npm(version)).unwrap().into_iter().map(|one| one.id).collect();
                prop_assert_eq!(&fast, &slow, "{}@{}", name, version);
            }
            let facts = |advisory: &Advisory| advisory.affected.iter().find(|own| own.name == name).map(|own| own.facts.clone());
            let slow: Vec<_> = advisories.all().iter().filter_map(facts).collect();
            let fast: Vec<_> = index.all_about(Ecosystem::Npm, name).unwrap().into_iter().map(|one| one.facts).collect();
            prop_assert_eq!(fast, slow, "{}", name);
        }
    }

    #[test]
    fn damage_is_an_error_and_never_worse(at in 8..10_000_usize, bits in 1..=255_u8) {
        let mut bytes = build(Advisories::read_lines(LINES).unwrap().all(), &days()).unwrap();
        // The buckets are nearly all of such a small file; they are damaged seldom.
        let at = if at % 2 == 0 { at % 100 } else { bytes.len() - 1 - at % 200 };
        bytes[at] ^= bits;
        if let Ok(index) = Index::open(&bytes) {
            let _ = index.stocks();
            let _ = index.about(Ecosystem::Npm, "x", &npm("1.1.0"));
            let _ = index.about(Ecosystem::Npm, "x-bad", &npm("2.0.0"));
        }
    }
}

#[test]
fn what_a_schema_cannot_say_is_kept_beside_the_ranges() {
    let record = r#"{"id": "GO-1", "affected": [{"package": {"ecosystem": "Go", "name": "m"}, "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}]}],
        "ecosystem_specific": {"imports": [{"path": "m/p", "symbols": ["T.F", "F"]}], "custom_ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.2.0"}]}]},
        "database_specific": {"upper_bound_unknown": true}}]}"#;
    let bytes = build(&[Advisory::parse(record).unwrap()], &days()).unwrap();
    let go = |version| Version::parse(Scheme::Golang, version);
    let found = Index::open(&bytes).unwrap().about(Ecosystem::Go, "m", &go("1.9.0")).unwrap();
    let [one] = &*found else { panic!("{found:?}") };
    assert!(!one.facts.is_end_unknown && !one.facts.confirms(&go("1.9.0")) && one.facts.confirms(&go("1.1.0")));
    let github = r#"{"id": "GHSA-1", "affected": [{"package": {"ecosystem": "npm", "name": "m"}, "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}]}],
        "database_specific": {"upper_bound_unknown": true, "last_known_affected_version_range": "<= 3.4.1"}}]}"#;
    let own = &Advisory::parse(github).unwrap().affected[0];
    let confirmed = ["3.4.1", "4.3.1"].map(|version| own.facts.confirms(&npm(version)));
    assert_eq!((own.contains(&npm("4.3.1")), confirmed, own.facts.is_end_unknown), (true, [true, false], false));
    assert_eq!(one.facts.symbols, ["m/p.F", "m/p.T.F"]);
    assert_eq!(one.facts.ranges[0].events()[0].bound(), &Bound::Start);
}
