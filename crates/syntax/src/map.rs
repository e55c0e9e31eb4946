//! Ordered maps with spans on their keys.

use std::sync::Arc;

use foldhash::fast::RandomState;
use indexmap::IndexMap;
use source::Origin;

use crate::Node;

/// A mapping that keeps the order of its keys; a key that is set again keeps its place.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Map {
    entries: IndexMap<Arc<str>, Entry, RandomState>,
}

/// The value of one key. Like nodes, entries are equal when their values say the same, wherever the keys were written.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Where the key was written.
    pub key: Origin,
    /// The value.
    pub node: Node,
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        self.node == other.node
    }
}

impl Map {
    /// An empty map.
    pub fn new() -> Self {
        Self::default()
    }

    /// The value of `key`.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries.get(key).map(|entry| &entry.node)
    }

    /// The value of `key`, to change in place.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Node> {
        self.entries.get_mut(key).map(|entry| &mut entry.node)
    }

    /// The value of `key` with the origin of the key.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries.get(key)
    }

    /// Whether `key` is set.
    pub fn contains(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    /// Sets `key`, whose origin is taken from the value; returns the value it had.
    pub fn insert(&mut self, key: impl Into<Arc<str>>, node: Node) -> Option<Node> {
        let origin = node.origin.clone();
        self.insert_at(key, origin, node)
    }

    /// Sets `key` with its own origin; returns the value it had.
    pub fn insert_at(&mut self, key: impl Into<Arc<str>>, key_origin: Origin, node: Node) -> Option<Node> {
        self.entries.insert(key.into(), Entry { key: key_origin, node }).map(|entry| entry.node)
    }

    /// Takes `key` out; the others keep their order.
    pub fn remove(&mut self, key: &str) -> Option<Node> {
        self.entries.shift_remove(key).map(|entry| entry.node)
    }

    /// The value of `key`, set to `make()` first if it is absent.
    pub fn get_or_insert_with(&mut self, key: &str, make: impl FnOnce() -> Node) -> &mut Node {
        let entry = self.entries.entry(Arc::from(key)).or_insert_with(|| {
            let node = make();
            Entry { key: node.origin.clone(), node }
        });
        &mut entry.node
    }

    /// Keys and values in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&Arc<str>, &Node)> + ExactSizeIterator {
        self.entries.iter().map(|(key, entry)| (key, &entry.node))
    }

    /// Keys and values in order, the values to change in place.
    pub fn iter_mut(&mut self) -> impl DoubleEndedIterator<Item = (&Arc<str>, &mut Node)> + ExactSizeIterator {
        self.entries.iter_mut().map(|(key, entry)| (key, &mut entry.node))
    }

    /// Keys, key origins and values in order.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = (&Arc<str>, &Entry)> + ExactSizeIterator {
        self.entries.iter()
    }

    /// Keys with their origins and values in order, to change in place.
    pub fn entries_mut(&mut self) -> impl DoubleEndedIterator<Item = (&Arc<str>, &mut Entry)> + ExactSizeIterator {
        self.entries.iter_mut()
    }

    /// Keys in order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &Arc<str>> + ExactSizeIterator {
        self.entries.keys()
    }

    /// Values in order.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &Node> + ExactSizeIterator {
        self.entries.values().map(|entry| &entry.node)
    }

    /// Keeps the entries that satisfy `keep`.
    pub fn retain(&mut self, mut keep: impl FnMut(&str, &mut Node) -> bool) {
        self.entries.retain(|key, entry| keep(key, &mut entry.node));
    }

    /// How many keys are set.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether no key is set.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl IntoIterator for Map {
    type Item = (Arc<str>, Entry);
    type IntoIter = indexmap::map::IntoIter<Arc<str>, Entry>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}

impl<K: Into<Arc<str>>> FromIterator<(K, Node)> for Map {
    fn from_iter<I: IntoIterator<Item = (K, Node)>>(pairs: I) -> Self {
        let mut map = Self::new();
        for (key, node) in pairs {
            map.insert(key, node);
        }
        map
    }
}

#[cfg(test)]
mod tests {
    use source::{FileId, Span};

    use super::*;

    #[test]
    fn maps_from_different_places_are_equal_when_they_say_the_same() {
        let at = |start| Origin::Written(Span::new(FileId(0), start, start + 1));
        let map = |start| Map::from_iter([("Ref", Node::from_text("Table", at(start)))]);
        assert_eq!(map(0), map(9));
    }
}
