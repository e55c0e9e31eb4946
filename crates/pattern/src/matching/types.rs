//! Metavariables with a type.

use std::sync::Arc;

use tree::{Kind, Language, NodeId, Type};

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
        let is_java = self.code.tree.language() == Language::Java;
        let name = match known {
            Type::Written(written) => return self.written_type(wanted, written, environment, then),
            Type::Pointer(to) => {
                let is_pointer = self.symbols.text(self.pattern.symbol(wanted)) == "*";
                if self.pattern.kind(wanted) == Kind::Unary && is_pointer {
                    self.node(self.first(wanted), to, environment, then);
                }
                return;
            }
            Type::Named(name) => self.code.tree.symbols().text(name),
            Type::Bool if is_java => "boolean",
            Type::Bool => "bool",
            Type::Int => "int",
            Type::Float => "float",
            Type::Number => "number",
            Type::Text if is_java => "String",
            Type::Text => "string",
        };
        let pattern = |node: NodeId| self.symbols.text(self.pattern.symbol(node));
        match self.pattern.kind(wanted) {
            Kind::Metavariable => {
                let bound = Bound::Text(Arc::from(name), self.code.tree.range(t));
                self.bind(wanted, bound, environment, then);
            }
            Kind::Name if is_meant(pattern(wanted), known, name) => then(environment),
            _ => {}
        }
    }

    /// A type that the code writes; `java.lang.Integer` is also what every language calls so.
    fn written_type(&self, wanted: NodeId, written: NodeId, environment: &mut Environment, then: Then<'_>) {
        let node = self.code.tree.node(written);
        let last = node.child(1).filter(|_| node.kind() == Kind::Member && node.child(0).is_some_and(is_java_lang));
        let known = last.and_then(|last| Type::of_name(last.text()));
        let is_name = self.pattern.kind(wanted) == Kind::Name;
        match known.filter(|_| is_name) {
            Some(known) if is_meant(self.symbols.text(self.pattern.symbol(wanted)), known, "") => then(environment),
            _ => self.node(wanted, written, environment, then),
        }
    }
}

fn is_java_lang(node: tree::Node<'_>) -> bool {
    let is = |place: usize, name: &str| node.child(place).is_some_and(|part| part.text() == name);
    node.kind() == Kind::Member && is(0, "java") && is(1, "lang")
}

/// Whether the name of a type means one that is known.
fn is_meant(wanted: &str, known: Type, name: &str) -> bool {
    match (known, Type::of_name(wanted)) {
        (Type::Named(_), _) => wanted == name,
        (_, Some(Type::Number)) => known.is_number(),
        (_, meant) => meant == Some(known),
    }
}
