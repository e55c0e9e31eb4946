//! Excerpts of source files with marks, the one way in which Maremma shows code.

use std::collections::BTreeMap;
use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Element, Level, Origin, Patch, Renderer, Snippet};
use finding::{Edit, Fix, Severity};
use scan::{SourceText, Sources};
use source::{FileId, Span};

use crate::Style;
use crate::place::TextPlace;
use crate::style::plain;

/// A line longer than this is shown in part: minified templates are one line.
const LINE_BYTES: usize = 240;
/// An excerpt longer than this is not drawn as a whole.
const EXCERPT_BYTES: usize = 64 << 10;
/// Marks further apart than this get excerpts of their own.
const NEAR_LINES: u32 = 400;

/// A marked place in an excerpt.
pub(crate) struct Mark {
    pub span: Span,
    pub label: String,
    pub primary: bool,
}

/// Marks of which those on the same span as the first share its place: the drawing stays small.
pub(crate) fn merged(marks: Vec<Mark>) -> Vec<Mark> {
    let mut merged: Vec<Mark> = Vec::with_capacity(marks.len());
    for mark in marks {
        match merged.iter_mut().find(|known| known.span == mark.span) {
            Some(known) if known.label.is_empty() => known.label = mark.label,
            Some(known) => known.label = format!("{}: {}", known.label, mark.label),
            None => merged.push(mark),
        }
    }
    merged
}

/// The renderer for a style.
pub(crate) const fn renderer(style: &Style) -> Renderer {
    let renderer = if style.colour { Renderer::styled() } else { Renderer::plain() };
    renderer.term_width(style.width).decor_style(DecorStyle::Unicode)
}

/// The level under which a severity is drawn; it carries the severity's own word.
pub(crate) fn level(severity: Severity) -> Level<'static> {
    let level = match severity {
        Severity::Critical | Severity::High => Level::ERROR,
        Severity::Medium => Level::WARNING,
        Severity::Low => Level::INFO,
        Severity::Info => Level::NOTE,
    };
    level.with_name(severity.name())
}

/// Excerpts of all files in the order in which the marks first name them; places of a file that lie far apart get an
/// excerpt each.
pub(crate) fn excerpts<'r>(sources: &'r Sources, marks: &[Mark]) -> Vec<Element<'r>> {
    let mut files: Vec<FileId> = Vec::new();
    for mark in marks {
        if !files.contains(&mark.span.file) {
            files.push(mark.span.file);
        }
    }
    let mut elements = Vec::new();
    for file in files {
        let Some(source) = sources.get(file) else { continue };
        let marks: Vec<&Mark> = marks.iter().filter(|mark| mark.span.file == file).collect();
        for near in clusters(source, marks) {
            elements.extend(excerpt(sources, source, &near));
        }
    }
    elements
}

/// What the edits of a fix do to each file; a file in which they lie too far apart is left out.
pub(crate) fn patches<'r>(sources: &'r Sources, fix: &'r Fix) -> Vec<Element<'r>> {
    let mut files: BTreeMap<FileId, Vec<&Edit>> = BTreeMap::new();
    for edit in &fix.edits {
        files.entry(edit.span.file).or_default().push(edit);
    }
    files.into_iter().filter_map(|(file, edits)| patch(sources.get(file)?, &edits)).collect()
}

fn patch<'r>(source: &'r SourceText, edits: &[&'r Edit]) -> Option<Element<'r>> {
    let first = source.lines.line(edits.iter().map(|edit| edit.span.start).min()?);
    let last = source.lines.line(edits.iter().map(|edit| edit.span.end).max()?);
    let whole = line_bytes(source, first).start..line_bytes(source, last).end;
    let text = source.text.get(whole.clone()).filter(|text| text.len() <= EXCERPT_BYTES)?;
    let patches = edits.iter().map(|edit| {
        let within = |offset: u32| text.floor_char_boundary((offset as usize).saturating_sub(whole.start));
        Patch::new(within(edit.span.start)..within(edit.span.end), visible(&edit.replacement))
    });
    let snippet = Snippet::source(text).line_start(first as usize).path(plain(&source.path));
    Some(snippet.patches(patches).into())
}

/// Text of several lines with its control characters made visible.
fn visible(text: &str) -> String {
    text.split('\n').map(plain).collect::<Vec<_>>().join("\n")
}

/// Marks that lie near each other, by line; the cluster of the primary mark comes first.
fn clusters<'m>(source: &SourceText, mut marks: Vec<&'m Mark>) -> Vec<Vec<&'m Mark>> {
    let line = |mark: &Mark| source.lines.line(mark.span.start);
    marks.sort_by_key(|mark| mark.span.start);
    let mut clusters: Vec<Vec<&Mark>> = Vec::new();
    for mark in marks {
        match clusters.last_mut() {
            Some(near) if near.last().is_some_and(|last| line(mark) - line(last) <= NEAR_LINES) => near.push(mark),
            _ => clusters.push(vec![mark]),
        }
    }
    clusters.sort_by_key(|near| !near.iter().any(|mark| mark.primary));
    clusters
}

