//! Ignores in the metadata of templates, for JSON, which has no comments, and for whole resources.
//!
//! ```text
//! Metadata:
//!   maremma:
//!     ignore:
//!       - { rule: posture/open-http-route, reason: public by design, until: "2026-12-31" }
//! ```

use std::sync::Arc;

use source::{FileId, Limits, Span};
use syntax::{Dialect, Node};

use super::{Mark, Says, Scope, words};

/// The keys of an entry.
const KEYS: [&str; 3] = ["rule", "reason", "until"];

/// The ignores in the metadata of a template and of its resources.
pub(super) fn marks(file: FileId, path: &str, text: &str, limits: &Limits) -> Vec<Mark> {
    // Parsed only where it can matter.
    if !text.contains("maremma") || !text.contains("Metadata") {
        return Vec::new();
    }
    let document = syntax::parse_one(file, path, text, Dialect::CloudFormation, limits);
    let Some(root) = &document.root else { return Vec::new() };
    let mut marks = Vec::new();
    collect(file, root, &Scope::File, &mut marks);
    for (id, resource) in root.get("Resources").and_then(Node::as_map).into_iter().flat_map(syntax::Map::iter) {
        collect(file, resource, &Scope::Resource(Arc::clone(id)), &mut marks);
    }
    marks
}

fn collect(file: FileId, holder: &Node, scope: &Scope, marks: &mut Vec<Mark>) {
    let Some(maremma) = holder.at(&["Metadata", "maremma"]) else { return };
    let Some(list) = maremma.get("ignore") else {
        return marks.push(fault(file, maremma, scope, "`Metadata.maremma` has no `ignore`"));
    };
    match list.as_list() {
        Some(entries) => marks.extend(entries.iter().map(|entry| mark(file, entry, scope))),
        None => marks.push(fault(file, list, scope, "`Metadata.maremma.ignore` is not a list")),
    }
}

fn mark(file: FileId, entry: &Node, scope: &Scope) -> Mark {
    let Some(map) = entry.as_map() else {
        return fault(file, entry, scope, "an ignore is a mapping of `rule`, `reason` and, if it ends, `until`");
    };
    if let Some(key) = map.keys().find(|key| !KEYS.contains(&key.as_ref())) {
        return fault(file, entry, scope, &format!("`{key}` is none of `rule`, `reason`, `until`"));
    }
    let text = |key: &str| entry.get(key).and_then(Node::text);
    let rules = text("rule").map(|rule| rule.to_string()).into_iter().collect();
    let says = words::says(rules, text("reason").as_deref(), text("until").as_deref());
    Mark { span: span(file, entry), scope: scope.clone(), says }
}

fn fault(file: FileId, node: &Node, scope: &Scope, why: &str) -> Mark {
    Mark { span: span(file, node), scope: scope.clone(), says: Says::Nothing(why.to_owned()) }
}

fn span(file: FileId, node: &Node) -> Span {
    node.span().unwrap_or(Span::new(file, 0, 0))
}
