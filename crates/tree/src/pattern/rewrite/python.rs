//! Patterns of Python.

use super::{Draft, Words, with_names};
use crate::pattern::token::TokenKind;

/// Words after which a bracket is no list of arguments.
const KEYWORDS: &[&str] =
    &["return", "not", "and", "or", "in", "is", "if", "elif", "else", "while", "await", "yield", "lambda"];

pub(super) fn drafts(words: &Words<'_>) -> Vec<Draft> {
    vec![words.draft(write)]
}

fn write(words: &Words<'_>, place: usize) -> Option<String> {
    let token = words.token(place)?;
    match token.kind {
        TokenKind::Ellipsis => {
            let bracket = token.inside?;
            (words.is(bracket, "{") && words.has_colon(bracket)).then(|| "ǂǂ: ǂǂ".to_owned())
        }
        TokenKind::Open => words.is_typed(place, KEYWORDS).then(|| "ǂtyped(".to_owned()),
        TokenKind::Mark if token.text == ":" => {
            let bracket = token.inside?;
            words.is_typed(bracket, KEYWORDS).then(|| ",".to_owned())
        }
        TokenKind::Text => Some(with_names(token.text)),
        _ => None,
    }
}
