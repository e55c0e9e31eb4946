//! What changed since the baseline.

use scan::Report;

use crate::Style;
use crate::style::Tone;

/// One line about new, known and fixed findings.
pub(super) fn since_baseline(report: &Report, style: &Style) -> String {
    let Some(summary) = &report.baseline else { return String::new() };
    let heading = style.paint(Tone::Strong, "since the baseline");
    let hint = if summary.fixed > 0 { "; `maremma baseline prune` forgets what is fixed" } else { "" };
    format!("{heading}: {} new, {} known, {} fixed{hint}\n", summary.new, summary.known, summary.fixed)
}
