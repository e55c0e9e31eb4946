//! Projects of npm: `package.json`, with its `package-lock.json` or without.

mod lock;
mod tree;
mod write;

use std::collections::{BTreeMap, BTreeSet};

use syntax::Node as Json;
use versions::Version;

use crate::Document;
use crate::catalogue::Catalogue;
use crate::registry::npm_requirement;
use crate::trial::{Ask, Project, Resolved, Trial, Way};
use tree::{Edge, Kind, Node, Rule, Tree, is_root, within};

/// The lists of a manifest, with how they are needed.
const LISTS: [(&str, Kind); 4] = [
    ("dependencies", Kind::Normal),
    ("devDependencies", Kind::Dev),
    ("optionalDependencies", Kind::Optional),
    ("peerDependencies", Kind::Peer),
];

/// A project of npm.
pub(crate) struct NpmProject<'d> {
    /// The manifests by the folder as the lockfile names it; that of the project itself is empty.
    manifests: BTreeMap<String, (&'d Document, Json)>,
    /// The lockfile.
    lock: Option<(&'d Document, Json)>,
    asks: Vec<Ask>,
    /// Where each of the asks stands.
    places: Vec<Place>,
    base: Tree,
    runtime: Option<Version>,
}

/// Where a requirement of the project stands.
struct Place {
    /// The folder of the manifest.
    root: String,
    list: &'static str,
    key: String,
}

impl<'d> NpmProject<'d> {
    /// A project of a manifest, those of its parts, and a lockfile; none where the manifest or the lockfile is not understood.
    pub(crate) fn read(
        manifest: Option<&'d Document>,
        parts: &[&'d Document],
        lockfile: Option<&'d Document>,
        catalogue: &Catalogue<'_>,
    ) -> Option<Self> {
        let lock = match lockfile {
            Some(document) => Some((document, document.json()?)),
            None => None,
        };
        let folder = manifest.or(lockfile)?.folder();
        let mut manifests = BTreeMap::new();
        if let Some(manifest) = manifest {
            manifests.insert(String::new(), (manifest, manifest.json()?));
        }
        for part in parts {
            let below = part.folder().strip_prefix(folder).map(|below| below.trim_start_matches('/').to_owned());
            if let Some((below, json)) = below.filter(|below| !below.is_empty()).zip(part.json()) {
                manifests.insert(below, (part, json));
            }
        }
        let engines = manifests.get("").and_then(|(_, json): &(&Document, Json)| json.at(&["engines", "node"]));
        let runtime = engines.and_then(Json::as_str).and_then(|text| least(text, catalogue));
        let mut base = match &lock {
            Some((_, json)) => lock::read(json, catalogue)?,
            None => Tree::default(),
        };
        let is_part = |folder: &String| folder.is_empty() || base.nodes.contains_key(folder);
        manifests.retain(|folder, _| is_part(folder));
        let mut project =
            Self { manifests, lock, asks: Vec::new(), places: Vec::new(), base: Tree::default(), runtime };
        project.ask(&mut base);
        base.waive(catalogue);
        project.base = base;
        Some(project)
    }

    /// Gives the project's own folders what their manifests ask for.
    fn ask(&mut self, tree: &mut Tree) {
        for (folder, (_, json)) in &self.manifests {
            let mut edges = Vec::new();
            for (list, kind) in LISTS {
                let entries = json.get(list).and_then(Json::as_map).into_iter().flat_map(|map| map.iter());
                for (key, range) in entries.filter_map(|(key, node)| Some((key, node.as_str()?))) {
                    let is_again = edges.iter().any(|edge: &Edge| edge.key == **key);
                    if is_again {
                        continue;
                    }
                    let requirement = npm_requirement(key, range);
                    let edge = Edge { kind, ask: Some(self.asks.len()), ..Edge::of(&requirement) };
                    self.asks.push(Ask {
                        name: edge.name.clone(),
                        range: edge.range.clone(),
                        is_writable: edge.is_ranged,
                    });
                    self.places.push(Place { root: folder.clone(), list, key: key.as_ref().to_owned() });
                    edges.push(edge);
                }
            }
            let node = Node { name: folder.clone(), version: None, edges: edges.into(), is_replaceable: false };
            tree.nodes.insert(folder.clone(), node);
        }
        // What no manifest says is taken from the lockfile, and stays as it is.
        for (folder, node) in &mut tree.nodes {
            if is_root(folder) && !self.manifests.contains_key(folder) {
                let asked = node.edges.iter().map(|edge| {
                    let ask = Edge { ask: Some(self.asks.len()), ..edge.clone() };
                    self.asks.push(Ask { name: edge.name.clone(), range: edge.range.clone(), is_writable: false });
                    self.places.push(Place { root: folder.clone(), list: "", key: edge.key.clone() });
                    ask
                });
                node.edges = asked.collect();
            }
        }
    }

    /// What versions are forced on whom. Where the project has several copies of a package, only on those that ask for such a one.
    fn rules(&self, trial: &Trial) -> Vec<Rule> {
        let rule = |((name, from), to): (&(String, Version), &Version)| {
            let copies = self.base.nodes.values().filter(|node| node.name == *name);
            let is_only = copies.filter_map(|node| node.version.as_ref()).all(|version| version == from);
            let is_only = is_only && !self.asks.iter().any(|ask| ask.name == *name);
            let key = if is_only { String::new() } else { format!("^{from}") };
            Rule { name: name.clone(), key, to: to.clone() }
        };
        trial.forced.iter().map(rule).collect()
    }

    /// The folders after changes.
    fn tree(&self, trial: &Trial, catalogue: &Catalogue<'_>) -> Option<Tree> {
        let rules = self.rules(trial);
        let mut tree = self.base.clone();
        for (ask, version) in &trial.asked {
            let place = self.places.get(*ask)?;
            let root = tree.nodes.get_mut(&place.root)?;
            let range = self.relaxed(*ask, version);
            let relaxed = root.edges.iter().map(|edge| match edge.ask == Some(*ask) {
                true => Edge { range: range.clone(), ..edge.clone() },
                false => edge.clone(),
            });
            root.edges = relaxed.collect();
            if let Some(keys) = tree.waived.get_mut(&place.root) {
                keys.remove(&place.key);
            }
            let found = tree.find(&place.root, &place.key).map(|(path, _)| path.to_owned());
            if let Some(path) = found.filter(|_| tree.is_locked) {
                tree.set(&path, version, catalogue)?;
            }
        }
        tree.settle(&rules, &trial.asked, catalogue)?;
        // What a change brings may be what another one replaces.
        for _ in 0..4 {
            let replaced = tree.nodes.iter().filter_map(|(path, node)| {
                let key = (node.name.clone(), node.version.clone()?);
                let to = trial.placed.get(&key).or_else(|| trial.forced.get(&key))?;
                Some((path.clone(), to.clone()))
            });
            let replaced: Vec<_> = replaced.collect();
            if replaced.is_empty() {
                break;
            }
            for (path, to) in replaced {
                tree.set(&path, &to, catalogue)?;
            }
            tree.settle(&rules, &trial.asked, catalogue)?;
        }
        Some(tree)
    }
}

impl Project for NpmProject<'_> {
    fn asks(&self) -> &[Ask] {
        &self.asks
    }

    fn resolve(&self, trial: &Trial, catalogue: &Catalogue<'_>) -> Option<Resolved> {
        let tree = self.tree(trial, catalogue)?;
        Some(tree.resolved(&self.rules(trial), catalogue))
    }

    fn ways(&self) -> &[Way] {
        if self.lock.is_some() { &[Way::Place, Way::Ask, Way::Force] } else { &[Way::Ask, Way::Force] }
    }

    fn relaxed(&self, ask: usize, version: &Version) -> String {
        let range = self.asks.get(ask).map_or("", |ask| ask.range.as_str());
        relaxed(range, version)
    }

    fn runtime(&self) -> Option<&Version> {
        self.runtime.as_ref()
    }
}

impl Tree {
    /// Notes what is not met and what nothing asks for, so that it stays as it is.
    fn waive(&mut self, catalogue: &Catalogue<'_>) {
        if !self.is_locked {
            return;
        }
        // What is behind an edge that is not met has edges of its own.
        for _ in 0..2 {
            let order = self.reached(&[], catalogue, |_| true);
            for (path, edge) in self.unmet(&order, &[], catalogue) {
                self.waived.entry(path).or_default().insert(edge.key);
            }
        }
        let reached: BTreeSet<String> = self.reached(&[], catalogue, |_| true).into_iter().collect();
        self.extraneous = self.nodes.keys().filter(|path| !reached.contains(*path)).cloned().collect();
    }
}

/// A range that asks for a version in the manner of another range.
fn relaxed(range: &str, version: &Version) -> String {
    let range = range.trim();
    let is_exact = range.trim_start_matches(['=', 'v']).starts_with(|c: char| c.is_ascii_digit())
        && Version::parse(versions::Scheme::Npm, range.trim_start_matches('=')).is_valid();
    let is_one = !range.contains([' ', '|']);
    let sign = match range {
        _ if is_exact => "",
        _ if !is_one => "^",
        range if range.starts_with("~") => "~",
        range if range.starts_with(">=") => ">=",
        _ => "^",
    };
    format!("{sign}{version}")
}

/// The least version that a range of the language names.
fn least(range: &str, catalogue: &Catalogue<'_>) -> Option<Version> {
    let start = range.find(|c: char| c.is_ascii_digit())?;
    let numbers = range.get(start..)?.split(|c: char| !c.is_ascii_digit() && c != '.').next()?;
    let mut parts: Vec<&str> = numbers.split('.').filter(|part| !part.is_empty()).take(3).collect();
    parts.resize(3, "0");
    Some(catalogue.version(&parts.join("."))).filter(Version::is_valid)
}
