//! Cargo: `Cargo.toml`.

use syntax::{Entry, Node};

use super::tabled;
use crate::nodes::{entries, is_true, key_span, some_text};
use crate::tables::read_toml;
use crate::{Ecosystem, Input, Inventory, Requirement};

/// The tables of dependencies with what they are for; the spellings with `_` are old ones that Cargo still takes.
const TABLES: [(&str, &str); 5] = [
    ("dependencies", ""),
    ("dev-dependencies", "dev"),
    ("dev_dependencies", "dev"),
    ("build-dependencies", "build"),
    ("build_dependencies", "build"),
];

/// Reads the manifest of a package or a workspace.
pub(crate) fn read(input: Input<'_>) -> Inventory {
    let (mut found, root) = read_toml(input);
    let shared = root.at(&["workspace", "dependencies"]);
    let targets = entries(root.get("target")).map(|(condition, entry)| (condition, &entry.node));
    for (condition, node) in [("", &root)].into_iter().chain(targets) {
        for (table, group) in TABLES {
            for (key, entry) in entries(node.get(table)) {
                let requirement = read_dependency(input, key, entry, shared, &mut found);
                let Some(mut requirement) = requirement else { continue };
                requirement.groups.extend(Some(group.to_owned()).filter(|group| !group.is_empty()));
                requirement.groups.sort();
                condition.clone_into(&mut requirement.condition);
                found.requirements.push(requirement);
            }
        }
    }
    for (key, entry) in entries(shared) {
        let requirement = read_dependency(input, key, entry, None, &mut found);
        found.requirements.extend(requirement);
    }
    found
}

/// A dependency; one that the workspace describes takes its description from there, if this is the workspace's file.
fn read_dependency(
    input: Input<'_>,
    key: &str,
    entry: &Entry,
    shared: Option<&Node>,
    found: &mut Inventory,
) -> Option<Requirement> {
    let inherited = shared.filter(|_| is_true(&entry.node, "workspace")).and_then(|shared| shared.get(key));
    let description = inherited.unwrap_or(&entry.node);
    let name = some_text(description, "package");
    let at = key_span(input.file, entry);
    let name = name.as_deref().unwrap_or(key);
    let mut requirement = tabled::read(Ecosystem::CratesIo, name, description, at, found)?;
    if inherited.is_some() && is_true(&entry.node, "optional") {
        requirement.groups.push("optional".to_owned());
    }
    Some(requirement)
}
