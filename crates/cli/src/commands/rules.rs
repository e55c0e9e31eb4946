//! `maremma rules`.

use report::Problem;
use scan::ExitCode;

use crate::output::write_out;

/// Lists all rules: id, highest severity, title.
pub fn run() -> Result<ExitCode, Problem> {
    let rules = scan::rules();
    let width = rules.iter().map(|rule| rule.id.len()).max().unwrap_or_default();
    write_out(|out| {
        rules.iter().try_for_each(|rule| writeln!(out, "{:width$}  {:8}  {}", rule.id, rule.highest, rule.title))
    })?;
    Ok(ExitCode::Clean)
}
