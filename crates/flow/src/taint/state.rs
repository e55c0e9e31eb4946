//! What is tainted at a point of the code.

use std::collections::{BTreeMap, BTreeSet};

use super::place::Place;

/// One taint: the number of its label, and the number of the match of the source it comes from.
pub(super) type Taints = BTreeSet<(u16, u32)>;

/// What variables and their parts hold. A part that is not there holds what the whole holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct State {
    held: BTreeMap<Place, Taints>,
}

impl State {
    /// The taint of a place.
    pub(super) fn get(&self, place: &Place) -> Taints {
        let mut at = place.clone();
        loop {
            if let Some(taints) = self.held.get(&at) {
                return taints.clone();
            }
            if !at.leave() {
                return Taints::new();
            }
        }
    }

    /// The taint of a place with that of all its parts.
    pub(super) fn get_all(&self, place: &Place) -> Taints {
        let mut taints = self.get(place);
        taints.extend(self.parts(place).flat_map(|(_, own)| own.iter().copied()));
        taints
    }

    fn parts<'s>(&'s self, place: &Place) -> impl Iterator<Item = (&'s Place, &'s Taints)> {
        let whole = place.clone();
        self.held.range(place.clone()..).take_while(move |(own, _)| own.is_part_of(&whole))
    }

    /// Puts a value in a place.
    pub(super) fn set(&mut self, place: Place, taints: Taints) {
        self.held.retain(|own, _| !own.is_part_of(&place));
        self.held.insert(place, taints);
    }

    /// Adds taint to what a place holds.
    pub(super) fn add(&mut self, place: Place, taints: &Taints) {
        if taints.is_empty() {
            return;
        }
        let mut joined = self.get(&place);
        joined.extend(taints.iter().copied());
        self.held.insert(place, joined);
    }

    /// What holds where either may.
    pub(super) fn join(&mut self, other: &Self) {
        let places: BTreeSet<Place> = self.held.keys().chain(other.held.keys()).cloned().collect();
        let joined = places.into_iter().map(|place| {
            let mut taints = self.get(&place);
            taints.extend(other.get(&place));
            (place, taints)
        });
        self.held = joined.collect();
    }
}
