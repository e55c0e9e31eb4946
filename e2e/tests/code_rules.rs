//! The rules over code find what the fixtures beside them say.

use std::path::Path;

use e2e::CASES;
use scan::code::{CodeRules, RuleTests, test_rules};
use source::Limits;

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

    let few: Vec<_> = tests.iter().filter(|test| test.wanted.min(test.unwanted) < CASES).collect();
    assert!(few.is_empty(), "fewer than {CASES} wrong or right cases: {few:#?}");
}
