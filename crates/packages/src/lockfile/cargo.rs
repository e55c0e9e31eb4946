//! Rust: `Cargo.lock`.

use syntax::Node;

use crate::nodes::{items, some_text, span, text};
use crate::tables::read_toml;
use crate::{Dependency, Ecosystem, Input, Inventory, Origin, Package, origin};

/// Reads a lockfile of Cargo.
pub(crate) fn read(input: Input<'_>) -> Inventory {
    let (mut found, root) = read_toml(input);
    for node in items(&root, "package") {
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
        package.integrity = some_text(node, "checksum").into_iter().collect();
        package.dependencies = items(node, "dependencies").iter().filter_map(Node::as_str).map(edge).collect();
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
