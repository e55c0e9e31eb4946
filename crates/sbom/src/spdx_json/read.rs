//! SPDX documents read into packages.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use finding::NoticeKind;
use syntax::Node;

use super::{DOCUMENT, UNKNOWN};
use crate::Component;
use crate::checksum::Checksum;
use crate::reading::{Found, items, text_of};

/// What one package needs another for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Need {
    Run,
    Optional,
    Test,
    Development,
}

/// That one element needs another.
struct Edge {
    from: Arc<str>,
    to: Arc<str>,
    need: Need,
}

/// Reads a document. The one package that it describes is the subject.
pub(crate) fn read(root: &Node, found: &mut Found) {
    let version = text_of(root, "spdxVersion").unwrap_or_default();
    if !["SPDX-2.2", "SPDX-2.3"].contains(&version.as_str()) {
        let message = format!("version `{version}` of SPDX is not known; it is read as one that is");
        found.note(root.get("spdxVersion"), NoticeKind::Unsupported, message);
    }
    let packages = items(root, "packages");
    let subject = subject(root);
    let mut ids: HashMap<Arc<str>, usize> = HashMap::new();
    for node in packages {
        let id = node.get("SPDXID").and_then(Node::text);
        if id.is_some() && id == subject {
            let subject = purl(node).and_then(|_| component(node, found));
            found.set_subject(subject);
            continue;
        }
        let place = component(node, found).map(|component| found.add(component));
        if let (Some(place), Some(id)) = (place, id) {
            ids.insert(id, place);
        }
    }
    let edges: Vec<Edge> = items(root, "relationships").iter().filter_map(edge).collect();
    for edge in &edges {
        if let (Some(from), Some(to)) = (ids.get(&edge.from), ids.get(&edge.to)) {
            found.need(*from, *to);
        }
    }
    if let Some(subject) = subject {
        let direct: Vec<usize> =
            edges.iter().filter(|edge| edge.from == subject).filter_map(|edge| ids.get(&edge.to).copied()).collect();
        if !direct.is_empty() {
            found.mark_direct(&direct);
        }
        set_groups(&subject, &edges, &ids, found);
    }
}

/// The id of what the document describes, if that is one thing.
fn subject(root: &Node) -> Option<Arc<str>> {
    let document = text_of(root, "SPDXID").unwrap_or_else(|| DOCUMENT.to_owned());
    let mut described: Vec<Arc<str>> = items(root, "documentDescribes").iter().filter_map(Node::text).collect();
    for relationship in items(root, "relationships") {
        let Some((from, kind, to)) = parts(relationship) else { continue };
        match &*kind {
            "DESCRIBES" if *from == *document => described.push(to),
            "DESCRIBED_BY" if *to == *document => described.push(from),
            _ => {}
        }
    }
    described.sort();
    described.dedup();
    match described.as_slice() {
        [one] => Some(Arc::clone(one)),
        _ => None,
    }
}

fn parts(relationship: &Node) -> Option<(Arc<str>, Arc<str>, Arc<str>)> {
    let text = |key: &str| relationship.get(key).and_then(Node::text);
    Some((text("spdxElementId")?, text("relationshipType")?, text("relatedSpdxElement")?))
}

fn edge(relationship: &Node) -> Option<Edge> {
    let (from, kind, to) = parts(relationship)?;
    let (is_turned, need) = match &*kind {
        "DEPENDS_ON" => (false, Need::Run),
        "DEPENDENCY_OF" | "RUNTIME_DEPENDENCY_OF" | "PROVIDED_DEPENDENCY_OF" => (true, Need::Run),
        "OPTIONAL_DEPENDENCY_OF" => (true, Need::Optional),
        "TEST_DEPENDENCY_OF" => (true, Need::Test),
        "DEV_DEPENDENCY_OF" | "BUILD_DEPENDENCY_OF" => (true, Need::Development),
        _ => return None,
    };
    Some(if is_turned { Edge { from: to, to: from, need } } else { Edge { from, to, need } })
}

/// The package URL of a package.
fn purl(node: &Node) -> Option<&Node> {
    let is_purl = |reference: &&Node| reference.get("referenceType").and_then(Node::as_str) == Some("purl");
    items(node, "externalRefs").iter().find(is_purl)?.get("referenceLocator")
}

fn component(node: &Node, found: &mut Found) -> Option<Component> {
    let Some(purl) = purl(node) else {
        if node.as_map().is_some() {
            found.unidentified(node);
        } else {
            found.note(Some(node), NoticeKind::Malformed, "a package that is no object");
        }
        return None;
    };
    let mut package = found.package(purl)?;
    package.version = package.version.or_else(|| text_of(node, "versionInfo"));
    if let Some(name) = text_of(node, "name").filter(|name| package.ecosystem.normalise(name) == package.name) {
        package.written_name = name;
    }
    let sum = |sum: &Node| Checksum::of_hexadecimal(&text_of(sum, "algorithm")?, &text_of(sum, "checksumValue")?);
    package.integrity = items(node, "checksums").iter().filter_map(sum).map(|sum| sum.to_string()).collect();
    let is_known = |licence: &String| licence != UNKNOWN && licence != "NONE";
    let licence = ["licenseConcluded", "licenseDeclared"].iter().find_map(|key| text_of(node, key).filter(is_known));
    Some(Component { package, licence, found_in: Vec::new() })
}

/// The groups of packages, by what leads to them from the subject: the strongest need of the weakest link. What nothing leads
/// to is taken to be needed to run.
fn set_groups(subject: &Arc<str>, edges: &[Edge], ids: &HashMap<Arc<str>, usize>, found: &mut Found) {
    let mut needed: HashMap<&str, Vec<&Edge>> = HashMap::new();
    for edge in edges {
        needed.entry(&edge.from).or_default().push(edge);
    }
    let mut reached: HashSet<&str> = HashSet::from([&**subject]);
    for need in [Need::Run, Need::Optional, Need::Test, Need::Development] {
        // What was reached with a stronger need may lead further with this one.
        let mut open: Vec<&str> = reached.iter().copied().collect();
        while let Some(from) = open.pop() {
            for edge in needed.get(from).into_iter().flatten().filter(|edge| edge.need <= need) {
                if !reached.insert(&edge.to) {
                    continue;
                }
                open.push(&edge.to);
                let component = ids.get(&edge.to).and_then(|place| found.components().get_mut(*place));
                let group = match need {
                    Need::Run => None,
                    Need::Optional => Some("optional"),
                    Need::Test => Some("test"),
                    Need::Development => Some("dev"),
                };
                if let Some(component) = component {
                    component.package.groups.extend(group.map(str::to_owned));
                }
            }
        }
    }
}
