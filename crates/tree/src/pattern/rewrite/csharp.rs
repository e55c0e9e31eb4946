//! Patterns of C#.

use super::java::{begins_types, ends_types};
use super::{Draft, Words, Wrapper, common, with_names};
use crate::hole;
use crate::pattern::token::{Token, TokenKind};

/// Words after which a bracket holds an expression.
const KEYWORDS: &[&str] = &[
    "return", "if", "while", "switch", "throw", "case", "else", "do", "in", "await", "is", "as", "and", "or", "not",
    "lock", "when", "yield", "out", "ref",
];

/// Words that are no part of a type.
const NO_TYPES: &[&str] = &[
    "is", "as", "in", "await", "new", "not", "out", "ref", "var", "throw", "return", "typeof", "async", "static",
    "params", "this", "when", "and", "or",
];

/// Words that begin a body of members.
const CLASSES: &[&str] = &["class", "interface", "struct", "record", "namespace"];

/// Words of which a statement is the last part, with or without a bracket before it.
const HEADS: &[&str] = &["if", "while", "for", "foreach", "lock", "using", "fixed", "else", "do"];

/// What a brace opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Brace {
    Statements,
    Members,
    Constants,
    Accessors,
    Sections,
    Arms,
    Elements,
}

pub(super) fn drafts(words: &Words<'_>) -> Vec<Draft> {
    let around = |before: &str, after: &str, wrapper| words.draft(write).around(before, after, wrapper);
    let mut drafts: Vec<Draft> = words.parts(write).into_iter().collect();
    if is_expression(words) {
        drafts.push(around("var ǂ = (", "\n);", Wrapper::Value));
    }
    for after in ["", "\n;", "\n{}"] {
        drafts.push(around("", after, Wrapper::None));
    }
    for after in ["}", "\n;}", "\n{}}"] {
        drafts.push(around("class ǂ {", after, Wrapper::Class));
    }
    drafts.push(around("switch (ǂ) {", "}", Wrapper::Cases));
    drafts.push(around("", " ǂ;", Wrapper::Type));
    drafts
}

/// Whether nothing in a pattern ends a statement.
fn is_expression(words: &Words<'_>) -> bool {
    let is_end = |at: usize| words.token(at).is_some_and(|token| token.text == ";" && token.inside.is_none());
    !(0..words.len()).any(is_end)
}

fn write(words: &Words<'_>, place: usize) -> Option<String> {
    let token = words.token(place)?;
    if let Some(written) = typed(words, place, &token) {
        return Some(written);
    }
    match token.kind {
        TokenKind::Text if is_template(words, place) => Some(with_names(token.text)),
        TokenKind::Ellipsis => Some(ellipsis(words, place, &token)),
        TokenKind::Metavariable | TokenKind::Rest if is_statement(words, place, &token) => {
            let end = if words.after(place).is_some_and(|after| words.is(after, ";")) { "" } else { ";" };
            Some(format!("goto {}{end}", common(&token)))
        }
        TokenKind::DeepOpen if begins_types(words, place) => Some("<ǂǂ".to_owned()),
        TokenKind::DeepClose if ends_types(words, place) => Some("ǂǂ>".to_owned()),
        _ => None,
    }
}

/// Whether a text has code in its braces: `$"…"`, `$@"…"`.
fn is_template(words: &Words<'_>, place: usize) -> bool {
    let before = |steps: usize| place.checked_sub(steps);
    let is = |at: Option<usize>, text: &str| at.is_some_and(|at| words.is(at, text));
    is(before(1), "$") || (is(before(1), "@") && is(before(2), "$"))
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
    if !words.is(bracket, "(") || takes_parameters(words, bracket) {
        return false;
    }
    let Some(close) = words.closing(bracket) else { return false };
    let inner: Vec<Token<'_>> =
        (bracket + 1..close).filter_map(|at| words.token(at)).filter(|token| token.kind != TokenKind::Space).collect();
    let [written @ .., name] = inner.as_slice() else { return false };
    let ends_type = written.last().is_some_and(|last| {
        matches!(last.kind, TokenKind::Word | TokenKind::Metavariable) || matches!(last.text, ">" | "]" | "?")
    });
    let is_type = written.iter().all(|token| match token.kind {
        TokenKind::Word => !NO_TYPES.contains(&token.text),
        TokenKind::Metavariable | TokenKind::Ellipsis | TokenKind::DeepOpen | TokenKind::DeepClose => true,
        _ => matches!(token.text, "." | "," | "<" | ">" | "[" | "]" | "?"),
    });
    // `(a > $X)` compares.
    let has_types = written.iter().any(|token| token.text.starts_with('<'))
        || !written.iter().any(|token| matches!(token.text, ">" | ","));
    name.kind == TokenKind::Metavariable && ends_type && is_type && has_types
}

/// Whether what stands around a bracket makes it a list of parameters or arguments.
fn takes_parameters(words: &Words<'_>, bracket: usize) -> bool {
    let after = words.closing(bracket).and_then(|close| words.after(close));
    if after.is_some_and(|after| words.is(after, "=") && words.is(after + 1, ">")) {
        return true;
    }
    let Some(before) = words.before(bracket).and_then(|at| words.token(at)) else { return false };
    match before.kind {
        TokenKind::Word => !KEYWORDS.contains(&before.text),
        TokenKind::Metavariable => true,
        _ => before.text == ">" && after.is_some_and(|after| words.is(after, "{")),
    }
}

