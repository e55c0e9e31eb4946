//! Findings, by the function they concern, worst first.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use annotate_snippets::Level;
use finding::{Finding, FixSafety, Severity};
use scan::Report;

use super::summary::tone;
use crate::Style;
use crate::drawing::{Mark, excerpts, level, merged, patches, renderer};
use crate::place::TextPlace;
use crate::style::{Tone, count, plain};

/// Findings below this severity are only counted.
const SHOWN_FROM: Severity = Severity::Low;
/// Findings below this severity get one line instead of an excerpt.
const DRAWN_FROM: Severity = Severity::Medium;

/// What a group of findings is about: a function, or nothing in particular, and the file that shows it. Functions of the
/// same name in different templates stay apart.
type Subject<'r> = (&'r str, &'r str);

/// Active findings, grouped by their first function.
pub(super) fn by_function(report: &Report, style: &Style) -> String {
    let shown = |finding: &&Finding| style.verbose || finding.severity >= SHOWN_FROM;
    let active = || report.findings.iter().filter(|finding| finding.is_active());
    let mut groups: BTreeMap<Subject<'_>, Vec<&Finding>> = BTreeMap::new();
    for finding in active().filter(shown) {
        let function = finding.functions.first().map_or("", String::as_str);
        groups.entry((function, report.sources.path(finding.location.span.file))).or_default().push(finding);
    }
    let mut groups: Vec<(Subject<'_>, Vec<&Finding>)> = groups.into_iter().collect();
    for (_, findings) in &mut groups {
        findings.sort_by_key(|finding| Reverse(finding.severity));
    }
    groups
        .sort_by_key(|((function, _), findings)| (Reverse(findings.first().map(|f| f.severity)), function.is_empty()));
    let mut texts: Vec<String> =
        groups.iter().map(|(subject, group)| draw_group(report, *subject, group, style)).collect();
    let hidden = active().filter(|finding| !shown(finding)).count();
    if hidden > 0 {
        texts.push(format!("{} of severity info not shown; --verbose shows all\n", count(hidden, "finding")));
    }
    texts.join("\n")
}

fn draw_group(report: &Report, (function, file): Subject<'_>, findings: &[&Finding], style: &Style) -> String {
    let (name, place) =
        if function.is_empty() { (file, String::new()) } else { (function, format!(" · {}", plain(file))) };
    let heading = style.paint(Tone::Strong, &plain(name));
    let mut text = format!("{heading}{place} · {}\n\n", count(findings.len(), "finding"));
    let (drawn, listed): (Vec<&Finding>, Vec<&Finding>) =
        findings.iter().partition(|finding| style.verbose || finding.severity >= DRAWN_FROM);
    for finding in &drawn {
        let _ = writeln!(text, "{}\n", draw(report, finding, style));
    }
    for finding in &listed {
        text.push_str(&line(report, finding, style));
    }
    if listed.is_empty() {
        text.pop();
    }
    text
}

/// A finding on its lines, with what is needed to judge and mend it.
fn draw(report: &Report, finding: &Finding, style: &Style) -> String {
    let group = level(finding.severity).primary_title(finding.message.as_str()).id(finding.rule.as_str());
    let mut group = group.elements(excerpts(&report.sources, &marks(finding)));
    if let Some(condition) = &finding.only_if {
        group = group.element(Level::NOTE.with_name("only if").message(plain(condition)));
    }
    for step in finding.related.iter().filter(|step| step.span.is_none()) {
        group = group.element(Level::NOTE.message(plain(&step.message)));
    }
    let Some(fix) = finding.fixes.first() else { return renderer(style).render(&[group]) };
    let name = if fix.safety == FixSafety::Safe { "safe fix" } else { "fix" };
    let patches = if style.verbose { patches(&report.sources, fix) } else { Vec::new() };
    if patches.is_empty() {
        let group = group.element(Level::HELP.with_name(name).message(plain(&fix.title)));
        return renderer(style).render(&[group]);
    }
    let mended = Level::HELP.with_name(name).secondary_title(plain(&fix.title)).elements(patches);
    renderer(style).render(&[group, mended])
}

fn marks(finding: &Finding) -> Vec<Mark> {
    let mut marks = vec![Mark { span: finding.location.span, label: finding.location.resource.clone(), primary: true }];
    for (index, step) in finding.flow.iter().enumerate() {
        let label = match finding.flow.len() {
            1 => step.message.clone(),
            _ => format!("{}. {}", index + 1, step.message),
        };
        marks.extend(step.span.map(|span| Mark { span, label, primary: false }));
    }
    for step in &finding.related {
        marks.extend(step.span.map(|span| Mark { span, label: step.message.clone(), primary: false }));
    }
    merged(marks)
}

/// A finding in one line.
fn line(report: &Report, finding: &Finding, style: &Style) -> String {
    let place = TextPlace::of(&report.sources, finding.location.span).short();
    let severity = style.paint(tone(finding.severity), finding.severity.name());
    let rule = style.paint(Tone::Faint, &format!("[{}]", finding.rule));
    let condition = finding.only_if.as_ref().map_or_else(String::new, |only_if| format!(" (only if {only_if})"));
    format!("{severity}: {}{} {rule}\n  {}\n", plain(&finding.message), plain(&condition), plain(&place))
}
