//! The generic tree of one file or pattern.

use std::ops::Range;
use std::sync::Arc;

use crate::kind::Kind;
use crate::language::Language;
use crate::symbols::{Symbol, Symbols};

/// A node by its number. Numbers are in pre-order: a node's subtree is the numbers from its own to [`Tree::end`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

impl NodeId {
    /// The root of every tree.
    pub const ROOT: Self = Self(0);

    const fn index(self) -> usize {
        self.0 as usize
    }
}

/// One node's own values.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry {
    pub(crate) kind: Kind,
    pub(crate) symbol: Symbol,
    pub(crate) start: u32,
    pub(crate) stop: u32,
    pub(crate) parent: u32,
    pub(crate) end: u32,
}

/// The code of one file, or one pattern.
#[derive(Debug, Clone)]
pub struct Tree {
    pub(crate) language: Language,
    pub(crate) entries: Vec<Entry>,
    pub(crate) symbols: Symbols,
    pub(crate) comments: Vec<Range<u32>>,
    pub(crate) errors: Vec<Range<u32>>,
}

impl Tree {
    /// A tree with nothing but its root.
    pub(crate) fn empty(language: Language, symbols: Symbols) -> Self {
        let root = Entry { kind: Kind::Module, symbol: Symbol::NONE, start: 0, stop: 0, parent: 0, end: 1 };
        Self { language, entries: vec![root], symbols, comments: Vec::new(), errors: Vec::new() }
    }

    /// The tree of a text that is no code, so that it can be looked at beside code: nothing but a root.
    pub fn of_text(base: &Arc<Symbols>) -> Self {
        Self::empty(Language::Python, Symbols::over(Arc::clone(base)))
    }

    /// Gives a pattern's tree the table of its symbols back, so that it can be printed.
    pub fn with_symbols(&mut self, symbols: Symbols) {
        self.symbols = symbols;
    }

    /// The language it is written in.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The texts of its symbols.
    pub fn symbols(&self) -> &Symbols {
        &self.symbols
    }

    /// The number of nodes.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is not even a root; never so for a tree that was parsed.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The comments' places, in order: byte offsets.
    pub fn comments(&self) -> &[Range<u32>] {
        &self.comments
    }

    /// The places that the grammar could not read, in order: byte offsets.
    pub fn errors(&self) -> &[Range<u32>] {
        &self.errors
    }

    /// A view of a node.
    pub fn node(&self, id: NodeId) -> Node<'_> {
        Node { tree: self, id }
    }

    /// The root: a [`Kind::Module`].
    pub fn root(&self) -> Node<'_> {
        self.node(NodeId::ROOT)
    }

    /// All nodes in the order of the text.
    pub fn nodes(&self) -> impl Iterator<Item = Node<'_>> {
        (0..self.entries.len() as u32).map(|id| self.node(NodeId(id)))
    }

    /// What a node is.
    pub fn kind(&self, id: NodeId) -> Kind {
        self.entries.get(id.index()).map_or(Kind::Absent, |entry| entry.kind)
    }

    /// A node's name, operator or literal text.
    pub fn symbol(&self, id: NodeId) -> Symbol {
        self.entries.get(id.index()).map_or(Symbol::NONE, |entry| entry.symbol)
    }

    /// The number after the last node of a subtree.
    pub fn end(&self, id: NodeId) -> NodeId {
        NodeId(self.entries.get(id.index()).map_or(id.0 + 1, |entry| entry.end))
    }

    /// A node's place: byte offsets.
    pub fn range(&self, id: NodeId) -> Range<u32> {
        self.entries.get(id.index()).map_or(0..0, |entry| entry.start..entry.stop)
    }

    /// The node around a node; none around the root.
    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        let parent = self.entries.get(id.index())?.parent;
        (id != NodeId::ROOT).then_some(NodeId(parent))
    }

    /// The children of a node, in order.
    pub fn children(&self, id: NodeId) -> Children<'_> {
        Children { tree: self, next: NodeId(id.0 + 1), end: self.end(id) }
    }
}

/// The children of a node.
#[derive(Debug, Clone)]
pub struct Children<'t> {
    tree: &'t Tree,
    next: NodeId,
    end: NodeId,
}

impl<'t> Iterator for Children<'t> {
    type Item = Node<'t>;

    fn next(&mut self) -> Option<Node<'t>> {
        if self.next >= self.end {
            return None;
        }
        let node = self.tree.node(self.next);
        self.next = self.tree.end(self.next);
        Some(node)
    }
}

/// A node of a tree.
#[derive(Debug, Clone, Copy)]
pub struct Node<'t> {
    tree: &'t Tree,
    id: NodeId,
}

impl<'t> Node<'t> {
    /// Its number.
    pub fn id(self) -> NodeId {
        self.id
    }

    /// The tree it stands in.
    pub fn tree(self) -> &'t Tree {
        self.tree
    }

    /// What it is.
    pub fn kind(self) -> Kind {
        self.tree.kind(self.id)
    }

    /// Its name, operator or literal text.
    pub fn symbol(self) -> Symbol {
        self.tree.symbol(self.id)
    }

    /// The text of its symbol.
    pub fn text(self) -> &'t str {
        self.tree.symbols.text(self.symbol())
    }

    /// Its place: byte offsets.
    pub fn range(self) -> Range<u32> {
        self.tree.range(self.id)
    }

    /// The node around it.
    pub fn parent(self) -> Option<Node<'t>> {
        self.tree.parent(self.id).map(|id| self.tree.node(id))
    }

    /// Its children, in order.
    pub fn children(self) -> Children<'t> {
        self.tree.children(self.id)
    }

    /// Its child at a place.
    pub fn child(self, place: usize) -> Option<Node<'t>> {
        self.children().nth(place)
    }

    /// Whether the other node is this one or stands in it.
    pub fn contains(self, other: NodeId) -> bool {
        self.id <= other && other < self.tree.end(self.id)
    }

    /// Whether it is written at all.
    pub fn is_present(self) -> bool {
        self.kind() != Kind::Absent
    }
}
