//! The words of a pattern, as far as holes need them.

use crate::hole;

/// What a word of a pattern is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// White space and comments.
    Space,
    /// A name, a number or a keyword.
    Word,
    /// A string, with its quotes.
    Text,
    /// `$X`
    Metavariable,
    /// `$...XS`
    Rest,
    /// `...`
    Ellipsis,
    /// `<...`
    DeepOpen,
    /// `...>`
    DeepClose,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// Any other character.
    Mark,
}

/// One word of a pattern.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token<'p> {
    pub(super) kind: TokenKind,
    pub(super) text: &'p str,
    /// Its byte offset.
    pub(super) at: usize,
    /// The bracket it stands in, by its place among the tokens; for a closing bracket, the one it closes.
    pub(super) inside: Option<usize>,
}

/// The words of a pattern.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut open = Vec::new();
    let mut deep = 0_usize;
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let (kind, len) = match first(rest) {
            // Of markup: `<a ...>`.
            (TokenKind::DeepClose, _) if deep == 0 => (TokenKind::Ellipsis, 3),
            found => found,
        };
        match kind {
            TokenKind::DeepOpen => deep += 1,
            TokenKind::DeepClose => deep -= 1,
            _ => {}
        }
        let inside = if kind == TokenKind::Close { open.pop() } else { open.last().copied() };
        if kind == TokenKind::Open {
            open.push(tokens.len());
        }
        tokens.push(Token { kind, text: rest.get(..len).unwrap_or(rest), at, inside });
        at += len.max(1);
    }
    tokens
}

/// The kind and length of the word that a text begins with.
fn first(rest: &str) -> (TokenKind, usize) {
    let head = rest.chars().next().unwrap_or_default();
    let run = |belongs: fn(char) -> bool| rest.find(|c| !belongs(c)).unwrap_or(rest.len());
    if head.is_whitespace() {
        return (TokenKind::Space, run(char::is_whitespace));
    }
    if rest.starts_with("<...") {
        return (TokenKind::DeepOpen, 4);
    }
    if rest.starts_with("...>") {
        return (TokenKind::DeepClose, 4);
    }
    if rest.starts_with("...") {
        return (TokenKind::Ellipsis, 3);
    }
    if let Some(name) = rest.strip_prefix("$...") {
        return (TokenKind::Rest, 4 + name.find(|c: char| !is_word(c)).unwrap_or(name.len()));
    }
    if let Some(name) = rest.strip_prefix('$') {
        let len = 1 + name.find(|c: char| !is_word(c)).unwrap_or(name.len());
        let is_hole = rest.get(..len).is_some_and(hole::is_metavariable);
        return (if is_hole { TokenKind::Metavariable } else { TokenKind::Word }, len);
    }
    match head {
        '(' | '[' | '{' => (TokenKind::Open, 1),
        ')' | ']' | '}' => (TokenKind::Close, 1),
        '"' | '\'' | '`' => (TokenKind::Text, quoted(rest, head)),
        _ if is_word(head) => (TokenKind::Word, run(is_word)),
        _ => (TokenKind::Mark, head.len_utf8()),
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The length of a string with its quotes; an apostrophe that nothing ends is a mark.
fn quoted(rest: &str, quote: char) -> usize {
    let triple: String = [quote; 3].iter().collect();
    let (open, close) =
        if rest.starts_with(&triple) { (3, triple.as_str()) } else { (1, triple.get(..1).unwrap_or("'")) };
    let mut at = open;
    while let Some(tail) = rest.get(at..).filter(|tail| !tail.is_empty()) {
        if tail.starts_with(close) {
            return at + close.len();
        }
        let step = if tail.starts_with('\\') { 1 } else { 0 };
        at += step + tail.chars().nth(step).map_or(1, char::len_utf8);
    }
    1
}
