//! Functions that are deployed as one file: which packages a bundle of esbuild, webpack or rollup holds.
//!
//! Bundlers write paths into what they build, or into the source map of it. A minifier takes these away; then the code itself is
//! compared with what is known of packages. Nothing is run, and no name is taken from a single odd likeness: what nobody expects
//! has to be told by much.

mod brackets;
mod escapes;
mod features;
mod index;
mod labels;
mod lexer;
mod matching;
mod paths;
mod source_map;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use finding::{Notice, NoticeKind};
use source::{FileId, Limits, Span};
use versions::{Scheme, Version};

use crate::{Ecosystem, Package};
use features::{Feature, features};
use labels::Labels;
use matching::{Match, matches};
use paths::Owner;

pub use index::{BundleIndex, IndexedPackage, TooLarge, build_bundle_index};

/// A package that may be in a bundle: one that the lockfile beside it names, or that is installed beside it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Candidate {
    /// Its name.
    pub name: String,
    /// Its version, if it is known.
    pub version: Option<String>,
    /// The names of the packages that it needs.
    pub needs: Vec<String>,
}

impl Candidate {
    /// A package of a lockfile or an installed one.
    pub fn of(package: &Package) -> Self {
        let needs = package.dependencies.iter().map(|own| own.name.clone()).collect();
        Self { name: package.name.clone(), version: package.version.clone(), needs }
    }
}

/// What a bundle holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bundle {
    /// The packages, by name and version.
    pub packages: Vec<Bundled>,
    /// Bytes that belong to these. Where the code was minified, those between two signs of the same package.
    pub identified_bytes: u64,
    /// All other bytes: those of the application itself, and those of packages that are not known.
    pub unknown_bytes: u64,
    /// What could not be read.
    pub notices: Vec<Notice>,
}

/// A package in a bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundled {
    /// Its name.
    pub name: String,
    /// What is known of its version.
    pub version: BundledVersion,
    /// How it was told.
    pub told: Told,
    /// How many bytes of the bundle are made from it, where that is known.
    pub bytes: Option<u64>,
    /// The byte at which the first sign of it stands; 0 where it stands in the source map.
    pub at: usize,
}

/// How a package was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Told {
    /// By the path of one of its modules, in a comment or a key.
    Path,
    /// By a source map.
    SourceMap,
    /// By the text of its licence.
    Licence,
    /// By its code.
    Code,
    /// By the lockfile alone: a package that is there needs it, and it has too little code to be told by that.
    Needed,
}

/// What is known of the version of a package in a bundle.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum BundledVersion {
    /// The version.
    Exact(String),
    /// One of those that a lockfile has.
    OneOf(Vec<String>),
    /// Neither as old as the one nor as new as the other; `None` where that end is open.
    Between(Option<String>, Option<String>),
    /// Nothing.
    Unknown,
}

impl Bundled {
    /// It as packages of a file, one for each version that it may have. Where only the neighbours of its version are known, the
    /// version is not.
    pub fn packages(&self, file: FileId) -> Vec<Package> {
        // A line of minified code is nothing to show.
        let at = if self.told == Told::Path { self.at } else { 0 };
        let package = |version| Package::new(Ecosystem::Npm, &self.name, version, Span::new(file, at, at));
        match &self.version {
            BundledVersion::Exact(version) => vec![package(Some(version.clone()))],
            BundledVersion::OneOf(versions) => versions.iter().map(|version| package(Some(version.clone()))).collect(),
            BundledVersion::Between(..) | BundledVersion::Unknown => vec![package(None)],
        }
    }
}

impl Told {
    /// How it was told, in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Path => "told by the path of a module",
            Self::SourceMap => "told by the source map",
            Self::Licence => "told by its licence",
            Self::Code => "told by its code",
            Self::Needed => "needed by a package that is there",
        }
    }
}

