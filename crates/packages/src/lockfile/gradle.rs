//! Gradle: `gradle.lockfile`, and `verification-metadata.xml`, which lists all that a build ever downloads.

use roxmltree::Node;

use crate::text::lines;
use crate::{Ecosystem, Input, Inventory, Package, markup};

/// Reads a lockfile of Gradle: `group:artifact:version=configurations`, one package a line.
pub(crate) fn read(input: Input<'_>) -> Inventory {
    let mut found = Inventory::default();
    for line in lines(input.file, input.text) {
        let said = line.text.trim();
        // `empty=` lists the configurations that hold nothing.
        if said.is_empty() || said.starts_with('#') || said.starts_with("empty=") {
            continue;
        }
        let (coordinates, configurations) = said.split_once('=').unwrap_or((said, ""));
        match coordinates.split(':').collect::<Vec<_>>().as_slice() {
            [group, artifact, version] if [group, artifact, version].iter().all(|part| !part.is_empty()) => {
                let name = format!("{group}:{artifact}");
                let mut package = Package::new(Ecosystem::Maven, &name, Some((*version).to_owned()), line.span);
                package.groups = groups(configurations);
                found.packages.push(package);
            }
            _ => found.malformed(line.span, "neither `group:artifact:version=configurations` nor a comment"),
        }
    }
    found
}

/// What the configurations stand for: nothing but running where one of them is a class path of the run time, else
/// `test` for all of the tests and the names of the others.
fn groups(configurations: &str) -> Vec<String> {
    let names = configurations.split(',').map(str::trim).filter(|name| !name.is_empty());
    let (tests, others): (Vec<_>, Vec<_>) = names.partition(|name| name.starts_with("test") || name.contains("Test"));
    if others.iter().any(|name| name.to_lowercase().ends_with("runtimeclasspath")) {
        return Vec::new();
    }
    let tests = tests.first().map(|_| "test");
    let mut groups: Vec<String> = others.into_iter().chain(tests).map(str::to_owned).collect();
    groups.sort();
    groups.dedup();
    groups
}

/// Reads the checksums by which Gradle verifies downloads: packages in all their versions, plugins of the build too.
pub(crate) fn read_verification(input: Input<'_>) -> Inventory {
    let mut found = Inventory::default();
    let Some(document) = markup::parse(input, &mut found) else { return found };
    let root = document.root_element();
    if root.tag_name().name() != "verification-metadata" {
        found.malformed(markup::span(input.file, root), "no verification metadata of Gradle");
        return found;
    }
    let components = markup::child(root, "components");
    for component in components.into_iter().flat_map(|components| markup::children(components, "component")) {
        let attribute = |name: &str| component.attribute(name).filter(|value| !value.is_empty());
        let (Some(group), Some(name)) = (attribute("group"), attribute("name")) else {
            found.malformed(markup::span(input.file, component), "a component without group or name");
            continue;
        };
        let at = markup::attribute_span(input.file, component, "name");
        let name = format!("{group}:{name}");
        let mut package = Package::new(Ecosystem::Maven, &name, attribute("version").map(str::to_owned), at);
        package.integrity = checksums(component);
        found.packages.push(package);
    }
    found
}

/// `sha256:…` for each checksum of each file of a component; signatures are none.
fn checksums(component: Node<'_, '_>) -> Vec<String> {
    let sums = markup::children(component, "artifact").flat_map(|artifact| artifact.children());
    let sums = sums.filter(|sum| ["md5", "sha1", "sha256", "sha512"].contains(&sum.tag_name().name()));
    sums.filter_map(|sum| Some(format!("{}:{}", sum.tag_name().name(), sum.attribute("value")?))).collect()
}
