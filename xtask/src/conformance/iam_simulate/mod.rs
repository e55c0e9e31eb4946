//! The suite `iam-simulate`: requests and how AWS decides them, as the tests of the simulator of that name say.
//!
//! Kinds: `core` (every policy is given, the request is taken as it is) and `simulation` (the request is first held
//! against the table of actions). A case is right when all that it says is: the outcome, what blocks it, the conditions
//! it depends on and the session names.

mod answer;
mod case;
pub(super) mod core;
mod simulation;

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use serde_json::Value;

use super::{Filters, Tally};
use crate::house::read;

/// What tells whether a case is right, and if not, why.
type Judge = fn(&Value) -> Result<(), String>;

/// Runs the suite in `dir`, the simulator's repository.
pub fn run(dir: &Path, filters: &Filters) -> Result<Tally> {
    let mut tally = Tally::default();
    let folders: [(_, _, Judge); 2] = [
        ("core", "src/core_engine/coreEngineTests", core::judge),
        ("simulation", "src/simulation_engine/simulationEngineIntegrationTests", simulation::judge),
    ];
    for (kind, folder, judge) in folders {
        if !filters.wants_kind(kind) {
            continue;
        }
        let folder = dir.join(folder);
        for path in files(&folder)? {
            let file = path.strip_prefix(&folder).unwrap_or(&path).with_extension("");
            for case in cases(&path)? {
                let name =
                    format!("{}: {}", file.display(), case.get("name").and_then(Value::as_str).unwrap_or_default());
                if filters.wants_case(&name) {
                    tally.count(&name, judge(&case));
                }
            }
        }
    }
    Ok(tally)
}

fn cases(path: &Path) -> Result<Vec<Value>> {
    serde_json::from_str(&read(path)?).with_context(|| format!("{} is no list of cases", path.display()))
}

/// All files below a folder, in order.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        let entries = std::fs::read_dir(&folder).with_context(|| format!("{} cannot be read", folder.display()))?;
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}
