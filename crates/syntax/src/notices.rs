//! Notices of one document, bounded in number.

use finding::{Notice, NoticeKind};
use source::{FileId, Span};

/// More notices than this in one document tell a reader nothing new.
const MOST: usize = 100;

/// Adds notices that came later and are new, as far as there is room.
pub(crate) fn append(notices: &mut Vec<Notice>, more: impl IntoIterator<Item = Notice>) {
    for notice in more {
        if !is_full(notices) && !notices.contains(&notice) {
            notices.push(notice);
        }
    }
}

/// Whether a document has as many notices as it may have.
pub(crate) const fn is_full(notices: &[Notice]) -> bool {
    notices.len() >= MOST
}

/// Collects notices; a hostile document cannot make more than [`MOST`] of them, and the last says so.
#[derive(Debug)]
pub(crate) struct Notices {
    file: FileId,
    list: Vec<Notice>,
}

impl Notices {
    pub(crate) const fn new(file: FileId) -> Self {
        Self { file, list: Vec::new() }
    }

    /// Notes `message` about the bytes `start..end`.
    pub(crate) fn add(&mut self, start: usize, end: usize, kind: NoticeKind, message: impl Into<String>) {
        if self.is_full() {
            return;
        }
        let span = Span::new(self.file, start, end);
        self.list.push(Notice::at(span, kind, message));
        if self.is_full() {
            self.list.push(Notice::at(span, NoticeKind::Limit, "too many notices; the rest of them is not shown"));
        }
    }

    /// Whether no more are taken.
    pub(crate) const fn is_full(&self) -> bool {
        is_full(self.list.as_slice())
    }

    /// How many there are.
    pub(crate) const fn len(&self) -> usize {
        self.list.len()
    }

    /// Forgets all but the first `count`.
    pub(crate) fn truncate(&mut self, count: usize) {
        self.list.truncate(count);
    }

    /// The notices so far, leaving none.
    pub(crate) fn take(&mut self) -> Vec<Notice> {
        std::mem::take(&mut self.list)
    }
}
