//! `maremma rules`.

use std::path::Path;

use finding::Rule;
use report::Problem;
use scan::ExitCode;
use source::{Files as _, Limits};

use super::code;
use crate::output::{Terminal, write_out};

/// Every rule that some command reports: those of `scan` and those of `iam check`.
pub fn all() -> Vec<Rule> {
    let mut rules: Vec<Rule> = scan::rules().iter().cloned().chain(inquiry::check::rules()).collect();
    rules.sort_by(|a, b| a.id.cmp(&b.id));
    rules
}

/// Runs rules on their fixtures.
pub fn test(path: &Path, terminal: &Terminal) -> Result<ExitCode, Problem> {
    let limits = Limits::default();
    let (files, prefix) = code::files(path, &limits)?;
    let (tests, notices) = scan::code::test_rules(&files, &limits);
    let failed = tests.iter().filter(|test| !test.passes()).count();
    write_out(|out| {
        for test in tests.iter().filter(|test| !test.passes()) {
            writeln!(out, "failed: {} ({prefix}{})", test.rule, files.path(test.file))?;
            if test.is_broken {
                writeln!(out, "  a pattern cannot be read")?;
            }
            for (what, places) in
                [("missing", &test.missing), ("unexpected", &test.unexpected), ("wrong fix", &test.wrong_fixes)]
            {
                for (file, line) in places {
                    writeln!(out, "  {what} at {prefix}{}:{line}", files.path(*file))?;
                }
            }
        }
        writeln!(out, "{} passed, {failed} failed", tests.len() - failed)
    })?;
    code::say(&notices, &files, terminal);
    if tests.is_empty() {
        return Ok(ExitCode::NothingToScan);
    }
    Ok(if failed == 0 { ExitCode::Clean } else { ExitCode::Findings })
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
