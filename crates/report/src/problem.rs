//! Mistakes of the user, drawn like findings: what, where, and what to do.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Snippet};

use crate::Style;
use crate::drawing::renderer;
use crate::style::{harmless, plain};

/// A mistake in the command line or in a file that steers Maremma.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Problem {
    /// What is wrong; lower case, no full stop.
    pub message: String,
    /// Where, if it is in a file: the path, the text and the bytes.
    pub at: Option<(String, String, Range<usize>)>,
    /// What to do.
    pub help: Option<String>,
}

impl Problem {
    /// A problem without a place.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), at: None, help: None }
    }

    /// The problem with what to do about it.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The problem as text; ends with a line end.
    pub fn draw(&self, style: &Style) -> String {
        let mut group = Group::with_title(Level::ERROR.primary_title(self.message.as_str()));
        if let Some((path, text, span)) = &self.at {
            let start = text.floor_char_boundary(span.start);
            let end = text.ceil_char_boundary(span.end.max(start));
            let mark = AnnotationKind::Primary.span(start..end);
            group = group.element(Snippet::source(text.as_str()).path(path.as_str()).annotation(mark));
        }
        if let Some(help) = &self.help {
            group = group.element(Level::HELP.message(plain(help)));
        }
        harmless(format!("{}\n", renderer(style).render(&[group])))
    }
}
