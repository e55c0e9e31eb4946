//! `AWS::Serverless::WebSocketApi`: an API with a route, an integration and a permission for each kind of message.

use source::Origin;
use syntax::{Map, Node, node};

use super::http::set_stage_settings;
use super::http_domain;
use super::record_sets::RecordSetGroups;
use crate::context::Context;
use crate::error::Cause;
use crate::resource::{Resource, SamResource};
use crate::shape::{Property, Shape};
use crate::{tags, values};

const CREATED_BY: &str = "websocketapi:createdBy";
/// Not API Gateway's `$default`, which is the name of a route here.
const DEFAULT_STAGE: &str = "default";
const CONNECT: &str = "$connect";

/// The allowed properties.
pub const PROPERTIES: &[Property] = &[
    Property::optional("ApiKeySelectionExpression", Shape::Text),
    Property::optional("AccessLogSettings", Shape::Map),
    Property::optional("Auth", Shape::Map),
    Property::optional("DefaultRouteSettings", Shape::Map),
    Property::optional("Description", Shape::Text),
    Property::optional("DisableExecuteApiEndpoint", Shape::Bool),
    Property::optional("Domain", Shape::Map),
    Property::optional("DisableSchemaValidation", Shape::Bool),
    Property::optional("FailOnWarnings", Shape::Bool),
    Property::optional("IpAddressType", Shape::Text),
    Property::optional("Name", Shape::Text),
    Property::optional("PropagateTags", Shape::Bool),
    Property::required("Routes", Shape::Map),
    Property::optional("RouteSettings", Shape::Map),
    Property::required("RouteSelectionExpression", Shape::Text),
    Property::optional("StageName", Shape::TEXT_OR_MAP),
    Property::optional("StageVariables", Shape::Map),
    Property::optional("Tags", Shape::Map),
];

/// What `!Ref LogicalId.Property` stands for.
pub const REFERABLE: &[(&str, &str)] =
    &[("Stage", "AWS::ApiGatewayV2::Stage"), ("DomainName", "AWS::ApiGatewayV2::DomainName")];

/// Expands the resource.
///
/// # Errors
/// When the resource is not valid.
pub fn expand(resource: &mut SamResource, context: &mut Context<'_>) -> Result<Vec<Resource>, Cause> {
    for name in ["Auth", "Domain", "Routes"] {
        if let Some(node) = resource.properties.get_mut(name) {
            context.resolve(node)?;
        }
    }
    let build = Build::new(resource)?;
    let mut generated = vec![build.api()?];
    let domain = http_domain::expand(resource, Some(CREATED_BY), &mut RecordSetGroups::default())?;
    let mut stage = build.stage()?;
    let mut authorizer = None;
    let mut routes = Vec::new();
    for (key, settings) in build.routes.entries() {
        let (made, made_authorizer) = build.route(key, &settings.node, &settings.key)?;
        routes.extend(made.first().map(|route| Node::from_text(route.logical_id.clone(), route.origin.clone())));
        generated.extend(made);
        authorizer = made_authorizer.or(authorizer);
    }
    generated.extend(domain);
    if let Some(settings) = resource.set("RouteSettings") {
        stage.depends_on = Some(Node::from_list(routes, settings.origin.derived("stage")));
    }
    generated.push(stage);
    if let Some(authorizer) = authorizer {
        generated.push(authorizer);
        generated.extend(build.authorizer_permission());
    }
    tags::propagate(resource, &mut generated);
    propagate_to_api(resource, &mut generated);
    Ok(generated)
}

/// The API takes tags as a mapping; they replace those it has, but the SAM tag stands among them.
fn propagate_to_api(resource: &SamResource, generated: &mut [Resource]) {
    let (Some(written), Some(_)) = (resource.set("Tags"), resource.set("PropagateTags")) else { return };
    let Some(mut tags) = written.as_map().cloned() else { return };
    tags.insert(CREATED_BY, node!(&written.origin.derived("SAM tag"); "SAM"));
    let takes = |made: &&mut Resource| {
        matches!(made.kind, "AWS::ApiGatewayV2::Api" | "AWS::ApiGatewayV2::Stage" | "AWS::ApiGatewayV2::DomainName")
    };
    for made in generated.iter_mut().filter(takes) {
        made.set("Tags", Node::from_map(tags.clone(), written.origin.clone()));
    }
}

