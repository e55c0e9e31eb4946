//! What the deployed folder of a function holds and its handler never loads.
//!
//! A package is proposed to go only if the import graph of the handler does not reach it and nothing that computes what it loads
//! may mean it. What cannot be told stays, with the place of the doubt. Data is never proposed to go: code reads it by paths that
//! no import names.

mod doubts;
mod idle;
mod installed;
mod known;
mod manifest;
mod texts;

use std::collections::{BTreeMap, BTreeSet};

use finding::Notice;
use flow::imports::{Cloud, ImportGraph, Importer, Start, entries};
use packages::Ecosystem;
use source::{FileId, Files, Limits, Span};

use crate::Provision;
use installed::{Installed, Site};

pub use idle::Idle;
pub use known::Vanished;
pub use manifest::manifest_edits;

/// The deployed folder of a function.
pub struct Deployed<'f> {
    /// Its files, those of installed packages among `paths()`; paths are seen from the folder.
    pub files: &'f dyn Files,
    /// The bytes of each file, in the order of `paths()`.
    pub sizes: &'f [u64],
    /// The files that hold the handler, or several handlers that are deployed together.
    pub entries: Vec<FileId>,
    /// Texts beside the code that may name packages, such as the values of environment variables.
    pub named: Vec<String>,
    /// The runtime in its cloud's own word, such as `python3.13`, where it is known.
    pub runtime: Option<String>,
    /// What the runtime brings.
    pub provision: Option<&'static Provision>,
}

/// How much there is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Size {
    /// Bytes of all files, unpacked.
    pub bytes: u64,
    /// Files.
    pub files: usize,
    /// Installed packages.
    pub packages: usize,
}

/// The class of a deployed folder by its unpacked bytes: what a cold start fetches and unpacks. Source: the documentation of AWS
/// Lambda, "Lambda quotas", whose bounds other clouds have in much the same order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SizeClass {
    /// At most 3 MB: what the console still edits.
    Small,
    /// At most 50 MB: what can be sent in one call.
    Medium,
    /// At most 250 MB: what can be deployed as an archive.
    Large,
    /// More: what needs an image.
    TooLarge,
}

impl SizeClass {
    /// The class of so many unpacked bytes.
    pub const fn of(bytes: u64) -> Self {
        match bytes {
            0..=3_000_000 => Self::Small,
            3_000_001..=50_000_000 => Self::Medium,
            50_000_001..=250_000_000 => Self::Large,
            _ => Self::TooLarge,
        }
    }

    /// The name in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Small => "small (up to 3 MB)",
            Self::Medium => "medium (up to 50 MB)",
            Self::Large => "large (up to 250 MB)",
            Self::TooLarge => "too large for an archive (over 250 MB)",
        }
    }
}

/// An installed package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Where it is known.
    pub ecosystem: Ecosystem,
    /// Its name as written.
    pub name: String,
    /// Its version.
    pub version: Option<String>,
    /// The folder that says what it is: that of the package, or the `.dist-info` folder.
    pub folder: String,
    /// Bytes of its own files.
    pub bytes: u64,
    /// Its own files.
    pub files: usize,
    /// Whether the manifest of the function asks for it; `None` where there is no manifest.
    pub is_direct: Option<bool>,
}

/// What the proposal that a package goes stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// All imports of the code that is loaded are known.
    Modules,
    /// Some packages compute what they load. Nothing that they ask for leads here, and neither they nor the function name it.
    Names,
}

/// A package that cannot be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsure {
    /// The package.
    pub piece: Piece,
    /// Why; lower case, no full stop.
    pub why: String,
    /// The import or the file that is the reason.
    pub at: Option<Span>,
}

/// Files of one kind that are never loaded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Group {
    /// How many.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
}

/// What may go of a folder, and what is unsure.
#[derive(Debug, Clone, Default)]
pub struct Slimmed {
    /// What is there.
    pub before: Size,
    /// What is left.
    pub after: Size,
    /// Packages that go, by ecosystem and folder, and on which ground.
    pub packages: Vec<(Piece, Ground)>,
    /// Files that go of packages that stay, by their kind.
    pub files: BTreeMap<Idle, Group>,
    /// Packages that are not reached and stay.
    pub unsure: Vec<Unsure>,
    /// Packages that stay and that the runtime brings as well. Without them the cloud, and no lockfile, says their versions.
    pub provided: Vec<Piece>,
    /// Known vulnerabilities of packages that go.
    pub vanished: Vec<Vanished>,
    /// All files that go.
    pub dropped: BTreeSet<FileId>,
    /// What was not read.
    pub notices: Vec<Notice>,
}

