//! Metavariables with a type.

use tree::{Kind, NodeId};

use super::{Matcher, Then};
use crate::environment::{Bound, Environment};

impl Matcher<'_> {
    /// `($X: T)`: an expression whose type is known to be `T`.
    pub(super) fn typed(&self, p: NodeId, t: NodeId, environment: &mut Environment, then: Then<'_>) {
        let wanted = self.first(p);
        let Some(known) = self.type_of(t) else {
            return self.literal_type(wanted, p, t, environment, then);
        };
        self.node(wanted, known, environment, &mut |environment| {
            self.bind(p, Bound::Node(t), environment, then);
        });
    }

    /// The node that says the type of an expression: of a variable, its declared type or what constructs it.
    pub(super) fn type_of(&self, t: NodeId) -> Option<NodeId> {
        let tree = self.code.tree;
        match tree.kind(t) {
            Kind::New => Some(NodeId(t.0 + 1)),
            Kind::Call => Some(NodeId(t.0 + 1)).filter(|callee| self.is_class_name(*callee)),
            Kind::Cast => Some(NodeId(t.0 + 1)),
            Kind::Name => {
                let binding = self.code.names.of(self.code.names.binding(t)?)?;
                binding.sites.iter().rev().find_map(|site| self.declared(*site))
            }
            _ => None,
        }
    }

    fn declared(&self, site: NodeId) -> Option<NodeId> {
        let node = self.code.tree.node(site);
        let present = |place: usize| node.child(place).filter(|part| part.is_present()).map(|part| part.id());
        match node.kind() {
            Kind::Param => present(2),
            Kind::Variable => present(2).or_else(|| present(3).and_then(|value| self.constructed(value))),
            Kind::Assign => present(1).and_then(|value| self.constructed(value)),
            Kind::Catch => present(0),
            _ => None,
        }
    }

    fn constructed(&self, value: NodeId) -> Option<NodeId> {
        match self.code.tree.kind(value) {
            Kind::New | Kind::Cast | Kind::Call => self.type_of(value),
            _ => None,
        }
    }

    /// Whether the callee of a call is a class by its name.
    fn is_class_name(&self, callee: NodeId) -> bool {
        let node = self.code.tree.node(callee);
        let last = match node.kind() {
            Kind::Member => node.child(1),
            _ => Some(node),
        };
        last.is_some_and(|name| name.kind() == Kind::Name && name.text().starts_with(char::is_uppercase))
    }

    /// Literals have the types that the languages call by these names.
    fn literal_type(&self, wanted: NodeId, p: NodeId, t: NodeId, environment: &mut Environment, then: Then<'_>) {
        if self.is_literal_of(wanted, t) {
            self.bind(p, Bound::Node(t), environment, then);
        }
    }

    /// Whether all numbers are of one type.
    fn is_script(&self) -> bool {
        self.code.tree.language().is_script()
    }

    /// Whether an expression is a literal of a type.
    pub(super) fn is_literal_of(&self, wanted: NodeId, t: NodeId) -> bool {
        let Some(constant) = self.code.names.constant(self.code.tree, t) else { return false };
        let name = self.symbols.text(self.pattern.symbol(wanted));
        let fits = match constant.kind {
            Kind::Str => matches!(name, "str" | "string" | "String"),
            Kind::Int => matches!(name, "int" | "number" | "Integer" | "long") || (name == "float" && self.is_script()),
            Kind::Float => matches!(name, "float" | "number" | "double" | "float64"),
            Kind::Bool => matches!(name, "bool" | "boolean" | "Boolean"),
            _ => false,
        };
        fits && self.pattern.kind(wanted) == Kind::Name
    }
}
