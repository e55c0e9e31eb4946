//! Reading on after a mistake, so that one broken resource never costs the others.
//!
//! Where the parser stops, everything before stays. Then reading resumes at the next key of the section (the next
//! resource), at the next key of the document, or at the next document, whichever comes first.

use std::sync::Arc;

use finding::{Notice, NoticeKind};
use source::{FileId, Limits, Origin, Span};

use super::islands::Islands;
use super::loader::{Failure, Loaded, Loader};
use crate::notices::{Notices, append, is_full};
use crate::tree::{Tree, insert};
use crate::{Dialect, Document, Map, Node, Value};

/// Parses a YAML stream: one [`Document`] for each of its documents, at least one.
pub fn parse_yaml(file: FileId, text: &str, dialect: Dialect, limits: &Limits) -> Vec<Document> {
    let work = text.len().saturating_mul(MOST_READINGS).saturating_add(1 << 16);
    let mut stream = Stream { tree: Tree::new(file, limits), dialect, text, work, documents: Vec::new() };
    stream.read();
    stream.documents
}

/// How many times its own length a text may cost in repeated readings.
const MOST_READINGS: usize = 16;

/// More stumbling blocks than this in one stretch are not read on their own.
const MOST_ISLANDS: usize = 64;

struct Stream<'t, 'l> {
    tree: Tree<'l>,
    dialect: Dialect,
    text: &'t str,
    /// Bytes that may still be read.
    work: usize,
    documents: Vec<Document>,
}

/// What the innermost document was like where reading stopped.
#[derive(Debug, Default, Clone)]
struct Context {
    root_column: Option<usize>,
    section: Option<Section>,
}

/// A key of the root and the columns where its own keys may begin: the one they had so far and, should that have been
/// wrong, the one of the line where reading stopped.
#[derive(Debug, Clone)]
struct Section {
    key: Arc<str>,
    columns: [usize; 2],
}

/// Where reading resumes: the start of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Resume {
    Document(usize),
    Root(usize),
    Section(usize),
}

impl Stream<'_, '_> {
    fn read(&mut self) {
        let end = self.text.len();
        let start = self.text.len() - self.text.trim_start_matches('\u{feff}').len();
        let mut next = Some(Resume::Document(start));
        let mut context = Context::default();
        while let Some(resume) = next {
            let (start, stop) = match resume {
                Resume::Document(at) | Resume::Root(at) => (at, end),
                Resume::Section(at) => (at, self.section_end(at, &context)),
            };
            let loaded = self.stretch(start, stop);
            let whole = loaded.failure.is_none();
            let from = match &loaded.failure {
                Some(failure) => self.after(failure, start),
                None => stop,
            };
            if let (Some(failure), false) = (&loaded.failure, matches!(resume, Resume::Section(_))) {
                context = self.context(failure);
            }
            self.keep(loaded, resume, &context);
            next = if whole && stop == end { None } else { self.resume(from, &context) };
            if next.is_some() && (self.work == 0 || is_full(&self.last_document().notices)) {
                let message = "too many mistakes; the rest of the file is not read";
                let limit = Notice::at(self.span(from), NoticeKind::Limit, message);
                self.last_document().notices.push(limit);
                break;
            }
        }
        if self.documents.is_empty() {
            self.documents.push(Document::default());
        }
    }

    /// Reads `start..end`, where needed several times, each time with one stumbling block more out of the way.
    fn stretch(&mut self, start: usize, end: usize) -> Loaded {
        let text = self.text.get(start..end).unwrap_or_default();
        let mut islands = Islands::default();
        let mut in_brackets = false;
        loop {
            let loader = Loader::new(&mut self.tree, self.dialect, text, start, &islands);
            let loaded = if in_brackets { loader.in_brackets().load() } else { loader.load() };
            let read = loaded.failure.as_ref().map_or(text.len(), |failure| failure.at - start);
            self.work = self.work.saturating_sub(read + text.len() / 16 + 16);
            match loaded.failure.as_ref().and_then(|failure| failure.island.clone()) {
                Some(island) if islands.len() < MOST_ISLANDS && self.work > 0 => islands.push(island),
                None if !in_brackets && loaded.is_empty_failure() && text.trim_start().starts_with(['{', '[']) => {
                    in_brackets = true;
                }
                _ => return loaded,
            }
            self.tree.clear();
        }
    }

    /// Where the search for a place to resume begins: the line of the failure, or the next one if reading began there.
    fn after(&self, failure: &Failure, start: usize) -> usize {
        let line = self.text.get(..failure.begin).and_then(|text| text.rfind('\n')).map_or(0, |at| at + 1);
        if line > start { line } else { next_line(self.text, line.max(start)) }
    }

    fn context(&self, failure: &Failure) -> Context {
        let line = self.text.get(..failure.at).and_then(|text| text.rfind('\n')).map_or(0, |at| at + 1);
        let column = self.text.get(line..).unwrap_or_default().bytes().take_while(|byte| *byte == b' ').count();
        let inside = failure.root_column.is_some_and(|root| root < column);
        let section = failure.section.as_ref().and_then(|(key, known)| {
            let known = known.or(inside.then_some(column))?;
            let other = if inside && column < known { column } else { known };
            Some(Section { key: Arc::clone(key), columns: [known, other] })
        });
        Context { root_column: failure.root_column, section }
    }

