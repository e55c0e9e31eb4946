//! One module for each order: a text in, a key out.

mod apk;
mod deb;
mod gem;
mod maven;
mod pep440;
mod php;
mod rpm;
mod semver;

use crate::Scheme;
use crate::key::Key;
use crate::version::Parsed;

/// Writes the key of a text.
pub(crate) fn parse(scheme: Scheme, text: &str, key: &mut Key) -> Parsed {
    match scheme {
        Scheme::Npm | Scheme::Cargo | Scheme::Golang => semver::parse(scheme, text, key),
        Scheme::Nuget => semver::parse_nuget(text, key),
        Scheme::Pypi => pep440::parse(text, key),
        Scheme::Maven => maven::parse(text, key),
        Scheme::Gem => gem::parse(text, key),
        Scheme::Composer => php::parse(text, key),
        Scheme::Deb => deb::parse(text, key),
        Scheme::Apk => apk::parse(text, key),
        Scheme::Rpm => rpm::parse(text, key),
    }
}

/// Cuts the digits that a text begins with.
fn cut_digits(text: &str) -> (&str, &str) {
    cut(text, |byte| byte.is_ascii_digit())
}

/// Cuts the ASCII bytes that a text begins with and that are wanted.
fn cut(text: &str, wanted: impl Fn(u8) -> bool) -> (&str, &str) {
    let end = text.bytes().position(|byte| !byte.is_ascii() || !wanted(byte)).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}
