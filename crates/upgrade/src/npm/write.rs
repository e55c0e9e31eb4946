//! Changes of a project of npm as edits of its files.

use std::collections::{BTreeMap, BTreeSet};

use finding::Edit;
use source::{Limits, Origin};
use syntax::{Map, Node as Json};

use super::tree::{Kind, Node, Tree, is_root};
use super::{NpmProject, within};
use crate::catalogue::Catalogue;
use crate::json::{object_edits, printed, quoted, unit};
use crate::trial::{Project, Trial};

/// Where values come from that no file holds yet.
const MADE: Origin = Origin::Default("upgrade");
/// What a lockfile repeats of a package's own description.
const REPEATED: [&str; 13] = [
    "bin",
    "cpu",
    "dependencies",
    "deprecated",
    "engines",
    "funding",
    "hasInstallScript",
    "libc",
    "license",
    "optionalDependencies",
    "os",
    "peerDependencies",
    "peerDependenciesMeta",
];
/// The keys that npm writes first.
const FIRST: [&str; 6] = ["name", "version", "resolved", "integrity", "requires", "dependencies"];

impl NpmProject<'_> {
    /// The edits that make changes.
    ///
    /// # Errors
    /// Why they cannot be made, in words.
    pub(crate) fn edits(&self, trial: &Trial, catalogue: &Catalogue<'_>) -> Result<Vec<Edit>, String> {
        let mut edits = self.manifest_edits(trial);
        if let Some((document, json)) = &self.lock {
            let tree = self.tree(trial, catalogue).ok_or("the changes contradict each other")?;
            let changed = Changed::between(&self.base, &tree);
            let unit = unit(&document.text);
            if let Some(packages) = json.get("packages") {
                let mut entries = BTreeMap::new();
                for path in &changed.gone {
                    entries.insert(path.clone(), None);
                }
                for path in &changed.new {
                    let entry = self.entry(path, packages.get(path), &tree, catalogue)?;
                    entries.insert(path.clone(), Some(printed(&entry, &unit, 2)));
                }
                edits.extend(object_edits(document.file, packages, &entries, &unit, 1));
                edits.extend(self.lock_asks(trial, packages));
            }
            if let Some(dependencies) = json.get("dependencies") {
                let heads: BTreeSet<&str> = changed.gone.iter().chain(&changed.new).map(|path| head(path)).collect();
                let mut entries = BTreeMap::new();
                for head in heads {
                    let whole = self.nested(head, dependencies, &changed, &tree, catalogue)?;
                    entries.insert(head.to_owned(), whole.map(|whole| printed(&whole, &unit, 2)));
                }
                edits.extend(object_edits(document.file, dependencies, &entries, &unit, 1));
            }
        }
        Ok(edits)
    }

    /// The edits of the manifests: other ranges, and versions that are forced.
    fn manifest_edits(&self, trial: &Trial) -> Vec<Edit> {
        let mut edits = Vec::new();
        for (ask, version) in &trial.asked {
            let Some(place) = self.places.get(*ask) else { continue };
            let manifest = self.manifests.get(&place.root);
            let value = manifest.and_then(|(_, json)| json.at(&[place.list, &place.key]));
            edits.extend(value.and_then(|value| edit(value, &self.relaxed(*ask, version))));
        }
        let rules = self.rules(trial);
        if let Some((document, json)) = self.manifests.get("").filter(|_| !rules.is_empty()) {
            let unit = unit(&document.text);
            let named = |rule: &super::Rule| match rule.key.is_empty() {
                true => rule.name.clone(),
                false => format!("{}@{}", rule.name, rule.key),
            };
            let forced: BTreeMap<String, String> =
                rules.iter().map(|rule| (named(rule), rule.to.as_str().to_owned())).collect();
            match json.get("overrides") {
                Some(object) => {
                    let entries = forced.into_iter().map(|(key, to)| (key, Some(quoted(&to)))).collect();
                    edits.extend(object_edits(document.file, object, &entries, &unit, 1));
                }
                None => {
                    let mut map = Map::new();
                    for (key, to) in forced {
                        map.insert(key, Json::from_text(to, MADE));
                    }
                    // It goes to the end of the file, as npm itself would leave it.
                    let last =
                        json.as_map().and_then(|map| map.values().filter_map(Json::span).max_by_key(|span| span.end));
                    let text = printed(&Json::from_map(map, MADE), &unit, 1);
                    let replacement = format!(",\n{unit}\"overrides\": {text}");
                    edits.extend(last.map(|last| Edit { span: source::Span { start: last.end, ..last }, replacement }));
                }
            }
        }
        edits
    }

    /// The lockfile repeats what the project asks for.
    fn lock_asks(&self, trial: &Trial, packages: &Json) -> Vec<Edit> {
        let of = |(ask, version): (&usize, &versions::Version)| {
            let place = self.places.get(*ask)?;
            let value = packages.get(&place.root)?.at(&[place.list, &place.key])?;
            edit(value, &self.relaxed(*ask, version))
        };
        trial.asked.iter().filter_map(of).collect()
    }

    /// What the lockfile is to say of a folder.
    fn entry(&self, path: &str, old: Option<&Json>, tree: &Tree, catalogue: &Catalogue<'_>) -> Result<Json, String> {
        let node = tree.nodes.get(path).ok_or("a package without a folder")?;
        let mut map = Map::new();
        for (key, value) in old.and_then(Json::as_map).into_iter().flat_map(Map::iter) {
            if !REPEATED.contains(&&**key) {
                map.insert(key.clone(), value.clone());
            }
        }
        if old.is_none() {
            flags(path, tree, catalogue).into_iter().for_each(|flag| {
                map.insert(flag, Json::from_bool(true, MADE));
            });
            let folder = path.rsplit_once("node_modules/").map_or(path, |(_, name)| name);
            if folder != node.name {
                map.insert("name", Json::from_text(node.name.as_str(), MADE));
            }
        }
        self.stamp(&mut map, node, catalogue)?;
        for key in REPEATED {
            if let Some(value) = described(node, key, catalogue) {
                map.insert(key, value);
            }
        }
        Ok(Json::from_map(sorted(&map), MADE))
    }

    /// Writes version, place and checksum.
    fn stamp(&self, map: &mut Map, node: &Node, catalogue: &Catalogue<'_>) -> Result<(), String> {
        let version = node.version.as_ref().ok_or("a package without a version")?;
        let manifest = catalogue.manifest(&node.name, version);
        let file = manifest.as_ref().and_then(|manifest| manifest.files.first());
        let sum = file.map(|file| file.integrity.as_str()).filter(|sum| !sum.is_empty());
        if sum.is_none() && self.has_sums() {
            return Err(format!("the registry does not say the checksum of {} {version}", node.name));
        }
        map.insert("version", Json::from_text(version.as_str(), MADE));
        for (key, value) in [("resolved", file.map(|file| file.url.as_str())), ("integrity", sum)] {
            map.remove(key);
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                map.insert(key, Json::from_text(value, MADE));
            }
        }
        Ok(())
    }

    /// Whether the lockfile has checksums.
    fn has_sums(&self) -> bool {
        self.lock.as_ref().is_some_and(|(document, _)| document.text.contains("\"integrity\""))
    }

    /// What the nested part of the lockfile is to say of a folder of the project and of all within it; none for nothing.
    fn nested(
        &self,
        name: &str,
        dependencies: &Json,
        changed: &Changed,
        tree: &Tree,
        catalogue: &Catalogue<'_>,
    ) -> Result<Option<Json>, String> {
        let top = within("", name);
        let below = format!("{top}/");
        let mut paths: Vec<&String> =
            tree.nodes.keys().filter(|path| **path == top || path.starts_with(&below)).collect();
        paths.sort_by_key(|path| std::cmp::Reverse(path.matches("node_modules/").count()));
        let mut children: BTreeMap<String, Map> = BTreeMap::new();
        for path in paths {
            let old = nested_entry(dependencies, path);
            let mut map = Map::new();
            let is_new = changed.new.contains(path);
            for (key, value) in old.and_then(Json::as_map).into_iter().flat_map(Map::iter) {
                if !(&**key == "dependencies" || is_new && &**key == "requires") {
                    map.insert(key.clone(), value.clone());
                }
            }
            let node = tree.nodes.get(path).ok_or("a package without a folder")?;
            if is_new {
                if old.is_none() {
                    flags(path, tree, catalogue).into_iter().for_each(|flag| {
                        map.insert(flag, Json::from_bool(true, MADE));
                    });
                }
                self.stamp(&mut map, node, catalogue)?;
                let folder = path.rsplit_once("node_modules/").map_or("", |(_, name)| name);
                if folder != node.name {
                    let version = node.version.as_ref().map_or("", |version| version.as_str());
                    map.insert("version", Json::from_text(format!("npm:{}@{version}", node.name), MADE));
                }
                let mut requires = Map::new();
                for edge in node.edges.iter().filter(|edge| matches!(edge.kind, Kind::Normal | Kind::Optional)) {
                    let alias = if edge.key == edge.name { String::new() } else { format!("npm:{}@", edge.name) };
                    requires.insert(edge.key.as_str(), Json::from_text(format!("{alias}{}", edge.range), MADE));
                }
                if !requires.is_empty() {
                    map.insert("requires", Json::from_map(requires, MADE));
                }
            }
            if let Some(own) = children.remove(path) {
                map.insert("dependencies", Json::from_map(own, MADE));
            }
            let value = Json::from_map(if is_new { sorted(&map) } else { map }, MADE);
            if *path == top {
                return Ok(Some(value));
            }
            let (parent, key) = path.rsplit_once("/node_modules/").ok_or("a folder outside of all others")?;
            children.entry(parent.to_owned()).or_default().insert(key, value);
        }
        Ok(None)
    }
}

