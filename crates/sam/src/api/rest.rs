//! `AWS::Serverless::Api`: a REST API with its deployment, its stage and what the settings ask for beside them.

use syntax::{Map, Node, node};

use super::{authorizer, body, deployment, domain, is_alphanumeric, usage_plan};
use crate::context::Context;
use crate::error::Cause;
use crate::openapi::is_supported_version;
use crate::py27::{Dict, Doc};
use crate::resource::{Resource, SamResource};
use crate::shape::{Property, Shape};
use crate::{arn, hash, tags, values};

/// The allowed properties.
pub const PROPERTIES: &[Property] = &[
    Property::optional("__MANAGE_SWAGGER", Shape::Bool),
    Property::optional("Name", Shape::TEXT_OR_MAP),
    Property::required("StageName", Shape::TEXT_OR_MAP),
    Property::optional("Tags", Shape::Map),
    Property::optional("PropagateTags", Shape::Bool),
    Property::optional("DefinitionBody", Shape::Map),
    Property::optional("DefinitionUri", Shape::TEXT_OR_MAP),
    Property::optional("MergeDefinitions", Shape::Bool).literal(),
    Property::optional("CacheClusterEnabled", Shape::Bool),
    Property::optional("CacheClusterSize", Shape::Text),
    Property::optional("Variables", Shape::Map),
    Property::optional("EndpointConfiguration", Shape::TEXT_OR_MAP),
    Property::optional("MethodSettings", Shape::List),
    Property::optional("BinaryMediaTypes", Shape::List),
    Property::optional("MinimumCompressionSize", Shape::Int),
    Property::optional("Cors", Shape::TEXT_OR_MAP),
    Property::optional("Auth", Shape::Map),
    Property::optional("GatewayResponses", Shape::Map),
    Property::optional("AccessLogSetting", Shape::Map),
    Property::optional("CanarySetting", Shape::Map),
    Property::optional("TracingEnabled", Shape::Bool),
    Property::optional("OpenApiVersion", Shape::Text),
    Property::optional("Models", Shape::Map),
    Property::optional("Domain", Shape::Map),
    Property::optional("FailOnWarnings", Shape::Bool),
    Property::optional("Description", Shape::Text),
    Property::optional("Mode", Shape::Text),
    Property::optional("DisableExecuteApiEndpoint", Shape::Bool),
    Property::optional("ApiKeySourceType", Shape::Text),
    Property::optional("AlwaysDeploy", Shape::Bool).literal(),
    Property::optional("Policy", Shape::TEXT_OR_MAP),
    Property::optional("SecurityPolicy", Shape::Text),
    Property::optional("EndpointAccessMode", Shape::Text),
];

/// What `!Ref LogicalId.Property` stands for.
pub const REFERABLE: &[(&str, &str)] = &[
    ("Stage", "AWS::ApiGateway::Stage"),
    ("Deployment", "AWS::ApiGateway::Deployment"),
    ("DomainName", "AWS::ApiGateway::DomainName"),
    ("DomainNameV2", "AWS::ApiGateway::DomainNameV2"),
    ("UsagePlan", "AWS::ApiGateway::UsagePlan"),
    ("UsagePlanKey", "AWS::ApiGateway::UsagePlanKey"),
    ("ApiKey", "AWS::ApiGateway::ApiKey"),
];

/// Expands the resource.
///
/// # Errors
/// When the resource is not valid.
pub fn expand(resource: &mut SamResource, context: &mut Context<'_>) -> Result<Vec<Resource>, Cause> {
    for name in ["BinaryMediaTypes", "Domain", "Auth"] {
        if let Some(node) = resource.properties.get_mut(name) {
            context.resolve(node)?;
        }
    }
    let resource = &*resource;
    let (rest_api, body) = rest_api(resource, context)?;
    let domain = domain::expand(resource, context)?;
    let mut deployment = new_deployment(resource);
    if let Some(body) = &body {
        deployment::tie_to_body(&mut deployment, resource, body, domain.settings.as_ref(), context);
    }
    let stage = stage(resource, &deployment);
    let permissions = authorizer::permissions(resource, context)?;
    let usage_plan = usage_plan::expand(resource, &stage, context)?;

    let mut generated = vec![rest_api, deployment, stage];
    generated.extend(permissions);
    generated.extend(domain.resources);
    generated.extend(usage_plan);
    generated.extend(domain.access_association);
    tags::propagate(resource, &mut generated);
    Ok(generated)
}

/// The API, and the document or location of the document whose change must lead to a deployment.
fn rest_api(resource: &SamResource, context: &mut Context<'_>) -> Result<(Resource, Option<Doc>), Cause> {
    let written = context.apis.definitions.of(&resource.logical_id, Some(&resource.properties));
    let written = written.filter(Doc::is_truthy);
    validate(resource, written.is_some())?;
    let origin = resource.origin.clone();
    let mut made = Resource::new(resource.logical_id.clone(), "AWS::ApiGateway::RestApi", &origin)
        .with_depends_on(resource.depends_on.clone())
        .with_attributes(resource.attributes.clone());
    made.set_opt("BinaryMediaTypes", resource.get("BinaryMediaTypes"));
    made.set_opt("MinimumCompressionSize", resource.get("MinimumCompressionSize"));
    set_endpoint_configuration(&mut made, resource, context)?;
    made.set_opt("FailOnWarnings", resource.set("FailOnWarnings"));

    let body = body::complete(resource, written, context)?;
    let changing = if let Some(uri) = resource.set("DefinitionUri") {
        let location = super::definition_location(&resource.logical_id, uri)?;
        made.set("BodyS3Location", &location);
        Some(location_text(&location))
    } else {
        made.set_opt("Body", body.as_ref().map(Doc::to_node));
        body
    };
    let passed = ["Name", "Description", "Mode", "ApiKeySourceType", "Policy", "SecurityPolicy", "EndpointAccessMode"];
    for name in passed {
        made.set_opt(name, resource.set(name));
    }
    Ok((made, changing))
}

