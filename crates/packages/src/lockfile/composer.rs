//! Composer, of PHP: `composer.lock`. The file does not say which packages the project itself asks for.

use syntax::{Node, parse_json};

use crate::manifest::composer::is_platform;
use crate::nodes::{dependencies, span, text};
use crate::{Ecosystem, Input, Inventory, Origin, Package, licences};

/// Reads a lockfile of Composer.
pub(crate) fn read(input: Input<'_>) -> Inventory {
    let document = parse_json(input.file, input.text, input.limits);
    let mut found = Inventory { notices: document.notices, ..Inventory::default() };
    let Some(root) = document.root.filter(|root| root.as_map().is_some()) else {
        found.malformed_file(input.file, "no lockfile of Composer: it holds no object");
        return found;
    };
    for (list, group) in [("packages", None), ("packages-dev", Some("dev"))] {
        for node in root.get(list).and_then(Node::as_list).unwrap_or_default() {
            read_package(input, node, group, &mut found);
        }
    }
    found
}

fn read_package(input: Input<'_>, node: &Node, group: Option<&str>, found: &mut Inventory) {
    let Some(name) = node.get("name").filter(|name| name.as_str().is_some_and(|name| !name.is_empty())) else {
        return found.malformed(span(input.file, node), "a package without a name");
    };
    let (at, name) = (span(input.file, name), name.as_str().unwrap_or_default());
    let mut package = Package::new(Ecosystem::Packagist, name, Some(text(node, "version")), at);
    package.origin = origin_of(node);
    let sum = node.get("dist").map(|dist| text(dist, "shasum"));
    package.integrity = sum.filter(|sum| !sum.is_empty()).into_iter().collect();
    package.groups = group.map(str::to_owned).into_iter().collect();
    package.dependencies = dependencies(node, "require");
    package.dependencies.retain(|dependency| !is_platform(&dependency.name));
    package.licence = licences::of_composer(node);
    found.packages.push(package);
}

/// Where a package is taken from. A registry's package names a repository and an archive too, and beside them the
/// place that counts downloads, which no other package has.
fn origin_of(node: &Node) -> Origin {
    let of = |key: &str, part: &str| node.get(key).map(|place| text(place, part)).filter(|text| !text.is_empty());
    match (of("source", "url"), of("dist", "url")) {
        (_, Some(path)) if of("dist", "type").as_deref() == Some("path") => Origin::Path(path),
        _ if node.get("notification-url").is_some() => Origin::Registry,
        (Some(url), _) if of("source", "type").as_deref() == Some("git") => {
            Origin::Git { url, commit: of("source", "reference") }
        }
        (_, Some(url)) | (Some(url), None) => Origin::Url(url),
        (None, None) => Origin::Registry,
    }
}
