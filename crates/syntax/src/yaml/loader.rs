//! Events to trees.

mod failure;
mod scalars;

use std::borrow::Cow;
use std::sync::Arc;

use finding::NoticeKind;
use saphyr_parser::{Event, Parser, Span as Marks, Tag as ParsedTag};

pub(super) use self::failure::Failure;
use self::scalars::key_text;
use super::islands::Islands;
use super::offsets::Offsets;
use super::place::{skip_blank, skip_indicator, skip_properties};
use super::tags::{self, Meaning, Tag};
use crate::tree::{Anchors, Built, Tree};
use crate::{Dialect, Document, Node};

/// What was understood of a text, the last document cut off if there is a failure.
#[derive(Debug)]
pub(super) struct Loaded {
    pub(super) documents: Vec<Document>,
    pub(super) failure: Option<Failure>,
}

impl Loaded {
    /// Whether reading failed before anything was understood.
    pub(super) fn is_empty_failure(&self) -> bool {
        self.failure.is_some() && self.documents.iter().all(|document| document.root.is_none())
    }
}

/// The properties of a collection that is still open.
#[derive(Debug)]
struct Open {
    anchor: usize,
    tag: Option<Tag>,
    /// Where its opening bracket stands, if it is written in brackets.
    bracket: Option<usize>,
}

/// Where a node stands.
#[derive(Debug, Clone, Copy)]
struct Place {
    content: usize,
    tag: Option<(usize, usize)>,
}

/// Told to the parser before a text in brackets, which it would otherwise take for a key and not report before its end.
const LEAD: &str = "--- ";

/// Reads one stretch of a text.
pub(super) struct Loader<'t, 'a, 'l> {
    tree: &'a mut Tree<'l>,
    dialect: Dialect,
    text: &'t str,
    /// Offset of `text` in the whole file's text.
    base: usize,
    islands: &'a Islands,
    lead: &'static str,
    offsets: Offsets<'t>,
    /// Offset in `text` after what was read last.
    cursor: usize,
    open: Vec<Open>,
    anchors: Anchors,
    /// How many collections are open below one that is too deep.
    skipping: usize,
    full: bool,
    /// How many collections were open at the start.
    floor: usize,
    root: Option<Built>,
    root_column: Option<usize>,
    section: Option<(Arc<str>, usize)>,
}

impl<'t, 'a, 'l> Loader<'t, 'a, 'l> {
    /// A loader of `text`, which begins at `base` in the file.
    pub(super) fn new(
        tree: &'a mut Tree<'l>,
        dialect: Dialect,
        text: &'t str,
        base: usize,
        islands: &'a Islands,
    ) -> Self {
        Self {
            floor: tree.depth(),
            tree,
            dialect,
            text,
            base,
            islands,
            lead: "",
            offsets: Offsets::new(text, 0),
            cursor: 0,
            open: Vec::new(),
            anchors: Anchors::new(),
            skipping: 0,
            full: false,
            root: None,
            root_column: None,
            section: None,
        }
    }

    /// The same, for a text in brackets of which nothing was understood: what is before the mistake will be.
    pub(super) fn in_brackets(self) -> Self {
        Self { lead: LEAD, offsets: Offsets::new(self.text, LEAD.len()), ..self }
    }

    /// Reads to the end of the text or as far as it can be understood.
    pub(super) fn load(mut self) -> Loaded {
        let mut documents = Vec::new();
        let failure = self.run(|loader| documents.push(loader.take_document()));
        Loaded { documents, failure }
    }

    /// Reads the first node of the text, to be put below the collections that are open.
    fn load_island(mut self) -> Option<Built> {
        let mut first = None;
        let failure = self.run(|loader| first = first.take().or_else(|| loader.root.take()));
        if let Some(Failure { at, message, .. }) = failure {
            self.tree.notices.add(at, at + 1, NoticeKind::Malformed, format!("not valid YAML: {message}"));
        }
        first
    }

