//! Attack paths, drawn on the lines they stand on, and the change that closes most of them.

use std::fmt::Write as _;

use annotate_snippets::Level;
use paths::{AttackPath, ChokePoint, HopKind};
use scan::Report;

use crate::Style;
use crate::drawing::{Mark, excerpts, level, merged, renderer};
use crate::place::TextPlace;
use crate::style::{Tone, count, plain};

/// Paths that are drawn; the others get one line each.
const DRAWN: usize = 3;
/// Paths that get one line.
const LISTED: usize = 5;

/// The worst attack paths.
pub(super) fn attack_paths(report: &Report, style: &Style) -> String {
    let mut text = String::new();
    if report.paths.is_empty() {
        return text;
    }
    let (drawn, listed) = if style.verbose { (usize::MAX, usize::MAX) } else { (DRAWN, LISTED) };
    let _ = writeln!(text, "{}\n", style.paint(Tone::Strong, &count(report.paths.len(), "attack path")));
    for path in report.paths.iter().take(drawn) {
        let _ = writeln!(text, "{}\n", draw(report, path, style));
    }
    if report.paths.len() <= drawn {
        text.pop();
    }
    let rest: Vec<&AttackPath> = report.paths.iter().skip(drawn).collect();
    for path in rest.iter().take(listed) {
        let condition = path.only_if.as_ref().map_or_else(String::new, |only_if| format!(" (only if {only_if})"));
        let _ = writeln!(text, "{}: {}{}", path.severity, plain(&path.title), plain(&condition));
    }
    if rest.len() > listed {
        let _ = writeln!(text, "… and {} more; --verbose draws all", rest.len() - listed);
    }
    text
}

/// One path: who gets what, the chain, and the lines it stands on.
fn draw(report: &Report, path: &AttackPath, style: &Style) -> String {
    let marks = path.hops.iter().enumerate().filter_map(|(index, hop)| {
        let label = format!("{}. {}", index + 1, hop.message);
        Some(Mark { span: hop.span?, label, primary: hop.kind == HopKind::Entry })
    });
    let marks = merged(marks.collect());
    let mut group = level(path.severity).primary_title(path.title.as_str()).elements(excerpts(&report.sources, &marks));
    let chain: Vec<&str> = path.hops.iter().map(|hop| hop.label.as_str()).collect();
    group = group.element(Level::NOTE.with_name("path").message(plain(&chain.join(" → "))));
    if let Some(condition) = &path.only_if {
        group = group.element(Level::NOTE.with_name("only if").message(plain(condition)));
    }
    renderer(style).render(&[group])
}

/// The change that closes most paths.
pub(super) fn first_fix(report: &Report, style: &Style) -> String {
    let Some(point) = report.choke_points.first() else { return String::new() };
    let total = report.paths.len();
    let closes = match point.closes.len() {
        closed if closed == total && total == 1 => "closes the path".to_owned(),
        closed if closed == total => format!("closes all {total} paths"),
        closed => format!("closes {closed} of {total} paths"),
    };
    let heading = style.paint(Tone::Good, "fix this first");
    format!("{heading}: {} ({closes})\n{}", plain(&point.action), whereabouts(report, point))
}

fn whereabouts(report: &Report, point: &ChokePoint) -> String {
    let place = point.span.map(|span| TextPlace::of(&report.sources, span));
    place.map_or_else(String::new, |place| format!("  at {}\n", plain(&place.short())))
}
