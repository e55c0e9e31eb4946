//! What the application ships of others, held against the advisories.

use std::collections::{BTreeMap, BTreeSet};

use deps::{Index, Judgement, Listing, Unchecked};
use finding::{Finding, Notice, NoticeKind, Place};
use model::{CodeLocation, Function, Project};
use packages::{Ecosystem, Format, Input, Inventory, Requirement};
use rayon::prelude::*;
use source::{FileId, Files, Limits, ReadError, parent_path};

use crate::Date;

/// What files say of packages, and what is known of those.
#[derive(Debug, Default)]
pub struct Packages {
    /// What each file says, in the order of the files.
    pub listings: Vec<Listing>,
    /// What is known.
    pub judgement: Judgement,
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

/// Advisories older than this may lack what everybody knows.
const MAX_AGE_DAYS: i64 = 30;

/// Whether a file of this name says which packages there are.
pub fn lists_packages(name: &str) -> bool {
    Format::of_path(name).is_some()
}

/// Reads all files about packages and judges what they say, as of a day.
pub fn packages(files: &dyn Files, project: &Project, as_of: &Date, limits: &Limits) -> Packages {
    let every = (0..files.paths().len() as u32).map(FileId);
    let formats: Vec<(FileId, Format)> =
        every.filter_map(|file| Some((file, Format::of_path(files.path(file))?))).collect();
    if formats.is_empty() {
        return Packages::default();
    }
    let read: Vec<_> =
        formats.par_iter().map(|(file, format)| (*file, inventory(files, *file, *format, limits))).collect();
    let users = users(files, project, &read);
    let locks = Locks::of(files, &read);
    let answered: Vec<BTreeSet<usize>> = read
        .iter()
        .map(|(file, inventory)| {
            let folder = parent_path(files.path(*file));
            let requirements = inventory.requirements.iter().enumerate();
            requirements.filter(|(_, own)| locks.answer(folder, own)).map(|(place, _)| place).collect()
        })
        .collect();
    let mut found = Packages::default();
    for ((file, mut inventory), answered) in read.into_iter().zip(answered) {
        found.notices.append(&mut inventory.notices);
        found.listings.push(Listing {
            file,
            inventory,
            functions: users.get(&file).cloned().unwrap_or_default(),
            answered,
        });
    }
    found.judge(as_of);
    found
}

impl Packages {
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
        let ranges: usize = judgement.checked_ranges.values().sum();
        self.notices.extend((ranges > 0).then(|| unlocked(ranges)));
        self.judgement = judgement;
    }
}

fn inventory(files: &dyn Files, file: FileId, format: Format, limits: &Limits) -> Inventory {
    match files.read(file) {
        Ok(bytes) => {
            let (text, said) = syntax::decode(file, bytes);
            let mut inventory = packages::read(format, Input { file, text: &text, limits });
            inventory.notices.extend(said);
            inventory
        }
        Err(error) => {
            let is_too_large = matches!(error, ReadError::TooLarge { .. });
            let kind = if is_too_large { NoticeKind::Limit } else { NoticeKind::Unreadable };
            Inventory { notices: vec![Notice::file(file, kind, error.to_string())], ..Inventory::default() }
        }
    }
}

/// What the lockfiles of each folder lock.
struct Locks<'r> {
    folders: BTreeMap<&'r str, BTreeMap<Ecosystem, BTreeSet<&'r str>>>,
}

impl<'r> Locks<'r> {
    fn of(files: &'r dyn Files, read: &'r [(FileId, Inventory)]) -> Self {
        let mut folders: BTreeMap<&str, BTreeMap<Ecosystem, BTreeSet<&str>>> = BTreeMap::new();
        let is_lockfile = |file: FileId| Format::of_path(files.path(file)).is_some_and(Format::is_lockfile);
        for (file, inventory) in read.iter().filter(|(file, _)| is_lockfile(*file)) {
            let own = folders.entry(parent_path(files.path(*file))).or_default();
            for package in &inventory.packages {
                own.entry(package.ecosystem).or_default().insert(package.name.as_str());
            }
        }
        Self { folders }
    }

    /// Whether a lockfile says which version of a requirement of a folder is taken: one beside it, or one above it that has the
    /// package, as those of workspaces do.
    fn answer(&self, folder: &str, requirement: &Requirement) -> bool {
        folders(folder).any(|above| {
            let own = self.folders.get(above).and_then(|locks| locks.get(&requirement.ecosystem));
            own.is_some_and(|names| above == folder || names.contains(requirement.name.as_str()))
        })
    }
}