    /// Handles all events; calls `document_end` after each document.
    fn run(&mut self, mut document_end: impl FnMut(&mut Self)) -> Option<Failure> {
        let text = self.islands.cover(self.lead, self.text);
        let mut in_document = false;
        let mut failure = None;
        for next in Parser::new_from_str(&text) {
            match next {
                Ok((Event::DocumentStart(explicit), marks)) => {
                    in_document = true;
                    self.start_document(explicit, marks);
                }
                Ok((Event::DocumentEnd, marks)) => {
                    in_document = false;
                    self.cursor = self.offsets.byte(marks.end.index());
                    document_end(self);
                }
                Ok((event, marks)) => self.event(event, marks),
                Err(error) => {
                    failure = Some(self.failure(self.offsets.byte(error.marker().index()), error.info()));
                    break;
                }
            }
            if self.full {
                break;
            }
        }
        if in_document {
            self.close_all();
            document_end(self);
        }
        failure
    }

    fn take_document(&mut self) -> Document {
        self.tree.refill();
        let is_written = |node: &Node| !node.is_null() || node.raw.is_some();
        let root = self.root.take().map(|built| built.node).filter(is_written);
        Document { root, notices: self.tree.notices.take() }
    }

    fn start_document(&mut self, explicit: bool, marks: Marks) {
        if explicit {
            self.cursor = self.offsets.byte(marks.end.index());
        }
        self.anchors.clear();
        self.root_column = None;
        self.section = None;
    }

    fn event(&mut self, event: Event<'_>, marks: Marks) {
        if self.skipping > 0 {
            return self.skip(&event, marks);
        }
        match event {
            Event::Scalar(text, style, anchor, tag) => self.scalar(&text, style, anchor, tag.as_deref(), marks),
            Event::SequenceStart(anchor, tag) => self.open(false, anchor, tag, marks),
            Event::MappingStart(anchor, tag) => self.open(true, anchor, tag, marks),
            Event::SequenceEnd | Event::MappingEnd => self.close(marks),
            Event::Alias(anchor) => self.alias(anchor, marks),
            _ => {}
        }
    }

    /// Passes over what is nested too deeply.
    fn skip(&mut self, event: &Event<'_>, marks: Marks) {
        match event {
            Event::SequenceStart(..) | Event::MappingStart(..) => self.skipping += 1,
            Event::SequenceEnd | Event::MappingEnd => {
                self.skipping -= 1;
                if self.skipping == 0 {
                    self.cursor = self.cursor.max(self.offsets.byte(marks.start.index()));
                    let node = Node::null(self.tree.origin(self.base + self.cursor, self.base + self.cursor));
                    self.add(Built::scalar(node, self.base + self.cursor));
                }
            }
            _ => self.cursor = self.cursor.max(self.offsets.byte(marks.end.index())),
        }
    }

    /// Where a node's content begins. `by_cursor`: the marks may lie behind it.
    fn place(&self, marks: Marks, has_properties: bool, by_cursor: bool) -> Place {
        let bytes = self.text.as_bytes();
        let marked = self.offsets.byte(marks.start.index());
        if has_properties {
            let found = skip_properties(bytes, marked);
            return Place { content: found.content, tag: found.tag };
        }
        let content = if by_cursor { skip_blank(bytes, skip_indicator(bytes, self.cursor)) } else { marked };
        Place { content, tag: None }
    }

    fn open(&mut self, is_map: bool, anchor: usize, tag: Option<Cow<'_, ParsedTag>>, marks: Marks) {
        let bytes = self.text.as_bytes();
        let has_properties = anchor > 0 || tag.is_some();
        let mut place = self.place(marks, has_properties, false);
        let bracket = if is_map { b'{' } else { b'[' };
        let is_marked = self.offsets.byte(marks.end.index()) > place.content;
        let flow = is_marked && bytes.get(place.content) == Some(&bracket);
        if !flow && !is_map && !has_properties {
            place = self.place(marks, false, true);
        }
        let tag = self.tag(tag.as_deref(), place);
        let start = self.base + place.content;
        let levels = 1 + usize::from(tag.as_ref().is_some_and(Tag::is_function));
        if !self.tree.fits(levels + 1) {
            self.tree.notices.add(start, start + 1, NoticeKind::Limit, "nested too deeply; what is in here is skipped");
            self.skipping = 1;
            return;
        }
        if !self.spend(1, start, start + 1) {
            return;
        }
        self.cursor = place.content + usize::from(flow);
        if is_map {
            self.note_column(flow, place.content);
            self.tree.open_map(start, levels);
        } else {
            self.tree.open_list(start, levels);
        }
        self.open.push(Open { anchor, tag, bracket: flow.then_some(place.content) });
    }

