//! Every test there is, in one run with one closing line.
//!
//! Nothing is installed here. `cargo test` runs the unit, integration and doc tests the same way on every machine;
//! what is optional (`cargo deny`, the conformance suites beside the repository) is run where it is found, and said
//! where it is not.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};

use anyhow::{Context as _, Result};

use crate::conformance::{SUITES, Suite, known};
use crate::house::House;
use crate::tidy;

/// Where the suites lie, seen from the top of the repository.
const CONFORMANCE: &str = "../shared/conformance";

/// What was counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Counts {
    passed: usize,
    failed: usize,
    skipped: usize,
}

impl Counts {
    const PASSED: Self = Self { passed: 1, failed: 0, skipped: 0 };
    const FAILED: Self = Self { passed: 0, failed: 1, skipped: 0 };

    fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }

    fn closing_line(self) -> String {
        let skipped = if self.skipped == 0 { String::new() } else { format!(", {} skipped", self.skipped) };
        format!("{} passed, {} failed{skipped}", self.passed, self.failed)
    }
}

/// Runs them all, also after one has failed.
pub fn run() -> Result<ExitCode> {
    let house = House::open()?;
    let mut counts = Counts::default();
    counts.add(step(&house, &["fmt", "--all", "--check", "--message-format", "short"])?);
    counts.add(step(&house, &["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"])?);
    counts.add(if tidy::run()? == ExitCode::SUCCESS { Counts::PASSED } else { Counts::FAILED });
    counts.add(cargo_test(&house)?);
    if has_cargo_deny() {
        // Not the advisories: their list is fetched from the network.
        counts.add(step(&house, &["deny", "--all-features", "check", "bans", "licenses", "sources"])?);
    } else {
        println!("not found: cargo deny");
    }
    for suite in SUITES {
        counts.add(conform(&house, suite)?);
    }
    println!("{}", counts.closing_line());
    Ok(if counts.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn cargo(house: &House, arguments: &[&str]) -> Command {
    println!("cargo {}", arguments.join(" "));
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(&house.root).args(arguments);
    command
}

/// One command that passes or fails as a whole.
fn step(house: &House, arguments: &[&str]) -> Result<Counts> {
    let status = cargo(house, arguments).status().context("cannot run cargo")?;
    Ok(if status.success() { Counts::PASSED } else { Counts::FAILED })
}

/// The workspace's tests, counted from the closing line of each test binary.
fn cargo_test(house: &House) -> Result<Counts> {
    let mut command = cargo(house, &["test", "--quiet", "--workspace", "--no-fail-fast"]);
    let mut child = command.stdout(Stdio::piped()).spawn().context("cannot run cargo")?;
    let mut counts = Counts::default();
    for line in child.stdout.take().into_iter().flat_map(|output| BufReader::new(output).lines()) {
        let line = line?;
        match counted(&line) {
            Some(more) => counts.add(more),
            None if is_noise(&line) => {}
            None => println!("{line}"),
        }
    }
    let success = child.wait()?.success();
    println!("tests: {}", counts.closing_line());
    if !success && counts.failed == 0 {
        // A test that does not build has no closing line.
        counts.add(Counts::FAILED);
    }
    Ok(counts)
}

/// The counts of a line such as `test result: ok. 6 passed; 0 failed; 1 ignored; …`.
fn counted(line: &str) -> Option<Counts> {
    let result = line.strip_prefix("test result: ")?;
    let number = |name: &str| {
        let field = result.split(['.', ';']).find_map(|field| field.trim().strip_suffix(name))?;
        field.trim().parse().ok()
    };
    Some(Counts { passed: number(" passed")?, failed: number(" failed")?, skipped: number(" ignored")? })
}

/// Lines of dots and headings that say nothing once the counts are summed.
fn is_noise(line: &str) -> bool {
    let is_heading = line.starts_with("running ") && (line.ends_with(" tests") || line.ends_with(" test"));
    is_heading || line.trim().trim_matches(['.', 'i']).is_empty() || line.starts_with("all doctests ran in")
}

fn has_cargo_deny() -> bool {
    let mut command = Command::new("cargo-deny");
    command.arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

/// Runs what the suite claims, if the suite is there; a known miss counts as skipped.
fn conform(house: &House, suite: &Suite) -> Result<Counts> {
    let folder = Path::new(CONFORMANCE).join(suite.folder);
    let Some(found) = suite.find(&house.root.join(&folder)) else {
        println!("not found: {}", folder.display());
        return Ok(Counts::default());
    };
    println!("conformance {}", suite.name);
    let tally = match suite.run(&found, &suite.claims()) {
        Ok(tally) => tally,
        Err(error) => {
            println!("{error:#}");
            return Ok(Counts::FAILED);
        }
    };
    let verdict = known::judge(&tally, &known::read(house, suite)?);
    verdict.unexpected.iter().for_each(|miss| println!("{miss}"));
    let counts = Counts { passed: verdict.passed, failed: verdict.unexpected.len(), skipped: verdict.known };
    println!("{}: {}", suite.name, counts.closing_line());
    Ok(counts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_binarys_closing_line_is_counted() {
        let line = "test result: FAILED. 5 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s";
        assert_eq!(counted(line), Some(Counts { passed: 5, failed: 2, skipped: 1 }));
        assert_eq!(counted("test a ... ok"), None);
    }

    #[test]
    fn skipped_is_said_only_when_something_was() {
        assert_eq!(Counts::PASSED.closing_line(), "1 passed, 0 failed");
        assert_eq!(Counts { skipped: 2, ..Counts::FAILED }.closing_line(), "0 passed, 1 failed, 2 skipped");
    }
}
