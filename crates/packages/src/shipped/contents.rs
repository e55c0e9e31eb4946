//! The files of an archive or a folder, with one way to read each.

use finding::NoticeKind;
use source::{FileId, Files};

use crate::archive::{Allowance, Bytes, Content, Entry, Fault};

/// A list of files, which are asked for by their place in it.
pub(super) enum Contents<'a> {
    /// Those of an archive.
    Archive {
        /// The outermost archive.
        file: FileId,
        /// The archive itself.
        bytes: Bytes<'a>,
        /// Its files.
        entries: Vec<Entry>,
    },
    /// Some of those below a folder.
    Folder {
        /// All files of the scan.
        files: &'a dyn Files,
        /// Those that are meant.
        ids: Vec<FileId>,
        /// The folder's path with a `/` behind it; empty for the scanned folder.
        prefix: &'a str,
    },
}

impl<'a> Contents<'a> {
    /// Some files below a folder.
    pub(super) fn folder(files: &'a dyn Files, prefix: &'a str, own: &[FileId]) -> Self {
        Self::Folder { files, ids: own.to_vec(), prefix }
    }

    /// How many files there are.
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Archive { entries, .. } => entries.len(),
            Self::Folder { ids, .. } => ids.len(),
        }
    }

    /// The path of a file, seen from the archive or folder.
    pub(super) fn path(&self, index: usize) -> &str {
        match self {
            Self::Archive { entries, .. } => entries.get(index).map_or("", |entry| &entry.path),
            Self::Folder { files, prefix, .. } => {
                let path = files.path(self.file(index));
                path.strip_prefix(prefix).unwrap_or(path)
            }
        }
    }

    /// What spans call a file: itself in a folder, the outermost archive in an archive.
    pub(super) fn file(&self, index: usize) -> FileId {
        match self {
            Self::Archive { file, .. } => *file,
            Self::Folder { ids, .. } => ids.get(index).copied().unwrap_or(FileId(u32::MAX)),
        }
    }

    /// How large an archive says a file is; 0 in a folder, where nobody says it.
    pub(super) fn size(&self, index: usize) -> u64 {
        match self {
            Self::Archive { entries, .. } => entries.get(index).map_or(0, Entry::size),
            Self::Folder { .. } => 0,
        }
    }

    /// Whether a file is a symbolic link; the files of a scan never are.
    pub(super) fn is_link(&self, index: usize) -> bool {
        match self {
            Self::Archive { entries, .. } => entries.get(index).is_some_and(Entry::is_link),
            Self::Folder { .. } => false,
        }
    }

    /// Whether these are the files of an archive.
    pub(super) fn is_archive(&self) -> bool {
        matches!(self, Self::Archive { .. })
    }

    /// The content of a file.
    pub(super) fn read(&self, index: usize, allowed: Allowance) -> Content<'a> {
        match self {
            Self::Archive { bytes, entries, .. } => {
                entries.get(index).map(|entry| entry.content(bytes, allowed)).unwrap_or_default()
            }
            Self::Folder { files, .. } => match files.read(self.file(index)) {
                Ok(bytes) => Content { bytes: Some(Bytes::unpacked(bytes)), ..Content::default() },
                Err(error) => Content::missing(Fault::new(NoticeKind::Unreadable, error.to_string())),
            },
        }
    }
}
