//! npm's ranges: comparators, and the hyphens, wildcards, tildes and carets that stand for them.

mod read;

use std::collections::HashSet;
use std::fmt;

use super::span::{Cut, Span, Test};
use super::{Alternative, Range, RangeError, signs};
use crate::vers::{Comparator, Constraint};
use crate::{Scheme, Version};

/// How npm reads a range, and which pre-releases it lets pass.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct NpmOptions {
    /// Takes versions that are almost right: leading zeros, and a pre-release without its hyphen.
    pub loose: bool,
    /// Lets pre-releases pass as the order says, and not only those of a version whose pre-release the range names.
    pub include_prerelease: bool,
}

impl NpmOptions {
    /// The least version there is.
    fn least(self) -> &'static str {
        if self.include_prerelease { LEAST } else { "0.0.0" }
    }

    /// Whether npm would look at a version at all.
    pub(super) fn takes(self, version: &Version) -> bool {
        version.is_valid() || self.loose && version_of(LEAST) <= *version
    }
}

/// The least pre-release of the least version: nothing lies below it.
const LEAST: &str = "0.0.0-0";

/// A range of npm, brought to comparators. Its text is the canonical one: `>=1.0.0 <2.0.0-0` for `1.x`.
#[derive(Debug, Clone)]
pub struct NpmRange {
    alternatives: Vec<Vec<Constraint>>,
    range: Range,
}

impl NpmRange {
    /// Reads a range.
    pub fn parse(text: &str, options: NpmOptions) -> Result<Self, RangeError> {
        let read = text.split("||").map(|alternative| read::alternative(alternative, options));
        let alternatives = essential(read.collect::<Result<_, _>>()?);
        let range = Range {
            scheme: Scheme::Npm,
            alternatives: alternatives.iter().map(|comparators| tests(comparators)).collect(),
            npm: options,
        };
        Ok(Self { alternatives, range })
    }

    /// The alternatives, each with the comparators that must all hold; an alternative without any lets all pass.
    pub fn alternatives(&self) -> &[Vec<Constraint>] {
        &self.alternatives
    }

    /// What it lets pass.
    pub fn as_range(&self) -> &Range {
        &self.range
    }
}

impl From<NpmRange> for Range {
    fn from(range: NpmRange) -> Self {
        range.range
    }
}

impl fmt::Display for NpmRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, comparators) in self.alternatives.iter().enumerate() {
            f.write_str(if index == 0 { "" } else { "||" })?;
            if comparators.is_empty() {
                f.write_str("*")?;
            }
            for (index, Constraint { comparator, version }) in comparators.iter().enumerate() {
                let space = if index == 0 { "" } else { " " };
                let sign = if *comparator == Comparator::Equal { "" } else { comparator.as_str() };
                write!(f, "{space}{sign}{version}")?;
            }
        }
        Ok(())
    }
}

/// All pre-releases of the version that a pre-release comes before.
pub(super) fn siblings(prerelease: &Version) -> Span {
    let release = prerelease.as_str().split('-').next().unwrap_or_default();
    Span::between(Cut::before(version_of(&format!("{release}-0"))), Cut::before(version_of(release)))
}

/// Where the versions begin that a range of these alternatives may hold.
pub(super) fn floor(alternatives: &[Alternative], options: NpmOptions) -> Cut {
    let zero = version_of(options.least());
    let names_less = alternatives.iter().flat_map(|alternative| &alternative.prereleases).any(|named| *named < zero);
    Cut::before(if names_less { version_of(LEAST) } else { zero })
}

/// One alternative that lets all pass stands for all of them; one that lets nothing pass goes if another is left.
fn essential(mut alternatives: Vec<Vec<Constraint>>) -> Vec<Vec<Constraint>> {
    if alternatives.iter().any(Vec::is_empty) {
        return vec![Vec::new()];
    }
    if alternatives.iter().all(|comparators| comparators.iter().any(is_nothing)) {
        alternatives.truncate(1);
    } else {
        alternatives.retain(|comparators| !comparators.iter().any(is_nothing));
    }
    alternatives
}

/// The comparators of one alternative without what bounds nothing or is said already.
fn essential_comparators(mut comparators: Vec<Constraint>, options: NpmOptions) -> Vec<Constraint> {
    if let Some(nothing) = comparators.iter().find(|comparator| is_nothing(comparator)) {
        return vec![nothing.clone()];
    }
    let least = version_of(options.least());
    let mut seen = HashSet::new();
    comparators.retain(|one| {
        let bounds_nothing = one.comparator == Comparator::GreaterOrEqual && one.version == least;
        !bounds_nothing && seen.insert(one.clone())
    });
    comparators
}

fn is_nothing(one: &Constraint) -> bool {
    one.comparator == Comparator::Less && one.version == version_of(LEAST)
}

fn tests(comparators: &[Constraint]) -> Alternative {
    let tests = comparators.iter().filter_map(|one| signs::test(one.comparator.as_str(), one.version.clone()));
    let named = comparators.iter().map(|one| &one.version).filter(|version| version.is_prerelease());
    Alternative { tests: tests.collect::<Vec<Test>>(), prereleases: named.cloned().collect() }
}

fn version_of(text: &str) -> Version {
    Version::parse(Scheme::Npm, text)
}
