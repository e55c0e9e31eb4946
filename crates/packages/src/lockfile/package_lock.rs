//! npm: `package-lock.json` and `npm-shrinkwrap.json`. Version 1 nests; versions 2 and 3 list every folder.

mod strict;

use std::borrow::Cow;
use std::collections::HashSet;

use serde::Deserialize;
use source::Span;
use syntax::Node;

use crate::nodes::{dependencies, entries, is_true, json_object, key_span, text};
use crate::{Dependency, Ecosystem, Input, Inventory, Origin, Package, licences, origin};

/// Reads a lockfile of npm.
pub(crate) fn read(input: Input<'_>) -> Inventory {
    let mut found = Inventory::default();
    let take = |path: &str, span, folder, asked: &Asked<'_>| read_folder(path, span, folder, asked, &mut found);
    if strict::read(input, take) {
        return found;
    }
    let (mut found, root) = json_object(input, "lockfile of npm");
    let Some(root) = root else { return found };
    match root.get("packages").and_then(Node::as_map) {
        Some(folders) => {
            let project = root.at(&["packages", ""]).map(Folder::of_node);
            let asked = project.as_ref().map_or(Asked(None), Folder::asked_for);
            for (path, entry) in folders.entries().filter(|(path, _)| !path.is_empty()) {
                read_folder(path, key_span(input.file, entry), Folder::of_node(&entry.node), &asked, &mut found);
            }
        }
        None => read_nested(input, &root, &mut found),
    }
    found
}

/// Names and ranges.
type Pairs<'t> = Vec<(Cow<'t, str>, Cow<'t, str>)>;

/// What versions 2 and 3 say of a folder.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Folder<'t> {
    #[serde(borrow)]
    name: Cow<'t, str>,
    #[serde(borrow)]
    version: Cow<'t, str>,
    #[serde(borrow)]
    resolved: Cow<'t, str>,
    #[serde(borrow)]
    integrity: Cow<'t, str>,
    #[serde(borrow)]
    license: Option<Cow<'t, str>>,
    link: bool,
    dev: bool,
    optional: bool,
    dev_optional: bool,
    peer: bool,
    #[serde(borrow, deserialize_with = "strict::pairs")]
    dependencies: Pairs<'t>,
    #[serde(borrow, deserialize_with = "strict::pairs")]
    optional_dependencies: Pairs<'t>,
    #[serde(borrow, deserialize_with = "strict::pairs")]
    dev_dependencies: Pairs<'t>,
    #[serde(borrow, deserialize_with = "strict::pairs")]
    peer_dependencies: Pairs<'t>,
}

/// The names that the project itself asks for; none where the file does not say.
struct Asked<'t>(Option<HashSet<Cow<'t, str>>>);

impl<'t> Folder<'t> {
    fn of_node(node: &Node) -> Self {
        let pairs = |key| {
            let pair = |own: Dependency| (Cow::Owned(own.name), Cow::Owned(own.range));
            dependencies(node, key).into_iter().map(pair).collect()
        };
        Self {
            name: text(node, "name").into(),
            version: text(node, "version").into(),
            resolved: text(node, "resolved").into(),
            integrity: text(node, "integrity").into(),
            license: licences::of_npm(node).map(Cow::Owned),
            link: is_true(node, "link"),
            dev: is_true(node, "dev"),
            optional: is_true(node, "optional"),
            dev_optional: is_true(node, "devOptional"),
            peer: is_true(node, "peer"),
            dependencies: pairs("dependencies"),
            optional_dependencies: pairs("optionalDependencies"),
            dev_dependencies: pairs("devDependencies"),
            peer_dependencies: pairs("peerDependencies"),
        }
    }

    fn asked_for(&self) -> Asked<'t> {
        let lists = [&self.dependencies, &self.dev_dependencies, &self.optional_dependencies, &self.peer_dependencies];
        Asked(Some(lists.into_iter().flatten().map(|(name, _)| name.clone()).collect()))
    }
}

fn read_folder(path: &str, span: Span, folder: Folder<'_>, asked: &Asked<'_>, found: &mut Inventory) {
    if folder.link {
        return;
    }
    let in_modules = path.rfind("node_modules/").and_then(|at| path.get(at + "node_modules/".len()..));
    // A folder of the project itself is no package of a registry, but what it is called is known.
    let folder_name = in_modules.unwrap_or_else(|| path.rsplit('/').next().unwrap_or(path));
    let name = if folder.name.is_empty() { folder_name } else { &folder.name };
    let mut package = Package::new(Ecosystem::Npm, name, Some(folder.version.into_owned()), span);
    package.origin = match in_modules {
        Some(_) => registry_or(&folder.resolved),
        None => Origin::Path(path.to_owned()),
    };
    package.direct = in_modules
        .and(asked.0.as_ref())
        .map(|asked| path.len() == "node_modules/".len() + folder_name.len() && asked.contains(folder_name));
    let needed = folder.dependencies.into_iter().chain(folder.optional_dependencies);
    let needed = needed.map(|(name, range)| Dependency { name: name.into_owned(), range: range.into_owned() });
    package.dependencies = needed.collect();
    package.licence = folder.license.as_deref().and_then(licences::named);
    let marks = [folder.dev || folder.dev_optional, folder.optional || folder.dev_optional, folder.peer];
    finish(package, marks, &folder.integrity, found);
}

/// What version 1 nests, in the order of the file and without recursion: the nesting is hostile input.
fn read_nested(input: Input<'_>, root: &Node, found: &mut Inventory) {
    let mut open = vec![entries(root.get("dependencies"))];
    while let Some(level) = open.last_mut() {
        let Some((name, entry)) = level.next() else {
            open.pop();
            continue;
        };
        if entry.node.as_map().is_none() {
            found.malformed(key_span(input.file, entry), format!("`{name}` is no description of a package"));
            continue;
        }
        let version = text(&entry.node, "version");
        let alias = version.strip_prefix("npm:").and_then(|alias| alias.rsplit_once('@'));
        let (name, version) = alias.unwrap_or((name, &version));
        let written = origin::of_text(version);
        let version = if written.is_some() { None } else { Some(version.to_owned()) };
        let mut package = Package::new(Ecosystem::Npm, name, version, key_span(input.file, entry));
        package.origin = written.unwrap_or_default();
        package.dependencies = dependencies(&entry.node, "requires");
        package.licence = licences::of_npm(&entry.node);
        let node = &entry.node;
        let marks = [is_true(node, "dev"), is_true(node, "optional"), is_true(node, "peer")];
        finish(package, marks, &text(node, "integrity"), found);
        open.push(entries(entry.node.get("dependencies")));
    }
}

/// Adds a package with what it is needed for besides running: `dev`, `optional`, `peer`.
fn finish(mut package: Package, marks: [bool; 3], integrity: &str, found: &mut Inventory) {
    let groups = ["dev", "optional", "peer"].into_iter().zip(marks).filter(|(_, set)| *set);
    package.groups = groups.map(|(group, _)| group.to_owned()).collect();
    package.integrity = integrity.split_whitespace().map(str::to_owned).collect();
    found.packages.push(package);
}

/// An archive at a URL is how npm names a registry's file; only other places are news.
fn registry_or(resolved: &str) -> Origin {
    if resolved.starts_with("https://registry.npmjs.org/") {
        return Origin::Registry;
    }
    match origin::of_text(resolved) {
        None | Some(Origin::Url(_)) => Origin::Registry,
        Some(origin) => origin,
    }
}
