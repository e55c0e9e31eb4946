//! The only door to files.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::FileId;

/// The files of one scan. Paths are relative to the scanned folder, separated by `/`, sorted by bytes and unique.
///
/// INVARIANT: `paths()` and `installed()` are sorted, and a [`FileId`] is an index into the one followed by the other.
pub trait Files: Sync {
    /// All paths, sorted.
    fn paths(&self) -> &[Arc<str>];

    /// More files, sorted, for those only who ask which packages are installed: what is left of folders that nobody wrote.
    fn installed(&self) -> &[Arc<str>] {
        &[]
    }

    /// The bytes of a file.
    ///
    /// # Errors
    /// When the file cannot be read or is larger than the scan's limit.
    fn read(&self, file: FileId) -> Result<Vec<u8>, ReadError>;

    /// The path of a file; empty for an id of another scan.
    fn path(&self, file: FileId) -> &str {
        self.shared_path(file).map_or("", |path| path)
    }

    /// The path of a file, to keep; `None` for an id of another scan.
    fn shared_path(&self, file: FileId) -> Option<&Arc<str>> {
        let (paths, index) = (self.paths(), file.0 as usize);
        paths.get(index).or_else(|| self.installed().get(index.checked_sub(paths.len())?))
    }

    /// The file at a path, if the scan has it; those of `installed()` are not found.
    fn find(&self, path: &str) -> Option<FileId> {
        let index = self.paths().binary_search_by(|candidate| candidate.as_ref().cmp(path)).ok()?;
        u32::try_from(index).ok().map(FileId)
    }
}

/// Why a file could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadError {
    /// The file is larger than [`crate::Limits::file_bytes`].
    TooLarge {
        /// Its size in bytes.
        bytes: u64,
    },
    /// The platform refused; the text is its reason.
    Unreadable(String),
}

impl std::fmt::Display for ReadError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::TooLarge { bytes } => write!(f, "larger than the limit ({bytes} bytes)"),
            Self::Unreadable(reason) => write!(f, "cannot be read: {reason}"),
        }
    }
}

impl std::error::Error for ReadError {}

/// Files held in memory, for tests, rule pages and editors.
#[derive(Debug, Clone, Default)]
pub struct MemoryFiles {
    paths: Vec<Arc<str>>,
    installed: Vec<Arc<str>>,
    contents: Vec<Vec<u8>>,
}

impl MemoryFiles {
    /// Files from `(path, content)` pairs; a repeated path keeps the last content.
    pub fn new<P: Into<String>, C: Into<Vec<u8>>>(files: impl IntoIterator<Item = (P, C)>) -> Self {
        let (paths, contents) = sorted(files);
        Self { paths, installed: Vec::new(), contents }
    }

    /// The same files, and others that only tell what is installed.
    #[must_use]
    pub fn with_installed<P: Into<String>, C: Into<Vec<u8>>>(self, files: impl IntoIterator<Item = (P, C)>) -> Self {
        let (installed, contents) = sorted(files);
        let own = self.contents.into_iter().take(self.paths.len());
        Self { contents: own.chain(contents).collect(), installed, paths: self.paths }
    }
}

fn sorted<P: Into<String>, C: Into<Vec<u8>>>(files: impl IntoIterator<Item = (P, C)>) -> (Vec<Arc<str>>, Vec<Vec<u8>>) {
    let sorted: BTreeMap<String, Vec<u8>> = files.into_iter().map(|(path, c)| (path.into(), c.into())).collect();
    sorted.into_iter().map(|(path, content)| (Arc::from(path), content)).unzip()
}

impl Files for MemoryFiles {
    fn paths(&self) -> &[Arc<str>] {
        &self.paths
    }

    fn installed(&self) -> &[Arc<str>] {
        &self.installed
    }

    fn read(&self, file: FileId) -> Result<Vec<u8>, ReadError> {
        let content = self.contents.get(file.0 as usize);
        content.cloned().ok_or_else(|| ReadError::Unreadable("no such file".to_owned()))
    }
}

/// The folder of a path, without a trailing `/`; empty for a file at the top.
pub fn parent_path(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// `relative` as seen from `folder`, with `.` and `..` resolved; `None` when it is absolute or leaves the scanned folder.
pub fn join_path(folder: &str, relative: &str) -> Option<String> {
    if relative.starts_with('/') {
        return None;
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_found_by_path() {
        let files = MemoryFiles::new([("b", "2"), ("a/x", "1"), ("a", "0")]);
        let found = files.find("a/x").unwrap();
        assert_eq!(files.path(found), "a/x");
        assert_eq!(files.read(found).unwrap(), b"1");
        assert_eq!(files.find("a/y"), None);
    }

    #[test]
    fn what_tells_what_is_installed_has_ids_behind_all_others() {
        let files = MemoryFiles::new([("b", "2"), ("z", "3")]).with_installed([("c/x", "1"), ("a", "0")]);
        let said: Vec<_> =
            (0..5).map(|id| (files.path(FileId(id)), files.read(FileId(id)).unwrap_or_default())).collect();
        let text = |path, content: &str| (path, content.as_bytes().to_vec());
        assert_eq!(said, [text("b", "2"), text("z", "3"), text("a", "0"), text("c/x", "1"), text("", "")]);
        assert_eq!(files.find("a"), None);
    }

    #[test]
    fn joined_paths_stay_inside() {
        assert_eq!(join_path("a/b", "./c.py").as_deref(), Some("a/b/c.py"));
        assert_eq!(join_path("a/b", "../c").as_deref(), Some("a/c"));
        assert_eq!(join_path("a", "../../etc/passwd"), None);
        assert_eq!(join_path("a", "/etc/passwd"), None);
    }
}
