//! The suite `iam-peer`: random requests, decided by another evaluator too.
//!
//! The folder holds a program `decide` that reads cases as JSON lines and writes a line for each, with its outcome as
//! `response` and what blocks it as `blockedBy`. A case is right when both say the same. A kind is a size: without a
//! choice 20,000 requests are drawn, with `--kind 500` so many. The name of a case is its seed.

mod draw;

use std::io::{BufRead, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result};
use policy_oracle::Seeded;
use serde_json::Value;

use super::iam_simulate::core;
use super::{Filters, Tally};

/// Requests drawn without a choice.
const COUNT: u64 = 20_000;

/// Runs the suite against the program in `dir`.
pub fn run(dir: &Path, filters: &Filters) -> Result<Tally> {
    let count = filters.kinds.iter().find_map(|kind| kind.parse().ok()).unwrap_or(COUNT);
    let seeds = (0..count).filter(|seed| filters.case.as_ref().is_none_or(|case| *case == seed.to_string()));
    let cases: Vec<(u64, Value)> = seeds.map(|seed| (seed, draw::case(&mut Seeded::new(seed)))).collect();
    let answers = ask(dir, &cases)?;
    let mut tally = Tally::default();
    for ((seed, case), answer) in cases.iter().zip(answers) {
        let result = core::agree(case, &answer).map_err(|why| format!("{why}\n    {case}"));
        tally.count(&seed.to_string(), result);
    }
    Ok(tally)
}

/// The other evaluator's answers, one for each case.
fn ask(dir: &Path, cases: &[(u64, Value)]) -> Result<Vec<Value>> {
    let program = dir.join("decide");
    let spawned = Command::new(&program).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let mut child = spawned.with_context(|| format!("{} cannot be run", program.display()))?;
    let mut input = child.stdin.take().context("no way to write to it")?;
    let output = child.stdout.take().context("no way to read from it")?;
    let answers = std::thread::scope(|scope| {
        let writer = scope.spawn(move || cases.iter().try_for_each(|(_, case)| writeln!(input, "{case}")));
        let lines = BufReader::new(output).lines();
        let answers: Result<Vec<Value>> = lines.map(|line| Ok(serde_json::from_str(&line?)?)).collect();
        writer.join().map_err(|_| anyhow::anyhow!("writing the cases panicked"))??;
        answers
    })?;
    child.wait()?;
    anyhow::ensure!(answers.len() == cases.len(), "{} answers to {} cases", answers.len(), cases.len());
    Ok(answers)
}