/// How callers prove who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Auth {
    None,
    Iam,
    Custom,
}

struct Build<'r> {
    resource: &'r SamResource,
    routes: &'r Map,
    auth: Option<&'r Node>,
    stage_name: Node,
}

impl<'r> Build<'r> {
    fn new(resource: &'r SamResource) -> Result<Self, Cause> {
        let fault = |message: &str| Cause::resource(resource.logical_id.clone(), message).at(&resource.origin);
        let routes = resource.set("Routes").and_then(Node::as_map);
        let routes = routes.ok_or_else(|| fault("WebSocket API must have at least one route."))?;
        let address = resource.get("IpAddressType").filter(|kind| !values::is_intrinsic(kind));
        if address.is_some_and(|kind| !matches!(kind.as_str(), Some("ipv4" | "dualstack"))) {
            return Err(fault("IpAddressType must be 'ipv4' or 'dualstack'."));
        }
        if resource.set("Domain").is_some_and(|domain| values::set(domain.get("MutualTlsAuthentication")).is_some()) {
            return Err(fault("Mutual TLS domain name association is not supported for Websocket APIs."));
        }
        let default = || node!(&resource.origin.derived("default stage"); (DEFAULT_STAGE));
        let stage_name = resource.get("StageName").cloned().unwrap_or_else(default);
        Ok(Self { resource, routes, auth: resource.set("Auth"), stage_name })
    }

    fn fault(&self, message: impl Into<String>, origin: &Origin) -> Cause {
        Cause::resource(self.resource.logical_id.clone(), message).at(origin)
    }

    fn new_resource(&self, id: String, kind: &'static str, origin: &Origin) -> Resource {
        Resource::new(id, kind, origin).with_attributes(self.resource.passed_attributes())
    }

    fn api(&self) -> Result<Resource, Cause> {
        let resource = self.resource;
        let mut made = Resource::new(resource.logical_id.clone(), "AWS::ApiGatewayV2::Api", &resource.origin)
            .with_depends_on(resource.depends_on.clone())
            .with_attributes(resource.attributes.clone());
        if let Some(auth) = self.auth.filter(|_| !self.routes.contains(CONNECT)) {
            let message = "Authorization is only available if there is a $connect route.";
            return Err(self.fault(message, &auth.origin));
        }
        let passed = [
            "ApiKeySelectionExpression",
            "Description",
            "DisableExecuteApiEndpoint",
            "DisableSchemaValidation",
            "IpAddressType",
            "RouteSelectionExpression",
        ];
        for name in passed {
            made.set_opt(name, resource.get(name));
        }
        let default = node!(&resource.origin.derived("Name"); (&resource.logical_id));
        made.set("Name", resource.get("Name").unwrap_or(&default));
        let origin = resource.origin_of("Tags").derived("SAM tag");
        let mut tags = resource.set("Tags").and_then(Node::as_map).cloned().unwrap_or_default();
        tags.insert(CREATED_BY, node!(&origin; "SAM"));
        made.set("Tags", tags);
        made.set("ProtocolType", "WEBSOCKET");
        Ok(made)
    }

    fn stage(&self) -> Result<Resource, Cause> {
        let name = self.stage_name.as_str().unwrap_or_default();
        if name == "$default" {
            let message = "Stages cannot be named $default for WebSocket APIs.";
            return Err(self.fault(message, &self.stage_name.origin));
        }
        let api = &self.resource.logical_id;
        let id = if name == DEFAULT_STAGE { format!("{api}DefaultStage") } else { format!("{api}{name}Stage") };
        let origin = self.stage_name.origin.derived("stage");
        let mut made = self.new_resource(id, "AWS::ApiGatewayV2::Stage", &origin);
        made.set("ApiId", values::reference(api, &origin));
        made.set("StageName", &self.stage_name);
        made.set("Tags", node!(&origin; { (CREATED_BY): "SAM" }));
        set_stage_settings(&mut made, self.resource);
        Ok(made)
    }

