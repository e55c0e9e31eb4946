//! PEP 440, and the order that setuptools had for everything else.

mod legacy;

use super::{cut, cut_digits};
use crate::key::Key;
use crate::version::Parsed;

const LEGACY: u8 = 0;
const VERSION: u8 = 1;
const END: u8 = 0;

#[derive(Debug, Default)]
struct Parts<'a> {
    epoch: &'a str,
    release: &'a str,
    pre: Option<(u8, &'a str)>,
    post: Option<&'a str>,
    dev: Option<&'a str>,
    local: Option<&'a str>,
}

pub(super) fn parse(text: &str, key: &mut Key) -> Parsed {
    let lower = text.trim().to_ascii_lowercase();
    let Some(parts) = read(&lower) else {
        key.rank(LEGACY);
        legacy::write(&text.to_lowercase(), key);
        return Parsed { valid: false, prerelease: false };
    };
    key.rank(VERSION);
    key.number(parts.epoch);
    let release = parts.release.trim_end_matches(['0', '.']);
    // `10.0` ends in a zero that counts, and `1.0` in one that does not.
    let cut_short = parts.release.get(release.len()..).unwrap_or("");
    let zeros = if release.ends_with('.') || release.is_empty() { "" } else { cut(cut_short, |b| b == b'0').0 };
    let length = release.len() + zeros.len();
    for number in parts.release.get(..length).unwrap_or("").split('.').filter(|number| !number.is_empty()) {
        key.rank(1);
        key.number(number);
    }
    key.rank(END);
    match (parts.pre, parts.post, parts.dev) {
        (None, None, Some(_)) => key.rank(0),
        (Some((kind, number)), _, _) => {
            key.rank(kind);
            key.number(number);
        }
        _ => key.rank(4),
    }
    key.rank(u8::from(parts.post.is_some()));
    parts.post.into_iter().for_each(|number| key.number(number));
    key.rank(u8::from(parts.dev.is_none()));
    parts.dev.into_iter().for_each(|number| key.number(number));
    for segment in parts.local.into_iter().flat_map(|local| local.split(['.', '-', '_'])) {
        if cut_digits(segment).1.is_empty() {
            key.rank(2);
            key.number(segment);
        } else {
            key.rank(1);
            key.text(segment);
        }
    }
    key.rank(END);
    Parsed { valid: true, prerelease: parts.pre.is_some() || parts.dev.is_some() }
}

/// The parts of a version in lower case; `None` when PEP 440 refuses it.
fn read(text: &str) -> Option<Parts<'_>> {
    let mut parts = Parts::default();
    let mut rest = text.strip_prefix('v').unwrap_or(text);
    if let Some((epoch, after)) = rest.split_once('!') {
        if epoch.is_empty() || !cut_digits(epoch).1.is_empty() {
            return None;
        }
        (parts.epoch, rest) = (epoch, after);
    }
    (parts.release, rest) = release(rest)?;
    if let Some((word, number, after)) = word(rest, &["alpha", "a", "beta", "b", "preview", "pre", "c", "rc"]) {
        let kind = match word {
            "a" | "alpha" => 1,
            "b" | "beta" => 2,
            _ => 3,
        };
        parts.pre = Some((kind, number));
        rest = after;
    }
    if let Some((_, number, after)) = word(rest, &["post", "rev", "r"]) {
        parts.post = Some(number);
        rest = after;
    } else if let Some((number, after)) =
        rest.strip_prefix('-').map(cut_digits).filter(|(number, _)| !number.is_empty())
    {
        parts.post = Some(number);
        rest = after;
    }
    if let Some((_, number, after)) = word(rest, &["dev"]) {
        parts.dev = Some(number);
        rest = after;
    }
    if let Some(local) = rest.strip_prefix('+') {
        let is_segment = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !local.split(['.', '-', '_']).all(is_segment) {
            return None;
        }
        parts.local = Some(local);
        rest = "";
    }
    rest.is_empty().then_some(parts)
}

/// The dotted numbers that a text begins with.
fn release(text: &str) -> Option<(&str, &str)> {
    let (first, mut rest) = cut_digits(text);
    if first.is_empty() {
        return None;
    }
    while let Some((digits, after)) = rest.strip_prefix('.').map(cut_digits) {
        if digits.is_empty() {
            break;
        }
        rest = after;
    }
    text.split_at_checked(text.len() - rest.len())
}

/// A word of a list with the number after it, each perhaps after a separator.
fn word<'a>(text: &'a str, words: &[&str]) -> Option<(&'a str, &'a str, &'a str)> {
    let start = text.strip_prefix(['.', '-', '_']).unwrap_or(text);
    let (word, after) = cut(start, |byte| byte.is_ascii_lowercase());
    if !words.contains(&word) {
        return None;
    }
    match after.strip_prefix(['.', '-', '_']).map(cut_digits) {
        Some((digits, rest)) if !digits.is_empty() => Some((word, digits, rest)),
        _ => {
            let (digits, rest) = cut_digits(after);
            Some((word, digits, rest))
        }
    }
}
