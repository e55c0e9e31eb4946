//! One advisory, read from a record in the OSV schema.

mod record;

use std::cmp::Ordering;

use packages::Ecosystem;
use versions::Version;

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
    /// Its CVSS vector, that of the newest version of CVSS there is.
    pub cvss: Option<String>,
    /// Its weaknesses, as numbers of CWE; those that the database gives.
    pub cwe: Vec<u32>,
    /// The packages that it concerns.
    pub affected: Vec<Affected>,
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
    /// Ranges of versions that are affected.
    pub ranges: Vec<Range>,
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

impl Affected {
    /// Whether a version is affected.
    pub fn contains(&self, version: &Version) -> bool {
        self.versions.contains(version) || self.ranges.iter().any(|range| range.contains(version))
    }
}

impl Range {
    /// A range of these events, in any order.
    pub fn new(mut events: Vec<Event>, limits: Vec<Bound>) -> Self {
        events.sort_by(Event::order);
        Self { events, limits }
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
