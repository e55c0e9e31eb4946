//! The walk through an archive or a folder and the archives inside of it, and what it may cost.

use finding::{Notice, NoticeKind, Place};
use source::{FileId, Files, Limits};

use super::Shipment;
use super::contents::Contents;
use crate::archive::{self, Allowance, Bytes, Fault, Listing};
use crate::tarball::is_tar;

/// What an archive ships.
pub(super) fn archive(file: FileId, prefix: String, bytes: Bytes<'_>, limits: &Limits) -> Shipment {
    let mut search = Search::new(prefix, limits);
    let levels = search.open(file, bytes, String::new());
    search.walk(levels);
    search.finish()
}

/// What an image ships whose parts are the files of a folder.
pub(super) fn layout(file: FileId, files: &dyn Files, prefix: String, limits: &Limits) -> Shipment {
    let mut search = Search::new(prefix.clone(), limits);
    let levels = search.open_layout(file, files, &prefix);
    search.walk(levels);
    search.finish()
}

/// What a folder ships.
pub(super) fn folder(files: &dyn Files, prefix: String, own: &[FileId], limits: &Limits) -> Shipment {
    let mut search = Search::new(prefix.clone(), limits);
    let contents = Contents::folder(files, &prefix, own);
    let level = search.examine(contents, String::new());
    search.walk(vec![level]);
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
    fn walk(&mut self, mut open: Vec<Level<'_>>) {
        while let Some(level) = open.last_mut() {
            let Some(index) = level.nested.pop() else {
                self.held = self.held.saturating_sub(level.held);
                open.pop();
                continue;
            };
            let levels = self.open_nested(level, index);
            if levels.is_empty() {
                self.leave_unknown(level, index);
            }
            open.extend(levels);
        }
    }

    fn open_nested<'a>(&mut self, level: &Level<'a>, index: usize) -> Vec<Level<'a>> {
        let inside = format!("{}{}", level.inside, level.contents.path(index));
        if level.depth >= self.limits.archive_depth {
            let message = format!("an archive inside of {} others is not opened", self.limits.archive_depth);
            self.note(&inside, Fault::new(NoticeKind::Limit, message));
            return Vec::new();
        }
        let room = self.room();
        let Some(bytes) = self.read(&level.contents, index, room, &inside) else { return Vec::new() };
        let held = match &bytes {
            Bytes::Given(_) => 0,
            Bytes::Unpacked { .. } => u64::try_from(bytes.as_slice().len()).unwrap_or(u64::MAX),
        };
        let depth = level.depth + 1;
        let mut opened = self.open(level.contents.file(index), bytes, format!("{inside}!/"));
        opened.iter_mut().for_each(|level| level.depth = depth);
        if let Some(first) = opened.first_mut() {
            first.held = first.held.saturating_add(held);
            self.held = self.held.saturating_add(held);
        }
        opened
    }

    /// An archive that was not opened counts where it lies.
    fn leave_unknown(&mut self, level: &Level<'_>, index: usize) {
        if let Some(row) = level.row.and_then(|row| self.shipment.coverage.get_mut(row)) {
            row.unknown_bytes = row.unknown_bytes.saturating_add(level.contents.size(index));
        }
    }

    /// Opens an archive: one level, or one for each of its images.
    fn open<'a>(&mut self, file: FileId, bytes: Bytes<'a>, inside: String) -> Vec<Level<'a>> {
        if self.listable == 0 {
            return Vec::new();
        }
        if is_tar(self.shipment.place(&inside).trim_end_matches("!/")) {
            return self.open_tar(file, bytes.as_slice(), inside);
        }
        let Listing { entries, faults } = archive::list(bytes.as_slice(), self.listable);
        self.list(entries.len());
        let place = inside.trim_end_matches("!/");
        let is_nothing = entries.is_empty() && !faults.is_empty();
        faults.into_iter().for_each(|fault| self.note(place, fault));
        if is_nothing {
            return Vec::new();
        }
        vec![self.examine(Contents::Archive { file, bytes, entries }, inside)]
    }

    /// Files that may still be listed.
    pub(super) fn listable(&self) -> usize {
        self.listable
    }

    /// Counts files that were listed.
    pub(super) fn list(&mut self, files: usize) {
        if self.listable > 0 {
            self.listable -= files.min(self.listable);
            if self.listable == 0 {
                self.end(format!("after {} files no archive is opened any more", self.limits.files));
            }
        }
    }

    /// What unpacking a part may cost that is not to hold more than so many bytes.
    pub(super) fn allowance(&self, most: u64) -> Allowance {
        Allowance { bytes: most.min(self.unpackable), ratio: self.limits.unpacked_ratio }
    }

    /// Counts bytes that were unpacked.
    pub(super) fn spend(&mut self, unpacked: u64) {
        if self.unpackable > 0 {
            self.unpackable = self.unpackable.saturating_sub(unpacked);
            if self.unpackable == 0 {
                self.end(format!("after {} unpacked bytes no more is read", self.limits.unpacked_bytes));
            }
        }
    }

    /// Counts bytes that are held until a level is left.
    pub(super) fn hold(&mut self, bytes: u64) {
        self.held = self.held.saturating_add(bytes);
    }

    /// Bytes that may be held besides those of the archives that are open.
    pub(super) fn room(&self) -> u64 {
        self.limits.held_bytes.saturating_sub(self.held)
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
        let content = contents.read(index, self.allowance(most));
        content.faults.into_iter().for_each(|fault| self.note(inside, fault));
        self.spend(content.unpacked);
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
