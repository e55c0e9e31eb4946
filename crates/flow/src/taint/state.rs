//! What is tainted at a point of the code.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::rc::Rc;

use tree::{Names, NodeId, Symbol};

use super::place::Place;

/// One taint: the number of its label, and the number of the match of the source it comes from.
pub(super) type Taints = BTreeSet<(u16, u32)>;

/// What variables and their parts hold. A part that is not there holds what the whole holds; a whole that is not there
/// holds nothing. Ways that hold the same share it.
#[derive(Debug, Clone, Default)]
pub(super) struct State {
    held: Rc<BTreeMap<Place, Taints>>,
}

impl State {
    /// How many places hold something of their own.
    pub(super) fn len(&self) -> usize {
        self.held.len()
    }

    /// Whether nothing is tainted.
    pub(super) fn is_clean(&self) -> bool {
        self.held.is_empty()
    }

    /// The taint of a place.
    pub(super) fn get(&self, place: &Place) -> Taints {
        if self.is_clean() {
            return Taints::new();
        }
        let mut at = place.clone();
        loop {
            let any = || at.any_element().and_then(|any| self.held.get(&any));
            if let Some(taints) = self.held.get(&at).or_else(any) {
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
        self.add_own(place, &mut taints);
        taints
    }

    /// Adds the taint that a place and its parts have of themselves, not of what is around them.
    pub(super) fn add_own(&self, place: &Place, taints: &mut Taints) {
        let known = place.known();
        let parts = self.parts(known.as_ref().unwrap_or(place));
        for (_, own) in parts.filter(|(part, _)| known.is_none() || part.may_be_part_of(place)) {
            taints.extend(own.iter().copied());
        }
    }

    /// A place and its parts that hold something of their own.
    pub(super) fn parts<'s>(&'s self, place: &'s Place) -> impl Iterator<Item = (&'s Place, &'s Taints)> {
        self.held.range(place.clone()..).take_while(move |(own, _)| own.is_part_of(place))
    }

    /// Puts a value in a place.
    pub(super) fn set(&mut self, place: Place, taints: Taints) {
        if self.is_clean() && taints.is_empty() {
            return;
        }
        let before: Vec<Place> = self.parts(&place).map(|(own, _)| own.clone()).collect();
        if before.is_empty() && taints.is_empty() && self.get(&place).is_empty() {
            return;
        }
        let held = Rc::make_mut(&mut self.held);
        before.iter().for_each(|own| _ = held.remove(own));
        self.put(place, taints);
    }

    /// Notes what a place holds, if what is around it does not say the same.
    fn put(&mut self, place: Place, taints: Taints) {
        if !taints.is_empty() || !self.get(&place).is_empty() {
            Rc::make_mut(&mut self.held).insert(place, taints);
        }
    }

    /// Adds taint to what a place holds.
    pub(super) fn add(&mut self, place: Place, taints: &Taints) {
        if taints.is_empty() {
            return;
        }
        let mut joined = self.get(&place);
        joined.extend(taints.iter().copied());
        Rc::make_mut(&mut self.held).insert(place, joined);
    }

    /// Forgets the variables of the scopes among some nodes, and what is unbound under a name.
    pub(super) fn leave(&mut self, names: &Names, nodes: Range<NodeId>, name: Option<Symbol>) {
        let is_inner = |place: &Place| {
            place.scope(names).is_some_and(|scope| nodes.contains(&scope)) || name.is_some_and(|name| place.is_of(name))
        };
        if self.held.keys().any(is_inner) {
            Rc::make_mut(&mut self.held).retain(|place, _| !is_inner(place));
        }
    }

    /// What holds where either may.
    pub(super) fn join(&mut self, other: &Self) {
        if self == other {
            return;
        }
        let places: BTreeSet<&Place> = self.held.keys().chain(other.held.keys()).collect();
        let mut joined = Self::default();
        for place in places {
            let mut taints = self.get(place);
            taints.extend(other.get(place));
            joined.put(place.clone(), taints);
        }
        *self = joined;
    }
}

impl PartialEq for State {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.held, &other.held) || self.held == other.held
    }
}
