//! The transform from end to end.

use std::sync::Arc;

use finding::Notice;
use source::{Limits, Origin};
use syntax::{Map, Node, Value};

use crate::context::Context;
use crate::error::{Cause, TransformError};
use crate::intrinsics::{Parameters, rename_depends_on, rename_ids, resolve_references};
use crate::options::Options;
use crate::resource::{Resource, SamResource, SamType, check_logical_id};
use crate::shape::Property;
use crate::{
    api, application, budget, capacity_provider, connector, deployment, expect, function, globals, graphql,
    implicit_api, layer_version, policy_templates, simple_table, state_machine, values,
};

/// The result of a transform.
#[derive(Debug, Clone)]
pub struct Transformed {
    /// The CloudFormation template.
    pub template: Node,
    /// What could not be decided.
    pub notices: Vec<Notice>,
}

/// Whether a template asks for the SAM transform.
pub fn is_sam(template: &Node) -> bool {
    let named = |node: &Node| node.as_str() == Some("AWS::Serverless-2016-10-31");
    match template.get("Transform").map(|transform| &transform.value) {
        Some(Value::List(items)) => items.iter().any(named),
        Some(_) => template.get("Transform").is_some_and(named),
        None => false,
    }
}

/// Transforms a SAM template into a CloudFormation template.
///
/// # Errors
/// When the template or one of its resources is not valid; the error holds everything that was found.
pub fn transform(template: &Node, options: &Options<'_>) -> Result<Transformed, TransformError> {
    check_limits(template)?;
    let origin = template.origin.clone();
    let mut template = template.as_map().cloned().unwrap_or_default();
    check_structure(&template)?;
    let parameters = Parameters::new(&template, options);
    let mut definitions = implicit_api::add_paths(&mut template)?;
    definitions.note_globals(&template);
    globals::merge(&mut template)?;
    definitions.apply_versions(&mut template);
    let mut errors = Vec::new();
    connector::take_embedded(&mut template, &mut errors);

    let mut context = Context::new(template, parameters, options);
    context.errors = errors;
    context.apis.definitions = definitions;
    for (logical_id, kind) in expansion_order(&context.template) {
        if let Err(cause) = replace(&logical_id, kind, &mut context) {
            if cause.aborts {
                return Err(cause.into());
            }
            context.errors.push(cause);
        }
    }
    deployment::add_resources(&mut context);
    finish(context, origin)
}

fn finish(mut context: Context<'_>, origin: Origin) -> Result<Transformed, TransformError> {
    if !context.errors.is_empty() {
        return Err(TransformError::new(context.errors));
    }
    context.output.remove("Transform");
    let mut template = Node::from_map(context.output, origin);
    rename_depends_on(&mut template, &context.changed_ids);
    rename_ids(&mut template, &context.changed_ids);
    resolve_references(&mut template, &context.references);
    Ok(Transformed { template, notices: context.notices })
}

/// Refuses documents that are nested too deeply or have too many nodes, so that the passes may walk them freely.
fn check_limits(template: &Node) -> Result<(), Cause> {
    let limits = Limits::default();
    let mut left = limits.nodes;
    let mut open = vec![(template, 0_usize)];
    while let Some((node, depth)) = open.pop() {
        left = left.checked_sub(1).ok_or_else(|| Cause::document("The template has too many values."))?;
        if depth > limits.depth {
            return Err(Cause::document("The template is nested too deeply.").at(&node.origin));
        }
        match &node.value {
            Value::List(items) => open.extend(items.iter().map(|item| (item, depth + 1))),
            Value::Map(map) => open.extend(map.values().map(|item| (item, depth + 1))),
            _ => {}
        }
    }
    Ok(())
}

fn check_structure(template: &Map) -> Result<(), Cause> {
    let resources = template.get("Resources").and_then(Node::as_map).filter(|resources| !resources.is_empty());
    let Some(resources) = resources else {
        return Err(Cause::document("'Resources' section is required"));
    };
    if let Some(odd) = resources.values().find(|resource| resource.as_map().is_none()) {
        let message = "All 'Resources' must be Objects. If you're using YAML, this may be an indentation issue.";
        return Err(Cause::document(message).at(&odd.origin));
    }
    for (logical_id, resource) in resources.iter() {
        check_condition(resource)?;
        let is_sam =
            SamType::of(resource).is_some_and(|kind| kind != SamType::GraphQLApi && kind != SamType::Connector);
        if let Some(properties) = resource.get("Properties").filter(|_| is_sam) {
            expect::map(Some(properties), expect::Subject::Attribute(logical_id), "Properties")
                .map_err(|cause| Cause { aborts: true, ..cause })?;
        }
    }
    Ok(())
}

