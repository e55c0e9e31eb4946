//! The files of an archive or a folder, with one way to read each.

use std::rc::Rc;

use finding::NoticeKind;
use source::{FileId, Files};

use crate::Inventory;
use crate::archive::{Allowance, Bytes, Content, Entry, Fault};
use crate::binary::{is_program, may_be_binary};
use crate::image::Held;
use crate::tarball::Kept;

/// Compilers of Go and Rust write no smaller programs.
pub(super) const PROGRAM_BYTES: u64 = 64 << 10;

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
    /// Those of a tar or of an image, as far as they were kept while it passed.
    Tree {
        /// The outermost archive.
        file: FileId,
        /// Its files with their paths.
        files: Vec<(String, Held)>,
        /// Whether it is packed as packages of npm are.
        is_npm: bool,
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
            Self::Tree { files, .. } => files.len(),
            Self::Folder { ids, .. } => ids.len(),
        }
    }

    /// The path of a file, seen from the archive or folder.
    pub(super) fn path(&self, index: usize) -> &str {
        match self {
            Self::Archive { entries, .. } => entries.get(index).map_or("", |entry| &entry.path),
            Self::Tree { files, .. } => files.get(index).map_or("", |(path, _)| path),
            Self::Folder { files, prefix, .. } => {
                let path = files.path(self.file(index));
                path.strip_prefix(prefix).unwrap_or(path)
            }
        }
    }

    /// What spans call a file: itself in a folder, the outermost archive in an archive.
    pub(super) fn file(&self, index: usize) -> FileId {
        match self {
            Self::Archive { file, .. } | Self::Tree { file, .. } => *file,
            Self::Folder { ids, .. } => ids.get(index).copied().unwrap_or(FileId(u32::MAX)),
        }
    }

    /// How large an archive says a file is; 0 in a folder, where nobody says it.
    pub(super) fn size(&self, index: usize) -> u64 {
        match self {
            Self::Archive { entries, .. } => entries.get(index).map_or(0, Entry::size),
            Self::Tree { files, .. } => files.get(index).map_or(0, |(_, held)| held.size),
            Self::Folder { .. } => 0,
        }
    }

    /// Whether a file is a symbolic link; the files of a scan and what is kept of a tar never are.
    pub(super) fn is_link(&self, index: usize) -> bool {
        match self {
            Self::Archive { entries, .. } => entries.get(index).is_some_and(Entry::is_link),
            Self::Tree { .. } | Self::Folder { .. } => false,
        }
    }

    /// What a program of a tar was built from; `None` for all that is to be read.
    pub(super) fn built(&self, index: usize) -> Option<Rc<Result<Inventory, Fault>>> {
        match self {
            Self::Tree { files, .. } => match &files.get(index)?.1.kept {
                Kept::Program(said) => Some(Rc::clone(said)),
                _ => None,
            },
            Self::Archive { .. } | Self::Folder { .. } => None,
        }
    }

    /// Whether this is a package of npm as its registry serves it: all files lie in `package/`.
    pub(super) fn is_npm(&self) -> bool {
        matches!(self, Self::Tree { is_npm: true, .. })
    }

    /// Whether a file may be a program: by its first bytes and size in an archive, by its name in a folder.
    pub(super) fn may_be_program(&self, index: usize) -> bool {
        match self {
            Self::Archive { bytes, entries, .. } => {
                entries.get(index).is_some_and(|entry| entry.size() >= PROGRAM_BYTES && is_program(&entry.start(bytes)))
            }
            Self::Tree { .. } => false,
            Self::Folder { .. } => may_be_binary(self.path(index)),
        }
    }

    /// Whether these are the files of an archive.
    pub(super) fn is_archive(&self) -> bool {
        !matches!(self, Self::Folder { .. })
    }

    /// The content of a file.
    pub(super) fn read(&self, index: usize, allowed: Allowance) -> Content<'a> {
        match self {
            Self::Archive { bytes, entries, .. } => {
                entries.get(index).map(|entry| entry.content(bytes, allowed)).unwrap_or_default()
            }
            // Why something was not kept is noted already.
            Self::Tree { files, .. } => match files.get(index).map(|(_, held)| &held.kept) {
                Some(Kept::Content(bytes)) if bytes.len() as u64 > allowed.bytes => {
                    let message = format!("it holds more than the {} bytes that are allowed", allowed.bytes);
                    Content::missing(Fault::new(NoticeKind::Limit, message))
                }
                Some(Kept::Content(bytes)) => Content { bytes: Some(Bytes::shared(bytes)), ..Content::default() },
                _ => Content::default(),
            },
            Self::Folder { files, .. } => match files.read(self.file(index)) {
                Ok(bytes) => Content { bytes: Some(Bytes::unpacked(bytes)), ..Content::default() },
                Err(error) => Content::missing(Fault::new(NoticeKind::Unreadable, error.to_string())),
            },
        }
    }
}