    fn close(&mut self, marks: Marks) {
        let Some(open) = self.open.pop() else { return };
        let end = open.bracket.map(|_| self.offsets.byte(marks.start.index()) + 1);
        let Some(built) = self.tree.close(end.map(|end| self.base + end)) else { return };
        self.cursor = self.cursor.max(built.end - self.base);
        self.finish(built, open.anchor, open.tag.as_ref());
    }

    fn alias(&mut self, anchor: usize, marks: Marks) {
        let start = self.base + self.offsets.byte(marks.start.index());
        let end = self.base + self.offsets.byte(marks.end.index());
        self.cursor = end - self.base;
        let Some(built) = self.anchors.get(&anchor) else {
            self.tree.notices.add(start, end, NoticeKind::Malformed, "an alias inside of its own anchor");
            return self.add(Built::scalar(Node::null(self.tree.origin(start, end)), end));
        };
        if self.expects_key() {
            let key = key_text(&built.node.value);
            return self.add_key(key, start, end);
        }
        let (height, count) = (built.height, built.count);
        if !self.tree.fits(height) {
            self.tree.notices.add(start, end, NoticeKind::Limit, "nested too deeply; the alias is not followed");
            return self.add(Built::scalar(Node::null(self.tree.origin(start, end)), end));
        }
        if !self.spend(count, start, end) {
            return;
        }
        if let Some(built) = self.anchors.get(&anchor) {
            let copy = Built { end, ..built.clone() };
            self.add(copy);
        }
    }

    /// Takes nodes from the budget; when it is used up, reading stops.
    fn spend(&mut self, count: usize, start: usize, end: usize) -> bool {
        if self.tree.spend(count) {
            return true;
        }
        self.full = true;
        let message = format!("more than {} values; the rest of the file is not read", self.tree.limits.nodes);
        self.tree.notices.add(start, end, NoticeKind::Limit, message);
        false
    }

    /// Applies tag and anchor to a finished value and puts it where it belongs.
    fn finish(&mut self, mut built: Built, anchor: usize, tag: Option<&Tag>) {
        if let Some(tag) = tag
            && let Meaning::Function(name) = &tag.meaning
        {
            let written = built.node.span().and_then(|span| {
                let (start, end) = ((span.start as usize).checked_sub(self.base)?, span.end as usize - self.base);
                self.text.get(start..end)
            });
            built = tags::wrap(self.tree, name, tag, built, written.unwrap_or_default());
        }
        if anchor > 0 {
            self.anchors.insert(anchor, built.clone());
        }
        self.add(built);
    }

    /// Whether the next value is a key of a mapping that this loader opened.
    fn expects_key(&self) -> bool {
        self.tree.depth() > self.floor && self.tree.expects_key()
    }

    fn add(&mut self, built: Built) {
        if self.tree.depth() == self.floor {
            self.root = Some(built);
        } else if self.tree.expects_key() {
            let start = built.node.span().map_or(built.end, |span| span.start as usize);
            self.add_key(key_text(&built.node.value), start.min(built.end), built.end);
        } else {
            self.tree.add(built);
        }
    }

    /// A key with properties, or an alias as a key.
    fn add_key(&mut self, key: Option<String>, start: usize, end: usize) {
        let Some(key) = key else {
            let message = "a key that is a list or a mapping; it is skipped with its value";
            self.tree.notices.add(start, end, NoticeKind::Malformed, message);
            return self.tree.set_dropped_key(end);
        };
        self.tree.set_key(&key, start, end);
    }

    /// Closes what is open when reading stops early.
    fn close_all(&mut self) {
        while let Some(open) = self.open.pop() {
            if self.tree.expects_value() {
                let at = self.base + self.cursor;
                let node = Node::null(self.tree.origin(at, at));
                self.tree.add(Built::scalar(node, at));
            }
            if let Some(built) = self.tree.close(None) {
                self.finish(built, open.anchor, open.tag.as_ref());
            }
        }
    }
}
