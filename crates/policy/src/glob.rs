//! The wildcard language of IAM: `*` is any run of characters, `?` is any one, everything else is itself.
//!
//! Matching, inclusion and intersection of two patterns are exact within the budgets named at each function.

mod covers;
mod intersects;
mod wide;

use std::fmt::{self, Write as _};
use std::str::Chars;

use crate::hole::{HOLE_END, HOLE_START};

/// Steps after which a match is tried again in a way that costs more to begin with and less for each step.
const STEPS: usize = 1 << 14;

/// A wildcard pattern, normalised: in each run of wildcards the `?`s come first and at most one `*` follows.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Glob {
    tokens: Box<[Token]>,
}

/// One element of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Token {
    /// This character.
    Literal(char),
    /// Any one character.
    One,
    /// Any run of characters, the empty one too.
    Any,
}

impl Glob {
    /// The pattern a text means; wildcards inside a hole are plain characters.
    pub fn new(text: &str) -> Self {
        Self::from_tokens(tokens(text))
    }

    /// The pattern that matches `text` only.
    pub fn literal(text: &str) -> Self {
        Self { tokens: text.chars().map(Token::Literal).collect() }
    }

    pub(crate) fn from_tokens(tokens: impl IntoIterator<Item = Token>) -> Self {
        let mut normal: Vec<Token> = Vec::new();
        for token in tokens {
            match (normal.last(), token) {
                (Some(Token::Any), Token::Any) => {}
                (Some(Token::Any), Token::One) => {
                    let before = normal.len() - 1;
                    normal.insert(before, Token::One);
                }
                _ => normal.push(token),
            }
        }
        Self { tokens: normal.into_boxed_slice() }
    }

    pub(crate) fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// Whether the pattern matches every text.
    pub fn is_any(&self) -> bool {
        matches!(*self.tokens, [Token::Any])
    }

    /// Whether the pattern matches one text only.
    pub fn is_literal(&self) -> bool {
        self.tokens.iter().all(|token| matches!(token, Token::Literal(_)))
    }

    /// Whether the whole of `text` matches. Linear for patterns people write; at worst a 64th of the product of both
    /// lengths.
    pub fn matches(&self, text: &str) -> bool {
        self.matches_folded(text, |character| character)
    }

    /// Whether the whole of `text` matches when each of its characters is folded.
    pub(crate) fn matches_folded(&self, text: &str, fold: fn(char) -> char) -> bool {
        let mut at = 0;
        let mut rest = text.chars();
        let mut retry: Option<(usize, Chars<'_>)> = None;
        for _ in 0..STEPS {
            let mut ahead = rest.clone();
            match (self.tokens.get(at), ahead.next()) {
                (None, None) => return true,
                (Some(Token::Any), _) if at + 1 == self.tokens.len() => return true,
                (Some(Token::Any), _) => {
                    at += 1;
                    retry = Some((at, rest.clone()));
                }
                (Some(token), Some(next)) if token.accepts(fold(next)) => {
                    at += 1;
                    rest = ahead;
                }
                // With the text used up, a longer run for the last `*` leaves even less of it.
                (Some(_), None) => return false,
                _ => {
                    let Some((after, from)) = &mut retry else { return false };
                    if from.next().is_none() {
                        return false;
                    }
                    at = *after;
                    rest = from.clone();
                }
            }
        }
        wide::matches(&self.tokens, text.chars().map(fold))
    }
}

impl fmt::Display for Glob {
    /// The pattern as a policy writes it. A literal wildcard shows as one: texts in policies have no such character.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.tokens.iter().try_for_each(|token| match token {
            Token::Literal(character) => f.write_char(*character),
            Token::One => f.write_char('?'),
            Token::Any => f.write_char('*'),
        })
    }
}

impl Token {
    fn accepts(self, next: char) -> bool {
        match self {
            Self::Literal(literal) => literal == next,
            Self::One | Self::Any => true,
        }
    }
}

/// The tokens a text means, before normalisation.
pub(crate) fn tokens(text: &str) -> impl Iterator<Item = Token> + '_ {
    let closes_at = text.rfind(HOLE_END).unwrap_or_default();
    let mut in_hole = false;
    text.char_indices().map(move |(offset, character)| {
        match character {
            HOLE_START if offset < closes_at => in_hole = true,
            HOLE_END => in_hole = false,
            '*' if !in_hole => return Token::Any,
            '?' if !in_hole => return Token::One,
            _ => {}
        }
        Token::Literal(character)
    })
}

#[cfg(test)]
mod tests {
    use super::Glob;

    #[test]
    fn matching() {
        for (pattern, text, expected) in [
            ("", "", true),
            ("", "a", false),
            ("*", "", true),
            ("?", "", false),
            ("a*c", "abc", true),
            ("a*c", "ac", true),
            ("a*c", "acb", false),
            ("*ab*ab", "abab", true),
            ("*ab*ab", "ababa", false),
            ("*ab*ab", "ab", false),
            ("a?*", "a", false),
            ("a*?", "ab", true),
            ("a", "A", false),
            ("‹T*›", "‹Tx›", false),
            ("‹T*›", "‹T*›", true),
            ("x/*", "x/‹T›", true),
            ("‹open*", "‹open wide", true),
        ] {
            assert_eq!(Glob::new(pattern).matches(text), expected, "{pattern} on {text}");
        }
    }

    #[test]
    fn wildcard_runs_are_normalised() {
        assert_eq!(Glob::new("a*?*?b"), Glob::new("a??*b"));
        assert_eq!(Glob::new("**"), Glob::new("*"));
    }

    #[test]
    fn a_star_in_a_literal_is_a_character() {
        assert!(Glob::literal("a*").matches("a*"));
        assert!(!Glob::literal("a*").matches("ab"));
    }
}
