//! Ranges in the notation of their ecosystem, and whether a version lies in one by the ecosystem's own rules.

mod brackets;
mod cargo;
mod composer;
mod gem;
mod npm;
pub(crate) mod partial;
mod pep440;
mod signs;
mod span;

use std::borrow::Cow;

use crate::vers::Vers;
use crate::{Scheme, Version};
pub use npm::{NpmOptions, NpmRange};
use span::{Cut, Piece, Span, Test};

/// Why a text is no range of its scheme.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RangeError {
    /// A version the scheme does not take in a range.
    #[error("`{0}` is no version of a range")]
    Version(String),
    /// Brackets that do not pair up, or what stands between two pairs.
    #[error("`{0}` is no interval")]
    Interval(String),
    /// There is no text where the scheme wants one.
    #[error("the range is empty")]
    Empty,
    /// No version at all lies in the range, which a `vers:` URI cannot say.
    #[error("no version lies in the range")]
    Nothing,
}

/// A range in the notation of its ecosystem: alternatives, of which one must hold.
#[derive(Debug, Clone)]
pub struct Range {
    scheme: Scheme,
    alternatives: Vec<Alternative>,
    /// Of npm's ranges alone.
    npm: NpmOptions,
}

/// Versions that follow one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval<'v> {
    /// The first; none for no beginning.
    pub from: Option<&'v Version>,
    /// Where it ends; none for no end.
    pub to: Option<&'v Version>,
    /// Whether `to` itself is in it.
    pub is_closed: bool,
}

/// How much of a range lies in another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Share {
    /// Nothing.
    None,
    /// A part of it, and not its upper end.
    Part,
    /// Its upper end: the newest version that it lets pass, whichever that is.
    End,
    /// All of it.
    All,
}

/// Tests that must all pass.
#[derive(Debug, Clone, Default)]
struct Alternative {
    tests: Vec<Test>,
    /// The pre-releases that it names.
    prereleases: Vec<Version>,
}

impl Range {
    /// Reads a range: specifiers (PyPI), intervals (Maven, NuGet), requirements (RubyGems, Cargo), constraints
    /// (Composer), comparators (npm; strictly, as [`NpmRange`] does by default), and signs with a comma between for Go
    /// and the distributions.
    pub fn parse(scheme: Scheme, text: &str) -> Result<Self, RangeError> {
        let alternatives = match scheme {
            Scheme::Pypi => vec![pep440::read(text)?],
            Scheme::Maven | Scheme::Nuget => brackets::read(scheme, text)?,
            Scheme::Gem => vec![gem::read(text)?],
            Scheme::Cargo => vec![cargo::read(text)?],
            Scheme::Composer => composer::read(text)?,
            Scheme::Golang | Scheme::Deb | Scheme::Apk | Scheme::Rpm => vec![signs::read(scheme, text)?],
            Scheme::Npm => return NpmRange::parse(text, NpmOptions::default()).map(Self::from),
        };
        Ok(Self { scheme, alternatives, npm: NpmOptions::default() })
    }

    /// The scheme of its versions.
    pub fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// Whether the ecosystem lets a version pass: as the order says, but pre-releases of PyPI only where the range names
    /// a pre-release, and those of Cargo and npm only where it names one of the same three numbers. A version of
    /// another scheme never passes, nor one that PyPI or npm would not take for a version.
    pub fn contains(&self, version: &Version) -> bool {
        self.place(version).is_some_and(|version| self.holds(&version))
    }

    /// Whether the range is over before a version: the version is not in it, and each alternative has an upper end and
    /// does not begin above the version. A pre-release that lies between the ends and is not let pass counts as above.
    pub fn ends_before(&self, version: &Version) -> bool {
        self.is_outside(version, |(low, high), key| high.is_some() && low.is_none_or(|low| !low.is_above(key)))
    }

    /// Whether the range is yet to come at a version: the mirror image of [`Self::ends_before`].
    pub fn begins_after(&self, version: &Version) -> bool {
        self.is_outside(version, |(low, high), key| low.is_some() && high.is_none_or(|high| high.is_above(key)))
    }

    /// Whether there is a stretch of the order that lies in both ranges; never when they are of different schemes. No
    /// version need be there.
    pub fn intersects(&self, other: &Self) -> bool {
        if self.scheme != other.scheme {
            return false;
        }
        let [floor, other_floor] = [self, other].map(|range| match range.scheme {
            Scheme::Npm => Some(npm::floor(&range.alternatives, range.npm)),
            _ => None,
        });
        span::overlap(
            &span::above(self.stretches(), floor.as_ref()),
            &span::above(other.stretches(), other_floor.as_ref()),
        )
    }

