//! APIs: `AWS::Serverless::Api`, `HttpApi` and `WebSocketApi`.

mod authorizer;
mod body;
mod definitions;
mod deployment;
mod domain;
mod gateway_response;
pub mod http;
mod http_authorizer;
mod http_body;
mod http_domain;
mod record_sets;
pub mod rest;
mod usage_plan;
pub mod websocket;

pub use definitions::Definitions;

use std::collections::HashMap;
use std::sync::Arc;

use source::Origin;
use syntax::{Node, node};

use crate::context::Context;
use crate::error::Cause;
use crate::py27::{self, Doc};
use crate::resource::{SamResource, SamType};
use crate::s3_location::S3Uri;
use crate::values;

/// What the APIs of one template share.
#[derive(Debug, Default)]
pub struct Shared {
    /// The documents of the APIs.
    pub definitions: Definitions,
    pub(crate) usage_plan: usage_plan::SharedUsagePlan,
    pub(crate) record_sets: record_sets::RecordSetGroups,
    function_names: HashMap<Arc<str>, String>,
}

/// Notes the `FunctionName` of a function that an API calls, so that the API is deployed again when it changes.
///
/// # Errors
/// When the name cannot be resolved.
pub fn note_function_names(resource: &SamResource, context: &mut Context<'_>) -> Result<(), Cause> {
    let events = resource.get("Events").and_then(Node::as_map).filter(|_| resource.kind == SamType::Function);
    for event in events.into_iter().flat_map(syntax::Map::values) {
        let is_api = event.get("Type").and_then(Node::as_str) == Some("Api");
        let Some(api) = values::set(event.at(&["Properties", "RestApiId"])).filter(|_| is_api) else { continue };
        let Some(api) = api.get("Ref").unwrap_or(api).as_str() else { continue };
        let Some(name) = resource.get("FunctionName") else { continue };
        let name = context.resolved(name)?;
        if values::truthy(&name) {
            let names = context.apis.function_names.entry(Arc::from(api)).or_default();
            names.push_str(&py27::str_of(&Doc::from_template(&name)));
        }
    }
    Ok(())
}

/// `Fn::Sub` with one variable.
fn sub_with(text: String, variable: &str, value: Node, origin: &Origin) -> Node {
    node!(origin; { "Fn::Sub": [(text), { (variable): (value) }] })
}

/// Whether text is one or more letters and digits, in any script.
fn is_alphanumeric(text: &str) -> bool {
    !text.is_empty() && text.chars().all(char::is_alphanumeric)
}

/// `DefinitionUri` as the location of an API document.
fn definition_location(logical_id: &str, uri: &Node) -> Result<Node, Cause> {
    let fault = |message: &str| Cause::resource(logical_id, message).at(&uri.origin);
    if let Some(map) = uri.as_map() {
        let (Some(bucket), Some(key)) = (values::set(map.get("Bucket")), values::set(map.get("Key"))) else {
            return Err(fault("'DefinitionUri' requires Bucket and Key properties to be specified."));
        };
        let mut location = syntax::Map::new();
        location.insert("Bucket", bucket.clone());
        location.insert("Key", key.clone());
        if let Some(version) = map.get("Version") {
            location.insert("Version", version.clone());
        }
        return Ok(Node::from_map(location, uri.origin.clone()));
    }
    let parsed = uri.as_str().and_then(S3Uri::parse).ok_or_else(|| {
        fault("'DefinitionUri' is not a valid S3 Uri of the form 's3://bucket/key' with optional versionId query parameter.")
    })?;
    let origin = uri.origin.derived("S3 location");
    let mut location = syntax::Map::new();
    location.insert("Bucket", node!(&origin; (parsed.bucket)));
    location.insert("Key", node!(&origin; (parsed.key)));
    if let Some(version) = parsed.version {
        location.insert("Version", node!(&origin; (version)));
    }
    Ok(Node::from_map(location, origin))
}
