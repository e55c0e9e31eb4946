//! NuGet: `packages.lock.json`, the `*.deps.json` that .NET publishes with an application, and `packages.config`.

use std::collections::{HashMap, HashSet};

use syntax::{Entry, Map, Node, parse_json};

use crate::nodes::{dependencies, key_span, text};
use crate::{Dependency, Ecosystem, Input, Inventory, Origin, Package, markup};

/// Reads a lockfile of NuGet. What several target frameworks lock alike is one package.
pub(crate) fn read(input: Input<'_>) -> Inventory {
    let document = parse_json(input.file, input.text, input.limits);
    let mut found = Inventory { notices: document.notices, ..Inventory::default() };
    let frameworks = document.root.as_ref().and_then(|root| root.get("dependencies")).and_then(Node::as_map);
    let Some(frameworks) = frameworks else {
        found.malformed_file(input.file, "no lockfile of NuGet: it holds no `dependencies`");
        return found;
    };
    let mut seen: HashMap<(String, Option<String>), usize> = HashMap::new();
    for (name, entry) in frameworks.values().filter_map(Node::as_map).flat_map(Map::entries) {
        let Some(package) = locked(input, name, entry) else {
            found.malformed(key_span(input.file, entry), format!("`{name}` is no description of a package"));
            continue;
        };
        let key = (package.name.clone(), package.version.clone());
        match seen.get(&key).and_then(|at| found.packages.get_mut(*at)) {
            Some(earlier) => earlier.direct = earlier.direct.max(package.direct),
            None => {
                seen.insert(key, found.packages.len());
                found.packages.push(package);
            }
        }
    }
    found
}

fn locked(input: Input<'_>, name: &str, entry: &Entry) -> Option<Package> {
    let node = &entry.node;
    node.as_map()?;
    let version = Some(text(node, "resolved"));
    let mut package = Package::new(Ecosystem::NuGet, name, version, key_span(input.file, entry));
    match text(node, "type").as_str() {
        "Project" => package.origin = Origin::Path(String::new()),
        kind => package.direct = Some(kind == "Direct"),
    }
    package.integrity = some(text(node, "contentHash"));
    package.dependencies = dependencies(node, "dependencies");
    Some(package)
}

/// A list of a text, or of none when it is empty.
fn some(text: String) -> Vec<String> {
    Some(text).filter(|text| !text.is_empty()).into_iter().collect()
}

/// Reads what an application of .NET is shipped with: packages, the runtime that is packed with it, and its projects.
pub(crate) fn read_deps(input: Input<'_>) -> Inventory {
    let document = parse_json(input.file, input.text, input.limits);
    let mut found = Inventory { notices: document.notices, ..Inventory::default() };
    let libraries = document.root.as_ref().and_then(|root| Some((root, root.get("libraries")?.as_map()?)));
    let Some((root, libraries)) = libraries else {
        found.malformed_file(input.file, "no dependencies of .NET: it holds no `libraries`");
        return found;
    };
    let target = root.at(&["runtimeTarget", "name"]).and_then(Node::text);
    let target = target.and_then(|name| root.get("targets")?.get(&name));
    let asked = target.map(|target| asked_for(libraries, target)).unwrap_or_default();
    for (key, entry) in libraries.entries() {
        let Some((name, version)) =
            key.split_once('/').filter(|(name, version)| !name.is_empty() && !version.is_empty())
        else {
            found.malformed(key_span(input.file, entry), format!("`{key}` is no `name/version`"));
            continue;
        };
        // The runtime is its package under a name of its own.
        let name = name.strip_prefix("runtimepack.").unwrap_or(name);
        let version = Some(version.to_owned());
        let mut package = Package::new(Ecosystem::NuGet, name, version, key_span(input.file, entry));
        match text(&entry.node, "type").as_str() {
            "project" | "reference" | "referenceassembly" => package.origin = Origin::Path(String::new()),
            _ if asked.is_empty() => {}
            _ => package.direct = Some(asked.contains(&package.name)),
        }
        package.integrity = some(text(&entry.node, "sha512"));
        package.dependencies = target.and_then(|target| target.get(key)).map(edges).unwrap_or_default();
        found.packages.push(package);
    }
    found
}

fn edges(library: &Node) -> Vec<Dependency> {
    dependencies(library, "dependencies")
}

/// The names that projects ask for, as NuGet compares them.
fn asked_for(libraries: &Map, target: &Node) -> HashSet<String> {
    let projects = libraries.iter().filter(|(_, library)| text(library, "type") == "project");
    let edges = projects.filter_map(|(key, _)| target.get(key)).flat_map(edges);
    edges.map(|edge| Ecosystem::NuGet.normalise(&edge.name)).collect()
}

/// Reads the list of packages of older projects, in which those that packages need stand beside those asked for.
pub(crate) fn read_config(input: Input<'_>) -> Inventory {
    let mut found = Inventory::default();
    let Some(document) = markup::parse(input, &mut found) else { return found };
    let root = document.root_element();
    if root.tag_name().name() != "packages" {
        found.malformed(markup::span(input.file, root), "no list of packages of NuGet");
        return found;
    }
    for node in markup::children(root, "package") {
        let attribute = |name: &str| node.attribute(name).map(str::trim).filter(|value| !value.is_empty());
        let (Some(name), Some(version)) = (attribute("id"), attribute("version")) else {
            found.malformed(markup::span(input.file, node), "a package without `id` or `version`");
            continue;
        };
        let at = markup::attribute_span(input.file, node, "id");
        let mut package = Package::new(Ecosystem::NuGet, name, Some(version.to_owned()), at);
        if attribute("developmentDependency").is_some_and(|value| value.eq_ignore_ascii_case("true")) {
            package.groups.push("dev".to_owned());
        }
        found.packages.push(package);
    }
    found
}
