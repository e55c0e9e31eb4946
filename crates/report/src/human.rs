//! The report for people: first the attack paths, the one fix and what changed; then everything else.

mod changes;
mod findings;
mod notices;
mod paths;
mod summary;

use std::io;

use scan::Report;

use crate::Style;
use crate::style::harmless;

pub use summary::summary;
pub(crate) use summary::tone;

/// Writes the report for people; ends with the summary line.
///
/// # Errors
/// When `out` does.
pub fn human(report: &Report, style: &Style, out: &mut dyn io::Write) -> io::Result<()> {
    let sections = [
        paths::attack_paths(report, style),
        paths::first_fix(report, style),
        changes::since_baseline(report, style),
        findings::by_function(report, style),
        notices::by_kind(report, style),
    ];
    for section in sections.into_iter().filter(|section| !section.is_empty()) {
        writeln!(out, "{}", harmless(section))?;
    }
    writeln!(out, "{}", summary(report, style))
}
