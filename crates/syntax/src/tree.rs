//! Builds one tree from the starts, scalars and ends that a reader of any format meets.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use finding::NoticeKind;
use foldhash::fast::RandomState;
use source::{FileId, Limits, Origin, Span};

use crate::notices::Notices;
use crate::{Map, Node, Value};

/// A finished value with what its parent must know of it.
#[derive(Debug, Clone)]
pub(crate) struct Built {
    pub(crate) node: Node,
    /// Offset after its last byte where it stands, which for an alias is not where it was written.
    pub(crate) end: usize,
    /// Levels of nesting: 1 for a scalar.
    pub(crate) height: usize,
    /// Nodes in it.
    pub(crate) count: usize,
}

impl Built {
    /// A value without children.
    pub(crate) const fn scalar(node: Node, end: usize) -> Self {
        Self { node, end, height: 1, count: 1 }
    }
}

/// A collection that is still open.
#[derive(Debug)]
struct Frame {
    /// Levels of nesting down to its values: its own and, if a tag will wrap it, another.
    levels: usize,
    start: usize,
    end: usize,
    height: usize,
    count: usize,
    content: Content,
}

#[derive(Debug)]
enum Content {
    List(Vec<Node>),
    Map { map: Map, key: Option<Key>, merges: Vec<Map> },
}

/// A key whose value has not come yet.
#[derive(Debug)]
enum Key {
    Named(Arc<str>, Span),
    /// The merge key `<<`: the value's entries stand in for missing ones.
    Merge(Span),
    /// A key that no text can stand for; its value is dropped.
    Dropped,
}

/// The tree under construction.
///
/// INVARIANT: every node counted in `nodes` is at most `limits.nodes`, and no path is longer than `limits.depth`.
#[derive(Debug)]
pub(crate) struct Tree<'l> {
    pub(crate) file: FileId,
    pub(crate) limits: &'l Limits,
    pub(crate) notices: Notices,
    frames: Vec<Frame>,
    /// The levels of all frames.
    levels: usize,
    nodes: usize,
    keys: HashSet<Arc<str>, RandomState>,
}

impl<'l> Tree<'l> {
    pub(crate) fn new(file: FileId, limits: &'l Limits) -> Self {
        Self {
            file,
            limits,
            notices: Notices::new(file),
            frames: Vec::new(),
            levels: 0,
            nodes: 0,
            keys: HashSet::default(),
        }
    }

    /// The origin of the bytes `start..end`.
    pub(crate) fn origin(&self, start: usize, end: usize) -> Origin {
        Origin::Written(Span::new(self.file, start, end))
    }

    /// How many collections are open.
    pub(crate) fn depth(&self) -> usize {
        self.frames.len()
    }

    /// Whether something of `height` still fits below the open collections.
    pub(crate) fn fits(&self, height: usize) -> bool {
        self.levels + height <= self.limits.depth
    }

    /// Takes `count` nodes from the document's budget; false if that many are not left.
    pub(crate) fn spend(&mut self, count: usize) -> bool {
        self.nodes = self.nodes.saturating_add(count);
        self.nodes <= self.limits.nodes
    }

    /// Starts the budget of the next document of the same file.
    pub(crate) fn refill(&mut self) {
        self.nodes = 0;
    }

    /// Forgets what was read, to read it again.
    pub(crate) fn clear(&mut self) {
        self.nodes = 0;
        self.levels = 0;
        self.frames.clear();
        self.notices.take();
    }

    /// The one shared copy of a key's text.
    pub(crate) fn intern(&mut self, text: &str) -> Arc<str> {
        if let Some(known) = self.keys.get(text) {
            return Arc::clone(known);
        }
        let key: Arc<str> = Arc::from(text);
        self.keys.insert(Arc::clone(&key));
        key
    }

    /// Opens a sequence that takes `levels` of nesting.
    pub(crate) fn open_list(&mut self, start: usize, levels: usize) {
        self.open(start, levels, Content::List(Vec::new()));
    }

    /// Opens a mapping that takes `levels` of nesting.
    pub(crate) fn open_map(&mut self, start: usize, levels: usize) {
        self.open(start, levels, Content::Map { map: Map::new(), key: None, merges: Vec::new() });
    }

    fn open(&mut self, start: usize, levels: usize, content: Content) {
        self.levels += levels;
        self.frames.push(Frame { levels, start, end: start, height: 1, count: 1, content });
    }

    /// Whether the next value is a key.
    pub(crate) fn expects_key(&self) -> bool {
        matches!(self.frames.last(), Some(Frame { content: Content::Map { key: None, .. }, .. }))
    }

    /// Whether a key waits for its value.
    pub(crate) fn expects_value(&self) -> bool {
        matches!(self.frames.last(), Some(Frame { content: Content::Map { key: Some(_), .. }, .. }))
    }