/// The folders that differ.
struct Changed {
    /// What is no longer there.
    gone: BTreeSet<String>,
    /// What is there anew, or at another version.
    new: BTreeSet<String>,
}

impl Changed {
    fn between(before: &Tree, after: &Tree) -> Self {
        let is_kept = |path: &String, node: &Node| {
            after.nodes.get(path).is_some_and(|other| other.name == node.name && other.version == node.version)
        };
        let own = |path: &&String| !is_root(path);
        let gone = before.nodes.keys().filter(own).filter(|path| !after.nodes.contains_key(*path)).cloned().collect();
        let is_new = |(path, _): &(&String, &Node)| before.nodes.get(*path).is_none_or(|node| !is_kept(path, node));
        let new = after.nodes.iter().filter(|(path, _)| own(path)).filter(is_new).map(|(path, _)| path.clone());
        Self { gone, new: new.collect() }
    }
}

/// The text of a value replaced, what is an alias staying one.
fn edit(value: &Json, range: &str) -> Option<Edit> {
    let written = value.as_str()?;
    let alias = written.strip_prefix("npm:").and_then(|alias| alias.rfind('@').filter(|at| *at > 0));
    let alias = alias.and_then(|at| written.get(..at + 5)).unwrap_or_default();
    Some(Edit { span: value.span()?, replacement: quoted(&format!("{alias}{range}")) })
}

