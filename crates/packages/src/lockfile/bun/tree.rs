//! The tree of folders in which bun installs, and what is needed of it.

use std::collections::{HashMap, HashSet};
use std::iter::{from_fn, successors};

use syntax::Node;

use crate::lockfile::needs::{DEV, Needs, OPTIONAL, PEER, Reasons};
use crate::nodes::{entries, items};

/// The lists of dependencies of a workspace with the reason that each brings in.
const LISTS: [(&str, Reasons); 4] =
    [("devDependencies", DEV), ("optionalDependencies", OPTIONAL), ("peerDependencies", PEER), ("dependencies", 0)];

/// A copy of a package is looked for in so many folders upwards.
const DEPTH: usize = 128;

/// The folders by number; the first is the project's.
pub(super) struct Tree<'t> {
    parents: Vec<usize>,
    /// The folders by their parent and name.
    children: HashMap<(usize, &'t str), usize>,
    needs: Needs,
}

impl<'t> Tree<'t> {
    /// Follows the dependencies of the workspaces through all packages.
    pub(super) fn of(workspaces: Option<&'t Node>, packages: Option<&'t Node>) -> Self {
        let mut tree = Self { parents: Vec::new(), children: HashMap::new(), needs: Needs::default() };
        tree.add_folder(0);
        for (key, _) in entries(packages) {
            tree.insert(key);
        }
        for (key, entry) in entries(packages) {
            let facts = entry.node.as_list().unwrap_or_default().iter().find(|part| part.as_map().is_some());
            if let (Some(place), Some(facts)) = (tree.find(key), facts) {
                // What a package needs while it is developed is not installed.
                tree.link(place, facts, LISTS.get(1..).unwrap_or_default());
            }
        }
        let mut roots = Vec::new();
        for (folder, workspace) in entries(workspaces) {
            let name = workspace.node.get("name").and_then(Node::as_str).filter(|_| !folder.is_empty());
            // A workspace that nothing depends on has no entry, so nothing lies below it.
            let place = name.and_then(|name| tree.find(name)).unwrap_or(0);
            tree.link(place, &workspace.node, &LISTS);
            roots.push(place);
        }
        tree.needs.follow(&roots);
        tree
    }

    /// The groups of the package at a path, sorted; none for one that is needed to run.
    pub(super) fn groups(&self, key: &str) -> Vec<String> {
        self.find(key).map(|place| self.needs.groups(place)).unwrap_or_default()
    }

    /// Whether a workspace itself asks for the package at a path.
    pub(super) fn is_direct(&self, key: &str) -> bool {
        self.find(key).is_some_and(|place| self.needs.is_direct(place))
    }

    fn add_folder(&mut self, parent: usize) -> usize {
        self.parents.push(parent);
        self.needs.add_place()
    }

    fn insert(&mut self, key: &'t str) {
        let mut place = 0;
        for name in names(key) {
            place = match self.children.get(&(place, name)) {
                Some(known) => *known,
                None => {
                    let folder = self.add_folder(place);
                    self.children.insert((place, name), folder);
                    folder
                }
            };
        }
    }

    fn find(&self, key: &str) -> Option<usize> {
        names(key).try_fold(0, |place, name| self.children.get(&(place, name)).copied())
    }

    /// Notes what is needed at a place, by some of [`LISTS`].
    fn link(&mut self, from: usize, facts: &Node, lists: &[(&str, Reasons)]) {
        let optional: HashSet<_> = items(facts, "optionalPeers").iter().filter_map(Node::as_str).collect();
        for (list, reasons) in lists {
            for (name, _) in entries(facts.get(list)) {
                let more = if *reasons == PEER && optional.contains(name) { OPTIONAL } else { 0 };
                if let Some(place) = self.resolve(from, name) {
                    self.needs.add(from, place, reasons | more);
                }
            }
        }
    }

    /// The copy of a package that the one at a place gets: the nearest one upwards.
    fn resolve(&self, from: usize, name: &str) -> Option<usize> {
        let parent = |place: &usize| self.parents.get(*place).copied().filter(|_| *place != 0);
        let mut upwards = successors(Some(from), parent).take(DEPTH);
        upwards.find_map(|place| self.children.get(&(place, name)).copied())
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
