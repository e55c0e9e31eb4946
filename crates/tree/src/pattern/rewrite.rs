//! A pattern's text with its holes written as the grammar takes them.

mod csharp;
mod go;
mod java;
mod javascript;
mod php;
mod python;
mod ruby;

use super::token::{Token, TokenKind, tokens};
use crate::hole;
use crate::language::Language;

/// What stands around a pattern that the grammar does not take alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wrapper {
    /// Nothing.
    None,
    /// What is decorated.
    Attributes,
    /// The body of a class.
    Class,
    /// An object or a composite literal.
    Entries,
    /// The cases of a switch.
    Cases,
    /// The body of a constructor.
    Body,
    /// What an `if` decides.
    Condition,
    /// What follows a body that may fail.
    Try,
    /// The body that may fail, before what is caught.
    Catch,
    /// The body that may fail, before what is done at last.
    Finally,
    /// A variable that holds it.
    Value,
    /// A variable of this type.
    Type,
}

/// A text for the grammar.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) text: String,
    pub(super) wrapper: Wrapper,
    /// Where pieces of it come from: its offset, the pattern's offset; in order.
    origins: Vec<(usize, usize)>,
}

impl Draft {
    /// The draft with something around it that is no part of the pattern.
    fn around(mut self, before: &str, after: &str, wrapper: Wrapper) -> Self {
        for (draft, _) in &mut self.origins {
            *draft += before.len();
        }
        Self { text: format!("{before}{}{after}", self.text), wrapper, ..self }
    }

    /// The place in the pattern of a place in the draft.
    pub(super) fn origin(&self, at: usize) -> usize {
        let known = self.origins.iter().rev().find(|(draft, _)| *draft <= at);
        known.map_or(0, |(draft, pattern)| pattern + (at - draft))
    }
}

/// The ways to read a pattern, the likeliest first.
pub(super) fn drafts(text: &str, language: Language) -> Vec<Draft> {
    let words = Words { tokens: tokens(text) };
    match language {
        Language::Python => python::drafts(&words),
        Language::JavaScript | Language::TypeScript | Language::Tsx => javascript::drafts(&words),
        Language::Java => java::drafts(&words),
        Language::Go => go::drafts(&words),
        Language::Ruby => ruby::drafts(&words),
        Language::Php => php::drafts(&words),
        Language::CSharp => csharp::drafts(&words),
    }
}

/// The words of a pattern, with what a language asks of their surroundings.
struct Words<'p> {
    tokens: Vec<Token<'p>>,
}

impl<'p> Words<'p> {
    /// A draft in which `write` says how the holes are written; `None` leaves a word to the common way.
    fn draft(&self, write: impl Fn(&Self, usize) -> Option<String>) -> Draft {
        let mut draft = Draft { text: String::new(), wrapper: Wrapper::None, origins: Vec::new() };
        for (place, token) in self.tokens.iter().enumerate() {
            draft.origins.push((draft.text.len(), token.at));
            match write(self, place) {
                Some(written) => draft.text.push_str(&written),
                None => draft.text.push_str(&common(token)),
            }
        }
        draft
    }

    /// The ways to read a part of a statement in braces.
    fn parts(&self, write: impl Fn(&Self, usize) -> Option<String>) -> Option<Draft> {
        let head = self.first()?;
        let body = self.after(head)?;
        let ends = self.closing(body).is_some_and(|close| self.after(close).is_none());
        let (before, after, wrapper) = match self.token(head)?.text {
            "if" if ends => ("", " {}", Wrapper::Condition),
            "try" if ends && self.is(body, "{") => ("", " finally {}", Wrapper::Try),
            "catch" => ("try {} ", "", Wrapper::Catch),
            "finally" => ("try {} ", "", Wrapper::Finally),
            _ => return None,
        };
        Some(self.draft(write).around(before, after, wrapper))
    }

    fn len(&self) -> usize {
        self.tokens.len()
    }

