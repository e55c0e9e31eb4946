//! pipenv: `Pipfile`.

use super::tabled;
use crate::nodes::{entries, key_span, some_text};
use crate::tables::read_toml;
use crate::{Ecosystem, Input, Inventory};

/// Tables that list no packages; every other one is a category of the project's own.
const OTHERS: [&str; 5] = ["source", "requires", "scripts", "pipenv", "pipfile"];

/// Markers that may stand as keys of their own.
const MARKERS: [&str; 11] = [
    "os_name",
    "sys_platform",
    "platform_machine",
    "platform_python_implementation",
    "platform_release",
    "platform_system",
    "platform_version",
    "python_version",
    "python_full_version",
    "implementation_name",
    "implementation_version",
];

/// Reads the manifest of pipenv.
pub(crate) fn read(input: Input<'_>) -> Inventory {
    let (mut found, root) = read_toml(input);
    for (table, list) in entries(Some(&root)).filter(|(table, _)| !OTHERS.contains(table)) {
        for (name, entry) in entries(Some(&list.node)) {
            let at = key_span(input.file, entry);
            let requirement = tabled::read(Ecosystem::PyPi, name, &entry.node, at, &mut found);
            let Some(mut requirement) = requirement else { continue };
            if requirement.range == "*" {
                requirement.range.clear();
            }
            let marker = |key: &&str| some_text(&entry.node, key).map(|range| format!("{key} {range}"));
            let written = Some(requirement.condition).filter(|condition| !condition.is_empty());
            let conditions = written.into_iter().chain(MARKERS.iter().filter_map(marker));
            requirement.condition = conditions.collect::<Vec<_>>().join(" and ");
            requirement.groups.extend(group_of(table));
            found.requirements.push(requirement);
        }
    }
    found
}

/// What the packages of a table are needed for; nothing for those that run the project.
fn group_of(table: &str) -> Option<String> {
    match table {
        "packages" => None,
        "dev-packages" => Some("dev".to_owned()),
        category => Some(category.to_owned()),
    }
}
