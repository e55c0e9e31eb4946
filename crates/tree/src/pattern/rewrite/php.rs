//! Patterns of PHP.

use super::{Draft, Words, Wrapper, common};
use crate::hole;
use crate::lower::is_superglobal;
use crate::pattern::token::{Token, TokenKind, tokens};

/// Words after which a name stands that is no variable.
const BEFORE_NAMES: &[&str] =
    &["class", "interface", "trait", "enum", "extends", "implements", "function", "goto", "namespace", "const", "use"];

/// Words that say how a method may be used.
const MODIFIERS: &[&str] = &["public", "private", "protected", "static", "final", "abstract"];

/// What opens the body of a class.
const CLASSES: &[&str] = &["class", "interface", "trait", "enum"];

pub(super) fn drafts(words: &Words<'_>) -> Vec<Draft> {
    let plain = |before: &str, after: &str, wrapper| words.draft(write).around(before, after, wrapper);
    vec![
        plain("<?php ", ";", Wrapper::None),
        plain("<?php ", " $ǂǂ;", Wrapper::None),
        plain("<?php ", " class ǂ { }", Wrapper::Attributes),
        plain("<?php class ǂ { ", " }", Wrapper::Class),
        plain("<?php class ǂ { ", "; }", Wrapper::Class),
        plain("<?php class ǂ { ", " { $ǂǂ; } }", Wrapper::Class),
        plain("<?php [", "];", Wrapper::Entries),
    ]
}

fn write(words: &Words<'_>, place: usize) -> Option<String> {
    let token = words.token(place)?;
    match token.kind {
        TokenKind::Metavariable if is_superglobal(token.text) => Some(token.text.to_owned()),
        TokenKind::Metavariable if is_name(words, place) => None,
        TokenKind::Metavariable | TokenKind::Rest => Some(format!("${}", common(&token))),
        TokenKind::Ellipsis => Some(ellipsis(words, place, &token)),
        // Semgrep takes a method that stands alone for one of any visibility.
        TokenKind::Word if is_modifier_of_method(words, place) => Some(String::new()),
        TokenKind::Text => Some(text(token.text)),
        _ => None,
    }
}

/// A text: what stands in its braces is code, and so is a metavariable that is not all of it.
fn text(written: &str) -> String {
    let is_code = !written.starts_with('\'');
    let is_whole = hole::is_metavariable(written.trim_matches('"'));
    let mut out: String = written.chars().take(1).collect();
    for token in tokens(written.get(1..).unwrap_or_default()) {
        match token.kind {
            TokenKind::Metavariable if is_superglobal(token.text) => out.push_str(token.text),
            TokenKind::Metavariable if is_code && token.inside.is_some() => {
                out.push('$');
                out.push_str(&common(&token));
            }
            TokenKind::Metavariable if is_code && !is_whole => out.push_str(&format!("{{${}}}", common(&token))),
            TokenKind::Metavariable => out.push_str(&common(&token)),
            TokenKind::Ellipsis if is_code && token.inside.is_some() => {
                out.push('$');
                out.push_str(hole::ELLIPSIS);
            }
            _ => out.push_str(token.text),
        }
    }
    out
}

/// Whether a word before a `function` that is the whole pattern says how it may be used.
fn is_modifier_of_method(words: &Words<'_>, place: usize) -> bool {
    let is_modifier = |at: usize| words.token(at).is_some_and(|word| MODIFIERS.contains(&word.text));
    let mut next = Some(place).filter(|place| is_modifier(*place));
    while let Some(at) = next.filter(|at| is_modifier(*at)) {
        next = words.after(at);
    }
    let mut before = words.before(place);
    while let Some(at) = before.filter(|at| is_modifier(*at)) {
        before = words.before(at);
    }
    before.is_none() && next.is_some_and(|at| words.is(at, "function"))
}