    /// Route, integration and permission of one kind of message, and the authorizer of the route that connects.
    fn route(
        &self,
        key: &str,
        settings: &Node,
        key_origin: &Origin,
    ) -> Result<(Vec<Resource>, Option<Resource>), Cause> {
        let stem = format!("{}{}", self.resource.logical_id, self.route_stem(key, key_origin)?);
        let origin = settings.origin.derived("route");
        let integration_id = format!("{stem}Integration");
        let mut route = self.new_resource(format!("{stem}Route"), "AWS::ApiGatewayV2::Route", &origin);
        route.set("RouteKey", Node::from_text(key, key_origin.clone()));
        route.set("ApiId", values::reference(&self.resource.logical_id, &origin));
        let get = |name: &str| values::some(settings.get(name));
        for name in ["ApiKeyRequired", "ModelSelectionExpression", "OperationName", "RequestModels"] {
            route.set_opt(name, get(name));
        }
        if let Some(parameters) = values::set(get("RequestParameters")) {
            if key != CONNECT {
                let message = "Request parameters are only supported for the $connect route in WebSocket APIs.";
                return Err(self.fault(message, &parameters.origin));
            }
            route.set("RequestParameters", parameters);
        }
        route.set_opt("RouteResponseSelectionExpression", get("RouteResponseSelectionExpression"));
        let target = values::reference(&integration_id, &origin);
        route.set("Target", node!(&origin; { "Fn::Join": ["/", ["integrations", (target)]] }));
        let authorizer = self.set_authorization(key, &mut route)?;
        let function = settings.get("FunctionArn");
        let function = function.ok_or_else(|| self.fault("Route must have associated function.", &settings.origin))?;

        let mut integration = self.new_resource(integration_id, "AWS::ApiGatewayV2::Integration", &origin);
        integration.set("ApiId", values::reference(&self.resource.logical_id, &origin));
        integration.set("IntegrationType", "AWS_PROXY");
        integration.set("IntegrationUri", invocation("FunctionArn", function, &origin));
        integration.set_opt("TimeoutInMillis", get("IntegrationTimeout"));
        let permission = self.permission(key, format!("{stem}Permission"), function, &origin);
        Ok((vec![route, integration, permission], authorizer))
    }

    fn route_stem(&self, key: &str, origin: &Origin) -> Result<String, Cause> {
        let special = matches!(key, "$connect" | "$disconnect" | "$default");
        if !special && !super::is_alphanumeric(key) {
            let message = format!(
                "Route key '{key}' must be alphanumeric. Only $connect, $disconnect, and $default special routes are \
                 supported."
            );
            return Err(self.fault(message, origin));
        }
        let mut letters = key.trim_start_matches('$').chars();
        let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
        Ok(first + &letters.as_str().to_lowercase())
    }

    fn set_authorization(&self, key: &str, route: &mut Resource) -> Result<Option<Resource>, Cause> {
        let Some(auth) = self.auth else { return Ok(None) };
        self.check_auth(auth)?;
        if key != CONNECT {
            return Ok(None);
        }
        let origin = auth.origin.derived("Auth");
        let (kind, authorizer) = match auth.get("AuthType").and_then(Node::as_str) {
            Some("CUSTOM") => (Auth::Custom, Some(self.authorizer(auth))),
            Some("AWS_IAM") => (Auth::Iam, None),
            _ => (Auth::None, None),
        };
        route.set("AuthorizationType", node!(&origin; (kind.name())));
        if let Some(authorizer) = &authorizer {
            route.set("AuthorizerId", values::reference(&authorizer.logical_id, &origin));
        }
        Ok(authorizer)
    }

