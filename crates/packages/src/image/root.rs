//! The file system that layers make: each lies over those before it, and may hide what they have.
//!
//! A file `.wh.NAME` in a layer hides NAME of the layers below, and `.wh..wh..opq` all that its folder has there (the image
//! specification of OCI, "Representing Changes").

use std::collections::BTreeMap;

use finding::NoticeKind;

use crate::archive::Fault;
use crate::tarball::{Kept, Kind, Member, Tarball};

/// What begins the name of a file that hides another one.
const WHITEOUT: &str = ".wh.";
/// What hides all that a folder has in the layers below.
const OPAQUE: &str = ".wh..wh..opq";

/// A file and what is kept of it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Held {
    /// Bytes that it holds.
    pub size: u64,
    /// What is kept of it.
    pub kept: Kept,
}

/// The files of a file system by their paths; links are left out but to be hidden.
#[derive(Debug, Default)]
pub(crate) struct Root {
    files: BTreeMap<String, Option<Held>>,
    /// Names of files whose content was not kept, by the file.
    pub faults: Vec<(String, Fault)>,
}

impl Root {
    /// Lays a layer over what is there. `is_wanted` tells of another name of a file whether its content matters.
    pub(crate) fn apply(&mut self, layer: Tarball, is_wanted: &dyn Fn(&str) -> bool) {
        layer.members.iter().for_each(|member| self.hide(&member.path));
        let members = layer.members.into_iter().filter(|member| !name(&member.path).starts_with(WHITEOUT));
        self.add(members, is_wanted);
    }

    /// Adds members that hide nothing but what has their paths.
    pub(crate) fn add(&mut self, members: impl IntoIterator<Item = Member>, is_wanted: &dyn Fn(&str) -> bool) {
        for member in members {
            let Member { path, kind, size, kept, .. } = member;
            let held = match kind {
                Kind::Folder => {
                    // It replaces a file or a link of the same path.
                    self.files.remove(&path);
                    continue;
                }
                Kind::File => Some(Held { size, kept }),
                Kind::Link(_) => None,
                Kind::Name(target) => self.named(&path, &target, is_wanted),
            };
            self.remove_below(&path);
            self.remove_files_above(&path);
            self.files.insert(path, held);
        }
    }

    /// The files, with their paths.
    pub(crate) fn into_files(self) -> Vec<(String, Held)> {
        self.files.into_iter().filter_map(|(path, held)| Some((path, held?))).collect()
    }

    /// Bytes of contents that are kept.
    pub(crate) fn held_bytes(&self) -> u64 {
        let bytes = |held: &Held| if let Kept::Content(bytes) = &held.kept { bytes.len() as u64 } else { 0 };
        self.files.values().flatten().map(bytes).sum()
    }

    /// The file that has another name.
    fn named(&mut self, path: &str, target: &str, is_wanted: &dyn Fn(&str) -> bool) -> Option<Held> {
        let held = self.files.get(target).cloned().flatten();
        let is_missing = held.as_ref().is_none_or(|held| held.kept == Kept::Nothing);
        if is_missing && is_wanted(path) {
            let message = format!("another name of `{target}`, which could not be read");
            self.faults.push((path.to_owned(), Fault::new(NoticeKind::Unresolved, message)));
        }
        held
    }

    /// Hides what a file of this path hides.
    fn hide(&mut self, path: &str) {
        let name = name(path);
        let folder = path.get(..path.len() - name.len()).unwrap_or_default();
        if name == OPAQUE {
            self.remove_below(folder.trim_end_matches('/'));
        } else if let Some(hidden) = name.strip_prefix(WHITEOUT).filter(|hidden| !hidden.starts_with(WHITEOUT)) {
            let hidden = format!("{folder}{hidden}");
            self.remove_below(&hidden);
            self.files.remove(&hidden);
        }
    }

    /// Removes all that lies below a folder; below the empty one lies everything.
    fn remove_below(&mut self, folder: &str) {
        if folder.is_empty() {
            return self.files.clear();
        }
        // `0` is what follows `/`.
        let (start, end) = (format!("{folder}/"), format!("{folder}0"));
        if self.files.range(start.clone()..end.clone()).next().is_none() {
            return;
        }
        let below: Vec<String> = self.files.range(start..end).map(|(path, _)| path.clone()).collect();
        below.iter().for_each(|path| drop(self.files.remove(path)));
    }

    /// Removes files that stand where a folder of the path is now. Links may be folders, and stay.
    fn remove_files_above(&mut self, path: &str) {
        let above = path.match_indices('/').filter_map(|(slash, _)| path.get(..slash));
        for folder in above {
            if self.files.get(folder).is_some_and(Option::is_some) {
                self.files.remove(folder);
            }
        }
    }
}

fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
