//! pnpm: `pnpm-lock.yaml`. The keys of `packages` are paths up to version 6 and descriptors from 6 on.

mod snapshots;

use std::collections::HashSet;

use syntax::{Dialect, Entry, Node, parse_yaml};

use self::snapshots::{Snapshots, edges};
use crate::nodes::{dependencies, entries, is_true, key_span, text};
use crate::{Dependency, Ecosystem, Input, Inventory, Origin, Package, origin};

/// Reads a lockfile of pnpm.
pub(crate) fn read(input: Input<'_>) -> Inventory {
    let mut found = Inventory::default();
    for document in parse_yaml(input.file, input.text, Dialect::Plain, input.limits) {
        found.notices.extend(document.notices);
        let Some(root) = document.root else { continue };
        if root.as_map().is_none() {
            found.malformed_file(input.file, "no lockfile of pnpm: it holds no mapping");
            continue;
        }
        // Such as `5.4`, `'9.0'` and `6.1-inlineSpecifiers`.
        let version = text(&root, "lockfileVersion");
        let version: f64 = version.split('-').next().unwrap_or_default().parse().unwrap_or_default();
        let snapshots = Snapshots::of(&root);
        let asked = asked_for(&root);
        for (key, entry) in entries(root.get("packages")) {
            let Some(mut package) = read_entry(input, version, key, entry, &mut found) else { continue };
            package.direct = asked.as_ref().map(|asked| asked.contains(key));
            if let Some(snapshots) = &snapshots {
                package.groups = snapshots.groups(key);
                package.direct = Some(snapshots.is_direct(key));
                package.dependencies = snapshots.dependencies(key);
            }
            found.packages.push(package);
        }
    }
    found
}

/// The keys of what projects ask for before version 9, in all ways in which a version stands for one; `None` where the
/// file names no project.
fn asked_for(root: &Node) -> Option<HashSet<String>> {
    let lists = ["dependencies", "devDependencies", "optionalDependencies"];
    let projects = entries(root.get("importers")).map(|(_, entry)| &entry.node).chain([root]);
    let mut projects = projects.filter(|project| lists.iter().any(|list| project.get(list).is_some())).peekable();
    projects.peek()?;
    let asked = projects.flat_map(|project| lists.iter().flat_map(|list| dependencies(project, list)));
    let keys = |Dependency { name, range }| [format!("/{name}/{range}"), format!("/{name}@{range}"), range];
    Some(asked.flat_map(keys).collect())
}

fn read_entry(input: Input<'_>, version: f64, key: &str, entry: &Entry, found: &mut Inventory) -> Option<Package> {
    let node = &entry.node;
    let parsed = if version >= 6.0 { descriptor(key) } else { path(key) };
    let (key_name, key_version) = parsed.unwrap_or(("", ""));
    let (name, locked) = (text(node, "name"), text(node, "version"));
    let name = if name.is_empty() { key_name } else { name.as_str() };
    if name.is_empty() {
        found.malformed(key_span(input.file, entry), format!("`{key}` names no package"));
        return None;
    }
    let tarball = node.at(&["resolution", "tarball"]).and_then(Node::text);
    let commit = node.at(&["resolution", "commit"]).and_then(Node::text);
    let origin = match (commit, tarball) {
        (Some(commit), _) => {
            let url = node.get("resolution").map(|resolution| text(resolution, "repo")).unwrap_or_default();
            Origin::Git { url, commit: Some(commit.to_string()) }
        }
        (None, Some(url)) => origin::of_text(&url).unwrap_or_default(),
        (None, None) => origin::of_text(key_version).unwrap_or_default(),
    };
    let outside = origin::of_text(key_version).is_some() || parsed.is_none();
    let locked = if locked.is_empty() && !outside { key_version.to_owned() } else { locked };
    let mut package = Package::new(Ecosystem::Npm, name, Some(locked), key_span(input.file, entry));
    package.origin = origin;
    let marks = [("dev", is_true(node, "dev")), ("optional", is_true(node, "optional"))];
    package.groups = marks.into_iter().filter(|(_, set)| *set).map(|(group, _)| group.to_owned()).collect();
    package.integrity =
        node.at(&["resolution", "integrity"]).and_then(Node::text).iter().map(|t| t.to_string()).collect();
    package.dependencies = edges(node);
    Some(package)
}

/// `/name@1.0.0(peer@2)` and `@scope/name@1.0.0`.
fn descriptor(key: &str) -> Option<(&str, &str)> {
    let key = key.trim_start_matches('/');
    let key = key.split_once('(').map_or(key, |(key, _)| key);
    let scope = usize::from(key.starts_with('@'));
    let at = key.get(scope..)?.find('@')? + scope;
    Some((key.get(..at)?, key.get(at + 1..)?))
}

/// `/name/1.0.0_peer@2` and `/@scope/name/1.0.0`, each also behind the host of a registry. A commit is no version.
fn path(key: &str) -> Option<(&str, &str)> {
    let (_, key) = key.split_once('/')?;
    let scope = if key.starts_with('@') { key.find('/')? + 1 } else { 0 };
    let end = key.get(scope..)?.find('/')? + scope;
    let (name, rest) = (key.get(..end)?, key.get(end + 1..)?);
    let version = rest.split(['_', '/']).next()?;
    let is_version = version.starts_with(|c: char| c.is_ascii_digit()) && version.contains('.');
    is_version.then_some((name, version))
}
