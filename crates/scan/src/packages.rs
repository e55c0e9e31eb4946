//! What the application ships of others, held against the advisories.

mod kind;
mod locks;
mod notices;
mod owners;

use deps::{Index, IndexError, Indexes, Judgement, Listing};
use finding::{Finding, Notice, NoticeKind, Place};
use model::Project;
use packages::{Coverage, Ecosystem, Format};
use rayon::prelude::*;
use source::{FileId, Files, parent_path};

use crate::Config;
use kind::Kind;
use locks::answered;
use notices::{age, scan_notice, unchecked, unlocked, unread};
use owners::owners;

/// What files say of packages, and what is known of those.
#[derive(Debug, Default)]
pub struct Packages {
    /// What each file says, in the order of the files.
    pub listings: Vec<Listing>,
    /// What is known.
    pub judgement: Judgement,
    /// How much of each archive is known.
    pub coverage: Vec<(FileId, Coverage)>,
    /// What was not read or not looked up.
    pub notices: Vec<Notice>,
    /// The advisories that were asked, for the ecosystems that there are packages of.
    pub advisories: Vec<Advised>,
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

/// Reads all files about packages and judges what they say, by the advisories and as of the day of the config.
pub fn packages(files: &dyn Files, project: &Project, config: &Config) -> Packages {
    let every = (0..files.paths().len() as u32).map(FileId);
    let kinds: Vec<(FileId, Kind)> = every.filter_map(|file| Some((file, Kind::of_path(files.path(file))?))).collect();
    if kinds.is_empty() {
        return Packages { notices: unread(files), ..Packages::default() };
    }
    let read: Vec<_> = kinds.par_iter().map(|(file, kind)| kind.read(files, *file, &config.limits)).collect();
    let mut found = Packages { notices: unread(files), ..Packages::default() };
    for (listing, coverage) in read {
        found.coverage.extend(coverage.into_iter().map(|row| (listing.file, row)));
        found.listings.push(listing);
    }
    let owners = owners(files, project, &found.listings);
    let answered = answered(files, &found.listings);
    for (listing, answered) in found.listings.iter_mut().zip(answered) {
        found.notices.append(&mut listing.inventory.notices);
        listing.functions = owners.get(&listing.file).cloned().unwrap_or_default();
        listing.answered = answered;
    }
    found.judge(config);
    found
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

    fn judge(&mut self, config: &Config) {
        let fetched: Vec<&[u8]> = config.advisories.iter().map(|bytes| &**bytes).collect();
        let asked = judged(&self.listings, &fetched).or_else(|error| {
            let without = "those in the program are asked instead; `maremma db update` fetches them anew";
            self.notices.push(scan_notice(NoticeKind::Unreadable, format!("fetched advisories: {error}; {without}")));
            judged(&self.listings, &[])
        });
        let (judgement, stocks) = match asked {
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
        self.judgement = judgement;
    }
}

/// Judges by the index in the program and those that were fetched; tells what they know of each ecosystem too.
fn judged(listings: &[Listing], fetched: &[&[u8]]) -> Result<(Judgement, Vec<Advised>), IndexError> {
    let mut indexes = Indexes::default();
    indexes.add(Index::embedded()?)?;
    fetched.iter().try_for_each(|bytes| indexes.add(Index::open(bytes)?))?;
    let judgement = deps::judge(listings, &indexes)?;
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
