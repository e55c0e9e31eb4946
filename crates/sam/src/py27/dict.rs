//! Dictionaries: Python 2.7's, or plain ones in the order of insertion.

use std::sync::Arc;

use indexmap::IndexMap;
use source::Origin;

use super::table::Table;
use super::{Doc, IntoDoc};

/// A key and whether Python would hold it as unicode text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Key {
    /// The key.
    pub(crate) text: Arc<str>,
    /// It came from the template.
    pub(crate) unicode: bool,
}

impl Key {
    /// A key that came from the template.
    pub(crate) fn unicode(text: impl Into<Arc<str>>) -> Self {
        Self { text: text.into(), unicode: true }
    }
}

impl From<&str> for Key {
    fn from(text: &str) -> Self {
        Self { text: Arc::from(text), unicode: false }
    }
}

impl From<String> for Key {
    fn from(text: String) -> Self {
        Self { text: Arc::from(text), unicode: false }
    }
}

impl From<&Self> for Key {
    fn from(key: &Self) -> Self {
        key.clone()
    }
}

/// A mapping of a document. Clones share what they hold until one of them changes.
#[derive(Debug, Clone)]
pub(crate) struct Dict {
    /// Where the mapping came from.
    pub(crate) origin: Origin,
    held: Arc<Held>,
}

#[derive(Debug, Clone)]
struct Held {
    entries: IndexMap<Arc<str>, Entry>,
    /// The slots of a Python 2.7 dictionary; `None` keeps the order of insertion.
    table: Option<Table>,
    /// A deep copy would be the same, slot by slot, all the way down.
    settled: bool,
}

#[derive(Debug, Clone)]
struct Entry {
    key: Key,
    origin: Origin,
    value: Doc,
}

impl Dict {
    /// An empty dictionary of Python 2.7.
    pub(crate) fn new(origin: &Origin) -> Self {
        Self::empty(origin, Some(Table::new()))
    }

    /// An empty dictionary in the order of insertion.
    pub(crate) fn plain(origin: &Origin) -> Self {
        Self::empty(origin, None)
    }

    fn empty(origin: &Origin, table: Option<Table>) -> Self {
        let held = Held { entries: IndexMap::new(), table, settled: true };
        Self { origin: origin.clone(), held: Arc::new(held) }
    }

    /// What is held, to change it.
    fn change(&mut self) -> &mut Held {
        let held = Arc::make_mut(&mut self.held);
        held.settled = false;
        held
    }

    /// With `key` set; plain values take this dictionary's origin.
    pub(crate) fn with(mut self, key: impl Into<Key>, value: impl IntoDoc) -> Self {
        let value = value.into_doc(&self.origin);
        self.insert(key, value);
        self
    }

    pub(crate) fn get(&self, key: &str) -> Option<&Doc> {
        self.held.entries.get(key).map(|entry| &entry.value)
    }

    pub(crate) fn get_mut(&mut self, key: &str) -> Option<&mut Doc> {
        if !self.contains(key) {
            return None;
        }
        self.change().entries.get_mut(key).map(|entry| &mut entry.value)
    }

    /// The value of `key` unless it is absent or says nothing in Python's sense: null, false, zero or empty.
    pub(crate) fn get_truthy(&self, key: &str) -> Option<&Doc> {
        self.get(key).filter(|value| value.is_truthy())
    }

    /// The dictionary at `key`.
    pub(crate) fn dict_mut(&mut self, key: &str) -> Option<&mut Self> {
        self.get_mut(key).and_then(Doc::as_dict_mut)
    }

    pub(crate) fn contains(&self, key: &str) -> bool {
        self.held.entries.contains_key(key)
    }

    pub(crate) fn len(&self) -> usize {
        self.held.entries.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.held.entries.is_empty()
    }

    /// Sets `key`; a key that is there keeps its place and spelling.
    pub(crate) fn insert(&mut self, key: impl Into<Key>, value: Doc) {
        let origin = value.origin().clone();
        self.insert_at(key.into(), origin, value);
    }

