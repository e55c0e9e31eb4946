//! What the metavariables of a match stand for.

use std::ops::Range;
use std::sync::Arc;

use tree::{NodeId, Symbol};

/// What one metavariable stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bound {
    /// A node.
    Node(NodeId),
    /// Neighbours in a list: from the first node to before the last number. Empty if they are equal.
    Nodes(NodeId, NodeId),
    /// A text that is no node: the content of a string, or a name that an import stands for; and where it is written.
    Text(Arc<str>, Range<u32>),
    /// Words of a text that is no code, and where they are written. They are never the same as a text that an expression found.
    Words(Arc<str>, Range<u32>),
}

/// The metavariables of a match, in the order in which they were bound.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Environment {
    bindings: Vec<(Symbol, Bound)>,
}

impl Environment {
    /// What a metavariable stands for.
    pub fn get(&self, name: Symbol) -> Option<&Bound> {
        self.bindings.iter().find(|(bound, _)| *bound == name).map(|(_, bound)| bound)
    }

    /// The metavariables and what they stand for.
    pub fn iter(&self) -> impl Iterator<Item = (Symbol, &Bound)> {
        self.bindings.iter().map(|(name, bound)| (*name, bound))
    }

    /// Binds a metavariable that is not bound yet.
    pub fn push(&mut self, name: Symbol, bound: Bound) {
        self.bindings.push((name, bound));
    }

    /// Binds a metavariable, whatever it stood for.
    pub(crate) fn replace(&mut self, name: Symbol, bound: Bound) {
        match self.bindings.iter_mut().find(|(known, _)| *known == name) {
            Some(known) => known.1 = bound,
            None => self.push(name, bound),
        }
    }

    /// Takes all bindings back but for the first so many.
    pub(crate) fn split_off(&mut self, kept: usize) -> Vec<(Symbol, Bound)> {
        self.bindings.split_off(kept.min(self.bindings.len()))
    }

    /// Takes the last binding back.
    pub(crate) fn pop(&mut self) {
        self.bindings.pop();
    }
}