    fn token(&self, place: usize) -> Option<Token<'p>> {
        self.tokens.get(place).copied()
    }

    /// Whether the word at a place is this one.
    fn is(&self, place: usize, text: &str) -> bool {
        self.token(place).is_some_and(|token| token.text == text)
    }

    /// The word before a place that is no space.
    fn before(&self, place: usize) -> Option<usize> {
        (0..place).rev().find(|before| self.token(*before).is_some_and(|token| token.kind != TokenKind::Space))
    }

    /// The words directly inside the bracket opened at a place, without spaces.
    fn directly_inside(&self, bracket: usize) -> impl Iterator<Item = usize> + '_ {
        let own = move |token: &Token<'_>| token.inside == Some(bracket) && token.kind != TokenKind::Close;
        let solid = |token: &Token<'_>| token.kind != TokenKind::Space;
        self.tokens.iter().enumerate().filter(move |(_, token)| own(token) && solid(token)).map(|(place, _)| place)
    }

    /// The place of the bracket that closes the one opened at a place.
    fn closing(&self, bracket: usize) -> Option<usize> {
        let closes = |token: &Token<'_>| token.kind == TokenKind::Close && token.inside == Some(bracket);
        self.tokens.iter().position(closes)
    }

    /// Whether a `:` stands directly inside the bracket opened at a place.
    fn has_colon(&self, bracket: usize) -> bool {
        self.directly_inside(bracket).any(|place| self.is(place, ":"))
    }

    /// Whether the pattern begins with a word.
    fn begins_with(&self, text: &str) -> bool {
        self.first().is_some_and(|first| self.is(first, text))
    }

    /// The first word.
    fn first(&self) -> Option<usize> {
        self.tokens.iter().position(|token| token.kind != TokenKind::Space)
    }

    /// The word after a place that is no space.
    fn after(&self, place: usize) -> Option<usize> {
        (place + 1..self.tokens.len())
            .find(|after| self.token(*after).is_some_and(|token| token.kind != TokenKind::Space))
    }

    /// How the word at a place is written as part of `$X: T` with a type, where `fits` allows that in its bracket: as the
    /// call of a name that no code has.
    fn typed(&self, place: usize, fits: impl Fn(usize) -> bool) -> Option<String> {
        let token = self.token(place)?;
        let bracket = token.inside.filter(|bracket| fits(*bracket))?;
        if self.typed_at(place, bracket) {
            return Some(format!("{}({}", hole::TYPED, common(&token)));
        }
        match token.text {
            ":" => self.before(place).filter(|before| self.typed_at(*before, bracket)).map(|_| ",".to_owned()),
            "," | ")" => self.open_typed(place, bracket).then(|| format!("){}", token.text)),
            _ => None,
        }
    }

    /// Whether the word at a place is a metavariable with a type after it.
    fn typed_at(&self, place: usize, bracket: usize) -> bool {
        let Some(token) = self.token(place) else { return false };
        token.kind == TokenKind::Metavariable
            && token.inside == Some(bracket)
            && self.before(place).is_none_or(|before| !self.is(before, "lambda"))
            && self.after(place).is_some_and(|after| self.is(after, ":"))
    }

    /// Whether the element that ends at a place began as a metavariable with a type.
    fn open_typed(&self, place: usize, bracket: usize) -> bool {
        let begin = self.directly_inside(bracket).filter(|word| *word < place && self.is(*word, ",")).last();
        self.after(begin.unwrap_or(bracket)).is_some_and(|first| self.typed_at(first, bracket))
    }

    /// Whether what stands before a bracket makes it a list of arguments or parameters.
    fn follows_a_name(&self, bracket: usize, keywords: &[&str]) -> bool {
        let Some(before) = self.before(bracket).and_then(|place| self.token(place)) else { return false };
        match before.kind {
            TokenKind::Word => !keywords.contains(&before.text),
            TokenKind::Metavariable | TokenKind::Close | TokenKind::Ellipsis | TokenKind::Text => true,
            _ => false,
        }
    }
}

/// A string with its metavariables as names, for languages whose strings have holes in braces.
fn with_names(text: &str) -> String {
    let inner = tokens(text.get(1..).unwrap_or_default());
    let mut out: String = text.chars().take(1).collect();
    for token in inner {
        match token.kind {
            TokenKind::Metavariable => out.push_str(&common(&token)),
            TokenKind::Ellipsis if token.inside.is_some() => out.push_str(hole::ELLIPSIS),
            _ => out.push_str(token.text),
        }
    }
    out
}

/// How a word is written where the language has nothing special to say.
fn common(token: &Token<'_>) -> String {
    match token.kind {
        TokenKind::Metavariable => token.text.replace('$', hole::MARK),
        TokenKind::Rest => token.text.replace("$...", "ǂǂǂ"),
        TokenKind::Ellipsis => hole::ELLIPSIS.to_owned(),
        TokenKind::DeepOpen => format!("{}(", hole::DEEP),
        TokenKind::DeepClose => ")".to_owned(),
        _ => token.text.to_owned(),
    }
}
