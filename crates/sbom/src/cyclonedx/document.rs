//! The parts of a CycloneDX document that Maremma writes, under the names of the specification.

use serde::Serialize;

use crate::checksum::Checksum;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Document<'b> {
    #[serde(rename = "$schema")]
    pub schema: &'static str,
    pub bom_format: &'static str,
    pub spec_version: &'static str,
    pub serial_number: String,
    pub version: u32,
    pub metadata: Metadata<'b>,
    pub components: Vec<Component<'b>>,
    pub dependencies: Vec<Dependency<'b>>,
}

#[derive(Serialize)]
pub(super) struct Metadata<'b> {
    pub timestamp: String,
    pub tools: Tools<'b>,
    pub component: Component<'b>,
}

#[derive(Serialize)]
pub(super) struct Tools<'b> {
    pub components: [Component<'b>; 1],
}

#[derive(Serialize, Default)]
pub(super) struct Component<'b> {
    #[serde(rename = "type")]
    pub kind: &'static str,
    #[serde(rename = "bom-ref", skip_serializing_if = "Option::is_none")]
    pub reference: Option<&'b str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<&'b str>,
    pub name: &'b str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<&'b str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub hashes: Vec<Hash>,
    #[serde(rename = "licenses", skip_serializing_if = "Vec::is_empty")]
    pub licences: Vec<LicenceChoice>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purl: Option<&'b str>,
    #[serde(rename = "externalReferences", skip_serializing_if = "Vec::is_empty")]
    pub references: Vec<Reference>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub properties: Vec<Property<'b>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Evidence<'b>>,
}

#[derive(Serialize)]
pub(super) struct Hash {
    #[serde(rename = "alg")]
    pub algorithm: &'static str,
    pub content: String,
}

/// A document has either ids and names, or one expression.
#[derive(Serialize)]
pub(super) enum LicenceChoice {
    #[serde(rename = "license")]
    Licence(LicenceName),
    #[serde(rename = "expression")]
    Expression(String),
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum LicenceName {
    Id(String),
    Name(String),
}

#[derive(Serialize)]
pub(super) struct Reference {
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub url: String,
}

#[derive(Serialize)]
pub(super) struct Property<'b> {
    pub name: &'b str,
    pub value: &'b str,
}

#[derive(Serialize)]
pub(super) struct Evidence<'b> {
    pub occurrences: Vec<Occurrence<'b>>,
}

#[derive(Serialize)]
pub(super) struct Occurrence<'b> {
    pub location: &'b str,
}

#[derive(Serialize)]
pub(super) struct Dependency<'b> {
    #[serde(rename = "ref")]
    pub reference: &'b str,
    #[serde(rename = "dependsOn", skip_serializing_if = "Vec::is_empty")]
    pub depends_on: Vec<&'b str>,
}

impl From<Checksum> for Hash {
    fn from(sum: Checksum) -> Self {
        Self { algorithm: sum.algorithm().cyclonedx(), content: sum.digits().to_owned() }
    }
}
