//! `maremma rules`.

use std::path::Path;

use finding::Rule;
use report::Problem;
use scan::ExitCode;
use scan::code::RuleTests;
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
    let RuleTests { tests, unread, notices } = scan::code::test_rules(&files, &limits);
    let failed = tests.iter().filter(|test| !test.passes()).count() + unread.len();
    write_out(|out| {
        for notice in &unread {
            writeln!(out, "failed: {} ({prefix}{})", notice.message, code::place(notice, &files))?;
        }
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
        writeln!(out, "{} passed, {failed} failed", tests.iter().filter(|test| test.passes()).count())
    })?;
    code::say(&notices, &files, terminal);
    if tests.is_empty() && unread.is_empty() {
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
