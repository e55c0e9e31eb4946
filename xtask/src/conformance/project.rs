//! A folder of a suite as the files of a scan.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use source::MemoryFiles;

use crate::house::entries;

/// Every file below `folder`, by its path from there.
pub fn read_folder(folder: &Path) -> Result<MemoryFiles> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(at) = folders.pop() {
        for path in entries(&at)? {
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
            files.push((name(folder, &path), bytes));
        }
    }
    Ok(MemoryFiles::new(files))
}

fn name(folder: &Path, path: &Path) -> String {
    let below = path.strip_prefix(folder).unwrap_or(path);
    below.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}
