//! What a rule says of itself. Nothing in it can make a rule invalid, but what is wrong with the part that is for Maremma.

use std::sync::Arc;

use finding::Confidence;
use syntax::{Node, Value};

use super::reader::{Fault, Fields, Read, Reader, choice, suggestion, text_of};
use crate::rule::{Callable, Metadata, SourceModel};

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
        callable: callable(reader, &node)?,
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

fn callable(reader: &Reader, node: &Node) -> Read<Option<Callable>> {
    let Some(written) = node.at(&["maremma", "callable"]) else { return Ok(None) };
    let fields = Fields::of(written, reader.file, "`maremma.callable`")?;
    fields.only(&["package", "advisories"])?;
    let package = fields.required_text("package")?;
    if !package.as_str().starts_with("pkg:") {
        let message = format!("`package` should be a package URL such as `pkg:npm/lodash`, not `{package}`");
        return Err(Fault::new(package.span, message));
    }
    let advisories = fields.texts("advisories")?;
    if advisories.is_empty() {
        return Err(fields.missing("advisories"));
    }
    Ok(Some(Callable { package, advisories }))
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
