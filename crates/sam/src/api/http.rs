//! `AWS::Serverless::HttpApi`: an HTTP API with its stage and what the settings ask for beside them.

use syntax::{Map, Node, node};

use super::{http_authorizer, http_body, http_domain, is_alphanumeric};
use crate::context::Context;
use crate::error::Cause;
use crate::py27::Doc;
use crate::resource::{Resource, SamResource};
use crate::shape::{Property, Shape};
use crate::{hash, tags, values};

/// The tag that says who made a resource.
pub(super) const CREATED_BY: &str = "httpapi:createdBy";
const DEFAULT_STAGE: &str = "$default";

/// The allowed properties.
pub const PROPERTIES: &[Property] = &[
    Property::optional("__MANAGE_SWAGGER", Shape::Bool),
    Property::passed("Name"),
    Property::optional("StageName", Shape::TEXT_OR_MAP),
    Property::optional("Tags", Shape::Map),
    Property::optional("PropagateTags", Shape::Bool),
    Property::optional("DefinitionBody", Shape::Map),
    Property::optional("DefinitionUri", Shape::TEXT_OR_MAP),
    Property::optional("StageVariables", Shape::Map),
    Property::optional("CorsConfiguration", Shape::OneOf(&[Shape::Bool, Shape::Map])),
    Property::optional("AccessLogSettings", Shape::Map),
    Property::optional("DefaultRouteSettings", Shape::Map),
    Property::optional("Auth", Shape::Map),
    Property::optional("RouteSettings", Shape::Map),
    Property::optional("Domain", Shape::Map),
    Property::optional("FailOnWarnings", Shape::Bool),
    Property::optional("Description", Shape::Text),
    Property::optional("DisableExecuteApiEndpoint", Shape::Bool),
];

/// What `!Ref LogicalId.Property` stands for.
pub const REFERABLE: &[(&str, &str)] =
    &[("Stage", "AWS::ApiGatewayV2::Stage"), ("DomainName", "AWS::ApiGatewayV2::DomainName")];

/// Expands the resource.
///
/// # Errors
/// When the resource is not valid.
pub fn expand(resource: &mut SamResource, context: &mut Context<'_>) -> Result<Vec<Resource>, Cause> {
    for name in ["CorsConfiguration", "Domain"] {
        if let Some(node) = resource.properties.get_mut(name) {
            context.resolve(node)?;
        }
    }
    let written = context.apis.definitions.of(&resource.logical_id, Some(&resource.properties));
    let has_body = written.is_some();
    let api = http_api(resource, written.filter(Doc::is_truthy), context)?;
    let domain = {
        let groups = &mut context.apis.record_sets;
        http_domain::expand(resource, Some(CREATED_BY), groups)?
    };
    let permissions = http_authorizer::permissions(resource)?;
    let stage = stage(resource);

    let mut generated = vec![api];
    generated.extend(permissions);
    generated.extend(domain);
    generated.push(stage);
    // The document carries the tags of the API itself; the others take them when there is a document.
    if has_body && let Some(tags) = tags_of(resource) {
        generated.iter_mut().filter(|made| made.kind != "AWS::ApiGatewayV2::Api").for_each(|made| {
            tags::assign(made, &tags);
        });
    }
    Ok(generated)
}

/// The tags with the one that says who made the API, which stands in all of them.
fn tags_of(resource: &SamResource) -> Option<Node> {
    let written = resource.set("Tags")?;
    let mut tags = written.as_map().cloned()?;
    tags.insert(CREATED_BY, node!(&written.origin.derived("SAM tag"); "SAM"));
    Some(Node::from_map(tags, written.origin.clone()))
}

fn http_api(resource: &SamResource, written: Option<Doc>, context: &Context<'_>) -> Result<Resource, Cause> {
    let fault = |message: &str| Cause::resource(resource.logical_id.clone(), message).at(&resource.origin);
    let mut made = Resource::new(resource.logical_id.clone(), "AWS::ApiGatewayV2::Api", &resource.origin)
        .with_depends_on(resource.depends_on.clone())
        .with_attributes(resource.attributes.clone());
    let uri = resource.set("DefinitionUri");
    if uri.is_some() && written.is_some() {
        return Err(fault("Specify either 'DefinitionUri' or 'DefinitionBody' property and not both."));
    }
    let body = http_body::complete(resource, written, context)?;
    made.set_opt("FailOnWarnings", resource.set("FailOnWarnings"));
    if let Some(uri) = uri {
        made.set("BodyS3Location", super::definition_location(&resource.logical_id, uri)?);
    } else if let Some(body) = body {
        made.set("Body", body.to_node());
    } else {
        return Err(fault(
            "'DefinitionUri' or 'DefinitionBody' are required properties of an 'AWS::Serverless::HttpApi'. Add a value \
             for one of these properties or add a 'HttpApi' event to an 'AWS::Serverless::Function'.",
        ));
    }
    Ok(made)
}

fn stage(resource: &SamResource) -> Resource {
    let default = node!(&resource.origin.derived("default stage"); (DEFAULT_STAGE));
    let written = resource.set("StageName").unwrap_or(&default);
    let name = written.as_str().unwrap_or_default();
    let api = &resource.logical_id;
    let id = if is_alphanumeric(name) {
        format!("{api}{name}Stage")
    } else if name == DEFAULT_STAGE {
        format!("{api}ApiGatewayDefaultStage")
    } else {
        hash::logical_id_of_text(&format!("{api}Stage"), name)
    };
    let origin = written.origin.derived("stage");
    let mut made = Resource::new(id, "AWS::ApiGatewayV2::Stage", &origin).with_attributes(resource.passed_attributes());
    made.set("ApiId", values::reference(api, &origin));
    made.set("StageName", written);
    set_stage_settings(&mut made, resource);
    let mut tags = resource.get("Tags").and_then(Node::as_map).cloned();
    if http_body::takes_tags(resource) || tags.is_some() {
        let tags = tags.get_or_insert_with(Map::new);
        if http_body::takes_tags(resource) {
            tags.insert(CREATED_BY, node!(&origin; "SAM"));
        }
        made.set("Tags", tags.clone());
    }
    made
}

/// What the stages of HTTP and WebSocket APIs have in common.
pub(super) fn set_stage_settings(made: &mut Resource, resource: &SamResource) {
    for name in ["StageVariables", "AccessLogSettings", "DefaultRouteSettings", "RouteSettings"] {
        made.set_opt(name, resource.get(name));
    }
    made.set("AutoDeploy", true);
}
