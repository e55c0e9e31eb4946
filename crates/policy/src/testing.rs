//! Documents and their parts from short texts, for the tests of this crate.

use std::sync::Arc;

use source::Origin;
use syntax::{Map, Node};

use crate::document::{Condition, PolicyDocument, Sourced};
use crate::operator::Operator;

const HERE: Origin = Origin::Default("test");

/// A condition with one key.
pub(crate) fn condition(operator: &str, key: &str, values: &[&str]) -> Condition {
    let text = |text: &str| Sourced::new(Arc::from(text), HERE);
    Condition {
        operator: text(operator),
        meaning: Operator::parse(operator),
        key: text(key),
        values: values.iter().map(|value| text(value)).collect(),
        listed: true,
        origin: HERE,
    }
}

/// The document that a JSON text says; it must have no notices.
pub(crate) fn document(json: &str) -> PolicyDocument {
    let (document, notices) = PolicyDocument::parse(&node(json));
    assert!(notices.is_empty(), "{notices:?} in {json}");
    document
}

/// A document of version 2012-10-17 with these statements.
pub(crate) fn statements(json: &str) -> PolicyDocument {
    document(&format!(r#"{{"Version": "2012-10-17", "Statement": {json}}}"#))
}

/// The tree of a JSON text.
pub(crate) fn node(json: &str) -> Node {
    from_json(&serde_json::from_str(json).unwrap())
}

fn from_json(value: &serde_json::Value) -> Node {
    match value {
        serde_json::Value::Null => Node::null(HERE),
        serde_json::Value::Bool(value) => Node::from_bool(*value, HERE),
        serde_json::Value::Number(number) => Node::from_text(number.to_string(), HERE),
        serde_json::Value::String(text) => Node::from_text(text.as_str(), HERE),
        serde_json::Value::Array(items) => Node::from_list(items.iter().map(from_json).collect(), HERE),
        serde_json::Value::Object(fields) => {
            let map: Map = fields.iter().map(|(key, value)| (key.as_str(), from_json(value))).collect();
            Node::from_map(map, HERE)
        }
    }
}
