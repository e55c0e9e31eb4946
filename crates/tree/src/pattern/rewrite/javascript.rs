//! Patterns of JavaScript and TypeScript.

use super::{Draft, Words, Wrapper, common, with_names};
use crate::pattern::token::TokenKind;

/// Words after which a bracket is no list of arguments.
const KEYWORDS: &[&str] = &[
    "return",
    "typeof",
    "await",
    "yield",
    "new",
    "delete",
    "void",
    "in",
    "of",
    "instanceof",
    "case",
    "throw",
    "else",
    "if",
    "while",
    "for",
    "switch",
    "catch",
];

/// Words after which an expression follows.
const BEFORE_EXPRESSIONS: &[&str] = &[
    "return", "typeof", "await", "yield", "case", "throw", "in", "of", "default", "from", "function", "class", "const",
    "let", "var", "import", "export", "new", "extends", "async",
];

pub(super) fn drafts(words: &Words<'_>) -> Vec<Draft> {
    let plain = || words.draft(write);
    let mut drafts: Vec<Draft> = words.parts(write).into_iter().collect();
    if is_entry(words) {
        drafts.push(plain().around("({", "})", Wrapper::Entries));
    }
    if let Some(end) = taken_apart(words) {
        // `{a} = b` is no block.
        let bracketed = |words: &Words<'_>, place: usize| {
            let written = write(words, place)?;
            Some(if place == end { format!("){written}") } else { written })
        };
        let after = if end == words.len() { ")" } else { "" };
        drafts.push(words.draft(bracketed).around("(", after, Wrapper::None));
    }
    if words.begins_with("{") {
        drafts.push(plain().around("(", ")", Wrapper::None));
    }
    drafts.push(plain());
    drafts.push(plain().around("class ǂ {", "}", Wrapper::Class));
    drafts.push(plain().around("({", "})", Wrapper::Entries));
    // The head of a class or of a method.
    drafts.push(plain().around("", " {}", Wrapper::None));
    drafts.push(plain().around("class ǂ {", " {} }", Wrapper::Class));
    drafts.push(plain().around("switch (ǂ) {", "}", Wrapper::Cases));
    if words.begins_with("@") {
        // `@d async f` speaks of a field, which the grammar takes without the word.
        let as_field = |words: &Words<'_>, place: usize| match is_async_field(words, place) {
            true => Some(String::new()),
            false => write(words, place),
        };
        drafts.push(words.draft(as_field).around("class ǂ {", "}", Wrapper::Class));
        drafts.push(plain().around("class ǂ {", " ǂ() {} }", Wrapper::Attributes));
    }
    drafts
}

/// Whether a word is an `async` before a name that ends the pattern.
fn is_async_field(words: &Words<'_>, place: usize) -> bool {
    let name = words.after(place).filter(|_| words.is(place, "async"));
    name.is_some_and(|name| words.after(name).is_none())
}

/// Where a statement ends that begins with `{…} =`.
fn taken_apart(words: &Words<'_>) -> Option<usize> {
    let open = words.first().filter(|first| words.is(*first, "{"))?;
    let close = words.closing(open)?;
    let mark = words.after(close).filter(|mark| words.is(*mark, "=") && !words.is(*mark + 1, "="))?;
    let ends = |place: &usize| {
        words.token(*place).is_some_and(|token| {
            let is_line = token.kind == TokenKind::Space && token.text.contains('\n');
            token.inside.is_none() && (is_line || token.text == ";")
        })
    };
    Some((mark..words.len()).find(ends).unwrap_or(words.len()))
}

/// Whether a pattern is `key: value`, which would else be read as a label.
fn is_entry(words: &Words<'_>) -> bool {
    let head = words.first();
    let Some((head, mark)) = head.and_then(|head| Some((head, words.after(head)?))) else { return false };
    let is_key = words.token(head).is_some_and(|token| {
        matches!(token.kind, TokenKind::Word | TokenKind::Metavariable | TokenKind::Text) && token.text != "default"
    });
    is_key && words.is(mark, ":")
}

fn write(words: &Words<'_>, place: usize) -> Option<String> {
    let token = words.token(place)?;
    if let Some(written) = words.typed(place, |bracket| is_typed_place(words, bracket)) {
        return Some(written);
    }
    match token.kind {
        TokenKind::Metavariable if is_in_tag(words, place) && follows(words, place, "=") => {
            Some(format!("{{{}}}", common(&token)))
        }
        TokenKind::Metavariable if follows(words, place, "from") => Some(format!("'{}'", token.text)),
        TokenKind::Ellipsis if is_spread(words, place) => Some("...".to_owned()),
        TokenKind::Ellipsis => Some(ellipsis(words, place).to_owned()),
        TokenKind::Text if token.text.starts_with('`') => Some(with_names(token.text)),
        TokenKind::Text => Some(token.text.to_owned()),
        _ => Some(common(&token)),
    }
}

fn follows(words: &Words<'_>, place: usize, text: &str) -> bool {
    words.before(place).is_some_and(|before| words.is(before, text))
}

/// Whether `...` is the operator of what stands right after it.
fn is_spread(words: &Words<'_>, place: usize) -> bool {
    let Some(next) = words.token(place + 1) else { return false };
    match next.kind {
        TokenKind::Metavariable | TokenKind::Word => true,
        TokenKind::Open => next.text != "(",
        _ => false,
    }
}

