//! One advisory, read from a record in the OSV schema.

mod rating;
mod record;

use std::cmp::Ordering;

use packages::Ecosystem;
use versions::Version;

use crate::Named;

pub use rating::{Level, Rating, rating};

/// Why a record cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum AdvisoryError {
    /// The text is no JSON, or not of the shape of the schema.
    #[error("not a record of the OSV schema: {0}")]
    Malformed(#[from] serde_json::Error),
}

/// An advisory about packages of the ecosystems that are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advisory {
    /// Its id in the database it is from, such as `GHSA-…` or `PYSEC-…`.
    pub id: String,
    /// Other names of the same vulnerability, such as its CVE.
    pub aliases: Vec<String>,
    /// Whether it was taken back; then it concerns nothing.
    pub is_withdrawn: bool,
    /// What it tells of.
    pub nature: Nature,
    /// Whether attackers are known to use it. No record says so; who reads them knows the list.
    pub is_exploited: bool,
    /// The day on which it was published, `YYYY-MM-DD`.
    pub published: Option<String>,
    /// Its CVSS vector, that of the newest version of CVSS there is.
    pub cvss: Option<String>,
    /// How bad its database holds it for, in a word.
    pub level: Option<Level>,
    /// Its weaknesses, as numbers of CWE; those that the database gives.
    pub cwe: Vec<u32>,
    /// The packages that it concerns.
    pub affected: Vec<Affected>,
}

/// What an advisory tells of a package.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Nature {
    /// A vulnerability.
    #[default]
    Vulnerability,
    /// It was made to do harm, or its release was taken over.
    Malicious,
    /// Sound users of it can be made unsound (RustSec).
    Unsound,
    /// Nobody keeps it any more (RustSec).
    Unmaintained,
    /// Something else worth knowing (RustSec).
    Notice,
}

/// A package that an advisory concerns, and its versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Affected {
    /// Where the package is known.
    pub ecosystem: Ecosystem,
    /// Its name as the ecosystem compares it.
    pub name: String,
    /// Versions that are affected, one by one.
    pub versions: Vec<Version>,
    /// What else is known of it.
    pub facts: Facts,
}

/// What an advisory says of a package besides versions one by one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facts {
    /// Ranges of versions that are affected.
    pub ranges: Vec<Range>,
    /// The ranges that hold, where the others are wider because their schema cannot say them (Go's `custom_ranges`).
    pub custom_ranges: Vec<Range>,
    /// Whether the ranges have no end because the source knew none, and not because there is none.
    pub is_end_unknown: bool,
    /// The functions in which the fault lies: `package.Function` of Go, paths of Rust; sorted.
    pub symbols: Vec<String>,
}

/// Versions from some events to others, in the order of the versions. Several spans may follow one another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Range {
    /// What happens, in the order of the versions.
    events: Vec<Event>,
    /// The range ends before the highest of these, if there are any.
    limits: Vec<Bound>,
}

/// What happens at a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// The vulnerability is there from this version on.
    Introduced(Bound),
    /// It is gone from this version on.
    Fixed(Bound),
    /// It is there up to this version, which still has it.
    LastAffected(Bound),
}

/// A version of a range.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bound {
    /// Before every version, its prereleases included: the `0` of the schema.
    Start,
    /// A version.
    At(Version),
}

impl Advisory {
    /// Reads a record. Packages of other ecosystems are left out, and so are ranges of commits.
    ///
    /// # Errors
    /// When the text is no JSON, or not of the shape of the schema.
    pub fn parse(json: &str) -> Result<Self, AdvisoryError> {
        Ok(record::read(serde_json::from_str(json)?))
    }

    /// Whether it concerns a package, named as the ecosystem compares names, at a version.
    pub fn concerns(&self, ecosystem: Ecosystem, name: &str, version: &Version) -> bool {
        let own = self.affected.iter().filter(|affected| affected.ecosystem == ecosystem && affected.name == name);
        !self.is_withdrawn && own.into_iter().any(|affected| affected.contains(version))
    }
}

impl Named for &Advisory {
    fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.id.as_str()).chain(self.aliases.iter().map(String::as_str))
    }
}

