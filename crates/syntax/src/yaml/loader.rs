//! Events to trees.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use finding::NoticeKind;
use saphyr_parser::{Event, Parser, ScalarStyle, Span as Marks, Tag as ParsedTag};

use super::islands::{self, Islands};
use super::offsets::Offsets;
use super::place::{adds_line_break, block_end, quoted_end, skip_blank, skip_indicator, skip_properties};
use super::tags::{self, Meaning, Tag};
use crate::json_text::float_text;
use crate::tree::{Anchors, Built, Tree};
use crate::{Dialect, Document, Node, Value, scalar};

/// Why reading stopped before the end of the text.
#[derive(Debug)]
pub(super) struct Failure {
    /// Offset in the whole text.
    pub(super) at: usize,
    /// Where the mistake may have begun.
    pub(super) begin: usize,
    pub(super) message: String,
    /// Where in the text that was read a stretch lies that can be read on its own.
    pub(super) island: Option<Range<usize>>,
    /// Column of the root mapping's keys, if there is a root mapping.
    pub(super) root_column: Option<usize>,
    /// The root's key under which it happened, and the column of that section's own keys.
    pub(super) section: Option<(Arc<str>, Option<usize>)>,
}

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

    fn failure(&mut self, at: usize, message: &str) -> Failure {
        let bytes = self.text.as_bytes();
        let stretch = islands::stretch(bytes, self.stumbling_block());
        let is_quote = stretch.as_ref().is_some_and(|stretch| matches!(bytes.get(stretch.start), Some(b'"' | b'\'')));
        let just_after = |end: usize| bytes.get(end..at).is_some_and(|between| between.trim_ascii().is_empty());
        let stretch = stretch.filter(|stretch| stretch.contains(&at) || is_quote && just_after(stretch.end));
        let alone = |stretch: &Range<usize>| {
            let known = self.islands.at(stretch.start).is_some() || (stretch.start == 0 && stretch.end == bytes.len());
            !known && (!is_quote || stretch.contains(&at) && self.reads_alone(stretch.clone()))
        };
        let island = stretch.clone().filter(alone);
        if let Some(stretch) =
            stretch.clone().filter(|stretch| is_quote && self.is_line(stretch.clone()) && stretch.end <= at)
        {
            // What follows the text is wrong, not the text.
            let built = self.island(stretch);
            self.add(built);
        }
        // A quote that was never closed ends at the next one, far away.
        let begin = stretch.filter(|_| is_quote).map_or(at, |stretch| stretch.start);
        Failure {
            at: self.base + at,
            begin: self.base + begin,
            message: message.to_owned(),
            island,
            root_column: self.root_column.or_else(|| Some(self.column(skip_blank(bytes, self.cursor)))),
            section: self.section(),
        }
    }

    /// Where the node begins that could not be read: the outermost open bracket, or the next node.
    fn stumbling_block(&self) -> usize {
        let bytes = self.text.as_bytes();
        let bracket = self.open.iter().find_map(|open| open.bracket);
        bracket.unwrap_or_else(|| skip_properties(bytes, skip_blank(bytes, skip_indicator(bytes, self.cursor))).content)
    }

    /// Whether a value is expected and the range is one that lies in one line.
    fn is_line(&self, range: Range<usize>) -> bool {
        let is_short = self.text.get(range.clone()).is_some_and(|text| !text.contains('\n'));
        is_short && self.tree.expects_value() && self.reads_alone(range)
    }

    fn reads_alone(&self, range: Range<usize>) -> bool {
        self.text.get(range).is_some_and(|text| Parser::new_from_str(text).all(|event| event.is_ok()))
    }

    /// How many bytes of its line lie before `at`.
    fn column(&self, at: usize) -> usize {
        let before = self.text.as_bytes().get(..at).unwrap_or_default();
        before.iter().rev().take_while(|byte| !matches!(byte, b'\n' | b'\r')).count()
    }

    fn start_document(&mut self, explicit: bool, marks: Marks) {
        if explicit {
            self.cursor = self.offsets.byte(marks.end.index());
        }
        self.anchors.clear();
        self.root_column = None;
        self.section = None;
    }

    /// The section that is open or was the last one to be, with the column of its keys if there is a key.
    fn section(&self) -> Option<(Arc<str>, Option<usize>)> {
        let open = self.tree.section();
        match &self.section {
            Some((key, column)) if open.as_ref().is_none_or(|open| open == key) => {
                Some((Arc::clone(key), Some(*column)))
            }
            _ => open.map(|key| (key, None)),
        }
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

    fn scalar(&mut self, text: &str, style: ScalarStyle, anchor: usize, tag: Option<&ParsedTag>, marks: Marks) {
        let bytes = self.text.as_bytes();
        let has_properties = anchor > 0 || tag.is_some();
        let is_block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
        let mut place = self.place(marks, has_properties, is_block);
        if style == ScalarStyle::Plain && text.is_empty() {
            place.content = self.empty_place(marks, has_properties);
        }
        let tag = self.scalar_tag(tag, place);
        if let Some(island) = self.islands.at(place.content) {
            self.cursor = island.end;
            let built = self.island(island);
            return self.finish(built, anchor, tag.as_ref());
        }
        self.cursor = self.scalar_end(text, style, place.content, marks);
        let (start, end) = (self.base + place.content, self.base + self.cursor);
        if anchor == 0 && tag.is_none() && self.expects_key() {
            return self.key(text, style, start, end);
        }
        if !self.spend(1, start, end) {
            return;
        }
        let text = match text.strip_suffix('\n') {
            Some(less) if is_block && adds_line_break(bytes, place.content, self.offsets.byte(marks.end.index())) => {
                less
            }
            _ => text,
        };
        let node = self.scalar_node(text, style, tag.as_ref(), start, end);
        self.finish(Built::scalar(node, end), anchor, tag.as_ref());
    }

    fn scalar_end(&self, text: &str, style: ScalarStyle, start: usize, marks: Marks) -> usize {
        let bytes = self.text.as_bytes();
        let marked = self.offsets.byte(marks.end.index());
        match style {
            ScalarStyle::Plain if text.is_empty() => start,
            ScalarStyle::Plain => marked,
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => quoted_end(bytes, start),
            ScalarStyle::Literal | ScalarStyle::Folded => block_end(bytes, start, marked),
        }
    }

    /// Reads a stretch that stands alone.
    fn island(&mut self, range: Range<usize>) -> Built {
        let (start, end) = (self.base + range.start, self.base + range.end);
        let text = self.text.get(range).unwrap_or_default();
        let none = Islands::default();
        let told = self.tree.notices.len();
        let mut built = Loader::new(self.tree, self.dialect, text, start, &none).load_island();
        if built.is_none() && text.starts_with(['{', '[']) {
            self.tree.notices.truncate(told);
            built = Loader::new(self.tree, self.dialect, text, start, &none).in_brackets().load_island();
        }
        built.unwrap_or_else(|| Built::scalar(Node::null(self.tree.origin(start, end)), end))
    }

    /// Where a value that was not written would stand: after its indicator or its properties.
    fn empty_place(&self, marks: Marks, has_properties: bool) -> usize {
        let bytes = self.text.as_bytes();
        if has_properties {
            return self.offsets.byte(marks.end.index());
        }
        if self.expects_key() && bytes.get(skip_blank(bytes, self.cursor)) == Some(&b':') {
            return self.cursor;
        }
        let after = skip_indicator(bytes, self.cursor);
        // In a flow mapping the colon need not be followed by a blank.
        let next = skip_blank(bytes, self.cursor);
        if after == self.cursor && bytes.get(next) == Some(&b':') { next + 1 } else { after }
    }

    /// The plain and common case of a key: a scalar without properties.
    fn key(&mut self, text: &str, style: ScalarStyle, start: usize, end: usize) {
        if style != ScalarStyle::Plain {
            return self.tree.set_key(text, start, end);
        }
        if text == "<<" {
            return self.tree.set_merge_key(start, end);
        }
        match scalar::resolve(text) {
            Value::Text(_) => self.tree.set_key(text, start, end),
            value => self.add_key(key_text(&value), start, end),
        }
    }

    fn scalar_node(&self, text: &str, style: ScalarStyle, tag: Option<&Tag>, start: usize, end: usize) -> Node {
        let origin = self.tree.origin(start, end);
        let value = match tag.map(|tag| &tag.meaning) {
            Some(Meaning::Function(_)) => Value::Text(text.into()),
            Some(Meaning::Core(kind)) => tags::cast(kind, text).unwrap_or_else(|| Value::Text(text.into())),
            Some(Meaning::Ignored) | None if style == ScalarStyle::Plain => scalar::resolve(text),
            Some(Meaning::Ignored) | None => Value::Text(text.into()),
        };
        let mut node = Node::new(value, origin);
        if !matches!(node.value, Value::Text(_)) && !text.is_empty() {
            node.raw = Some(Arc::from(text));
        }
        node
    }

    /// The tag of a scalar, unless there is no room for another level of nesting.
    fn scalar_tag(&mut self, tag: Option<&ParsedTag>, place: Place) -> Option<Tag> {
        let tag = self.tag(tag, place)?;
        if tag.is_function() && !self.tree.fits(2) {
            self.tree.notices.add(tag.start, tag.end, NoticeKind::Limit, "nested too deeply; the tag is ignored");
            return None;
        }
        Some(tag)
    }

    fn tag(&self, tag: Option<&ParsedTag>, place: Place) -> Option<Tag> {
        let tag = tag?;
        let (start, end) = place.tag.unwrap_or((place.content, place.content));
        let meaning = Meaning::new(&tag.handle, &tag.suffix, self.dialect);
        Some(Tag { meaning, start: self.base + start, end: self.base + end })
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

    /// Remembers the columns of the root mapping and of the section in it, where reading can resume after a failure.
    fn note_column(&mut self, flow: bool, at: usize) {
        if flow || self.tree.depth() > 1 {
            return;
        }
        let column = self.column(at);
        if self.tree.depth() == 0 {
            self.root_column = Some(column);
        } else if let Some(key) = self.tree.section() {
            self.section = Some((key, column));
        }
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
            built = tags::wrap(self.tree, name, tag, built);
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

/// A scalar as a key of JSON; `None` for a collection.
fn key_text(value: &Value) -> Option<String> {
    match value {
        Value::Null => Some("null".to_owned()),
        Value::Bool(value) => Some(value.to_string()),
        Value::Int(value) => Some(value.to_string()),
        Value::Float(value) => Some(float_text(*value)),
        Value::Text(text) => Some(text.to_string()),
        Value::List(_) | Value::Map(_) => None,
    }
}
