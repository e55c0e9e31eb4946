//! CycloneDX as JSON: versions 1.6 and 1.7 are written, 1.2 to 1.7 read.

mod document;
mod read;

use std::io::{self, Write};

use packages::{Ecosystem, Origin};

use crate::checksum::Checksum;
use crate::graph::{Graph, Node, Scope};
use crate::identity::{is_url, repository};
use crate::licence::Licence;
use crate::{Bom, SubjectKind, Tool};
use document::{
    Component, Dependency, Document, Evidence, Hash, LicenceChoice, LicenceName, Metadata, Occurrence, Property,
    Reference, Tools,
};
pub(crate) use read::read;

/// A version of CycloneDX that is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CycloneDxVersion {
    /// 1.6, which is ECMA-424 in its first edition.
    V1_6,
    /// 1.7.
    V1_7,
}

/// The reference of the subject. No package URL is equal to it.
const SUBJECT: &str = "subject";
/// The names of properties that have no field of their own.
const GROUP: &str = "maremma:group";
const CHECKSUM: &str = "maremma:checksum";
const KIND: &str = "maremma:kind";

/// Ids of list 3.29 of SPDX that the lists beside the schemas of 1.6 and 1.7 do not have; only an expression may name them.
const NEWER: [&str; 13] = [
    "BSD-2-Clause-pos-unchanged",
    "BSD-3-Clause-OpenWebUI",
    "BSD-Source-Code-no-disclaimer",
    "BSD-Source-alt-GPL",
    "BSD-ask-to-endorse",
    "Brian-Gladman-3-Clause-no-conversion",
    "Bugroff",
    "CC-BY-NC-3.0-IGO",
    "FDK-MPEG-H",
    "Hippocratic-3.0-core",
    "Informatica",
    "MVT-1.1",
    "atc-game",
];

/// Writes a document, with a line end behind it.
///
/// Each package is written once, sorted by its package URL. What the subject asks for itself is what it depends on; where no
/// file says so, that is what no other package needs.
///
/// # Errors
/// When `out` does not take it.
pub fn write(bom: &Bom, version: CycloneDxVersion, out: &mut dyn Write) -> io::Result<()> {
    let graph = Graph::new(&bom.components);
    let (schema, spec_version) = match version {
        CycloneDxVersion::V1_6 => ("http://cyclonedx.org/schema/bom-1.6.schema.json", "1.6"),
        CycloneDxVersion::V1_7 => ("http://cyclonedx.org/schema/bom-1.7.schema.json", "1.7"),
    };
    let document = Document {
        schema,
        bom_format: "CycloneDX",
        spec_version,
        serial_number: format!("urn:uuid:{}", bom.stamp.uuid_text()),
        version: 1,
        metadata: Metadata {
            timestamp: bom.stamp.time(),
            tools: Tools { components: [tool(&bom.tool)] },
            component: subject(bom),
        },
        components: graph.nodes.iter().map(component).collect(),
        dependencies: dependencies(&graph),
    };
    let mut text = serde_json::to_vec_pretty(&document)?;
    text.push(b'\n');
    out.write_all(&text)
}

fn tool(tool: &Tool) -> Component<'_> {
    Component {
        kind: "application",
        name: &tool.name,
        version: Some(&tool.version).filter(|version| !version.is_empty()).map(String::as_str),
        ..Component::default()
    }
}

fn subject(bom: &Bom) -> Component<'_> {
    let kind = Property { name: KIND, value: bom.subject.kind.name() };
    let is_part = bom.subject.kind != SubjectKind::Application;
    let said = bom.subject.properties.iter().map(|(name, value)| Property { name, value });
    Component {
        kind: "application",
        reference: Some(SUBJECT),
        name: &bom.subject.name,
        version: bom.subject.version.as_deref(),
        properties: is_part.then_some(kind).into_iter().chain(said).collect(),
        ..Component::default()
    }
}

