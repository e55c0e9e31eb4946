//! Size and density of the code, beside the anchors' figures. Prints; never fails.

use std::process::ExitCode;

use anyhow::Result;

/// Prints the figures.
pub fn run() -> Result<ExitCode> {
    anyhow::bail!("metrics is not written yet")
}
