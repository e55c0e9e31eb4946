//! Gateways and their routes.

mod cors;
mod domains;
mod graphql;
mod http;
mod openapi;
mod rest;
mod url;

use std::sync::Arc;

use model::{
    Alternative, Api, ApiId, ApiStyle, Auth, Authorizer, AuthorizerKind, Entry, EntryKind, Guard, Property, Target,
};
use source::Origin;
use syntax::{Node, Value};

use super::named::Named;
use super::{Builder, Resource, name_at};
use crate::cfn::defaults::uncovered;
use crate::cfn::environment::{Environment, Places};
use crate::cfn::names;

/// First pass: the gateways themselves, and what belongs to one but stands beside it.
pub(super) fn declare(environment: &Environment<'_>, builder: &mut Builder<'_>, resources: &[Resource<'_>]) {
    for resource in resources {
        rest::declare(environment, builder, resource);
        http::declare(environment, builder, resource);
        graphql::declare(environment, builder, resource);
    }
    for resource in resources {
        rest::authorizer(environment, builder, resource);
        http::authorizer(environment, builder, resource);
    }
    domains::attach(environment, builder, resources);
}

/// CORS settings that the transform refused, as they were written.
pub(crate) fn add_cors(environment: &Environment<'_>, builder: &mut Builder<'_>, refused: &[(Arc<str>, Node)]) {
    for (name, settings) in refused {
        let own = |api: &&mut Api| api.resource.stack == environment.stack && api.resource.name == *name;
        if let Some(api) = builder.project.apis.iter_mut().find(own) {
            api.cors = cors::as_written(settings);
        }
    }
}

/// Second pass: routes.
pub(super) fn link(environment: &Environment<'_>, builder: &mut Builder<'_>, resources: &[Resource<'_>]) {
    let named = Named::of(environment, resources, &[rest::RESOURCE, http::INTEGRATION]);
    for resource in resources {
        rest::routes(environment, builder, resource, &named);
        http::routes(environment, builder, resource, &named);
        graphql::entries(environment, builder, resource, resources);
        url::declare(environment, builder, resource);
    }
}

/// A gateway with nothing said about it.
fn new_api(environment: &Environment<'_>, resource: &Resource<'_>, style: ApiStyle) -> Api {
    Api {
        resource: resource.id(environment),
        origin: resource.origin.clone(),
        guard: resource.guard.clone(),
        style,
        network: Property::unset(),
        front_auth: Property::unset(),
        authorizers: Vec::new(),
        cors: Vec::new(),
        client_certificate: Property::unset(),
        default_endpoint_disabled: Property::unset(),
        domains: Vec::new(),
    }
}

/// Adds a gateway and registers what `Ref` of it gives.
fn add_api(environment: &Environment<'_>, builder: &mut Builder<'_>, api: Api) -> ApiId {
    let id = ApiId::of(builder.project.apis.len());
    if let Some(reference) = names::reference(environment, &api.resource.name) {
        builder.index.add_api(reference, id);
    }
    builder.index.add_api(format!("‹{}.ApiId›", api.resource.name), id);
    builder.project.apis.push(api);
    id
}

/// Adds an authorizer that is a resource of its own to the gateway that its property `api` names.
fn add_authorizer(
    environment: &Environment<'_>,
    builder: &mut Builder<'_>,
    resource: &Resource<'_>,
    api: &str,
    kind: AuthorizerKind,
) {
    let named = name_at(environment, &resource.properties, &[api]);
    let id = named.and_then(|name| builder.index.api(&name));
    if let Some(api) = id.and_then(|id| builder.project.apis.get_mut(id.index())) {
        let (name, origin) = (Arc::clone(&resource.name), resource.origin.clone());
        api.authorizers.push(Authorizer { name, kind, origin, guard: resource.guard.clone() });
    }
}

/// A route to be added.
struct Route {
    origin: Origin,
    guard: Guard,
    kind: EntryKind,
    auth: Property<Auth>,
    target: Target,
}

fn add_route(
    environment: &Environment<'_>,
    builder: &mut Builder<'_>,
    resource: &Resource<'_>,
    api: Option<ApiId>,
    route: Route,
) {
    builder.project.entries.push(Entry {
        resource: resource.id(environment),
        origin: route.origin,
        guard: route.guard,
        kind: route.kind,
        api,
        auth: route.auth,
        target: route.target,
    });
}

/// The method and path of a route key such as `POST /orders`, or the key of a message.
fn route_kind(key: &str) -> EntryKind {
    match key.split_once(' ') {
        Some((method, path)) => EntryKind::Route { method: Arc::from(method), path: Arc::from(path) },
        None if key == "$default" => EntryKind::Route { method: Arc::from("ANY"), path: Arc::from("$default") },
        None => EntryKind::Message { key: Arc::from(key) },
    }
}

/// What an integration address leads to.
fn target(builder: &Builder<'_>, kind: Option<&str>, address: Option<&str>) -> Target {
    let is = |name: &str| kind.is_some_and(|kind| kind.eq_ignore_ascii_case(name));
    if is("mock") {
        return Target::Mock;
    }
    let Some(address) = address else { return Target::Unknown(Arc::from("no integration")) };
    if let Some(function) = builder.index.function(address) {
        return Target::Function(function);
    }
    // arn:aws:apigateway:REGION:SERVICE:path|action/…
    match address.split(':').collect::<Vec<_>>().as_slice() {
        ["arn", _, "apigateway", _, service, ..] if *service != "lambda" => Target::Service(Arc::from(*service)),
        _ if is("http") || is("http_proxy") => Target::Service(Arc::from("http")),
        _ => Target::Unknown(Arc::from(address)),
    }
}

/// A service that the integration hands a store of the project to: the store itself.
fn into_store(
    environment: &Environment<'_>,
    builder: &Builder<'_>,
    integration: &Places<'_>,
    target: Target,
) -> Target {
    if !matches!(target, Target::Service(_)) {
        return target;
    }
    let mut texts = Vec::new();
    for (guard, node) in integration {
        for (_, resolved) in environment.alternatives(guard, node) {
            resolved.iter().for_each(|node| collect_texts(node, &mut texts));
        }
    }
    let stores = texts.iter().find_map(|text| builder.index.store_in(text));
    stores.map_or(target, Target::Store)
}

/// All texts of a resolved value.
pub(in super::super) fn collect_texts(node: &Node, texts: &mut Vec<Arc<str>>) {
    match &node.value {
        Value::Text(text) => texts.push(Arc::clone(text)),
        Value::List(items) => items.iter().for_each(|item| collect_texts(item, texts)),
        Value::Map(map) => map.values().for_each(|value| collect_texts(value, texts)),
        _ => {}
    }
}

/// What a method or route that is a resource of its own asks for: `AuthorizationType`, which is `NONE` when it is not set,
/// and a key where nothing else is asked for.
fn stated_auth(environment: &Environment<'_>, resource: &Resource<'_>, guard: &Guard) -> Property<Auth> {
    let field = |name: &str| environment.field(&resource.properties, name);
    let key = environment.bool(&field("ApiKeyRequired"));
    let open = if key.first() == Some(&true) { Auth::ApiKey } else { Auth::None };
    let authorizer = name_at(environment, &resource.properties, &["AuthorizerId"]);
    let authorizer = authorizer.map(|name| Arc::from(name.trim_matches(['‹', '›'])));
    let types = environment.text(&field("AuthorizationType"));
    let left = uncovered(environment, guard, types.alternatives.iter().map(|stated| &stated.guard));
    let mut stated = types.map(|kind| match kind.as_ref() {
        "NONE" => open.clone(),
        "AWS_IAM" => Auth::Iam,
        _ => Auth::Authorizer(authorizer.clone().unwrap_or_else(|| Arc::clone(&kind))),
    });
    let origin = resource.origin.derived("no authorization stated");
    let unstated = left.iter().flat_map(|guard| auth(guard, open.clone(), origin.clone()).alternatives);
    stated.alternatives.extend(unstated);
    stated
}

/// One `Auth` alternative.
fn auth(guard: &Guard, value: Auth, origin: Origin) -> Property<Auth> {
    Property { alternatives: vec![Alternative { guard: guard.clone(), value: Ok(value), origin }] }
}