fn component<'b>(node: &'b Node<'b>) -> Component<'b> {
    let (group, name) = group_and_name(node);
    let (hashes, others): (Vec<_>, Vec<_>) =
        node.integrity.iter().map(|text| Checksum::parse(text).ok_or(*text)).partition(Result::is_ok);
    let mut hashes: Vec<Checksum> = hashes.into_iter().flatten().collect();
    hashes.sort();
    hashes.dedup();
    let groups = node.groups.iter().map(|value| Property { name: GROUP, value });
    let checksums = others.into_iter().filter_map(Result::err).map(|value| Property { name: CHECKSUM, value });
    let occurrences: Vec<_> = node.found_in.iter().map(|location| Occurrence { location }).collect();
    Component {
        kind: "library",
        reference: Some(&node.reference),
        group,
        name,
        version: node.package.version.as_deref(),
        scope: Some(match node.scope {
            Scope::Required => "required",
            Scope::Optional => "optional",
            Scope::Excluded => "excluded",
        }),
        hashes: hashes.into_iter().map(Hash::from).collect(),
        licences: node.licence.map(licence).into_iter().collect(),
        purl: node.has_purl.then_some(node.reference.as_str()),
        references: reference(&node.package.origin).into_iter().collect(),
        properties: groups.chain(checksums).collect(),
        evidence: Some(Evidence { occurrences }).filter(|evidence| !evidence.occurrences.is_empty()),
    }
}

/// What CycloneDX parts as group and name. A module of Go is one name, as its own tools have it.
fn group_and_name<'b>(node: &Node<'b>) -> (Option<&'b str>, &'b str) {
    let written = node.package.written_name.as_str();
    let parted = match node.package.ecosystem {
        Ecosystem::Maven => written.split_once(':'),
        Ecosystem::Npm | Ecosystem::Packagist => written.split_once('/'),
        Ecosystem::PyPi
        | Ecosystem::Go
        | Ecosystem::RubyGems
        | Ecosystem::NuGet
        | Ecosystem::CratesIo
        | Ecosystem::Deb
        | Ecosystem::Apk
        | Ecosystem::Rpm => None,
    };
    parted.map_or((None, written), |(group, name)| (Some(group), name))
}

fn licence(text: &str) -> LicenceChoice {
    match Licence::parse(text) {
        Ok(licence) => match licence.id().filter(|id| !NEWER.contains(id)) {
            Some(id) => LicenceChoice::Licence(LicenceName::Id(id.to_owned())),
            None => LicenceChoice::Expression(licence.as_str().to_owned()),
        },
        Err(_) => LicenceChoice::Licence(LicenceName::Name(text.to_owned())),
    }
}

fn reference(origin: &Origin) -> Option<Reference> {
    let (kind, url) = match origin {
        Origin::Git { url, commit } => ("vcs", repository(url, commit.as_deref())),
        Origin::Url(url) => ("distribution", url.clone()),
        Origin::Registry | Origin::Path(_) => return None,
    };
    is_url(&url).then_some(Reference { kind, url })
}

fn dependencies<'g>(graph: &'g Graph<'_>) -> Vec<Dependency<'g>> {
    let references = |places: &[usize]| -> Vec<&'g str> {
        places.iter().filter_map(|place| graph.nodes.get(*place)).map(|node| node.reference.as_str()).collect()
    };
    let subject = Dependency { reference: SUBJECT, depends_on: references(&graph.roots) };
    let edges =
        graph.nodes.iter().map(|node| Dependency { reference: &node.reference, depends_on: references(&node.needs) });
    std::iter::once(subject).chain(edges).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(serde_json::to_string(&licence(text)).unwrap(), expected);
    }

    #[test]
    fn a_licence_is_an_id_an_expression_or_a_name() {
        check("MIT", r#"{"license":{"id":"MIT"}}"#);
        check("GPL-2.0", r#"{"license":{"id":"GPL-2.0-only"}}"#);
        check("MIT/ISC", r#"{"expression":"MIT OR ISC"}"#);
        check("LicenseRef-acme", r#"{"expression":"LicenseRef-acme"}"#);
        check("Acme License", r#"{"license":{"name":"Acme License"}}"#);
        for id in NEWER {
            check(id, &format!(r#"{{"expression":"{id}"}}"#));
        }
    }
}
