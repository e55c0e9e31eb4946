//! What the application ships of others, held against the advisories.

mod bundles;
mod carried;
mod imports;
mod indexes;
mod joined;
mod kind;
mod licences;
mod locks;
mod notices;
mod provided;
mod sites;
mod standing;
mod vex;
mod ways;

use std::collections::BTreeSet;

use deps::{Index, IndexError, Indexes, Judgement, Listing};
use finding::{Finding, Notice, NoticeKind, Place, Severity, Suppression, SuppressionKind};
use model::Application;
use packages::{Coverage, Ecosystem, Format, is_in_modules};
use paths::Weakness;
use rayon::prelude::*;
use source::{FileId, Files, Limits, parent_path};

use crate::Config;
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

pub use vex::Excused;

/// What files say of packages, and what is known of those.
#[derive(Debug, Default)]
pub struct Packages {
    /// What each list, archive and folder of installed packages says, in the order of their first files.
    pub listings: Vec<Listing>,
    /// What each function carries, in the order of the functions.
    pub functions: Vec<Carried>,
    /// What is known.
    pub judgement: Judgement,
    /// What is known too and does not count, by documents of OpenVEX.
    pub excused: Vec<Excused>,
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

/// Whether a file of this name is a bill of materials, which tells of packages that other files list.
pub fn is_bom_name(name: &str) -> bool {
    matches!(Kind::of_path(name), Some(Kind::Bom))
}

/// Reads all files about packages and judges what they say, as the config asks.
pub fn packages(files: &dyn Files, app: &Application, config: &Config) -> Packages {
    let (project, limits) = (&app.project, &config.limits);
    let mut found = Packages { notices: unread(files), brought: brought(project), ..Packages::default() };
    let sources = sources(files, &config.boms);
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
    found.judge(config);
    found.judgement.confusions = indexes::confusions(files, limits);
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
fn sources(files: &dyn Files, boms: &[String]) -> Vec<PackageSource> {
    let sites = sites(files);
    let mut told: BTreeSet<FileId> = sites.values().flatten().copied().collect();
    told.extend(joined::parts(files));
    let every = files.paths().iter().chain(files.installed()).zip(0..).map(|(path, id)| (&**path, FileId(id)));
    let kinds = every.filter(|(_, file)| !told.contains(file)).filter_map(|(path, file)| {
        let is_bom = boms.iter().any(|bom| bom == path);
        let kind = if is_bom { Kind::Bom } else { Kind::of_path(path)? };
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
        self.notices.iter().any(|notice| !matches!(notice.place, Place::Scan) && is_broken(notice))
    }

    /// Whether this list could not be read as a whole.
    pub fn is_file_incomplete(&self, file: FileId) -> bool {
        let is_of_file = |place: &Place| match place {
            Place::File(own) => *own == file,
            Place::Span(span) => span.file == file,
            Place::Scan | Place::Path(_) | Place::Beside(..) => false,
        };
        self.notices.iter().any(|notice| is_of_file(&notice.place) && is_broken(notice))
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
        let find = |judgement: &Judgement| {
            let mut found = Vec::new();
            deps::RULES.iter().for_each(|entry| (entry.check)(judgement, &mut found));
            found
        };
        let mut found = find(&self.judgement);
        for excused in &self.excused {
            let suppression = Suppression { kind: SuppressionKind::Vex, reason: excused.reason.clone() };
            let own = find(&excused.judgement).into_iter();
            found.extend(own.map(|finding| Finding { suppression: Some(suppression.clone()), ..finding }));
        }
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

    fn judge(&mut self, config: &Config) {
        let asked = advisories(config).and_then(|indexes| judged(&self.listings, &indexes)).or_else(|error| {
            let without = "those in the program are asked instead; `maremma db update` fetches them anew";
            self.notices.push(scan_notice(NoticeKind::Unreadable, format!("fetched advisories: {error}; {without}")));
            judged(&self.listings, &in_program()?)
        });
        let (mut judgement, stocks) = match asked {
            Ok(asked) => asked,
            Err(error) => return self.notices.push(scan_notice(NoticeKind::Unreadable, error.to_string())),
        };
        let used = |ecosystem: Ecosystem| {
            judgement.checked.contains_key(&ecosystem) || judgement.checked_ranges.contains_key(&ecosystem)
        };
        self.advisories.extend(stocks.into_iter().filter(|advised| used(advised.ecosystem)));
        self.notices.extend(self.advisories.iter().filter_map(|advised| age(advised, &config.as_of)));
        self.notices.extend(judgement.unchecked.iter().map(|(why, count)| unchecked(*why, *count)));
        self.notices.extend((judgement.unlocked > 0).then(|| unlocked(judgement.unlocked)));
        let (excused, unused) = vex::apply(&mut judgement, &config.vex);
        self.excused = excused;
        self.notices.extend(unused);
        if let Some(rules) = &config.licences {
            let (refused, unknown) = licences::judge(&self.listings, rules);
            judgement.licences = refused;
            self.notices.extend(unknown);
        }
        self.judgement = judgement;
    }
}

const fn is_broken(notice: &Notice) -> bool {
    matches!(notice.kind, NoticeKind::Malformed | NoticeKind::Limit | NoticeKind::Unreadable)
}

/// The advisories that lie in the program.
pub(crate) fn in_program<'b>() -> Result<Indexes<'b>, IndexError> {
    let mut indexes = Indexes::default();
    indexes.add(Index::embedded()?)?;
    Ok(indexes)
}

/// The advisories that a scan asks: those in the program, and for each ecosystem what was fetched where that is newer.
///
/// # Errors
/// When an index is damaged.
pub fn advisories(config: &Config) -> Result<Indexes<'_>, IndexError> {
    let mut indexes = in_program()?;
    config.advisories.iter().try_for_each(|bytes| indexes.add(Index::open(bytes)?))?;
    Ok(indexes)
}

/// Judges by these; tells what they know of each ecosystem too.
fn judged(listings: &[Listing], indexes: &Indexes<'_>) -> Result<(Judgement, Vec<Advised>), IndexError> {
    let judgement = deps::judge(listings, indexes)?;
    let advised = indexes.stocks().map(|stock| Advised {
        ecosystem: stock.ecosystem,
        as_of: stock.as_of.to_owned(),
        records: stock.records,
        malicious: stock.malicious,
    });
    Ok((judgement, advised.collect()))
}

/// A folder and all above it, the scanned one last.
fn folders(folder: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(folder), |folder| (!folder.is_empty()).then(|| parent_path(folder)))
}
