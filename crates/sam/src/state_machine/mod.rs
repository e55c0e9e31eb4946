//! `AWS::Serverless::StateMachine`: the state machine, its role, version and alias, and what its events make.

mod definition;
mod events;
mod publish;
mod rule;

use syntax::{Map, Node, node};

use self::definition::Definition;
use crate::arn;
use crate::context::Context;
use crate::error::Cause;
use crate::iam::{self, RoleParts};
use crate::resource::{Resource, SamResource};
use crate::s3_location::S3Uri;
use crate::shape::{Property, Shape};
use crate::tags;
use crate::values::set;

/// The allowed properties.
pub const PROPERTIES: &[Property] = &[
    Property::optional("Definition", Shape::Map),
    Property::optional("DefinitionUri", Shape::TEXT_OR_MAP),
    Property::optional("Logging", Shape::Map),
    Property::optional("Role", Shape::Text),
    Property::passed("RolePath"),
    Property::optional("DefinitionSubstitutions", Shape::Map),
    Property::optional("Events", Shape::MapOf(&Shape::Map)),
    Property::optional("Name", Shape::Text),
    Property::optional("Type", Shape::Text),
    Property::optional("Tags", Shape::Map),
    Property::optional("PropagateTags", Shape::Bool),
    Property::optional("Policies", Shape::OneOf(&[Shape::Text, Shape::ListOf(&Shape::TEXT_OR_MAP)])),
    Property::optional("Tracing", Shape::Map),
    Property::optional("PermissionsBoundary", Shape::Text),
    Property::passed("AutoPublishAlias"),
    Property::passed("DeploymentPreference"),
    Property::optional("UseAliasAsEventTarget", Shape::Bool).literal(),
];
/// What `!Ref LogicalId.Property` stands for.
pub const REFERABLE: &[(&str, &str)] = &[];

/// Expands the resource.
///
/// # Errors
/// When the definition is not given exactly once, role and policies contradict, or an event is not valid.
pub fn expand(resource: &mut SamResource, context: &mut Context<'_>) -> Result<Vec<Resource>, Cause> {
    let events = crate::events::read(resource, events::allowed, context)
        .map_err(|cause| cause.in_function(&resource.logical_id))?;
    let mut machine = machine(resource)?;
    let role = role(resource, context)?;
    let role_arn = role.as_ref().map(|role| role.attribute("Arn"));
    machine.set_opt("RoleArn", resource.set("Role").cloned().or(role_arn));
    let published = publish::publish(resource, &machine)?;
    let through_alias = resource.set("UseAliasAsEventTarget").is_some();
    let alias = published.as_ref().map(|published| &published.alias).filter(|_| through_alias);
    let callee = alias.unwrap_or(&machine).clone();
    let mut made = vec![machine];
    made.extend(role);
    made.extend(published.into_iter().flat_map(|published| [published.version, published.alias]));
    let target = events::Target {
        arn: callee.reference(),
        logical_id: callee.logical_id,
        attributes: resource.passed_attributes(),
        permissions_boundary: resource.set("PermissionsBoundary").cloned(),
    };
    for event in &events {
        made.extend(events::expand(event, &target, context)?);
    }
    tags::propagate(resource, &mut made);
    Ok(made)
}

fn machine(resource: &SamResource) -> Result<Resource, Cause> {
    let origin = resource.origin.derived("StateMachine");
    let mut machine = Resource::new(resource.logical_id.clone(), "AWS::StepFunctions::StateMachine", &origin)
        .with_depends_on(resource.depends_on.clone())
        .with_attributes(resource.attributes.clone());
    let substitutions = define(&mut machine, resource)?;
    if !substitutions.is_empty() {
        machine.set("DefinitionSubstitutions", substitutions);
    }
    let names = [
        ("StateMachineName", "Name"),
        ("StateMachineType", "Type"),
        ("LoggingConfiguration", "Logging"),
        ("TracingConfiguration", "Tracing"),
    ];
    for (name, written) in names {
        machine.set_opt(name, resource.get(written));
    }
    machine.set("Tags", tag_list(resource));
    Ok(machine)
}

