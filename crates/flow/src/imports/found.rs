//! What a name leads to, and what lies among the files.

use source::{FileId, Files};

/// What an import leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// These files, all of which are loaded or one of which is.
    Files(Vec<FileId>),
    /// A part of the runtime itself.
    Runtime,
    /// A package that is not among the files.
    Package(Vec<String>),
    /// No file, though it should be one of the project: a path that leads nowhere, a name that nothing explains.
    Nowhere,
}

impl Found {
    /// One file.
    pub(super) fn file(file: FileId) -> Self {
        Self::Files(vec![file])
    }
}

/// Whether anything lies in a folder.
pub(super) fn is_folder(files: &dyn Files, folder: &str) -> bool {
    inside(files, folder).next().is_some()
}

/// The files in a folder and below it, in order; of the empty folder all.
pub(super) fn inside<'f>(files: &'f dyn Files, folder: &str) -> impl Iterator<Item = (FileId, &'f str)> + use<'f> {
    let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    beginning(files, prefix)
}

/// The files whose paths begin with a text, in order.
pub(super) fn beginning<'f>(files: &'f dyn Files, prefix: String) -> impl Iterator<Item = (FileId, &'f str)> + use<'f> {
    let start = files.paths().partition_point(|path| path.as_ref() < prefix.as_str());
    let all = files.paths().iter().enumerate().skip(start);
    all.take_while(move |(_, path)| path.starts_with(&prefix))
        .filter_map(|(at, path)| u32::try_from(at).ok().map(|at| (FileId(at), path.as_ref())))
}

/// A name in a folder.
pub(super) fn child(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// A folder and all above it, the scanned one last.
pub(super) fn upwards(folder: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(folder), |folder| (!folder.is_empty()).then(|| source::parent_path(folder)))
}
