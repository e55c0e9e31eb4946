//! What the application ships of others, held against the advisories.

mod bundles;
mod carried;
mod imports;
mod joined;
mod kind;
mod locks;
mod notices;
mod provided;
mod sites;
mod standing;
mod ways;

use std::collections::BTreeSet;

use deps::{Index, Judgement, Listing};
use finding::{Finding, Notice, NoticeKind, Place, Severity};
use model::Application;
use packages::{Coverage, Ecosystem, Format, is_in_modules};
use paths::Weakness;
use rayon::prelude::*;
use source::{FileId, Files, Limits, parent_path};

use crate::Date;
use imports::imports;
use kind::Kind;
pub(crate) use kind::read_site;
use locks::answered;
pub(crate) use notices::scan_notice;
use notices::{age, unchecked, unlocked, unread, unversioned};
use provided::brought;
pub(crate) use sites::sites;
use standing::stand;

pub use carried::{Carried, Hidden, Part};
pub use provided::{Brought, Provided, Provision, provided};

/// What files say of packages, and what is known of those.
#[derive(Debug, Default)]
pub struct Packages {
    /// What each list, archive and folder of installed packages says, in the order of their first files.
    pub listings: Vec<Listing>,
    /// What each function carries, in the order of the functions.
    pub functions: Vec<Carried>,
    /// What is known.
    pub judgement: Judgement,
    /// How much of each archive is known.
    pub coverage: Vec<(FileId, Coverage)>,
    /// What was not read or not looked up.
    pub notices: Vec<Notice>,
    /// The advisories that were asked, for the ecosystems that there are packages of.
    pub advisories: Vec<Advised>,
    /// What the runtimes of functions bring, which no file says and nothing is looked up for.
    pub brought: Vec<Brought>,
}

/// The advisories of one ecosystem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advised {
    /// Which.
    pub ecosystem: Ecosystem,
    /// The day of the data, `YYYY-MM-DD`.
    pub as_of: String,
    /// How many records there are.
    pub records: u64,
    /// How many of them tell of malicious packages.
    pub malicious: u64,
}

/// Whether a file of this name says which packages there are.
pub fn lists_packages(name: &str) -> bool {
    Kind::of_path(name).is_some()
}

/// Whether a file of one name says which versions the list of packages with another name takes: a lockfile beside a manifest.
pub fn locks(lockfile: &str, manifest: &str) -> bool {
    match (Format::of_path(lockfile), Format::of_path(manifest)) {
        (Some(one), Some(other)) => one.is_lockfile() && !other.is_lockfile() && one.ecosystem() == other.ecosystem(),
        _ => false,
    }
}

/// Reads all files about packages and judges what they say, as of a day.
pub fn packages(files: &dyn Files, app: &Application, as_of: &Date, limits: &Limits) -> Packages {
    let project = &app.project;
    let mut found = Packages { notices: unread(files), brought: brought(project), ..Packages::default() };
    let sources = sources(files);
    let read: Vec<_> = sources.par_iter().filter_map(|source| source.read(files, limits)).collect();
    for (listing, coverage) in read {
        found.coverage.extend(coverage.into_iter().map(|row| (listing.file, row)));
        found.listings.push(listing);
    }
    found.bundles(files, limits);
    let (carried, unknown) = carried::carried(files, project, &found.listings);
    found.notices.extend(unknown);
    if found.listings.is_empty() {
        return found;
    }
    let answered = answered(files, &found.listings);
    for (listing, answered) in found.listings.iter_mut().zip(answered) {
        found.notices.append(&mut listing.inventory.notices);
        listing.answered = answered;
    }
    // A file that several lists include is read with each of them.
    let mut said = BTreeSet::new();
    found.notices.retain(|notice| said.insert(format!("{notice:?}")));
    found.notices.extend(unversioned(&found.listings));
    stand(files, &mut found.listings, &carried);
    found.functions = carried;
    found.judge(as_of);
    let graphs = imports(files, project, &found.listings, &found.judgement, limits);
    let said = ways::ways(files, app, &graphs, &mut found.judgement, limits);
    found.notices.extend(said);
    found
}

/// What is read for packages.
enum PackageSource {
    File(FileId, Kind),
    Folder(String, Vec<FileId>),
}

impl PackageSource {
    fn first(&self) -> Option<FileId> {
        match self {
            Self::File(file, _) => Some(*file),
            Self::Folder(_, own) => own.first().copied(),
        }
    }

