//! Debian policy 5.6.12: `~` before the end, letters before all else, numbers as numbers.

use super::{cut, cut_digits};
use crate::key::Key;
use crate::version::Parsed;

const TILDE: u8 = 1;
const END: u8 = 2;
const OTHER: u8 = 0x80;

pub(super) fn parse(text: &str, key: &mut Key) -> Parsed {
    let text = text.trim();
    let (epoch, rest) = match text.split_once(':') {
        Some((epoch, rest)) if !epoch.is_empty() && cut_digits(epoch).1.is_empty() => (epoch, rest),
        _ => ("", text),
    };
    let (upstream, revision) = rest.rsplit_once('-').unwrap_or((rest, ""));
    let valid = upstream.starts_with(|c: char| c.is_ascii_digit())
        && upstream.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".+-~:".contains(&byte))
        && revision.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".+~".contains(&byte))
        && !rest.ends_with('-');
    key.number(epoch);
    part(upstream, key);
    part(revision, key);
    Parsed { valid, prerelease: false }
}

fn part(text: &str, key: &mut Key) {
    let mut rest = text;
    loop {
        let (number, after) = (rest.find(|c: char| c.is_ascii_digit())).map_or((rest, ""), |at| rest.split_at(at));
        if number.is_empty() && cut(after, |byte| byte == b'0').1.is_empty() {
            break;
        }
        for byte in number.bytes() {
            match byte {
                b'~' => key.rank(TILDE),
                byte if byte.is_ascii_alphabetic() => key.rank(byte),
                byte => {
                    key.rank(OTHER);
                    key.rank(byte);
                }
            }
        }
        key.rank(END);
        let (digits, after) = cut_digits(after);
        key.number(digits);
        rest = after;
    }
    key.rank(END);
    key.rank(0);
}
