//! Patterns of Java.

use super::{Draft, Words, Wrapper, common};
use crate::hole;
use crate::pattern::token::{Token, TokenKind};

/// Words after which a bracket is no list of arguments or parameters.
const KEYWORDS: &[&str] = &[
    "return",
    "if",
    "while",
    "for",
    "switch",
    "catch",
    "try",
    "synchronized",
    "throw",
    "assert",
    "case",
    "else",
    "do",
    "new",
    "instanceof",
    "yield",
];

/// Words that begin a body of members.
const CLASSES: &[&str] = &["class", "interface", "record"];

pub(super) fn drafts(words: &Words<'_>) -> Vec<Draft> {
    let plain = || words.draft(write);
    let mut drafts: Vec<Draft> = words.parts(write).into_iter().collect();
    drafts.extend([plain(), plain().around("", "\n;", Wrapper::None), plain().around("", "\n{}", Wrapper::None)]);
    if words.begins_with("@") {
        drafts.push(plain().around("", "\nclass ǂ {}", Wrapper::Attributes));
    }
    for after in ["}", "\n;}", "\n{}}"] {
        drafts.push(plain().around("class ǂ {", after, Wrapper::Class));
    }
    for after in ["}}", "\n;}}"] {
        drafts.push(plain().around("class ǂ { ǂ() {", after, Wrapper::Body));
    }
    drafts.push(plain().around("switch (ǂ) {", "}", Wrapper::Cases));
    drafts.push(plain().around("", " ǂ;", Wrapper::Type));
    drafts
}

fn write(words: &Words<'_>, place: usize) -> Option<String> {
    let token = words.token(place)?;
    if let Some(written) = typed(words, place, &token) {
        return Some(written);
    }
    let is_parameter = token.inside.is_some_and(|bracket| is_parameters(words, bracket));
    match token.kind {
        TokenKind::Ellipsis if is_parameter && is_rest(words, place) => Some("... ".to_owned()),
        TokenKind::Ellipsis if is_parameter => Some("ǂǂ ǂǂ".to_owned()),
        TokenKind::Rest if is_parameter => Some(format!("ǂǂ {}", common(&token))),
        TokenKind::Metavariable if is_parameter && stands_alone(words, place) => Some(format!("ǂǂ {}", common(&token))),
        TokenKind::Rest if is_in_block(words, &token) && statement(words, place, token.inside) == "ǂǂ;" => {
            Some(format!("{};", common(&token)))
        }
        TokenKind::Ellipsis => Some(ellipsis(words, place, &token).to_owned()),
        TokenKind::DeepOpen if begins_types(words, place) => Some("<ǂǂ".to_owned()),
        TokenKind::DeepClose if ends_types(words, place) => Some("ǂǂ>".to_owned()),
        _ => None,
    }
}

fn is_in_block(words: &Words<'_>, token: &Token<'_>) -> bool {
    token.inside.is_none_or(|bracket| words.is(bracket, "{") && !is_array(words, bracket))
}

/// Whether `...` stands between the type and the name of a parameter.
fn is_rest(words: &Words<'_>, place: usize) -> bool {
    let is_mark = |at: usize| words.is(at, ",") || words.is(at, "(") || words.is(at, ")");
    words.before(place).is_some_and(|at| !is_mark(at)) && words.after(place).is_some_and(|at| !is_mark(at))
}

/// Whether `<...` begins a list of types: right after a name.
pub(super) fn begins_types(words: &Words<'_>, place: usize) -> bool {
    let before = place.checked_sub(1).and_then(|before| words.token(before));
    before.is_some_and(|before| matches!(before.kind, TokenKind::Word | TokenKind::Metavariable))
}

/// Whether `...>` ends what began as a list of types.
pub(super) fn ends_types(words: &Words<'_>, place: usize) -> bool {
    let is_open = |at: &usize| words.token(*at).is_some_and(|token| token.kind == TokenKind::DeepOpen);
    let begins_plainly = |at: usize| words.is(at, "<") && begins_types(words, at);
    match (0..place).rev().find(is_open) {
        Some(open) => begins_types(words, open),
        None => (0..place).rev().any(begins_plainly),
    }
}

