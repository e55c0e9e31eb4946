//! All files of a deployed folder, those of installed packages among them.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use source::Limits;

use crate::disk::{DiskFiles, reason};

/// The files of a folder.
pub(super) struct Folder {
    pub(super) files: DiskFiles,
    /// The bytes of each, in the order of their paths.
    pub(super) sizes: Vec<u64>,
}

/// Reads what is in a folder. Links among the commands of packages are left out, which no handler loads.
///
/// # Errors
/// Where the folder cannot be listed as a whole: a limit, a link, a name that is no UTF-8.
pub(super) fn read(root: &Path, limits: &Limits) -> Result<Folder, String> {
    let mut found: Vec<(Arc<str>, u64)> = Vec::new();
    let mut waiting: Vec<(PathBuf, String)> = vec![(root.to_owned(), String::new())];
    while let Some((absolute, prefix)) = waiting.pop() {
        let unreadable = |error: std::io::Error| format!("`{}`: {}", absolute.display(), reason(&error));
        for entry in fs::read_dir(&absolute).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            let kind = entry.file_type().map_err(unreadable)?;
            let name = entry
                .file_name()
                .into_string()
                .map_err(|name| format!("the name `{}` is not UTF-8", name.display()))?;
            let path = format!("{prefix}{name}");
            if kind.is_dir() {
                let is_history = prefix.is_empty() && matches!(name.as_str(), ".git" | ".hg" | ".svn" | ".jj");
                if !is_history && name != ".bin" {
                    waiting.push((entry.path(), format!("{path}/")));
                }
            } else if kind.is_file() {
                found.push((Arc::from(path), entry.metadata().map_err(unreadable)?.len()));
            } else {
                return Err(format!("`{path}` is a link or no file, and links are not followed"));
            }
            if found.len() + waiting.len() > limits.files {
                return Err(format!("more than {} files", limits.files));
            }
        }
    }
    found.sort_unstable();
    let (paths, sizes) = found.into_iter().unzip();
    Ok(Folder { files: DiskFiles::new(root.to_owned(), paths, limits), sizes })
}
