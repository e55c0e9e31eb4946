//! Notices.

use finding::{Notice, Place};
use scan::Sources;
use serde::Serialize;

use crate::place::TextPlace;

/// `path` is there for every place but the scan as a whole, `location` only for a place in a file.
#[derive(Serialize)]
pub(crate) struct NoticeShape<'r> {
    kind: &'static str,
    incomplete: bool,
    message: &'r str,
    path: Option<&'r str>,
    location: Option<TextPlace<'r>>,
}

impl<'r> NoticeShape<'r> {
    pub(crate) fn of(sources: &'r Sources, notice: &'r Notice) -> Self {
        let (path, location) = match &notice.place {
            Place::Scan => (None, None),
            Place::Path(path) => (Some(path.as_str()), None),
            Place::File(file) => (Some(sources.path(*file)), None),
            Place::Span(span) => (Some(sources.path(span.file)), Some(TextPlace::of(sources, *span))),
        };
        let (kind, incomplete) = (notice.kind.name(), notice.kind.is_incomplete());
        Self { kind, incomplete, message: &notice.message, path, location }
    }
}
