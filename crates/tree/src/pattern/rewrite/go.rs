//! Patterns of Go.

use super::{Draft, Words, Wrapper};
use crate::hole;
use crate::pattern::token::{Token, TokenKind};

pub(super) fn drafts(words: &Words<'_>) -> Vec<Draft> {
    let plain = || words.draft(write);
    let element = || plain().around("var ǂ = ǂ{", "}", Wrapper::Entries);
    let mut drafts = Vec::new();
    if is_element(words) {
        drafts.push(element());
    }
    drafts.push(plain().around("", "\n", Wrapper::None));
    drafts.push(plain().around("type ǂ interface {\n", "\n}", Wrapper::Class));
    drafts.push(plain().around("var ǂ = (", ")", Wrapper::Value));
    drafts.push(element());
    drafts
}

/// Whether a pattern is `K: v` or `{K: v}` of a composite literal, which would else be read as a label.
fn is_element(words: &Words<'_>) -> bool {
    let solid = |at: &usize| words.token(*at).is_some_and(|token| token.kind != TokenKind::Space);
    let mut places = (0..words.len()).filter(solid);
    let (Some(first), Some(second)) = (places.next(), places.next()) else { return false };
    if words.is(first, "{") {
        return words.has_colon(first);
    }
    words.is(second, ":")
        && !words.is(second + 1, "=")
        && words.token(first).is_some_and(|token| token.inside.is_none())
}

fn write(words: &Words<'_>, place: usize) -> Option<String> {
    let token = words.token(place)?;
    if let Some(written) = words.typed(place, |bracket| words.is(bracket, "(")) {
        return Some(written);
    }
    match token.kind {
        TokenKind::Ellipsis => Some(ellipsis(words, place, &token).to_owned()),
        TokenKind::Text => Some(token.text.to_owned()),
        _ => None,
    }
}

fn ellipsis(words: &Words<'_>, place: usize, token: &Token<'_>) -> &'static str {
    let (before, after) = (words.before(place), words.after(place));
    let is = |at: Option<usize>, text: &str| at.is_some_and(|at| words.is(at, text));
    if is(before, "case") {
        return if is(after, ":") { hole::ELLIPSIS } else { "ǂǂ:" };
    }
    if is_operator(words, place) {
        return "...";
    }
    match token.inside {
        Some(bracket) if words.is(bracket, "(") && is(words.before(bracket), "import") => "",
        Some(bracket) if words.is(bracket, "{") && before == Some(bracket) && is_switch(words, bracket) => "case ǂǂ:",
        _ => hole::ELLIPSIS,
    }
}

/// Whether `...` is what Go itself writes: `f(xs...)`, `func(xs ...T)`.
fn is_operator(words: &Words<'_>, place: usize) -> bool {
    let is_value = |at: usize| {
        words.token(at).is_some_and(|token| {
            matches!(token.kind, TokenKind::Word | TokenKind::Metavariable) || matches!(token.text, ")" | "]")
        })
    };
    let is_type = |at: usize| is_value(at) || words.is(at, "[") || words.is(at, "*");
    let follows = place.checked_sub(1).is_some_and(is_value) && words.after(place).is_some_and(|at| words.is(at, ")"));
    let is_variadic = words.token(place).is_some_and(|token| token.inside.is_some())
        && words.before(place).is_some_and(is_value)
        && is_type(place + 1);
    follows || is_variadic
}

/// Whether a brace holds cases.
fn is_switch(words: &Words<'_>, bracket: usize) -> bool {
    let level = words.token(bracket).and_then(|token| token.inside);
    let head = (0..bracket).rev().filter_map(|at| words.token(at)).filter(|token| token.inside == level);
    let mut line = head.take_while(|token| !(token.kind == TokenKind::Space && token.text.contains('\n')));
    line.any(|token| matches!(token.text, "switch" | "select"))
}
