//! The walk through an archive or a folder and the archives inside of it, and what it may cost.

use finding::{Notice, NoticeKind, Place};
use source::{FileId, Files, Limits};

use super::Shipment;
use super::contents::Contents;
use crate::archive::{self, Allowance, Bytes, Fault, Listing};

/// What an archive ships.
pub(super) fn archive(file: FileId, prefix: String, bytes: Bytes<'_>, limits: &Limits) -> Shipment {
    let mut search = Search::new(prefix, limits);
    if let Some(level) = search.open(file, bytes, String::new()) {
        search.walk(level);
    }
    search.finish()
}

/// What a folder ships.
pub(super) fn folder(files: &dyn Files, prefix: String, own: &[FileId], limits: &Limits) -> Shipment {
    let mut search = Search::new(prefix.clone(), limits);
    let contents = Contents::folder(files, &prefix, own);
    let level = search.examine(contents, String::new());
    search.walk(level);
    search.finish()
}

/// Notices of one shipment; a hostile archive could make any number.
const NOTICES: usize = 1000;
/// How many times the longest file all texts of one shipment may be together: to understand them takes longer than to
/// unpack them.
const TEXTS: u64 = 4;

/// A walk and what it found and may still cost.
pub(super) struct Search<'l> {
    /// What reading may cost as a whole.
    pub limits: &'l Limits,
    /// Bytes that may still be unpacked.
    unpackable: u64,
    /// Bytes of archives that are open inside of others.
    held: u64,
    /// Bytes of texts that may still be read.
    readable: u64,
    /// Files that may still be listed.
    listable: usize,
    /// Dependencies, locked packages and requirements that may still be kept.
    keepable: usize,
    /// Notices beyond those that are kept.
    unsaid: usize,
    /// What was found.
    pub shipment: Shipment,
}

/// An archive or folder whose files were examined, with the archives in it that are still to be opened.
pub(super) struct Level<'a> {
    /// Its files.
    pub contents: Contents<'a>,
    /// Where its files lie: empty, or the place of an archive with `!/` behind it.
    pub inside: String,
    /// The archives in it, the next one last.
    pub nested: Vec<usize>,
    /// How many archives it lies in.
    pub depth: usize,
    /// Bytes that it holds.
    pub held: u64,
    /// Its row among the coverage; `None` for a folder.
    pub row: Option<usize>,
}

impl<'l> Search<'l> {
    fn new(prefix: String, limits: &'l Limits) -> Self {
        let shipment = Shipment { prefix, ..Shipment::default() };
        Self {
            limits,
            unpackable: limits.unpacked_bytes,
            held: 0,
            readable: limits.file_bytes.saturating_mul(TEXTS),
            listable: limits.files,
            keepable: limits.nodes,
            unsaid: 0,
            shipment,
        }
    }

    /// Opens the archives of a level and those inside of them, one at a time.
    fn walk(&mut self, outermost: Level<'_>) {
        let mut open = vec![outermost];
        while let Some(level) = open.last_mut() {
            let Some(index) = level.nested.pop() else {
                self.held = self.held.saturating_sub(level.held);
                open.pop();
                continue;
            };
            match self.open_nested(level, index) {
                Some(level) => open.push(level),
                None => self.leave_unknown(level, index),
            }
        }
    }

