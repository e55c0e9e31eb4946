//! A folder as the files of a scan.

use std::fs;
use std::io;
use std::path::Path;

use source::MemoryFiles;

/// Every file below `folder`, by its path from there.
///
/// # Errors
/// When a folder cannot be listed or a file cannot be read.
pub fn read_folder(folder: &Path) -> io::Result<MemoryFiles> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(at) = folders.pop() {
        for entry in fs::read_dir(at)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push((name(folder, &path), fs::read(&path)?));
            }
        }
    }
    Ok(MemoryFiles::new(files))
}

fn name(folder: &Path, path: &Path) -> String {
    let below = path.strip_prefix(folder).unwrap_or(path);
    below.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}
