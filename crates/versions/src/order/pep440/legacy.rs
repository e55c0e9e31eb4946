//! What PEP 440 refuses, in the order of setuptools before it: below every version of PEP 440.

use std::borrow::Cow;

use crate::key::Key;
use crate::order::{cut, cut_digits};

const FINAL: &str = "*final";
const BEFORE_FINAL: &str = "*final-";
const ZERO: &str = "00000000";

/// Writes the key of a text in lower case.
pub(super) fn write(text: &str, key: &mut Key) {
    let mut parts: Vec<Cow<'_, str>> = Vec::with_capacity(8);
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (part, after): (Cow<'_, str>, &str) = if first.is_ascii_digit() {
            let (digits, after) = cut_digits(rest);
            (format!("{digits:0>8}").into(), after)
        } else if first.is_ascii_lowercase() {
            let (word, after) = cut(rest, |byte| byte.is_ascii_lowercase());
            let short = match word {
                "pre" | "preview" | "rc" => "c",
                "dev" => "@",
                word => word,
            };
            (format!("*{short}").into(), after)
        } else if first == '.' {
            rest = rest.strip_prefix('.').unwrap_or("");
            continue;
        } else if first == '-' {
            (BEFORE_FINAL.into(), rest.strip_prefix('-').unwrap_or(""))
        } else {
            let is_token = |c: char| c.is_ascii_digit() || c.is_ascii_lowercase() || c == '.' || c == '-';
            let (other, after) = rest.split_at(rest.find(is_token).unwrap_or(rest.len()));
            (format!("*{other}").into(), after)
        };
        push(part, &mut parts);
        rest = after;
    }
    push(FINAL.into(), &mut parts);
    for part in &parts {
        key.rank(1);
        key.text(part);
    }
    key.rank(0);
}

fn push<'a>(part: Cow<'a, str>, parts: &mut Vec<Cow<'a, str>>) {
    if part.starts_with('*') {
        while part.as_ref() < FINAL && parts.last().is_some_and(|last| last == BEFORE_FINAL) {
            parts.pop();
        }
        while parts.last().is_some_and(|last| last == ZERO) {
            parts.pop();
        }
    }
    parts.push(part);
}