/// The functions that each file lists packages for, by their full names. A function takes what lies in its folder; where
/// nothing does, what lies nearest above.
fn users(files: &dyn Files, project: &Project, read: &[(FileId, Inventory)]) -> BTreeMap<FileId, Vec<String>> {
    let mut users: BTreeMap<FileId, Vec<String>> = BTreeMap::new();
    for (_, function) in project.function_ids() {
        let folder = match &function.code {
            CodeLocation::File(file) => parent_path(files.path(*file)),
            CodeLocation::Folder(folder) => folder,
            CodeLocation::Inline(_) | CodeLocation::Elsewhere(_) => continue,
        };
        let wanted = ecosystems(function);
        let is_own = |inventory: &Inventory| {
            let packages = inventory.packages.iter().map(|package| package.ecosystem);
            let requirements = inventory.requirements.iter().map(|requirement| requirement.ecosystem);
            packages.chain(requirements).any(|ecosystem| wanted.contains(&ecosystem))
        };
        let own: Vec<(FileId, &str)> = read
            .iter()
            .filter(|(_, inventory)| is_own(inventory))
            .map(|(file, _)| (*file, parent_path(files.path(*file))))
            .collect();
        let inside = own.iter().filter(|(_, place)| folders(place).any(|above| above == folder));
        let mut mine: Vec<FileId> = inside.map(|(file, _)| *file).collect();
        if mine.is_empty() {
            let nearest = folders(folder).find(|above| own.iter().any(|(_, place)| place == above));
            mine.extend(own.iter().filter(|(_, place)| Some(*place) == nearest).map(|(file, _)| *file));
        }
        for file in mine {
            users.entry(file).or_default().push(project.full_name(&function.resource));
        }
    }
    users
}

/// A folder and all above it, the scanned one last.
fn folders(folder: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(folder), |folder| (!folder.is_empty()).then(|| parent_path(folder)))
}

/// The ecosystems that the runtimes of each language take packages from.
const RUNTIMES: [(&str, Ecosystem); 7] = [
    ("python", Ecosystem::PyPi),
    ("node", Ecosystem::Npm),
    ("java", Ecosystem::Maven),
    ("dotnet", Ecosystem::NuGet),
    ("ruby", Ecosystem::RubyGems),
    ("php", Ecosystem::Packagist),
    ("go", Ecosystem::Go),
];

/// The ecosystems of a function's runtime; all of them where the runtime tells nothing.
fn ecosystems(function: &Function) -> BTreeSet<Ecosystem> {
    let of_runtime = |runtime: &str| RUNTIMES.iter().find(|(name, _)| runtime.starts_with(name));
    let own = function.runtime.known().map(|(_, runtime, _)| of_runtime(runtime).map(|(_, ecosystem)| *ecosystem));
    let own: Option<BTreeSet<Ecosystem>> = own.collect();
    own.filter(|own| !own.is_empty()).unwrap_or_else(|| Ecosystem::ALL.into_iter().collect())
}

/// Says that advisories are old, or know nothing of malicious packages.
fn age(advised: &Advised, as_of: &Date) -> Option<Notice> {
    let name = advised.ecosystem.name();
    let days = advised.as_of.parse::<Date>().ok().map(|day| as_of.unix_days() - day.unix_days());
    let old = match days {
        Some(days) if days <= MAX_AGE_DAYS => None,
        Some(days) => Some(format!("are of {}, {days} days old: what was found since is missing", advised.as_of)),
        None => Some("are of no known day".to_owned()),
    };
    let bare = (advised.malicious == 0).then(|| "know of no malicious packages".to_owned());
    let what: Vec<String> = old.into_iter().chain(bare).collect();
    (!what.is_empty()).then(|| {
        scan_notice(
            NoticeKind::Unresolved,
            format!("the {} advisories of {name} {}", advised.records, what.join("; they ")),
        )
    })
}

fn unchecked(why: Unchecked, count: usize) -> Notice {
    let (kind, why) = match why {
        Unchecked::Origin => {
            (NoticeKind::Unsupported, "from a repository, folder or URL, for which there are no advisories")
        }
        Unchecked::Version => (NoticeKind::Unresolved, "without a version in the file"),
        Unchecked::Range => (NoticeKind::Unresolved, "with a range that cannot be read"),
        Unchecked::Ecosystem => (NoticeKind::Unsupported, "of an ecosystem without advisories"),
    };
    let what = if count == 1 { "1 package was".to_owned() } else { format!("{count} packages were") };
    scan_notice(kind, format!("{what} not looked up: {why}"))
}

fn unlocked(count: usize) -> Notice {
    let message = match count {
        1 => "1 requirement has no lockfile: its range was looked up, and nothing of what it needs in turn".to_owned(),
        many => format!(
            "{many} requirements have no lockfile: their ranges were looked up, and nothing of what they need in turn"
        ),
    };
    scan_notice(NoticeKind::Unresolved, message)
}

/// A notice of the scan as a whole.
fn scan_notice(kind: NoticeKind, message: String) -> Notice {
    Notice { place: Place::Scan, kind, message }
}
