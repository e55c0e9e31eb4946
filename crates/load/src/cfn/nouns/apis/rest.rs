//! REST gateways: `AWS::ApiGateway::*`.

use std::collections::BTreeSet;
use std::sync::Arc;

use model::{ApiStyle, AuthorizerKind, EntryKind, Guard, Network, Property};

use super::super::named::Named;
use super::super::{Builder, Resource, name_at};
use super::{Route, add_api, add_authorizer, add_route, into_store, new_api, openapi, stated_auth, target};
use crate::cfn::environment::{Environment, Places};
use crate::cfn::names;

/// A part of a path.
pub(super) const RESOURCE: &str = "AWS::ApiGateway::Resource";

/// How many parts of a path are read; from its end.
const MOST_PARTS: usize = 64;

/// Makes a gateway.
pub(super) fn declare(environment: &Environment<'_>, builder: &mut Builder<'_>, resource: &Resource<'_>) {
    if resource.kind != "AWS::ApiGateway::RestApi" {
        return;
    }
    let mut api = new_api(environment, resource, ApiStyle::Rest);
    let field = |name: &str| environment.field(&resource.properties, name);
    let body = field("Body");
    api.network = network(environment, &resource.properties);
    api.authorizers = openapi::authorizers(environment, &body);
    api.default_endpoint_disabled = environment.bool(&field("DisableExecuteApiEndpoint"));
    add_api(environment, builder, api);
}

/// `EndpointConfiguration`, as the property, as SAM writes it, or as the extension of the document.
fn network(environment: &Environment<'_>, properties: &Places<'_>) -> Property<Network> {
    let types = environment.at(properties, &["EndpointConfiguration", "Types"]);
    let types = environment.text(&environment.items(&types));
    types.map(|kind| if kind.eq_ignore_ascii_case("PRIVATE") { Network::Private } else { Network::Internet })
}

/// Adds an authorizer that is a resource of its own.
pub(super) fn authorizer(environment: &Environment<'_>, builder: &mut Builder<'_>, resource: &Resource<'_>) {
    if resource.kind != "AWS::ApiGateway::Authorizer" {
        return;
    }
    let text = |name: &str| name_at(environment, &resource.properties, &[name]);
    let kind = match text("Type").as_deref() {
        Some("COGNITO_USER_POOLS") => AuthorizerKind::UserPool,
        Some("TOKEN" | "REQUEST") => AuthorizerKind::Function,
        _ => AuthorizerKind::Unknown,
    };
    add_authorizer(environment, builder, resource, "RestApiId", kind);
}

/// Adds the routes of a document or of a method.
pub(super) fn routes(
    environment: &Environment<'_>,
    builder: &mut Builder<'_>,
    resource: &Resource<'_>,
    named: &Named<'_, '_>,
) {
    match resource.kind {
        "AWS::ApiGateway::RestApi" => {
            let api = names::reference(environment, &resource.name).and_then(|name| builder.index.api(&name));
            let body = environment.field(&resource.properties, "Body");
            openapi::routes(environment, builder, resource, api, &body);
        }
        "AWS::ApiGateway::Method" => method(environment, builder, resource, named),
        _ => {}
    }
}

fn method(environment: &Environment<'_>, builder: &mut Builder<'_>, resource: &Resource<'_>, named: &Named<'_, '_>) {
    let text = |path: &[&str]| name_at(environment, &resource.properties, path);
    let api = text(&["RestApiId"]).and_then(|name| builder.index.api(&name));
    let integration = environment.field(&resource.properties, "Integration");
    let kind = name_at(environment, &integration, &["Type"]);
    let address = name_at(environment, &integration, &["Uri"]);
    let path = text(&["ResourceId"]).map(|id| path_of(environment, &id, named)).unwrap_or_default();
    let method = text(&["HttpMethod"]).unwrap_or_else(|| Arc::from("ANY"));
    let guard = resource.properties.first().map_or_else(Guard::always, |(guard, _)| guard.clone());
    let route = Route {
        origin: resource.origin.clone(),
        kind: EntryKind::Route { method, path: Arc::from(path) },
        auth: stated_auth(environment, resource, &guard),
        target: into_store(environment, builder, &integration, target(builder, kind.as_deref(), address.as_deref())),
        guard,
    };
    add_route(environment, builder, resource, api, route);
}

/// The path of an `AWS::ApiGateway::Resource`, by the text a `Ref` to it gives.
fn path_of(environment: &Environment<'_>, id: &str, named: &Named<'_, '_>) -> String {
    let mut parts = Vec::new();
    let mut id = id.to_owned();
    let mut seen = BTreeSet::new();
    while parts.len() < MOST_PARTS && seen.insert(id.clone()) {
        let Some(resource) = named.get(RESOURCE, &id) else { break };
        parts.push(name_at(environment, &resource.properties, &["PathPart"]).unwrap_or_default());
        id = name_at(environment, &resource.properties, &["ParentId"]).unwrap_or_default().to_string();
    }
    parts.iter().rev().fold(String::from(if parts.is_empty() { "/" } else { "" }), |path, part| path + "/" + part)
}
