//! Python: `poetry.lock`, `pdm.lock` and `pylock.toml`, all of which, like `uv.lock`, are lists of packages in TOML.

use source::FileId;
use syntax::{Node, Value};

use crate::manifest::pep508;
use crate::nodes::{dependencies, is_true, items, some_text, span, text};
use crate::tables::read_toml;
use crate::{Dependency, Ecosystem, Input, Inventory, Origin, Package, origin};

/// Reads the lists `[[package]]` of poetry and PDM.
pub(crate) fn read(input: Input<'_>) -> Inventory {
    read_list(input, "package")
}

/// Reads the list `[[packages]]` of PEP 751.
pub(crate) fn read_pylock(input: Input<'_>) -> Inventory {
    read_list(input, "packages")
}

fn read_list(input: Input<'_>, list: &str) -> Inventory {
    let (mut found, root) = read_toml(input);
    for node in items(&root, list) {
        let package = read_package(input, node, &mut found);
        found.packages.extend(package);
    }
    found
}

/// A package of a list; `None` for the project itself, and for one without a name, which is a notice.
pub(super) fn read_package(input: Input<'_>, node: &Node, found: &mut Inventory) -> Option<Package> {
    let Some(name) = node.get("name").filter(|name| name.as_str().is_some_and(|name| !name.is_empty())) else {
        found.malformed(span(input.file, node), "a package without a name");
        return None;
    };
    let origin = origin_of(node)?;
    let version = Some(text(node, "version"));
    let at = span(input.file, name);
    let mut package = Package::new(Ecosystem::PyPi, name.as_str().unwrap_or_default(), version, at);
    package.origin = origin;
    package.groups = groups(node);
    package.integrity = hashes(node);
    package.dependencies = edges(input.file, node);
    Some(package)
}

/// Where a package is taken from; `None` for the project itself.
fn origin_of(node: &Node) -> Option<Origin> {
    let source = node.get("source");
    let get = |key: &str| source.and_then(|source| some_text(source, key));
    if get("editable").as_deref() == Some(".") || get("virtual").as_deref() == Some(".") {
        return None;
    }
    // A pylock says so of the package itself.
    if let Some(path) = node.get("directory").map(|directory| text(directory, "path")) {
        return (path != ".").then_some(Origin::Path(path));
    }
    if let Some(git) = get("git") {
        return Some(origin::of_text(&format!("git+{git}")).unwrap_or_default());
    }
    if let Some(url) = get("url").filter(|_| get("type").as_deref() == Some("git")) {
        let commit = get("resolved_reference");
        return Some(Origin::Git { url, commit });
    }
    if let Some(vcs) = node.get("vcs") {
        return Some(Origin::Git { url: text(vcs, "url"), commit: Some(text(vcs, "commit-id")) });
    }
    if let Some(url) = some_text(node, "git") {
        return Some(Origin::Git { url, commit: Some(text(node, "revision")) });
    }
    let path = ["editable", "virtual", "directory", "path"].iter().find_map(|key| get(key));
    let path = path.or_else(|| some_text(node, "path"));
    Some(
        path.map(Origin::Path)
            .or_else(|| get("url").filter(|_| get("type").as_deref() != Some("legacy")).map(Origin::Url))
            .unwrap_or_default(),
    )
}

fn groups(node: &Node) -> Vec<String> {
    let mut groups: Vec<String> = match node.get("groups").map(|groups| &groups.value) {
        Some(Value::List(items)) => items.iter().filter_map(Node::text).map(|group| group.to_string()).collect(),
        _ => some_text(node, "category").into_iter().collect(),
    };
    if is_true(node, "optional") {
        groups.push("optional".to_owned());
    }
    // What runs the project is in the group `main` or `default`, which is no group beside it.
    if groups.iter().any(|group| matches!(group.as_str(), "main" | "default")) {
        groups.retain(|group| group == "optional");
    }
    groups.sort();
    groups.dedup();
    groups
}

fn hashes(node: &Node) -> Vec<String> {
    let files = ["files", "wheels"].iter().filter_map(|key| node.get(key).and_then(Node::as_list)).flatten();
    let files = files.chain(node.get("sdist")).chain(node.get("archive"));
    let hash = |file: &Node| match file.get("hashes").and_then(Node::as_map) {
        Some(map) => map.iter().next().and_then(|(kind, hash)| Some(format!("{kind}:{}", hash.text()?))),
        None => file.get("hash").and_then(Node::text).map(|hash| hash.to_string()),
    };
    files.filter_map(hash).collect()
}

/// Edges: a mapping of names to ranges (poetry), a list of tables (uv, PEP 751) or of requirements (pdm).
fn edges(file: FileId, node: &Node) -> Vec<Dependency> {
    let Some(items) = node.get("dependencies").and_then(Node::as_list) else {
        return dependencies(node, "dependencies");
    };
    let edge = |item: &Node| match item.as_str() {
        Some(requirement) => {
            let asked = pep508::parse(requirement, span(file, item))?;
            Some(Dependency { name: asked.written_name, range: asked.range })
        }
        None => Some(Dependency { name: text(item, "name"), range: text(item, "version") }),
    };
    items.iter().filter_map(edge).collect()
}
