//! What was not fully analysed, by kind.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use finding::{Notice, NoticeKind, Place};
use scan::Report;

use crate::Style;
use crate::place::TextPlace;
use crate::style::{Tone, plain};

/// Notices of a kind that are shown.
const SHOWN: usize = 10;

/// Notices grouped by kind, the first of each.
pub(super) fn by_kind(report: &Report, style: &Style) -> String {
    let mut kinds: BTreeMap<NoticeKind, Vec<&Notice>> = BTreeMap::new();
    for notice in &report.notices {
        kinds.entry(notice.kind).or_default().push(notice);
    }
    let shown = if style.verbose { usize::MAX } else { SHOWN };
    let mut text = String::new();
    for (kind, notices) in kinds {
        let _ = writeln!(text, "{} · {}", style.paint(Tone::Strong, meaning(kind)), notices.len());
        for notice in notices.iter().take(shown) {
            let _ = writeln!(text, "  {}", line(report, notice, style));
        }
        if notices.len() > shown {
            let _ = writeln!(text, "  … and {} more; --verbose shows all", notices.len() - shown);
        }
    }
    text
}

fn line(report: &Report, notice: &Notice, style: &Style) -> String {
    let place = match &notice.place {
        Place::Scan => return plain(&notice.message),
        Place::Path(path) => path.clone(),
        Place::Beside(path, line) => line.map_or_else(|| path.clone(), |line| format!("{path}:{line}")),
        Place::File(file) => report.sources.path(*file).to_owned(),
        Place::Span(span) => TextPlace::of(&report.sources, *span).short(),
    };
    format!("{}  {}", style.paint(Tone::Faint, &plain(&place)), plain(&notice.message))
}

/// The kind as a heading.
const fn meaning(kind: NoticeKind) -> &'static str {
    match kind {
        NoticeKind::Unreadable => "not readable",
        NoticeKind::Malformed => "malformed, analysed as far as understood",
        NoticeKind::Invalid => "not valid",
        NoticeKind::Limit => "a limit was reached",
        NoticeKind::Unresolved => "not known from the files",
        NoticeKind::Unsupported => "not analysed yet",
        NoticeKind::Skipped => "left out",
        NoticeKind::Ambiguous => "suspicious",
        NoticeKind::Generated => "written by a tool",
    }
}
