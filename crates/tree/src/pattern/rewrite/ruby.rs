//! Patterns of Ruby.

use super::{Draft, Words, Wrapper, common, with_names};
use crate::hole;
use crate::pattern::token::TokenKind;

/// Words after which a brace opens a hash.
const BEFORE_VALUES: &[&str] = &["return", "if", "unless", "while", "until", "and", "or", "not", "when", "in"];

pub(super) fn drafts(words: &Words<'_>) -> Vec<Draft> {
    let plain = || words.draft(write).around("", "\n", Wrapper::None);
    let entries = || plain().around("{", "}", Wrapper::Entries);
    let mut drafts = if is_entry(words) { vec![entries(), plain()] } else { vec![plain(), entries()] };
    if words.begins_with("def") {
        drafts.push(plain().around("", "\nend", Wrapper::None));
    }
    drafts
}

/// Whether a pattern is `:k => v`, which would else be read as taking a value apart.
fn is_entry(words: &Words<'_>) -> bool {
    let mut solid = (0..words.len()).filter(|at| words.token(*at).is_some_and(|token| token.kind != TokenKind::Space));
    let Some(first) = solid.next() else { return false };
    let rest: Vec<usize> = if words.is(first, ":") { solid.skip(1).collect() } else { solid.collect() };
    let is_key = words.is(first, ":") || words.token(first).is_some_and(|token| token.kind == TokenKind::Text);
    matches!(rest.as_slice(), [a, b, ..] if is_key && words.is(*a, "=") && words.is(*b, ">"))
}

fn write(words: &Words<'_>, place: usize) -> Option<String> {
    let token = words.token(place)?;
    let before = words.before(place);
    let is_before = |text: &str| before.is_some_and(|before| words.is(before, text));
    match token.kind {
        TokenKind::Ellipsis => is_entry_gap(words, place).then(|| "**ǂǂ".to_owned()),
        TokenKind::Text => Some(with_names(token.text)),
        TokenKind::Metavariable if is_before("class") || is_before("module") => {
            Some(format!("{}{}", hole::CAPITAL, common(&token)))
        }
        // `f ... { }`: the block belongs to the call, not to what stands for the arguments.
        TokenKind::Open if token.text == "{" && follows_gap(words, place) => Some("do ".to_owned()),
        TokenKind::Close if token.text == "}" && token.inside.is_some_and(|open| follows_gap(words, open)) => {
            Some(" end".to_owned())
        }
        _ => None,
    }
}

/// Whether `...` stands among the entries of a hash.
fn is_entry_gap(words: &Words<'_>, place: usize) -> bool {
    let Some(bracket) = words.token(place).and_then(|token| token.inside) else { return false };
    let begins = words.before(place).is_some_and(|before| before == bracket || words.is(before, ","));
    words.is(bracket, "{") && is_hash(words, bracket) && begins
}

/// Whether a brace opens a hash: nothing that could be called stands before it.
fn is_hash(words: &Words<'_>, bracket: usize) -> bool {
    let Some(before) = words.before(bracket).and_then(|before| words.token(before)) else { return true };
    match before.kind {
        TokenKind::Word => BEFORE_VALUES.contains(&before.text),
        TokenKind::Mark => !matches!(before.text, "#" | "?" | "!") && !is_arrow(words, bracket),
        TokenKind::Open | TokenKind::DeepOpen => true,
        _ => false,
    }
}

/// Whether `->` stands before a brace.
fn is_arrow(words: &Words<'_>, bracket: usize) -> bool {
    let Some(head) = words.before(bracket).filter(|head| words.is(*head, ">")) else { return false };
    words.before(head).is_some_and(|dash| words.is(dash, "-"))
}

/// Whether a brace follows a `...` that stands for arguments without brackets.
fn follows_gap(words: &Words<'_>, bracket: usize) -> bool {
    let gap = words.before(bracket).filter(|gap| words.token(*gap).is_some_and(|gap| gap.kind == TokenKind::Ellipsis));
    let callee = gap.and_then(|gap| words.before(gap)).and_then(|at| words.token(at));
    callee.is_some_and(|callee| matches!(callee.kind, TokenKind::Word | TokenKind::Metavariable))
}
