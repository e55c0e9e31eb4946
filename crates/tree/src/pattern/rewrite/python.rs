//! Patterns of Python.

use super::{Draft, Words, Wrapper, with_names};
use crate::pattern::token::TokenKind;

/// Words after which a bracket is no list of arguments.
const KEYWORDS: &[&str] =
    &["return", "not", "and", "or", "in", "is", "if", "elif", "else", "while", "await", "yield", "lambda"];

pub(super) fn drafts(words: &Words<'_>) -> Vec<Draft> {
    let mut drafts = vec![words.draft(write)];
    if words.begins_with("@") {
        drafts.push(words.draft(write).around("", "\ndef ǂǂ(ǂǂ): ǂǂ", Wrapper::Attributes));
    }
    drafts
}

fn write(words: &Words<'_>, place: usize) -> Option<String> {
    let token = words.token(place)?;
    if let Some(written) = words.typed(place, |bracket| is_typed_place(words, bracket)) {
        return Some(written);
    }
    match token.kind {
        TokenKind::Ellipsis => {
            let bracket = token.inside?;
            let is_value = words.before(place).is_some_and(|before| words.is(before, ":"));
            let is_entry = words.is(bracket, "{") && words.has_colon(bracket) && !is_value;
            is_entry.then(|| "ǂǂ: ǂǂ".to_owned())
        }
        TokenKind::Text => Some(with_names(token.text)),
        _ => None,
    }
}

/// Whether `$X: T` in a bracket is a metavariable with a type: not a parameter, and not an entry.
fn is_typed_place(words: &Words<'_>, bracket: usize) -> bool {
    let name = words.before(bracket).filter(|name| words.follows_a_name(bracket, KEYWORDS) && *name > 0);
    let is_parameters = name.and_then(|name| words.before(name)).is_some_and(|word| words.is(word, "def"));
    words.is(bracket, "(") && !is_parameters
}
