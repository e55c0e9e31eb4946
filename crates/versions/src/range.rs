//! Ranges in the notation of their ecosystem, and whether a version lies in one by the ecosystem's own rules.

mod brackets;
mod cargo;
mod composer;
mod gem;
pub(crate) mod partial;
mod pep440;
mod signs;
mod span;

use crate::vers::Vers;
use crate::{Scheme, Version};
use span::Test;

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
    /// A scheme whose ranges are read elsewhere: npm.
    #[error("ranges of `{0}` are not read here")]
    Scheme(&'static str),
}

/// A range in the notation of its ecosystem: alternatives, of which one must hold.
#[derive(Debug, Clone)]
pub struct Range {
    scheme: Scheme,
    alternatives: Vec<Alternative>,
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
    /// (Composer), and signs with a comma between for Go and the distributions.
    pub fn parse(scheme: Scheme, text: &str) -> Result<Self, RangeError> {
        let alternatives = match scheme {
            Scheme::Pypi => vec![pep440::read(text)?],
            Scheme::Maven | Scheme::Nuget => brackets::read(scheme, text)?,
            Scheme::Gem => vec![gem::read(text)?],
            Scheme::Cargo => vec![cargo::read(text)?],
            Scheme::Composer => composer::read(text)?,
            Scheme::Golang | Scheme::Deb | Scheme::Apk | Scheme::Rpm => vec![signs::read(scheme, text)?],
            Scheme::Npm => return Err(RangeError::Scheme(scheme.name())),
        };
        Ok(Self { scheme, alternatives })
    }

    /// The scheme of its versions.
    pub fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// Whether the ecosystem lets a version pass: as the order says, but pre-releases of PyPI only where the range names
    /// a pre-release, and those of Cargo only where it names one of the same three numbers.
    pub fn contains(&self, version: &Version) -> bool {
        if version.scheme() != self.scheme {
            return false;
        }
        let version = match self.scheme {
            Scheme::Pypi if !version.is_valid() => return false,
            Scheme::Composer => &composer::normal(version.as_str()),
            _ => version,
        };
        self.alternatives.iter().any(|alternative| {
            alternative.tests.iter().all(|test| test.passes(version.key()))
                && (!version.is_prerelease() || alternative.admits(version))
        })
    }

    /// The same range by the order alone, without the ecosystem's rules for pre-releases; an error when it is empty.
    pub fn to_vers(&self) -> Result<Vers, RangeError> {
        let pieces = self.alternatives.iter().flat_map(|alternative| span::pieces(&alternative.tests)).collect();
        let merged = span::merge(pieces);
        if merged.is_empty() {
            return Err(RangeError::Nothing);
        }
        Ok(Vers::of(self.scheme, span::constraints(self.scheme, &merged)))
    }
}

impl Alternative {
    fn admits(&self, prerelease: &Version) -> bool {
        match prerelease.scheme() {
            Scheme::Pypi => !self.prereleases.is_empty(),
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
