//! The grammar of npm's ranges, as the README of node-semver has it.

use std::borrow::Cow;

use super::{NpmOptions, essential_comparators, version_of};
use crate::range::partial::Partial;
use crate::range::{RangeError, words};
use crate::vers::{Comparator, Constraint};

const SIGNS: [&str; 8] = ["~>", ">=", "<=", "~", "^", "=", ">", "<"];

/// The comparators of what stands between two `||`.
pub(super) fn alternative(text: &str, options: NpmOptions) -> Result<Vec<Constraint>, RangeError> {
    let mut comparators = Comparators { found: Vec::new(), options };
    let mut parts = text.split_whitespace();
    if let (Some(from), Some("-"), Some(to), None) = (parts.next(), parts.next(), parts.next(), parts.next()) {
        comparators.hyphen(&partial(from, options.loose)?, &partial(to, options.loose)?)?;
    } else {
        for (sign, word) in words(text, &SIGNS) {
            comparators.simple(sign, &partial(word, options.loose)?)?;
        }
    }
    Ok(essential_comparators(comparators.found, options))
}

struct Comparators {
    found: Vec<Constraint>,
    options: NpmOptions,
}

impl Comparators {
    /// From a version to a version, the second included with all that begin as it does.
    fn hyphen(&mut self, from: &Partial<'_>, to: &Partial<'_>) -> Result<(), RangeError> {
        let is_release = from.suffix.is_empty();
        if from.given() > 0 {
            self.push(Comparator::GreaterOrEqual, self.lowest(from.floor(), is_release))?;
        }
        if to.is_full(3) && (!to.suffix.is_empty() || !self.options.include_prerelease) {
            return self.push(Comparator::LessOrEqual, to.floor());
        }
        self.below_next(to, to.given())
    }

    /// A sign and a version.
    fn simple(&mut self, sign: &str, partial: &Partial<'_>) -> Result<(), RangeError> {
        let given = partial.given();
        if given == 0 {
            return if matches!(sign, "<" | ">") {
                self.push(Comparator::Less, super::LEAST.to_owned())
            } else {
                Ok(())
            };
        }
        let full = partial.is_full(3);
        let floor = self.lowest(partial.floor(), !full);
        match sign {
            "<" if full => self.push(Comparator::Less, floor),
            "<" => self.push(Comparator::Less, before(partial.floor())),
            "<=" if full => self.push(Comparator::LessOrEqual, floor),
            "<=" => self.below_next(partial, given),
            ">" if full => self.push(Comparator::Greater, floor),
            ">" => self.push(Comparator::GreaterOrEqual, self.lowest(partial.bump(given)?, true)),
            ">=" => self.push(Comparator::GreaterOrEqual, floor),
            "" | "=" if full => self.push(Comparator::Equal, floor),
            _ => {
                self.push(Comparator::GreaterOrEqual, floor)?;
                let held = match sign {
                    "^" => partial.leftmost(),
                    "~" | "~>" => given.min(2),
                    _ => given,
                };
                self.below_next(partial, held)
            }
        }
    }

    /// The release, or its least pre-release where the pre-releases of what is left open count.
    fn lowest(&self, release: String, is_open: bool) -> String {
        if is_open && self.options.include_prerelease { before(release) } else { release }
    }

    /// Below the next version in this place and its pre-releases; without numbers there is no end.
    fn below_next(&mut self, partial: &Partial<'_>, place: usize) -> Result<(), RangeError> {
        if place == 0 { Ok(()) } else { self.push(Comparator::Less, before(partial.bump(place)?)) }
    }

    fn push(&mut self, comparator: Comparator, text: String) -> Result<(), RangeError> {
        let version = version_of(&text);
        if !version.is_valid() {
            return Err(RangeError::Version(text));
        }
        self.found.push(Constraint { comparator, version });
        Ok(())
    }
}

/// The least pre-release of a release.
fn before(mut release: String) -> String {
    release.push_str("-0");
    release
}

/// Up to three numbers or wildcards; a pre-release only after the third, build metadata anywhere.
fn partial(text: &str, loose: bool) -> Result<Partial<'_>, RangeError> {
    let refuse = || RangeError::Version(text.to_owned());
    let bare = text.trim_start_matches(['v', '=']);
    let (bare, build) = bare.split_once('+').unwrap_or((bare, "0"));
    let end = bare.find(|c: char| !c.is_ascii_digit() && !".xX*".contains(c)).unwrap_or(bare.len());
    let (core, suffix) = bare.split_at_checked(end).ok_or_else(refuse)?;
    let mut numbers = Vec::with_capacity(3);
    let mut count = 0;
    for part in core.split('.') {
        count += 1;
        match part {
            "x" | "X" | "*" => {}
            // After a wildcard there is no number.
            _ if numbers.len() + 1 < count || !is_number(part, loose) => return Err(refuse()),
            _ => numbers.push(part.parse().map_err(|_| refuse())?),
        }
    }
    let prerelease = match suffix.strip_prefix('-') {
        Some("") => return Err(refuse()),
        Some(prerelease) => prerelease,
        None if suffix.is_empty() || loose => suffix,
        None => return Err(refuse()),
    };
    let is_right = count <= 3
        && build.split('.').all(is_identifier)
        && (prerelease.is_empty() || count == 3 && prerelease.split('.').all(is_identifier));
    if !is_right {
        return Err(refuse());
    }
    let wild = numbers.len() < count;
    let suffix = if loose { without_leading_zeros(prerelease) } else { prerelease.into() };
    Ok(Partial::of(numbers, wild, suffix))
}

fn is_number(text: &str, loose: bool) -> bool {
    let has_leading_zero = text.len() > 1 && text.starts_with('0');
    is_digits(text) && (loose || !has_leading_zero)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_identifier(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// A pre-release as a strict reader takes it.
fn without_leading_zeros(prerelease: &str) -> Cow<'_, str> {
    let strict = |identifier: &str| match identifier.trim_start_matches('0') {
        "" if is_digits(identifier) => "0".to_owned(),
        number if is_digits(identifier) => number.to_owned(),
        _ => identifier.to_owned(),
    };
    prerelease.split('.').map(strict).collect::<Vec<_>>().join(".").into()
}