/// Bytes from which a file may be a minified bundle.
const SMALLEST: usize = 2_000;
/// Bytes of a line as people do not write them.
const LONG_LINE: usize = 1_000;
/// Bytes at the end in which the path of the source map stands.
const MAP_IN_LAST: usize = 2_000;
/// What bundlers write.
const SIGNS: [&str; 5] =
    ["__webpack_", "__commonJS(", "node_modules/", "getDefaultExportFromCjs", "Bundled license information:"];
/// Finds any of these at once. None only if it could not be made, which no such short list prevents.
static SIGNS_FINDER: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| AhoCorasick::new(SIGNS).ok());

/// Whether the file at a path is one of JavaScript that is not part of an installed package.
pub fn is_script(path: &str) -> bool {
    [".js", ".mjs", ".cjs"].iter().any(|ending| path.ends_with(ending))
        && !path.split('/').any(|part| part == "node_modules")
}

/// Whether a file of JavaScript may be a bundle, by cheap signs; its text need not be decoded, unless it is UTF-16.
pub fn is_bundle(content: &[u8]) -> bool {
    if content.len() < 200 {
        return false;
    }
    let is_minified = content.len() >= SMALLEST && has_long_line(content);
    is_minified || SIGNS_FINDER.as_ref().is_some_and(|signs| signs.is_match(content))
}

/// Whether some line is long. Most bytes are not looked at: from where a line begins, only the last line end within the length of
/// a long one matters.
fn has_long_line(content: &[u8]) -> bool {
    let mut rest = content;
    while let Some(start) = rest.get(..LONG_LINE) {
        let Some(end) = start.iter().rposition(|byte| *byte == b'\n') else { return true };
        rest = rest.get(end + 1..).unwrap_or_default();
    }
    false
}

/// The path of the source map of a bundle, seen from its folder; `None` where it has none, or one inside or on the network.
pub fn map_beside(text: &str) -> Option<&str> {
    // It is said at the end, before which a signature may stand.
    let start = (0..=text.len().saturating_sub(MAP_IN_LAST)).rev().find(|at| text.is_char_boundary(*at))?;
    let (_, url) = text.get(start..)?.rsplit_once("# sourceMappingURL=")?;
    url.lines().next().map(str::trim).and_then(source_map::beside)
}

/// The packages in a bundle, whose source map is given where there is one beside it. `candidates` are the packages that may be
/// there; others are told too, but need better signs.
pub fn read_bundle(
    file: FileId,
    text: &str,
    source_map: Option<&str>,
    candidates: &[Candidate],
    index: &BundleIndex<'_>,
    limits: &Limits,
) -> Bundle {
    let mut labels = Labels::default();
    let mut features = features(text, &mut |token| labels.see(text, token));
    let mut bundle = Bundle::default();
    let inline = labels.map.as_deref().and_then(|url| source_map::inline(url, limits));
    let mapped = inline.as_deref().or(source_map).map(|map| source_map::read(text, map, limits)).unwrap_or_default();
    if mapped.is_cut {
        let message = "the source map is read in part: a limit is reached";
        bundle.notices.push(Notice::file(file, NoticeKind::Limit, message));
    }
    features.sort_unstable();
    features.dedup_by_key(|feature| feature.hash);
    let mut reading = Reading { text, candidates: by_name(candidates), found: BTreeMap::new() };
    reading.labels(&labels);
    reading.mapped(mapped.packages);
    let is_told = !reading.found.is_empty() || mapped.is_map;
    let expected = |name: &str| {
        if is_told { reading.found.contains_key(name) } else { reading.candidates.contains_key(name) }
    };
    let mut matched = matches(&features, index, &expected);
    if is_told {
        matched.retain(|own| reading.found.contains_key(own.known.name));
    } else {
        let known: BTreeSet<&str> = index.names().map(|(name, _)| name).collect();
        reading.licences(&labels, &known);
        reading.matched(&matched, &features);
        reading.needed(index, &matched);
    }
    bundle.packages = reading.finish(&labels, &matched);
    bundle.identified_bytes = match is_told {
        true => bundle.packages.iter().filter_map(|own| own.bytes).sum(),
        false => between_signs(&matched, &features),
    };
    let all = text.len() as u64;
    bundle.identified_bytes = bundle.identified_bytes.min(all);
    bundle.unknown_bytes = all - bundle.identified_bytes;
    bundle
}

