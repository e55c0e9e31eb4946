//! Rust: `Cargo.lock`.

use syntax::Node;

use super::{span, text};
use crate::tables::parse_toml;
use crate::{Dependency, Ecosystem, Input, Inventory, Origin, Package, origin};

/// Reads a lockfile of Cargo.
pub(crate) fn read(input: Input<'_>) -> Inventory {
    let document = parse_toml(input.file, input.text);
    let mut found = Inventory { notices: document.notices, ..Inventory::default() };
    let Some(root) = document.root else { return found };
    for node in root.get("package").and_then(Node::as_list).unwrap_or_default() {
        let Some(name) = node.get("name") else {
            found.malformed(span(input.file, node), "a package without a name");
            continue;
        };
        let at = span(input.file, name);
        let name = name.text().as_deref().unwrap_or_default().to_owned();
        let mut package = Package::new(Ecosystem::CratesIo, &name, Some(text(node, "version")), at);
        let place = text(node, "source");
        package.origin = match place.as_str() {
            "" => Origin::Path(String::new()),
            place if place.starts_with("git+") => origin::of_text(place).unwrap_or_default(),
            _ => Origin::Registry,
        };
        package.integrity = Some(text(node, "checksum")).filter(|sum| !sum.is_empty()).into_iter().collect();
        let edges = node.get("dependencies").and_then(Node::as_list).unwrap_or_default();
        package.dependencies = edges.iter().filter_map(Node::as_str).map(edge).collect();
        found.packages.push(package);
    }
    found
}

/// `name`, `name version` and `name version (source)`.
fn edge(text: &str) -> Dependency {
    let mut words = text.split(' ');
    let name = words.next().unwrap_or_default().to_owned();
    Dependency { name, range: words.next().unwrap_or_default().to_owned() }
}
