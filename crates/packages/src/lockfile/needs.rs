//! What each package is needed for, where a lockfile says it only of what the project itself asks for.

/// For what a dependency is needed besides running: a set of bits.
pub(super) type Reasons = u8;

/// To work on the project.
pub(super) const DEV: Reasons = 1;
/// If it can be had.
pub(super) const OPTIONAL: Reasons = 2;
/// To stand beside what needs it.
pub(super) const PEER: Reasons = 4;

/// The group of each reason, sorted.
const GROUPS: [(Reasons, &str); 3] = [(DEV, "dev"), (OPTIONAL, "optional"), (PEER, "peer")];

/// A package or a part of the project, by its number.
#[derive(Default)]
struct Place {
    needs: Vec<(usize, Reasons)>,
    /// The smallest sets of reasons for which it is needed.
    reasons: Vec<Reasons>,
    direct: bool,
}

/// Which package needs which.
#[derive(Default)]
pub(super) struct Needs {
    places: Vec<Place>,
}

impl Needs {
    /// Adds a package or a part of the project that needs nothing so far, and tells its number.
    pub(super) fn add_place(&mut self) -> usize {
        self.places.push(Place::default());
        self.places.len() - 1
    }

    /// Notes that one place needs another.
    pub(super) fn add(&mut self, from: usize, to: usize, reasons: Reasons) {
        if let Some(place) = self.places.get_mut(from) {
            place.needs.push((to, reasons));
        }
    }

    /// Follows the needs of the parts of the project, fewer reasons first.
    pub(super) fn follow(&mut self, roots: &[usize]) {
        let asked = roots.iter().filter_map(|root| self.places.get(*root)).flat_map(|root| &root.needs);
        for place in asked.map(|(place, _)| *place).collect::<Vec<_>>() {
            self.places.get_mut(place).into_iter().for_each(|place| place.direct = true);
        }
        let mut sets: Vec<Reasons> = (0..=DEV | OPTIONAL | PEER).collect();
        sets.sort_by_key(|set| set.count_ones());
        for set in sets {
            self.follow_within(set, roots);
        }
    }

    fn follow_within(&mut self, set: Reasons, roots: &[usize]) {
        let mut seen = vec![false; self.places.len()];
        let mut open = roots.to_vec();
        while let Some(at) = open.pop() {
            let (Some(place), Some(seen)) = (self.places.get_mut(at), seen.get_mut(at)) else { continue };
            if std::mem::replace(seen, true) {
                continue;
            }
            if !place.reasons.iter().any(|smaller| smaller & !set == 0) {
                place.reasons.push(set);
            }
            open.extend(place.needs.iter().filter(|(_, reasons)| reasons & !set == 0).map(|(place, _)| place));
        }
    }

    /// The groups of a place, sorted; none for one that is needed to run.
    pub(super) fn groups(&self, place: usize) -> Vec<String> {
        let reasons = self.places.get(place).map(|place| place.reasons.as_slice()).unwrap_or_default();
        let all = reasons.iter().fold(0, |all, set| all | set);
        GROUPS.iter().filter(|(reason, _)| all & reason != 0).map(|(_, group)| (*group).to_owned()).collect()
    }

    /// Whether a part of the project itself asks for it.
    pub(super) fn is_direct(&self, place: usize) -> bool {
        self.places.get(place).is_some_and(|place| place.direct)
    }
}
