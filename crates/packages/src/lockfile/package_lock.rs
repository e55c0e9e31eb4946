//! npm: `package-lock.json` and `npm-shrinkwrap.json`. Version 1 nests; versions 2 and 3 list every folder.

use syntax::{Entry, Node};

use crate::nodes::{dependencies, entries, is_true, json_object, key_span, text};
use crate::{Ecosystem, Input, Inventory, Origin, Package, licences, origin};

/// Reads a lockfile of npm.
pub(crate) fn read(input: Input<'_>) -> Inventory {
    let (mut found, root) = json_object(input, "lockfile of npm");
    let Some(root) = root else { return found };
    match root.get("packages").and_then(Node::as_map) {
        Some(folders) => {
            let asked = asked_for(root.at(&["packages", ""]));
            for (folder, entry) in folders.entries().filter(|(folder, _)| !folder.is_empty()) {
                read_folder(input, folder, entry, &asked, &mut found);
            }
        }
        None => read_nested(input, &root, &mut found),
    }
    found
}

/// The names that the project itself asks for.
fn asked_for(project: Option<&Node>) -> Option<Vec<String>> {
    let project = project?;
    let keys = ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"];
    Some(keys.iter().flat_map(|key| dependencies(project, key)).map(|dependency| dependency.name).collect())
}

fn read_folder(input: Input<'_>, folder: &str, entry: &Entry, asked: &Option<Vec<String>>, found: &mut Inventory) {
    let node = &entry.node;
    let in_modules = folder.rfind("node_modules/").and_then(|at| folder.get(at + "node_modules/".len()..));
    if is_true(node, "link") {
        return;
    }
    let named = text(node, "name");
    // A folder of the project itself is no package of a registry, but what it is called is known.
    let folder_name = in_modules.unwrap_or_else(|| folder.rsplit('/').next().unwrap_or(folder));
    let name = if named.is_empty() { folder_name } else { named.as_str() };
    let mut package = Package::new(Ecosystem::Npm, name, Some(text(node, "version")), key_span(input.file, entry));
    package.origin = match in_modules {
        Some(_) => registry_or(origin::of_text(&text(node, "resolved"))),
        None => Origin::Path(folder.to_owned()),
    };
    package.direct = in_modules
        .and(asked.as_ref())
        .map(|asked| folder == format!("node_modules/{folder_name}") && asked.iter().any(|name| name == folder_name));
    package.dependencies = dependencies(node, "dependencies");
    package.dependencies.extend(dependencies(node, "optionalDependencies"));
    finish(package, node, found);
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
        finish(package, &entry.node, found);
        open.push(entries(entry.node.get("dependencies")));
    }
}

fn finish(mut package: Package, node: &Node, found: &mut Inventory) {
    let both = is_true(node, "devOptional");
    let marks = [("dev", both || is_true(node, "dev")), ("optional", both || is_true(node, "optional"))];
    let marks = marks.into_iter().chain([("peer", is_true(node, "peer"))]);
    package.groups = marks.filter(|(_, set)| *set).map(|(group, _)| group.to_owned()).collect();
    package.integrity = text(node, "integrity").split_whitespace().map(str::to_owned).collect();
    package.licence = licences::of_npm(node);
    found.packages.push(package);
}

/// An archive at a URL is how npm names a registry's file; only other places are news.
fn registry_or(origin: Option<Origin>) -> Origin {
    match origin {
        None | Some(Origin::Url(_)) => Origin::Registry,
        Some(origin) => origin,
    }
}
