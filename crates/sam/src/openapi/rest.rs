//! Editing a document in place.

use std::sync::Arc;

use source::Origin;
use syntax::{Map, Node};

use crate::error::Cause;

/// The document that has no paths yet.
pub fn skeleton(origin: &Origin) -> Node {
    Node::from_map(Map::new(), origin.clone())
}

/// Whether a value is a document this module can edit.
pub fn is_valid(_document: &Node) -> bool {
    false
}

/// Adds a path with a method, both empty; what is there stays.
///
/// # Errors
/// When the document has something else in its place.
pub fn add_path(_document: &mut Node, _path: &str, _method: &str, _origin: &Origin) -> Result<(), Cause> {
    Ok(())
}

/// The paths, in order.
pub fn paths(_document: &Node) -> Vec<Arc<str>> {
    Vec::new()
}

/// Puts a condition around a path.
pub fn make_path_conditional(_document: &mut Node, _path: &str, _condition: &str) {}
