//! Which web pages may call a gateway.

use std::sync::Arc;

use model::{ApiId, Cors};
use syntax::{Map, Node};

use super::super::Builder;
use crate::cfn::environment::{Environment, Places};

/// Names of the two settings in one notation.
pub(super) struct Notation {
    pub origins: &'static str,
    pub credentials: &'static str,
}

/// Function URLs and HTTP APIs.
pub(super) const PROPERTY: Notation = Notation { origins: "AllowOrigins", credentials: "AllowCredentials" };
/// The extension of OpenAPI documents.
pub(super) const EXTENSION: Notation = Notation { origins: "allowOrigins", credentials: "allowCredentials" };

/// CORS settings at places.
pub(super) fn read(environment: &Environment<'_>, places: &Places<'_>, notation: &Notation) -> Vec<Cors> {
    let mut found = Vec::new();
    for (guard, node) in places {
        for (guard, resolved) in environment.alternatives(guard, node) {
            let Some(resolved) = resolved else { continue };
            let Some(origins) = resolved.get(notation.origins) else { continue };
            let listed = origins.as_list().unwrap_or(std::slice::from_ref(origins));
            found.push(Cors {
                origin: resolved.origin.clone(),
                guard,
                allowed_origins: listed.iter().filter_map(Node::text).collect(),
                credentials: resolved.get(notation.credentials).and_then(Node::as_bool).unwrap_or(false),
                origins_origin: origins.origin.clone(),
            });
        }
    }
    found
}

/// CORS settings of a SAM gateway, before any transform: a REST gateway names one origin, in quotes of its own.
pub(super) fn as_written(settings: &Node) -> Vec<Cors> {
    let Some(origins) = settings.get("AllowOrigins").or_else(|| settings.get("AllowOrigin")) else { return Vec::new() };
    let listed = origins.as_list().unwrap_or(std::slice::from_ref(origins));
    vec![Cors {
        origin: settings.origin.clone(),
        guard: model::Guard::always(),
        allowed_origins: listed.iter().filter_map(Node::text).map(|one| Arc::from(one.trim_matches('\''))).collect(),
        credentials: settings.get("AllowCredentials").and_then(Node::as_bool).unwrap_or(false),
        origins_origin: origins.origin.clone(),
    }]
}

/// REST gateways answer preflights with headers of a mock integration.
pub(super) fn from_preflight(
    environment: &Environment<'_>,
    builder: &mut Builder<'_>,
    api: ApiId,
    operation: &Places<'_>,
) {
    let responses = environment.at(operation, &["x-amazon-apigateway-integration", "responses"]);
    for (guard, response) in responses.iter().flat_map(|(guard, node)| {
        node.as_map().into_iter().flat_map(Map::values).map(move |response| (guard, response))
    }) {
        let header = |name: &str| {
            let path = format!("method.response.header.Access-Control-Allow-{name}");
            response.at(&["responseParameters", &path])
        };
        let Some(origins) = header("Origin") else { continue };
        // A static value stands in single quotes.
        let unquoted = |node: &Node| Some(Arc::<str>::from(node.text()?.trim_matches('\'')));
        let cors = Cors {
            origin: origins.origin.clone(),
            guard: guard.clone(),
            allowed_origins: unquoted(origins).into_iter().collect(),
            credentials: header("Credentials").and_then(unquoted).as_deref() == Some("true"),
            origins_origin: origins.origin.clone(),
        };
        if let Some(api) = builder.project.apis.get_mut(api.index())
            && !api.cors.iter().any(|known| known.origin == cors.origin)
        {
            api.cors.push(cors);
        }
    }
}