    fn open_nested<'a>(&mut self, level: &Level<'a>, index: usize) -> Option<Level<'a>> {
        let inside = format!("{}{}", level.inside, level.contents.path(index));
        if level.depth >= self.limits.archive_depth {
            let message = format!("an archive inside of {} others is not opened", self.limits.archive_depth);
            self.note(&inside, Fault::new(NoticeKind::Limit, message));
            return None;
        }
        let room = self.limits.held_bytes.saturating_sub(self.held);
        let bytes = self.read(&level.contents, index, room, &inside)?;
        let held = match &bytes {
            Bytes::Given(_) => 0,
            Bytes::Unpacked { .. } => u64::try_from(bytes.as_slice().len()).unwrap_or(u64::MAX),
        };
        let mut opened = self.open(level.contents.file(index), bytes, format!("{inside}!/"))?;
        opened.held = held;
        opened.depth = level.depth + 1;
        self.held = self.held.saturating_add(held);
        Some(opened)
    }

    /// An archive that was not opened counts where it lies.
    fn leave_unknown(&mut self, level: &Level<'_>, index: usize) {
        if let Some(row) = level.row.and_then(|row| self.shipment.coverage.get_mut(row)) {
            row.unknown_bytes = row.unknown_bytes.saturating_add(level.contents.size(index));
        }
    }

    fn open<'a>(&mut self, file: FileId, bytes: Bytes<'a>, inside: String) -> Option<Level<'a>> {
        if self.listable == 0 {
            return None;
        }
        let Listing { entries, faults } = archive::list(bytes.as_slice(), self.listable);
        self.listable -= entries.len().min(self.listable);
        if self.listable == 0 {
            self.end(format!("after {} files no archive is opened any more", self.limits.files));
        }
        let place = inside.trim_end_matches("!/");
        let is_nothing = entries.is_empty() && !faults.is_empty();
        faults.into_iter().for_each(|fault| self.note(place, fault));
        (!is_nothing).then(|| self.examine(Contents::Archive { file, bytes, entries }, inside))
    }

    /// Whether so many parts may be kept; a hostile archive could name any number.
    pub(super) fn keep(&mut self, at: At<'_, '_>, index: usize, parts: usize) -> bool {
        let left = self.keepable.checked_sub(parts);
        match left {
            Some(left) => self.keepable = left,
            None => {
                let message = "what it needs is left out: the limit of nodes is reached";
                self.note(&at.inside(index), Fault::new(NoticeKind::Limit, message));
            }
        }
        left.is_some()
    }

    /// The text of a file; what is wrong with it is noted.
    pub(super) fn text(&mut self, at: At<'_, '_>, index: usize) -> Option<String> {
        if self.readable == 0 {
            return None;
        }
        let bytes = self.read(at.contents, index, self.limits.file_bytes, &at.inside(index))?.as_slice().to_vec();
        self.readable = self.readable.saturating_sub(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        if self.readable == 0 {
            self.end("so many texts are there that no more are read");
        }
        let (text, notices) = syntax::decode(at.contents.file(index), bytes);
        self.take(at, index, notices);
        Some(text)
    }

    /// The content of a file at a place; what is wrong with it is noted.
    pub(super) fn read<'a>(
        &mut self,
        contents: &Contents<'a>,
        index: usize,
        most: u64,
        inside: &str,
    ) -> Option<Bytes<'a>> {
        if self.unpackable == 0 {
            return None;
        }
        let allowed = Allowance { bytes: most.min(self.unpackable), ratio: self.limits.unpacked_ratio };
        let content = contents.read(index, allowed);
        self.unpackable = self.unpackable.saturating_sub(content.unpacked);
        content.faults.into_iter().for_each(|fault| self.note(inside, fault));
        if self.unpackable == 0 {
            self.end(format!("after {} unpacked bytes no more is read", self.limits.unpacked_bytes));
        }
        content.bytes
    }

    /// Takes over the notices of a file, whose places mean nothing outside of an archive.
    pub(super) fn take(&mut self, at: At<'_, '_>, index: usize, notices: Vec<Notice>) {
        for mut notice in notices {
            if at.contents.is_archive() {
                notice.place = Place::Path(self.shipment.place(&at.inside(index)));
            }
            self.say(notice);
        }
    }

    /// Notes what is wrong with the file at a place.
    pub(super) fn note(&mut self, inside: &str, fault: Fault) {
        let path = self.shipment.place(inside);
        self.say(Notice::path(path.trim_end_matches("!/"), fault.kind, fault.message));
    }

    /// Notes that a limit ends the reading of a part; each limit does so once, and however much was noted before.
    fn end(&mut self, message: impl Into<String>) {
        let path = self.shipment.prefix.trim_end_matches("!/").to_owned();
        self.shipment.notices.push(Notice::path(path, NoticeKind::Limit, message));
    }

    fn say(&mut self, notice: Notice) {
        if self.shipment.notices.len() < NOTICES {
            self.shipment.notices.push(notice);
        } else {
            self.unsaid += 1;
        }
    }

    fn finish(mut self) -> Shipment {
        if self.unsaid > 0 {
            self.end(format!("{} more notices are left out", self.unsaid));
        }
        let shipment = &mut self.shipment;
        shipment.packages.sort_by(|one, other| one.inside.cmp(&other.inside));
        shipment.listed.sort_by(|one, other| one.inside.cmp(&other.inside));
        shipment.coverage.sort();
        self.shipment
    }
}

/// An archive or folder and where its files lie.
#[derive(Clone, Copy)]
pub(super) struct At<'s, 'a> {
    /// Its files.
    pub contents: &'s Contents<'a>,
    /// Where they lie, as in [`Level::inside`].
    pub inside: &'s str,
}

impl At<'_, '_> {
    /// The place of a file.
    pub(super) fn inside(self, index: usize) -> String {
        format!("{}{}", self.inside, self.contents.path(index))
    }
}
