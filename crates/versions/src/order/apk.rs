//! Alpine: numbers, one letter, suffixes, a hash that orders nothing, a build number; apk's own odd cases as well.

use super::{cut, cut_digits};
use crate::key::Key;
use crate::version::Parsed;

const END: u8 = 0;
const ZERO_LED: u8 = 1;
const NUMBER: u8 = 2;
/// Suffixes by their weight; no suffix weighs 4.
const SUFFIXES: [(&str, u8); 9] =
    [("alpha", 0), ("beta", 1), ("pre", 2), ("rc", 3), ("cvs", 5), ("svn", 6), ("git", 7), ("hg", 8), ("p", 9)];
const NO_SUFFIX: u8 = 4;

pub(super) fn parse(text: &str, key: &mut Key) -> Parsed {
    let rest = numbers(text.trim(), key);
    let has_numbers = rest.len() < text.trim().len();
    let rest = match rest.chars().next() {
        Some(letter @ 'a'..='z') => {
            key.rank(letter as u8);
            rest.strip_prefix(letter).unwrap_or("")
        }
        _ => {
            key.rank(END);
            rest
        }
    };
    let (rest, prerelease) = suffixes(rest, key);
    let rest = match rest.strip_prefix('~') {
        Some(hash) => cut(hash, |byte| byte.is_ascii_hexdigit()).1,
        None => rest,
    };
    let has_build = rest.starts_with('-');
    let rest = match rest.strip_prefix("-r") {
        Some(build) => {
            let (digits, after) = cut_digits(build);
            key.number(digits);
            after
        }
        None => {
            key.number("");
            rest
        }
    };
    // apk reads no further than the first thing it does not know, and holds it against the version.
    key.rank(u8::from(rest.is_empty()));
    key.text(if has_build { "" } else { rest });
    Parsed { valid: has_numbers && rest.is_empty(), prerelease }
}

fn numbers<'a>(text: &'a str, key: &mut Key) -> &'a str {
    let mut rest = text;
    let mut is_first = true;
    loop {
        let candidate = if is_first { Some(rest) } else { rest.strip_prefix('.') };
        let Some((digits, after)) = candidate.map(cut_digits).filter(|(digits, _)| !digits.is_empty()) else { break };
        if !is_first && digits.starts_with('0') {
            key.rank(ZERO_LED);
            key.text(digits);
        } else {
            key.rank(NUMBER);
            key.number(digits);
        }
        is_first = false;
        rest = after;
    }
    key.rank(END);
    rest
}

fn suffixes<'a>(text: &'a str, key: &mut Key) -> (&'a str, bool) {
    let mut rest = text;
    let mut prerelease = false;
    while let Some(after) = rest.strip_prefix('_') {
        let (word, after) = cut(after, |byte| byte.is_ascii_lowercase());
        let Some((_, weight)) = SUFFIXES.iter().find(|(name, _)| *name == word) else { break };
        let (digits, after) = cut_digits(after);
        prerelease |= *weight < NO_SUFFIX;
        key.rank(*weight);
        key.number(digits);
        rest = after;
    }
    key.rank(NO_SUFFIX);
    (rest, prerelease)
}
