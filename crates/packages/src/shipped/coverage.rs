//! Which files of an archive belong to packages that were found.

use std::collections::{HashMap, HashSet};

use super::Coverage;
use super::contents::Contents;

/// Files and folders that belong to packages.
#[derive(Debug, Default)]
pub(super) struct Owned {
    /// Whether all files do.
    pub all: bool,
    folders: HashSet<String>,
    files: HashSet<String>,
    parts: HashMap<String, u64>,
}

impl Owned {
    /// Takes in a folder with all below it.
    pub(super) fn add_folder(&mut self, path: impl Into<String>) {
        self.folders.insert(path.into());
    }

    /// Takes in a file; a folder of this path is not meant.
    pub(super) fn add_file(&mut self, path: impl Into<String>) {
        self.files.insert(path.into());
    }

    /// Takes in so many bytes of a file.
    pub(super) fn add_part(&mut self, path: impl Into<String>, bytes: u64) {
        self.parts.insert(path.into(), bytes);
    }

    /// Whether a file belongs to a package.
    pub(super) fn has(&self, path: &str) -> bool {
        let mut above = path.match_indices('/').filter_map(|(slash, _)| path.get(..slash));
        self.all || self.files.contains(path) || above.any(|folder| self.folders.contains(folder))
    }

    /// The row of an archive, without the archives in it.
    pub(super) fn row(&self, inside: &str, contents: &Contents<'_>, nested: &[usize]) -> Coverage {
        let nested: HashSet<usize> = nested.iter().copied().collect();
        let mut row =
            Coverage { inside: inside.to_owned(), entries: contents.len(), identified_bytes: 0, unknown_bytes: 0 };
        for index in (0..contents.len()).filter(|index| !nested.contains(index)) {
            let (path, all) = (contents.path(index), contents.size(index));
            let part = self.parts.get(path).copied().unwrap_or(0).min(all);
            let known = if self.has(path) { all } else { part };
            row.identified_bytes = row.identified_bytes.saturating_add(known);
            row.unknown_bytes = row.unknown_bytes.saturating_add(all - known);
        }
        row
    }
}
