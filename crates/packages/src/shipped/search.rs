//! The walk through an archive or a folder and the archives inside of it.

use std::collections::{BTreeMap, BTreeSet};

use finding::{Notice, NoticeKind, Place};
use source::{FileId, Files, Limits, join_path, parent_path};

use super::contents::Contents;
use super::coverage::Owned;
use super::java::Identity;
use super::matter::{DistributionFile, Matter};
use super::{Listed, Shipment, Shipped, java, node, python};
use crate::archive::{self, Allowance, Bytes, Fault, Listing};
use crate::{Ecosystem, Input, Package, reader};

/// What an archive ships.
pub(super) fn archive(file: FileId, prefix: String, bytes: Bytes<'_>, limits: &Limits) -> Shipment {
    let mut search = Search::new(prefix, limits);
    if let Some(level) = search.open(file, bytes, String::new()) {
        search.walk(level);
    }
    search.finish()
}

/// What a folder ships.
pub(super) fn folder(files: &dyn Files, prefix: String, limits: &Limits) -> Shipment {
    let mut search = Search::new(prefix.clone(), limits);
    let contents = Contents::folder(files, &prefix, limits);
    let level = search.examine(contents, String::new());
    search.walk(level);
    search.finish()
}

/// Notices of one shipment; a hostile archive could make any number.
const NOTICES: usize = 1000;
/// How many times the longest file all texts of one shipment may be together: to understand them takes longer than to
/// unpack them.
const TEXTS: u64 = 4;
/// Bytes of the path that a symbolic link means.
const LINK_BYTES: u64 = 4096;

struct Search<'l> {
    limits: &'l Limits,
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
    shipment: Shipment,
}

/// An archive or folder whose files were examined, with the archives in it that are still to be opened.
struct Level<'a> {
    contents: Contents<'a>,
    /// Where its files lie: empty, or the place of an archive with `!/` behind it.
    inside: String,
    /// The archives in it, the next one last.
    nested: Vec<usize>,
    /// Bytes that it holds.
    held: u64,
    /// Its row among the coverage; `None` for a folder.
    row: Option<usize>,
}

/// The files of a `.dist-info` folder.
#[derive(Default)]
struct Distribution {
    /// More than one where the archive has twins.
    metadata: Vec<usize>,
    direct_url: Option<usize>,
    record: Option<usize>,
    top_level: Option<usize>,
}