    fn check_auth(&self, auth: &Node) -> Result<Auth, Cause> {
        let fault = |message: &str| Err(self.fault(message, &auth.origin));
        let alone = auth.as_map().is_some_and(|map| map.len() == 1);
        let Some(kind) = values::set(auth.get("AuthType")) else {
            return fault("AuthType must be specified for additional auth configurations.");
        };
        match kind.as_str().map(str::to_uppercase).as_deref() {
            Some("CUSTOM") if values::set(auth.get("AuthArn")).is_none() => {
                fault("AuthArn must be specified if AuthType is CUSTOM.")
            }
            Some("CUSTOM") => Ok(Auth::Custom),
            Some("AWS_IAM") if alone => Ok(Auth::Iam),
            Some("AWS_IAM") => fault("No additional configurations supported for AuthType AWS_IAM."),
            Some("NONE") if alone => Ok(Auth::None),
            Some("NONE") => fault("No additional configurations supported for AuthType NONE."),
            _ => fault("AuthType is not one of AWS_IAM, CUSTOM or NONE."),
        }
    }

    fn authorizer(&self, auth: &Node) -> Resource {
        let origin = auth.origin.derived("authorizer");
        let id = format!("{}ConnectAuthorizer", self.resource.logical_id);
        let mut made = self.new_resource(id, "AWS::ApiGatewayV2::Authorizer", &origin);
        made.set("ApiId", values::reference(&self.resource.logical_id, &origin));
        made.set_opt("AuthorizerCredentialsArn", auth.get("InvokeRole"));
        made.set("AuthorizerType", "REQUEST");
        if let Some(function) = auth.get("AuthArn") {
            made.set("AuthorizerUri", invocation("AuthArn", function, &origin));
        }
        made.set_opt("IdentitySource", values::some(auth.get("IdentitySource")));
        let default = node!(&origin; (&made.logical_id));
        made.set("Name", values::set(auth.get("Name")).unwrap_or(&default));
        made
    }

    fn authorizer_permission(&self) -> Option<Resource> {
        let auth = self.auth.filter(|auth| auth.get("AuthType").and_then(Node::as_str) == Some("CUSTOM"))?;
        if values::set(auth.get("InvokeRole")).is_some() {
            return None;
        }
        let function = values::set(auth.get("AuthArn"))?;
        let settings = crate::py27::Dict::plain(&auth.origin);
        let partition = "${AWS::Partition}";
        Some(super::authorizer::permission(self.resource, "", partition, function.clone(), &settings))
    }

    fn permission(&self, key: &str, id: String, function: &Node, origin: &Origin) -> Resource {
        let api = &self.resource.logical_id;
        let arn = "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:";
        let source = match self.stage_name.as_str() {
            Some(stage) => values::sub(format!("{arn}${{{api}.ApiId}}/{stage}/{key}"), origin),
            None => {
                let text = format!("{arn}${{{api}.ApiId}}/${{__StageName__}}/{key}");
                super::sub_with(text, "__StageName__", self.stage_name.clone(), origin)
            }
        };
        let mut made = self.new_resource(id, "AWS::Lambda::Permission", origin);
        made.set("Action", "lambda:InvokeFunction");
        made.set("FunctionName", function);
        made.set("Principal", "apigateway.amazonaws.com");
        made.set("SourceArn", source);
        made
    }
}

impl Auth {
    const fn name(self) -> &'static str {
        match self {
            Self::None => "NONE",
            Self::Iam => "AWS_IAM",
            Self::Custom => "CUSTOM",
        }
    }
}

/// The URI by which API Gateway calls a function.
fn invocation(variable: &str, function: &Node, origin: &Origin) -> Node {
    let text = format!(
        "arn:${{AWS::Partition}}:apigateway:${{AWS::Region}}:lambda:path/2015-03-31/functions/${{{variable}}}/invocations"
    );
    super::sub_with(text, variable, function.clone(), origin)
}
