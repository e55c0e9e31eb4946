//! Imports: the same thing imported, whichever way.

use std::sync::Arc;

use tree::{Kind, Language, NodeId, Symbol};

use super::{Match, Matcher, Then, add};
use crate::environment::{Bound, Environment};

impl Matcher<'_> {
    /// An import of a pattern against one of the code.
    pub(super) fn import(&self, p: NodeId, t: NodeId, environment: &mut Environment, then: Then<'_>) {
        let (ps, ts) = (self.pattern_children(p), self.code_children(t));
        let (&[module, imported, alias], &[code_module, code_imported, code_alias]) = (ps.as_slice(), ts.as_slice())
        else {
            return;
        };
        // `import 'm'` stands for every way to import it.
        let is_any = self.pattern.kind(module) == Kind::Str && self.symbols.text(self.pattern.symbol(p)) == "import";
        if is_any {
            return self.module(module, code_module, environment, then);
        }
        // `import $X` of Java is all of the path.
        if self.code.tree.language() == Language::Java
            && self.pattern.kind(imported) == Kind::Absent
            && self.is_metavariable_alone(module)
        {
            let kept = matches!(self.symbols.text(self.pattern.symbol(p)), "static");
            if kept && self.pattern.symbol(p) != self.code.tree.symbol(t) {
                return;
            }
            let place = self.code.tree.range(code_module).start..self.code.tree.range(code_imported).end;
            let text = self.code.text.get(place.start as usize..place.end as usize).unwrap_or_default();
            let bound = Bound::Text(Arc::from(text), place.clone());
            return self.bind(self.first(module), bound, environment, then);
        }
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
        let is_module = self.symbols.text(self.pattern.symbol(p)) == "import";
        let is_whole = |path: Vec<Symbol>| {
            self.code_path(t).is_some_and(|code| if is_module { code.starts_with(&path) } else { code == path })
        };
        if !matched && self.pattern.kind(alias) == Kind::Absent && self.whole_path(p).is_some_and(is_whole) {
            then(environment);
        }
    }

    /// The module that a variable of JavaScript holds, or takes names out of.
    pub(super) fn required_module(&self, t: NodeId) -> Option<NodeId> {
        let value = self.code.tree.node(t).child(3).filter(|value| value.kind() == Kind::Call)?;
        let is_required = value.child(0)?.text() == "require" && self.code.tree.language().is_script();
        let module = value.child(1)?.child(0).filter(|module| module.kind() == Kind::Str)?;
        is_required.then(|| module.id())
    }

    /// `import 'm'`, `import {a} from 'm'` against `const … = require('m')`.
    pub(super) fn required(&self, p: NodeId, t: NodeId, environment: &mut Environment, then: Then<'_>) {
        let (ps, ts) = (self.pattern_children(p), self.code_children(t));
        let (&[module, imported, alias], &[_, target, ..]) = (ps.as_slice(), ts.as_slice()) else { return };
        let Some(required) = self.required_module(t).filter(|_| self.pattern.kind(module) == Kind::Str) else { return };
        self.literal(module, required, environment, &mut |environment| {
            if self.pattern.kind(imported) == Kind::Absent {
                return then(environment);
            }
            let name = self.symbols.text(self.pattern.symbol(imported));
            if self.code.tree.kind(target) != Kind::Dict || matches!(name, "default" | "*") {
                return;
            }
            for entry in self.code.tree.children(target).filter(|entry| entry.kind() == Kind::Pair) {
                let (Some(key), Some(own)) = (entry.child(0), entry.child(1)) else { continue };
                self.node(imported, key.id(), environment, &mut |environment| {
                    let bound = if self.pattern.kind(alias) == Kind::Absent { imported } else { alias };
                    self.node(bound, own.id(), environment, then);
                });
            }
        });
    }

    /// Whether the roots of a pattern are the names of one import.
    pub(super) fn is_one_import(&self, roots: &[NodeId]) -> bool {
        let range = roots.first().map(|first| self.pattern.range(*first));
        let is_own =
            |root: &NodeId| self.pattern.kind(*root) == Kind::Import && Some(self.pattern.range(*root)) == range;
        roots.len() > 1 && self.code.tree.language().is_script() && roots.iter().all(is_own)
    }

    /// All imports of several names, in any order and perhaps with others.
    pub(super) fn import_lists(&self, roots: &[NodeId], found: &mut Vec<Match>) {
        let tree = self.code.tree;
        let statements = tree.nodes().filter(|node| matches!(node.kind(), Kind::Import | Kind::Variable));
        let mut waiting = statements.peekable();
        while let Some(first) = waiting.next() {
            let range = first.range();
            let mut names = vec![first.id()];
            if first.kind() == Kind::Import {
                while let Some(next) = waiting.next_if(|next| next.kind() == Kind::Import && next.range() == range) {
                    names.push(next.id());
                }
            } else {
                names.resize(roots.len(), first.id());
            }
            self.any_order(roots, &names, true, &mut Environment::default(), &mut |environment| {
                add(found, Match { range: range.clone(), environment: environment.clone() });
            });
        }
    }

    /// The path of a module; `...` and metavariables stand for names of it.
    fn module(&self, p: NodeId, t: NodeId, environment: &mut Environment, then: Then<'_>) {
        let (ps, ts) = (self.pattern_children(p), self.code_children(t));
        match (ps.as_slice(), self.pattern.kind(p), self.code.tree.kind(t)) {
            (&[only], Kind::Path, Kind::Path) if self.pattern.kind(only) == Kind::Metavariable && ts.len() != 1 => {
                self.bind(only, Bound::Node(t), environment, then);
            }
            (_, Kind::Path, Kind::Path) if self.pattern.symbol(p) == self.code.tree.symbol(t) => {
                // `using a` of C# also stands for `using a.b`.
                let most = if self.is_csharp() { ps.len().min(ts.len()) } else { ts.len() };
                self.list(&ps, ts.get(..most).unwrap_or_default(), environment, then);
            }
            (_, Kind::Path, _) => {}
            (_, Kind::Str, Kind::Str) if self.lies_below(p, t) => then(environment),
            _ => self.node(p, t, environment, then),
        }
    }

    /// Whether the path of a package begins with that of the pattern.
    fn lies_below(&self, p: NodeId, t: NodeId) -> bool {
        let whole = self.code.tree.node(t).text();
        let rest = whole.strip_prefix(self.symbols.text(self.pattern.symbol(p)));
        rest.is_some_and(|rest| rest.starts_with('/'))
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
    fn whole_path(&self, p: NodeId) -> Option<Vec<Symbol>> {
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

    /// The full path that an import of the code imports; none for a relative one.
    fn code_path(&self, t: NodeId) -> Option<Vec<Symbol>> {
        let module = self.code.tree.node(t).child(0).filter(|module| module.symbol().is_none())?;
        let imported = self.code.tree.node(t).child(1).filter(|name| name.is_present() && name.text() != "*");
        let mut path: Vec<Symbol> = module.children().map(|name| name.symbol()).collect();
        path.extend(imported.map(|name| name.symbol()));
        Some(path)
    }
}
