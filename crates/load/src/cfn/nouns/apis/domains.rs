//! Custom domains and the client certificates they ask for.

use std::sync::Arc;

use model::{Alternative, Property};

use super::super::{Builder, Resource, name_at};
use crate::cfn::environment::Environment;
use crate::cfn::names;

/// Attaches domains to the gateways they lead to.
pub(super) fn attach(environment: &Environment<'_>, builder: &mut Builder<'_>, resources: &[Resource<'_>]) {
    for mapping in resources {
        let (api_property, domain_kind) = match mapping.kind {
            "AWS::ApiGateway::BasePathMapping" => ("RestApiId", "AWS::ApiGateway::DomainName"),
            "AWS::ApiGatewayV2::ApiMapping" => ("ApiId", "AWS::ApiGatewayV2::DomainName"),
            _ => continue,
        };
        let text = |name: &str| name_at(environment, &mapping.properties, &[name]);
        let (Some(api), Some(domain)) = (text(api_property), text("DomainName")) else { continue };
        let Some(id) = builder.index.api(&api) else { continue };
        let Some(api) = builder.project.apis.get_mut(id.index()) else { continue };
        if !api.domains.contains(&domain) {
            api.domains.push(Arc::clone(&domain));
        }
        let named = |resource: &&Resource<'_>| {
            resource.kind == domain_kind
                && (names::reference(environment, &resource.name).is_some_and(|name| *name == *domain)
                    || name_at(environment, &resource.properties, &["DomainName"]) == Some(Arc::clone(&domain)))
        };
        let Some(resource) = resources.iter().find(named) else { continue };
        for (guard, node) in environment.field(&resource.properties, "MutualTlsAuthentication") {
            let alternative = Alternative { guard, value: Ok(true), origin: node.origin.clone() };
            api.client_certificate = Property { alternatives: vec![alternative] };
        }
    }
}
