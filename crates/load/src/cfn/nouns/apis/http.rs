//! HTTP and WebSocket gateways: `AWS::ApiGatewayV2::*`.

use std::sync::Arc;

use model::{ApiStyle, Auth, AuthorizerKind, EntryKind, Guard, Property, Target};

use super::super::named::Named;
use super::super::{Builder, Resource, name_at};
use super::{
    Route, add_api, add_authorizer, add_route, auth, cors, into_store, new_api, openapi, route_kind, stated_auth,
    target,
};
use crate::cfn::environment::Environment;
use crate::cfn::names;

/// What routes lead to.
pub(super) const INTEGRATION: &str = "AWS::ApiGatewayV2::Integration";

/// Makes a gateway.
pub(super) fn declare(environment: &Environment<'_>, builder: &mut Builder<'_>, resource: &Resource<'_>) {
    if resource.kind != "AWS::ApiGatewayV2::Api" {
        return;
    }
    let field = |name: &str| environment.field(&resource.properties, name);
    let protocol = name_at(environment, &resource.properties, &["ProtocolType"]);
    let style = if protocol.as_deref() == Some("WEBSOCKET") { ApiStyle::WebSocket } else { ApiStyle::Http };
    let mut api = new_api(environment, resource, style);
    let body = field("Body");
    api.authorizers = openapi::authorizers(environment, &body);
    api.cors = cors::read(environment, &field("CorsConfiguration"), &cors::PROPERTY);
    let extension = environment.field(&body, "x-amazon-apigateway-cors");
    api.cors.extend(cors::read(environment, &extension, &cors::EXTENSION));
    api.default_endpoint_disabled = environment.bool(&field("DisableExecuteApiEndpoint"));
    add_api(environment, builder, api);
}

/// Adds an authorizer that is a resource of its own.
pub(super) fn authorizer(environment: &Environment<'_>, builder: &mut Builder<'_>, resource: &Resource<'_>) {
    if resource.kind != "AWS::ApiGatewayV2::Authorizer" {
        return;
    }
    let text = |name: &str| name_at(environment, &resource.properties, &[name]);
    let kind = match text("AuthorizerType").as_deref() {
        Some("JWT") => {
            let configuration = environment.field(&resource.properties, "JwtConfiguration");
            openapi::jwt(environment, &configuration, "Issuer", "Audience")
        }
        Some("REQUEST") => AuthorizerKind::Function,
        _ => AuthorizerKind::Unknown,
    };
    add_authorizer(environment, builder, resource, "ApiId", kind);
}

/// Adds the routes of a document, of a quick-create gateway, or of a route resource.
pub(super) fn routes(
    environment: &Environment<'_>,
    builder: &mut Builder<'_>,
    resource: &Resource<'_>,
    named: &Named<'_, '_>,
) {
    match resource.kind {
        "AWS::ApiGatewayV2::Api" => {
            let api = names::reference(environment, &resource.name).and_then(|name| builder.index.api(&name));
            let body = environment.field(&resource.properties, "Body");
            openapi::routes(environment, builder, resource, api, &body);
            if let Some(address) = name_at(environment, &resource.properties, &["Target"]) {
                let key = name_at(environment, &resource.properties, &["RouteKey"]);
                let guard = resource.guard.clone();
                let route = Route {
                    origin: resource.origin.clone(),
                    kind: route_kind(key.as_deref().unwrap_or("$default")),
                    auth: auth(&guard, Auth::None, resource.origin.derived("no authorization stated")),
                    target: target(builder, None, Some(&address)),
                    guard,
                };
                add_route(environment, builder, resource, api, route);
            }
        }
        "AWS::ApiGatewayV2::Route" => route(environment, builder, resource, named),
        _ => {}
    }
}

fn route(environment: &Environment<'_>, builder: &mut Builder<'_>, resource: &Resource<'_>, named: &Named<'_, '_>) {
    let text = |name: &str| name_at(environment, &resource.properties, &[name]);
    let api = text("ApiId").and_then(|name| builder.index.api(&name));
    let key = text("RouteKey").unwrap_or_default();
    let style = api.and_then(|id| builder.project.api(id)).map(|api| api.style);
    let kind = match style {
        Some(ApiStyle::WebSocket) => EntryKind::Message { key },
        _ => route_kind(&key),
    };
    let guard = resource.properties.first().map_or_else(Guard::always, |(guard, _)| guard.clone());
    let route = Route {
        origin: resource.origin.clone(),
        auth: route_auth(environment, resource, &guard, &kind),
        kind,
        target: route_target(environment, builder, text("Target").as_deref(), named),
        guard,
    };
    add_route(environment, builder, resource, api, route);
}

/// Of a WebSocket gateway only `$connect` can ask for anything.
fn route_auth(
    environment: &Environment<'_>,
    resource: &Resource<'_>,
    guard: &Guard,
    kind: &EntryKind,
) -> Property<Auth> {
    if matches!(kind, EntryKind::Message { key } if key.as_ref() != "$connect") {
        return Property::unset();
    }
    stated_auth(environment, resource, guard)
}

/// `integrations/ID`: what that integration leads to.
fn route_target(
    environment: &Environment<'_>,
    builder: &Builder<'_>,
    text: Option<&str>,
    named: &Named<'_, '_>,
) -> Target {
    let Some(id) = text.and_then(|text| text.rsplit('/').next()) else {
        return Target::Unknown(Arc::from("no integration"));
    };
    let Some(integration) = named.get(INTEGRATION, id) else { return Target::Unknown(Arc::from(id)) };
    let kind = name_at(environment, &integration.properties, &["IntegrationType"]);
    if let Some(subtype) = name_at(environment, &integration.properties, &["IntegrationSubtype"]) {
        let service = Target::Service(Arc::from(subtype.split('-').next().unwrap_or(&subtype).to_ascii_lowercase()));
        let parameters = environment.field(&integration.properties, "RequestParameters");
        return into_store(environment, builder, &parameters, service);
    }
    target(builder, kind.as_deref(), name_at(environment, &integration.properties, &["IntegrationUri"]).as_deref())
}
