//! Gradle: version catalogs such as `libs.versions.toml`. Plugins of the build are left out: they are never deployed.

use syntax::{Map, Node};

use super::LENGTH;
use crate::nodes::{key_span, span, text};
use crate::tables::read_toml;
use crate::{Ecosystem, Input, Inventory, Requirement};

/// Reads the libraries of a version catalog. The range of one that takes its version from elsewhere is empty.
pub(crate) fn read(input: Input<'_>) -> Inventory {
    let (mut found, root) = read_toml(input);
    let versions = root.get("versions").and_then(Node::as_map);
    let Some(libraries) = root.get("libraries").and_then(Node::as_map) else { return found };
    for (alias, entry) in libraries.entries() {
        let (at, name) = name(&entry.node);
        if !is_name(&name) {
            let message = format!("the library `{alias}` names no `group:artifact`");
            found.malformed(key_span(input.file, entry), message);
            continue;
        }
        let at = span(input.file, at);
        let range = match range(&entry.node, versions) {
            Ok(range) => {
                if range.is_empty() {
                    found.unresolved(at, format!("the version of `{name}` comes from a platform or a build script"));
                }
                range
            }
            Err(missing) => {
                found.unresolved(at, format!("the version `{missing}` is not in the catalog, or far too long for one"));
                String::new()
            }
        };
        found.requirements.push(Requirement::new(Ecosystem::Maven, &name, &range, at));
    }
    found
}

fn is_name(name: &str) -> bool {
    name.split_once(':').is_some_and(|(group, artifact)| !group.is_empty() && !artifact.is_empty())
}

/// `group:artifact` with the node that names it: of the short form, of `module`, or of `group` and `name`.
fn name(library: &Node) -> (&Node, String) {
    if let Some(short) = library.as_str() {
        let mut parts = short.split(':');
        let (group, artifact) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        return (library, format!("{group}:{artifact}"));
    }
    match library.get("module") {
        Some(module) => (module, text(library, "module")),
        None => {
            let name = format!("{}:{}", text(library, "group"), text(library, "name"));
            (library.get("name").unwrap_or(library), name)
        }
    }
}

/// The version of a library, or the name under which the catalog does not have it.
fn range(library: &Node, versions: Option<&Map>) -> Result<String, String> {
    if let Some(short) = library.as_str() {
        return Ok(short.splitn(3, ':').nth(2).unwrap_or_default().to_owned());
    }
    let Some(version) = library.get("version") else { return Ok(String::new()) };
    if version.get("ref").is_none() {
        return Ok(rich(version));
    }
    let name = text(version, "ref");
    let named = versions.and_then(|versions| versions.get(&name)).map(rich);
    named.filter(|version| version.len() <= LENGTH).ok_or(name)
}

/// A version, or the strongest wish of a rich one.
fn rich(version: &Node) -> String {
    if let Some(plain) = version.text() {
        return plain.to_string();
    }
    let wishes = ["strictly", "require", "prefer"].map(|wish| text(version, wish));
    wishes.into_iter().find(|wish| !wish.is_empty()).unwrap_or_default()
}