    /// The next place to resume from `from` on.
    fn resume(&self, from: usize, context: &Context) -> Option<Resume> {
        let mut at = from;
        while let Some(line) = self.text.get(at..).filter(|rest| !rest.is_empty()) {
            if starts_document(line) {
                return Some(Resume::Document(at));
            }
            let column = line.bytes().take_while(|byte| *byte == b' ').count();
            if is_key(line.get(column..).unwrap_or_default()) {
                if context.root_column == Some(column) {
                    return Some(Resume::Root(at));
                }
                if context.section.as_ref().is_some_and(|section| section.columns.contains(&column)) {
                    return Some(Resume::Section(at));
                }
            }
            at = next_line(self.text, at);
        }
        None
    }

    /// Where the section of the line at `at` ends.
    fn section_end(&self, at: usize, context: &Context) -> usize {
        let outside = Context { section: None, ..context.clone() };
        match self.resume(next_line(self.text, at), &outside) {
            Some(Resume::Document(end) | Resume::Root(end)) => end,
            _ => self.text.len(),
        }
    }

    /// Puts what was read where it belongs.
    fn keep(&mut self, loaded: Loaded, resume: Resume, context: &Context) {
        let mut read = loaded.documents.into_iter();
        if !matches!(resume, Resume::Document(_))
            && let Some(Document { root: Some(part), notices }) = read.next()
        {
            let mut more = Notices::new(self.tree.file);
            let document = self.last_document();
            match (resume, &context.section, &mut document.root) {
                (Resume::Section(_), Some(section), Some(whole)) => {
                    merge_section(whole, &section.key, part, &mut more);
                }
                (_, _, whole) => merge(whole, part, &mut more),
            }
            append(&mut document.notices, notices.into_iter().chain(more.take()));
        }
        self.documents.extend(read);
        if let Some(failure) = loaded.failure {
            let message = format!("not valid YAML: {}", failure.message);
            let span = self.span(failure.at);
            append(&mut self.last_document().notices, [Notice::at(span, NoticeKind::Malformed, message)]);
        }
    }

    /// The character at `at`.
    fn span(&self, at: usize) -> Span {
        Span::new(self.tree.file, at, (at + 1).min(self.text.len()))
    }

    fn last_document(&mut self) -> &mut Document {
        if self.documents.is_empty() {
            self.documents.push(Document::default());
        }
        let last = self.documents.len() - 1;
        #[expect(clippy::indexing_slicing, reason = "there is one, made above if need be")]
        &mut self.documents[last]
    }
}

/// Whether a document begins at the start of `line`.
fn starts_document(line: &str) -> bool {
    line.strip_prefix("---").is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\n', '\r']))
}

/// Whether `content`, the rest of a line and the text after it, begins with a key of a block mapping.
fn is_key(content: &str) -> bool {
    let line = content.lines().next().unwrap_or_default();
    let begins = !line.starts_with(['\t', '#', '[', ']', '{', '}', ',', '|', '>', '%', '@', '`'])
        && !line.starts_with("- ")
        && !line.starts_with(':');
    begins && (line.contains(": ") || line.trim_end().ends_with(':'))
}

/// The start of the line after the one that holds `at`.
fn next_line(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |offset| at + offset + 1)
}

/// Adds the entries of `part`, read later, to `whole`.
fn merge(whole: &mut Option<Node>, part: Node, notices: &mut Notices) {
    match whole {
        Some(node) if node.as_map().is_some() => merge_maps(node, part, notices),
        _ => *whole = Some(part),
    }
}

fn merge_section(whole: &mut Node, section: &str, part: Node, notices: &mut Notices) {
    let span = part.span();
    if let Some(map) = whole.as_map_mut() {
        match map.get_mut(section) {
            Some(node) if node.as_map().is_some() => merge_maps(node, part, notices),
            Some(node) if part.as_map().is_some() => *node = part,
            _ => return,
        }
    }
    stretch_to(whole, span);
}

fn merge_maps(whole: &mut Node, part: Node, notices: &mut Notices) {
    stretch_to(whole, part.span());
    let (Some(map), Value::Map(entries)) = (whole.as_map_mut(), part.value) else { return };
    for (key, entry) in entries {
        let Some(span) = entry.key.written() else { continue };
        if is_same_place(map, &key, span) {
            map.insert_at(key, entry.key, entry.node);
        } else {
            insert(map, notices, key, span, entry.node);
        }
    }
}

/// Whether the entry of `key` is the beginning of what was read again.
fn is_same_place(map: &Map, key: &str, span: Span) -> bool {
    map.entry(key).and_then(|entry| entry.key.written()).is_some_and(|before| before == span)
}

fn stretch_to(node: &mut Node, span: Option<Span>) {
    if let (Origin::Written(whole), Some(span)) = (&mut node.origin, span) {
        *whole = whole.to(span);
    }
}
