//! The tables of poetry, whose ranges have carets and tildes of their own.

use std::collections::{BTreeSet, HashMap};

use finding::{Notice, NoticeKind};
use syntax::Node;

use crate::manifest::tabled;
use crate::nodes::{entries, key_span};
use crate::{Ecosystem, Input, Inventory};

/// Reads `[tool.poetry]`.
pub(super) fn read(input: Input<'_>, tool: &Node, found: &mut Inventory) {
    let start = found.requirements.len();
    read_table(input, tool.get("dependencies"), None, found);
    // An optional dependency is in the groups of the extras that list it.
    let (extras, mut rest) = (extras(tool), input.limits.nodes);
    for requirement in found.requirements.iter_mut().skip(start).filter(|requirement| !requirement.groups.is_empty()) {
        let Some(extras) = extras.get(&requirement.name) else { continue };
        let Some(left) = rest.checked_sub(extras.len()) else {
            let message = "too many extras; the rest of the optional dependencies is only known as such";
            found.notices.push(Notice::at(requirement.span, NoticeKind::Limit, message));
            break;
        };
        rest = left;
        requirement.groups = extras.iter().map(|extra| (*extra).to_owned()).collect();
    }
    read_table(input, tool.get("dev-dependencies"), Some("dev"), found);
    for (group, entry) in entries(tool.get("group")) {
        read_table(input, entry.node.get("dependencies"), Some(group), found);
    }
}

fn read_table(input: Input<'_>, table: Option<&Node>, group: Option<&str>, found: &mut Inventory) {
    for (name, entry) in entries(table).filter(|(name, _)| *name != "python") {
        // A list has a description for each of several conditions.
        let descriptions = entry.node.as_list().unwrap_or(std::slice::from_ref(&entry.node));
        for description in descriptions {
            let at = key_span(input.file, entry);
            let requirement = tabled::read(Ecosystem::PyPi, name, description, at, found);
            let Some(mut requirement) = requirement else { continue };
            if requirement.range == "*" {
                requirement.range.clear();
            }
            requirement.groups.extend(group.map(str::to_owned));
            requirement.groups.sort();
            found.requirements.push(requirement);
        }
    }
}

/// The extras that list each package, by its name as it is compared.
fn extras(tool: &Node) -> HashMap<String, BTreeSet<&str>> {
    let mut extras: HashMap<String, BTreeSet<&str>> = HashMap::new();
    for (extra, list) in entries(tool.get("extras")) {
        let names = list.node.as_list().unwrap_or_default().iter().filter_map(Node::as_str);
        names.for_each(|name| _ = extras.entry(Ecosystem::PyPi.normalise(name)).or_default().insert(extra));
    }
    extras
}
