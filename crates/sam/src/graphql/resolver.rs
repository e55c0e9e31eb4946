//! Resolvers of a GraphQL API: the functions that answer a field, in their order.

use std::collections::HashMap;

use source::Origin;
use syntax::{Map, Node, node};

use super::Api;
use super::function::{both_codes, runtime};
use crate::error::Cause;
use crate::resource::Resource;
use crate::values::set;

/// What a resolver does that says nothing of it: it hands on what its last function gives.
const DEFAULT_CODE: &str = "
export function request(ctx) {
    return {};
}

export function response(ctx) {
    return ctx.prev.result;
}
";

/// The resolvers that the API writes.
///
/// # Errors
/// When a resolver has no pipeline, names a function that is not there, or has two codes or no runtime.
pub(super) fn expand(
    api: &Api<'_>,
    schema_id: &str,
    function_ids: &HashMap<String, Node>,
) -> Result<Vec<Resource>, Cause> {
    let mut made = Vec::new();
    for (type_name, resolvers, _) in api.members("Resolvers") {
        for (id, entry) in resolvers.as_map().into_iter().flat_map(Map::entries) {
            let origin = entry.key.derived("resolver");
            let mut resolver = api.named(&format!("{type_name}{id}"), "AWS::AppSync::Resolver", &origin);
            resolver.depends_on = Some(node!(&origin; [(schema_id)]));
            put_code(&mut resolver, id, &entry.node)?;
            resolver.set("ApiId", api.api_id(&origin));
            let field = set(entry.node.get("FieldName")).cloned();
            resolver.set("FieldName", field.unwrap_or_else(|| Node::from_text(id.clone(), origin.clone())));
            resolver.set("TypeName", type_name);
            resolver.set("Kind", "PIPELINE");
            let functions = pipeline(id, &entry.node, function_ids)?;
            resolver.set("PipelineConfig", node!(&origin; { "Functions": (functions) }));
            resolver.set_opt("CachingConfig", set(entry.node.get("Caching")));
            resolver.set_opt("MaxBatchSize", set(entry.node.get("MaxBatchSize")));
            made.push(resolver);
        }
    }
    Ok(made)
}

fn put_code(resolver: &mut Resource, id: &str, written: &Node) -> Result<(), Cause> {
    match (set(written.get("InlineCode")), set(written.get("CodeUri"))) {
        (Some(_), Some(_)) => return Err(both_codes(id, written)),
        (None, None) => {
            let origin: Origin = written.origin.derived("resolver");
            resolver.set("Code", node!(&origin; (DEFAULT_CODE)));
            resolver.set("Runtime", node!(&origin; { "Name": "APPSYNC_JS", "RuntimeVersion": "1.0.0" }));
            return Ok(());
        }
        (inline, uri) => {
            resolver.set_opt("Code", inline);
            resolver.set_opt("CodeS3Location", uri);
        }
    }
    resolver.set("Runtime", runtime(id, written)?);
    Ok(())
}

fn pipeline(id: &str, written: &Node, function_ids: &HashMap<String, Node>) -> Result<Vec<Node>, Cause> {
    let error = |message: String| Cause::resource(id, message).at(&written.origin);
    let Some(names) = set(written.get("Pipeline")).and_then(Node::as_list) else {
        return Err(error(format!(
            "Resolver '{id}' must have Pipeline defined. Unit resolvers are not supported. If you need a Unit resolver \
             you can use AppSync resource."
        )));
    };
    let function = |name: &Node| {
        let name = name.as_str().unwrap_or_default();
        function_ids.get(name).cloned().ok_or_else(|| error(format!("Function '{name}' does not exist.")))
    };
    names.iter().map(function).collect()
}
