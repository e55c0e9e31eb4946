//! What needs what, which version 9 keeps apart from the packages: there is a snapshot of a package for each choice
//! of peers, and one project for each folder that installs something.

use std::borrow::Cow;
use std::collections::HashMap;

use syntax::Node;

use crate::Dependency;
use crate::lockfile::needs::{DEV, Needs, OPTIONAL, Reasons};
use crate::nodes::{dependencies, entries};

/// The lists of dependencies of a project with the reason that each brings in.
const LISTS: [(&str, Reasons); 3] = [("devDependencies", DEV), ("optionalDependencies", OPTIONAL), ("dependencies", 0)];

/// The snapshots by the keys of their packages.
pub(super) struct Snapshots<'t> {
    packages: HashMap<&'t str, Snapshot<'t>>,
    needs: Needs,
}

/// What is known of a package: its number, and the first of its snapshots.
struct Snapshot<'t> {
    place: usize,
    node: &'t Node,
}

impl<'t> Snapshots<'t> {
    /// Follows the dependencies of the projects; `None` before version 9, where the packages themselves say all.
    pub(super) fn of(root: &'t Node) -> Option<Self> {
        let snapshots = root.get("snapshots")?;
        let mut known = Self { packages: HashMap::new(), needs: Needs::default() };
        let project = known.needs.add_place();
        for (key, entry) in entries(Some(snapshots)) {
            let Self { packages, needs } = &mut known;
            packages
                .entry(without_peers(key))
                .or_insert_with(|| Snapshot { place: needs.add_place(), node: &entry.node });
        }
        for (key, entry) in entries(Some(snapshots)) {
            if let Some(place) = known.packages.get(without_peers(key)).map(|snapshot| snapshot.place) {
                known.link(place, &entry.node, LISTS.get(1..).unwrap_or_default());
            }
        }
        for (_, importer) in entries(root.get("importers")) {
            known.link(project, &importer.node, &LISTS);
        }
        known.needs.follow(&[project]);
        Some(known)
    }

    /// The groups of a package, sorted; none for one that is needed to run.
    pub(super) fn groups(&self, key: &str) -> Vec<String> {
        self.packages.get(key).map(|snapshot| self.needs.groups(snapshot.place)).unwrap_or_default()
    }

    /// Whether a project itself asks for a package.
    pub(super) fn is_direct(&self, key: &str) -> bool {
        self.packages.get(key).is_some_and(|snapshot| self.needs.is_direct(snapshot.place))
    }

    /// What a package needs.
    pub(super) fn dependencies(&self, key: &str) -> Vec<Dependency> {
        let node = self.packages.get(key).map(|snapshot| snapshot.node);
        node.map(edges).unwrap_or_default()
    }

    /// Notes what is needed at a place, by some of [`LISTS`].
    fn link(&mut self, from: usize, node: &Node, lists: &[(&str, Reasons)]) {
        for (list, reasons) in lists {
            for Dependency { name, range } in dependencies(node, list) {
                if let Some(to) = self.packages.get(without_peers(&key_of(&name, &range))) {
                    self.needs.add(from, to.place, *reasons);
                }
            }
        }
    }
}

/// What a description of a package says that it needs.
pub(super) fn edges(node: &Node) -> Vec<Dependency> {
    ["dependencies", "optionalDependencies"].iter().flat_map(|list| dependencies(node, list)).collect()
}

/// `name@1.0.0` of `name@1.0.0(peer@2.0.0)`.
fn without_peers(key: &str) -> &str {
    key.split_once('(').map_or(key, |(key, _)| key)
}

/// The key of a dependency: a version that names a package itself is of one under another name.
fn key_of<'t>(name: &str, version: &'t str) -> Cow<'t, str> {
    let plain = version.find(['(', ':']).unwrap_or(version.len());
    let names_package = version.starts_with('@') || version.find('@').is_some_and(|at| at < plain);
    if names_package { Cow::Borrowed(version) } else { Cow::Owned(format!("{name}@{version}")) }
}
