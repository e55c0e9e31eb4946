//! Custom domains and the client certificates they ask for.

use std::collections::BTreeMap;
use std::sync::Arc;

use model::{Alternative, Property};

use super::super::named::Named;
use super::super::{Builder, Resource, name_at};
use crate::cfn::environment::Environment;

/// Attaches domains to the gateways they lead to.
pub(super) fn attach(environment: &Environment<'_>, builder: &mut Builder<'_>, resources: &[Resource<'_>]) {
    let kinds = ["AWS::ApiGateway::DomainName", "AWS::ApiGatewayV2::DomainName"];
    let named = Named::of(environment, resources, &kinds);
    let mut by_domain = BTreeMap::new();
    for resource in resources.iter().filter(|resource| kinds.contains(&resource.kind)) {
        if let Some(domain) = name_at(environment, &resource.properties, &["DomainName"]) {
            by_domain.entry((resource.kind, domain)).or_insert(resource);
        }
    }
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
        let written = || by_domain.get(&(domain_kind, Arc::clone(&domain))).copied();
        let Some(resource) = named.get(domain_kind, &domain).or_else(written) else { continue };
        for (guard, node) in environment.field(&resource.properties, "MutualTlsAuthentication") {
            let alternative = Alternative { guard, value: Ok(true), origin: node.origin.clone() };
            api.client_certificate = Property { alternatives: vec![alternative] };
        }
    }
}
