//! The index of what packages of npm are known by, from a folder in which they are installed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use packages::{BundleIndex, IndexedPackage, build_bundle_index};
use serde_json::Value;

use crate::house::{House, entries};

/// The most bytes that the index may have: it lies in the program.
const MOST_BYTES: usize = 10 << 20;
/// The most bytes of a file of a package; a larger one is all of the package in one.
const MOST_OF_FILE: u64 = 4 << 20;
/// Folders of a package that a function never takes.
const NOT_CODE: [&str; 10] =
    ["node_modules", "test", "tests", "__tests__", "doc", "docs", "example", "examples", "bench", "benchmark"];

/// Writes the index of all packages below the folder.
pub fn write(house: &House, from: &Path) -> Result<()> {
    let mut found: BTreeMap<(String, String), IndexedPackage> = BTreeMap::new();
    for folder in installed(from)? {
        let Some((name, version, needs)) = named(&folder) else { continue };
        if found.contains_key(&(name.clone(), version.clone())) {
            continue;
        }
        let texts = texts(&folder)?;
        let package = IndexedPackage::of_files(&name, &version, needs, texts.iter().map(String::as_str));
        found.insert((name, version), package);
    }
    let versions: Vec<IndexedPackage> = found.into_values().collect();
    let bytes = build_bundle_index(&versions)?;
    ensure!(bytes.len() <= MOST_BYTES, "the index has {} bytes: it may have {MOST_BYTES}", bytes.len());
    let names = BundleIndex::open(&bytes).map_or(0, |index| index.packages());
    let path = house.root.join("data/bundles/index.bin");
    fs::write(&path, &bytes).with_context(|| format!("cannot write {}", path.display()))?;
    println!(
        "{}: {} bytes, {names} packages in {} versions; now name these and the day in its README.md",
        house.name(&path),
        bytes.len(),
        versions.len(),
    );
    Ok(())
}

/// The folders of all packages that are installed below a folder, however deep.
fn installed(from: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut waiting = vec![from.to_owned()];
    while let Some(folder) = waiting.pop() {
        for path in entries(&folder)?.into_iter().filter(|path| path.is_dir() && !path.is_symlink()) {
            if is_package(&path) {
                found.push(path.clone());
            }
            waiting.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Whether a folder is `node_modules/NAME` or `node_modules/@SCOPE/NAME`.
fn is_package(folder: &Path) -> bool {
    let mut parts = folder.iter().rev().map(|part| part.to_string_lossy());
    let (name, above) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let is_scoped = above.starts_with('@') && parts.next().is_some_and(|part| part == "node_modules");
    is_scoped || above == "node_modules" && !name.starts_with(['@', '.'])
}

/// The name and the version of a package, and the names of those that it needs.
fn named(folder: &Path) -> Option<(String, String, Vec<String>)> {
    let manifest: Value = serde_json::from_str(&fs::read_to_string(folder.join("package.json")).ok()?).ok()?;
    let text = |key: &str| manifest.get(key)?.as_str().map(str::to_owned);
    let needs = manifest.get("dependencies").and_then(Value::as_object);
    let needs = needs.map(|needs| needs.keys().cloned().collect()).unwrap_or_default();
    Some((text("name")?, text("version")?, needs))
}

/// The texts of the code of a package; what is no text is left out.
fn texts(folder: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(folder) = waiting.pop() {
        for path in entries(&folder)? {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if path.is_dir() {
                waiting.extend((!NOT_CODE.contains(&&*name)).then_some(path));
                continue;
            }
            let is_code = [".js", ".mjs", ".cjs"].iter().any(|ending| name.ends_with(ending));
            if is_code && fs::metadata(&path).is_ok_and(|about| about.len() <= MOST_OF_FILE) {
                found.extend(fs::read_to_string(&path).ok());
            }
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_are_told_by_their_folders() {
        assert!(is_package(Path::new("a/node_modules/left")));
        assert!(is_package(Path::new("node_modules/left/node_modules/@a/right")));
        assert!(!is_package(Path::new("node_modules/@a")));
        assert!(!is_package(Path::new("node_modules/left/lib")));
        assert!(!is_package(Path::new("node_modules/.bin")));
    }
}