fn ellipsis(words: &Words<'_>, place: usize) -> &'static str {
    let bracket = words.token(place).and_then(|token| token.inside);
    let (before, after) = (words.before(place), words.after(place));
    let is = |at: Option<usize>, text: &str| at.is_some_and(|at| words.is(at, text));
    if is(before, ">") && is(after, "<") {
        return "{ǂǂ}";
    }
    if is_in_tag(words, place) {
        return if is(before, "=") { "{ǂǂ}" } else { "ǂǂ" };
    }
    if let Some(bracket) = bracket {
        if words.is(bracket, "(") {
            let is_head = words.before(bracket).is_some_and(|word| words.is(word, "for"));
            let is_alone = before == Some(bracket) && is(after, ")");
            return if is_head && is_alone { "ǂǂ;;" } else { "ǂǂ" };
        }
        if words.is(bracket, "{") && is_switch(words, bracket) && is_between_cases(words, before, bracket) {
            return "case ǂǂ:";
        }
        if !words.is(bracket, "{") || is_object(words, bracket) {
            return "ǂǂ";
        }
    }
    if is_statement(words, place, bracket) { "ǂǂ;" } else { "ǂǂ" }
}

/// Whether a place is among the attributes of a tag: the last angle bracket before it opens one.
fn is_in_tag(words: &Words<'_>, place: usize) -> bool {
    let is_arrow = |at: usize| at > 0 && words.is(at - 1, "=");
    let last = (0..place).rev().find(|at| words.is(*at, "<") || (words.is(*at, ">") && !is_arrow(*at)));
    last.is_some_and(|at| {
        let opens =
            words.token(at + 1).is_some_and(|next| matches!(next.kind, TokenKind::Word | TokenKind::Metavariable));
        words.is(at, "<")
            && opens
            && words.token(at).and_then(|own| own.inside) == words.token(place).and_then(|own| own.inside)
    })
}

/// Whether `...` is a statement: nothing before it waits for an expression, and nothing after it goes on with one.
fn is_statement(words: &Words<'_>, place: usize, bracket: Option<usize>) -> bool {
    let begins = match words.before(place).filter(|before| Some(*before) != bracket).and_then(|at| words.token(at)) {
        None => true,
        Some(token) => match token.kind {
            TokenKind::Mark => matches!(token.text, ";") || token.text == ":" && bracket.is_some(),
            TokenKind::Word => !BEFORE_EXPRESSIONS.contains(&token.text),
            TokenKind::Open => false,
            _ => true,
        },
    };
    let goes_on = words
        .after(place)
        .and_then(|at| words.token(at))
        .is_some_and(|token| token.kind == TokenKind::Mark && !matches!(token.text, ";" | "<" | "@" | "/" | "!"));
    begins && !goes_on
}

/// Whether the brace opened at a place begins an object: where an expression is waited for.
fn is_object(words: &Words<'_>, bracket: usize) -> bool {
    let Some(before) = words.before(bracket).and_then(|at| Some((at, words.token(at)?))) else {
        return !words.directly_inside(bracket).any(|place| words.is(place, ";"));
    };
    let (at, token) = before;
    match token.kind {
        // `<a b={{c: d}} />`
        TokenKind::Open => token.text != "{" || words.before(at).is_some_and(|before| words.is(before, "=")),
        TokenKind::DeepOpen => true,
        TokenKind::Mark => {
            let is_arrow = token.text == ">" && at > 0 && words.is(at - 1, "=");
            matches!(token.text, "=" | "," | ":" | "?" | "|" | "&" | "+") || (token.text == ">" && !is_arrow)
        }
        TokenKind::Word => matches!(token.text, "return" | "import" | "const" | "let" | "var" | "default" | "export"),
        _ => false,
    }
}

fn is_switch(words: &Words<'_>, bracket: usize) -> bool {
    let close = words.before(bracket).and_then(|at| words.token(at)).filter(|token| token.text == ")");
    let open = close.and_then(|token| token.inside);
    open.and_then(|open| words.before(open)).is_some_and(|word| words.is(word, "switch"))
}

fn is_between_cases(words: &Words<'_>, before: Option<usize>, bracket: usize) -> bool {
    before == Some(bracket) || before.is_some_and(|before| words.is(before, "}"))
}

/// Whether `$X: T` in a bracket is a metavariable with a type: not a parameter, and not an entry.
fn is_typed_place(words: &Words<'_>, bracket: usize) -> bool {
    if !words.is(bracket, "(") {
        return false;
    }
    let name = words.before(bracket).filter(|_| words.follows_a_name(bracket, KEYWORDS));
    let is_named = name.and_then(|name| words.before(name)).is_some_and(|word| words.is(word, "function"));
    let after = words.closing(bracket).and_then(|close| words.after(close));
    let begins_body =
        after.is_some_and(|after| words.is(after, "{") || (words.is(after, "=") && words.is(after + 1, ">")));
    let is_anonymous = words.before(bracket).is_some_and(|word| words.is(word, "function"));
    !is_named && !begins_body && !is_anonymous
}
