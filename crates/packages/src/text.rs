//! Lines of a text with their places.

use source::{FileId, Span};

/// A line without its end.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line<'t> {
    /// What it says.
    pub text: &'t str,
    /// Where it lies, without leading and trailing blanks.
    pub span: Span,
}

/// The lines of a text; a byte order mark is no part of the first.
pub(crate) fn lines(file: FileId, text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |whole| {
        let begin = start;
        start += whole.len();
        let line = whole.trim_end_matches(['\n', '\r']);
        let marked = line.strip_prefix('\u{feff}').filter(|_| begin == 0);
        let begin = begin + marked.map_or(0, |rest| line.len() - rest.len());
        let line = marked.unwrap_or(line);
        let (from, to) = (begin + line.len() - line.trim_start().len(), begin + line.trim_end().len());
        Line { text: line, span: Span::new(file, from, to.max(from)) }
    })
}
