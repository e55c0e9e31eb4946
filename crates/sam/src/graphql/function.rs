//! Functions of a GraphQL API: the steps of its resolvers.

use std::collections::HashMap;

use syntax::{Map, Node, node};

use super::Api;
use super::data_source::DataSources;
use crate::error::Cause;
use crate::resource::Resource;
use crate::values::set;

/// The functions that the API writes, and the ids of all by their name in the template.
///
/// # Errors
/// When a function has no code, runtime or data source, or has an id and something else.
pub(super) fn expand(
    api: &Api<'_>,
    sources: &mut DataSources,
) -> Result<(Vec<Resource>, HashMap<String, Node>), Cause> {
    let mut made = Vec::new();
    let mut ids = HashMap::new();
    for (id, function, origin) in api.members("Functions") {
        if let Some(existing) = set(function.get("Id")) {
            if function.as_map().is_some_and(|map| map.len() != 1) {
                let message = "'Id' cannot be defined with other properties in Function.";
                return Err(Cause::resource(id, message).at(&existing.origin));
            }
            ids.insert(id.to_owned(), existing.clone());
            continue;
        }
        let mut config = api.named(id, "AWS::AppSync::FunctionConfiguration", &origin);
        config.set("ApiId", api.api_id(&origin));
        let name = set(function.get("Name")).cloned();
        config.set("Name", name.unwrap_or_else(|| Node::from_text(id, origin.clone())));
        let (property, code) = code(id, function)?;
        config.set(property, code);
        config.set("DataSourceName", sources.name_for(api, id, function)?);
        config.set_opt("MaxBatchSize", function.get("MaxBatchSize"));
        config.set_opt("Description", function.get("Description"));
        config.set("Runtime", runtime(id, function)?);
        config.set_opt("SyncConfig", set(function.get("Sync")));
        ids.insert(id.to_owned(), config.attribute("FunctionId"));
        made.push(config);
    }
    Ok((made, ids))
}

/// The code of a function, and the property it goes into.
fn code<'f>(id: &str, function: &'f Node) -> Result<(&'static str, &'f Node), Cause> {
    match (set(function.get("InlineCode")), set(function.get("CodeUri"))) {
        (Some(_), Some(_)) => Err(both_codes(id, function)),
        (Some(inline), None) => Ok(("Code", inline)),
        (None, Some(uri)) => Ok(("CodeS3Location", uri)),
        (None, None) => Err(Cause::resource(id, "One of 'InlineCode' or 'CodeUri' must be set.").at(&function.origin)),
    }
}

/// The cause for a function or resolver with two codes.
pub(super) fn both_codes(id: &str, function: &Node) -> Cause {
    Cause::resource(id, "Both 'InlineCode' and 'CodeUri' cannot be defined at the same time.").at(&function.origin)
}

/// The runtime of a function or resolver.
///
/// # Errors
/// When there is none.
pub(super) fn runtime(id: &str, function: &Node) -> Result<Node, Cause> {
    let Some(runtime) = set(function.get("Runtime")) else {
        let message = format!("'Runtime' must be defined as a property in {id}.");
        return Err(Cause::resource(id, message).at(&function.origin));
    };
    let mut named = Map::new();
    for (name, written) in [("Name", "Name"), ("RuntimeVersion", "Version")] {
        if let Some(value) = runtime.get(written) {
            named.insert(name, value.clone());
        }
    }
    Ok(node!(&runtime.origin; (named)))
}