/// The location as Python would print it: the keys are the transform's, the values the template's.
fn location_text(location: &Node) -> Doc {
    let mut dict = Dict::new(&location.origin);
    for (key, value) in location.as_map().into_iter().flat_map(Map::iter) {
        dict.insert(&**key, Doc::from_template(value));
    }
    Doc::Dict(dict)
}

fn validate(resource: &SamResource, has_body: bool) -> Result<(), Cause> {
    let fault = |message: &str| Err(Cause::resource(resource.logical_id.clone(), message).at(&resource.origin));
    let has_uri = resource.set("DefinitionUri").is_some();
    if has_uri && has_body {
        return fault("Specify either 'DefinitionUri' or 'DefinitionBody' property and not both.");
    }
    if has_uri && resource.set("MergeDefinitions").is_some() {
        return fault("Cannot set 'MergeDefinitions' to True when using `DefinitionUri`.");
    }
    match resource.set("OpenApiVersion") {
        Some(version) if !is_supported_version(&Doc::from_template(version)) => {
            fault("The OpenApiVersion value must be of the format '3.0.0'.")
        }
        _ => Ok(()),
    }
}

fn set_endpoint_configuration(made: &mut Resource, resource: &SamResource, context: &Context<'_>) -> Result<(), Cause> {
    let regional;
    let value = match resource.set("EndpointConfiguration") {
        Some(value) => value,
        None if arn::has_edge_endpoints(context.options) => return Ok(()),
        None => {
            regional = node!(&resource.origin; "REGIONAL");
            &regional
        }
    };
    let origin = value.origin.derived("EndpointConfiguration");
    let Some(kind) = values::set(value.get("Type")) else {
        made.set("EndpointConfiguration", node!(&origin; { "Types": [(value)] }));
        made.set("Parameters", node!(&origin; { "endpointConfigurationTypes": (value) }));
        return Ok(());
    };
    let mut configuration = Map::new();
    configuration.insert("Types", node!(&origin; [(kind)]));
    let (sam, cloudformation) = (value.get("VPCEndpointIds"), value.get("VpcEndpointIds"));
    if sam.is_some() && cloudformation.is_some() {
        let message = "'VPCEndpointIds' and 'VpcEndpointIds' cannot be used together in EndpointConfiguration.";
        return Err(Cause::resource(resource.logical_id.clone(), message).at(&value.origin));
    }
    if let Some(ids) = values::set(sam).or(cloudformation) {
        configuration.insert("VpcEndpointIds", ids.clone());
    }
    if let Some(kind) = value.get("IpAddressType") {
        configuration.insert("IpAddressType", kind.clone());
    }
    made.set("Parameters", node!(&origin; { "endpointConfigurationTypes": (kind) }));
    made.set("EndpointConfiguration", Node::from_map(configuration, origin));
    Ok(())
}

/// The deployment, before its id is tied to the document.
fn new_deployment(resource: &SamResource) -> Resource {
    let id = format!("{}Deployment", resource.logical_id);
    let origin = resource.origin.derived("deployment");
    let mut made =
        Resource::new(id, "AWS::ApiGateway::Deployment", &origin).with_attributes(resource.passed_attributes());
    made.set("RestApiId", values::reference(&resource.logical_id, &origin));
    if resource.set("OpenApiVersion").is_none() {
        made.set("StageName", "Stage");
    }
    made
}

fn stage(resource: &SamResource, deployment: &Resource) -> Resource {
    let name = resource.get("StageName").and_then(Node::as_str).unwrap_or_default();
    let id = if is_alphanumeric(name) {
        format!("{}{name}Stage", resource.logical_id)
    } else {
        hash::logical_id_of_text(&format!("{}Stage", resource.logical_id), name)
    };
    let origin = resource.origin_of("StageName").derived("stage");
    let mut made = Resource::new(id, "AWS::ApiGateway::Stage", &origin).with_attributes(resource.passed_attributes());
    made.set("RestApiId", values::reference(&resource.logical_id, &origin));
    made.set("DeploymentId", deployment.reference());
    let passed = [
        "StageName",
        "CacheClusterEnabled",
        "CacheClusterSize",
        "Variables",
        "MethodSettings",
        "AccessLogSetting",
        "CanarySetting",
        "TracingEnabled",
    ];
    for name in passed {
        made.set_opt(name, resource.get(name));
    }
    if let Some(tags) = resource.get("Tags")
        && let Some(map) = tags.as_map()
    {
        made.set("Tags", Node::from_list(tags::list(map), tags.origin.clone()));
    }
    made
}
