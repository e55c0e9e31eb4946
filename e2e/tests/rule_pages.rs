//! Every rule does what its page says.

use scan::code::CodeRules;
use scan::{Config, scan};
use source::MemoryFiles;

#[test]
fn every_rule_keeps_its_word() {
    let code = CodeRules::pack().clone();
    let config = Config { as_of: e2e::PAGE_DAY.parse().unwrap(), code, ..Config::default() };
    let scan = |files: &MemoryFiles| scan(files, &e2e::case_config(&config, files));
    let mut faults = Vec::new();
    for rule in scan::rules() {
        faults.extend(e2e::judge(&rule, &scan).into_iter().map(|fault| format!("{}: {fault}", rule.id)));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
