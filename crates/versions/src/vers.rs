//! The `vers:` URI: a range of versions of any scheme as one text, by the version range specification.

mod escape;
mod npm;
mod read;

use std::fmt;

use crate::range::{Range, RangeError};
use crate::{Scheme, Version};

/// How a constraint compares a version with its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Comparator {
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// No sign at all.
    Equal,
    /// `!=`
    NotEqual,
    /// `>=`
    GreaterOrEqual,
    /// `>`
    Greater,
}

impl Comparator {
    /// As it is written; `=` for [`Self::Equal`], which a `vers:` text leaves out.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Equal => "=",
            Self::NotEqual => "!=",
            Self::GreaterOrEqual => ">=",
            Self::Greater => ">",
        }
    }

    fn is_upper(self) -> bool {
        matches!(self, Self::Less | Self::LessOrEqual)
    }

    fn is_lower(self) -> bool {
        matches!(self, Self::Greater | Self::GreaterOrEqual)
    }
}

/// A comparator and its version.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Constraint {
    /// How to compare.
    pub comparator: Comparator,
    /// With what, percent-decoded.
    pub version: Version,
}

/// Why a text is no `vers:` URI.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VersError {
    /// It does not begin with `vers:` and a scheme before a `/`.
    #[error("a range begins with `vers:`, its scheme and `/`")]
    NoScheme,
    /// The scheme is none of [`Scheme::ALL`].
    #[error("there is no version scheme `{0}`")]
    UnknownScheme(String),
    /// There is white space.
    #[error("white space is not permitted")]
    WhiteSpace,
    /// A constraint is empty: a `|` too many, or no constraint at all.
    #[error("a constraint is empty")]
    EmptyConstraint,
    /// `*` beside other constraints or after a comparator.
    #[error("`*` stands alone")]
    Star,
    /// A percent sign without two hexadecimal digits, or bytes that are no UTF-8.
    #[error("`{0}` is not percent-encoded")]
    Encoding(String),
    /// The constraints are not in the order of their versions.
    #[error("`{0}` is not sorted by version")]
    Unsorted(String),
    /// Two constraints have the same version.
    #[error("`{0}` occurs twice")]
    Duplicate(String),
}

/// A range of versions as the `vers:` specification has it: constraints in the order of their versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vers {
    scheme: Scheme,
    /// None for `*`.
    constraints: Vec<Constraint>,
}

impl Vers {
    /// Reads the canonical form and nothing else: sorted, each version once, without white space.
    pub fn parse(text: &str) -> Result<Self, VersError> {
        read::canonical(text)
    }

    /// Reads any form and brings it to the canonical order: white space and idle `|` go, and so does what is said twice.
    pub fn normalize(text: &str) -> Result<Self, VersError> {
        read::any(text)
    }

    /// The range that a scheme's own notation describes. npm's are spelled out constraint for constraint, alternatives
    /// mixed, as the specification's tests have it; all others are first brought to intervals that do not overlap.
    pub fn from_native(scheme: Scheme, range: &str) -> Result<Self, RangeError> {
        match scheme {
            Scheme::Npm => npm::read(range),
            _ => Range::parse(scheme, range)?.to_vers(),
        }
    }

    /// The range of these constraints in any order; all versions when there are none.
    pub(crate) fn of(scheme: Scheme, mut constraints: Vec<Constraint>) -> Self {
        constraints.sort_by(|a, b| a.version.cmp(&b.version));
        Self { scheme, constraints }
    }

    /// The scheme of its versions.
    pub fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// The constraints, least version first; none for `*`.
    pub fn constraints(&self) -> &[Constraint] {
        &self.constraints
    }

    /// Whether a version is in the range, by its place in the order alone; never when it is of another scheme.
    ///
    /// Constraints that bound nothing new are passed over as the specification's simplification does: of two lower
    /// bounds in a row the first counts, of two upper bounds the last.
    pub fn contains(&self, version: &Version) -> bool {
        if version.scheme() != self.scheme {
            return false;
        }
        let named = |comparator| self.constraints.iter().any(|c| c.comparator == comparator && c.version == *version);
        if self.constraints.is_empty() || named(Comparator::Equal) {
            return true;
        }
        if named(Comparator::NotEqual) {
            return false;
        }
        let bounds = || self.constraints.iter().filter(|c| c.comparator.is_lower() || c.comparator.is_upper());
        // A range of nothing but `!=` is all the rest.
        if bounds().next().is_none() {
            return self.constraints.iter().any(|c| c.comparator == Comparator::NotEqual);
        }
        // The nearest bound below begins a stretch, or the nearest above ends one.
        let below = bounds().filter(|c| c.is_below(version)).max_by(|a, b| a.place().cmp(&b.place()));
        let above = bounds().filter(|c| !c.is_below(version)).min_by(|a, b| a.place().cmp(&b.place()));
        below.is_some_and(|c| c.comparator.is_lower()) || above.is_some_and(|c| c.comparator.is_upper())
    }
}

impl Constraint {
    /// Where the bound cuts the line of versions: just before its version or just after it; at one place ends come
    /// before beginnings.
    fn place(&self) -> (&Version, bool, bool) {
        (&self.version, self.cuts_after(), self.comparator.is_lower())
    }

    fn cuts_after(&self) -> bool {
        matches!(self.comparator, Comparator::Greater | Comparator::LessOrEqual)
    }

    fn is_below(&self, version: &Version) -> bool {
        self.version < *version || self.version == *version && !self.cuts_after()
    }
}

impl fmt::Display for Vers {
    /// The canonical text.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "vers:{}/", self.scheme.name())?;
        if self.constraints.is_empty() {
            return f.write_str("*");
        }
        for (index, Constraint { comparator, version }) in self.constraints.iter().enumerate() {
            let separator = if index == 0 { "" } else { "|" };
            let sign = if *comparator == Comparator::Equal { "" } else { comparator.as_str() };
            write!(f, "{separator}{sign}{}", escape::encode(version.as_str()))?;
        }
        Ok(())
    }
}