/// Whether a metavariable stands where the grammar takes a name and no variable.
fn is_name(words: &Words<'_>, place: usize) -> bool {
    let before = words.before(place);
    let is = |at: Option<usize>, text: &str| at.is_some_and(|at| words.is(at, text));
    let follows_word = before.and_then(|at| words.token(at)).is_some_and(|word| BEFORE_NAMES.contains(&word.text));
    let is_attribute = is(before, "[") && is(before.and_then(|at| words.before(at)), "#");
    let is_returned = is(before, ":") && is(before.and_then(|at| words.before(at)), ")");
    follows_word || is_attribute || is_returned || is_type(words, place)
}

/// Whether a variable follows at once, so that this is its type.
fn is_type(words: &Words<'_>, place: usize) -> bool {
    let next = words.after(place).and_then(|at| words.token(at));
    next.is_some_and(|next| {
        next.kind == TokenKind::Metavariable || (next.kind == TokenKind::Word && next.text.starts_with('$'))
    })
}

fn ellipsis(words: &Words<'_>, place: usize, token: &Token<'_>) -> String {
    let (before, after) = (words.before(place), words.after(place));
    let is = |at: Option<usize>, text: &str| at.is_some_and(|at| words.is(at, text));
    let gap = format!("${}", hole::ELLIPSIS);
    if before.and_then(|at| words.token(at)).is_some_and(|word| BEFORE_NAMES.contains(&word.text)) {
        return hole::ELLIPSIS.to_owned();
    }
    let Some(bracket) = token.inside else { return statement(words, place, None) };
    if words.is(bracket, "(") {
        let is_alone = before == Some(bracket) && is(after, ")");
        return match () {
            () if is_alone && is(words.before(bracket), "for") => format!("{gap};;"),
            () if is_alone && is(words.before(bracket), "foreach") => format!("{gap} as {gap}"),
            () if is_alone && is(words.before(bracket), "catch") => format!("{} {gap}", hole::ELLIPSIS),
            () => gap,
        };
    }
    match () {
        () if !words.is(bracket, "{") => gap,
        () if is_class(words, bracket) && begins_statement(words, place, Some(bracket)) => {
            format!("use {};", hole::ELLIPSIS)
        }
        () if is_switch(words, bracket) && (before == Some(bracket) || is(before, "}")) => format!("case {gap}:"),
        () => statement(words, place, Some(bracket)),
    }
}

/// Whether a brace opens the body of a class.
fn is_class(words: &Words<'_>, bracket: usize) -> bool {
    let level = words.token(bracket).and_then(|token| token.inside);
    let head = (0..bracket).rev().filter_map(|at| words.token(at)).filter(|token| token.inside == level);
    let mut head = head.take_while(|token| !matches!(token.text, ";" | "}" | "{"));
    head.any(|token| CLASSES.contains(&token.text))
}

fn is_switch(words: &Words<'_>, bracket: usize) -> bool {
    let close = words.before(bracket).and_then(|at| words.token(at)).filter(|token| token.text == ")");
    let word = close.and_then(|close| close.inside).and_then(|open| words.before(open));
    word.is_some_and(|word| words.is(word, "switch"))
}

/// `...` where a statement may stand, if nothing before or after it makes it a part of an expression.
fn statement(words: &Words<'_>, place: usize, bracket: Option<usize>) -> String {
    let after = words.after(place).and_then(|at| words.token(at));
    let goes_on =
        after.is_some_and(|token| token.kind == TokenKind::Mark && !matches!(token.text, "@" | "!" | "\\" | "#"));
    let end = if begins_statement(words, place, bracket) && !goes_on { ";" } else { "" };
    format!("${}{end}", hole::ELLIPSIS)
}

fn begins_statement(words: &Words<'_>, place: usize, bracket: Option<usize>) -> bool {
    let before = words.before(place).filter(|before| Some(*before) != bracket);
    before.and_then(|at| words.token(at)).is_none_or(|token| match token.kind {
        TokenKind::Mark => token.text == ";" || (token.text == ":" && bracket.is_some()),
        TokenKind::Word => matches!(token.text, "else" | "do"),
        TokenKind::Close | TokenKind::Ellipsis => true,
        _ => false,
    })
}
