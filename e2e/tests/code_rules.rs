//! The rules over code find what the fixtures beside them say.

use std::collections::BTreeMap;
use std::path::Path;

use pattern::{Expectation, annotations};
use scan::code::{CodeRules, RuleTests, test_rules};
use source::{FileId, Files as _, Limits};

/// How many marked places of each kind a rule has at least.
const LEAST: usize = 4;

#[test]
fn every_rule_over_code_keeps_its_word() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../rules/code");
    let files = e2e::read_folder(&folder).unwrap();
    let RuleTests { tests, unread, notices } = test_rules(&files, &Limits::default());
    assert!(unread.is_empty(), "{unread:?}");
    assert!(notices.is_empty(), "{notices:?}");
    let failed: Vec<_> = tests.iter().filter(|test| !test.passes()).collect();
    assert!(failed.is_empty(), "{failed:#?}");
    assert_eq!(tests.len(), CodeRules::pack().ids().count(), "each rule has a fixture");

    let mut marks: BTreeMap<String, [usize; 2]> = BTreeMap::new();
    for file in (0..files.paths().len() as u32).map(FileId) {
        let text = String::from_utf8_lossy(&files.read(file).unwrap()).into_owned();
        for mark in annotations(&text) {
            let stem = files.path(file).rsplit_once('.').unwrap().0.to_owned();
            let kind = usize::from(mark.expectation == Expectation::NoFinding);
            *marks.entry(stem).or_default().get_mut(kind).unwrap() += 1;
        }
    }
    let few: Vec<_> = marks.iter().filter(|(_, counts)| counts.iter().any(|count| *count < LEAST)).collect();
    assert!(few.is_empty(), "fewer than {LEAST} wrong or right cases: {few:?}");
}
