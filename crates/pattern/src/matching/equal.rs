//! Whether a metavariable stands for the same thing twice.

use tree::{Kind, Language, NodeId};

use super::Code;
use crate::environment::{Bound, Environment};

impl Code<'_> {
    /// Whether two bindings of one metavariable agree.
    pub fn same(&self, left: &Bound, right: &Bound) -> bool {
        match (left, right) {
            (Bound::Node(left), Bound::Node(right)) => self.same_code(*left, *right),
            (Bound::Nodes(left, left_end), Bound::Nodes(right, right_end)) => {
                self.same_nodes((left.0, left_end.0), (right.0, right_end.0))
            }
            (Bound::Text(left, _), Bound::Text(right, _)) | (Bound::Words(left, _), Bound::Words(right, _)) => {
                left == right
            }
            (Bound::Node(node), Bound::Text(text, _)) | (Bound::Text(text, _), Bound::Node(node)) => {
                let node = self.tree.node(*node);
                matches!(node.kind(), Kind::Name | Kind::Str | Kind::Atom) && node.text() == &**text
            }
            _ => false,
        }
    }

    /// Both environments together; none if a metavariable of both stands for different things.
    pub fn merged(&self, one: &Environment, other: &Environment) -> Option<Environment> {
        let mut merged = one.clone();
        for (name, bound) in other.iter() {
            match one.get(name) {
                // The groups of expressions are told apart by their expressions.
                Some(_) if self.is_group(name) => {}
                Some(own) if self.same(own, bound) => {}
                Some(_) => return None,
                None => merged.push(name, bound.clone()),
            }
        }
        Some(merged)
    }

    /// Whether a metavariable is a numbered group, `$1`.
    fn is_group(&self, name: tree::Symbol) -> bool {
        let digits = self.tree.symbols().text(name).strip_prefix('$');
        digits.is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
    }

    /// Whether two subtrees are the same code.
    fn same_code(&self, left: NodeId, right: NodeId) -> bool {
        let tree = self.tree;
        left == right
            || self.same_nodes((left.0, tree.end(left).0), (right.0, tree.end(right).0))
            || self.same_constant(left, right)
            || self.same_import(left, right)
    }

    /// Whether both are names of what is imported from one place.
    fn same_import(&self, left: NodeId, right: NodeId) -> bool {
        let is_name = |id| self.tree.kind(id) == Kind::Name;
        let imported = |id| self.names.imported(id);
        is_name(left) && is_name(right) && imported(left).is_some() && imported(left) == imported(right)
    }

    /// Whether both hold the same literal.
    fn same_constant(&self, left: NodeId, right: NodeId) -> bool {
        let is_name = |id| self.tree.kind(id) == Kind::Name;
        let constant = |id| self.names.constant(self.tree, id);
        (is_name(left) || is_name(right))
            && constant(left).is_some_and(|left| left.text.is_some() && constant(right) == Some(left))
    }

    /// Whether two names are not known to be different variables.
    fn is_same_variable(&self, a: NodeId, b: NodeId) -> bool {
        match (self.names.binding(a), self.names.binding(b)) {
            (Some(a), Some(b)) => a == b,
            _ => true,
        }
    }

    /// Whether two names of functions of PHP differ in capitals only.
    fn is_same_function(&self, a: NodeId, b: NodeId) -> bool {
        let names_function = |id: NodeId| {
            let node = self.tree.node(id);
            let place = match node.parent().map(|parent| (parent.kind(), parent)) {
                Some((Kind::Call, call)) => call.child(0),
                Some((Kind::FunctionDef, function)) => function.child(1),
                _ => None,
            };
            node.kind() == Kind::Name && place.is_some_and(|place| place.id() == id)
        };
        let text = |id: NodeId| self.tree.node(id).text();
        self.tree.language() == Language::Php
            && text(a).eq_ignore_ascii_case(text(b))
            && names_function(a)
            && names_function(b)
    }

    fn same_nodes(&self, left: (u32, u32), right: (u32, u32)) -> bool {
        let tree = self.tree;
        let (left, right) = (left.0..left.1, right.0..right.1);
        left.len() == right.len()
            && left.clone().zip(right.clone()).all(|(a, b)| {
                let (a, b) = (NodeId(a), NodeId(b));
                tree.kind(a) == tree.kind(b)
                    && (tree.symbol(a) == tree.symbol(b) || self.is_same_function(a, b))
                    && self.is_same_variable(a, b)
                    && tree.end(a).0 - a.0 == tree.end(b).0 - b.0
            })
    }
}
