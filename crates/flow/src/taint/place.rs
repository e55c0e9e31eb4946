//! Variables and their parts, as far as they are told apart.

use tree::{BindingId, Kind, Language, Names, NodeId, Symbol, Tree};

/// Parts deeper than this are taken for the part around them.
const DEEPEST: usize = 4;

/// A variable, or a part of one by its names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    /// The binding, or for a name that nothing binds, the name.
    base: (Option<BindingId>, Symbol),
    /// Names of parts, and whether they are indices.
    path: Vec<(Symbol, bool)>,
}

impl Place {
    /// The place that an expression names, if it names one: a variable with fields and constant indices.
    pub(super) fn of(tree: &Tree, names: &Names, node: NodeId) -> Option<Self> {
        let mut path = Vec::new();
        let mut at = tree.node(node);
        while matches!(at.kind(), Kind::Member | Kind::Index) {
            let part = at.child(1)?;
            match (at.kind(), part.kind()) {
                (Kind::Member, Kind::Name) => path.push((part.symbol(), false)),
                (Kind::Index, Kind::Str | Kind::Int | Kind::Atom) => path.push((part.symbol(), true)),
                // What an unknown index means is not told apart from what is around it.
                (Kind::Index, _) => path.clear(),
                _ => return None,
            }
            at = at.child(0)?;
        }
        if at.kind() != Kind::Name {
            return None;
        }
        path.reverse();
        // `this.a` of C# is `a`.
        let is_own = tree.language() == Language::CSharp && at.text() == "this";
        if let Some(field) = path.first().filter(|(_, is_index)| is_own && !is_index).map(|(name, _)| *name) {
            let binding = at.parent().and_then(|access| names.field(access));
            path.remove(0);
            path.truncate(DEEPEST);
            return Some(Self { base: (binding, if binding.is_some() { Symbol::NONE } else { field }), path });
        }
        path.truncate(DEEPEST);
        let base = match names.binding(at.id()) {
            Some(binding) => (Some(binding), Symbol::NONE),
            None => (None, at.symbol()),
        };
        Some(Self { base, path })
    }

    /// The scope of the variable, if something binds it.
    pub(super) fn scope(&self, names: &Names) -> Option<NodeId> {
        names.of(self.base.0?).map(|binding| binding.scope)
    }

    /// The place around this one; false for a whole variable.
    pub(super) fn leave(&mut self) -> bool {
        self.path.pop().is_some()
    }

    /// Whether this place is the other one or lies in it.
    pub(super) fn is_part_of(&self, other: &Self) -> bool {
        self.base == other.base && self.path.starts_with(&other.path)
    }
}
