//! rpm: epoch, version and release by `rpmvercmp`.

use super::{cut, cut_digits};
use crate::key::Key;
use crate::version::Parsed;

const TILDE: u8 = 1;
const END: u8 = 2;
const CARET: u8 = 3;
const WORD: u8 = 4;
const NUMBER: u8 = 5;

pub(super) fn parse(text: &str, key: &mut Key) -> Parsed {
    let text = text.trim();
    let (epoch, rest) = match text.split_once(':') {
        Some((epoch, rest)) if cut_digits(epoch).1.is_empty() => (epoch, rest),
        _ => ("", text),
    };
    let (version, release) = match rest.split_once('-') {
        Some((version, release)) => (version, Some(release)),
        None => (rest, None),
    };
    let is_good = |byte: u8| byte.is_ascii_alphanumeric() || b"._+~^".contains(&byte);
    let valid = !version.is_empty() && version.bytes().all(is_good) && release.unwrap_or("0").bytes().all(is_good);
    key.number(epoch);
    segments(version, key);
    key.rank(u8::from(release.is_some()));
    segments(release.unwrap_or(""), key);
    Parsed { valid, prerelease: false }
}

fn segments(text: &str, key: &mut Key) {
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        rest = match first {
            '~' | '^' => {
                key.rank(if first == '~' { TILDE } else { CARET });
                rest.strip_prefix(first).unwrap_or("")
            }
            '0'..='9' => {
                let (digits, after) = cut_digits(rest);
                key.rank(NUMBER);
                key.number(digits);
                after
            }
            first if first.is_ascii_alphabetic() => {
                let (word, after) = cut(rest, |byte| byte.is_ascii_alphabetic());
                key.rank(WORD);
                key.text(word);
                after
            }
            first => rest.strip_prefix(first).unwrap_or(""),
        };
    }
    key.rank(END);
}
