//! What Ruby leaves unsaid: calls without brackets, values given back by standing last.

use std::sync::Arc;

use tree::{Kind, Language, NodeId};

use super::statement::is_expression_kind;
use super::{Matcher, Then};
use crate::environment::{Bound, Environment};

impl Matcher<'_> {
    /// Whether the code is Ruby.
    pub(super) fn is_ruby(&self) -> bool {
        self.code.tree.language() == Language::Ruby
    }

    /// `f(...)` against `f` alone: a statement, or a name that nothing binds.
    pub(super) fn bare_call(&self, p: NodeId, t: NodeId, environment: &mut Environment, then: Then<'_>) {
        let parts = self.pattern_children(p);
        let &[callee, arguments] = parts.as_slice() else { return };
        let is_unbound = self.pattern.kind(callee) == Kind::Name && !self.is_bound_before(t);
        if !(is_unbound || self.is_statement(t)) || self.is_callee(t) {
            return;
        }
        self.node(callee, t, environment, &mut |environment| {
            self.list(&self.pattern_children(arguments), &[], environment, then);
        });
    }

    /// Whether a name is what a call with brackets or arguments calls.
    fn is_callee(&self, t: NodeId) -> bool {
        let parent = self.code.tree.node(t).parent();
        parent.is_some_and(|parent| {
            parent.kind() == Kind::Call && parent.children().next().is_some_and(|callee| callee.id() == t)
        })
    }

    /// `$F(...)` and `$X.$F(...)` against `a[b]`, which is a call of `[`.
    pub(super) fn index_call(&self, p: NodeId, t: NodeId, environment: &mut Environment, then: Then<'_>) {
        let (ps, ts) = (self.pattern_children(p), self.code_children(t));
        let (&[callee, arguments], &[object, index]) = (ps.as_slice(), ts.as_slice()) else { return };
        let indices = if self.code.tree.kind(index) == Kind::Args { self.code_children(index) } else { vec![index] };
        let place = self.code.tree.range(object);
        let called = place.start..place.end + 1;
        let arguments = self.pattern_children(arguments);
        match self.pattern.kind(callee) {
            Kind::Metavariable => {
                let text = self.code.text.get(called.start as usize..called.end as usize).unwrap_or_default();
                self.bind(callee, Bound::Text(Arc::from(text), called), environment, &mut |environment| {
                    self.arguments(&arguments, &indices, environment, then);
                });
            }
            Kind::Member
                if self.pattern.children(callee).nth(1).is_some_and(|name| name.kind() == Kind::Metavariable) =>
            {
                let parts = self.pattern_children(callee);
                let &[of, name] = parts.as_slice() else { return };
                let bound = Bound::Text(Arc::from("["), place.end..place.end + 1);
                self.node(of, object, environment, &mut |environment| {
                    self.bind(name, bound.clone(), environment, &mut |environment| {
                        self.arguments(&arguments, &indices, environment, then);
                    });
                });
            }
            _ => {}
        }
    }

    fn is_bound_before(&self, t: NodeId) -> bool {
        let names = self.code.names;
        let binding = names.binding(t).and_then(|binding| names.of(binding));
        binding.is_some_and(|binding| binding.sites.iter().any(|site| *site < t))
    }

    fn is_statement(&self, t: NodeId) -> bool {
        self.code.tree.parent(t).is_some_and(|parent| self.code.tree.kind(parent).is_block())
    }

    /// Whether a node is `f()` of Ruby, which is the same as `f`.
    pub(super) fn is_empty_call(&self, t: NodeId) -> bool {
        let tree = self.code.tree;
        self.is_ruby()
            && tree.kind(t) == Kind::Call
            && tree.node(t).child(0).is_some_and(|callee| callee.kind() == Kind::Name)
            && tree.node(t).child(1).is_some_and(|arguments| arguments.children().next().is_none())
    }

    /// `a = b`; one of several targets gets the value in the same place.
    pub(super) fn assigned(&self, p: NodeId, t: NodeId, environment: &mut Environment, then: Then<'_>) {
        self.pairwise(p, t, environment, then);
        let (ps, ts) = (self.pattern_children(p), self.code_children(t));
        let (&[target, value], &[targets, values]) = (ps.as_slice(), ts.as_slice()) else { return };
        let are_lists = [targets, values].iter().all(|list| self.code.tree.kind(*list) == Kind::Tuple);
        let (targets, values) = (self.code_children(targets), self.code_children(values));
        if !are_lists || targets.len() != values.len() {
            return;
        }
        for (code_target, code_value) in targets.into_iter().zip(values) {
            self.node(target, code_target, environment, &mut |environment| {
                self.node(value, code_value, environment, then);
            });
        }
    }

    /// `when a` against `when a, b`: the first ones of them.
    pub(super) fn first_patterns(&self, p: NodeId, t: NodeId, environment: &mut Environment, then: Then<'_>) {
        let (ps, ts) = (self.pattern_children(p), self.code_children(t));
        let first = if ps.is_empty() { ts.as_slice() } else { ts.get(..ps.len()).unwrap_or(&ts) };
        self.list(&ps, first, environment, then);
    }

    /// Whether an expression of Ruby is what its function gives back although no `return` says so.
    pub(super) fn is_given_back(&self, t: NodeId) -> bool {
        let tree = self.code.tree;
        let is_value = is_expression_kind(tree.kind(t)) && !matches!(tree.kind(t), Kind::Assign | Kind::AugAssign);
        if !self.is_ruby() || !is_value || !self.is_statement(t) {
            return false;
        }
        let mut at = t;
        while let Some(parent) = tree.parent(at) {
            let place = || tree.children(parent).position(|child| child.id() == at);
            let is_last = tree.end(at) == tree.end(parent);
            let goes_on = match tree.kind(parent) {
                Kind::FunctionDef | Kind::Lambda => return is_last,
                Kind::Block | Kind::Case | Kind::Catch => is_last,
                Kind::Cases | Kind::Catches => true,
                Kind::If | Kind::Switch => place() != Some(0),
                Kind::Try => self.is_end_of_try(parent, place()),
                _ => false,
            };
            if !goes_on {
                return false;
            }
            at = parent;
        }
        false
    }

    /// Whether what stands in this place of a `begin` is what it gives: of its parts, the one that runs last.
    fn is_end_of_try(&self, t: NodeId, place: Option<usize>) -> bool {
        let has = |place: usize| self.code.tree.node(t).child(place).is_some_and(|part| part.is_present());
        match place {
            Some(0) => !has(2) && !has(3),
            Some(1 | 2) => !has(3),
            _ => place == Some(3),
        }
    }
}
