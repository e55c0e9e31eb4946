//! Which advisories concern which versions.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail")]

use deps::{Advisories, Advisory, groups};
use packages::Ecosystem;
use proptest::prelude::*;

/// The ids of what concerns a package of PyPI at a version, given its ranges and versions in JSON.
fn affected(ranges: &str, versions: &str, version: &str) -> bool {
    let record = format!(
        r#"{{"id": "A-1", "affected": [{{"package": {{"ecosystem": "PyPI", "name": "Flask.Login"}}, "ranges": {ranges}, "versions": {versions}}}]}}"#
    );
    let advisories = Advisories::read_lines(&record).unwrap();
    let found = advisories.about(Ecosystem::PyPi, "flask_login", version);
    found.iter().any(|advisory| advisory.id == "A-1")
}

#[test]
fn events_are_sorted_and_the_last_one_before_a_version_decides() {
    let spans = r#"[{"type": "ECOSYSTEM", "events": [{"fixed": "2.1"}, {"introduced": "2.0"}, {"fixed": "1.5"}, {"introduced": "0"}]}]"#;
    for (version, expected) in
        [("0.dev1", true), ("1.4", true), ("1.5", false), ("1.9", false), ("2.0", true), ("2.1.0", false), ("3", false)]
    {
        assert_eq!(affected(spans, "[]", version), expected, "{version}");
    }
}

#[test]
fn the_last_affected_version_is_affected() {
    let last = r#"[{"type": "ECOSYSTEM", "events": [{"introduced": "1.0"}, {"last_affected": "1.2"}]}]"#;
    for (version, expected) in [("0.9", false), ("1.2", true), ("1.2.0", true), ("1.2.1", false)] {
        assert_eq!(affected(last, "[]", version), expected, "{version}");
    }
    let only = r#"[{"type": "ECOSYSTEM", "events": [{"last_affected": "1.2"}, {"introduced": "1.2"}]}]"#;
    assert!(affected(only, "[]", "1.2") && !affected(only, "[]", "1.1") && !affected(only, "[]", "1.3"));
}

#[test]
fn a_limit_ends_a_range() {
    let limited = r#"[{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"limit": "2"}]}]"#;
    assert!(affected(limited, "[]", "1.9") && !affected(limited, "[]", "2"));
    let open = r#"[{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"limit": "*"}]}]"#;
    assert!(affected(open, "[]", "9"));
}

#[test]
fn listed_versions_count_beside_ranges_and_ranges_of_commits_do_not() {
    let commits = r#"[{"type": "GIT", "events": [{"introduced": "0"}]}]"#;
    assert!(affected(commits, r#"["1.0"]"#, "1.0.0"), "as the ecosystem compares versions");
    assert!(!affected(commits, r#"["1.0"]"#, "1.1"));
}

#[test]
fn what_was_taken_back_or_is_of_another_ecosystem_concerns_nothing() {
    let lines = r#"
{"id": "A", "withdrawn": "2024-01-01T00:00:00Z", "affected": [{"package": {"ecosystem": "npm", "name": "x"}, "versions": ["1.0.0"]}]}
{"id": "B", "affected": [{"package": {"ecosystem": "Hex", "name": "x"}, "versions": ["1.0.0"]}]}
{"id": "C", "affected": [{"package": {"ecosystem": "npm", "name": "x"}, "versions": ["1.0.0"]}]}"#;
    let advisories = Advisories::read_lines(lines).unwrap();
    assert_eq!(advisories.all().len(), 3);
    let ids: Vec<&str> =
        advisories.about(Ecosystem::Npm, "x", "1.0.0").iter().map(|advisory| advisory.id.as_str()).collect();
    assert_eq!(ids, ["C"]);
    assert!(advisories.about(Ecosystem::Npm, "unknown", "1.0.0").is_empty());
}

#[test]
fn a_line_that_is_no_record_is_named() {
    let (line, error) = Advisories::read_lines("{\"id\": \"A\"}\n\n{\"aliases\": []}").unwrap_err();
    assert_eq!(line, 3);
    assert!(error.to_string().contains("missing field `id`"), "{error}");
}

#[test]
fn aliases_join_records_through_others() {
    let record =
        |id: &str, aliases: &str| Advisory::parse(&format!(r#"{{"id": "{id}", "aliases": [{aliases}]}}"#)).unwrap();
    let all = [record("G", r#""C-1""#), record("X", ""), record("P", r#""C-2""#), record("R", r#""C-1", "C-2""#)];
    let all: Vec<&Advisory> = all.iter().collect();
    let ids: Vec<Vec<&str>> =
        groups(&all).iter().map(|group| group.iter().map(|one| one.id.as_str()).collect()).collect();
    assert_eq!(ids, [vec!["G", "P", "R"], vec!["X"]]);
}

proptest! {
    /// Groups are what is left when records that share a name are joined until none do.
    #[test]
    fn groups_are_the_parts_that_hang_together(names in prop::collection::vec(prop::collection::vec(0..8_u8, 0..3), 0..10)) {
        let all: Vec<Advisory> = names.iter().enumerate().map(|(number, aliases)| {
            let aliases: Vec<String> = aliases.iter().map(|alias| format!("\"C-{alias}\"")).collect();
            Advisory::parse(&format!(r#"{{"id": "A-{number}", "aliases": [{}]}}"#, aliases.join(","))).unwrap()
        }).collect();
        let all: Vec<&Advisory> = all.iter().collect();
        let grouped = groups(&all);
        prop_assert_eq!(grouped.iter().map(Vec::len).sum::<usize>(), all.len());
        let shares = |one: &Advisory, two: &Advisory| one.aliases.iter().any(|alias| two.aliases.contains(alias));
        for (place, group) in grouped.iter().enumerate() {
            for other in grouped.iter().skip(place + 1) {
                prop_assert!(!group.iter().any(|one| other.iter().any(|two| shares(one, two))));
            }
            let mut reached = vec![group[0]];
            while let Some(next) = group.iter().find(|one| !reached.iter().any(|known| known.id == one.id) && reached.iter().any(|known| shares(known, one))) {
                reached.push(next);
            }
            prop_assert_eq!(reached.len(), group.len());
        }
    }
}
