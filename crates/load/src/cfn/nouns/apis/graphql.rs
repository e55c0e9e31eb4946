//! GraphQL gateways: `AWS::AppSync::*`.

use std::sync::Arc;

use model::{ApiStyle, Auth, Authorizer, AuthorizerKind, EntryKind, Network, Property, Target};

use super::super::{Builder, Resource, name_at};
use super::{Route, add_api, add_route, new_api};
use crate::cfn::environment::Environment;
use crate::cfn::names;

const API: &str = "AWS::AppSync::GraphQLApi";

/// Makes a gateway.
pub(super) fn declare(environment: &Environment<'_>, builder: &mut Builder<'_>, resource: &Resource<'_>) {
    if resource.kind != API {
        return;
    }
    let mut api = new_api(environment, resource, ApiStyle::GraphQl);
    let visibility = environment.text(&environment.field(&resource.properties, "Visibility"));
    api.network = visibility.map(|kind| if kind.as_ref() == "PRIVATE" { Network::Private } else { Network::Internet });
    let additional = environment.field(&resource.properties, "AdditionalAuthenticationProviders");
    for place in environment.items(&additional) {
        let kinds = environment.text(&environment.field(&vec![place], "AuthenticationType"));
        for (guard, kind, origin) in kinds.known() {
            api.authorizers.push(Authorizer {
                name: Arc::clone(kind),
                kind: authorizer_kind(kind),
                origin: origin.clone(),
                guard: guard.clone(),
            });
        }
    }
    let id = add_api(environment, builder, api);
    builder.index.add_api(format!("‹{}.ApiId›", resource.name), id);
}

fn authorizer_kind(kind: &str) -> AuthorizerKind {
    match kind {
        "API_KEY" => AuthorizerKind::ApiKey,
        "AWS_IAM" => AuthorizerKind::Iam,
        "AMAZON_COGNITO_USER_POOLS" => AuthorizerKind::UserPool,
        "AWS_LAMBDA" => AuthorizerKind::Function,
        _ => AuthorizerKind::Unknown,
    }
}

/// The endpoint is one entry for each function its data sources call, or one for its other sources.
pub(super) fn entries(
    environment: &Environment<'_>,
    builder: &mut Builder<'_>,
    resource: &Resource<'_>,
    resources: &[Resource<'_>],
) {
    if resource.kind != API {
        return;
    }
    let api = names::reference(environment, &resource.name).and_then(|name| builder.index.api(&name));
    let types = environment.text(&environment.field(&resource.properties, "AuthenticationType"));
    let auth: Property<Auth> = types.map(|kind| match kind.as_ref() {
        "API_KEY" => Auth::ApiKey,
        "AWS_IAM" => Auth::Iam,
        _ => Auth::Authorizer(kind),
    });
    let sources = resources.iter().filter(|source| source.kind == "AWS::AppSync::DataSource");
    let mut targets: Vec<Target> = Vec::new();
    for source in sources {
        let own = name_at(environment, &source.properties, &["ApiId"]).and_then(|name| builder.index.api(&name));
        let function = name_at(environment, &source.properties, &["LambdaConfig", "LambdaFunctionArn"]);
        let function = function.and_then(|name| builder.index.function(&name));
        if own == api
            && let Some(function) = function
        {
            targets.push(Target::Function(function));
        }
    }
    if targets.is_empty() {
        targets.push(Target::Service(Arc::from("data sources")));
    }
    for target in targets {
        let route = Route {
            origin: resource.origin.clone(),
            guard: resource.guard.clone(),
            kind: EntryKind::GraphQl,
            auth: auth.clone(),
            target,
        };
        add_route(environment, builder, resource, api, route);
    }
}
