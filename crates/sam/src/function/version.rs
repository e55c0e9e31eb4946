//! A version for every change of a function, and an alias that points to the newest.

use std::sync::Arc;

use syntax::{Map, Node, node};

use crate::context::Context;
use crate::error::Cause;
use crate::hash;
use crate::resource::{Resource, SamResource};
use crate::values;

/// A published function.
pub(super) struct Published {
    /// The version; its id changes when the function's code does.
    pub(super) version: Resource,
    /// The alias.
    pub(super) alias: Resource,
    /// The alias's name.
    pub(super) name: Node,
}

/// The version and alias of a function with `AutoPublishAlias`. Parameters in the function's code are replaced.
pub(super) fn publish(
    resource: &SamResource,
    lambda: &mut Resource,
    context: &Context<'_>,
) -> Result<Option<Published>, Cause> {
    let Some(alias) = resource.set("AutoPublishAlias") else { return Ok(None) };
    let name = context.resolved(alias)?;
    let text = name.as_str().ok_or_else(|| {
        let message = "'AutoPublishAlias' must be a string or a Ref to a template parameter";
        Cause::resource(resource.logical_id.clone(), message).at(&alias.origin)
    })?;
    let text: Arc<str> = Arc::from(text);
    let code_hash = code_hash(resource, lambda, context)?;
    let version = version(resource, lambda, code_hash.as_deref(), context)?;
    let alias = self::alias(resource, &text, &name, &version)?;
    Ok(Some(Published { version, alias, name }))
}

/// The hash of the code that the user gives. It also goes into the description, so that a change of it is a change of
/// the function.
fn code_hash(resource: &SamResource, lambda: &mut Resource, context: &Context<'_>) -> Result<Option<String>, Cause> {
    let Some(given) = resource.set("AutoPublishCodeSha256") else { return Ok(None) };
    let hash = context.resolved(given)?;
    let Some(text) = hash.as_str().map(str::to_owned) else {
        let message = "AutoPublishCodeSha256 must be a string";
        return Err(Cause::resource(resource.logical_id.clone(), message).at(&given.origin));
    };
    let origin = given.origin.derived("description");
    let description = resource.get("Description").map(|description| context.resolved(description)).transpose()?;
    let joined = match values::set(description.as_ref()) {
        None => node!(&origin; (text.as_str())),
        Some(description) => match description.as_str() {
            Some(description) => node!(&origin; (format!("{description} {text}"))),
            None => node!(&origin; { "Fn::Join": [" ", [(description), (&hash)]] }),
        },
    };
    lambda.set("Description", joined);
    Ok(Some(text))
}

fn version(
    resource: &SamResource,
    lambda: &mut Resource,
    code_hash: Option<&str>,
    context: &Context<'_>,
) -> Result<Resource, Cause> {
    if let Some(code) = lambda.properties.get_mut("Code") {
        context.resolve(code)?;
    }
    let prefix = format!("{}Version", resource.logical_id);
    let id = match code_hash.filter(|hash| !hash.is_empty()) {
        Some(hash) => format!("{prefix}{}", hash::digits(hash, 10)),
        None => {
            let all = resource.set("AutoPublishAliasAllProperties").is_some();
            let data = if all { all_properties(lambda, context) } else { code_and_settings(lambda) };
            hash::logical_id(&prefix, &Node::from_map(data, lambda.origin.clone()))
        }
    };
    let origin = resource.origin_of("AutoPublishAlias").derived("version");
    let mut version = Resource::new(id, "AWS::Lambda::Version", &origin).with_attributes(resource.passed_attributes());
    if !version.attributes.contains("DeletionPolicy") {
        let managed = resource.get("CapacityProviderConfig").is_some();
        let default = Node::from_text(if managed { "Delete" } else { "Retain" }, origin);
        version.set_attribute("DeletionPolicy", resource.get("VersionDeletionPolicy").cloned().unwrap_or(default));
    }
    version.set("FunctionName", values::reference(&lambda.logical_id, &version.origin));
    version.set_opt("Description", resource.get("VersionDescription"));
    if resource.get("CapacityProviderConfig").is_some() {
        version.set_opt("FunctionScalingConfig", resource.get("FunctionScalingConfig"));
    }
    Ok(version)
}

/// What makes a new version by default: code, environment, memory and SnapStart.
fn code_and_settings(lambda: &Resource) -> Map {
    let mut data = lambda.get("Code").and_then(Node::as_map).cloned().unwrap_or_default();
    let environment = lambda.get("Environment").and_then(Node::as_map);
    for (name, value) in environment.into_iter().flat_map(Map::iter) {
        data.insert(name.clone(), value.clone());
    }
    if let Some(memory) = values::set(lambda.get("MemorySize")) {
        data.insert("MemorySize", memory.clone());
    }
    if let Some(snap_start) = values::set(lambda.get("SnapStart"))
        && snap_start.get("ApplyOn").is_some_and(|apply_on| apply_on.as_str() != Some("None"))
    {
        data.insert("SnapStart", snap_start.clone());
    }
    data
}

/// All properties, and those of layers of the template that ask for it.
fn all_properties(lambda: &Resource, context: &Context<'_>) -> Map {
    let mut data = lambda.properties.clone();
    let layers = lambda.get("Layers").and_then(Node::as_list).unwrap_or_default();
    for layer_id in layers.iter().filter_map(values::logical_id_of) {
        let layer = context.output_resources().and_then(|resources| resources.get(layer_id));
        let Some(properties) = layer.and_then(|layer| layer.get("Properties")) else { continue };
        if values::set(properties.get("PublishLambdaVersion")).is_some() {
            data.insert(layer_id, properties.clone());
        }
    }
    data
}

fn alias(resource: &SamResource, text: &str, name: &Node, version: &Resource) -> Result<Resource, Cause> {
    let error = |message: String| Cause::resource(resource.logical_id.clone(), message).at(&name.origin);
    if text.is_empty() {
        return Err(error("Alias name is required to create an alias".to_owned()));
    }
    let plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    if !plain || text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(error(format!(
            "AutoPublishAlias name ('{text}') must contain only alphanumeric characters, hyphens, or underscores \
             matching (?!^[0-9]+$)([a-zA-Z0-9-_]+) pattern."
        )));
    }
    let id = format!("{}Alias{}", resource.logical_id, text.replace('-', "D").replace('_', "U"));
    let origin = resource.origin_of("AutoPublishAlias").derived("alias");
    let mut alias = Resource::new(id, "AWS::Lambda::Alias", &origin).with_attributes(resource.passed_attributes());
    alias.set("Name", name);
    alias.set("FunctionName", values::reference(&resource.logical_id, &origin));
    alias.set("FunctionVersion", values::attribute(&version.logical_id, "Version", &origin));
    alias.set_opt("ProvisionedConcurrencyConfig", resource.set("ProvisionedConcurrencyConfig"));
    Ok(alias)
}
