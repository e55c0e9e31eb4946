//! Semantic versions (npm, crates.io, Go) and NuGet's four numbers.

use super::cut_digits;
use crate::Scheme;
use crate::key::Key;
use crate::version::Parsed;

const ODD: u8 = 0;
const VERSION: u8 = 1;
const END: u8 = 0;
const NUMBER: u8 = 1;
const WORD: u8 = 2;
const RELEASE: u8 = 9;

/// Three numbers, pre-release, build; fewer numbers are filled up with zeros, and what follows the third is build.
pub(super) fn parse(scheme: Scheme, text: &str, key: &mut Key) -> Parsed {
    let trimmed = text.trim();
    let bare = trimmed.trim_start_matches(['v', 'V', '=', ' ']);
    let prefix_is_good = match scheme {
        Scheme::Golang => trimmed.len() == bare.len() + 1 && trimmed.starts_with('v') || trimmed.len() == bare.len(),
        Scheme::Npm => trimmed.len() <= bare.len() + 1 && is_exact_in_javascript(bare),
        _ => text.len() == bare.len(),
    };
    let parsed = write(bare, 3, false, text, key);
    Parsed { valid: parsed.valid && prefix_is_good && text.len() <= 256, ..parsed }
}

/// Whether the three numbers are ones that JavaScript counts without rounding, as node-semver demands.
fn is_exact_in_javascript(bare: &str) -> bool {
    const GREATEST: u64 = (1 << 53) - 1;
    bare.split(['.', '-', '+']).take(3).all(|number| number.parse::<u64>().is_ok_and(|number| number <= GREATEST))
}

/// Up to four numbers, pre-release without case, build.
pub(super) fn parse_nuget(text: &str, key: &mut Key) -> Parsed {
    write(text.trim().trim_start_matches(['v', 'V']), 4, true, text, key)
}

fn write(bare: &str, most: usize, without_case: bool, text: &str, key: &mut Key) -> Parsed {
    let (first, _) = cut_digits(bare);
    if first.is_empty() {
        key.rank(ODD);
        key.text(text);
        return Parsed { valid: false, prerelease: false };
    }
    key.rank(VERSION);
    let mut rest = bare;
    let mut count = 0;
    let mut valid = true;
    while count < most {
        let (digits, after) = cut_digits(rest);
        if digits.is_empty() {
            break;
        }
        valid &= without_case || digits.len() == 1 || !digits.starts_with('0');
        key.number(digits);
        count += 1;
        rest = after;
        match after.strip_prefix('.') {
            Some(next) if count < most && next.starts_with(|c: char| c.is_ascii_digit()) => rest = next,
            _ => break,
        }
    }
    valid &= without_case || count == most;
    (count..most).for_each(|_| key.number(""));
    let (before_build, build) = rest.split_once('+').unwrap_or((rest, "0"));
    valid &= build.split('.').all(is_identifier);
    let prerelease = match before_build.strip_prefix('-') {
        Some(prerelease) => prerelease,
        None if before_build.starts_with('.') => {
            valid = false;
            ""
        }
        None => {
            valid &= before_build.is_empty();
            before_build
        }
    };
    if prerelease.is_empty() {
        valid &= !before_build.starts_with('-');
        key.rank(RELEASE);
        return Parsed { valid, prerelease: false };
    }
    for identifier in prerelease.split('.') {
        valid &= is_identifier(identifier);
        if !identifier.is_empty() && identifier.bytes().all(|byte| byte.is_ascii_digit()) {
            valid &= without_case || identifier.len() == 1 || !identifier.starts_with('0');
            key.rank(NUMBER);
            key.number(identifier);
        } else {
            key.rank(WORD);
            if without_case { key.text_without_case(identifier) } else { key.text(identifier) }
        }
    }
    key.rank(END);
    Parsed { valid, prerelease: true }
}

fn is_identifier(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}