/// The name of the folder of the project that a path lies in.
fn head(path: &str) -> &str {
    let inner = path.strip_prefix("node_modules/").unwrap_or(path);
    inner.split("/node_modules/").next().unwrap_or(inner)
}

/// What the nested part of a lockfile says of a folder.
fn nested_entry<'j>(dependencies: &'j Json, path: &str) -> Option<&'j Json> {
    let mut names = path.strip_prefix("node_modules/")?.split("/node_modules/");
    let first = dependencies.get(names.next()?);
    names.try_fold(first?, |entry, name| entry.get("dependencies")?.get(name))
}

/// A part of the release's own description, as the lockfile repeats it.
fn described(node: &Node, key: &str, catalogue: &Catalogue<'_>) -> Option<Json> {
    let manifest = catalogue.manifest(&node.name, node.version.as_ref()?)?;
    if manifest.document.is_empty() {
        let kind = match key {
            "dependencies" => Kind::Normal,
            "optionalDependencies" => Kind::Optional,
            "peerDependencies" => Kind::Peer,
            _ => return None,
        };
        let mut map = Map::new();
        for edge in node.edges.iter().filter(|edge| edge.kind == kind) {
            map.insert(edge.key.as_str(), Json::from_text(edge.range.as_str(), MADE));
        }
        return (!map.is_empty()).then(|| Json::from_map(map, MADE));
    }
    let document = syntax::parse_json(source::FileId(0), &manifest.document, &Limits::default()).root?;
    let value = document.get(key)?;
    let is_empty = value.as_map().is_some_and(Map::is_empty) || value.as_list().is_some_and(<[Json]>::is_empty);
    match key {
        // npm writes the old ways of naming these in the new one.
        "bin" if value.as_str().is_some() => {
            let mut map = Map::new();
            map.insert(node.name.rsplit('/').next().unwrap_or(&node.name), value.clone());
            Some(Json::from_map(map, MADE))
        }
        "funding" if value.as_str().is_some() => {
            let mut map = Map::new();
            map.insert("url", value.clone());
            Some(Json::from_map(map, MADE))
        }
        "license" => {
            let word = value.as_str().or_else(|| value.get("type").and_then(Json::as_str))?;
            Some(Json::from_text(word, MADE))
        }
        "deprecated" if value.as_str().is_none_or(str::is_empty) => None,
        "dependencies" => {
            // npm lists what is optional once.
            let optional = document.get("optionalDependencies");
            let mut map = Map::new();
            for (name, range) in
                value.as_map()?.iter().filter(|(name, _)| optional.is_none_or(|all| all.get(name).is_none()))
            {
                map.insert(name.clone(), range.clone());
            }
            (!map.is_empty()).then(|| Json::from_map(map, MADE))
        }
        _ => (!is_empty).then(|| value.clone()),
    }
}

