//! Objects and lists of JavaScript, whose parts are told apart where they are written or taken.

use tree::{Kind, NodeId};

use super::Walk;
use super::place::Place;
use super::state::{State, Taints};

impl Walk<'_> {
    /// Whether a value is written with its parts.
    pub(super) fn is_object(&self, value: NodeId) -> bool {
        self.tree.language().is_script() && matches!(self.tree.kind(value), Kind::Dict | Kind::List)
    }

    /// Puts a value that is written with its parts into a place: a part holds its own taint, and what is not written that of
    /// the whole.
    pub(super) fn assign_entries(
        &mut self,
        place: &Place,
        value: NodeId,
        whole: &Taints,
        state: &mut State,
        depth: usize,
    ) {
        let mut before = state.clone();
        state.set(place.clone(), whole.clone());
        for (number, entry) in self.children(value).into_iter().enumerate() {
            let parts = self.children(entry);
            let (part, inner) = match (self.tree.kind(entry), parts.as_slice()) {
                (Kind::Pair, &[key, inner]) => (place.entry(self.tree.node(key)), inner),
                (Kind::Spread, _) => continue,
                _ => (place.element(number), entry),
            };
            let Some(part) = part else { continue };
            let taints = self.expression(inner, &mut before, depth + 1);
            if self.is_object(inner) && !taints.is_empty() {
                self.assign_entries(&part, inner, &taints, state, depth + 1);
            } else {
                state.set(part, taints);
            }
        }
    }

    /// Puts what a place holds into another, with what its parts hold.
    pub(super) fn assign_place(&self, place: Place, value: NodeId, whole: Taints, state: &mut State) {
        // Without a copy of the state, of which there is one assignment after another.
        let from = Place::of(self.tree, self.run.code().names, value);
        let moved: Vec<(Place, Taints)> = from.map_or_else(Vec::new, |from| {
            let parts =
                state.parts(&from).filter_map(|(part, taints)| Some((part.moved(&from, &place)?, taints.clone())));
            parts.collect()
        });
        state.set(place, whole);
        moved.into_iter().for_each(|(part, taints)| state.set(part, taints));
    }

    /// The taint of what an object that is taken apart has under a key, if the object is a place.
    pub(super) fn taken(&self, value: Option<NodeId>, key: NodeId, whole: &Taints, state: &State) -> Option<Taints> {
        let names = self.run.code().names;
        let place = Place::of(self.tree, names, value.filter(|_| self.tree.language().is_script())?)?;
        let mut taints = state.get_all(&place.entry(self.tree.node(key))?);
        let held = state.get_all(&place);
        taints.extend(whole.difference(&held).copied());
        Some(taints)
    }
}
