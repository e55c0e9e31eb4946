//! The report as JSON, for scripts. Its shape is `schema/report.schema.json`; a change that could break a reader gets a
//! new version.

mod advised;
mod document;
mod entries;
mod findings;
mod notices;
mod paths;
mod rules;

use std::io;

use scan::Report;

pub(crate) use advised::AdvisedShape;
pub(crate) use notices::NoticeShape;

/// Writes the report as JSON; ends with a line end.
///
/// # Errors
/// When `out` does.
pub fn json(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &document::Document::of(report))?;
    writeln!(out)
}