fn check_condition(resource: &Node) -> Result<(), Cause> {
    match values::set(resource.get("Condition")) {
        Some(condition) if condition.as_str().is_none() => {
            Err(Cause::document("Every Condition member must be a string.").at(&condition.origin))
        }
        _ => Ok(()),
    }
}

/// SAM resources in the order in which they are expanded: what writes into others comes before them.
fn expansion_order(template: &Map) -> Vec<(Arc<str>, SamType)> {
    let resources = template.get("Resources").and_then(Node::as_map);
    let mut found: Vec<(Arc<str>, SamType)> = resources
        .into_iter()
        .flat_map(Map::iter)
        .filter_map(|(id, resource)| SamType::of(resource).map(|kind| (id.clone(), kind)))
        .collect();
    found.sort_by_key(|(_, kind)| match kind {
        SamType::Function => 0,
        SamType::StateMachine => 1,
        SamType::Api | SamType::HttpApi | SamType::WebSocketApi => 2,
        SamType::Connector => 4,
        _ => 3,
    });
    found
}

fn allowed(kind: SamType) -> &'static [Property] {
    match kind {
        SamType::Function => function::PROPERTIES,
        SamType::StateMachine => state_machine::PROPERTIES,
        SamType::Api => api::rest::PROPERTIES,
        SamType::HttpApi => api::http::PROPERTIES,
        SamType::WebSocketApi => api::websocket::PROPERTIES,
        SamType::SimpleTable => simple_table::PROPERTIES,
        SamType::Application => application::PROPERTIES,
        SamType::LayerVersion => layer_version::PROPERTIES,
        SamType::CapacityProvider => capacity_provider::PROPERTIES,
        SamType::GraphQLApi => graphql::PROPERTIES,
        SamType::Connector => connector::PROPERTIES,
    }
}

fn expand(resource: &mut SamResource, context: &mut Context<'_>) -> Result<Vec<Resource>, Cause> {
    match resource.kind {
        SamType::Function => function::expand(resource, context),
        SamType::StateMachine => state_machine::expand(resource, context),
        SamType::Api => api::rest::expand(resource, context),
        SamType::HttpApi => api::http::expand(resource, context),
        SamType::WebSocketApi => api::websocket::expand(resource, context),
        SamType::SimpleTable => simple_table::expand(resource, context),
        SamType::Application => application::expand(resource, context),
        SamType::LayerVersion => layer_version::expand(resource, context),
        SamType::CapacityProvider => capacity_provider::expand(resource, context),
        SamType::GraphQLApi => graphql::expand(resource, context),
        SamType::Connector => connector::expand(resource, context),
    }
}

/// `LogicalId.Property` names that stand for a generated resource of a type.
fn referable(kind: SamType) -> &'static [(&'static str, &'static str)] {
    match kind {
        SamType::Function => function::REFERABLE,
        SamType::Api => api::rest::REFERABLE,
        SamType::HttpApi => api::http::REFERABLE,
        SamType::WebSocketApi => api::websocket::REFERABLE,
        SamType::SimpleTable => &[("Table", "AWS::DynamoDB::Table")],
        SamType::Application => &[("Stack", "AWS::CloudFormation::Stack")],
        SamType::StateMachine => state_machine::REFERABLE,
        SamType::CapacityProvider => capacity_provider::REFERABLE,
        SamType::GraphQLApi | SamType::Connector | SamType::LayerVersion => &[],
    }
}

