//! Readers of lockfiles, one module a tool.

pub(crate) mod bundler;
pub(crate) mod cargo;
pub(crate) mod composer;
pub(crate) mod package_lock;
pub(crate) mod pnpm;
pub(crate) mod python;
pub(crate) mod yarn;

use source::{FileId, Span};
use syntax::{Entry, Node};

use crate::Dependency;

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

/// Whether a key holds `true`.
fn is_true(node: &Node, key: &str) -> bool {
    node.get(key).and_then(Node::as_bool).unwrap_or(false)
}

/// The mapping of names to ranges at a key; a value that is a mapping gives its `version`.
pub(crate) fn dependencies(node: &Node, key: &str) -> Vec<Dependency> {
    let Some(map) = node.get(key).and_then(Node::as_map) else { return Vec::new() };
    let range = |node: &Node| node.text().map_or_else(|| text(node, "version"), |range| range.to_string());
    map.iter().map(|(name, node)| Dependency { name: name.to_string(), range: range(node) }).collect()
}
