//! The tables in data/: facts of the outside world, with date, source and licence.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::Subcommand;

/// What to do with the tables.
#[derive(Debug, Subcommand)]
pub enum DataChore {
    /// Check that every table parses and names its source, date and licence
    Check,
    /// Rewrite data/runtimes/runtimes.json from a newer table
    Runtimes {
        /// The newer table
        #[arg(long)]
        from: PathBuf,
    },
}

/// Does it.
pub fn run(chore: &DataChore) -> Result<ExitCode> {
    anyhow::bail!("{chore:?} is not written yet")
}