/// Expands one SAM resource and puts what came of it in its place.
fn replace(logical_id: &Arc<str>, kind: SamType, context: &mut Context<'_>) -> Result<(), Cause> {
    let Some(written) = context.resource(logical_id).cloned() else { return Ok(()) };
    check_logical_id(logical_id)?;
    check_is_text(logical_id, context)?;
    if written.get("Properties").is_some_and(|properties| properties.as_map().is_none()) {
        return Err(Cause::resource(&**logical_id, "Properties of a resource must be an object."));
    }
    let written = policy_templates::expanded(logical_id, kind, written)?;
    let written = application::located(logical_id, kind, written, context)?;
    let mut resource = SamResource::parse(logical_id, &written, kind, allowed(kind))?;
    context.budget.spend(budget::cost(&resource), &resource.origin)?;
    api::note_function_names(&resource, context)?;
    let generated = expand(&mut resource, context)?;
    for (property, cfn_type) in referable(kind) {
        if let Some(target) = generated.iter().rev().find(|made| made.kind == *cfn_type) {
            context.references.add(&resource.logical_id, property, &target.logical_id);
        }
    }
    if resource.logical_id != *logical_id {
        context.changed_ids.insert(logical_id.clone(), resource.logical_id.clone());
    }
    if let Some(resources) = context.output_resources_mut() {
        resources.remove(logical_id);
    }
    let metadata = values::set(written.get("Metadata")).filter(|_| context.options.passthrough_metadata);
    generated.into_iter().try_for_each(|made| put(made, logical_id, metadata, context))
}

/// Refuses an id that is written as a bare number: YAML reads it as a number, and logical ids are texts.
fn check_is_text(logical_id: &str, context: &Context<'_>) -> Result<(), Cause> {
    let resources = context.template.get("Resources").and_then(Node::as_map);
    let written = resources.and_then(|resources| resources.entry(logical_id)).map(|entry| &entry.key);
    let Some(Origin::Written(span)) = written else { return Ok(()) };
    let bare = (span.end - span.start) as usize == logical_id.len();
    if bare && logical_id.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Cause::resource(logical_id, "Logical ids must be alphanumeric."));
    }
    Ok(())
}

fn put(made: Resource, cause_id: &str, metadata: Option<&Node>, context: &mut Context<'_>) -> Result<(), Cause> {
    check_logical_id(&made.logical_id)?;
    if let Some(existing) = context.resource(&made.logical_id)
        && !may_replace(made.kind, existing)
    {
        context.errors.push(Cause::duplicate(cause_id, &made.logical_id, made.kind).at(&made.origin));
        return Ok(());
    }
    let id = made.logical_id.clone();
    let mut node = made.into_node();
    let Some(resources) = context.output_resources_mut() else { return Ok(()) };
    if let (Some(metadata), Some(map), false) = (metadata, node.as_map_mut(), resources.contains(&id)) {
        map.insert("Metadata", metadata.clone());
    }
    resources.insert(id, node);
    Ok(())
}

/// Whether a generated resource may take the id of a resource of the template: it is the one it was made from, or the
/// transform has added to it.
fn may_replace(kind: &str, existing: &Node) -> bool {
    let existing = existing.get("Type").and_then(Node::as_str).unwrap_or_default();
    match kind {
        "AWS::Lambda::Function" => existing == "AWS::Serverless::Function",
        "AWS::Lambda::LayerVersion" => existing == "AWS::Serverless::LayerVersion",
        "AWS::Lambda::CapacityProvider" => existing == "AWS::Serverless::CapacityProvider",
        "AWS::ApiGateway::RestApi" => existing == "AWS::Serverless::Api",
        "AWS::ApiGatewayV2::Api" => matches!(existing, "AWS::Serverless::HttpApi" | "AWS::Serverless::WebSocketApi"),
        "AWS::DynamoDB::Table" => existing == "AWS::Serverless::SimpleTable",
        "AWS::CloudFormation::Stack" => existing == "AWS::Serverless::Application",
        "AWS::StepFunctions::StateMachine" => existing == "AWS::Serverless::StateMachine",
        "AWS::AppSync::GraphQLApi" => existing == "AWS::Serverless::GraphQLApi",
        "AWS::S3::Bucket"
        | "AWS::SNS::Topic"
        | "AWS::Cognito::UserPool"
        | "AWS::ApiGateway::DomainName"
        | "AWS::ApiGateway::BasePathMapping"
        | "AWS::ApiGateway::DomainNameV2"
        | "AWS::ApiGateway::BasePathMappingV2" => kind == existing,
        _ => false,
    }
}
