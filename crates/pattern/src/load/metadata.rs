//! What a rule says of itself. Nothing in it can make a rule invalid, but a source model that is not known.

use std::sync::Arc;

use finding::Confidence;
use syntax::{Node, Value};

use super::reader::{Fault, Fields, Read, Reader, choice, suggestion, text_of};
use crate::rule::{Metadata, SourceModel};

/// Reads metadata, keeping all of it.
pub(super) fn metadata(reader: &Reader, node: Node) -> Read<Metadata> {
    let sources = match node.at(&["maremma", "sources"]) {
        Some(_) => sources(reader, &node)?,
        None => Vec::new(),
    };
    Ok(Metadata {
        cwe: texts(&node, "cwe").iter().filter_map(|text| cwe(text)).collect(),
        owasp: texts(&node, "owasp"),
        confidence: level(&node, "confidence"),
        likelihood: level(&node, "likelihood"),
        impact: level(&node, "impact"),
        category: texts(&node, "category").into_iter().next(),
        subcategory: texts(&node, "subcategory"),
        technology: texts(&node, "technology"),
        references: texts(&node, "references"),
        sources,
        written: Some(node),
    })
}

fn sources(reader: &Reader, node: &Node) -> Read<Vec<SourceModel>> {
    let Some(ours) = node.get("maremma") else { return Ok(Vec::new()) };
    let fields = Fields::of(ours, reader.file, "`metadata.maremma`")?;
    let names: Vec<&str> = SourceModel::ALL.iter().map(|(name, _)| *name).collect();
    let model = |text: &crate::Text| {
        let found = SourceModel::ALL.iter().find(|(name, _)| *name == text.as_str()).map(|(_, model)| *model);
        found.ok_or_else(|| {
            let near = suggestion(text.as_str(), names.iter().copied());
            Fault::new(text.span, format!("`maremma.sources` knows {}, not `{text}`{near}", choice(&names)))
        })
    };
    fields.texts("sources")?.iter().map(model).collect()
}

/// One text or a list of them.
fn texts(node: &Node, key: &str) -> Vec<Arc<str>> {
    let Some(node) = node.get(key) else { return Vec::new() };
    let text = |node: &Node| text_of(node, node.span()?, key).ok().map(|text| text.text);
    match &node.value {
        Value::List(items) => items.iter().filter_map(text).collect(),
        _ => text(node).into_iter().collect(),
    }
}

fn level(node: &Node, key: &str) -> Option<Confidence> {
    match &*node.get(key)?.text()?.trim().to_ascii_uppercase() {
        "LOW" => Some(Confidence::Low),
        "MEDIUM" => Some(Confidence::Medium),
        "HIGH" => Some(Confidence::High),
        _ => None,
    }
}

/// `CWE-89: Improper ...`, or the number alone.
fn cwe(text: &str) -> Option<u32> {
    let upper = text.trim().to_ascii_uppercase();
    let number = upper.strip_prefix("CWE").map_or(upper.as_str(), |rest| rest.trim_start_matches(['-', ' ', ':']));
    number.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}
