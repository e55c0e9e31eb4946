//! bun: `bun.lock`, whose keys are paths of names: `a/b` is the copy of `b` that belongs to `a`.

mod tree;

use syntax::{Entry, Node};

use self::tree::Tree;
use crate::nodes::{dependencies, entries, json_object, key_span, text};
use crate::{Ecosystem, Input, Inventory, Origin, Package, origin};

/// Reads the text lockfile of bun.
pub(crate) fn read(input: Input<'_>) -> Inventory {
    let (mut found, root) = json_object(input, "lockfile of bun");
    let Some(root) = root else { return found };
    let workspaces = root.get("workspaces");
    let tree = Tree::of(workspaces, root.get("packages"));
    for (key, entry) in entries(root.get("packages")) {
        let parts = entry.node.as_list().unwrap_or_default();
        let Some(descriptor) = parts.first().and_then(Node::as_str).filter(|text| !text.is_empty()) else {
            found.malformed(key_span(input.file, entry), format!("`{key}` is no description of a package"));
            continue;
        };
        let Some(mut package) = read_package(input, descriptor, entry, parts, workspaces) else { continue };
        package.groups = tree.groups(key);
        package.direct = workspaces.map(|_| tree.is_direct(key));
        found.packages.push(package);
    }
    found
}

/// The package of `name@resolution`; `None` for the project itself.
fn read_package(
    input: Input<'_>,
    descriptor: &str,
    entry: &Entry,
    parts: &[Node],
    workspaces: Option<&Node>,
) -> Option<Package> {
    let scope = usize::from(descriptor.starts_with('@'));
    let at = descriptor.get(scope..)?.find('@').map_or(descriptor.len(), |at| at + scope);
    let (name, resolution) = descriptor.split_at_checked(at)?;
    let resolution = resolution.trim_start_matches('@');
    if resolution.starts_with("root:") {
        return None;
    }
    let is_file = resolution.contains('/') || resolution.ends_with(".tgz");
    let origin = origin::of_text(resolution).or_else(|| is_file.then(|| Origin::Path(resolution.to_owned())));
    let version = match (&origin, resolution.strip_prefix("workspace:")) {
        (None, _) => resolution.to_owned(),
        (Some(_), Some(folder)) => {
            workspaces.and_then(|all| all.get(folder)).map(|one| text(one, "version")).unwrap_or_default()
        }
        (Some(_), None) => String::new(),
    };
    let mut package = Package::new(Ecosystem::Npm, name, Some(version), key_span(input.file, entry));
    package.origin = origin.unwrap_or_default();
    if let Some(facts) = parts.iter().find(|part| part.as_map().is_some()) {
        let lists = ["dependencies", "optionalDependencies"];
        package.dependencies = lists.iter().flat_map(|list| dependencies(facts, list)).collect();
    }
    // What stands last for a repository is a mark of bun's own.
    if !matches!(package.origin, Origin::Git { .. }) {
        let last = parts.last().and_then(Node::as_str).filter(|last| last.starts_with("sha"));
        package.integrity = last.map(str::to_owned).into_iter().collect();
    }
    Some(package)
}
