//! Excerpts of source files with marks, the one way in which Maremma shows code.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Element, Level, Origin, Renderer, Snippet};
use finding::Severity;
use scan::{SourceText, Sources};
use source::{FileId, Span};

use crate::Style;
use crate::place::TextPlace;
use crate::style::plain;

/// A line longer than this is shown in part: minified templates are one line.
const LINE_BYTES: usize = 240;

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
            Some(known) => known.label = format!("{}; {}", known.label, mark.label),
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

/// One excerpt per file, in the order in which the marks first name the files.
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
        elements.extend(excerpt(sources, source, &marks));
    }
    elements
}

/// The excerpt of one file: its place and the lines from the first mark to the last.
fn excerpt<'r>(sources: &'r Sources, source: &'r SourceText, marks: &[&Mark]) -> Vec<Element<'r>> {
    let Some(main) = marks.iter().find(|mark| mark.primary).or(marks.first()) else { return Vec::new() };
    let lines = marks.iter().map(|mark| source.lines.line(mark.span.start));
    let (first, last) = lines.fold((u32::MAX, 1), |(low, high), line| (low.min(line), high.max(line)));
    let window = window(source, main.span, first, last);
    let Some(text) = source.text.get(window.clone()) else { return Vec::new() };
    let drawn = marks.iter().filter_map(|mark| annotation(text, window.start, mark));
    let snippet = Snippet::source(text).line_start(first as usize).annotations(drawn);
    if window.start == source.lines.line_start(first) as usize {
        return vec![Element::Cause(snippet.path(plain(&source.path)))];
    }
    // The renderer would count columns from the cut.
    let place = TextPlace::of(sources, main.span);
    let origin = Origin::path(plain(place.path)).line(place.line as usize).char_column(place.column as usize);
    vec![Element::Origin(origin), Element::Cause(snippet)]
}

/// The bytes to show: whole lines, unless there is only one and it is long.
fn window(source: &SourceText, main: Span, first: u32, last: u32) -> std::ops::Range<usize> {
    let start = source.lines.line_start(first) as usize;
    let after = source.lines.line_start(last) as usize;
    let end =
        source.text.get(after..).and_then(|rest| rest.find('\n')).map_or(source.text.len(), |length| after + length);
    if first != last || end - start <= LINE_BYTES {
        return start..end;
    }
    let from = source.text.floor_char_boundary((main.start as usize).saturating_sub(LINE_BYTES / 3).max(start));
    start.max(from)..source.text.floor_char_boundary((from + LINE_BYTES).min(end))
}

/// The mark relative to the excerpt; a span of several lines is marked on its first line only.
fn annotation<'r>(text: &str, offset: usize, mark: &Mark) -> Option<Annotation<'r>> {
    let start = text.floor_char_boundary((mark.span.start as usize).checked_sub(offset)?);
    let rest = text.get(start..)?;
    let line = rest.find(['\n', '\r']).unwrap_or(rest.len());
    let end = text.ceil_char_boundary((mark.span.end as usize).saturating_sub(offset).clamp(start, start + line));
    let kind = if mark.primary { AnnotationKind::Primary } else { AnnotationKind::Context };
    let annotation = kind.span(start..end);
    Some(if mark.label.is_empty() { annotation } else { annotation.label(plain(&mark.label)) })
}
