//! Files on disk.

use std::fs::File;
use std::io::Read as _;
use std::path::PathBuf;
use std::sync::Arc;

use source::{FileId, Files, ReadError};

/// The listed files of a folder; each is read when it is asked for.
#[derive(Debug)]
pub struct DiskFiles {
    root: PathBuf,
    paths: Vec<Arc<str>>,
    file_bytes: u64,
}

impl DiskFiles {
    /// The files of `root`; `paths` must be sorted and unique.
    pub fn new(root: PathBuf, paths: Vec<Arc<str>>, file_bytes: u64) -> Self {
        debug_assert!(paths.is_sorted());
        Self { root, paths, file_bytes }
    }
}

impl Files for DiskFiles {
    fn paths(&self) -> &[Arc<str>] {
        &self.paths
    }

    fn read(&self, file: FileId) -> Result<Vec<u8>, ReadError> {
        let unreadable = |error: std::io::Error| ReadError::Unreadable(reason(&error));
        let mut opened = File::open(self.root.join(self.path(file))).map_err(unreadable)?;
        let bytes = opened.metadata().map_err(unreadable)?.len();
        if bytes > self.file_bytes {
            return Err(ReadError::TooLarge { bytes });
        }
        // The file may grow while it is read.
        let mut content = Vec::with_capacity(usize::try_from(bytes).unwrap_or_default());
        let read = opened.by_ref().take(self.file_bytes + 1).read_to_end(&mut content).map_err(unreadable)? as u64;
        if read > self.file_bytes { Err(ReadError::TooLarge { bytes: read }) } else { Ok(content) }
    }
}

/// What the platform says, without its error number and in lower case.
pub fn reason(error: &std::io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_lowercase().chain(characters).collect())
}
