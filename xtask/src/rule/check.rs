//! Whether each rule does what its page says.

use std::process::ExitCode;

use anyhow::Result;

/// Judges one rule, or all of them.
pub fn run(_id: Option<&str>) -> Result<ExitCode> {
    anyhow::bail!("there is no pipeline to run the cases with yet")
}
