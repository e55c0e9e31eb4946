//! The order in which Python 2.7 would walk resources and events.
//!
//! The paths of an API document are added in this order, and the document's hash shows it. The order holds for templates
//! with a REST API, and for those whose HTTP APIs have a default authorizer.

use std::collections::HashMap;
use std::sync::Arc;

use source::Origin;
use syntax::{Entry, Map, Node};

use crate::py27::{Dict, Doc, Key};
use crate::values;

/// The keys of a mapping of the template, in the order Python walks them.
#[derive(Debug, Clone)]
pub(super) struct Order {
    keys: Dict,
}

impl Order {
    /// The order of a mapping as written, or as Python 2.7 keeps it.
    pub(super) fn of(map: &Map, python27: bool) -> Self {
        let here = Origin::Default("order");
        let mut keys = if python27 { Dict::new(&here) } else { Dict::plain(&here) };
        map.keys().for_each(|key| keys.insert(Key::unicode(key.clone()), Doc::null(&here)));
        Self { keys }
    }

    pub(super) fn keys(&self) -> Vec<Arc<str>> {
        self.keys.keys().into_iter().map(|key| key.text).collect()
    }

    pub(super) fn add(&mut self, key: &str) {
        self.keys.insert(key, Doc::null(&Origin::Default("order")));
    }

    pub(super) fn remove(&mut self, key: &str) {
        self.keys.remove(key);
    }

    /// The keys that satisfy `keep`, in the order of a dictionary of their own.
    pub(super) fn filtered(&self, mut keep: impl FnMut(&str) -> bool) -> Self {
        let mut keys = Dict::new(&self.keys.origin);
        for (key, value) in self.keys.iter().filter(|(key, _)| keep(&key.text)) {
            keys.insert(key, value.clone());
        }
        Self { keys }
    }

    /// Writes keys that were taken from here back, as Python's `update` does.
    pub(super) fn write_back(&mut self, taken: &Self) {
        self.keys.update(&taken.keys);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Sorts a mapping into this order.
    pub(super) fn apply(&self, map: &mut Map) {
        let mut entries: HashMap<Arc<str>, Entry> = std::mem::take(map).into_iter().collect();
        for key in self.keys() {
            if let Some(entry) = entries.remove(&key) {
                map.insert_at(key, entry.key, entry.node);
            }
        }
    }
}

/// Whether Python 2.7's order holds for the template.
pub(super) fn is_python27(template: &Map) -> bool {
    has_rest_api(template) || has_http_api_with_default_authorizer(template)
}

fn resources(template: &Map) -> impl Iterator<Item = &Node> {
    template.get("Resources").and_then(Node::as_map).into_iter().flat_map(Map::values)
}

fn has_type(resource: &Node, name: &str) -> bool {
    resource.get("Type").and_then(Node::as_str) == Some(name)
}

fn has_event(resource: &Node, name: &str) -> bool {
    let events = resource.at(&["Properties", "Events"]).and_then(Node::as_map);
    events.into_iter().flat_map(Map::values).any(|event| has_type(event, name))
}

fn has_rest_api(template: &Map) -> bool {
    resources(template).any(|resource| {
        let calls =
            has_type(resource, "AWS::Serverless::Function") || has_type(resource, "AWS::Serverless::StateMachine");
        has_type(resource, "AWS::Serverless::Api") || (calls && has_event(resource, "Api"))
    })
}

fn has_http_api_with_default_authorizer(template: &Map) -> bool {
    let names_default =
        |auth: Option<&Node>| auth.is_some_and(|auth| values::set(auth.get("DefaultAuthorizer")).is_some());
    let globals = template.get("Globals").and_then(|globals| globals.at(&["HttpApi", "Auth"]));
    let global = names_default(globals);
    resources(template).any(|resource| {
        let explicit = has_type(resource, "AWS::Serverless::HttpApi")
            && (global || names_default(resource.at(&["Properties", "Auth"])));
        explicit || (global && has_type(resource, "AWS::Serverless::Function") && has_event(resource, "HttpApi"))
    })
}