fn ellipsis(words: &Words<'_>, place: usize, token: &Token<'_>) -> String {
    let is = |at: Option<usize>, text: &str| at.is_some_and(|at| words.is(at, text));
    let (before, after) = (words.before(place), words.after(place));
    if let Some(bracket) = token.inside.filter(|bracket| words.is(*bracket, "(")) {
        let is_alone = before == Some(bracket) && is(after, ")");
        let head = words.before(bracket);
        return match () {
            () if is_alone && is(head, "for") => "ǂǂ;;",
            () if is_alone && is(head, "foreach") => "var ǂǂ in ǂǂ",
            () => hole::ELLIPSIS,
        }
        .to_owned();
    }
    // What ends with a member is no statement of C#; one that counts it is.
    if is(before, ".") && is(after, ";") {
        return format!("{}++", hole::ELLIPSIS);
    }
    let brace = token.inside.filter(|bracket| words.is(*bracket, "{"));
    let written = match brace.map(|brace| kind_of(words, brace)) {
        None if token.inside.is_some() => hole::ELLIPSIS,
        Some(Brace::Members) if begins(words, place, brace) => "ǂǂ ǂǂ;",
        Some(Brace::Accessors) => "ǂǂ;",
        Some(Brace::Sections) if before == brace || is(before, "}") => "case ǂǂ:",
        Some(Brace::Arms) if before == brace || is(before, ",") => "ǂǂ => ǂǂ",
        None | Some(Brace::Statements | Brace::Sections) if is_whole_statement(words, place, brace) => "goto ǂǂ;",
        _ => hole::ELLIPSIS,
    };
    written.to_owned()
}

/// Whether a `...` is a statement: nothing before or after it makes it a part of an expression.
fn is_whole_statement(words: &Words<'_>, place: usize, brace: Option<usize>) -> bool {
    let after = words.after(place).and_then(|at| words.token(at));
    let goes_on = after.is_some_and(|token| token.kind == TokenKind::Mark && !matches!(token.text, "@" | "~"));
    begins(words, place, brace) && !goes_on && !(after.is_none() && words.before(place).is_none())
}

/// Whether a metavariable is a statement by itself.
fn is_statement(words: &Words<'_>, place: usize, token: &Token<'_>) -> bool {
    let ends = match words.after(place) {
        None => follows_head(words, place),
        Some(after) => {
            words.is(after, ";") || (token.kind == TokenKind::Rest && token.inside.is_some() && words.is(after, "}"))
        }
    };
    let holds_statements = match token.inside {
        Some(bracket) => words.is(bracket, "{") && kind_of(words, bracket) == Brace::Statements,
        None => true,
    };
    ends && holds_statements && begins(words, place, token.inside)
}

/// Whether what stands before a place leaves the statement to it that is decided on or repeated.
fn follows_head(words: &Words<'_>, place: usize) -> bool {
    let Some(before) = words.before(place).and_then(|at| words.token(at)) else { return false };
    let head = match before.kind {
        TokenKind::Close => before.inside.and_then(|open| words.before(open)).and_then(|at| words.token(at)),
        _ => Some(before),
    };
    head.is_some_and(|head| HEADS.contains(&head.text))
}

/// Whether a statement or member begins at a place.
fn begins(words: &Words<'_>, place: usize, bracket: Option<usize>) -> bool {
    let before = words.before(place).filter(|before| Some(*before) != bracket);
    before.and_then(|at| words.token(at)).is_none_or(|token| match token.kind {
        TokenKind::Mark => token.text == ";" || (token.text == ":" && bracket.is_some()),
        TokenKind::Word => matches!(token.text, "else" | "do"),
        TokenKind::Close => token.text != "]",
        TokenKind::Ellipsis => true,
        _ => false,
    })
}

/// What a brace opens, by what stands before it.
fn kind_of(words: &Words<'_>, brace: usize) -> Brace {
    let Some(before) = words.before(brace) else { return Brace::Statements };
    let Some(token) = words.token(before) else { return Brace::Statements };
    let head = head(words, brace);
    let has = |text: &str| head.iter().any(|token| token.text == text);
    match (token.kind, token.text) {
        (_, "switch") => Brace::Arms,
        (_, "is" | "with" | "and" | "or" | "not" | "new" | "=" | "," | "(" | "]") => Brace::Elements,
        (_, ">") if before.checked_sub(1).is_some_and(|sign| words.is(sign, "=")) => Brace::Statements,
        (_, "{") if kind_of(words, before) == Brace::Elements => Brace::Elements,
        (_, ")") if token.inside.and_then(|open| words.before(open)).is_some_and(|at| words.is(at, "switch")) => {
            Brace::Sections
        }
        _ if follows_type(&head) => Brace::Elements,
        _ if has("enum") => Brace::Constants,
        _ if CLASSES.iter().any(|word| has(word)) => Brace::Members,
        (TokenKind::Word | TokenKind::Metavariable, _) if head.len() > 1 && !has("delegate") && !has("where") => {
            Brace::Accessors
        }
        _ => Brace::Statements,
    }
}

/// The words from the begin of what a brace is a part of, the nearest first.
fn head<'p>(words: &Words<'p>, brace: usize) -> Vec<Token<'p>> {
    let level = words.token(brace).and_then(|token| token.inside);
    let all = (0..brace).rev().filter_map(|at| words.token(at));
    let own = all.filter(|token| token.inside == level && token.kind != TokenKind::Space);
    own.take_while(|token| !matches!(token.text, ";" | "}" | "{")).collect()
}

/// Whether what stands before a brace is a type that is constructed or asked for, with its arguments.
fn follows_type(head: &[Token<'_>]) -> bool {
    let is_word = |token: &Token<'_>| matches!(token.kind, TokenKind::Word | TokenKind::Metavariable);
    let begin = head.iter().position(|token| matches!(token.text, "new" | "is" | "case"));
    let written = begin.and_then(|begin| head.get(..begin)).unwrap_or_default();
    // `new void f()` hides another function.
    !written.is_empty() && !written.windows(2).any(|pair| pair.iter().all(is_word))
}
