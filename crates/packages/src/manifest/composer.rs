//! Composer, of PHP: `composer.json`.

use syntax::{Node, parse_json};

use crate::nodes::key_span;
use crate::{Ecosystem, Input, Inventory, Requirement};

/// Reads a manifest of Composer.
pub(crate) fn read(input: Input<'_>) -> Inventory {
    let document = parse_json(input.file, input.text, input.limits);
    let mut found = Inventory { notices: document.notices, ..Inventory::default() };
    let Some(root) = document.root.filter(|root| root.as_map().is_some()) else {
        found.malformed_file(input.file, "no manifest of Composer: it holds no object");
        return found;
    };
    for (key, group) in [("require", None), ("require-dev", Some("dev"))] {
        let Some(asked) = root.get(key).and_then(Node::as_map) else { continue };
        for (name, entry) in asked.entries().filter(|(name, _)| !is_platform(name)) {
            let at = key_span(input.file, entry);
            let Some(range) = entry.node.text() else {
                found.malformed(at, format!("the range of `{name}` is no text"));
                continue;
            };
            let mut requirement = Requirement::new(Ecosystem::Packagist, name, &range, at);
            requirement.groups = group.map(str::to_owned).into_iter().collect();
            found.requirements.push(requirement);
        }
    }
    found
}

/// Whether a name is one of the platform, such as `php`, `ext-json` and `composer-runtime-api`: a package's name has a
/// vendor before a slash, and theirs have none.
pub(crate) fn is_platform(name: &str) -> bool {
    !name.contains('/')
}
