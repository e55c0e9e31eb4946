//! `Gem::Version`: numbers and words, a word before a number, padded with zeros for ever.

use super::{cut, cut_digits};
use crate::key::Key;
use crate::version::Parsed;

const BELOW_ZERO: u8 = 1;
const ZEROS_FOR_EVER: u8 = 2;
const ABOVE_ZERO: u8 = 3;

pub(super) fn parse(text: &str, key: &mut Key) -> Parsed {
    let trimmed = text.trim();
    let mut zeros: usize = 0;
    let mut prerelease = false;
    let mut rest = trimmed;
    while let Some(first) = rest.chars().next() {
        if first.is_ascii_digit() {
            let (digits, after) = cut_digits(rest);
            rest = after;
            if digits.bytes().all(|byte| byte == b'0') {
                zeros += 1;
                continue;
            }
            // The more zeros come first, the nearer it is to zeros for ever, from above.
            key.rank(ABOVE_ZERO);
            key.count_down(zeros);
            key.number(digits);
            zeros = 0;
        } else if first.is_ascii_alphabetic() || first == '-' {
            let (word, after) = match rest.strip_prefix('-') {
                Some(after) => ("pre", after),
                None => cut(rest, |byte| byte.is_ascii_alphabetic()),
            };
            rest = after;
            // The zeros that end the numbers do not count.
            let before = if prerelease { zeros } else { 0 };
            key.rank(BELOW_ZERO);
            key.count(before);
            key.text(word);
            zeros = 0;
            prerelease = true;
        } else {
            rest = rest.strip_prefix(first).unwrap_or("");
        }
    }
    key.rank(ZEROS_FOR_EVER);
    Parsed { valid: is_valid(trimmed), prerelease }
}

fn is_valid(text: &str) -> bool {
    let (release, prerelease) = text.split_once('-').unwrap_or((text, "0"));
    let is_part = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    release.starts_with(|c: char| c.is_ascii_digit())
        && release.split('.').all(is_part)
        && release.split('.').next().is_some_and(|first| cut_digits(first).1.is_empty())
        && prerelease.split('.').all(|part| is_part(&part.replace('-', "0")))
}
