//! Requirements of Cargo: a caret where there is no sign.

use super::partial::Partial;
use super::span::{Cut, Span, Test};
use super::{Alternative, RangeError, sign};
use crate::{Scheme, Version};

const SIGNS: [&str; 7] = [">=", "<=", "^", "~", "=", "<", ">"];

pub(super) fn read(text: &str) -> Result<Alternative, RangeError> {
    let mut alternative = Alternative::default();
    for clause in text.split(',') {
        let (sign, version) = sign(clause, &SIGNS);
        if version.is_empty() || version.contains(char::is_whitespace) {
            return Err(RangeError::Version(clause.to_owned()));
        }
        let partial = Partial::parse(version, 3)?;
        if !partial.suffix.is_empty() {
            if !partial.is_full(3) {
                return Err(RangeError::Version(clause.to_owned()));
            }
            alternative.prereleases.push(version_of(&partial.floor()));
        }
        alternative.tests.push(Test::inside(span(sign, &partial)?));
    }
    Ok(alternative)
}

/// The three numbers of a version.
pub(super) fn numbers(version: &Version) -> &str {
    version.as_str().split(['-', '+']).next().unwrap_or("")
}

fn span(sign: &str, partial: &Partial<'_>) -> Result<Span, RangeError> {
    let given = partial.given();
    if given == 0 {
        return Ok(Span::default());
    }
    let floor = || version_of(&partial.floor());
    let full = partial.is_full(3);
    Ok(match sign {
        ">=" => Span::from(Cut::before(floor())),
        ">" if full => Span::from(Cut::after(floor())),
        ">" => Span::from(Cut::before(version_of(&partial.bump(given)?))),
        "<" => Span::until(Cut::before(floor())),
        "<=" if full => Span::until(Cut::after(floor())),
        "<=" => Span::until(ceiling(partial, given)?),
        "=" if full => Span::only(floor()),
        "~" => Span::between(Cut::before(floor()), ceiling(partial, given.min(2))?),
        "^" => Span::between(Cut::before(floor()), ceiling(partial, partial.leftmost())?),
        "" if !partial.wild => Span::between(Cut::before(floor()), ceiling(partial, partial.leftmost())?),
        _ => Span::between(Cut::before(floor()), ceiling(partial, given)?),
    })
}

/// Below the next version in this place and its pre-releases.
fn ceiling(partial: &Partial<'_>, at: usize) -> Result<Cut, RangeError> {
    let next = partial.bump(at)?;
    let least = version_of(&format!("{next}-0"));
    Ok(Cut::before_family(version_of(&next), &least))
}

fn version_of(text: &str) -> Version {
    Version::parse(Scheme::Cargo, text)
}
