//! Spans as places that people and other tools understand.

use paths::HopKind;
use scan::Sources;
use serde::Serialize;
use source::Span;

/// Bytes of a snippet that a machine-readable report carries at most.
const SNIPPET_BYTES: usize = 2_000;

/// A place in a file: lines and columns from 1, columns in Unicode scalar values, the end after the last character; and
/// the same as byte offsets from 0.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct TextPlace<'r> {
    pub path: &'r str,
    pub line: u32,
    pub column: u32,
    pub end_line: u32,
    pub end_column: u32,
    pub start: u32,
    pub end: u32,
}

impl<'r> TextPlace<'r> {
    /// The place of a span; line and column 1 for a file whose text the report does not hold.
    pub(crate) fn of(sources: &'r Sources, span: Span) -> Self {
        let (start, end) = (sources.start(span), sources.end(span));
        Self {
            path: sources.path(span.file),
            line: start.map_or(1, |place| place.line),
            column: start.map_or(1, |place| place.column),
            end_line: end.map_or(1, |place| place.line),
            end_column: end.map_or(1, |place| place.column),
            start: span.start,
            end: span.end,
        }
    }

    /// `path:line:column`.
    pub(crate) fn short(&self) -> String {
        format!("{}:{}:{}", self.path, self.line, self.column)
    }
}

/// The text of a span, cut when it is long.
pub(crate) fn snippet(sources: &Sources, span: Span) -> Option<&str> {
    let text = sources.snippet(span)?;
    text.get(..text.floor_char_boundary(SNIPPET_BYTES))
}

/// The name of a hop's kind in machine-readable reports.
pub(crate) const fn hop_kind(kind: HopKind) -> &'static str {
    match kind {
        HopKind::Entry => "entry",
        HopKind::Function => "function",
        HopKind::Weakness => "weakness",
        HopKind::Permission => "permission",
        HopKind::Goal => "goal",
    }
}