fn by_name(candidates: &[Candidate]) -> BTreeMap<&str, Vec<&Candidate>> {
    let mut by_name: BTreeMap<&str, Vec<&Candidate>> = BTreeMap::new();
    for candidate in candidates {
        by_name.entry(&candidate.name).or_default().push(candidate);
    }
    by_name
}

/// What was found of one package.
#[derive(Debug)]
struct Found {
    told: Told,
    versions: BTreeSet<String>,
    bytes: Option<u64>,
    at: usize,
}

struct Reading<'t, 'c> {
    text: &'t str,
    candidates: BTreeMap<&'c str, Vec<&'c Candidate>>,
    found: BTreeMap<String, Found>,
}

impl Reading<'_, '_> {
    fn add(&mut self, name: &str, told: Told, at: usize) -> &mut Found {
        let new = || Found { told, versions: BTreeSet::new(), bytes: None, at };
        self.found.entry(name.to_owned()).or_insert_with(new)
    }

    /// Takes in the paths of modules; what stands between two belongs to the first.
    fn labels(&mut self, labels: &Labels) {
        let ends = labels.modules.iter().skip(1).map(|(at, _)| *at).chain([self.text.len()]);
        for ((at, own), end) in labels.modules.iter().zip(ends) {
            let Some(Owner { name, version }) = own else { continue };
            let found = self.add(name, Told::Path, *at);
            found.versions.extend(version.clone());
            *found.bytes.get_or_insert(0) += end.saturating_sub(*at) as u64;
        }
    }

    fn mapped(&mut self, packages: BTreeMap<Owner, u64>) {
        for (Owner { name, version }, bytes) in packages {
            let found = self.add(&name, Told::SourceMap, 0);
            found.versions.extend(version);
            if found.told == Told::SourceMap {
                *found.bytes.get_or_insert(0) += bytes;
            }
        }
    }

    /// Takes in licences of packages that are known at all: other names may be those of the application's own folders.
    fn licences(&mut self, labels: &Labels, known: &BTreeSet<&str>) {
        for (name, at) in &labels.licensed {
            if known.contains(name.as_str()) || self.candidates.contains_key(name.as_str()) {
                self.add(name, Told::Licence, *at);
            }
        }
    }

    fn matched(&mut self, matched: &[Match<'_>], features: &[Feature]) {
        for own in matched {
            let at = own.places.iter().filter_map(|place| features.get(*place)).map(|feature| feature.at).min();
            self.add(own.known.name, Told::Code, at.unwrap_or_default() as usize);
        }
    }

    /// Takes in what is needed by what is there and is too small, or not known enough, to be told by its code.
    fn needed(&mut self, index: &BundleIndex<'_>, matched: &[Match<'_>]) {
        let numbers: BTreeMap<&str, u16> = index.names().collect();
        let is_telling = |name: &str| {
            let known = numbers.get(name).and_then(|number| index.known(*number));
            known.is_some_and(|known| known.smallest() >= TELLING)
        };
        // Of a package of which only a part is there nobody knows which part needs what.
        let whole = matched.iter().filter(|own| own.is_whole());
        let mut waiting: Vec<String> = whole.map(|own| own.known.name.to_owned()).collect();
        while let Some(name) = waiting.pop() {
            let needs: BTreeSet<&str> = self
                .candidates
                .get(name.as_str())
                .into_iter()
                .flatten()
                .flat_map(|own| own.needs.iter().map(String::as_str))
                .filter(|need| self.candidates.contains_key(need) && !is_only_types(need))
                .collect();
            for need in needs {
                if !self.found.contains_key(need) && !is_telling(need) {
                    let at = self.found.get(&name).map_or(0, |own| own.at);
                    self.add(need, Told::Needed, at);
                    waiting.push(need.to_owned());
                }
            }
        }
    }

