//! CycloneDX documents read into packages.

use std::collections::HashMap;
use std::sync::Arc;

use finding::NoticeKind;
use packages::Package;
use syntax::Node;

use super::{CHECKSUM, GROUP};
use crate::Component;
use crate::checksum::Checksum;
use crate::reading::{Found, items, text_of};

/// The versions that are known.
const VERSIONS: [&str; 6] = ["1.2", "1.3", "1.4", "1.5", "1.6", "1.7"];

/// Reads a document. What stands in `metadata` is the subject.
pub(crate) fn read(root: &Node, found: &mut Found) {
    let version = text_of(root, "specVersion").unwrap_or_default();
    if !VERSIONS.contains(&version.as_str()) {
        let message = format!("version `{version}` of CycloneDX is not known; it is read as one that is");
        found.note(root.get("specVersion"), NoticeKind::Unsupported, message);
    }
    if let Some(subject) = root.at(&["metadata", "component"]).filter(|subject| purl(subject).is_some()) {
        let subject = component(subject, found);
        found.set_subject(subject);
    }
    let mut references: HashMap<Arc<str>, usize> = HashMap::new();
    // Components nest, and the nesting is hostile input.
    let mut open: Vec<&Node> = items(root, "components").iter().rev().collect();
    while let Some(node) = open.pop() {
        open.extend(items(node, "components").iter().rev());
        let reference = node.get("bom-ref").and_then(Node::text);
        let place = component(node, found).map(|component| found.add(component));
        if let (Some(place), Some(reference)) = (place, reference) {
            references.insert(reference, place);
        }
    }
    read_dependencies(root, &references, found);
}

/// The package URL of a component.
fn purl(node: &Node) -> Option<&Node> {
    node.get("purl").filter(|purl| !purl.is_null())
}

fn component(node: &Node, found: &mut Found) -> Option<Component> {
    let Some(purl) = purl(node) else {
        if node.as_map().is_some() {
            found.unidentified(node);
        } else {
            found.note(Some(node), NoticeKind::Malformed, "a component that is no object");
        }
        return None;
    };
    let mut package = found.package(purl)?;
    package.version = package.version.or_else(|| text_of(node, "version"));
    name(node, &mut package);
    let hash = |hash: &Node| Checksum::of_hexadecimal(&text_of(hash, "alg")?, &text_of(hash, "content")?);
    package.integrity = items(node, "hashes").iter().filter_map(hash).map(|sum| sum.to_string()).collect();
    package.integrity.extend(properties(node, CHECKSUM));
    package.groups = groups(node);
    let occurrences = node.at(&["evidence", "occurrences"]).and_then(Node::as_list).unwrap_or_default();
    let found_in = occurrences.iter().filter_map(|occurrence| text_of(occurrence, "location")).collect();
    Some(Component { package, licence: licence(node), found_in })
}

/// The name as it was written, where it is the same as that of the package URL.
fn name(node: &Node, package: &mut Package) {
    let Some(name) = text_of(node, "name") else { return };
    let group = text_of(node, "group");
    let written = ["/", ":"].map(|separator| group.as_ref().map(|group| [group, separator, &name].concat()));
    let mut written = written.into_iter().flatten().chain([name]);
    if let Some(name) = written.find(|name| package.ecosystem.normalise(name) == package.name) {
        package.written_name = name;
    }
}

/// The groups: those that Maremma wrote, or else what other tools say of development, or else what the scope means.
fn groups(node: &Node) -> Vec<String> {
    let mut groups: Vec<String> = properties(node, GROUP).collect();
    if groups.is_empty() {
        let marks = ["cdx:npm:package:development", "cdx:composer:package:isDevRequirement"];
        let is_marked = marks.iter().any(|mark| properties(node, mark).any(|value| value == "true"));
        groups.extend(match text_of(node, "scope").as_deref() {
            _ if is_marked => Some("dev".to_owned()),
            Some("excluded") => Some("dev".to_owned()),
            Some("optional") => Some("optional".to_owned()),
            _ => None,
        });
    }
    groups.sort();
    groups.dedup();
    groups
}

/// The values of the properties of a name.
fn properties<'n>(node: &'n Node, name: &'n str) -> impl Iterator<Item = String> + 'n {
    let named = items(node, "properties")
        .iter()
        .filter(move |property| property.get("name").and_then(Node::as_str) == Some(name));
    named.filter_map(|property| text_of(property, "value"))
}

/// The licence: an expression, or ids and names of which all hold.
fn licence(node: &Node) -> Option<String> {
    let one = |choice: &Node| {
        let named = |key: &str| choice.get("license").and_then(|licence| text_of(licence, key));
        text_of(choice, "expression").or_else(|| named("id")).or_else(|| named("name"))
    };
    let mut all: Vec<String> = items(node, "licenses").iter().filter_map(one).collect();
    if all.len() > 1 {
        // A choice of two is one of the parts that must hold together.
        let has_choice = |text: &str| text.to_ascii_uppercase().contains(" OR ");
        all.iter_mut().filter(|text| has_choice(text)).for_each(|text| *text = format!("({text})"));
    }
    Some(all.join(" AND ")).filter(|text| !text.is_empty())
}

fn read_dependencies(root: &Node, references: &HashMap<Arc<str>, usize>, found: &mut Found) {
    let subject = root.at(&["metadata", "component", "bom-ref"]).and_then(Node::text);
    for edges in items(root, "dependencies") {
        let Some(from) = edges.get("ref").and_then(Node::text) else { continue };
        let places: Vec<usize> = items(edges, "dependsOn")
            .iter()
            .filter_map(|reference| references.get(&reference.text()?).copied())
            .collect();
        if Some(&from) == subject.as_ref() {
            found.mark_direct(&places);
        } else if let Some(place) = references.get(&from) {
            places.iter().for_each(|needed| found.need(*place, *needed));
        }
    }
}
