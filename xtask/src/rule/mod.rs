//! Making rules and checking their pages.

mod check;
mod new;
mod new_code;

use std::process::{Command, ExitCode};

use anyhow::{Context as _, Result};
use clap::Subcommand;

use crate::house::House;
use crate::rules;

/// What to do with rules.
#[derive(Debug, Subcommand)]
pub enum RuleChore {
    /// Make the files of a new rule from the templates
    New {
        /// The crate that owns the rule: `posture`, `iam`, `secrets`; or `code` for a rule over code
        #[arg(value_name = "CRATE")]
        owner: String,
        /// The rule's name: the bad thing, such as `open-http-route`; for code the language before it, `python/open-door`
        #[arg(value_name = "NAME")]
        name: String,
    },
    /// Run the cases on the rules' pages
    Check {
        /// Only this rule, such as `posture/open-http-route`; or `callables`, the table of vulnerable callables
        id: Option<String>,
    },
    /// Format the rules' Rust files, which `cargo fmt` does not see
    Format,
}

/// Does it.
pub fn run(chore: &RuleChore) -> Result<ExitCode> {
    match chore {
        RuleChore::New { owner, name } if owner == "code" => new_code::run(name),
        RuleChore::New { owner, name } => new::run(owner, name),
        RuleChore::Check { id } => check::run(id.as_deref()),
        RuleChore::Format => format(),
    }
}

fn format() -> Result<ExitCode> {
    let house = House::open()?;
    let rules = rules::all(&house)?;
    if rules.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    let mut rustfmt = Command::new("rustfmt");
    rustfmt.current_dir(&house.root).args(["--edition", "2024"]).args(rules.iter().map(|rule| &rule.rust));
    let status = rustfmt.status().context("cannot run rustfmt")?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
