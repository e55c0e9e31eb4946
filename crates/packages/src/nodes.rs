//! Looking into the trees that JSON, YAML and TOML become.

use source::{FileId, Span};
use syntax::{Entry, Node, parse_json};

use crate::{Dependency, Input, Inventory};

/// The place of an entry: its key, or the start of the file where nothing was written.
pub(crate) fn key_span(file: FileId, entry: &Entry) -> Span {
    entry.key.written().unwrap_or(Span::new(file, 0, 0))
}

/// The place of a value.
pub(crate) fn span(file: FileId, node: &Node) -> Span {
    node.span().unwrap_or(Span::new(file, 0, 0))
}

/// The text of a key, empty when it is absent or no scalar.
pub(crate) fn text(node: &Node, key: &str) -> String {
    node.get(key).and_then(Node::text).as_deref().unwrap_or_default().to_owned()
}

/// The text of a key, unless it is absent, empty or no scalar.
pub(crate) fn some_text(node: &Node, key: &str) -> Option<String> {
    Some(text(node, key)).filter(|text| !text.is_empty())
}

/// Whether a key holds `true`.
pub(crate) fn is_true(node: &Node, key: &str) -> bool {
    node.get(key).and_then(Node::as_bool).unwrap_or(false)
}

/// The items of the list at a key; none when it is absent or no list.
pub(crate) fn items<'n>(node: &'n Node, key: &str) -> &'n [Node] {
    node.get(key).and_then(Node::as_list).unwrap_or_default()
}

/// The entries of a mapping; none when it is absent or no mapping.
pub(crate) fn entries(node: Option<&Node>) -> impl Iterator<Item = (&str, &Entry)> {
    node.and_then(Node::as_map).into_iter().flat_map(|map| map.entries().map(|(key, entry)| (&**key, entry)))
}

/// The mapping of names to ranges at a key; a value that is a mapping gives its `version`.
pub(crate) fn dependencies(node: &Node, key: &str) -> Vec<Dependency> {
    let range = |node: &Node| node.text().map_or_else(|| text(node, "version"), |range| range.to_string());
    entries(node.get(key))
        .map(|(name, entry)| Dependency { name: name.to_owned(), range: range(&entry.node) })
        .collect()
}

/// Parses JSON whose root is an object; anything else is a notice that the file is no `what`.
pub(crate) fn json_object(input: Input<'_>, what: &str) -> (Inventory, Option<Node>) {
    let document = parse_json(input.file, input.text, input.limits);
    let mut found = Inventory { notices: document.notices, ..Inventory::default() };
    let root = document.root.filter(|root| root.as_map().is_some());
    if root.is_none() {
        found.malformed_file(input.file, format!("no {what}: it holds no object"));
    }
    (found, root)
}
