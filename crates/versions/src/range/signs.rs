//! Signs and versions with a comma between: the notation of Go's advisories and of distributions.

use super::span::{Cut, Span, Test};
use super::{Alternative, RangeError, sign};
use crate::{Scheme, Version};

/// The longer first; `<<` and `>>` are Debian's.
const SIGNS: [&str; 9] = [">=", "<=", "!=", "==", "<<", ">>", "=", "<", ">"];

pub(super) fn read(scheme: Scheme, text: &str) -> Result<Alternative, RangeError> {
    let tests = text.split(',').map(|clause| {
        let (sign, version) = sign(clause, &SIGNS);
        test(sign, version_of(scheme, version)?).ok_or_else(|| RangeError::Version(clause.to_owned()))
    });
    Ok(Alternative { tests: tests.collect::<Result<_, _>>()?, prereleases: Vec::new() })
}

/// The version a range names; it must not be empty or hold blanks.
pub(super) fn version_of(scheme: Scheme, text: &str) -> Result<Version, RangeError> {
    if text.is_empty() || text.contains(char::is_whitespace) {
        return Err(RangeError::Version(text.to_owned()));
    }
    Ok(Version::parse(scheme, text))
}

/// What a sign that all schemes share asks of a version, by the order alone; `None` for any other sign.
pub(super) fn test(sign: &str, version: Version) -> Option<Test> {
    Some(Test::inside(match sign {
        "" | "=" | "==" => Span::only(version),
        "!=" | "<>" => return Some(Test::outside(Span::only(version))),
        ">=" => Span::from(Cut::before(version)),
        ">" | ">>" => Span::from(Cut::after(version)),
        "<=" => Span::until(Cut::after(version)),
        "<" | "<<" => Span::until(Cut::before(version)),
        _ => return None,
    }))
}
