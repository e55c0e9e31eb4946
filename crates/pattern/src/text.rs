//! Texts of a rule file that know where they were written.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use source::Span;

/// A text as the rule file says it, and the place it was written at.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Text {
    /// What it says, after YAML or JSON took their quotes, escapes and indentation away.
    pub text: Arc<str>,
    /// Where it stands in the rule file.
    pub span: Span,
}

impl Text {
    /// A text at a place.
    pub fn new(text: impl Into<Arc<str>>, span: Span) -> Self {
        Self { text: text.into(), span }
    }

    /// What it says.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Where the byte at `offset` of the text stands in the rule file, whose whole text is `file`: one character, or the span of
    /// the whole text if it was written with escapes or folded, so that the place cannot be told.
    pub fn place(&self, file: &str, offset: usize) -> Span {
        self.find(file, offset).map_or(self.span, |at| Span::new(self.span.file, at.start, at.end))
    }

    /// The line of the text that holds `offset`, found again in what was written.
    fn find(&self, file: &str, offset: usize) -> Option<Range<usize>> {
        let (start, end) = (self.span.start as usize, self.span.end as usize);
        let written = file.get(start..end)?;
        let before = self.text.get(..offset)?;
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = self.text.get(line_start..)?.lines().next().unwrap_or_default();
        let number = before.matches('\n').count();
        let block = usize::from(written.starts_with(['|', '>']));
        let written_line = written.split('\n').nth(number + block)?;
        let written_start = start + written.split('\n').take(number + block).map(|line| line.len() + 1).sum::<usize>();
        let at = written_start + written_line.find(line)? + (offset - line_start);
        let width = file.get(at..)?.chars().next().map_or(0, char::len_utf8);
        Some(at..at + width)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

/// The name of a metavariable, with its `$`: `$X`, `$...ARGS`, `$1`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Metavariable(Arc<str>);

impl Metavariable {
    /// A name as written.
    pub fn new(name: impl Into<Arc<str>>) -> Self {
        Self(name.into())
    }

    /// The name, with its `$`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether a pattern can bind such a name at all: `$` and capitals, digits and `_`, or `$...` and the same.
    pub fn is_well_formed(&self) -> bool {
        let Some(name) = self.0.strip_prefix('$') else { return false };
        let name = name.strip_prefix("...").unwrap_or(name);
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    }
}

impl fmt::Display for Metavariable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use source::FileId;

    use super::*;

    #[test]
    fn an_offset_is_found_in_what_was_written() {
        let file = "pattern: |\n  foo($X)\n  bar($Y)\n";
        let text = Text::new("foo($X)\nbar($Y)\n", Span::new(FileId(0), 9, file.len()));
        let place = text.place(file, 12);
        assert_eq!(file.get(place.start as usize..place.end as usize), Some("$"));
        assert_eq!(place.start, 27);
        let folded = Text::new("a b", Span::new(FileId(0), 0, 3));
        assert_eq!(folded.place("a\nb", 2), folded.span);
    }

    #[test]
    fn metavariables_have_a_shape() {
        for name in ["$X", "$...ARGS", "$_A1", "$1", "$x"] {
            assert!(Metavariable::new(name).is_well_formed(), "{name}");
        }
        for name in ["X", "$", "$...", "$X Y", ""] {
            assert!(!Metavariable::new(name).is_well_formed(), "{name}");
        }
    }
}
