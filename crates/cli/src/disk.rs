//! Files on disk.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use packages::may_be_large;
use report::Problem;
use source::{FileId, Files, Limits, ReadError};

/// The listed files of a folder; each is read when it is asked for.
#[derive(Debug)]
pub struct DiskFiles {
    root: PathBuf,
    paths: Vec<Arc<str>>,
    installed: Vec<Arc<str>>,
    /// The most bytes of a file, and of an archive or what is as large.
    most: (u64, u64),
}

impl DiskFiles {
    /// The files of `root`; `paths` must be sorted and unique.
    pub fn new(root: PathBuf, paths: Vec<Arc<str>>, limits: &Limits) -> Self {
        debug_assert!(paths.is_sorted());
        Self { root, paths, installed: Vec::new(), most: (limits.file_bytes, limits.archive_bytes) }
    }

    /// The same files, and others that only tell what is installed; sorted and unique.
    #[must_use]
    pub fn with_installed(self, installed: Vec<Arc<str>>) -> Self {
        debug_assert!(installed.is_sorted());
        Self { installed, ..self }
    }
}

impl Files for DiskFiles {
    fn paths(&self) -> &[Arc<str>] {
        &self.paths
    }

    fn installed(&self) -> &[Arc<str>] {
        &self.installed
    }

    fn read(&self, file: FileId) -> Result<Vec<u8>, ReadError> {
        let unreadable = |error: io::Error| ReadError::Unreadable(reason(&error));
        let mut opened = File::open(self.root.join(self.path(file))).map_err(unreadable)?;
        let bytes = opened.metadata().map_err(unreadable)?.len();
        let most = if may_be_large(self.path(file)) { self.most.1 } else { self.most.0 };
        if bytes > most {
            return Err(ReadError::TooLarge { bytes });
        }
        // The file may grow while it is read.
        let mut content = Vec::with_capacity(usize::try_from(bytes).unwrap_or_default());
        let read = opened.by_ref().take(most + 1).read_to_end(&mut content).map_err(unreadable)? as u64;
        if read > most { Err(ReadError::TooLarge { bytes: read }) } else { Ok(content) }
    }
}

/// Gives a file another content, at once or not at all, if it still has the content that is expected there.
pub fn replace(path: &Path, before: &[u8], after: &[u8]) -> Result<(), Problem> {
    let named = |what: String| Problem::new(format!("cannot write `{}`: {what}", path.display()));
    if fs::read(path).map_err(|error| named(reason(&error)))? != before {
        return Err(named("it was changed by somebody else meanwhile".to_owned()));
    }
    // What a link points to is replaced, not the link.
    let path = fs::canonicalize(path).map_err(|error| named(reason(&error)))?;
    write_whole(&path, after).map_err(|error| named(reason(&error)))
}

/// Writes a file beside its place and moves it there, so that nobody sees half of it; the permissions stay.
pub fn write_whole(path: &Path, content: &[u8]) -> io::Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let beside = path.with_file_name(format!(".{name}.{}.tmp", std::process::id()));
    let written = fs::write(&beside, content).and_then(|()| {
        if let Ok(metadata) = fs::metadata(path) {
            fs::set_permissions(&beside, metadata.permissions())?;
        }
        fs::rename(&beside, path)
    });
    if written.is_err() {
        // It may not even be there.
        let _ = fs::remove_file(&beside);
    }
    written
}

/// What the platform says, without its error number and in lower case.
pub fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_lowercase().chain(characters).collect())
}
