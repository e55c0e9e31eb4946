//! The index of advisories that lies in the program, from the records of the suite `advisories`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use deps::{Advisory, build};
use packages::Ecosystem;
use serde::Deserialize;

use crate::conformance::advisories::database;
use crate::house::{House, entries, read};

/// The days of the data of each ecosystem, as the suite's ATTRIBUTION.md gives them; of several sources the day of the largest.
const DAYS: [(Ecosystem, &str); 8] = [
    (Ecosystem::Npm, "2024-11-25"),
    (Ecosystem::PyPi, "2024-10-10"),
    (Ecosystem::Maven, "2024-12-16"),
    (Ecosystem::Go, "2026-08-21"),
    (Ecosystem::RubyGems, "2026-08-22"),
    (Ecosystem::Packagist, "2026-08-06"),
    (Ecosystem::NuGet, "2024-12-02"),
    (Ecosystem::CratesIo, "2026-08-21"),
];

/// A line of the list of known exploited vulnerabilities.
#[derive(Deserialize)]
struct Exploited {
    cve: String,
}

/// Writes the index, and beside it where it comes from.
pub fn write(house: &House, from: &Path) -> Result<()> {
    let to = house.root.join("data/advisories");
    let bytes = index(from)?;
    fs::create_dir_all(to.join("LICENSES"))?;
    for licence in entries(&from.join("LICENSES"))? {
        fs::copy(&licence, to.join("LICENSES").join(licence.file_name().unwrap_or_default()))?;
    }
    fs::copy(from.join("ATTRIBUTION.md"), to.join("ATTRIBUTION.md"))?;
    let path: PathBuf = to.join("index.bin");
    fs::write(&path, &bytes).with_context(|| format!("cannot write {}", path.display()))?;
    println!("{}: {} bytes; now name the new days in its README.md", house.name(&path), bytes.len());
    Ok(())
}

/// The bytes of the index of all records of the suite.
pub fn index(from: &Path) -> Result<Vec<u8>> {
    let days: BTreeMap<Ecosystem, String> = DAYS.into_iter().map(|(own, day)| (own, day.to_owned())).collect();
    Ok(build(&records(from)?, &days)?)
}

/// All records of the suite, each once, with whether attackers are known to use them.
pub fn records(from: &Path) -> Result<Vec<Advisory>> {
    let mut records: BTreeMap<String, Advisory> = BTreeMap::new();
    for ecosystem in Ecosystem::OF_LANGUAGES {
        let own = database(&from.join(format!("{}.jsonl.zst", ecosystem.name())))?;
        records.extend(own.all().iter().map(|record| (record.id.clone(), record.clone())));
    }
    let exploited = exploited(&from.join("kev.jsonl"))?;
    for record in records.values_mut() {
        record.is_exploited = std::iter::once(&record.id).chain(&record.aliases).any(|name| exploited.contains(name));
    }
    Ok(records.into_values().collect())
}

fn exploited(path: &Path) -> Result<BTreeSet<String>> {
    let line = |line| serde_json::from_str(line).map(|own: Exploited| own.cve);
    read(path)?.lines().map(line).collect::<Result<_, _>>().with_context(|| format!("{} is no list", path.display()))
}
