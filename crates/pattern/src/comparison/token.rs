//! Words of a comparison.

use std::sync::Arc;

use super::{ComparisonError, Value};

/// A word.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    Literal(Value),
    Metavariable(Arc<str>),
    /// A name or keyword.
    Name(Arc<str>),
    /// An operator or bracket.
    Sign(&'static str),
    End,
}

/// Longer signs before their beginnings.
const SIGNS: &[&str] = &[
    "**", "//", "==", "!=", "<=", ">=", "<", ">", "+", "-", "*", "/", "%", "~", "&", "|", "^", "(", ")", "[", "]", ",",
    ".",
];

/// The words of a text with their offsets, the last of them [`Token::End`].
pub(super) fn tokens(text: &str) -> Result<Vec<(usize, Token)>, ComparisonError> {
    let mut tokens = Vec::new();
    let mut at = 0;
    loop {
        let rest = text.get(at..).unwrap_or_default();
        let blank = rest.len() - rest.trim_start().len();
        at += blank;
        let rest = rest.trim_start();
        if rest.is_empty() {
            tokens.push((at, Token::End));
            return Ok(tokens);
        }
        let (token, length) = token(rest).map_err(|message| ComparisonError { at, message })?;
        tokens.push((at, token));
        at += length;
    }
}

fn token(rest: &str) -> Result<(Token, usize), String> {
    let first = rest.chars().next().unwrap_or_default();
    if first == '$' {
        return metavariable(rest);
    }
    if first.is_ascii_digit()
        || (first == '.' && rest.get(1..2).is_some_and(|next| next.as_bytes().iter().all(u8::is_ascii_digit)))
    {
        return number(rest);
    }
    if matches!(first, '"' | '\'') {
        return string(rest, false, 0);
    }
    if first.is_alphabetic() || first == '_' {
        let length = word_length(rest);
        let (word, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        let prefix = word.to_ascii_lowercase();
        if after.starts_with(['"', '\'']) && matches!(prefix.as_str(), "r" | "b" | "u" | "br" | "rb" | "f") {
            return string(after, prefix.contains('r'), length);
        }
        return Ok((Token::Name(Arc::from(word)), length));
    }
    match SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
        Some(sign) => Ok((Token::Sign(sign), sign.len())),
        None => Err(format!("`{first}` has no meaning in a comparison")),
    }
}

fn word_length(text: &str) -> usize {
    text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len())
}

fn metavariable(rest: &str) -> Result<(Token, usize), String> {
    let dots = if rest.starts_with("$...") { 4 } else { 1 };
    let name = word_length(rest.get(dots..).unwrap_or_default());
    if name == 0 {
        return Err("a metavariable has a name after its `$`".to_owned());
    }
    let text = rest.get(..dots + name).unwrap_or(rest);
    Ok((Token::Metavariable(Arc::from(text)), text.len()))
}

fn number(rest: &str) -> Result<(Token, usize), String> {
    let mut length = 0;
    let mut previous = ' ';
    let hexadecimal = rest.starts_with("0x") || rest.starts_with("0X");
    for next in rest.chars() {
        let sign = matches!(next, '+' | '-') && matches!(previous, 'e' | 'E') && !hexadecimal;
        if !next.is_ascii_alphanumeric() && next != '_' && next != '.' && !sign {
            break;
        }
        previous = next;
        length += 1;
    }
    let text = rest.get(..length).unwrap_or(rest);
    let value = Value::int_of(text).map(Value::Int);
    let value = value.or_else(|| text.replace('_', "").parse().ok().map(Value::Float));
    value.map(|value| (Token::Literal(value), length)).ok_or_else(|| format!("`{text}` is not a number"))
}

fn string(rest: &str, raw: bool, before: usize) -> Result<(Token, usize), String> {
    let quote = rest.get(..1).unwrap_or("\"");
    let triple = quote.repeat(3);
    let quote = if rest.starts_with(&triple) { triple.as_str() } else { quote };
    let mut text = String::new();
    let mut at = quote.len();
    loop {
        let tail = rest.get(at..).unwrap_or_default();
        let Some(next) = tail.chars().next() else { return Err("a text without its closing quote".to_owned()) };
        if tail.starts_with(quote) {
            return Ok((Token::Literal(Value::Text(text.into())), before + at + quote.len()));
        }
        at += next.len_utf8();
        let escaped = if next == '\\' { tail.chars().nth(1) } else { None };
        let Some(escaped) = escaped else {
            text.push(next);
            continue;
        };
        at += escaped.len_utf8();
        match escaped {
            '\\' | '\'' | '"' if !raw => text.push(escaped),
            'n' if !raw => text.push('\n'),
            't' if !raw => text.push('\t'),
            'r' if !raw => text.push('\r'),
            other => text.extend(['\\', other]),
        }
    }
}
