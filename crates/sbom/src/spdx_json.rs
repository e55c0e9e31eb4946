//! SPDX as JSON: version 2.3 is written, 2.2 and 2.3 read.

mod document;
mod read;

use std::collections::HashSet;
use std::io::{self, Write};

use packages::Origin;

use crate::Bom;
use crate::checksum::Checksum;
use crate::graph::{Graph, Node, Scope};
use crate::identity::{host, is_url, repository};
use crate::licence::Licence;
use document::{CreationInfo, Document, ExternalReference, Package, Relationship, Sum};
pub(crate) use read::read;

/// What SPDX writes where nothing is known.
const UNKNOWN: &str = "NOASSERTION";
/// The id of the document itself.
const DOCUMENT: &str = "SPDXRef-DOCUMENT";
/// The id of the subject. Those of packages begin in another way.
const SUBJECT: &str = "SPDXRef-Subject";

/// Writes a document, with a line end behind it. `namespace` is a URI that no other document has.
///
/// Each package is written once, sorted by its package URL. What the subject asks for itself is related to it as what it is:
/// needed to run, optional, or for development.
///
/// # Errors
/// When `out` does not take it.
pub fn write(bom: &Bom, namespace: &str, out: &mut dyn Write) -> io::Result<()> {
    let graph = Graph::new(&bom.components);
    let ids = ids(&graph);
    let document = Document {
        spdx_version: "SPDX-2.3",
        data_license: "CC0-1.0",
        id: DOCUMENT,
        name: &bom.subject.name,
        namespace,
        creation_info: CreationInfo {
            created: bom.stamp.time(),
            creators: [format!("Tool: {}-{}", bom.tool.name, bom.tool.version)],
        },
        packages: std::iter::once(subject(bom)).chain(graph.nodes.iter().zip(&ids).map(package)).collect(),
        relationships: relationships(&graph, &ids),
    };
    let mut text = serde_json::to_vec_pretty(&document)?;
    text.push(b'\n');
    out.write_all(&text)
}

/// An id for each node, of letters, digits, dots and hyphens.
fn ids(graph: &Graph<'_>) -> Vec<String> {
    let mut taken = HashSet::new();
    let letter = |c: char| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' };
    let id = |node: &Node<'_>| {
        let package = node.package;
        let version = package.version.as_deref().unwrap_or_default();
        let said: String =
            [package.ecosystem.purl_kind(), &package.written_name, version].join("-").chars().map(letter).collect();
        let id = format!("SPDXRef-Package-{}", said.trim_end_matches('-'));
        // Two names may differ in other characters alone.
        let numbered = (2..).map(|number: u32| format!("{id}-{number}"));
        let free = std::iter::once(id.clone()).chain(numbered).find(|id| !taken.contains(id)).unwrap_or(id);
        taken.insert(free.clone());
        free
    };
    graph.nodes.iter().map(id).collect()
}

fn subject(bom: &Bom) -> Package<'_> {
    let said = bom.subject.properties.iter().map(|(name, value)| format!("{name}: {value}"));
    let comment: Vec<String> = std::iter::once(bom.subject.kind.name().to_owned()).chain(said).collect();
    Package {
        name: &bom.subject.name,
        id: SUBJECT,
        version: bom.subject.version.as_deref(),
        purpose: "APPLICATION",
        comment: Some(comment.join("; ")),
        ..Package::default()
    }
}

fn package<'b>((node, id): (&'b Node<'b>, &'b String)) -> Package<'b> {
    let sums: Vec<_> = node.integrity.iter().map(|text| Checksum::parse(text).ok_or(*text)).collect();
    let others: Vec<&str> = sums.iter().filter_map(|sum| sum.as_ref().err().copied()).collect();
    let mut checksums: Vec<Checksum> = sums.iter().filter_map(|sum| sum.as_ref().ok().cloned()).collect();
    checksums.sort();
    checksums.dedup();
    let files: Vec<&str> = node.found_in.iter().copied().collect();
    let licence = node.licence.map(Licence::parse);
    // What another document explains would have to be explained in this one too.
    let declared = licence.and_then(Result::ok).filter(|licence| !licence.has_references());
    let is_lost = node.licence.is_some() && declared.is_none();
    Package {
        name: &node.package.written_name,
        id,
        version: node.package.version.as_deref(),
        download_location: location(&node.package.origin).into(),
        checksums: checksums.into_iter().map(Sum::from).collect(),
        licence_declared: declared.map_or(UNKNOWN.into(), |licence| licence.as_str().to_owned().into()),
        licence_comments: node.licence.filter(|_| is_lost).map(|text| format!("declared as: {text}")),
        external_references: node.has_purl.then_some(ExternalReference::purl(&node.reference)).into_iter().collect(),
        source: (!files.is_empty()).then(|| format!("named by {}", files.join(", "))),
        purpose: "LIBRARY",
        comment: (!others.is_empty()).then(|| format!("further checksums: {}", others.join(", "))),
        ..Package::default()
    }
}

/// Where a package can be had, if SPDX has a way of writing it: its hosts have a name and a domain of two to five letters.
fn location(origin: &Origin) -> String {
    let place = match origin {
        Origin::Git { url, commit } => repository(url, commit.as_deref()),
        Origin::Url(url) => url.clone(),
        Origin::Registry | Origin::Path(_) => UNKNOWN.to_owned(),
    };
    let domain = host(&place).and_then(|host| host.rsplit_once('.')).map(|(_, domain)| domain);
    let is_known = domain
        .is_some_and(|domain| matches!(domain.len(), 2..=5) && domain.bytes().all(|byte| byte.is_ascii_alphabetic()));
    if is_known && is_url(&place) { place } else { UNKNOWN.to_owned() }
}

fn relationships<'g>(graph: &'g Graph<'_>, ids: &'g [String]) -> Vec<Relationship<'g>> {
    let id = |place: &usize| ids.get(*place).map(String::as_str);
    let relate = |from, kind, to| Relationship { from, kind, to };
    let describes = relate(DOCUMENT, "DESCRIBES", SUBJECT);
    let roots = graph.roots.iter().filter_map(|place| {
        let (node, id) = (graph.nodes.get(*place)?, id(place)?);
        Some(match node.scope {
            Scope::Required => relate(SUBJECT, "DEPENDS_ON", id),
            Scope::Optional => relate(id, "OPTIONAL_DEPENDENCY_OF", SUBJECT),
            Scope::Excluded => relate(id, "DEV_DEPENDENCY_OF", SUBJECT),
        })
    });
    let edges = graph.nodes.iter().zip(ids).flat_map(|(node, from)| {
        node.needs.iter().filter_map(move |place| Some(relate(from.as_str(), "DEPENDS_ON", id(place)?)))
    });
    std::iter::once(describes).chain(roots).chain(edges).collect()
}
