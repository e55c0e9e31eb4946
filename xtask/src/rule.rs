//! Making rules and checking their pages.

use std::process::ExitCode;

use anyhow::Result;
use clap::Subcommand;

/// What to do with rules.
#[derive(Debug, Subcommand)]
pub enum RuleChore {
    /// Make a new pair of Rust file and page from the template
    New {
        /// The crate that owns the rule: `posture`, `iam`, `secrets`
        owner: String,
        /// The rule's name, such as `open-http-route`
        id: String,
    },
    /// Run the cases on the rules' pages
    Check {
        /// Only this rule, such as `posture/open-http-route`
        id: Option<String>,
    },
}

/// Does it.
pub fn run(chore: &RuleChore) -> Result<ExitCode> {
    anyhow::bail!("{chore:?} is not written yet")
}