/// What the paths of an archive or folder promise.
#[derive(Default)]
struct Promised<'p> {
    node: Vec<(usize, &'p str)>,
    distributions: BTreeMap<&'p str, Distribution>,
    poms: Vec<usize>,
    manifest: Option<usize>,
    lists: Vec<(usize, crate::Format)>,
    nested: Vec<usize>,
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
        if inside.matches("!/").count() >= self.limits.archive_depth {
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

    /// Finds the packages of one archive or folder.
    fn examine<'a>(&mut self, contents: Contents<'a>, inside: String) -> Level<'a> {
        let links = self.links(&contents, &inside);
        let mut promised = promised(&contents, &links);
        let mut owned = Owned::default();
        let at = At { contents: &contents, inside: &inside };
        self.node(at, &promised, &mut owned);
        self.python(at, &promised, &mut owned);
        self.java(at, &promised, &mut owned);
        self.lists(at, &promised, &owned);
        let nested = std::mem::take(&mut promised.nested);
        let row = contents.is_archive().then(|| {
            let place = inside.trim_end_matches("!/");
            self.shipment.coverage.push(owned.row(place, &contents, &nested));
            self.shipment.coverage.len() - 1
        });
        Level { contents, inside, nested: nested.into_iter().rev().collect(), held: 0, row }
    }

    /// Symbolic links: where they lead out of the archive, or files lie behind them, that is odd.
    fn links(&mut self, contents: &Contents<'_>, inside: &str) -> BTreeSet<usize> {
        let links: BTreeSet<usize> = (0..contents.len()).filter(|index| contents.is_link(*index)).collect();
        for index in &links {
            let path = contents.path(*index);
            let place = format!("{inside}{path}");
            let Some(target) = self.read(contents, *index, LINK_BYTES, &place) else { continue };
            let target = String::from_utf8_lossy(target.as_slice()).into_owned();
            if join_path(parent_path(path), &target).is_none() {
                let message = format!("a link to `{}`, which lies outside of the archive", target.escape_debug());
                self.note(&place, Fault::new(NoticeKind::Unresolved, message));
            }
        }
        let folders: BTreeSet<&str> = links.iter().map(|index| contents.path(*index)).collect();
        for index in (0..contents.len()).filter(|_| !folders.is_empty()) {
            let path = contents.path(index);
            let mut above = path.match_indices('/').filter_map(|(slash, _)| path.get(..slash));
            if let Some(link) = above.find(|folder| folders.contains(folder)) {
                let message = format!("it lies below `{link}`, which is a link");
                self.note(&format!("{inside}{path}"), Fault::malformed(message));
            }
        }
        links
    }

    fn node(&mut self, at: At<'_, '_>, promised: &Promised<'_>, owned: &mut Owned) {
        for (index, folder) in &promised.node {
            let text = self.text(at, *index).unwrap_or_default();
            let (package, notices) = node::read(at.contents.file(*index), &text, folder, self.limits);
            // Of a file that could not be read the reason is noted already.
            if !text.is_empty() {
                self.take(at, *index, notices);
            }
            owned.add(parent_path(at.contents.path(*index)));
            self.found(at, *index, package);
        }
    }

    fn python(&mut self, at: At<'_, '_>, promised: &Promised<'_>, owned: &mut Owned) {
        for (folder, files) in &promised.distributions {
            let others = [files.record, files.direct_url, files.top_level];
            let spoken = files.metadata.iter().map(|index| (*index, true));
            // The folder's name suffices where the metadata was taken out to save room.
            let silent = others.into_iter().flatten().map(|index| (index, false)).take(1);
            let silent = silent.filter(|_| files.metadata.is_empty());
            let before = self.shipment.packages.len();
            for (index, is_metadata) in spoken.chain(silent) {
                let text = Some(index).filter(|_| is_metadata).and_then(|index| self.text(at, index));
                self.distribution(at, index, &text.unwrap_or_default(), (folder, files.direct_url));
            }
            if self.shipment.packages.len() > before {
                self.own_modules(at, folder, files, owned);
            }
        }
    }

    fn distribution(&mut self, at: At<'_, '_>, index: usize, metadata: &str, beside: (&str, Option<usize>)) {
        let (folder, direct_url) = beside;
        let file = at.contents.file(index);
        let Some(mut package) = python::read(file, metadata, folder) else {
            return self.note(&at.inside(index), Fault::malformed("a distribution of Python without a name"));
        };
        let direct_url = direct_url.and_then(|index| self.text(at, index)).unwrap_or_default();
        package.origin = python::origin(file, &direct_url, self.limits).unwrap_or_default();
        self.found(at, index, package);
    }

    /// The files of a distribution are its folder and what its record or, without one, its list of modules names.
    fn own_modules(&mut self, at: At<'_, '_>, folder: &str, files: &Distribution, owned: &mut Owned) {
        owned.add(folder);
        let record = files.record.and_then(|index| self.text(at, index)).unwrap_or_default();
        python::recorded(&record, folder).for_each(|path| owned.add(path));
        if record.is_empty() {
            let modules = files.top_level.and_then(|index| self.text(at, index)).unwrap_or_default();
            python::modules(&modules, folder).for_each(|path| {
                owned.add(format!("{path}.py"));
                owned.add(path);
            });
        }
    }

    fn java(&mut self, at: At<'_, '_>, promised: &Promised<'_>, owned: &mut Owned) {
        let jar = Some(at.inside.trim_end_matches("!/")).filter(|jar| jar.to_ascii_lowercase().ends_with(".jar"));
        let (mut names, mut is_known) = (0, false);
        for index in &promised.poms {
            let path = at.contents.path(*index);
            let text = self.text(at, *index).unwrap_or_default();
            match java::read_pom(at.contents.file(*index), &text, path) {
                Some(package) => {
                    owned.add(parent_path(path));
                    is_known |= jar.is_some_and(|jar| java::is_named_after(jar, &package));
                    self.found(at, *index, package);
                    names += 1;
                }
                None => self.note(&at.inside(*index), Fault::malformed("it says no group and artifact")),
            }
        }
        let Some(jar) = jar else { return };
        if !is_known && self.by_manifest(at, promised.manifest, jar, names) {
            (names, is_known) = (names + 1, true);
        }
        // Of a jar with several artifacts nobody says which file belongs to which.
        owned.all = is_known && names == 1;
    }

    /// Takes a jar for what its manifest says, or notes that it is not known; `others` are artifacts that it holds.
    fn by_manifest(&mut self, at: At<'_, '_>, manifest: Option<usize>, jar: &str, others: usize) -> bool {
        let text = manifest.and_then(|index| self.text(at, index)).unwrap_or_default();
        match java::identify(at.contents.file(0), &text, jar) {
            Identity::Sure(package) => {
                let inside = manifest.map_or_else(|| jar.to_owned(), |index| at.inside(index));
                self.shipment.packages.push(Shipped { package: *package, inside });
                true
            }
            Identity::Unsure(said) => {
                let said = if said.is_empty() { said } else { format!(", which calls itself `{said}`") };
                let held = if others == 0 { "" } else { "; what it holds of others is known" };
                let message = format!("unidentified jar{said}{held}");
                self.note(jar, Fault::new(NoticeKind::Unresolved, message));
                false
            }
        }
    }

    /// Lockfiles and manifests that are not files of a package.
    fn lists(&mut self, at: At<'_, '_>, promised: &Promised<'_>, owned: &Owned) {
        for (index, format) in &promised.lists {
            if owned.has(at.contents.path(*index)) {
                continue;
            }
            let Some(text) = self.text(at, *index) else { continue };
            let input = Input { file: at.contents.file(*index), text: &text, limits: self.limits };
            let mut inventory = reader::read(*format, input);
            self.take(at, *index, std::mem::take(&mut inventory.notices));
            let needs: usize = inventory.packages.iter().map(|package| package.dependencies.len()).sum();
            if !self.keep(at, *index, needs + inventory.packages.len() + inventory.requirements.len()) {
                continue;
            }
            self.shipment.listed.push(Listed { inside: at.inside(*index), format: *format, inventory });
        }
    }

    /// Whether so many parts may be kept; a hostile archive could name any number.
    fn keep(&mut self, at: At<'_, '_>, index: usize, parts: usize) -> bool {
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

    fn found(&mut self, at: At<'_, '_>, index: usize, mut package: Package) {
        if !self.keep(at, index, package.dependencies.len()) {
            package.dependencies = Vec::new();
        }
        let says_version = matches!(package.ecosystem, Ecosystem::Npm | Ecosystem::PyPi | Ecosystem::Maven);
        if says_version && package.version.is_none() {
            let message = format!("the version of `{}` is not known", package.name);
            self.note(&at.inside(index), Fault::new(NoticeKind::Unresolved, message));
        }
        self.shipment.packages.push(Shipped { package, inside: at.inside(index) });
    }

    /// The text of a file; what is wrong with it is noted.
    fn text(&mut self, at: At<'_, '_>, index: usize) -> Option<String> {
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
    fn read<'a>(&mut self, contents: &Contents<'a>, index: usize, most: u64, inside: &str) -> Option<Bytes<'a>> {
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
    fn take(&mut self, at: At<'_, '_>, index: usize, notices: Vec<Notice>) {
        for mut notice in notices {
            if at.contents.is_archive() {
                notice.place = Place::Path(self.shipment.place(&at.inside(index)));
            }
            self.say(notice);
        }
    }

    fn note(&mut self, inside: &str, fault: Fault) {
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
struct At<'s, 'a> {
    contents: &'s Contents<'a>,
    inside: &'s str,
}

impl At<'_, '_> {
    fn inside(self, index: usize) -> String {
        format!("{}{}", self.inside, self.contents.path(index))
    }
}

fn promised<'p>(contents: &'p Contents<'_>, links: &BTreeSet<usize>) -> Promised<'p> {
    let mut promised = Promised::default();
    for index in (0..contents.len()).filter(|index| !links.contains(index)) {
        match Matter::of_path(contents.path(index)) {
            Some(Matter::NodePackage(folder)) => promised.node.push((index, folder)),
            Some(Matter::Distribution(folder, file)) => {
                let distribution = promised.distributions.entry(folder).or_default();
                let place = match file {
                    DistributionFile::Metadata => {
                        distribution.metadata.push(index);
                        continue;
                    }
                    DistributionFile::DirectUrl => &mut distribution.direct_url,
                    DistributionFile::Record => &mut distribution.record,
                    DistributionFile::TopLevel => &mut distribution.top_level,
                };
                *place = Some(index);
            }
            Some(Matter::PomProperties) => promised.poms.push(index),
            Some(Matter::JarManifest) => promised.manifest = Some(index),
            Some(Matter::List(format)) => promised.lists.push((index, format)),
            Some(Matter::Archive) => promised.nested.push(index),
            None => {}
        }
    }
    promised
}