/// The files of a folder that a handler begins in: `FILE.EXPORT` as templates write it, the path of a file, or without any what
/// the folder itself says as one of Azure or Google.
pub fn handler_files(files: &dyn Files, handler: Option<&str>, limits: &Limits) -> Vec<FileId> {
    let Some(handler) = handler else {
        let cloud = if files.find("host.json").is_some() { Cloud::Azure } else { Cloud::Google };
        return entries(files, "", cloud, limits).into_iter().flat_map(|own| own.files).collect();
    };
    let module = handler.rsplit_once('.').map_or(handler, |(module, _)| module);
    const ENDINGS: [&str; 9] = [".js", ".mjs", ".cjs", ".py", "/index.js", "/__init__.py", ".ts", ".mts", ".cts"];
    let stems = [module.to_owned(), module.replace('.', "/")];
    let named = stems.iter().flat_map(|stem| ENDINGS.map(|ending| format!("{stem}{ending}")));
    std::iter::once(handler.to_owned()).chain(named).find_map(|path| files.find(&path)).into_iter().collect()
}

/// Looks at the folder of a function.
pub fn slim(deployed: &Deployed<'_>, limits: &Limits) -> Slimmed {
    let files = deployed.files;
    let site = Site::read(files, limits);
    let start = Start { files: deployed.entries.clone(), folder: String::new(), layers: Vec::new() };
    let graph = Importer::new(files, limits).graph(&start, &[]);
    let direct = installed::direct(files, limits);
    let piece = |own: &Installed| Piece {
        ecosystem: own.ecosystem,
        name: own.name.clone(),
        version: own.version.clone(),
        folder: own.folder.clone(),
        bytes: own.files.iter().map(|file| deployed.bytes(*file)).sum(),
        files: own.files.len(),
        is_direct: direct.as_ref().map(|names| names.contains(&own.key)),
    };
    let doubts = doubts::doubts(deployed, &site, &graph);
    let mut found = Slimmed { before: deployed.size(&site, &BTreeSet::new()), ..Slimmed::default() };
    let ground = if doubts.open.is_empty() { Ground::Modules } else { Ground::Names };
    let mut gone = BTreeSet::new();
    for (number, own) in site.packages.iter().enumerate() {
        if doubts.is_reached(number) {
            continue;
        }
        match doubts.of.get(&number) {
            Some((why, at)) => found.unsure.push(Unsure { piece: piece(own), why: why.clone(), at: *at }),
            None => {
                found.packages.push((piece(own), ground));
                gone.insert(number);
            }
        }
    }
    let goes = |file: &FileId| site.package_of(*file).is_some_and(|own| gone.contains(&own));
    found.dropped = every(files).filter(goes).collect();
    for (file, kind) in idle::idle(deployed, &site, &graph, &doubts) {
        if found.dropped.insert(file) {
            let group = found.files.entry(kind).or_default();
            group.files += 1;
            group.bytes += deployed.bytes(file);
        }
    }
    let stays = site.packages.iter().enumerate().filter(|(number, _)| !gone.contains(number)).map(|(_, own)| own);
    let brought = stays.filter(|own| deployed.provision.is_some_and(|known| brings(known, own)));
    found.provided = brought.map(piece).collect();
    found.after = deployed.size(&site, &found.dropped);
    found.after.packages -= gone.len();
    let (vanished, mut notices) = known::vanished(files, &site, &gone, limits);
    found.vanished = vanished;
    notices.extend(told(&graph));
    found.notices = notices;
    found
}

/// What the graph did not read of the function's own code; that of packages is a matter of doubts.
fn told(graph: &ImportGraph) -> impl Iterator<Item = Notice> {
    graph.notices.iter().filter(|notice| notice.kind == finding::NoticeKind::Limit).cloned()
}

/// All files.
fn every(files: &dyn Files) -> impl Iterator<Item = FileId> + use<> {
    (0..u32::try_from(files.paths().len()).unwrap_or(u32::MAX)).map(FileId)
}

/// Whether a runtime brings a package.
fn brings(provision: &Provision, own: &Installed) -> bool {
    provision.packages.iter().any(|known| {
        Ecosystem::of_name(&known.ecosystem) == Some(own.ecosystem)
            && match known.name.strip_suffix('*') {
                Some(family) => own.key.starts_with(family),
                None => own.key == known.name,
            }
    })
}

impl Deployed<'_> {
    /// The bytes of a file.
    fn bytes(&self, file: FileId) -> u64 {
        self.sizes.get(file.0 as usize).copied().unwrap_or_default()
    }

    /// What there is without some files.
    fn size(&self, site: &Site, without: &BTreeSet<FileId>) -> Size {
        let left = every(self.files).filter(|file| !without.contains(file));
        let (files, bytes) = left.fold((0, 0), |(files, bytes), file| (files + 1, bytes + self.bytes(file)));
        Size { bytes, files, packages: site.packages.len() }
    }
}
