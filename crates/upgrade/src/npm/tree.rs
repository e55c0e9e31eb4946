//! Folders of npm: each package lies in a folder `node_modules`, and finds what it needs in its own or in one above.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::rc::Rc;

use packages::{Origin, Requirement};
use versions::Version;

use crate::catalogue::Catalogue;
use crate::trial::{Need, Needer, Resolved, Taken};

/// Rounds of placing what is missing; each lets what was placed ask for more.
const MOST_ROUNDS: usize = 64;
/// Packages of one tree.
const MOST_NODES: usize = 50_000;

/// How a package is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// To run.
    Normal,
    /// For the project's own building and testing.
    Dev,
    /// If it can be had.
    Optional,
    /// Beside the package, from whoever uses it.
    Peer,
    /// Beside the package, if it is there.
    PeerOptional,
}

/// What a package needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Edge {
    /// The folder's name.
    pub key: String,
    /// The package's name, which is another for an alias.
    pub name: String,
    /// The range as written, without the alias.
    pub range: String,
    /// How it is needed.
    pub kind: Kind,
    /// Whether it is a range of versions of a registry, and not a place.
    pub is_ranged: bool,
    /// The place among the project's requirements, if it is one.
    pub ask: Option<usize>,
}

/// A folder with a package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Node {
    /// The package's name.
    pub name: String,
    /// Its version; none for a part of the project, or for what has none.
    pub version: Option<Version>,
    /// What it needs.
    pub edges: Rc<[Edge]>,
    /// Whether it can be replaced: it is of a registry, and no other package brought it with itself.
    pub is_replaceable: bool,
}

/// A version that is forced on those that ask for a package.
#[derive(Debug, Clone)]
pub(crate) struct Rule {
    /// The package.
    pub name: String,
    /// The range that an ask must have versions in common with; empty for any.
    pub key: String,
    /// The version.
    pub to: Version,
}

/// All folders by their paths; that of the project is empty.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tree {
    /// The folders.
    pub nodes: BTreeMap<String, Node>,
    /// Links from a folder of `node_modules` to a part of the project.
    pub links: BTreeMap<String, String>,
    /// What was not met before any change: by path the names of folders.
    pub waived: BTreeMap<String, BTreeSet<String>>,
    /// What nothing asked for before any change.
    pub extraneous: BTreeSet<String>,
    /// Whether the tree is that of a lockfile.
    pub is_locked: bool,
}

impl Edge {
    /// The edge of a requirement.
    pub(crate) fn of(requirement: &Requirement) -> Self {
        let has = |group: &str| requirement.groups.iter().any(|own| own == group);
        let kind = match (has("peer"), has("optional")) {
            (true, true) => Kind::PeerOptional,
            (true, false) => Kind::Peer,
            (false, true) => Kind::Optional,
            (false, false) if has("dev") => Kind::Dev,
            (false, false) => Kind::Normal,
        };
        Self {
            key: requirement.written_name.clone(),
            name: requirement.name.clone(),
            range: requirement.range.clone(),
            kind,
            is_ranged: requirement.origin == Origin::Registry,
            ask: None,
        }
    }

    const fn is_peer(&self) -> bool {
        matches!(self.kind, Kind::Peer | Kind::PeerOptional)
    }
}

impl Tree {
    /// The folder in which a package finds what it calls by a name.
    pub(crate) fn find(&self, from: &str, key: &str) -> Option<(&str, &Node)> {
        let mut folder = Some(from);
        while let Some(at) = folder {
            let path = within(at, key);
            let path = self.links.get(&path).unwrap_or(&path);
            if let Some((path, node)) = self.nodes.get_key_value(path) {
                return Some((path, node));
            }
            folder = above(at);
        }
        None
    }

