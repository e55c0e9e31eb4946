//! The names of popular packages in data/popular/, from what packages of npm and PyPI publish.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use clap::Args;
use packages::Ecosystem;
use serde_json::Value;

use crate::house::{House, read};

/// Fewer names than this are a sign that the sources have changed their shape.
const FEWEST: usize = 10_000;

/// Where the names come from.
#[derive(Debug, Args)]
pub struct Sources {
    /// The unpacked package `npm-high-impact` of npm
    #[arg(long, value_name = "DIR")]
    npm: PathBuf,
    /// The unpacked wheel `guarddog` of PyPI
    #[arg(long, value_name = "DIR")]
    pypi: PathBuf,
}

/// Writes both tables: a name a line, the most downloaded first.
pub fn write(house: &House, sources: &Sources) -> Result<()> {
    let lists = ["top-download.js", "top.js"].map(|name| sources.npm.join("lib").join(name));
    let npm: Vec<String> = lists.iter().map(|path| quoted(path)).collect::<Result<Vec<_>>>()?.concat();
    let path = sources.pypi.join("guarddog/analyzer/metadata/resources/top_pypi_packages.json");
    let listed: Value = serde_json::from_str(&read(&path)?).with_context(|| format!("{}", path.display()))?;
    let listed = listed.get("packages").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let pypi = listed.iter().filter_map(Value::as_str).map(str::to_owned).collect();
    for (ecosystem, names, file) in [(Ecosystem::Npm, npm, "npm.txt"), (Ecosystem::PyPi, pypi, "pypi.txt")] {
        write_names(&house.root.join("data/popular").join(file), ecosystem, names)?;
    }
    println!("now name the new versions and the date in data/popular/README.md");
    Ok(())
}

/// The strings of a list in JavaScript, one a line.
fn quoted(path: &Path) -> Result<Vec<String>> {
    let text = read(path)?;
    let names = text.lines().filter_map(|line| line.trim().strip_prefix('\'')?.split('\'').next().map(str::to_owned));
    Ok(names.collect())
}

fn write_names(path: &Path, ecosystem: Ecosystem, names: Vec<String>) -> Result<()> {
    let mut seen = BTreeSet::new();
    let names: Vec<String> =
        names.iter().map(|name| ecosystem.normalise(name)).filter(|name| seen.insert(name.clone())).collect();
    ensure!(names.len() >= FEWEST, "{} names for {}: the source has another shape", names.len(), path.display());
    fs::write(path, names.join("\n") + "\n").with_context(|| format!("cannot write {}", path.display()))?;
    println!("{}: {} names", path.display(), names.len());
    Ok(())
}
