//! Imports: the same thing imported, whichever way.

use tree::{Kind, NodeId};

use super::{Matcher, Then};
use crate::environment::Environment;

impl Matcher<'_> {
    /// An import of a pattern against one of the code.
    pub(super) fn import(&self, p: NodeId, t: NodeId, environment: &mut Environment, then: Then<'_>) {
        let (ps, ts) = (self.pattern_children(p), self.code_children(t));
        let (&[module, imported, alias], &[code_module, code_imported, code_alias]) = (ps.as_slice(), ts.as_slice())
        else {
            return;
        };
        let mut matched = false;
        if self.pattern.symbol(p) == self.code.tree.symbol(t) {
            self.module(module, code_module, environment, &mut |environment| {
                self.node(imported, code_imported, environment, &mut |environment| {
                    self.alias(alias, code_alias, code_imported, environment, &mut |environment| {
                        matched = true;
                        then(environment);
                    });
                });
            });
        }
        if !matched && self.pattern.kind(alias) == Kind::Absent && self.whole_path(p) == Some(self.code_path(t)) {
            then(environment);
        }
    }

    /// The path of a module; `...` and metavariables stand for names of it.
    fn module(&self, p: NodeId, t: NodeId, environment: &mut Environment, then: Then<'_>) {
        let (ps, ts) = (self.pattern_children(p), self.code_children(t));
        match (ps.as_slice(), self.pattern.kind(p), self.code.tree.kind(t)) {
            (&[only], Kind::Path, Kind::Path) if self.pattern.kind(only) == Kind::Metavariable && ts.len() != 1 => {
                self.bind(only, crate::environment::Bound::Node(t), environment, then);
            }
            (_, Kind::Path, Kind::Path) if self.pattern.symbol(p) == self.code.tree.symbol(t) => {
                self.list(&ps, &ts, environment, then);
            }
            (_, Kind::Path, _) => {}
            _ => self.node(p, t, environment, then),
        }
    }

    /// `as b`; a pattern without it takes any, and a metavariable takes the name itself where there is no alias.
    fn alias(&self, p: NodeId, t: NodeId, imported: NodeId, environment: &mut Environment, then: Then<'_>) {
        match (self.pattern.kind(p), self.code.tree.kind(t)) {
            (Kind::Absent, _) => then(environment),
            (_, Kind::Absent) => self.node(p, imported, environment, then),
            _ => self.node(p, t, environment, then),
        }
    }

    /// The full path that a pattern without holes imports.
    fn whole_path(&self, p: NodeId) -> Option<Vec<tree::Symbol>> {
        let mut path = Vec::new();
        for id in p.0 + 1..self.pattern.end(p).0 {
            match self.pattern.kind(NodeId(id)) {
                Kind::Name => path.push(self.pattern.symbol(NodeId(id))),
                Kind::Path | Kind::Absent => {}
                _ => return None,
            }
        }
        Some(path)
    }

    fn code_path(&self, t: NodeId) -> Vec<tree::Symbol> {
        let parts = self.code_children(t);
        let names = parts.iter().take(2).flat_map(|part| part.0..self.code.tree.end(*part).0).map(NodeId);
        names.filter(|id| self.code.tree.kind(*id) == Kind::Name).map(|id| self.code.tree.symbol(id)).collect()
    }
}
