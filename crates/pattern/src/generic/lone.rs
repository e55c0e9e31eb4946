//! One pattern over texts, without a rule around it.

use std::cell::Cell;
use std::ops::Range;
use std::rc::Rc;

use source::{FileId, Span};
use tree::Symbols;

use super::{Document, Pattern, Settings, TextKind, text_kind};
use crate::Text;
use crate::rule::{Anchor, Language, Options, Regex};

/// A pattern of the language `generic`, or a regular expression.
#[derive(Debug, Clone)]
pub struct TextPattern {
    kind: Kind,
    settings: Settings,
}

#[derive(Debug, Clone)]
enum Kind {
    Generic(Pattern),
    Regex(Regex),
}

impl TextPattern {
    /// Reads a pattern, which is an expression in the language `regex`.
    ///
    /// # Errors
    /// When it is none: what is wrong with it.
    pub fn read(text: &str, language: Language, options: &Options) -> Result<Self, String> {
        let settings = Settings::of(options);
        let kind = if language == Language::Regex {
            let text = Text::new(text, Span::new(FileId(0), 0, 0));
            Kind::Regex(Regex::new(text, Anchor::Anywhere).map_err(|error| error.to_string())?)
        } else {
            Kind::Generic(Pattern::read(text, &settings, &mut Symbols::new())?)
        };
        Ok(Self { kind, settings })
    }

    /// Where it matches a text, in order: byte offsets. No places more once `steps` are used up.
    pub fn find(&self, text: &str, steps: &Cell<usize>) -> Vec<Range<u32>> {
        let place = |range: &Range<usize>| range.start as u32..range.end as u32;
        match &self.kind {
            Kind::Regex(regex) => regex.matches(text).map_while(Result::ok).map(|found| place(&found.range)).collect(),
            Kind::Generic(pattern) => {
                let is_written = text_kind(text.as_bytes()) == TextKind::Written;
                let document = || is_written.then(|| Rc::new(Document::read(text.to_owned())));
                let found = pattern.find(text, document, &self.settings, steps);
                found.into_iter().map(|one| one.range).collect()
            }
        }
    }
}
