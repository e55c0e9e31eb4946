//! The tables in data/: facts of the outside world, with source, date and licence.

pub mod advisories;
mod age;
mod bundles;
mod iam;
mod popular;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result, ensure};
use clap::Subcommand;
use serde_json::{Map, Value};

use crate::house::{House, entries, files, read};

/// What to do with the tables.
#[derive(Debug, Subcommand)]
pub enum DataChore {
    /// Check that every table parses and names its source, date and licence, and say which are old
    Check,
    /// Rewrite data/runtimes.json from a newer table
    Runtimes {
        /// The newer table
        #[arg(long, value_name = "FILE")]
        from: PathBuf,
    },
    /// Rewrite data/advisories/ from the records of the suite `advisories`
    Advisories {
        /// The folder of the suite
        #[arg(long, value_name = "DIR")]
        from: PathBuf,
    },
    /// Rewrite data/bundles/index.bin from packages of npm
    Bundles {
        /// A folder below which they are installed
        #[arg(long, value_name = "DIR")]
        from: PathBuf,
    },
    /// Rewrite data/popular/ from newer packages
    Popular(popular::Sources),
    /// Rewrite data/iam/ from newer tables
    Iam(iam::Sources),
    /// Print the actions that managed policies name and the reference lacks
    UnknownActions,
}

/// Does it.
pub fn run(chore: &DataChore) -> Result<ExitCode> {
    let house = House::open()?;
    match chore {
        DataChore::Check => report(&house, &faults(&house)?, &age::warnings(&house)?),
        DataChore::Runtimes { from } => write_runtimes(&house, from),
        DataChore::Advisories { from } => advisories::write(&house, from).map(|()| ExitCode::SUCCESS),
        DataChore::Bundles { from } => bundles::write(&house, from).map(|()| ExitCode::SUCCESS),
        DataChore::Popular(sources) => popular::write(&house, sources).map(|()| ExitCode::SUCCESS),
        DataChore::Iam(sources) => iam::write(&house, sources).map(|()| ExitCode::SUCCESS),
        DataChore::UnknownActions => iam::print_unknown_actions(),
    }
}

fn report(house: &House, faults: &[String], warnings: &[String]) -> Result<ExitCode> {
    warnings.iter().for_each(|warning| println!("warning: {warning}"));
    faults.iter().for_each(|fault| println!("{fault}"));
    let tables = files(&house.root.join("data"), "json")?.len();
    println!("{tables} tables, {} faults, {} warnings", faults.len(), warnings.len());
    Ok(if faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What is wrong with the tables, one message each.
pub fn faults(house: &House) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    let mut folders = Vec::new();
    for path in files(&house.root.join("data"), "json")? {
        let folder = path.parent().map(Path::to_owned).unwrap_or_default();
        match serde_json::from_str::<Value>(&read(&path)?) {
            Ok(table) => {
                let fault = age::day_is_named(&table, &readme(&folder)?);
                faults.extend(fault.map(|fault| format!("{}: {fault}", house.name(&path))));
            }
            Err(error) => faults.push(format!("{}: not JSON: {error}", house.name(&path))),
        }
        folders.push(folder);
    }
    folders.dedup();
    for folder in folders {
        let text = readme(&folder)?;
        let missing = missing_facts(&text);
        if !missing.is_empty() {
            faults.push(format!("{}/README.md: must name {}", house.name(&folder), missing.join(", ")));
        }
        if !is_own_work(&text) && !entries(&folder)?.iter().any(|path| is_licence(path)) {
            faults.push(format!("{}: no licence file of its sources", house.name(&folder)));
        }
    }
    Ok(faults)
}

/// What stands beside the tables of a folder.
fn readme(folder: &Path) -> Result<String> {
    let path = folder.join("README.md");
    if path.is_file() { read(&path) } else { Ok(String::new()) }
}

/// What a table's README owes its reader and does not say.
fn missing_facts(readme: &str) -> Vec<&'static str> {
    let is_hex = |word: &str| word.len() == 40 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    let words = || readme.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    let lower = readme.to_lowercase();
    let said = [
        ("the source", lower.contains("source")),
        ("its commit", words().any(is_hex) || is_own_work(readme)),
        ("the date", words().any(is_day)),
        ("the licence", lower.contains("licence") || lower.contains("license")),
    ];
    said.into_iter().filter(|(_, is_said)| !is_said).map(|(fact, _)| fact).collect()
}

