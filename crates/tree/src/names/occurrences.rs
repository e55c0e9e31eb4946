//! Where the names of patterns stand in a file, so that matching begins there and not at every node.

use super::Names;
use crate::kind::Kind;
use crate::language::Language;
use crate::symbols::Symbol;
use crate::tree::{NodeId, Tree};
use rustc_hash::{FxHashMap, FxHashSet};

/// The places of the names that patterns have, in order. A place of what is imported is one of each name of its path.
#[derive(Debug, Clone, Default)]
pub(super) struct Occurrences {
    of: FxHashMap<Symbol, Vec<NodeId>>,
    /// Names that may be meant without being written.
    hidden: FxHashSet<Symbol>,
    /// Whether that holds for all.
    are_hidden: bool,
}

/// Finds the names of patterns in a file.
pub(super) fn find(tree: &Tree, names: &Names) -> Occurrences {
    let mut found = Occurrences {
        hidden: names.wildcards.iter().flatten().copied().collect(),
        // PHP does not mind case, and Ruby calls without saying so.
        are_hidden: matches!(tree.language(), Language::Ruby | Language::Php),
        ..Occurrences::default()
    };
    if found.are_hidden {
        return found;
    }
    for node in tree.nodes().filter(|node| node.kind() == Kind::Name) {
        let path = names.imported(node.id()).unwrap_or_default();
        let own = std::iter::once(node.symbol()).chain(path.iter().copied());
        for symbol in own.filter(|symbol| tree.symbols().is_shared(*symbol)) {
            let places = found.of.entry(symbol).or_default();
            if places.last() != Some(&node.id()) {
                places.push(node.id());
            }
        }
    }
    found
}

impl Names {
    /// The nodes in which all of some names stand, in order; none if that is not known.
    pub fn nodes_with(&self, tree: &Tree, names: &[Symbol]) -> Option<Vec<NodeId>> {
        let occurrences = &self.occurrences;
        if occurrences.are_hidden {
            return None;
        }
        let known = names.iter().filter(|name| !occurrences.hidden.contains(name));
        let mut lists: Vec<&[NodeId]> =
            known.map(|name| occurrences.of.get(name).map_or(&[][..], Vec::as_slice)).collect();
        lists.sort_by_key(|list| list.len());
        let (rarest, others) = lists.split_first()?;
        let mut met: FxHashSet<NodeId> = FxHashSet::default();
        let mut holders = Vec::new();
        for place in rarest.iter() {
            let mut at = Some(*place);
            while let Some(node) = at.filter(|node| met.insert(*node)) {
                if others.iter().all(|list| stands_in(list, node, tree.end(node))) {
                    holders.push(node);
                }
                at = tree.parent(node);
            }
        }
        holders.sort_unstable();
        Some(holders)
    }
}

/// Whether one of some places lies in a node.
fn stands_in(places: &[NodeId], node: NodeId, end: NodeId) -> bool {
    let next = places.partition_point(|place| *place < node);
    places.get(next).is_some_and(|place| *place < end)
}