impl Affected {
    /// Whether a version is affected.
    pub fn contains(&self, version: &Version) -> bool {
        self.versions.contains(version) || self.facts.ranges.iter().any(|range| range.contains(version))
    }
}

impl Facts {
    /// Adds what else is said of the same package.
    pub(crate) fn join(&mut self, other: &Self) {
        // Where one part says its true ranges and another only has ranges, those of the other are true.
        let is_custom = !self.custom_ranges.is_empty() || !other.custom_ranges.is_empty();
        if is_custom && self.custom_ranges.is_empty() {
            self.custom_ranges = self.ranges.clone();
        }
        let others = if other.custom_ranges.is_empty() { &other.ranges } else { &other.custom_ranges };
        if is_custom {
            self.custom_ranges.extend(others.iter().cloned());
        }
        self.ranges.extend(other.ranges.iter().cloned());
        self.is_end_unknown |= other.is_end_unknown;
        self.symbols.extend(other.symbols.iter().cloned());
        self.symbols.sort_unstable();
        self.symbols.dedup();
    }

    /// Whether a version that the ranges hold is affected after all that is known.
    pub fn confirms(&self, version: &Version) -> bool {
        self.custom_ranges.is_empty() || self.custom_ranges.iter().any(|range| range.contains(version))
    }

    /// The ranges that hold.
    pub fn true_ranges(&self) -> &[Range] {
        if self.custom_ranges.is_empty() { &self.ranges } else { &self.custom_ranges }
    }

    /// The versions in which the fault is mended, as the ranges that hold give them.
    pub fn fixes(&self) -> impl Iterator<Item = &Version> {
        self.true_ranges().iter().flat_map(Range::events).filter_map(|event| match event {
            // What the first databases of npm wrote for "never".
            Event::Fixed(Bound::At(version)) if version.as_str().starts_with("99.999.") => None,
            Event::Fixed(Bound::At(version)) => Some(version),
            _ => None,
        })
    }
}

impl Range {
    /// A range of these events, in any order.
    pub fn new(mut events: Vec<Event>, limits: Vec<Bound>) -> Self {
        events.sort_by(Event::order);
        Self { events, limits }
    }

    /// The range of one version.
    pub(crate) fn single(version: &Version) -> Self {
        let at = || Bound::At(version.clone());
        Self::new(vec![Event::Introduced(at()), Event::LastAffected(at())], Vec::new())
    }

    /// The same range, with an end if it has none.
    pub(crate) fn ended_by(&self, end: &Event) -> Self {
        let is_open = matches!(self.events.last(), Some(Event::Introduced(bound)) if bound < end.bound());
        let end = is_open.then(|| end.clone());
        Self::new(self.events.iter().cloned().chain(end).collect(), self.limits.clone())
    }

    /// What happens, in the order of the versions.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// The range ends before the highest of these, if there are any.
    pub fn limits(&self) -> &[Bound] {
        &self.limits
    }

    /// Whether a version lies in it.
    pub fn contains(&self, version: &Version) -> bool {
        let version = Bound::At(version.clone());
        let is_limited = self.limits.is_empty() || self.limits.iter().any(|limit| version < *limit);
        is_limited && self.events.iter().rev().find_map(|event| event.decides(&version)).unwrap_or(false)
    }
}

impl Event {
    /// The version at which it happens.
    pub const fn bound(&self) -> &Bound {
        match self {
            Self::Introduced(bound) | Self::Fixed(bound) | Self::LastAffected(bound) => bound,
        }
    }

    /// Whether a version is affected, if this is the last event before it.
    fn decides(&self, version: &Bound) -> Option<bool> {
        match self {
            Self::Introduced(bound) => (version >= bound).then_some(true),
            Self::Fixed(bound) => (version >= bound).then_some(false),
            Self::LastAffected(bound) => (version > bound).then_some(false),
        }
    }

    /// By version. At the same one a fix ends what was before, and the last affected version may be the first one too.
    fn order(&self, other: &Self) -> Ordering {
        let rank = |event: &Self| match event {
            Self::Fixed(_) => 0,
            Self::Introduced(_) => 1,
            Self::LastAffected(_) => 2,
        };
        self.bound().cmp(other.bound()).then_with(|| rank(self).cmp(&rank(other)))
    }
}
