//! Documents of OpenVEX, read into statements: those of 0.2.0, and of 0.0.1, which has texts where later ones have objects.

use std::sync::Arc;

use finding::{Notice, NoticeKind};
use packages::Purl;
use source::{FileId, Limits, LineIndex, Span};
use syntax::{Node, parse_json};

use super::{Statement, Status};
use crate::reading::{items, text_of};

/// What a document says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct VexReading {
    /// Its statements, the earlier ones first.
    pub statements: Vec<Statement>,
    /// What is wrong with it, with its place in the text: any makes it unfit for use, as who hands in a document means all of it.
    pub faults: Vec<Notice>,
}

struct Reader<'t> {
    path: &'t str,
    lines: LineIndex,
    found: VexReading,
}

/// Reads a document; `path` is what statements call it.
pub fn read_vex(file: FileId, path: &str, text: &str, limits: &Limits) -> VexReading {
    let document = parse_json(file, text, limits);
    let faults = document.notices.into_iter().filter(|notice| notice.kind.is_incomplete()).collect();
    let mut reader = Reader { path, lines: LineIndex::new(text), found: VexReading { statements: Vec::new(), faults } };
    let whole = Span::new(file, 0, 0);
    let Some(root) = document.root.filter(|root| root.as_map().is_some()) else {
        reader.fault(whole, "no document of OpenVEX: it holds no object");
        return reader.found;
    };
    let is_openvex = text_of(&root, "@context").is_some_and(|context| context.contains("openvex.dev/ns"));
    if !is_openvex || root.get("statements").is_none_or(|list| list.as_list().is_none()) {
        reader.fault(whole, "no document of OpenVEX: `@context` is not that of OpenVEX, or `statements` is no list");
        return reader.found;
    }
    let mut dated = Vec::new();
    for node in items(&root, "statements") {
        let time = text_of(node, "timestamp").or_else(|| text_of(&root, "timestamp")).unwrap_or_default();
        if let Some(statement) = reader.statement(node, node.span().unwrap_or(whole)) {
            dated.push((time, statement));
        }
    }
    // What was said later is stronger. Times in other zones than UTC cannot be compared as texts.
    if dated.iter().all(|(time, _)| time.ends_with('Z')) {
        dated.sort_by(|(one, _), (other, _)| one.cmp(other));
    }
    reader.found.statements = dated.into_iter().map(|(_, statement)| statement).collect();
    reader.found
}

impl Reader<'_> {
    fn fault(&mut self, span: Span, message: impl Into<String>) {
        self.found.faults.push(Notice::at(span, NoticeKind::Malformed, message));
    }

    fn statement(&mut self, node: &Node, span: Span) -> Option<Statement> {
        let names = names(node);
        if names.is_empty() {
            self.fault(span, "a statement without a vulnerability");
            return None;
        }
        let said = text_of(node, "status").unwrap_or_default();
        let Some(status) = Status::ALL.into_iter().find(|status| status.name() == said) else {
            self.fault(node.get("status").and_then(Node::span).unwrap_or(span), format!("`{said}` is no status"));
            return None;
        };
        let texts = ["justification", "impact_statement", "status_notes"].map(|key| text_of(node, key));
        let reason: Vec<String> = texts.into_iter().flatten().collect();
        if status == Status::NotAffected && reason.is_empty() {
            self.fault(span, "`not_affected` needs a `justification` or an `impact_statement`");
        }
        Some(Statement {
            path: self.path.to_owned(),
            line: self.lines.line(span.start),
            names,
            packages: packages(node),
            status,
            reason: reason.join(": "),
        })
    }
}

/// The names of the vulnerability: its own, its aliases, and the last part of its address.
fn names(node: &Node) -> Vec<String> {
    let Some(vulnerability) = node.get("vulnerability") else { return Vec::new() };
    if let Some(name) = vulnerability.as_str() {
        return vec![name.to_owned()];
    }
    let address = text_of(vulnerability, "@id").and_then(|id| id.rsplit('/').next().map(str::to_owned));
    let aliases = items(vulnerability, "aliases").iter().filter_map(Node::text).map(|text: Arc<str>| text.to_string());
    let mut names: Vec<String> = text_of(vulnerability, "name").into_iter().chain(aliases).chain(address).collect();
    names.retain(|name| !name.is_empty());
    names.dedup();
    names
}

/// The package URLs of what a statement is about. A product with parts is meant for its parts alone.
fn packages(node: &Node) -> Vec<Purl> {
    // In 0.0.1 the parts stood beside the products.
    let beside: Vec<Purl> = items(node, "subcomponents").iter().flat_map(purls).collect();
    if !beside.is_empty() {
        return beside;
    }
    let meant = |product: &Node| -> Vec<Purl> {
        match items(product, "subcomponents") {
            [] => purls(product),
            parts => parts.iter().flat_map(purls).collect(),
        }
    };
    items(node, "products").iter().flat_map(meant).collect()
}

/// The package URLs of a product or a part: its id, if it is one, and its identifier.
fn purls(node: &Node) -> Vec<Purl> {
    let identifier = node.at(&["identifiers", "purl"]).and_then(Node::text).map(|text| text.to_string());
    let texts = node.as_str().map(str::to_owned).into_iter().chain(text_of(node, "@id")).chain(identifier);
    texts.filter_map(|text| text.parse().ok()).collect()
}
