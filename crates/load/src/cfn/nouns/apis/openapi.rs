//! Routes, authorizers and CORS of an OpenAPI document with the gateway's extensions.

use std::sync::Arc;

use model::{Alternative, ApiId, Auth, Authorizer, AuthorizerKind, EntryKind, Guard, Property, Target};
use source::Origin;
use syntax::{Map, Node};

use super::super::{Builder, Resource, name_at, named_origin};
use super::{Route, add_route, cors, into_store, target};
use crate::cfn::defaults::uncovered;
use crate::cfn::environment::{Environment, Places};

const METHODS: [&str; 8] =
    ["get", "post", "put", "delete", "patch", "head", "options", "x-amazon-apigateway-any-method"];
const INTEGRATION: &str = "x-amazon-apigateway-integration";

/// The authorizers of a document.
pub(super) fn authorizers(environment: &Environment<'_>, body: &Places<'_>) -> Vec<Authorizer> {
    let mut found = Vec::new();
    for schemes in
        [environment.field(body, "securityDefinitions"), environment.at(body, &["components", "securitySchemes"])]
    {
        for (guard, map) in &schemes {
            for (name, entry) in map.as_map().into_iter().flat_map(Map::entries) {
                let here = environment.field(&vec![(guard.clone(), *map)], name);
                found.push(Authorizer {
                    name: Arc::clone(name),
                    kind: scheme_kind(environment, &here),
                    origin: named_origin(&entry.key, &entry.node),
                    guard: guard.clone(),
                });
            }
        }
    }
    found
}

/// What a security scheme makes the gateway check. Without the gateway's extension it checks nothing.
fn scheme_kind(environment: &Environment<'_>, scheme: &Places<'_>) -> AuthorizerKind {
    let text = |path: &[&str]| name_at(environment, scheme, path);
    let auth_type = text(&["x-amazon-apigateway-authtype"]);
    if auth_type.as_deref().is_some_and(|kind| kind.eq_ignore_ascii_case("awsSigv4")) {
        return AuthorizerKind::Iam;
    }
    let extension = environment.field(scheme, "x-amazon-apigateway-authorizer");
    if extension.is_empty() {
        let is_key = text(&["type"]).as_deref() == Some("apiKey")
            && text(&["name"]).is_some_and(|name| name.eq_ignore_ascii_case("x-api-key"));
        return if is_key { AuthorizerKind::ApiKey } else { AuthorizerKind::Unknown };
    }
    match name_at(environment, &extension, &["type"]).as_deref() {
        Some("jwt") => {
            let configuration = environment.field(&extension, "jwtConfiguration");
            jwt(environment, &configuration, "issuer", "audience")
        }
        Some("cognito_user_pools") => AuthorizerKind::UserPool,
        _ => AuthorizerKind::Function,
    }
}

/// A JWT authorizer from its configuration.
pub(super) fn jwt(
    environment: &Environment<'_>,
    configuration: &Places<'_>,
    issuer: &str,
    audience: &str,
) -> AuthorizerKind {
    let list = |node: &Node| match node.as_list() {
        Some(items) => Some(items.iter().filter_map(Node::text).collect::<Vec<_>>()),
        None => node.text().map(|one| vec![one]),
    };
    AuthorizerKind::Jwt {
        issuer: environment.text(&environment.field(configuration, issuer)),
        audience: environment.property(&environment.field(configuration, audience), list, "a list of audiences"),
    }
}