/// The excerpt of marks of one file that lie near each other: the place of the main one and the lines of all.
fn excerpt<'r>(sources: &'r Sources, source: &'r SourceText, marks: &[&Mark]) -> Vec<Element<'r>> {
    let Some(main) = marks.iter().find(|mark| mark.primary).or(marks.first()) else { return Vec::new() };
    let line = |mark: &&Mark| source.lines.line(mark.span.start);
    let (first, last) = (marks.first().map_or(1, line), marks.last().map_or(1, line));
    let whole = line_bytes(source, first).start..line_bytes(source, last).end;
    if whole.len() > EXCERPT_BYTES || first == last && whole.len() > LINE_BYTES {
        return cut_line(sources, source, main);
    }
    let Some(text) = source.text.get(whole.clone()) else { return Vec::new() };
    let drawn = marks.iter().filter_map(|mark| annotation(text, whole.start, mark));
    let snippet = Snippet::source(text).line_start(first as usize).annotations(drawn);
    vec![Element::Cause(snippet.path(plain(&source.path)))]
}

/// A part of one long line around a mark. The place is given apart: the renderer would count columns from the cut.
fn cut_line<'r>(sources: &'r Sources, source: &'r SourceText, mark: &Mark) -> Vec<Element<'r>> {
    let line = source.lines.line(mark.span.start);
    let whole = line_bytes(source, line);
    let from =
        source.text.floor_char_boundary((mark.span.start as usize).saturating_sub(LINE_BYTES / 3).max(whole.start));
    let to = source.text.floor_char_boundary((from + LINE_BYTES).min(whole.end));
    let place = TextPlace::of(sources, mark.span);
    let origin = Origin::path(plain(place.path)).line(place.line as usize).char_column(place.column as usize);
    let mut elements = vec![Element::Origin(origin)];
    if let Some(text) = source.text.get(from..to) {
        let snippet = Snippet::source(text).line_start(line as usize).annotations(annotation(text, from, mark));
        elements.push(Element::Cause(snippet));
    }
    elements
}

/// The bytes of a line without its end.
fn line_bytes(source: &SourceText, line: u32) -> Range<usize> {
    let start = source.lines.line_start(line) as usize;
    let length = source.text.get(start..).and_then(|rest| rest.find('\n'));
    start..length.map_or(source.text.len(), |length| start + length)
}

/// The mark relative to the excerpt; a span of several lines is marked on its first line only, and on the whole of it where
/// nothing but a bracket stands there.
fn annotation<'r>(text: &str, offset: usize, mark: &Mark) -> Option<Annotation<'r>> {
    let start = text.floor_char_boundary((mark.span.start as usize).checked_sub(offset)?);
    let rest = text.get(start..)?;
    let line = rest.find(['\n', '\r']).unwrap_or(rest.len());
    let end = text.ceil_char_boundary((mark.span.end as usize).saturating_sub(offset).clamp(start, start + line));
    let is_bare = end == start + line && text.get(start..end).is_some_and(|own| !own.contains(char::is_alphanumeric));
    let start = if is_bare && end > start { text.get(..start).map_or(start, line_start) } else { start };
    let kind = if mark.primary { AnnotationKind::Primary } else { AnnotationKind::Context };
    let annotation = kind.span(start..end);
    Some(if mark.label.is_empty() { annotation } else { annotation.label(plain(&mark.label)) })
}

/// Where the words of the last line of a text begin.
fn line_start(text: &str) -> usize {
    let line = text.rfind('\n').map_or(0, |end| end + 1);
    let blank = text.get(line..).map_or(0, |line| line.len() - line.trim_start().len());
    line + blank
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_begins_behind_its_margin() {
        for (text, expected) in [("a = ", 0), ("x\n    y = ", 6), ("x\n", 2), ("", 0)] {
            assert_eq!(line_start(text), expected, "{text:?}");
        }
    }
}
