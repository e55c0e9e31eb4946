//! Which files of an archive belong to packages that were found.

use std::collections::HashSet;

use super::Coverage;
use super::contents::Contents;

/// Files and folders that belong to packages.
#[derive(Debug, Default)]
pub(super) struct Owned {
    /// Whether all files do.
    pub all: bool,
    /// Folders, and files that are named one by one.
    paths: HashSet<String>,
}

impl Owned {
    /// Takes in a folder with all below it, or a file.
    pub(super) fn add(&mut self, path: impl Into<String>) {
        self.paths.insert(path.into());
    }

    /// Whether a file belongs to a package.
    pub(super) fn has(&self, path: &str) -> bool {
        let folders = path.match_indices('/').filter_map(|(slash, _)| path.get(..slash));
        self.all || self.paths.contains(path) || folders.into_iter().any(|folder| self.paths.contains(folder))
    }

    /// The row of an archive, without the archives in it.
    pub(super) fn row(&self, inside: &str, contents: &Contents<'_>, nested: &[usize]) -> Coverage {
        let nested: HashSet<usize> = nested.iter().copied().collect();
        let mut row =
            Coverage { inside: inside.to_owned(), entries: contents.len(), identified_bytes: 0, unknown_bytes: 0 };
        for index in (0..contents.len()).filter(|index| !nested.contains(index)) {
            let known = self.has(contents.path(index));
            let sum = if known { &mut row.identified_bytes } else { &mut row.unknown_bytes };
            *sum = sum.saturating_add(contents.size(index));
        }
        row
    }
}
