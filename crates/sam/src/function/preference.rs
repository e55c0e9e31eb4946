//! `DeploymentPreference` of a function.

use syntax::{Node, Value};

use crate::context::Context;
use crate::deployment::FunctionFacts;
use crate::error::Cause;
use crate::resource::{Resource, SamResource};
use crate::values;

/// Notes the function's deployment preference and gives its alias an update policy.
pub(super) fn note(
    resource: &SamResource,
    alias: Option<&mut Resource>,
    context: &mut Context<'_>,
) -> Result<(), Cause> {
    let Some(preference) = resource.set("DeploymentPreference") else { return Ok(()) };
    let resolved = resolved(resource, preference, context)?;
    let attributes = resource.passed_attributes();
    let facts = FunctionFacts {
        condition: attributes.get("Condition"),
        propagated_tags: resource.set("PropagateTags").and_then(|_| resource.set("Tags")).and_then(Node::as_map),
    };
    if !context.deployments.add(&resource.logical_id, &resolved, facts)? {
        return Ok(());
    }
    let Some(alias) = alias else {
        let message = "'DeploymentPreference' requires AutoPublishAlias property to be specified.";
        return Err(Cause::resource(resource.logical_id.clone(), message).at(&preference.origin));
    };
    if let Some(policy) = context.deployments.update_policy(&resource.logical_id)? {
        alias.set_attribute("UpdatePolicy", policy);
    }
    Ok(())
}

/// The preference with `Enabled`, `Type` and `PassthroughCondition` resolved.
fn resolved(resource: &SamResource, preference: &Node, context: &Context<'_>) -> Result<Node, Cause> {
    let mut map = preference.as_map().cloned().unwrap_or_default();
    for name in ["Enabled", "Type"] {
        if let Some(value) = map.get_mut(name) {
            resolve(value, context)?;
        }
    }
    let passthrough = match map.get("PassthroughCondition") {
        Some(value) => as_bool(resource, value, context)?,
        None => context.options.feature_toggles,
    };
    let origin = map.get("PassthroughCondition").map_or(&preference.origin, |node| &node.origin).clone();
    map.insert("PassthroughCondition", Node::from_bool(passthrough, origin));
    Ok(Node::from_map(map, preference.origin.clone()))
}

fn resolve(value: &mut Node, context: &Context<'_>) -> Result<(), Cause> {
    context.resolve(value)?;
    context.parameters.resolve_mappings(value)
}

fn as_bool(resource: &SamResource, value: &Node, context: &Context<'_>) -> Result<bool, Cause> {
    let mut resolved = value.clone();
    resolve(&mut resolved, context)?;
    let message = match &resolved.value {
        Value::Bool(value) => return Ok(*value),
        Value::Int(value @ (0 | 1)) => return Ok(*value == 1),
        Value::Text(text) if matches!(&**text, "true" | "True") => return Ok(true),
        Value::Text(text) if matches!(&**text, "false" | "False") => return Ok(false),
        Value::Map(_) if values::is_intrinsic(&resolved) => {
            "Unsupported intrinsic: the only intrinsic functions supported for property PassthroughCondition are \
             FindInMap and parameter Refs."
        }
        _ => "Invalid value for property PassthroughCondition.",
    };
    Err(Cause::resource(resource.logical_id.clone(), message).at(&value.origin))
}
