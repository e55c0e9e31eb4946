//! No page and no doc comment names a file that does not exist.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::Fault;
use crate::house::{House, files, read};

/// Top folders whose paths, written in backticks, must exist.
const FOLDERS: [&str; 9] = ["crates/", "xtask/", "docs/", "data/", "examples/", "e2e/", "rules/", ".ci/", ".cargo/"];

/// Searches the Markdown pages and the doc comments of all crates.
pub fn check(house: &House) -> Result<Vec<Fault>> {
    let mut faults = Vec::new();
    // Attributions name files of others.
    let is_own = |path: &PathBuf| path.file_name().is_some_and(|name| name != "ATTRIBUTION.md");
    for path in files(&house.root, "md")?.into_iter().filter(is_own) {
        let text = read(&path)?;
        for (number, line) in prose(&text) {
            let links = links(line).filter(|target| !exists(path.parent().unwrap_or(&house.root), target));
            let named = named_paths(line).filter(|name| !exists(&house.root, name));
            let dead = links.chain(named).map(|name| fault(house, &path, number, name));
            faults.extend(dead);
        }
    }
    for path in house.crates.iter().map(|member| files(&member.folder, "rs")).collect::<Result<Vec<_>>>()?.concat() {
        for (number, line) in read(&path)?.lines().enumerate().filter(|(_, line)| is_doc_comment(line)) {
            let beside = path.parent().unwrap_or(&house.root);
            let dead = named_paths(line).filter(|name| !exists(&house.root, name) && !exists(beside, name));
            faults.extend(dead.map(|name| fault(house, &path, number + 1, name)));
        }
    }
    Ok(faults)
}

fn fault(house: &House, path: &Path, line: usize, name: &str) -> Fault {
    Fault::new(format!("{}:{line}", house.name(path)), format!("names `{name}`, which does not exist"))
}

fn exists(folder: &Path, name: &str) -> bool {
    let path: PathBuf = folder.join(name.split('#').next().unwrap_or_default());
    path.exists()
}

fn is_doc_comment(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("//!") || line.starts_with("///")
}

/// The lines outside fenced blocks, numbered from 1: a fenced file belongs to the reader's project, not to this house.
fn prose(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut fenced = false;
    text.lines().enumerate().map(|(index, line)| (index + 1, line)).filter(move |(_, line)| {
        let fence = line.trim_start().starts_with("```");
        fenced ^= fence;
        !fenced && !fence
    })
}

/// Targets of Markdown links that are files: no address, no place on the same page.
fn links(line: &str) -> impl Iterator<Item = &str> {
    let targets = line.split("](").skip(1).filter_map(|rest| rest.split([')', ' ']).next());
    targets.filter(|target| {
        !target.is_empty() && !target.starts_with('#') && !target.contains("://") && !target.starts_with("mailto:")
    })
}

/// Paths in backticks that start at one of the repository's folders; patterns and placeholders are no paths.
fn named_paths(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2).filter(|name| {
        FOLDERS.iter().any(|folder| name.starts_with(folder)) && !name.contains(['*', '{', '<', '…', ' ', '$'])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_told_from_patterns_and_addresses() {
        let line = "See `crates/a/b.rs`, `rules/*.yaml`, `data/<name>`, `Files`, [x](docs/y.md#z) and [w](https://e.org) [q](#r).";
        assert_eq!(named_paths(line).collect::<Vec<_>>(), ["crates/a/b.rs"]);
        assert_eq!(links(line).collect::<Vec<_>>(), ["docs/y.md#z"]);
    }

    #[test]
    fn fenced_files_are_the_readers_own() {
        let text = "a\n```yaml\nb\n```\nc";
        assert_eq!(prose(text).collect::<Vec<_>>(), [(1, "a"), (5, "c")]);
    }
}
