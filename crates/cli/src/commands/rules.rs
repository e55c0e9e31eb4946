//! `maremma rules`.

use finding::Rule;
use report::Problem;
use scan::ExitCode;

use crate::output::write_out;

/// Every rule that some command reports: those of `scan` and those of `iam check`.
pub fn all() -> Vec<Rule> {
    let mut rules: Vec<Rule> = scan::rules().iter().cloned().chain(inquiry::check::rules()).collect();
    rules.sort_by(|a, b| a.id.cmp(&b.id));
    rules
}

/// Lists all rules: id, highest severity, title.
pub fn run() -> Result<ExitCode, Problem> {
    let rules = all();
    let width = rules.iter().map(|rule| rule.id.len()).max().unwrap_or_default();
    write_out(|out| {
        rules.iter().try_for_each(|rule| writeln!(out, "{:width$}  {:8}  {}", rule.id, rule.highest, rule.title))
    })?;
    Ok(ExitCode::Clean)
}
