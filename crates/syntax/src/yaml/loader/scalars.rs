//! Scalars, as values and as keys.

use std::ops::Range;
use std::sync::Arc;

use finding::NoticeKind;
use saphyr_parser::{ScalarStyle, Span as Marks, Tag as ParsedTag};

use super::{Loader, Place};
use crate::json_text::float_text;
use crate::tree::Built;
use crate::yaml::islands::Islands;
use crate::yaml::place::{adds_line_break, block_end, quoted_end, skip_blank, skip_indicator};
use crate::yaml::tags::{self, Meaning, Tag};
use crate::{Node, Value, scalar};

impl Loader<'_, '_, '_> {
    pub(super) fn scalar(
        &mut self,
        text: &str,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<&ParsedTag>,
        marks: Marks,
    ) {
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
    pub(super) fn island(&mut self, range: Range<usize>) -> Built {
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

    pub(super) fn tag(&self, tag: Option<&ParsedTag>, place: Place) -> Option<Tag> {
        let tag = tag?;
        let (start, end) = place.tag.unwrap_or((place.content, place.content));
        let meaning = Meaning::new(&tag.handle, &tag.suffix, self.dialect);
        Some(Tag { meaning, start: self.base + start, end: self.base + end })
    }
}

/// A scalar as a key of JSON; `None` for a collection.
pub(super) fn key_text(value: &Value) -> Option<String> {
    match value {
        Value::Null => Some("null".to_owned()),
        Value::Bool(value) => Some(value.to_string()),
        Value::Int(value) => Some(value.to_string()),
        Value::Float(value) => Some(float_text(*value)),
        Value::Text(text) => Some(text.to_string()),
        Value::List(_) | Value::Map(_) => None,
    }
}
