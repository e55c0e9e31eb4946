//! npm's ranges as constraints, each alternative spelled out and all of them mixed.
//!
//! The notation is read as the tests of the version range specification have it, which is not node-semver's reading in
//! two points: after a sign a number that is left out is a zero (`<=1.0` is `<=1.0.0`), and `>=1.x` is `1.x`.

use super::{Comparator, Constraint, Vers};
use crate::range::RangeError;
use crate::range::partial::Partial;
use crate::range::words;
use crate::{Scheme, Version};

const SIGNS: [&str; 9] = ["~>", ">=", "<=", "^", "~", "=", ">", "<", "v"];

pub(super) fn read(range: &str) -> Result<Vers, RangeError> {
    let mut out = Constraints::default();
    for alternative in range.split("||") {
        out.alternative(alternative)?;
    }
    let constraints = if out.everything { Vec::new() } else { out.found };
    Ok(Vers::of(Scheme::Npm, constraints))
}

#[derive(Default)]
struct Constraints {
    found: Vec<Constraint>,
    everything: bool,
}

impl Constraints {
    fn alternative(&mut self, text: &str) -> Result<(), RangeError> {
        let before = self.found.len();
        if let Some((from, to)) = text.split_once(" - ") {
            let (from, to) = (Partial::parse(from.trim(), 3)?, Partial::parse(to.trim(), 3)?);
            self.push(Comparator::GreaterOrEqual, from.floor());
            if to.is_full(3) {
                self.push(Comparator::LessOrEqual, to.floor());
            } else {
                self.ceiling(&to, to.given())?;
            }
            return Ok(());
        }
        for word in words(text, &SIGNS) {
            self.comparator(word)?;
        }
        self.everything |= self.found.len() == before;
        Ok(())
    }

    fn comparator(&mut self, word: (&str, &str)) -> Result<(), RangeError> {
        let (sign, rest) = word;
        let partial = Partial::parse(rest.trim_start_matches(['v', '=']), 3)?;
        // No number at all is any version.
        if partial.given() == 0 {
            return Ok(());
        }
        let full = partial.is_full(3);
        match sign {
            ">=" if !partial.wild => self.push(Comparator::GreaterOrEqual, partial.floor()),
            "<=" if partial.wild => self.ceiling(&partial, partial.given())?,
            "<=" => self.push(Comparator::LessOrEqual, partial.floor()),
            "<" => self.push(Comparator::Less, partial.floor()),
            ">" if partial.wild => self.push(Comparator::GreaterOrEqual, partial.bump(partial.given())?),
            ">" => self.push(Comparator::Greater, partial.floor()),
            "^" => self.between(&partial, partial.leftmost())?,
            "~" | "~>" => self.between(&partial, partial.given().min(2))?,
            _ if full => self.push(Comparator::Equal, partial.floor()),
            _ => self.between(&partial, partial.given())?,
        }
        Ok(())
    }

    fn between(&mut self, partial: &Partial<'_>, at: usize) -> Result<(), RangeError> {
        self.push(Comparator::GreaterOrEqual, partial.floor());
        self.ceiling(partial, at)
    }

    /// Below the next version in this place; without numbers there is no end.
    fn ceiling(&mut self, partial: &Partial<'_>, at: usize) -> Result<(), RangeError> {
        if at > 0 {
            self.push(Comparator::Less, partial.bump(at)?);
        }
        Ok(())
    }

    fn push(&mut self, comparator: Comparator, version: String) {
        self.found.push(Constraint { comparator, version: Version::parse(Scheme::Npm, &version) });
    }
}
