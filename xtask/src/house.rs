//! What the house is made of: its root, its crates, its files.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

/// The repository.
#[derive(Debug, Clone)]
pub struct House {
    /// Its top folder.
    pub root: PathBuf,
    /// Its crates, sorted by folder; `e2e` and `xtask` come last.
    pub crates: Vec<Crate>,
}

/// One crate of the house.
#[derive(Debug, Clone)]
pub struct Crate {
    /// The name of its folder.
    pub name: String,
    /// Its folder.
    pub folder: PathBuf,
    /// Its Cargo.toml.
    pub manifest: toml::Table,
}

impl House {
    /// Reads the repository this xtask belongs to.
    pub fn open() -> Result<Self> {
        let root = root();
        let mut folders = entries(&root.join("crates"))?;
        folders.extend([root.join("e2e"), root.join("xtask")]);
        let crates = folders.iter().filter(|folder| folder.join("Cargo.toml").is_file());
        Ok(Self { crates: crates.map(|folder| Crate::open(folder)).collect::<Result<_>>()?, root })
    }

    /// `path` as people name it: relative to the repository, separated by `/`.
    pub fn name(&self, path: &Path) -> String {
        let relative = path.strip_prefix(&self.root).unwrap_or(path);
        relative.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
    }
}

impl Crate {
    fn open(folder: &Path) -> Result<Self> {
        let path = folder.join("Cargo.toml");
        let manifest = read(&path)?.parse().with_context(|| format!("{} is not TOML", path.display()))?;
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Self { name, folder: folder.to_owned(), manifest })
    }

    /// The Rust files under `src/`, sorted.
    pub fn sources(&self) -> Result<Vec<PathBuf>> {
        files(&self.folder.join("src"), "rs")
    }

    /// Names of what the manifest lists under `table`, such as `dependencies`.
    pub fn listed(&self, table: &str) -> Vec<&str> {
        let table = self.manifest.get(table).and_then(toml::Value::as_table);
        table.map(|table| table.keys().map(String::as_str).collect()).unwrap_or_default()
    }
}

/// The top folder of the repository; cargo says where it runs us, also after the checkout has moved.
fn root() -> PathBuf {
    let built_at = || env!("CARGO_MANIFEST_DIR").into();
    let xtask = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(built_at));
    xtask.parent().map_or_else(|| xtask.clone(), Path::to_owned)
}

/// The text of a file.
pub fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

/// What lies directly in `folder`, sorted by name; nothing when the folder does not exist.
pub fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let listed = fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    let mut paths = listed.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

/// Every file below `folder` whose name ends in `.extension`, sorted; build output and hidden folders left out.
pub fn files(folder: &Path, extension: &str) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for path in entries(&folder)? {
            if path.is_dir() {
                folders.extend(is_ours(&path).then_some(path));
            } else if path.extension().is_some_and(|found| found == extension) {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

fn is_ours(folder: &Path) -> bool {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    !name.starts_with('.') && name != "target" && name != "node_modules"
}
