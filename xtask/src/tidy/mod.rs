//! What a machine checks of the house. Each check is a module that returns its faults; none of them repairs anything.

mod architecture;
mod core_purity;
mod doc_paths;
mod layering;
mod lint_reasons;
mod rule_files;
mod stale_docs;

use std::fmt;
use std::process::ExitCode;

use anyhow::Result;

use crate::house::House;

/// One thing that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The file, with a line where there is one.
    pub place: String,
    /// What is wrong and what would be right.
    pub message: String,
}

impl Fault {
    /// A fault at a place.
    pub fn new(place: impl Into<String>, message: impl Into<String>) -> Self {
        Self { place: place.into(), message: message.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.message)
    }
}

type Check = fn(&House) -> Result<Vec<Fault>>;

const CHECKS: &[(&str, Check)] = &[
    ("layers", layering::check),
    ("the map in ARCHITECTURE.md", architecture::check),
    ("cores without I/O", core_purity::check),
    ("lints with reasons", lint_reasons::check),
    ("rule files", rule_files::check),
    ("generated docs", stale_docs::check),
    ("paths in docs", doc_paths::check),
];

/// Runs every check; fails when one has something to say.
pub fn run() -> Result<ExitCode> {
    let house = House::open()?;
    let mut tidy = true;
    for (name, check) in CHECKS {
        let mut faults = check(&house)?;
        faults.sort();
        println!("{} {name}", if faults.is_empty() { "tidy  " } else { "untidy" });
        for fault in &faults {
            println!("       {fault}");
        }
        tidy &= faults.is_empty();
    }
    Ok(if tidy { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_house_is_tidy() {
        let house = House::open().unwrap();
        let faults: Vec<_> =
            CHECKS.iter().flat_map(|(_, check)| check(&house).unwrap()).map(|f| f.to_string()).collect();
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}