    /// A range of intervals by the order alone; on PyPI a closed one holds the local versions of its end too.
    pub fn of_intervals<'v>(scheme: Scheme, intervals: impl IntoIterator<Item = Interval<'v>>) -> Self {
        let placed = |version: &Version| match scheme {
            Scheme::Composer => composer::normal(version.as_str()),
            _ => version.clone(),
        };
        let alternatives = intervals.into_iter().map(|interval| {
            let end = |version: &Version| match scheme {
                _ if !interval.is_closed => Cut::before(placed(version)),
                Scheme::Pypi if version.is_valid() => pep440::after_locals(placed(version)),
                _ => Cut::after(placed(version)),
            };
            let span = Span { low: interval.from.map(|low| Cut::before(placed(low))), high: interval.to.map(end) };
            Alternative { tests: vec![Test::inside(span)], prereleases: Vec::new() }
        });
        Self { scheme, alternatives: alternatives.collect(), npm: NpmOptions::default() }
    }

    /// How much of this range lies in another, by the order alone.
    pub fn share_in(&self, other: &Self) -> Share {
        if !self.intersects(other) {
            return Share::None;
        }
        let [own, others] = [self, other].map(Self::stretches);
        if span::covers(&others, &own) {
            Share::All
        } else if span::covers_end(&others, &own) {
            Share::End
        } else {
            Share::Part
        }
    }

    /// The same range by the order alone, without the ecosystem's rules for pre-releases; an error when it is empty.
    pub fn to_vers(&self) -> Result<Vers, RangeError> {
        let merged = self.stretches();
        if merged.is_empty() {
            return Err(RangeError::Nothing);
        }
        Ok(Vers::of(self.scheme, span::constraints(self.scheme, &merged)))
    }

    fn stretches(&self) -> Vec<Piece<'_>> {
        span::merge(self.alternatives.iter().flat_map(|alternative| span::pieces(&alternative.tests)).collect())
    }

    /// The version as it is compared; `None` for what the ecosystem does not compare with this range.
    fn place<'v>(&self, version: &'v Version) -> Option<Cow<'v, Version>> {
        match self.scheme {
            scheme if scheme != version.scheme() => None,
            Scheme::Pypi if !version.is_valid() => None,
            Scheme::Npm if !self.npm.takes(version) => None,
            Scheme::Composer => Some(Cow::Owned(composer::normal(version.as_str()))),
            _ => Some(Cow::Borrowed(version)),
        }
    }

    fn holds(&self, version: &Version) -> bool {
        self.alternatives.iter().any(|alternative| {
            alternative.tests.iter().all(|test| test.passes(version.key()))
                && (!version.is_prerelease() || self.npm.include_prerelease || alternative.admits(version))
        })
    }

    fn is_outside(&self, version: &Version, is_beyond: impl Fn(Piece<'_>, &[u8]) -> bool) -> bool {
        self.place(version).is_some_and(|version| {
            let mut alternatives = self.alternatives.iter();
            !self.holds(&version) && alternatives.all(|one| is_beyond(span::ends(&one.tests), version.key()))
        })
    }
}

impl Alternative {
    fn admits(&self, prerelease: &Version) -> bool {
        match prerelease.scheme() {
            Scheme::Pypi => !self.prereleases.is_empty(),
            Scheme::Npm => self.prereleases.iter().any(|named| npm::siblings(named).contains(prerelease.key())),
            Scheme::Cargo => self.prereleases.iter().any(|named| cargo::numbers(named) == cargo::numbers(prerelease)),
            _ => true,
        }
    }
}

/// The words of a range, each with the sign before it, which white space may part from it; an empty sign for none.
pub(crate) fn words<'a>(
    text: &'a str,
    signs: &'static [&'static str],
) -> impl Iterator<Item = (&'static str, &'a str)> {
    let mut rest = text.trim();
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (sign, after) = sign(rest, signs);
        let end = after.find(char::is_whitespace).unwrap_or(after.len());
        let (word, tail) = after.split_at_checked(end).unwrap_or((after, ""));
        rest = tail.trim_start();
        Some((sign, word))
    })
}

/// Cuts the sign that a text begins with, and the white space after it. Of two signs the longer must come first.
fn sign<'a>(text: &'a str, signs: &'static [&'static str]) -> (&'static str, &'a str) {
    let text = text.trim();
    let found = signs.iter().find_map(|sign| Some((*sign, text.strip_prefix(sign)?.trim_start())));
    found.unwrap_or(("", text))
}
