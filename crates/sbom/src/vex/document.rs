//! The shape of a document.

use serde::Serialize;

/// A document.
#[derive(Serialize)]
pub(super) struct Document<'v> {
    #[serde(rename = "@context")]
    pub context: &'static str,
    #[serde(rename = "@id")]
    pub id: String,
    pub author: &'v str,
    pub timestamp: String,
    pub version: u32,
    pub tooling: String,
    pub statements: Vec<StatementShape<'v>>,
}

/// A statement.
#[derive(Serialize)]
pub(super) struct StatementShape<'v> {
    pub vulnerability: VulnerabilityShape<'v>,
    pub products: Vec<ProductShape<'v>>,
    pub status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_notes: Option<&'v str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub justification: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub impact_statement: Option<&'v str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action_statement: Option<&'v str>,
}

/// A vulnerability by its names.
#[derive(Serialize)]
pub(super) struct VulnerabilityShape<'v> {
    pub name: &'v str,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    pub aliases: &'v [String],
}

/// A product, and the parts of it that are meant.
#[derive(Serialize)]
pub(super) struct ProductShape<'v> {
    #[serde(rename = "@id")]
    pub id: &'v str,
    pub subcomponents: Vec<PartShape<'v>>,
}

/// A part of a product.
#[derive(Serialize)]
pub(super) struct PartShape<'v> {
    #[serde(rename = "@id")]
    pub id: &'v str,
}