    fn finish(self, labels: &Labels, matched: &[Match<'_>]) -> Vec<Bundled> {
        let matched: BTreeMap<&str, &Match<'_>> = matched.iter().map(|own| (own.known.name, own)).collect();
        let mut packages = Vec::new();
        for (name, found) in self.found {
            let locked = self.candidates.get(name.as_str()).map(Vec::as_slice).unwrap_or_default();
            let locked: BTreeSet<&str> = locked.iter().filter_map(|own| own.version.as_deref()).collect();
            let of_code = matched.get(name.as_str()).map(|own| own.between());
            let Found { told, versions, bytes, at } = found;
            let push = |version| Bundled { name: name.clone(), version, told, bytes, at };
            if versions.is_empty() {
                let says_version = matched.get(name.as_str()).is_some_and(|own| own.known.says_version);
                let said = labels.said.get(&name).map(|(version, _)| version.as_str());
                let texts = if says_version { labels.versions.as_slice() } else { &[] };
                packages.push(push(version(&locked, said, of_code, texts)));
            } else {
                packages.extend(versions.into_iter().map(|own| push(BundledVersion::Exact(own))));
            }
        }
        packages
    }
}

/// Whether a package has nothing but types, which are gone once a bundle is built.
fn is_only_types(name: &str) -> bool {
    name.starts_with("@types/") || name.ends_with("/types")
}

/// Features of a package from which its absence tells something.
const TELLING: usize = 6;

/// What is known of the version of a package whose path does not say it: what is locked, what its licence says, between which
/// versions its code lies, and which versions are written in the code.
fn version(
    locked: &BTreeSet<&str>,
    said: Option<&str>,
    of_code: Option<(Option<&str>, Option<&str>)>,
    texts: &[String],
) -> BundledVersion {
    let parse = |text: &str| Version::parse(Scheme::Npm, text);
    let is_between = |version: &str| {
        let version = parse(version);
        of_code.is_none_or(|(after, before)| {
            after.is_none_or(|after| parse(after) < version) && before.is_none_or(|before| version < parse(before))
        })
    };
    if let Some(only) = only(locked.iter().copied()) {
        return BundledVersion::Exact(only.to_owned());
    }
    if let Some(only) = only(locked.iter().copied().filter(|version| is_between(version))) {
        return BundledVersion::Exact(only.to_owned());
    }
    if !locked.is_empty() {
        return BundledVersion::OneOf(locked.iter().map(|version| (*version).to_owned()).collect());
    }
    let Some((after, before)) = of_code else {
        return said.map_or(BundledVersion::Unknown, |said| BundledVersion::Exact(said.to_owned()));
    };
    let texts: BTreeSet<&str> = texts.iter().map(String::as_str).filter(|version| is_between(version)).collect();
    match said.filter(|said| is_between(said)).or_else(|| only(texts.into_iter())) {
        Some(exact) => BundledVersion::Exact(exact.to_owned()),
        None if after.is_none() && before.is_none() => BundledVersion::Unknown,
        None => BundledVersion::Between(after.map(str::to_owned), before.map(str::to_owned)),
    }
}

/// The one there is, if there is just one.
fn only<'v>(mut all: impl Iterator<Item = &'v str>) -> Option<&'v str> {
    let first = all.next()?;
    all.next().is_none().then_some(first)
}

/// Bytes between two signs of the same package that no sign of another package parts.
fn between_signs(matched: &[Match<'_>], features: &[Feature]) -> u64 {
    let mut signs: Vec<(u32, usize)> = Vec::new();
    for (number, own) in matched.iter().enumerate() {
        signs.extend(own.places.iter().filter_map(|place| features.get(*place)).map(|feature| (feature.at, number)));
    }
    signs.sort_unstable();
    let pairs = signs.windows(2).filter_map(|pair| match pair {
        [(start, one), (end, other)] if one == other => Some(u64::from(end - start)),
        _ => None,
    });
    pairs.filter(|length| *length < NEAR).sum()
}

/// Bytes between two signs that belong together.
const NEAR: u64 = 4_000;