    /// The folders by the names that packages call them by, for one walk through the tree.
    fn finder(&self) -> Finder<'_> {
        let mut named: HashMap<&str, Vec<Place<'_>>> = HashMap::new();
        let own = self.nodes.iter().map(|(path, node)| (path.as_str(), path.as_str(), node));
        let linked = self.links.iter().filter_map(|(path, target)| {
            let (target, node) = self.nodes.get_key_value(target)?;
            Some((path.as_str(), target.as_str(), node))
        });
        for (at, path, node) in own.chain(linked) {
            if let Some((parent, key)) = at.rsplit_once("node_modules/") {
                named.entry(key).or_default().push(Place { parent: parent.trim_end_matches('/'), path, node });
            }
        }
        Finder { named }
    }

    fn is_waived(&self, path: &str, key: &str) -> bool {
        self.waived.get(path).is_some_and(|keys| keys.contains(key))
    }

    /// Whether a folder has what an edge asks for.
    fn meets(&self, edge: &Edge, node: &Node, rules: &[Rule], catalogue: &Catalogue<'_>) -> bool {
        let Some(version) = &node.version else { return true };
        match rule(edge, rules, catalogue) {
            Some(rule) => *version == rule.to,
            None => !edge.is_ranged || node.name == edge.name && catalogue.fits(&edge.range, version),
        }
    }

    /// What the edges of a folder lead to, where they are met.
    fn met<'t>(
        &'t self,
        finder: &'t Finder<'t>,
        path: &'t str,
        node: &'t Node,
        rules: &'t [Rule],
        catalogue: &'t Catalogue<'_>,
    ) -> impl Iterator<Item = (&'t Edge, &'t str)> {
        node.edges.iter().filter_map(move |edge| {
            let (found, target) = finder.find(path, &edge.key)?;
            let is_met = self.is_waived(path, &edge.key) || self.meets(edge, target, rules, catalogue);
            is_met.then_some((edge, found))
        })
    }

    /// The folders that something of the project leads to, nearest first, by edges of some kinds.
    pub(crate) fn reached(
        &self,
        rules: &[Rule],
        catalogue: &Catalogue<'_>,
        is_wanted: impl Fn(&Edge) -> bool,
    ) -> Vec<String> {
        let finder = self.finder();
        let mut order: Vec<&str> = self.nodes.keys().map(String::as_str).filter(|path| is_root(path)).collect();
        let mut seen: HashSet<&str> = order.iter().copied().collect();
        let mut open: VecDeque<&str> = order.iter().copied().collect();
        while let Some(path) = open.pop_front() {
            let Some(node) = self.nodes.get(path) else { continue };
            for (edge, found) in self.met(&finder, path, node, rules, catalogue) {
                if is_wanted(edge)
                    && let Some((found, _)) = self.nodes.get_key_value(found)
                    && seen.insert(found)
                {
                    order.push(found);
                    open.push_back(found);
                }
            }
        }
        order.into_iter().map(str::to_owned).collect()
    }

    /// Takes away what nothing leads to any more; what is left of what something leads to, nearest first.
    pub(crate) fn prune(&mut self, rules: &[Rule], catalogue: &Catalogue<'_>) -> Vec<String> {
        let order = self.reached(rules, catalogue, |_| true);
        let reached: HashSet<&str> = order.iter().map(String::as_str).collect();
        let extraneous = std::mem::take(&mut self.extraneous);
        self.nodes.retain(|path, _| reached.contains(path.as_str()) || extraneous.contains(path));
        self.extraneous = extraneous;
        order
    }

    /// The edges of some folders that are not met, in their order.
    pub(crate) fn unmet(&self, order: &[String], rules: &[Rule], catalogue: &Catalogue<'_>) -> Vec<(String, Edge)> {
        let finder = self.finder();
        let mut found = Vec::new();
        for path in order {
            let Some(node) = self.nodes.get(path) else { continue };
            for edge in node.edges.iter() {
                let is_met = match finder.find(path, &edge.key) {
                    Some((_, target)) => self.meets(edge, target, rules, catalogue),
                    None => edge.kind == Kind::PeerOptional,
                };
                if !is_met && !self.is_waived(path, &edge.key) {
                    found.push((path.clone(), edge.clone()));
                }
            }
        }
        found
    }

    /// Gives a folder another version of its package; none where that is not known.
    pub(crate) fn set(&mut self, path: &str, version: &Version, catalogue: &Catalogue<'_>) -> Option<()> {
        let is_locked = self.is_locked;
        let node = self.nodes.get_mut(path).filter(|node| node.is_replaceable)?;
        node.edges = edges(&node.name, version, is_locked, catalogue)?;
        node.version = Some(version.clone());
        Some(())
    }

    /// Places all that is missing; none where it cannot be had or contradicts what is there.
    pub(crate) fn settle(
        &mut self,
        rules: &[Rule],
        wanted: &BTreeMap<usize, Version>,
        catalogue: &Catalogue<'_>,
    ) -> Option<()> {
        for _ in 0..MOST_ROUNDS {
            let order = self.prune(rules, catalogue);
            let unmet = self.unmet(&order, rules, catalogue);
            if unmet.is_empty() {
                return Some(());
            }
            let mut is_placed = false;
            for (path, edge) in unmet {
                let is_met = |tree: &Self| {
                    tree.find(&path, &edge.key).is_some_and(|(_, node)| tree.meets(&edge, node, rules, catalogue))
                };
                if !self.nodes.contains_key(&path) || is_met(self) {
                    continue;
                }
                match self.place(&path, &edge, rules, wanted, catalogue) {
                    Some(()) => is_placed = true,
                    // What cannot be had and is not needed, or what was so without a lockfile.
                    None if edge.kind == Kind::Optional || !self.is_locked => {
                        self.waived.entry(path).or_default().insert(edge.key);
                    }
                    None => return None,
                }
            }
            if self.nodes.len() > MOST_NODES {
                return None;
            }
            if !is_placed && self.is_locked {
                return None;
            }
        }
        None
    }

    /// Places what an edge asks for: beside the project's own where that is free, else within the folder that asks.
    fn place(
        &mut self,
        path: &str,
        edge: &Edge,
        rules: &[Rule],
        wanted: &BTreeMap<usize, Version>,
        catalogue: &Catalogue<'_>,
    ) -> Option<()> {
        if !edge.is_ranged {
            return None;
        }
        let forced = rule(edge, rules, catalogue).map(|rule| rule.to.clone());
        let asked = edge.ask.and_then(|ask| wanted.get(&ask)).filter(|_| self.is_locked).cloned();
        let version = forced.or(asked).or_else(|| self.chosen(edge, catalogue))?;
        let is_free = self.find(path, &edge.key).is_none();
        let at = match (is_free, edge.is_peer() && !is_root(path)) {
            (true, _) => within("", &edge.key),
            // A peer must lie where whoever uses the package finds it too.
            (false, true) => return None,
            (false, false) => within(path, &edge.key),
        };
        if self.nodes.get(&at).is_some_and(|node| !node.is_replaceable) {
            return None;
        }
        let edges = edges(&edge.name, &version, self.is_locked, catalogue)?;
        let node = Node { name: edge.name.clone(), version: Some(version), edges, is_replaceable: true };
        self.nodes.insert(at, node);
        Some(())
    }

    /// The version to take: the newest, and beside a lockfile rather one without vulnerabilities.
    fn chosen(&self, edge: &Edge, catalogue: &Catalogue<'_>) -> Option<Version> {
        let newest = catalogue.newest(&edge.name, &edge.range)?;
        if !self.is_locked || catalogue.faults(&edge.name, &newest).is_empty() {
            return Some(newest);
        }
        let offers = catalogue.offers(&edge.name);
        let fits = |version: &Version| catalogue.fits(&edge.range, version) && !version.is_prerelease();
        let mut clean = offers.iter().rev().filter(|offer| !offer.is_withdrawn).map(|offer| &offer.version);
        let clean = clean.find(|version| fits(version) && catalogue.faults(&edge.name, version).is_empty());
        Some(clean.cloned().unwrap_or(newest))
    }

    /// The packages of the tree, with who asks for each.
    pub(crate) fn resolved(&self, rules: &[Rule], catalogue: &Catalogue<'_>) -> Resolved {
        let packages: Vec<(&String, &Node)> = self.nodes.iter().filter(|(_, node)| node.version.is_some()).collect();
        let places: BTreeMap<&str, usize> =
            packages.iter().enumerate().map(|(place, (path, _))| (path.as_str(), place)).collect();
        let taken = |(_, node): &(&String, &Node)| {
            let version = node.version.clone()?;
            Some(Taken { name: node.name.clone(), version, needed_by: Vec::new() })
        };
        let mut resolved = Resolved { taken: packages.iter().filter_map(taken).collect() };
        let finder = self.finder();
        for (path, node) in &self.nodes {
            for (edge, found) in self.met(&finder, path, node, rules, catalogue) {
                let by = edge.ask.map(Needer::Project);
                let by = by.or_else(|| places.get(path.as_str()).copied().map(Needer::Package));
                let target = places.get(found).and_then(|place| resolved.taken.get_mut(*place));
                if let Some((by, target)) = by.zip(target) {
                    target.needed_by.push(Need { by, range: edge.range.clone() });
                }
            }
        }
        resolved
    }
}