    /// Sets `key` with its own origin.
    pub(crate) fn insert_at(&mut self, key: Key, origin: Origin, value: Doc) {
        let held = self.change();
        if let Some(table) = &mut held.table {
            table.add(key.clone());
        }
        match held.entries.entry(Arc::clone(&key.text)) {
            indexmap::map::Entry::Occupied(mut known) => known.get_mut().value = value,
            indexmap::map::Entry::Vacant(free) => {
                free.insert(Entry { key, origin, value });
            }
        }
    }

    /// The value of `key`, set to `make()` first if it is absent.
    pub(crate) fn get_or_insert_with(&mut self, key: impl Into<Key>, make: impl FnOnce() -> Doc) -> Option<&mut Doc> {
        let key = key.into();
        let text = Arc::clone(&key.text);
        if !self.contains(&text) {
            self.insert(key, make());
        }
        self.get_mut(&text)
    }

    /// Takes `key` out.
    pub(crate) fn remove(&mut self, key: &str) -> Option<Doc> {
        if !self.contains(key) {
            return None;
        }
        let held = self.change();
        if let Some(table) = &mut held.table {
            table.remove(key);
        }
        held.entries.shift_remove(key).map(|entry| entry.value)
    }

    /// Sets every key of `other`, with room made for all of them first.
    pub(crate) fn update(&mut self, other: &Self) {
        if let Some(table) = &mut self.change().table {
            table.reserve(other.len());
        }
        for entry in other.ordered() {
            self.insert_at(entry.key.clone(), entry.origin.clone(), entry.value.clone());
        }
    }

    /// The keys in the order of iteration.
    pub(crate) fn keys(&self) -> Vec<Key> {
        self.ordered().map(|entry| entry.key.clone()).collect()
    }

    /// Keys and values in the order of iteration.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&Key, &Doc)> {
        self.ordered().map(|entry| (&entry.key, &entry.value))
    }

    /// Keys, origins of keys and values in the order of iteration.
    pub(super) fn iter_with_origins(&self) -> impl Iterator<Item = (&Key, &Origin, &Doc)> {
        self.ordered().map(|entry| (&entry.key, &entry.origin, &entry.value))
    }

    /// What Python's `copy()` gives: new slots, the same values.
    pub(crate) fn shallow_copy(&self) -> Self {
        let mut copy = if self.held.table.is_some() { Self::new(&self.origin) } else { Self::plain(&self.origin) };
        copy.update(self);
        copy
    }

    /// What Python's `deepcopy` gives: every key inserted anew in the order of iteration, all the way down.
    pub(crate) fn deep_copy(&self) -> Self {
        if self.held.settled {
            return self.clone();
        }
        let mut entries = IndexMap::with_capacity(self.len());
        let mut settled = true;
        for entry in self.ordered() {
            let copy = Entry { value: entry.value.deep_copy(), ..entry.clone_shallow() };
            settled &= copy.value.is_settled();
            entries.insert(Arc::clone(&entry.key.text), copy);
        }
        let table = self.held.table.as_ref().map(|table| Table::of(table.keys()));
        settled &= table == self.held.table;
        Self { origin: self.origin.clone(), held: Arc::new(Held { entries, table, settled }) }
    }

    /// Whether a deep copy would be the same.
    pub(super) fn is_settled(&self) -> bool {
        self.held.settled
    }

    fn ordered(&self) -> Box<dyn Iterator<Item = &Entry> + '_> {
        let held = &*self.held;
        match &held.table {
            Some(table) => Box::new(table.keys().filter_map(|key| held.entries.get(&key.text))),
            None => Box::new(held.entries.values()),
        }
    }
}

impl Entry {
    /// The entry with an empty value in its place.
    fn clone_shallow(&self) -> Self {
        Self { key: self.key.clone(), origin: self.origin.clone(), value: Doc::null(&self.origin) }
    }
}

/// Equal when they say the same; order, slots and origins do not count.
impl PartialEq for Dict {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.held.entries.iter().all(|(key, entry)| other.get(key) == Some(&entry.value))
    }
}
