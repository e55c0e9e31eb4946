//! Reading `package-lock.json` as folders.

use packages::Origin;
use syntax::Node as Json;

use super::tree::{Edge, Kind, Node, Tree, is_root, within};
use super::{LISTS, npm_requirement};
use crate::catalogue::Catalogue;

/// The folders of a lockfile; none where it is of no version that is known.
pub(crate) fn read(root: &Json, catalogue: &Catalogue<'_>) -> Option<Tree> {
    let mut tree = Tree { is_locked: true, ..Tree::default() };
    match (root.get("packages"), root.get("dependencies")) {
        (Some(packages), _) => {
            for (path, entry) in packages.as_map()?.iter() {
                add(path, entry, &mut tree, catalogue);
            }
        }
        (None, Some(dependencies)) => nested(dependencies, &mut tree, catalogue),
        (None, None) => {}
    }
    Some(tree)
}

fn add(path: &str, entry: &Json, tree: &mut Tree, catalogue: &Catalogue<'_>) {
    let text = |key: &str| entry.get(key).and_then(Json::as_str);
    let is = |key: &str| entry.get(key).and_then(Json::as_bool).unwrap_or(false);
    if is("link") {
        tree.links.extend(text("resolved").map(|target| (path.to_owned(), target.to_owned())));
        return;
    }
    let mut edges: Vec<Edge> = Vec::new();
    for (list, kind) in LISTS {
        // What a package needs to be built is not installed with it.
        if kind == Kind::Dev && !is_root(path) {
            continue;
        }
        let entries = entry.get(list).and_then(Json::as_map).into_iter().flat_map(|map| map.iter());
        for (key, range) in entries.filter_map(|(key, node)| Some((key, node.as_str()?))) {
            let mut edge = Edge { kind, ..Edge::of(&npm_requirement(key, range)) };
            let is_optional = entry.at(&["peerDependenciesMeta", key, "optional"]).and_then(Json::as_bool);
            if kind == Kind::Peer && is_optional == Some(true) {
                edge.kind = Kind::PeerOptional;
            }
            edges.retain(|other| kind != Kind::Optional || other.key != edge.key);
            edges.push(edge);
        }
    }
    let folder = path.rsplit_once("node_modules/").map_or(path, |(_, name)| name);
    let name = text("name").filter(|_| !is_root(path)).unwrap_or(folder).to_owned();
    let version = text("version").filter(|_| !is_root(path)).map(|version| catalogue.version(version));
    let is_replaceable = version.is_some() && !is("inBundle") && is_of_registry(text("resolved"));
    tree.nodes.insert(path.to_owned(), Node { name, version, edges: edges.into(), is_replaceable });
}

/// The first version of the format: each package stands within the one whose folder it lies in.
fn nested(dependencies: &Json, tree: &mut Tree, catalogue: &Catalogue<'_>) {
    let mut open = vec![(String::new(), dependencies)];
    while let Some((folder, dependencies)) = open.pop() {
        for (key, entry) in dependencies.as_map().into_iter().flat_map(|map| map.iter()) {
            let path = within(&folder, key);
            let version = entry.get("version").and_then(Json::as_str).unwrap_or_default();
            // An alias says its package in the version, and a place stands in its stead.
            let requirement = npm_requirement(key, version);
            let known = Some(catalogue.version(&requirement.range)).filter(|version| version.is_valid());
            let known = known.filter(|_| requirement.origin == Origin::Registry);
            let needs = entry.get("requires").and_then(Json::as_map).into_iter().flat_map(|map| map.iter());
            let edges = needs.filter_map(|(key, range)| Some(Edge::of(&npm_requirement(key, range.as_str()?))));
            let is_bundled = entry.get("bundled").and_then(Json::as_bool) == Some(true);
            let is_replaceable = known.is_some() && !is_bundled;
            let node = Node { name: requirement.name, version: known, edges: edges.collect(), is_replaceable };
            tree.nodes.insert(path.clone(), node);
            open.extend(entry.get("dependencies").map(|below| (path, below)));
        }
    }
}

/// Whether what a lockfile says of a package's place is an archive of a registry, or nothing.
fn is_of_registry(resolved: Option<&str>) -> bool {
    resolved.is_none_or(|resolved| resolved.starts_with("http") && resolved.contains("/-/"))
}
