//! The parts of an SPDX document that Maremma writes, under the names of the specification.

use std::borrow::Cow;

use serde::Serialize;

use super::UNKNOWN;
use crate::checksum::Checksum;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Document<'b> {
    pub spdx_version: &'static str,
    pub data_license: &'static str,
    #[serde(rename = "SPDXID")]
    pub id: &'static str,
    pub name: &'b str,
    #[serde(rename = "documentNamespace")]
    pub namespace: &'b str,
    pub creation_info: CreationInfo,
    pub packages: Vec<Package<'b>>,
    pub relationships: Vec<Relationship<'b>>,
}

#[derive(Serialize)]
pub(super) struct CreationInfo {
    pub created: String,
    pub creators: [String; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Package<'b> {
    pub name: &'b str,
    #[serde(rename = "SPDXID")]
    pub id: &'b str,
    #[serde(rename = "versionInfo", skip_serializing_if = "Option::is_none")]
    pub version: Option<&'b str>,
    pub supplier: &'static str,
    pub download_location: Cow<'static, str>,
    pub files_analyzed: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub checksums: Vec<Sum>,
    #[serde(rename = "sourceInfo", skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    #[serde(rename = "licenseConcluded")]
    pub licence_concluded: &'static str,
    #[serde(rename = "licenseDeclared")]
    pub licence_declared: Cow<'static, str>,
    #[serde(rename = "licenseComments", skip_serializing_if = "Option::is_none")]
    pub licence_comments: Option<String>,
    pub copyright_text: &'static str,
    #[serde(rename = "externalRefs", skip_serializing_if = "Vec::is_empty")]
    pub external_references: Vec<ExternalReference<'b>>,
    #[serde(rename = "primaryPackagePurpose")]
    pub purpose: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

#[derive(Serialize)]
pub(super) struct Sum {
    pub algorithm: &'static str,
    #[serde(rename = "checksumValue")]
    pub value: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ExternalReference<'b> {
    reference_category: &'static str,
    reference_type: &'static str,
    reference_locator: &'b str,
}

#[derive(Serialize)]
pub(super) struct Relationship<'b> {
    #[serde(rename = "spdxElementId")]
    pub from: &'b str,
    #[serde(rename = "relationshipType")]
    pub kind: &'static str,
    #[serde(rename = "relatedSpdxElement")]
    pub to: &'b str,
}

impl Default for Package<'_> {
    /// A package of which nothing is known.
    fn default() -> Self {
        Self {
            name: "",
            id: "",
            version: None,
            supplier: UNKNOWN,
            download_location: UNKNOWN.into(),
            files_analyzed: false,
            checksums: Vec::new(),
            source: None,
            licence_concluded: UNKNOWN,
            licence_declared: UNKNOWN.into(),
            licence_comments: None,
            copyright_text: UNKNOWN,
            external_references: Vec::new(),
            purpose: "OTHER",
            comment: None,
        }
    }
}

impl From<Checksum> for Sum {
    fn from(sum: Checksum) -> Self {
        Self { algorithm: sum.algorithm().spdx(), value: sum.digits().to_owned() }
    }
}

impl<'b> ExternalReference<'b> {
    pub(super) fn purl(purl: &'b str) -> Self {
        Self { reference_category: "PACKAGE-MANAGER", reference_type: "purl", reference_locator: purl }
    }
}
