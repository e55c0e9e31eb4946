//! Measurements on data that lies outside the repository.

mod advisories;
mod policies;

use std::process::ExitCode;

use anyhow::Result;

/// What to measure.
#[derive(Debug, clap::Subcommand)]
pub enum BenchChore {
    /// The index of advisories: its size, and how fast it answers
    Advisories(advisories::Arguments),
    /// The decision procedure on edits of real policies, each answer checked
    Policies(policies::Arguments),
}

/// Measures.
pub fn run(chore: &BenchChore) -> Result<ExitCode> {
    match chore {
        BenchChore::Advisories(arguments) => advisories::run(arguments),
        BenchChore::Policies(arguments) => policies::run(arguments),
    }
}
