//! What the application ships of others, held against the advisories.

mod indexes;
mod kind;
mod licences;
mod locks;
mod notices;
mod owners;
mod vex;

use deps::{Index, Judgement, Listing};
use finding::{Finding, Notice, NoticeKind, Place, Suppression, SuppressionKind};
use model::Project;
use packages::{Coverage, Ecosystem, Format};
use rayon::prelude::*;
use source::{FileId, Files, parent_path};

use crate::Config;
use kind::Kind;
use locks::answered;
use notices::{age, scan_notice, unchecked, unlocked, unread};
use owners::owners;

pub use vex::Excused;

/// What files say of packages, and what is known of those.
#[derive(Debug, Default)]
pub struct Packages {
    /// What each file says, in the order of the files.
    pub listings: Vec<Listing>,
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
pub fn packages(files: &dyn Files, project: &Project, config: &Config) -> Packages {
    let limits = &config.limits;
    let every = (0..files.paths().len() as u32).map(FileId);
    let kind = |path: &str| match config.boms.iter().any(|bom| bom == path) {
        true => Some(Kind::Bom),
        false => Kind::of_path(path),
    };
    let kinds: Vec<(FileId, Kind)> = every.filter_map(|file| Some((file, kind(files.path(file))?))).collect();
    if kinds.is_empty() {
        return Packages { notices: unread(files), ..Packages::default() };
    }
    let read: Vec<_> = kinds.par_iter().map(|(file, kind)| kind.read(files, *file, limits)).collect();
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
    found.judgement.confusions = indexes::confusions(files, limits);
    found
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

    fn judge(&mut self, config: &Config) {
        let asked = Index::embedded().and_then(|index| Ok((deps::judge(&self.listings, &index)?, index.stocks()?)));
        let (mut judgement, stocks) = match asked {
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

/// A folder and all above it, the scanned one last.
fn folders(folder: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(folder), |folder| (!folder.is_empty()).then(|| parent_path(folder)))
}
