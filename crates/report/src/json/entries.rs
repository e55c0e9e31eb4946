//! Ways into the application.

use scan::{EntrySummary, Sources};
use serde::Serialize;

use crate::place::TextPlace;

#[derive(Serialize)]
pub(super) struct EntryShape<'r> {
    kind: &'static str,
    label: &'r str,
    reach: &'static str,
    because: &'r [String],
    only_if: Option<&'r str>,
    template: &'r str,
    resource: &'r str,
    api: Option<&'r str>,
    function: Option<&'r str>,
    location: Option<TextPlace<'r>>,
}

impl<'r> EntryShape<'r> {
    pub(super) fn of(sources: &'r Sources, entry: &'r EntrySummary) -> Self {
        Self {
            kind: entry.kind,
            label: &entry.label,
            reach: entry.reach,
            because: &entry.because,
            only_if: entry.only_if.as_deref(),
            template: sources.path(entry.template),
            resource: &entry.resource,
            api: entry.api.as_deref(),
            function: entry.function.as_deref(),
            location: entry.span.map(|span| TextPlace::of(sources, span)),
        }
    }
}
