//! Notices.

use finding::{Notice, Place};
use scan::Sources;
use serde::Serialize;

use crate::place::TextPlace;

/// `path` is there for every place but the scan as a whole, `location` only for a place in a file, `line` only for one in a
/// file beside the scan.
#[derive(Serialize)]
pub(crate) struct NoticeShape<'r> {
    kind: &'static str,
    incomplete: bool,
    message: &'r str,
    path: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    location: Option<TextPlace<'r>>,
}

impl<'r> NoticeShape<'r> {
    pub(crate) fn of(sources: &'r Sources, notice: &'r Notice) -> Self {
        let (path, location) = match &notice.place {
            Place::Scan => (None, None),
            Place::Path(path) | Place::Beside(path, _) => (Some(path.as_str()), None),
            Place::File(file) => (Some(sources.path(*file)), None),
            Place::Span(span) => (Some(sources.path(span.file)), Some(TextPlace::of(sources, *span))),
        };
        let (kind, incomplete) = (notice.kind.name(), notice.kind.is_incomplete());
        let line = if let Place::Beside(_, line) = &notice.place { *line } else { None };
        Self { kind, incomplete, message: &notice.message, path, line, location }
    }
}
