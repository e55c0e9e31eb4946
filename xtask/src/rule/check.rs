//! Whether each rule does what its page says.

use std::process::ExitCode;

use anyhow::{Result, ensure};
use scan::Config;
use scan::code::CodeRules;
use source::MemoryFiles;

/// Judges one rule, or all of them.
pub fn run(id: Option<&str>) -> Result<ExitCode> {
    let as_of = e2e::PAGE_DAY.parse().map_err(|error| anyhow::anyhow!("{error}"))?;
    let config = Config { as_of, code: CodeRules::pack().clone(), ..Config::default() };
    let scan = |files: &MemoryFiles| scan::scan(files, &config);
    let rules = scan(&MemoryFiles::default()).rules;
    let wanted: Vec<_> = rules.iter().filter(|rule| id.is_none_or(|id| rule.id == id)).collect();
    ensure!(!wanted.is_empty(), "no rule `{}`", id.unwrap_or("at all"));
    let mut failed = 0;
    for rule in &wanted {
        let faults = e2e::judge(rule, &scan);
        failed += usize::from(!faults.is_empty());
        faults.iter().for_each(|fault| println!("{}: {fault}", rule.id));
    }
    println!("{} passed, {failed} failed", wanted.len() - failed);
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
