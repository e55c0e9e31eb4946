//! Python projects: `pyproject.toml`, by PEP 621 and PEP 735 and with the tables of poetry, PDM and uv.

mod groups;
mod poetry;

use std::collections::HashMap;

use syntax::{Entry, Node};

use super::pep508::parse_list;
use super::tabled;
use crate::nodes::{entries, is_true, items, text};
use crate::tables::read_toml;
use crate::{Ecosystem, Input, Inventory, Origin};

/// Reads what a project asks for. What only building it needs is left out.
pub(crate) fn read(input: Input<'_>) -> Inventory {
    let (mut found, root) = read_toml(input);
    if let Some(project) = root.get("project") {
        parse_list(input, items(project, "dependencies"), &[], &mut found);
        read_lists(input, project.get("optional-dependencies"), &mut found);
    }
    groups::read(input, root.get("dependency-groups"), &mut found);
    read_lists(input, root.at(&["tool", "pdm", "dev-dependencies"]), &mut found);
    if let Some(uv) = root.at(&["tool", "uv"]) {
        parse_list(input, items(uv, "dev-dependencies"), &["dev".to_owned()], &mut found);
        place(uv.get("sources"), &mut found);
    }
    if let Some(tool) = root.at(&["tool", "poetry"]) {
        poetry::read(input, tool, &mut found);
    }
    // An extra that takes in others asks for the project itself.
    let own = root.get("project").map(|project| Ecosystem::PyPi.normalise(&text(project, "name")));
    found.requirements.retain(|requirement| Some(&requirement.name) != own.as_ref());
    found
}

/// Lists of requirements, each under the name of its group.
fn read_lists(input: Input<'_>, lists: Option<&Node>, found: &mut Inventory) {
    for (group, list) in entries(lists) {
        parse_list(input, list.node.as_list().unwrap_or_default(), &[group.to_owned()], found);
    }
}

/// Takes in where uv is told to find packages.
fn place(sources: Option<&Node>, found: &mut Inventory) {
    let origin_of = |source: &Node| {
        let workspace = is_true(source, "workspace").then(|| Origin::Path(String::new()));
        tabled::origin_of(source).or(workspace)
    };
    let origin_of = |(name, source): (&str, &Entry)| Some((Ecosystem::PyPi.normalise(name), origin_of(&source.node)?));
    let origins: HashMap<_, _> = entries(sources).filter_map(origin_of).collect();
    for requirement in &mut found.requirements {
        if let Some(origin) = origins.get(&requirement.name) {
            requirement.origin.clone_from(origin);
        }
    }
}
