//! Equality that leaves out how the reference hashes API deployments: their ids become hashes of their API's definition.

use std::collections::HashMap;

use syntax::{Map, Node, Value};

use super::equality;

/// Whether two documents are equal once deployments are named alike.
pub fn equal(actual: &Node, expected: &Node) -> Result<(), String> {
    equality::equal(&normalised(actual), &normalised(expected))
}

struct Renamed {
    id: String,
    hash: String,
}

fn normalised(document: &Node) -> Node {
    let Some(resources) = document.get("Resources").and_then(Node::as_map) else { return document.clone() };
    let is_deployment = |node: &Node| node.get("Type").and_then(Node::as_str) == Some("AWS::ApiGateway::Deployment");
    let renamed: HashMap<String, Renamed> = resources
        .iter()
        .filter(|(_, node)| is_deployment(node))
        .filter_map(|(id, node)| Some((id.to_string(), rename(id, node, resources)?)))
        .collect();
    let mut document = document.clone();
    if let Some(Value::Map(resources)) =
        document.as_map_mut().and_then(|map| map.get_mut("Resources")).map(|n| &mut n.value)
    {
        *resources = std::mem::take(resources)
            .into_iter()
            .map(|(id, entry)| match renamed.get(&*id) {
                Some(new) => (new.id.as_str().into(), described(entry.node, new)),
                None => (id, entry.node),
            })
            .collect();
    }
    replace(&mut document, &renamed);
    document
}

fn rename(id: &str, deployment: &Node, resources: &Map) -> Option<Renamed> {
    let api = resources.get(deployment.at(&["Properties", "RestApiId", "Ref"])?.as_str()?)?;
    let definition = api.at(&["Properties", "Body"]).or_else(|| api.at(&["Properties", "BodyS3Location"]))?;
    let hash = sam::hash::sha1_hex(&sam::hash::compact_json(&equality::sorted(definition)));
    let stem = id.get(..id.len().checked_sub(10)?)?;
    Some(Renamed { id: format!("{stem}{}", sam::hash::digits(&hash, 10)), hash })
}

fn described(mut deployment: Node, new: &Renamed) -> Node {
    let properties = deployment.as_map_mut().and_then(|map| map.get_mut("Properties")).and_then(Node::as_map_mut);
    if let Some(description) = properties.and_then(|properties| properties.get_mut("Description")) {
        let text = description.as_str().unwrap_or_default();
        let kept = text.char_indices().rev().nth(39).map_or(text, |(at, _)| text.get(..at).unwrap_or(text));
        *description = Node::from_text(format!("{kept}{}", new.hash), description.origin.clone());
    }
    deployment
}

fn replace(node: &mut Node, renamed: &HashMap<String, Renamed>) {
    match &mut node.value {
        Value::Text(text) => {
            if let Some(new) = renamed.get(&**text) {
                *text = new.id.as_str().into();
            }
        }
        Value::List(items) => items.iter_mut().for_each(|item| replace(item, renamed)),
        Value::Map(map) => map.iter_mut().for_each(|(_, item)| replace(item, renamed)),
        _ => {}
    }
}
