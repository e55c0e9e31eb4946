//! Variables and their parts, as far as they are told apart.

use tree::{Kind, Names, NodeId, Symbol, Tree};

/// Parts deeper than this are taken for the part around them.
const DEEPEST: usize = 4;

/// A variable, or a part of one by its names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    /// The binding, or for a name that nothing binds, its text.
    base: (Option<u32>, String),
    path: Vec<String>,
}

impl Place {
    /// The place that an expression names, if it names one: a variable with fields and constant indices.
    pub(super) fn of(tree: &Tree, names: &Names, node: NodeId) -> Option<Self> {
        let mut path = Vec::new();
        let mut at = tree.node(node);
        while matches!(at.kind(), Kind::Member | Kind::Index) {
            let part = at.child(1)?;
            let name = match (at.kind(), part.kind()) {
                (Kind::Member, Kind::Name) => part.text().to_owned(),
                (Kind::Index, Kind::Str | Kind::Int | Kind::Atom) => format!("[{}]", part.text()),
                (Kind::Index, _) => String::from("*"),
                _ => return None,
            };
            path.push(name);
            at = at.child(0)?;
        }
        if at.kind() != Kind::Name {
            return None;
        }
        path.reverse();
        // What an unknown index means is told apart from nothing.
        let known = path.iter().position(|name| name == "*").unwrap_or(path.len()).min(DEEPEST);
        path.truncate(known);
        let base = match names.binding(at.id()) {
            Some(binding) => (Some(binding.0), String::new()),
            None => (None, text(tree, at.symbol()).to_owned()),
        };
        Some(Self { base, path })
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

fn text(tree: &Tree, symbol: Symbol) -> &str {
    tree.symbols().text(symbol)
}