/// The routes of a document.
pub(super) fn routes(
    environment: &Environment<'_>,
    builder: &mut Builder<'_>,
    resource: &Resource<'_>,
    api: Option<ApiId>,
    body: &Places<'_>,
) {
    let schemes = authorizers(environment, body);
    let default = environment.field(body, "security");
    for (guard, paths) in &environment.field(body, "paths") {
        for (path, _) in paths.as_map().into_iter().flat_map(Map::iter) {
            let items = environment.field(&vec![(guard.clone(), *paths)], path);
            for method in METHODS {
                for operation in environment.field(&items, method) {
                    let here = vec![operation.clone()];
                    let target = integration(environment, builder, &here);
                    if method == "options"
                        && let Some(api) = api
                    {
                        cors::from_preflight(environment, builder, api, &here);
                    }
                    let origin = operation_origin(&items, method, operation.1);
                    let route = Route {
                        guard: operation.0.clone(),
                        kind: EntryKind::Route { method: shown(method), path: Arc::clone(path) },
                        auth: security(environment, &schemes, &operation, &default, &origin),
                        target,
                        origin,
                    };
                    add_route(environment, builder, resource, api, route);
                }
            }
        }
    }
}

/// From the method's name on, where the operation was written as such.
fn operation_origin(items: &Places<'_>, method: &str, operation: &Node) -> Origin {
    let entry = items.iter().find_map(|(_, item)| item.as_map()?.entry(method));
    entry.map_or_else(|| operation.origin.clone(), |entry| named_origin(&entry.key, operation))
}

fn shown(method: &str) -> Arc<str> {
    if method.starts_with("x-") { Arc::from("ANY") } else { Arc::from(method.to_ascii_uppercase()) }
}

fn integration(environment: &Environment<'_>, builder: &Builder<'_>, operation: &Places<'_>) -> Target {
    let integration = environment.field(operation, INTEGRATION);
    let kind = name_at(environment, &integration, &["type"]);
    let address = name_at(environment, &integration, &["uri"]);
    into_store(environment, builder, &integration, target(builder, kind.as_deref(), address.as_deref()))
}

/// What an operation asks for: its own `security`, else that of the document. An empty list asks for nothing.
fn security(
    environment: &Environment<'_>,
    schemes: &[Authorizer],
    (guard, operation): &(Guard, &Node),
    default: &Places<'_>,
    origin: &Origin,
) -> Property<Auth> {
    let own = environment.field(&vec![(guard.clone(), *operation)], "security");
    let mut alternatives = Vec::new();
    for stated in [&own, default] {
        // Where the operation says nothing, the document does.
        let left = uncovered(environment, guard, guards(&alternatives));
        for (stated_guard, requirements) in stated {
            let value = strongest(environment, schemes, requirements);
            alternatives.extend(left.iter().filter_map(|guard| stated_guard.and(guard)).map(|guard| Alternative {
                guard,
                value: Ok(value.clone()),
                origin: requirements.origin.clone(),
            }));
        }
    }
    let origin = origin.derived("no security stated");
    let left = uncovered(environment, guard, guards(&alternatives));
    let unstated = |guard| Alternative { guard, value: Ok(Auth::None), origin: origin.clone() };
    alternatives.extend(left.into_iter().map(unstated));
    Property { alternatives }
}

fn guards(alternatives: &[Alternative<Auth>]) -> impl Iterator<Item = &Guard> + Clone {
    alternatives.iter().map(|alternative| &alternative.guard)
}

/// The gateway does not choose between requirements: an authorizer and a key that are both named are both asked for.
fn strongest(environment: &Environment<'_>, schemes: &[Authorizer], requirements: &Node) -> Auth {
    let mut asked = Auth::None;
    let places = environment.items(&vec![(Guard::always(), requirements)]);
    for name in places.iter().filter_map(|(_, requirement)| requirement.as_map()).flat_map(Map::keys) {
        let Some(scheme) = schemes.iter().find(|scheme| scheme.name == *name) else { continue };
        match scheme.kind {
            AuthorizerKind::Iam => asked = Auth::Iam,
            AuthorizerKind::ApiKey if asked == Auth::None => asked = Auth::ApiKey,
            AuthorizerKind::ApiKey | AuthorizerKind::Unknown => {}
            _ if asked != Auth::Iam => asked = Auth::Authorizer(Arc::clone(name)),
            _ => {}
        }
    }
    asked
}
