//! The language `generic`: patterns over the text of any file, as words, marks and brackets.
//!
//! There are two readings. [`spaced`] sees the lines of a text as a tree: what is indented more lies in a block, and so does what
//! stands in brackets on one line. [`flat`] sees a row of words and marks, in which only brackets hold together.

mod comments;
mod flat;
mod kind;
mod lone;
mod settings;
mod spaced;

use std::cell::Cell;
use std::ops::Range;
use std::rc::Rc;

use tree::{Symbol, Symbols};

pub(crate) use comments::without_comments;
pub use kind::{TextKind, text_kind};
pub use lone::TextPattern;
pub(crate) use settings::Settings;
pub(crate) use spaced::Document;

/// A pattern of the language `generic`.
#[derive(Debug, Clone)]
pub(crate) enum Pattern {
    /// Over lines and blocks.
    Spaced(spaced::Pattern),
    /// Over words and brackets.
    Flat(flat::Pattern),
}

/// One place where a pattern is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    /// The place: byte offsets.
    pub range: Range<u32>,
    /// The places that metavariables stand for.
    pub bindings: Vec<(Symbol, Range<u32>)>,
}

/// Bytes of a pattern that are read at all.
const LENGTH_LIMIT: usize = 1 << 16;

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// When it is none: what is wrong with it.
    pub(crate) fn read(text: &str, settings: &Settings, symbols: &mut Symbols) -> Result<Self, String> {
        if text.len() > LENGTH_LIMIT {
            return Err("the pattern is too long".to_owned());
        }
        if settings.is_flat() {
            flat::Pattern::read(text, settings.flat()?, symbols).map(Self::Flat)
        } else {
            spaced::Pattern::read(text, symbols).map(Self::Spaced)
        }
    }

    /// Where it is found. `document` is the text as lines and blocks, where it can be read so.
    pub(crate) fn find(
        &self,
        text: &str,
        document: impl FnOnce() -> Option<Rc<Document>>,
        settings: &Settings,
        steps: &Cell<usize>,
    ) -> Vec<Found> {
        match self {
            Self::Flat(pattern) => flat::find(pattern, text, steps),
            Self::Spaced(pattern) => {
                document().map_or_else(Vec::new, |document| spaced::find(pattern, &document, settings.max_span, steps))
            }
        }
    }
}

/// The words that must stand in a text for a pattern to be found there.
pub(crate) fn words(pattern: &str) -> Vec<&str> {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut words = Vec::new();
    let mut from = 0;
    while let Some(start) = pattern.get(from..).and_then(|rest| rest.find(is_word)).map(|at| from + at) {
        let rest = pattern.get(start..).unwrap_or_default();
        let length = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        // What follows a `$` may be the name of a metavariable.
        let before = pattern.get(..start).unwrap_or_default().trim_end_matches('.');
        if !before.ends_with('$') {
            words.extend(rest.get(..length));
        }
        from = start + length;
    }
    if words.is_empty() {
        // A sign tells little, but of `<$TAG ...` it is all there is.
        words.extend(pattern.find(['<', '>', '@', '=']).and_then(|at| pattern.get(at..at + 1)));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_pattern_are_no_metavariables() {
        assert_eq!(words("a.b($X, $...ARGS) é c_1"), ["a", "b", "c_1"]);
        assert_eq!(words("<$TAG ..."), ["<"]);
        assert_eq!(words("$X ..."), [""; 0]);
    }
}
