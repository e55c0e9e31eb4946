//! Rule pages for docs/, made from the rules' own pages.

use std::process::ExitCode;

use anyhow::Result;

/// Writes the pages.
pub fn run() -> Result<ExitCode> {
    anyhow::bail!("docs is not written yet")
}
