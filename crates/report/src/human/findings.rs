//! Findings, by the function they concern, worst first.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use annotate_snippets::Level;
use finding::{Finding, FixSafety, Severity};
use scan::Report;

use super::summary::tone;
use crate::Style;
use crate::drawing::{Mark, excerpts, level, merged, renderer};
use crate::place::TextPlace;
use crate::style::{Tone, count, plain};

/// Findings below this severity get one line instead of an excerpt.
const DRAWN_FROM: Severity = Severity::Medium;

/// Active findings, grouped by their first function.
pub(super) fn by_function(report: &Report, style: &Style) -> String {
    let mut groups: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in report.findings.iter().filter(|finding| finding.is_active()) {
        groups.entry(finding.functions.first().map_or("", String::as_str)).or_default().push(finding);
    }
    let mut groups: Vec<(&str, Vec<&Finding>)> = groups.into_iter().collect();
    for (_, findings) in &mut groups {
        findings.sort_by_key(|finding| Reverse(finding.severity));
    }
    groups.sort_by_key(|(name, findings)| (Reverse(findings.first().map(|f| f.severity)), name.is_empty()));
    groups.iter().map(|(name, findings)| group(report, name, findings, style)).collect::<Vec<_>>().join("\n")
}

fn group(report: &Report, name: &str, findings: &[&Finding], style: &Style) -> String {
    let name = if name.is_empty() { "not of one function" } else { name };
    let heading = style.paint(Tone::Strong, &plain(name));
    let mut text = format!("{heading} · {}\n\n", count(findings.len(), "finding"));
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
    if let Some(fix) = finding.fixes.first() {
        let name = if fix.safety == FixSafety::Safe { "safe fix" } else { "fix" };
        group = group.element(Level::HELP.with_name(name).message(plain(&fix.title)));
    }
    renderer(style).render(&[group])
}

fn marks(finding: &Finding) -> Vec<Mark> {
    let mut marks = vec![Mark { span: finding.location.span, label: finding.location.resource.clone(), primary: true }];
    for (index, step) in finding.flow.iter().enumerate() {
        let label = format!("{}. {}", index + 1, step.message);
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