    fn read(&self, files: &dyn Files, limits: &Limits) -> Option<(Listing, Vec<Coverage>)> {
        match self {
            Self::File(file, kind) => kind.read(files, *file, limits),
            Self::Folder(folder, own) => read_site(files, folder, own, limits),
        }
    }
}

/// Everything that says something of packages, in the order of the files. What a list says that lies in `node_modules` is a
/// matter of the package that it belongs to.
fn sources(files: &dyn Files) -> Vec<PackageSource> {
    let sites = sites(files);
    let mut told: BTreeSet<FileId> = sites.values().flatten().copied().collect();
    told.extend(joined::parts(files));
    let every = files.paths().iter().chain(files.installed()).zip(0..).map(|(path, id)| (&**path, FileId(id)));
    let kinds = every.filter(|(_, file)| !told.contains(file)).filter_map(|(path, file)| {
        let kind = Kind::of_path(path)?;
        let is_own = matches!(kind, Kind::Archive) || !is_in_modules(path);
        is_own.then_some(PackageSource::File(file, kind))
    });
    let mut all: Vec<PackageSource> = kinds.collect();
    all.extend(sites.into_iter().map(|(folder, own)| PackageSource::Folder(folder, own)));
    all.sort_by_key(PackageSource::first);
    all
}

impl Packages {
    /// Whether a list could not be read as a whole.
    pub fn is_incomplete(&self) -> bool {
        let of_files = |notice: &&Notice| !matches!(notice.place, Place::Scan);
        let is_broken = |kind| matches!(kind, NoticeKind::Malformed | NoticeKind::Limit | NoticeKind::Unreadable);
        self.notices.iter().filter(of_files).any(|notice| is_broken(notice.kind))
    }

    /// How many packages and requirements were looked up.
    pub fn checked(&self) -> usize {
        self.judgement.checked.values().chain(self.judgement.checked_ranges.values()).sum()
    }

    /// The files that say something of packages.
    pub(crate) fn files(&self) -> impl Iterator<Item = FileId> {
        self.listings.iter().map(|listing| listing.file)
    }

    /// What the rules find.
    pub(crate) fn findings(&self) -> Vec<Finding> {
        let mut found = Vec::new();
        deps::RULES.iter().for_each(|entry| (entry.check)(&self.judgement, &mut found));
        found
    }

    /// The packages by which whoever sends an event steers a function: where what is sent gets to what is vulnerable.
    pub(crate) fn weaknesses(&self) -> impl Iterator<Item = (Severity, Weakness)> {
        self.judgement.packages.iter().flat_map(ways::weaknesses)
    }

    /// Adds what bundles hold; the lists beside them say which versions.
    fn bundles(&mut self, files: &dyn Files, limits: &Limits) {
        let every = (0..files.paths().len() as u32).into_par_iter().map(FileId);
        let read: Vec<_> = every.filter_map(|file| bundles::read(files, file, &self.listings, limits)).collect();
        for (listing, coverage) in read {
            self.coverage.extend(coverage.into_iter().map(|row| (listing.file, row)));
            self.listings.push(listing);
        }
        self.listings.sort_by_key(|listing| listing.file);
    }

    fn judge(&mut self, as_of: &Date) {
        let asked = Index::embedded().and_then(|index| Ok((deps::judge(&self.listings, &index)?, index.stocks()?)));
        let (judgement, stocks) = match asked {
            Ok(asked) => asked,
            Err(error) => return self.notices.push(scan_notice(NoticeKind::Unreadable, error.to_string())),
        };
        let used = |ecosystem: Ecosystem| {
            judgement.checked.contains_key(&ecosystem) || judgement.checked_ranges.contains_key(&ecosystem)
        };
        for stock in stocks.into_iter().filter(|stock| used(stock.ecosystem)) {
            self.advisories.push(Advised {
                ecosystem: stock.ecosystem,
                as_of: stock.as_of.to_owned(),
                records: stock.records,
                malicious: stock.malicious,
            });
        }
        self.notices.extend(self.advisories.iter().filter_map(|advised| age(advised, as_of)));
        self.notices.extend(judgement.unchecked.iter().map(|(why, count)| unchecked(*why, *count)));
        self.notices.extend((judgement.unlocked > 0).then(|| unlocked(judgement.unlocked)));
        self.judgement = judgement;
    }
}

/// A folder and all above it, the scanned one last.
fn folders(folder: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(folder), |folder| (!folder.is_empty()).then(|| parent_path(folder)))
}
