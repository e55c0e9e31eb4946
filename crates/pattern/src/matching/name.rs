//! Names and what is reached through them.

use std::sync::Arc;

use tree::{Kind, NodeId, Symbol, is_expression};

use super::{Matcher, Then};
use crate::environment::{Bound, Environment};

impl Matcher<'_> {
    /// A name: the same one, or one under which it is imported.
    pub(super) fn name(&self, p: NodeId, t: NodeId, environment: &mut Environment, then: Then<'_>) {
        let code = self.code.tree;
        if code.kind(t) == Kind::Generic && self.is_csharp() {
            return self.node(p, self.first(t), environment, then);
        }
        if code.kind(t) == Kind::Name && (code.symbol(t) == self.pattern.symbol(p) || self.is_same_in_php(p, t)) {
            return then(environment);
        }
        if self.code.names.path(code.node(t)).is_some_and(|path| path == [self.pattern.symbol(p)]) {
            return then(environment);
        }
        self.symbolic(p, t, environment, then);
    }

    /// Whether two names of PHP differ in capitals only; variables and what is reached through others must not.
    fn is_same_in_php(&self, p: NodeId, t: NodeId) -> bool {
        let (wanted, found) = (self.symbols.text(self.pattern.symbol(p)), self.code.tree.node(t).text());
        self.is_php()
            && !wanted.starts_with('$')
            && wanted.eq_ignore_ascii_case(found)
            && is_expression(self.code.tree, t)
    }

    /// `a.b`: access to the same name of something that matches, or a name under which it is imported.
    pub(super) fn member(&self, p: NodeId, t: NodeId, environment: &mut Environment, then: Then<'_>) {
        let parts = self.pattern_children(p);
        let &[object, property] = parts.as_slice() else { return };
        if self.is_chain(p) {
            return self.chain(object, t, environment, then);
        }
        let mut matched = false;
        if self.code.tree.kind(t) == Kind::Member {
            let inner = self.code_children(t);
            if let &[of, name] = inner.as_slice() {
                self.node(property, name, environment, &mut |environment| {
                    self.node(object, of, environment, &mut |environment| {
                        matched = true;
                        then(environment);
                    });
                });
            }
        }
        if matched {
            return;
        }
        let node = self.code.tree.node(t);
        match self.code.names.path(node) {
            Some(path) => self.dotted(p, t, &path, environment, then),
            None => self.symbolic(p, t, environment, then),
        }
        if !self.has_metavariable(p) {
            for path in self.code.names.wildcard_paths(node) {
                self.dotted(p, t, &path, environment, then);
            }
        }
    }

    /// Whether a member of a pattern is `a. ...`.
    pub(super) fn is_chain(&self, p: NodeId) -> bool {
        self.pattern.children(p).nth(1).is_some_and(|property| property.kind() == Kind::Ellipsis)
    }

    fn has_metavariable(&self, p: NodeId) -> bool {
        (p.0..self.pattern.end(p).0).any(|id| self.pattern.kind(NodeId(id)).is_hole())
    }

    /// A dotted pattern against the path that a name stands for.
    fn dotted(&self, p: NodeId, t: NodeId, path: &[Symbol], environment: &mut Environment, then: Then<'_>) {
        match (self.pattern.kind(p), path) {
            (Kind::Name, [only]) if self.pattern.symbol(p) == *only => then(environment),
            (Kind::Metavariable, [_, ..]) => {
                let names: Vec<_> = path.iter().map(|name| self.code.tree.symbols().text(*name)).collect();
                let text: Arc<str> = Arc::from(names.join("."));
                self.bind(p, Bound::Text(text, self.code.tree.range(t)), environment, then);
            }
            (Kind::Member, [before @ .., last]) => {
                let parts = self.pattern_children(p);
                let &[object, property] = parts.as_slice() else { return };
                self.dotted(property, t, &[*last], environment, &mut |environment| {
                    self.dotted(object, t, before, environment, then);
                });
            }
            _ => {}
        }
    }

    /// `a. ... .b`: the object, or anything reached from it by accesses and calls.
    fn chain(&self, object: NodeId, t: NodeId, environment: &mut Environment, then: Then<'_>) {
        let mut at = t;
        loop {
            self.node(object, at, environment, then);
            match self.code.tree.kind(at) {
                Kind::Member | Kind::Call | Kind::Index => at = NodeId(at.0 + 1),
                Kind::Name => match self.symbolic_value(at) {
                    Some(value) => at = value,
                    None => return,
                },
                _ => return,
            }
        }
    }

    /// With symbolic propagation: what was assigned to a name instead of the name.
    fn symbolic(&self, p: NodeId, t: NodeId, environment: &mut Environment, then: Then<'_>) {
        if let Some(value) = self.symbolic_value(t) {
            self.node(p, value, environment, then);
        }
    }

    /// The expression that a name stands for under symbolic propagation.
    pub(super) fn symbolic_value(&self, t: NodeId) -> Option<NodeId> {
        if !self.options.symbolic_propagation || self.code.tree.kind(t) != Kind::Name {
            return None;
        }
        match self.code.names.value(t)? {
            tree::Value::Expression(value) if *value < t => Some(*value),
            _ => None,
        }
    }
}
