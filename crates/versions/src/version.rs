//! A version: its text, and the key that orders it.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use crate::Scheme;
use crate::key::Key;
use crate::order;

/// Why an ecosystem itself would refuse a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// There is no text.
    Empty,
    /// It is not what the scheme writes, and has a place in the order all the same.
    Odd,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "the version is empty",
            Self::Odd => "the version is not written as its scheme demands",
        })
    }
}

/// What a scheme says of a text beside its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Parsed {
    pub(crate) valid: bool,
    pub(crate) prerelease: bool,
}

/// A version of a scheme. Versions of one scheme are equal when the scheme holds them for the same, such as `1.0` and
/// `1.0.0` of PyPI; those of different schemes never are.
#[derive(Debug, Clone)]
pub struct Version {
    scheme: Scheme,
    text: Box<str>,
    key: Box<[u8]>,
    problem: Option<Problem>,
    prerelease: bool,
}

impl Version {
    /// Reads any text; what the scheme refuses has its place in the order too.
    pub fn parse(scheme: Scheme, text: &str) -> Self {
        let mut key = Key::with_capacity(text.len() + 16);
        let parsed = order::parse(scheme, text, &mut key);
        let problem = match (text.trim().is_empty(), parsed.valid) {
            (true, _) => Some(Problem::Empty),
            (false, true) => None,
            (false, false) => Some(Problem::Odd),
        };
        Self { scheme, text: text.into(), key: key.into_bytes(), problem, prerelease: parsed.prerelease }
    }

    /// The scheme it was read by.
    pub fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// The text as it was given.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The bytes that order it among the versions of its scheme; good for as long as one release of this crate.
    pub fn key(&self) -> &[u8] {
        &self.key
    }

    /// Whether the ecosystem itself takes this text for a version.
    pub fn is_valid(&self) -> bool {
        self.problem.is_none()
    }

    /// Why the ecosystem would refuse it; `None` when it is valid.
    pub fn problem(&self) -> Option<Problem> {
        self.problem
    }

    /// Whether it comes before the release it is named after. Distributions have no such versions.
    pub fn is_prerelease(&self) -> bool {
        self.prerelease
    }
}

impl Ord for Version {
    fn cmp(&self, other: &Self) -> Ordering {
        self.scheme.cmp(&other.scheme).then_with(|| self.key.cmp(&other.key))
    }
}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Version {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Version {}

impl Hash for Version {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.scheme.hash(state);
        self.key.hash(state);
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
