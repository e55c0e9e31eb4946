//! `DependsOn` of other resources, which connectors change.

use std::sync::Arc;

use source::Origin;
use syntax::{Map, Node};

use crate::values::logical_id_of;

/// Makes the resource `logical_id` wait for `awaited`.
pub(super) fn add(resources: &mut Map, logical_id: &str, awaited: &str, cause: &Origin) {
    let Some(resource) = resources.get_mut(logical_id).and_then(Node::as_map_mut) else { return };
    let present = resource.get("DependsOn").map(as_list).unwrap_or_default();
    let origin = resource.get("DependsOn").map_or_else(|| cause.clone(), |node| node.origin.clone());
    let awaited = Node::from_text(awaited, cause.clone());
    resource.insert("DependsOn", Node::from_list(with_missing(present, [awaited]), origin));
}

/// Makes every resource that waits for the connector wait for what was made from it.
pub(super) fn replace(resources: &mut Map, connector: &str, made: &[Arc<str>], cause: &Origin) {
    for (_, resource) in resources.iter_mut() {
        let Some(depends_on) = resource.as_map_mut().and_then(|map| map.get_mut("DependsOn")) else { continue };
        let mut present = as_list(depends_on);
        let Some(place) = present.iter().position(|node| node.as_str() == Some(connector)) else { continue };
        present.remove(place);
        let made = made.iter().map(|id| Node::from_text(Arc::clone(id), cause.clone()));
        *depends_on = Node::from_list(with_missing(present, made), depends_on.origin.clone());
    }
}

/// The event source mappings from one resource to a function.
pub(super) fn event_source_mappings(resources: &Map, source_id: &str, function_id: &str) -> Vec<Arc<str>> {
    let connects = |resource: &Node| {
        let names = |property: &str, id: &str| {
            resource.at(&["Properties", property]).and_then(logical_id_of).is_some_and(|found| found == id)
        };
        resource.get("Type").and_then(Node::as_str) == Some("AWS::Lambda::EventSourceMapping")
            && names("FunctionName", function_id)
            && names("EventSourceArn", source_id)
    };
    resources.iter().filter(|(_, resource)| connects(resource)).map(|(id, _)| Arc::clone(id)).collect()
}

fn as_list(node: &Node) -> Vec<Node> {
    node.as_list().map_or_else(|| vec![node.clone()], <[Node]>::to_vec)
}

fn with_missing(mut present: Vec<Node>, more: impl IntoIterator<Item = Node>) -> Vec<Node> {
    for node in more {
        if !present.contains(&node) {
            present.push(node);
        }
    }
    present
}