/// `(T $X)`, written as a part of a cast that no code has: it may stand wherever a variable may.
fn typed(words: &Words<'_>, place: usize, token: &Token<'_>) -> Option<String> {
    if token.kind == TokenKind::Open && is_typed(words, place) {
        return Some("((".to_owned());
    }
    let bracket = token.inside.filter(|bracket| is_typed(words, *bracket))?;
    match token.kind {
        TokenKind::Close => Some(format!(").{}", hole::TYPED)),
        TokenKind::Metavariable if words.after(place) == words.closing(bracket) => Some(format!("){}", common(token))),
        _ => None,
    }
}

/// Whether a bracket holds a type and a metavariable, and is no list of parameters.
fn is_typed(words: &Words<'_>, bracket: usize) -> bool {
    let follows = words.before(bracket).and_then(|at| words.token(at)).is_some_and(|before| match before.kind {
        TokenKind::Word => !KEYWORDS.contains(&before.text),
        TokenKind::Metavariable => true,
        _ => false,
    });
    if !words.is(bracket, "(") || follows {
        return false;
    }
    if words.before(bracket).is_some_and(|before| words.is(before, "catch")) {
        return false;
    }
    let Some(close) = words.closing(bracket) else { return false };
    let is_lambda = words.after(close).is_some_and(|after| words.is(after, "-") && words.is(after + 1, ">"));
    let inner: Vec<Token<'_>> =
        (bracket + 1..close).filter_map(|at| words.token(at)).filter(|token| token.kind != TokenKind::Space).collect();
    let [written @ .., name] = inner.as_slice() else { return false };
    let ends_type = written.last().is_some_and(|last| {
        matches!(last.kind, TokenKind::Word | TokenKind::Metavariable) || matches!(last.text, ">" | "]")
    });
    let is_type = written.iter().all(|token| match token.kind {
        TokenKind::Word => !KEYWORDS.contains(&token.text),
        TokenKind::Metavariable | TokenKind::Ellipsis => true,
        _ => matches!(token.text, "." | "," | "<" | ">" | "[" | "]" | "?"),
    });
    // `(a > $X)` compares.
    let has_types =
        written.iter().any(|token| token.text == "<") || !written.iter().any(|token| matches!(token.text, ">" | ","));
    name.kind == TokenKind::Metavariable && ends_type && is_type && has_types && !is_lambda
}

/// Whether a bracket holds parameters: it follows the name of what is defined.
fn is_parameters(words: &Words<'_>, bracket: usize) -> bool {
    let Some(name) = words.before(bracket).filter(|_| words.is(bracket, "(")) else { return false };
    let is_name = words.token(name).is_some_and(|token| match token.kind {
        TokenKind::Word => !KEYWORDS.contains(&token.text),
        TokenKind::Metavariable => true,
        _ => false,
    });
    if !is_name {
        return false;
    }
    let after = words.closing(bracket).and_then(|close| words.after(close));
    let begins_body = after.is_some_and(|after| words.is(after, "{") || words.is(after, "throws"));
    let Some(before) = words.before(name) else { return begins_body };
    let Some(token) = words.token(before) else { return begins_body };
    match token.kind {
        TokenKind::Word => {
            let is_annotation = words.before(before).is_some_and(|at| words.is(at, "@"));
            !KEYWORDS.contains(&token.text) && (!is_annotation || begins_body)
        }
        TokenKind::Metavariable => true,
        TokenKind::Close => token.text == "]" || begins_body,
        _ => !matches!(token.text, "." | "@") && begins_body,
    }
}

/// Whether a word is an element of its list by itself.
fn stands_alone(words: &Words<'_>, place: usize) -> bool {
    let is = |at: Option<usize>, text: &[&str]| at.is_some_and(|at| text.iter().any(|text| words.is(at, text)));
    is(words.before(place), &["(", ","]) && is(words.after(place), &[",", ")"])
}