/// Sets the definition; returns the substitutions to be made in it.
fn define(machine: &mut Resource, resource: &SamResource) -> Result<Map, Cause> {
    let error = |message: &str| Cause::resource(resource.logical_id.clone(), message).at(&resource.origin);
    let written = resource.set("DefinitionSubstitutions").and_then(Node::as_map);
    let mut substitutions = written.cloned().unwrap_or_default();
    match (resource.set("Definition"), resource.set("DefinitionUri")) {
        (Some(_), Some(_)) => {
            return Err(error("Specify either 'Definition' or 'DefinitionUri' property and not both."));
        }
        (Some(definition), None) => {
            let definition = Definition::of(definition);
            machine.set("DefinitionString", definition.text);
            for (name, entry) in definition.substitutions {
                substitutions.insert_at(name, entry.key, entry.node);
            }
        }
        (None, Some(uri)) => {
            machine.set("DefinitionS3Location", s3_location(uri).map_err(|message| error(message).at(&uri.origin))?);
        }
        (None, None) => return Err(error("Either 'Definition' or 'DefinitionUri' property must be specified.")),
    }
    Ok(substitutions)
}

fn s3_location(uri: &Node) -> Result<Node, &'static str> {
    if let Some(map) = uri.as_map() {
        let (Some(bucket), Some(key)) = (set(map.get("Bucket")), set(map.get("Key"))) else {
            return Err("'DefinitionUri' requires Bucket and Key properties to be specified.");
        };
        let mut location = node!(&uri.origin; { "Bucket": (bucket), "Key": (key) });
        if let (Some(location), Some(version)) = (location.as_map_mut(), map.get("Version")) {
            location.insert("Version", version.clone());
        }
        return Ok(location);
    }
    let parsed = uri.as_str().and_then(S3Uri::parse).ok_or(
        "'DefinitionUri' is not a valid S3 Uri of the form 's3://bucket/key' with optional versionId query parameter.",
    )?;
    let origin = uri.origin.derived("DefinitionUri");
    let mut location = node!(&origin; { "Bucket": (parsed.bucket), "Key": (parsed.key) });
    if let (Some(location), Some(version)) = (location.as_map_mut(), parsed.version) {
        location.insert("Version", Node::from_text(version, origin));
    }
    Ok(location)
}

fn tag_list(resource: &SamResource) -> Vec<Node> {
    let origin = resource.origin.derived("SAM tag");
    let mut all = vec![node!(&origin; { "Key": "stateMachine:createdBy", "Value": "SAM" })];
    all.extend(resource.get("Tags").and_then(Node::as_map).map(tags::list).unwrap_or_default());
    all
}

/// The execution role, unless one is given.
fn role(resource: &SamResource, context: &Context<'_>) -> Result<Option<Resource>, Cause> {
    let policies = resource.set("Policies");
    if let Some(role) = resource.set("Role") {
        if policies.is_none() {
            return Ok(None);
        }
        let message = "Specify either 'Role' or 'Policies' (but not both at the same time) or neither of them";
        return Err(Cause::resource(resource.logical_id.clone(), message).at(&role.origin));
    }
    let origin = resource.origin_of("Policies").derived("execution role");
    let mut entries = match policies {
        Some(policies) => policies.as_list().map_or_else(|| vec![policies.clone()], <[Node]>::to_vec),
        None => Vec::new(),
    };
    if let Some(tracing) = resource.get("Tracing").filter(|tracing| is_true(tracing.get("Enabled"))) {
        entries.push(Node::from_text(arn::xray_policy_name(context.options), tracing.origin.derived("Tracing")));
    }
    let parts = RoleParts {
        logical_id: resource.logical_id.to_string(),
        attributes: resource.passed_attributes(),
        trust: iam::trust_policy("states.amazonaws.com", &origin),
        policies: Some(Node::from_list(entries, origin.clone())),
        managed_policy_arns: Vec::new(),
        inline_policies: Vec::new(),
        path: resource.get("RolePath").cloned(),
        permissions_boundary: resource.get("PermissionsBoundary").cloned(),
        tags: Some(tag_list(resource)),
        origin,
    };
    iam::role(parts, context).map(Some)
}

/// Whether a value is the truth value `true` and not a text for it.
fn is_true(node: Option<&Node>) -> bool {
    node.is_some_and(|node| matches!(node.value, syntax::Value::Bool(true)))
}
