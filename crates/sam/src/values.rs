//! Questions about values, as the format's semantics ask them.

use source::Origin;
use syntax::{Map, Node, Value, node};

/// Whether a value counts as set and not empty: not null, `false`, zero, or an empty text or collection.
pub fn truthy(node: &Node) -> bool {
    match &node.value {
        Value::Null => false,
        Value::Bool(value) => *value,
        Value::Int(value) => *value != 0,
        Value::Float(value) => *value != 0.0,
        Value::Text(text) => !text.is_empty(),
        Value::List(items) => !items.is_empty(),
        Value::Map(map) => !map.is_empty(),
    }
}

/// The value, if there is one that is not null.
pub fn some(node: Option<&Node>) -> Option<&Node> {
    node.filter(|node| !node.is_null())
}

/// The value, if it is [`truthy`].
pub fn set(node: Option<&Node>) -> Option<&Node> {
    node.filter(|node| truthy(node))
}

/// Whether a value is an intrinsic function: `Ref`, `Condition` or `Fn::…` as the only key.
pub fn is_intrinsic(node: &Node) -> bool {
    node.single().is_some_and(|(key, _)| matches!(&**key, "Ref" | "Condition") || key.starts_with("Fn::"))
}

/// The arguments, if the value is an `Fn::If`.
pub fn intrinsic_if(node: &Node) -> Option<&Node> {
    node.single().filter(|(key, _)| &***key == "Fn::If").map(|(_, arguments)| arguments)
}

/// Whether a value is `Ref: AWS::NoValue`.
pub fn is_no_value(node: &Node) -> bool {
    node.single().is_some_and(|(key, name)| &**key == "Ref" && name.as_str() == Some("AWS::NoValue"))
}

/// The logical id a `Ref` or `Fn::GetAtt` names.
pub fn logical_id_of(node: &Node) -> Option<&str> {
    if !is_intrinsic(node) {
        return None;
    }
    if let Some(id) = node.get("Ref").and_then(Node::as_str) {
        return Some(id);
    }
    let target = node.get("Fn::GetAtt")?;
    match &target.value {
        Value::List(items) if items.len() == 2 => items.first()?.as_str(),
        Value::Text(text) => text.split_once('.').filter(|(_, rest)| !rest.contains('.')).map(|(id, _)| id),
        _ => None,
    }
}

/// `Ref`.
pub fn reference(logical_id: &str, origin: &Origin) -> Node {
    node!(origin; { "Ref": (logical_id) })
}

/// `Fn::GetAtt`.
pub fn attribute(logical_id: &str, name: &str, origin: &Origin) -> Node {
    node!(origin; { "Fn::GetAtt": [(logical_id), (name)] })
}

/// `Fn::Sub` without variables.
pub fn sub(text: impl Into<String>, origin: &Origin) -> Node {
    node!(origin; { "Fn::Sub": (text.into()) })
}

/// `Fn::If`.
pub fn conditional(condition: Node, then: Node, otherwise: Node, origin: &Origin) -> Node {
    node!(origin; { "Fn::If": [(condition), (then), (otherwise)] })
}

/// `Ref: AWS::NoValue`.
pub fn no_value(origin: &Origin) -> Node {
    reference("AWS::NoValue", origin)
}

/// The negation of a named condition.
pub fn not(condition: impl syntax::IntoNode, origin: &Origin) -> Node {
    node!(origin; { "Fn::Not": [{ "Condition": (condition) }] })
}

/// The value of `key`, set to `make()` first if it is absent or null.
pub fn filled<'m>(map: &'m mut Map, key: &str, make: impl FnOnce() -> Node) -> &'m mut Node {
    if map.get(key).is_some_and(Node::is_null) {
        map.remove(key);
    }
    map.get_or_insert_with(key, make)
}
