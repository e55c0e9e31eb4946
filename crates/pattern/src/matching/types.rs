//! Metavariables with a type.

use std::sync::Arc;

use tree::{Kind, NodeId, Type};

use super::{Matcher, Then};
use crate::environment::{Bound, Environment};

impl Matcher<'_> {
    /// `($X: T)`: an expression whose type is known to be `T`.
    pub(super) fn typed(&self, p: NodeId, t: NodeId, environment: &mut Environment, then: Then<'_>) {
        self.has_type(self.first(p), t, environment, &mut |environment| {
            self.bind(p, Bound::Node(t), environment, then);
        });
    }

    /// An expression of the type that a node of the pattern writes.
    pub(super) fn has_type(&self, wanted: NodeId, t: NodeId, environment: &mut Environment, then: Then<'_>) {
        let Some(known) = self.code.names.type_of(self.code.tree, t) else { return };
        let name = match known {
            Type::Written(written) => return self.node(wanted, written, environment, then),
            Type::Named(name) => self.code.tree.symbols().text(name),
            Type::Bool => "bool",
            Type::Int => "int",
            Type::Float => "float",
            Type::Number => "number",
            Type::Text => "string",
        };
        let pattern = |node: NodeId| self.symbols.text(self.pattern.symbol(node));
        match self.pattern.kind(wanted) {
            Kind::Metavariable => {
                let bound = Bound::Text(Arc::from(name), self.code.tree.range(t));
                self.bind(wanted, bound, environment, then);
            }
            Kind::Name if is_meant(pattern(wanted), known, name) => then(environment),
            // `java.lang.String`
            Kind::Member if !matches!(known, Type::Named(_)) => {
                let last = self.pattern_children(wanted).last().copied();
                if last.is_some_and(|last| is_meant(pattern(last), known, name)) {
                    then(environment);
                }
            }
            _ => {}
        }
    }
}

/// Whether the name of a type means one that is known.
fn is_meant(wanted: &str, known: Type, name: &str) -> bool {
    match (known, Type::of_name(wanted)) {
        (Type::Named(_), _) => wanted == name,
        (_, Some(Type::Number)) => known.is_number(),
        (_, meant) => meant == Some(known),
    }
}
