//! What a document's fields do not say of what was written.

use std::sync::Arc;

use syntax::{Map, Node};

use crate::document::{Kept, Sourced};

/// The entries of a written mapping that its fields, written out as `said`, do not say exactly so.
pub(super) fn unsaid(written: &Map, said: &Node, known: &[&'static str]) -> Vec<Kept> {
    let differing = written.entries().filter(|(name, entry)| said.get(name) != Some(&entry.node));
    let kept = differing.map(|(name, entry)| Kept {
        name: Sourced::new(Arc::clone(name), entry.key.clone()),
        element: element_of(written, name, known),
        node: entry.node.clone(),
    });
    kept.collect()
}

/// The element that a name stands for; `None` when it is no element's, or beside one with the right spelling.
fn element_of(written: &Map, name: &str, known: &[&'static str]) -> Option<&'static str> {
    let element = known.iter().copied().find(|element| element.eq_ignore_ascii_case(name))?;
    (element == name || !written.contains(element)).then_some(element)
}