/// What of a new folder is not needed to run.
fn flags(path: &str, tree: &Tree, catalogue: &Catalogue<'_>) -> Vec<&'static str> {
    let is_reached = |dev: bool, optional: bool| {
        let reached = tree.reached(&[], catalogue, |edge| match edge.kind {
            Kind::Dev => dev,
            Kind::Optional => optional,
            Kind::Normal | Kind::Peer | Kind::PeerOptional => true,
        });
        reached.iter().any(|found| found == path)
    };
    match (is_reached(false, false), is_reached(true, false), is_reached(false, true)) {
        (true, ..) => vec![],
        (false, true, false) => vec!["dev"],
        (false, false, true) => vec!["optional"],
        (false, true, true) => vec!["devOptional"],
        (false, false, false) => vec!["dev", "optional"],
    }
}

/// An entry with its keys in npm's order: scalars before collections, and in each the known ones first.
fn sorted(map: &Map) -> Map {
    let mut keys: Vec<_> = map.iter().collect();
    let is_collection = |node: &Json| node.as_map().is_some() || node.as_list().is_some();
    let rank = |key: &str| FIRST.iter().position(|first| *first == key).unwrap_or(FIRST.len());
    keys.sort_by_key(|(key, node)| (is_collection(node), rank(key), key.to_lowercase()));
    let mut sorted = Map::new();
    for (key, node) in keys {
        sorted.insert(key.clone(), node.clone());
    }
    sorted
}