/// Whether the table is a collection of facts from many places: it has no commit and nobody's licence.
fn is_own_work(readme: &str) -> bool {
    readme.contains("by hand") && readme.to_lowercase().contains("licence: none needed")
}

/// Whether the text is a day such as `2026-11-23`.
fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let is_number = |part: &str, length: usize| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
    matches!(parts.as_slice(), [year, month, day] if is_number(year, 4) && is_number(month, 2) && is_number(day, 2))
}

fn is_licence(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_uppercase();
    name.starts_with("LICENSE") || name.starts_with("LICENCE")
}

fn write_runtimes(house: &House, from: &Path) -> Result<ExitCode> {
    let table: Value = serde_json::from_str(&read(from)?).with_context(|| format!("{} is not JSON", from.display()))?;
    check_runtimes(&table).with_context(|| format!("{} is no table of runtimes", from.display()))?;
    let path = house.root.join("data/runtimes.json");
    fs::write(&path, format!("{}\n", serde_json::to_string_pretty(&table)?))
        .with_context(|| format!("cannot write {}", path.display()))?;
    println!("{}: now name the new commits and the date in data/README.md", house.name(&path));
    Ok(ExitCode::SUCCESS)
}

/// Fields that hold days, by cloud.
const DAYS: [(&str, &[&str]); 3] = [
    ("aws", &["deprecated", "create_block", "update_block"]),
    ("gcp", &["deprecated", "decommissioned"]),
    ("azure", &["retired"]),
];

fn check_runtimes(table: &Value) -> Result<()> {
    for (cloud, days) in DAYS {
        let runtimes = table.get(cloud).and_then(Value::as_object).filter(|runtimes| !runtimes.is_empty());
        for (name, facts) in runtimes.with_context(|| format!("`{cloud}` has no runtimes"))? {
            let facts = facts.as_object().with_context(|| format!("`{cloud}.{name}` is no object"))?;
            days.iter().try_for_each(|day| check_day(facts, day)).with_context(|| format!("`{cloud}.{name}`"))?;
        }
    }
    Ok(())
}

fn check_day(facts: &Map<String, Value>, field: &str) -> Result<()> {
    let value = facts.get(field).with_context(|| format!("`{field}` is missing"))?;
    ensure!(value.is_null() || value.as_str().is_some_and(is_day), "`{field}` is {value}, neither a day nor null");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_in_order() {
        let house = House::open().unwrap();
        assert_eq!(faults(&house).unwrap(), Vec::<String>::new());
        let runtimes = read(&house.root.join("data/runtimes.json")).unwrap();
        check_runtimes(&serde_json::from_str(&runtimes).unwrap()).unwrap();
    }

    #[test]
    fn a_readme_owes_four_facts() {
        assert_eq!(missing_facts(""), ["the source", "its commit", "the date", "the licence"]);
        let commit = "0123456789abcdef0123456789abcdef01234567";
        assert!(missing_facts(&format!("Source: x @ {commit} (2026-11-23), licence MIT")).is_empty());
        assert_eq!(missing_facts(&format!("Source: x @ {commit} (2026-11), License MIT")), ["the date"]);
        assert!(missing_facts("Source: many, collected by hand. 2026-11-23. Licence: none needed, facts").is_empty());
    }

    #[test]
    fn a_table_without_days_is_refused() {
        let table = |day: &str| {
            let text = format!(
                r#"{{"aws": {{"a": {{"deprecated": {day}, "create_block": null, "update_block": null}}}},
                    "gcp": {{"g": {{"deprecated": null, "decommissioned": null}}}}, "azure": {{"z": {{"retired": null}}}}}}"#
            );
            check_runtimes(&serde_json::from_str(&text).unwrap())
        };
        assert!(table("\"2026-01-31\"").is_ok());
        assert!(table("\"soon\"").is_err());
        assert!(table("5").is_err());
    }
}