fn ellipsis(words: &Words<'_>, place: usize, token: &Token<'_>) -> &'static str {
    let (before, after) = (words.before(place), words.after(place));
    let is = |at: Option<usize>, text: &str| at.is_some_and(|at| words.is(at, text));
    let Some(bracket) = token.inside else { return statement(words, place, None) };
    if words.is(bracket, "(") {
        let head = words.before(bracket);
        let is_alone = before == Some(bracket) && is(after, ")");
        return match () {
            () if is(head, "for") && is_alone => "ǂǂ;;",
            () if is(head, "catch") && is_alone => "ǂǂ ǂǂ",
            () if is_annotation(words, bracket) && has_keys(words, bracket) && !is(before, "=") => "ǂǂ=ǂǂ",
            () => "ǂǂ",
        };
    }
    match () {
        () if !words.is(bracket, "{") || is_array(words, bracket) => "ǂǂ",
        () if head_word(words, bracket, &["enum"]) => "ǂǂ",
        () if is_class(words, bracket) && begins_statement(words, place, Some(bracket)) => "ǂǂ ǂǂ;",
        () if is_switch(words, bracket) && (before == Some(bracket) || is(before, "}")) => "case ǂǂ:",
        () => statement(words, place, Some(bracket)),
    }
}

/// Whether a bracket holds the arguments of an annotation.
fn is_annotation(words: &Words<'_>, bracket: usize) -> bool {
    let mut at = words.before(bracket);
    while let Some(before) = at.and_then(|name| words.before(name)).filter(|before| words.is(*before, ".")) {
        at = words.before(before);
    }
    at.and_then(|name| words.before(name)).is_some_and(|mark| words.is(mark, "@"))
}

fn has_keys(words: &Words<'_>, bracket: usize) -> bool {
    words.directly_inside(bracket).any(|place| words.is(place, "="))
}

/// Whether a brace begins the elements of an array.
fn is_array(words: &Words<'_>, bracket: usize) -> bool {
    words.before(bracket).and_then(|at| words.token(at)).is_some_and(|before| match before.kind {
        TokenKind::Open => before.inside.is_some() && before.text == "{" || before.text == "(",
        TokenKind::Close => before.text == "]",
        _ => matches!(before.text, "=" | ","),
    })
}

/// Whether one of some words begins what the brace is the body of.
fn head_word(words: &Words<'_>, bracket: usize, heads: &[&str]) -> bool {
    let level = words.token(bracket).and_then(|token| token.inside);
    let head = (0..bracket).rev().filter_map(|at| words.token(at)).filter(|token| token.inside == level);
    head.take_while(|token| !matches!(token.text, ";" | "}" | "{")).any(|token| heads.contains(&token.text))
}

fn is_class(words: &Words<'_>, bracket: usize) -> bool {
    if head_word(words, bracket, CLASSES) {
        return true;
    }
    // `new T() { … }`
    let close = words.before(bracket).and_then(|at| words.token(at)).filter(|token| token.text == ")");
    let Some(open) = close.and_then(|close| close.inside) else { return false };
    let mut at = words.before(open);
    while let Some(before) = at.and_then(|name| words.before(name)) {
        if words.is(before, "new") {
            return true;
        }
        at = words.before(before).filter(|_| words.is(before, "."));
    }
    false
}

fn is_switch(words: &Words<'_>, bracket: usize) -> bool {
    let close = words.before(bracket).and_then(|at| words.token(at)).filter(|token| token.text == ")");
    let open = close.and_then(|token| token.inside);
    open.and_then(|open| words.before(open)).is_some_and(|word| words.is(word, "switch"))
}

/// `...` where a statement may stand, if nothing before or after it makes it a part of an expression.
fn statement(words: &Words<'_>, place: usize, bracket: Option<usize>) -> &'static str {
    let goes_on = words
        .after(place)
        .and_then(|at| words.token(at))
        .is_some_and(|token| token.kind == TokenKind::Mark && token.text != "@");
    if begins_statement(words, place, bracket) && !goes_on { "ǂǂ;" } else { "ǂǂ" }
}

fn begins_statement(words: &Words<'_>, place: usize, bracket: Option<usize>) -> bool {
    let before = words.before(place).filter(|before| Some(*before) != bracket);
    before.and_then(|at| words.token(at)).is_none_or(|token| match token.kind {
        TokenKind::Mark => token.text == ";" || (token.text == ":" && bracket.is_some()),
        TokenKind::Word => matches!(token.text, "else" | "do"),
        TokenKind::Close => true,
        _ => false,
    })
}
