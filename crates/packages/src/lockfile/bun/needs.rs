//! What each package of a lockfile of bun is needed for. The file itself says so only of what the project asks for.

use std::collections::{HashMap, HashSet};
use std::iter::{from_fn, successors};

use syntax::Node;

use crate::nodes::{entries, items};

/// For what a dependency is needed besides running: a set of bits.
type Reasons = u8;

const DEV: Reasons = 1;
const OPTIONAL: Reasons = 2;
const PEER: Reasons = 4;

/// The lists of dependencies of a workspace, with the reason and the group that each brings in.
const LISTS: [(&str, Reasons, &str); 4] = [
    ("devDependencies", DEV, "dev"),
    ("optionalDependencies", OPTIONAL, "optional"),
    ("peerDependencies", PEER, "peer"),
    ("dependencies", 0, ""),
];

/// Copies of packages that lie deeper than this are looked for no further up.
const DEPTH: usize = 128;

/// A place in the tree of folders in which bun installs; the first is the project.
#[derive(Default)]
struct Place {
    parent: usize,
    needs: Vec<(usize, Reasons)>,
    /// The smallest sets of reasons for which it is needed.
    reasons: Vec<Reasons>,
    direct: bool,
}

/// The tree of folders and what is needed of it.
pub(super) struct Needs<'t> {
    places: Vec<Place>,
    /// The places by their parent and name.
    children: HashMap<(usize, &'t str), usize>,
}

impl<'t> Needs<'t> {
    /// Follows the dependencies of the workspaces through all packages.
    pub(super) fn of(workspaces: Option<&'t Node>, packages: Option<&'t Node>) -> Self {
        let mut needs = Self { places: vec![Place::default()], children: HashMap::new() };
        for (key, _) in entries(packages) {
            needs.insert(key);
        }
        for (key, entry) in entries(packages) {
            let facts = entry.node.as_list().unwrap_or_default().iter().find(|part| part.as_map().is_some());
            if let (Some(place), Some(facts)) = (needs.find(key), facts) {
                // What a package needs while it is developed is not installed.
                needs.link(place, facts, LISTS.get(1..).unwrap_or_default());
            }
        }
        let mut roots = Vec::new();
        for (folder, workspace) in entries(workspaces) {
            let name = workspace.node.get("name").and_then(Node::as_str).filter(|_| !folder.is_empty());
            // A workspace that nothing depends on has no entry, so nothing lies below it.
            let place = name.and_then(|name| needs.find(name)).unwrap_or(0);
            needs.link(place, &workspace.node, &LISTS);
            roots.push(place);
        }
        needs.follow(&roots);
        needs
    }

    /// The groups of a package, sorted; none for one that is needed to run.
    pub(super) fn groups(&self, key: &str) -> Vec<String> {
        let reasons = self.find(key).and_then(|place| self.places.get(place)).map(|place| place.reasons.as_slice());
        let all = reasons.unwrap_or_default().iter().fold(0, |all, set| all | set);
        LISTS.iter().filter(|(_, bit, _)| all & bit != 0).map(|(_, _, group)| (*group).to_owned()).collect()
    }

    /// Whether a workspace itself asks for a package.
    pub(super) fn is_direct(&self, key: &str) -> bool {
        self.find(key).and_then(|place| self.places.get(place)).is_some_and(|place| place.direct)
    }

    fn insert(&mut self, key: &'t str) {
        let mut place = 0;
        for name in names(key) {
            let next = self.places.len();
            let found = *self.children.entry((place, name)).or_insert(next);
            if found == next {
                self.places.push(Place { parent: place, ..Place::default() });
            }
            place = found;
        }
    }

    fn find(&self, key: &str) -> Option<usize> {
        names(key).try_fold(0, |place, name| self.children.get(&(place, name)).copied())
    }

    /// Notes what is needed at a place, by some of [`LISTS`].
    fn link(&mut self, from: usize, facts: &Node, lists: &[(&str, Reasons, &str)]) {
        let optional: HashSet<_> = items(facts, "optionalPeers").iter().filter_map(Node::as_str).collect();
        let mut needs = Vec::new();
        for (list, bit, _) in lists {
            for (name, _) in entries(facts.get(list)) {
                let more = if *bit == PEER && optional.contains(name) { OPTIONAL } else { 0 };
                needs.extend(self.resolve(from, name).map(|place| (place, bit | more)));
            }
        }
        if let Some(place) = self.places.get_mut(from) {
            place.needs.extend(needs);
        }
    }

    /// The copy of a package that the one at a place gets: the nearest one upwards.
    fn resolve(&self, from: usize, name: &str) -> Option<usize> {
        let parent = |place: &usize| self.places.get(*place).filter(|_| *place != 0).map(|place| place.parent);
        let mut upwards = successors(Some(from), parent).take(DEPTH);
        upwards.find_map(|place| self.children.get(&(place, name)).copied())
    }

    /// Finds the smallest sets of reasons for which each place is needed, fewer reasons first.
    fn follow(&mut self, roots: &[usize]) {
        let asked = roots.iter().filter_map(|root| self.places.get(*root)).flat_map(|root| &root.needs);
        for place in asked.map(|(place, _)| *place).collect::<Vec<_>>() {
            self.places.get_mut(place).into_iter().for_each(|place| place.direct = true);
        }
        let mut sets: Vec<Reasons> = (0..=DEV | OPTIONAL | PEER).collect();
        sets.sort_by_key(|set| set.count_ones());
        for set in sets {
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
    }
}

/// The names of a path; that of a scope and the one behind it are one.
fn names(path: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(path);
    from_fn(move || {
        let text = rest?;
        let scope = if text.starts_with('@') { text.find('/').map_or(text.len(), |at| at + 1) } else { 0 };
        let end = text.get(scope..)?.find('/').map(|at| at + scope);
        rest = end.and_then(|end| text.get(end + 1..));
        text.get(..end.unwrap_or(text.len()))
    })
}