    /// The key of the outermost mapping that waits for its value.
    pub(crate) fn section(&self) -> Option<Arc<str>> {
        match &self.frames.first()?.content {
            Content::Map { key: Some(Key::Named(key, _)), .. } => Some(Arc::clone(key)),
            _ => None,
        }
    }

    /// Sets the key of the value to come.
    pub(crate) fn set_key(&mut self, text: &str, start: usize, end: usize) {
        let key = Key::Named(self.intern(text), Span::new(self.file, start, end));
        self.put_key(key, end);
    }

    /// Makes the value to come a merge.
    pub(crate) fn set_merge_key(&mut self, start: usize, end: usize) {
        self.put_key(Key::Merge(Span::new(self.file, start, end)), end);
    }

    /// Makes the value to come one that is dropped.
    pub(crate) fn set_dropped_key(&mut self, end: usize) {
        self.put_key(Key::Dropped, end);
    }

    fn put_key(&mut self, new: Key, end: usize) {
        if let Some(Frame { end: frame_end, content: Content::Map { key, .. }, .. }) = self.frames.last_mut() {
            *key = Some(new);
            *frame_end = end.max(*frame_end);
        }
    }

    /// Puts a value into the innermost open collection; gives it back if none is open.
    pub(crate) fn add(&mut self, built: Built) -> Option<Built> {
        let Some(frame) = self.frames.last_mut() else { return Some(built) };
        frame.end = frame.end.max(built.end);
        frame.height = frame.height.max(built.height + 1);
        frame.count += built.count;
        match &mut frame.content {
            Content::List(items) => items.push(built.node),
            Content::Map { map, key, merges } => match key.take() {
                Some(Key::Named(name, span)) => insert(map, &mut self.notices, name, span, built.node),
                Some(Key::Merge(span)) => {
                    if !merges.is_empty() {
                        let message = "a mapping with several merge keys; the first of two values wins";
                        self.notices.add(span.start as usize, span.end as usize, NoticeKind::Ambiguous, message);
                    }
                    if let Some(node) = merge(merges, built.node) {
                        let message = "the value of a merge key is neither a mapping nor a list of mappings";
                        self.notices.add(span.start as usize, span.end as usize, NoticeKind::Malformed, message);
                        map.insert_at("<<", Origin::Written(span), node);
                    }
                }
                Some(Key::Dropped) | None => {}
            },
        }
        None
    }

    /// Closes the innermost collection at `end`, or at the end of its last child.
    pub(crate) fn close(&mut self, end: Option<usize>) -> Option<Built> {
        let frame = self.frames.pop()?;
        self.levels -= frame.levels;
        let end = end.unwrap_or(frame.end);
        let value = match frame.content {
            Content::List(items) => Value::List(items),
            Content::Map { map, merges, .. } if merges.is_empty() => Value::Map(map),
            Content::Map { map, merges, .. } => Value::Map(merged(merges, map)),
        };
        let node = Node::new(value, self.origin(frame.start, end));
        Some(Built { node, end, height: frame.height, count: frame.count })
    }
}

/// Sets `key` and notes a key that was set before; the last one wins and the place of the first one stays.
pub(crate) fn insert(map: &mut Map, notices: &mut Notices, key: Arc<str>, span: Span, node: Node) {
    let name = Arc::clone(&key);
    if map.insert_at(key, Origin::Written(span), node).is_some() {
        let message = format!("the key `{name}` is set more than once; the last value wins");
        notices.add(span.start as usize, span.end as usize, NoticeKind::Ambiguous, message);
    }
}

/// Takes the mappings of a merge value in order; gives back what is none.
fn merge(merges: &mut Vec<Map>, node: Node) -> Option<Node> {
    match node.value {
        Value::Map(map) => merges.push(map),
        Value::List(items) if items.iter().all(|item| item.as_map().is_some()) => {
            merges.extend(items.into_iter().filter_map(|item| match item.value {
                Value::Map(map) => Some(map),
                _ => None,
            }));
        }
        value => return Some(Node { value, ..node }),
    }
    None
}

/// Merged entries first, of which earlier ones win; then the mapping's own, which win over them in their places.
fn merged(merges: Vec<Map>, own: Map) -> Map {
    let mut all = Map::new();
    for (key, entry) in merges.into_iter().flatten() {
        if !all.contains(&key) {
            all.insert_at(key, entry.key, entry.node);
        }
    }
    for (key, entry) in own {
        all.insert_at(key, entry.key, entry.node);
    }
    all
}

/// Values that an anchor named, to be repeated by aliases.
pub(crate) type Anchors = HashMap<usize, Built>;
