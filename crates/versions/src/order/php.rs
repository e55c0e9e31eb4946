//! PHP's `version_compare`, which Packagist's versions are ordered by.

use super::{cut, cut_digits};
use crate::key::Key;
use crate::version::Parsed;

/// Words by their beginning; the first that fits counts.
const FORMS: [(&str, u8); 9] =
    [("dev", 1), ("alpha", 2), ("a", 2), ("beta", 3), ("b", 3), ("RC", 4), ("rc", 4), ("pl", 7), ("p", 7)];
const UNKNOWN: u8 = 0;
const END: u8 = 5;
const NUMBER: u8 = 6;

pub(super) fn parse(text: &str, key: &mut Key) -> Parsed {
    let trimmed = text.trim();
    let mut rest = trimmed.strip_prefix(['v', 'V']).unwrap_or(trimmed);
    let valid = rest.starts_with(|c: char| c.is_ascii_digit()) || rest.starts_with("dev-");
    let mut prerelease = false;
    while let Some(first) = rest.chars().next() {
        if first.is_ascii_digit() {
            let (digits, after) = cut_digits(rest);
            key.rank(NUMBER);
            key.number(digits);
            rest = after;
        } else if first.is_ascii_alphabetic() {
            let (word, after) = cut(rest, |byte| byte.is_ascii_alphabetic());
            // PHP minds case: `BETA` is a word it does not know, as any other.
            let form = |text: &str| FORMS.iter().find(|(name, _)| text.starts_with(name)).map(|(_, rank)| *rank);
            let rank = form(word).unwrap_or(UNKNOWN);
            prerelease |= form(&word.to_ascii_lowercase()).is_some_and(|rank| rank < END);
            key.rank(rank);
            rest = after;
        } else {
            rest = rest.strip_prefix(first).unwrap_or("");
        }
    }
    key.rank(END);
    // PHP knows no word of a branch's name and takes `dev-main` for `dev-master`; Composer tells them apart.
    key.text(trimmed.strip_prefix("dev-").unwrap_or_default());
    Parsed { valid, prerelease }
}
