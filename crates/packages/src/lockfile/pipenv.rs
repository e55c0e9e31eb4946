//! pipenv: `Pipfile.lock`.

use std::collections::HashSet;

use syntax::Entry;

use crate::manifest::tabled;
use crate::nodes::{entries, items, json_object, key_span, text};
use crate::{Ecosystem, Input, Inventory, Package};

/// Reads a lockfile of pipenv.
pub(crate) fn read(input: Input<'_>) -> Inventory {
    let (mut found, root) = json_object(input, "lockfile of pipenv");
    let mut needed_to_run = HashSet::new();
    for (category, list) in entries(root.as_ref()).filter(|(category, _)| *category != "_meta") {
        for (name, entry) in entries(Some(&list.node)) {
            if entry.node.as_map().is_none() {
                found.malformed(key_span(input.file, entry), format!("`{name}` is no description of a package"));
                continue;
            }
            let mut package = read_package(input, name, entry);
            if category == "default" {
                needed_to_run.insert((package.name.clone(), package.version.clone()));
            } else {
                package.groups.push(if category == "develop" { "dev" } else { category }.to_owned());
            }
            found.packages.push(package);
        }
    }
    // What runs the project is written down again for each category that needs it too.
    found.packages.retain(|package| {
        package.groups.is_empty() || !needed_to_run.contains(&(package.name.clone(), package.version.clone()))
    });
    found
}

fn read_package(input: Input<'_>, name: &str, entry: &Entry) -> Package {
    let version = text(&entry.node, "version").strip_prefix("==").map(str::to_owned);
    let mut package = Package::new(Ecosystem::PyPi, name, version, key_span(input.file, entry));
    package.origin = tabled::origin_of(&entry.node).unwrap_or_default();
    package.integrity =
        items(&entry.node, "hashes").iter().filter_map(|hash| Some(hash.as_str()?.to_owned())).collect();
    package
}
