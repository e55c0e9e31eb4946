//! XML with its places. Document types are refused and namespaces play no part: the readers go by local names.

use std::borrow::Cow;

use finding::{Notice, NoticeKind};
use roxmltree::{Document, Error, Node, ParsingOptions};
use source::{FileId, Span};

use crate::{Input, Inventory};

/// Attributes of one element. The parser compares each with each.
const ATTRIBUTES: usize = 256;

/// Namespaces that one file declares. The parser hands each down to all elements within.
const NAMESPACES: usize = 256;

/// A text in which the entities of HTML are question marks, as many as it has bytes. Maven knows them although XML does
/// not, and they stand in the names of people.
pub(crate) fn without_entities(text: &str) -> Cow<'_, str> {
    let mut kept = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        let end = after.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let (name, tail) = after.split_at_checked(end).unwrap_or((after, ""));
        kept.push_str(before);
        match tail.strip_prefix(';') {
            Some(tail) if !["", "amp", "lt", "gt", "quot", "apos"].contains(&name) => {
                kept.extend(std::iter::repeat_n('?', name.len() + 2));
                rest = tail;
            }
            _ => {
                kept.push('&');
                rest = after;
            }
        }
    }
    if kept.is_empty() {
        return Cow::Borrowed(text);
    }
    kept.push_str(rest);
    Cow::Owned(kept)
}

/// Parses XML; `None` where it is none, which is a notice with its place.
pub(crate) fn parse<'t>(input: Input<'t>, found: &mut Inventory) -> Option<Document<'t>> {
    if let Some(at) = excess(input.text) {
        let message = format!("more than {ATTRIBUTES} attributes of one element or {NAMESPACES} namespaces");
        found.notices.push(Notice::at(Span::new(input.file, at, at), NoticeKind::Limit, message));
        return None;
    }
    let nodes_limit = u32::try_from(input.limits.nodes).unwrap_or(u32::MAX);
    let options = ParsingOptions { allow_dtd: false, nodes_limit, entity_resolver: None };
    match Document::parse_with_options(input.text, options) {
        Ok(document) => Some(document),
        Err(error) => {
            found.notices.push(notice(input, &error));
            None
        }
    }
}

/// Where there is more than the parser reads in time that grows with the text; `<` never stands within a tag.
fn excess(text: &str) -> Option<usize> {
    let (mut start, mut attributes, mut after_equals) = (0, 0, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'<' => (start, attributes) = (at, 0),
            b'"' | b'\'' if after_equals => attributes += 1,
            _ => {}
        }
        after_equals = byte == b'=' || (after_equals && byte.is_ascii_whitespace());
        if attributes > ATTRIBUTES {
            return Some(start);
        }
    }
    text.match_indices("xmlns").nth(NAMESPACES).map(|(at, _)| at)
}

fn notice(input: Input<'_>, error: &Error) -> Notice {
    let said = error.to_string();
    let message = said.strip_suffix(&format!(" at {}", error.pos())).unwrap_or(&said);
    let (kind, at) = match error {
        Error::NodesLimitReached | Error::AttributesLimitReached | Error::NamespacesLimitReached => {
            return Notice::file(input.file, NoticeKind::Limit, message);
        }
        Error::DtdDetected => {
            let at = input.text.find("<!DOCTYPE").unwrap_or(0);
            let message = "a document type, with which XML is not read";
            return Notice::at(Span::new(input.file, at, at), NoticeKind::Unsupported, message);
        }
        Error::UnclosedRootNode | Error::UnexpectedEndOfStream => (NoticeKind::Malformed, input.text.len()),
        _ => (NoticeKind::Malformed, offset(input.text, error.pos().row, error.pos().col)),
    };
    Notice::at(Span::new(input.file, at, at), kind, message)
}

/// The byte of a row and a column that count from one, the column in characters.
fn offset(text: &str, row: u32, column: u32) -> usize {
    let (row, column) = (row.saturating_sub(1) as usize, column.saturating_sub(1) as usize);
    let before: usize = text.split_inclusive('\n').take(row).map(str::len).sum();
    let line = text.get(before..).unwrap_or_default();
    before + line.chars().take(column).map(char::len_utf8).sum::<usize>()
}

/// The elements of a name below a node.
pub(crate) fn children<'d, 't>(node: Node<'d, 't>, name: &str) -> impl Iterator<Item = Node<'d, 't>> {
    node.children().filter(move |child| child.is_element() && child.tag_name().name() == name)
}

/// The first element of a name below a node.
pub(crate) fn child<'d, 't>(node: Node<'d, 't>, name: &str) -> Option<Node<'d, 't>> {
    children(node, name).next()
}

/// The element that a path of names leads to.
pub(crate) fn at<'d, 't>(node: Node<'d, 't>, path: &[&str]) -> Option<Node<'d, 't>> {
    path.iter().try_fold(node, |node, name| child(node, name))
}

/// The text of an element without the blanks around it; comments and elements within are left out.
pub(crate) fn text(node: Node<'_, '_>) -> String {
    let texts = node.children().filter(Node::is_text).filter_map(|child| child.text());
    texts.collect::<String>().trim().to_owned()
}

/// The text of the first element of a name below a node, empty where there is none.
pub(crate) fn child_text(node: Node<'_, '_>, name: &str) -> String {
    child(node, name).map(text).unwrap_or_default()
}

/// The place of an element, its end included.
pub(crate) fn span(file: FileId, node: Node<'_, '_>) -> Span {
    let range = node.range();
    Span::new(file, range.start, range.end)
}

/// The place of an attribute's value, or of the element where there is no such attribute.
pub(crate) fn attribute_span(file: FileId, node: Node<'_, '_>, name: &str) -> Span {
    let Some(attribute) = node.attribute_node(name) else { return span(file, node) };
    let range = attribute.range_value();
    Span::new(file, range.start, range.end)
}