/// Folders by the name that packages call them by.
struct Finder<'t> {
    named: HashMap<&'t str, Vec<Place<'t>>>,
}

/// A folder, or a link to it.
struct Place<'t> {
    /// The folder whose packages find it.
    parent: &'t str,
    path: &'t str,
    node: &'t Node,
}

impl Finder<'_> {
    /// The folder in which a package finds what it calls by a name: the deepest of those around it.
    fn find(&self, from: &str, key: &str) -> Option<(&str, &Node)> {
        let is_around = |place: &&Place<'_>| {
            let rest = from.strip_prefix(place.parent);
            rest.is_some_and(|rest| rest.is_empty() || place.parent.is_empty() || rest.starts_with('/'))
        };
        let around = self.named.get(key)?.iter().filter(is_around).max_by_key(|place| place.parent.len())?;
        Some((around.path, around.node))
    }
}

/// The rule that is in force for an edge. What the project itself asks for stays as it asks.
fn rule<'r>(edge: &Edge, rules: &'r [Rule], catalogue: &Catalogue<'_>) -> Option<&'r Rule> {
    let is_meant = |rule: &&Rule| {
        let meets =
            || catalogue.range(&rule.key).zip(catalogue.range(&edge.range)).is_some_and(|(a, b)| a.intersects(&b));
        rule.name == edge.name && (rule.key.is_empty() || meets())
    };
    rules.iter().filter(|_| edge.ask.is_none() && edge.is_ranged).find(is_meant)
}

/// What a release needs. Without a lockfile, what is not known is taken for nothing.
fn edges(name: &str, version: &Version, is_locked: bool, catalogue: &Catalogue<'_>) -> Option<Rc<[Edge]>> {
    match catalogue.manifest(name, version) {
        Some(manifest) => {
            let needed = manifest.requirements.iter().filter(|one| !one.groups.iter().any(|group| group == "dev"));
            Some(needed.map(Edge::of).collect())
        }
        None => (!is_locked).then(|| Rc::from([])),
    }
}

/// The folder of a name within another folder.
pub(crate) fn within(folder: &str, key: &str) -> String {
    if folder.is_empty() { format!("node_modules/{key}") } else { format!("{folder}/node_modules/{key}") }
}

/// The folder above, as far as looking for packages goes.
fn above(path: &str) -> Option<&str> {
    match path.rfind("node_modules/") {
        Some(at) => path.get(..at).map(|head| head.trim_end_matches('/')),
        None if path.is_empty() => None,
        None => Some(""),
    }
}

/// Whether a folder is the project's own or that of one of its parts.
pub(crate) fn is_root(path: &str) -> bool {
    !path.contains("node_modules/")
}
