//! The documents of the template's APIs while events and the APIs' own settings are worked into them.
//!
//! A document lives here from the moment the transform first touches it; until then it is the `DefinitionBody` as
//! written. Nodes cannot hold it: they forget the history that the deployment's hash shows.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use syntax::{Map, Node, node};

use crate::openapi::is_version_3;
use crate::py27::{Dict, Doc, Key};

/// API documents by the logical id of their API.
#[derive(Debug, Default)]
pub struct Definitions {
    documents: HashMap<Arc<str>, Doc>,
    implicit: HashSet<&'static str>,
    /// Properties of APIs after Globals, with the dictionaries that the merge leaves.
    merged: HashMap<Arc<str>, Dict>,
}

impl Definitions {
    /// The document of an API; `None` if it has none in the template.
    pub(crate) fn of(&self, api: &str, properties: Option<&Map>) -> Option<Doc> {
        let written = || properties?.get("DefinitionBody").map(Doc::from_template);
        self.documents.get(api).cloned().or_else(written).filter(|document| !document.is_null())
    }

    /// Replaces the document of an API.
    pub(crate) fn set(&mut self, api: &str, document: Dict) {
        self.documents.insert(Arc::from(api), Doc::Dict(document));
    }

    /// Adds the document of an API that nobody wrote.
    pub(crate) fn add_implicit(&mut self, api: &'static str, document: Dict) {
        self.implicit.insert(api);
        self.set(api, document);
    }

    /// Takes the document of an API that nobody wrote out again.
    pub(crate) fn forget_implicit(&mut self, api: &str) {
        self.implicit.remove(api);
        self.documents.remove(api);
    }

    /// Whether nobody wrote the API.
    pub(crate) fn is_implicit(&self, api: &str) -> bool {
        self.implicit.contains(api)
    }

    /// Whether the document of an API has paths.
    pub(crate) fn has_paths(&self, api: &str) -> bool {
        let paths = self.documents.get(api).and_then(|document| document.get("paths"));
        paths.is_some_and(Doc::is_truthy)
    }

    /// Remembers how Globals shape the properties of REST APIs; this happens before they are merged.
    pub(crate) fn note_globals(&mut self, template: &Map) {
        let Some(globals) = template.get("Globals").and_then(|globals| globals.get("Api")) else { return };
        let Doc::Dict(globals) = Doc::from_template(globals) else { return };
        let resources = template.get("Resources").and_then(Node::as_map);
        for (id, resource) in resources.into_iter().flat_map(Map::iter) {
            let properties = resource.get("Properties").and_then(Node::as_map);
            let is_api = resource.get("Type").and_then(Node::as_str) == Some("AWS::Serverless::Api");
            let Some(properties) = properties.filter(|_| is_api) else { continue };
            let Some(globals) = remaining(&globals, resource.get("IgnoreGlobals")) else { continue };
            let mut local = Dict::new(&resource.origin);
            for (name, value) in properties.iter().filter(|(name, _)| &***name != "DefinitionBody") {
                local.insert(Key::unicode(name.clone()), Doc::from_template(value));
            }
            self.merged.insert(id.clone(), globals.merged(&local));
        }
    }

    /// A property of an API with the history of its dictionaries.
    pub(crate) fn property(&self, api: &str, name: &str, node: &Node) -> Doc {
        Doc::from_template_like(node, self.merged.get(api).and_then(|properties| properties.get(name)))
    }

    /// Writes the `OpenApiVersion` of an API into the document that SAM made for it, in place of the version of
    /// OpenAPI 2. This happens after Globals, which may set the version.
    pub fn apply_versions(&mut self, template: &mut Map) {
        let Some(resources) = template.get_mut("Resources").and_then(Node::as_map_mut) else { return };
        for (id, resource) in resources.iter_mut() {
            if resource.get("Type").and_then(Node::as_str) != Some("AWS::Serverless::Api") {
                continue;
            }
            let Some(map) = resource.as_map_mut() else { continue };
            let Some(properties) = map.get_mut("Properties").and_then(Node::as_map_mut) else { continue };
            let Some(version) = properties.get("OpenApiVersion").filter(|_| properties.contains("__MANAGE_SWAGGER"))
            else {
                continue;
            };
            if !is_version_3(&Doc::from_template(version)) {
                continue;
            }
            let written = version.as_str().is_some();
            let version = match version.as_str() {
                Some(_) => version.clone(),
                None => node!(&version.origin; (Doc::from_template(version).to_string())),
            };
            let text = Doc::text_like(version.text().unwrap_or_default(), written, &version.origin);
            if let Some(Doc::Dict(mut document)) = self.of(id, Some(properties)) {
                document.insert("openapi", text);
                if document.get("swagger").is_some_and(Doc::is_truthy) {
                    document.remove("swagger");
                }
                self.set(id, document);
            }
            properties.insert("OpenApiVersion", version);
        }
    }
}

/// What of Globals holds for a resource; `None` when nothing does.
fn remaining(globals: &Dict, ignored: Option<&Node>) -> Option<Dict> {
    match ignored {
        Some(ignored) if ignored.as_str() == Some("*") => None,
        Some(ignored) if ignored.as_list().is_some_and(|names| !names.is_empty()) => {
            let mut globals = globals.deep_copy();
            let names = ignored.as_list().unwrap_or_default().iter().filter_map(Node::as_str);
            names.for_each(|name| drop(globals.remove(name)));
            Some(globals)
        }
        _ => Some(globals.clone()),
    }
}
