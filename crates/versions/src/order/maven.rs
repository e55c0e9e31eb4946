//! Maven's version order specification: tokens after `.` and `-`, a change between digits and letters counting as `-`.

use super::{cut, cut_digits};
use crate::key::Key;
use crate::version::Parsed;

const KNOWN: [(&str, u8); 7] =
    [("alpha", 1), ("beta", 2), ("milestone", 3), ("rc", 4), ("cr", 4), ("snapshot", 5), ("sp", 8)];
const END: u8 = 6;
const RELEASE: u8 = 7;
const OTHER: u8 = 9;
const DASH_NUMBER: u8 = 10;
const DOT_NUMBER: u8 = 11;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token<'a> {
    Number { digits: &'a str, after_dot: bool },
    Word { rank: u8, word: &'a str },
}

impl Token<'_> {
    fn is_null(self) -> bool {
        match self {
            Token::Number { digits, .. } => digits.bytes().all(|byte| byte == b'0'),
            Token::Word { rank, .. } => rank == RELEASE,
        }
    }
}

pub(super) fn parse(text: &str, key: &mut Key) -> Parsed {
    let lower = text.trim().to_lowercase();
    let mut kept: Vec<Token<'_>> = Vec::with_capacity(8);
    let mut rest = lower.as_str();
    let mut after_dot = true;
    let mut prerelease = false;
    loop {
        let token = if rest.starts_with(|c: char| c.is_ascii_digit()) {
            let (digits, after) = cut_digits(rest);
            rest = after;
            Token::Number { digits, after_dot }
        } else {
            let end = rest.find(|c: char| c.is_ascii_digit() || c == '.' || c == '-').unwrap_or(rest.len());
            let (word, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
            rest = after;
            // An empty token is a zero.
            if word.is_empty() {
                Token::Number { digits: "", after_dot }
            } else {
                Token::Word { rank: rank(word, after), word }
            }
        };
        // What is null at the end, before a hyphen or before a word does not count.
        let begins_part = !after_dot || matches!(token, Token::Word { rank, .. } if rank != RELEASE);
        if begins_part {
            trim(&mut kept);
        }
        prerelease |= matches!(token, Token::Word { rank: 1..=5, .. });
        kept.push(token);
        after_dot = match rest.chars().next() {
            Some(separator @ ('.' | '-')) => {
                rest = rest.strip_prefix(separator).unwrap_or("");
                separator == '.'
            }
            Some(_) => false,
            None => break,
        };
    }
    trim(&mut kept);
    for token in kept {
        match token {
            Token::Number { digits, after_dot } => {
                key.rank(if after_dot { DOT_NUMBER } else { DASH_NUMBER });
                key.number(digits);
            }
            Token::Word { rank: OTHER, word } => {
                key.rank(OTHER);
                key.text(word);
            }
            Token::Word { rank, .. } => key.rank(rank),
        }
    }
    key.rank(END);
    Parsed { valid: cut(&lower, |byte| byte.is_ascii_graphic()).1.is_empty(), prerelease }
}

fn trim(tokens: &mut Vec<Token<'_>>) {
    while tokens.last().is_some_and(|token| token.is_null()) {
        tokens.pop();
    }
}

/// `a`, `b` and `m` are short for words only where a digit follows at once.
fn rank(word: &str, after: &str) -> u8 {
    let before_digit = after.starts_with(|c: char| c.is_ascii_digit());
    match word {
        "ga" | "final" | "release" => RELEASE,
        "a" if before_digit => 1,
        "b" if before_digit => 2,
        "m" if before_digit => 3,
        _ => KNOWN.iter().find(|(known, _)| *known == word).map_or(OTHER, |(_, rank)| *rank),
    }
}
