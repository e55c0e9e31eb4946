//! Files of which some are replaced.

use std::collections::BTreeMap;
use std::sync::Arc;

use source::{FileId, Files, ReadError, Span};

use crate::Change;

/// The files of a scan, some of them with another content.
#[derive(Clone)]
pub struct Overlay<'f> {
    below: &'f dyn Files,
    replaced: BTreeMap<FileId, Vec<u8>>,
}

impl<'f> Overlay<'f> {
    /// The files as they are.
    pub fn new(below: &'f dyn Files) -> Self {
        Self { below, replaced: BTreeMap::new() }
    }

    /// Gives a file another content.
    pub fn set(&mut self, file: FileId, content: Vec<u8>) {
        self.replaced.insert(file, content);
    }

    /// The text of a file; `None` if it cannot be read or is not UTF-8.
    pub(crate) fn text(&self, file: FileId) -> Option<String> {
        String::from_utf8(self.read(file).ok()?).ok()
    }

    /// The line on which a span starts, from 1.
    pub(crate) fn line(&self, span: Span) -> usize {
        let bytes = self.read(span.file).unwrap_or_default();
        1 + bytes.iter().take(span.start as usize).filter(|byte| **byte == b'\n').count()
    }

    /// What became of the files that were given another content.
    pub(crate) fn changes(self) -> BTreeMap<FileId, Change> {
        let below = self.below;
        let change = |(file, after)| Some((file, Change { before: below.read(file).ok()?, after }));
        let changes = self.replaced.into_iter().filter_map(change);
        changes.filter(|(_, change)| change.before != change.after).collect()
    }
}

impl Files for Overlay<'_> {
    fn paths(&self) -> &[Arc<str>] {
        self.below.paths()
    }

    fn installed(&self) -> &[Arc<str>] {
        self.below.installed()
    }

    fn read(&self, file: FileId) -> Result<Vec<u8>, ReadError> {
        self.replaced.get(&file).map_or_else(|| self.below.read(file), |content| Ok(content.clone()))
    }
}
