//! Custom domains of REST APIs: the domain name, its mappings to stages, its DNS records.
//!
//! A private domain is made from the second version of API Gateway's types; everything else from the first.

use syntax::{Map, Node, node};

use super::record_sets::Target;
use crate::context::Context;
use crate::error::{Cause, Expected};
use crate::expect::{self, Subject};
use crate::hash;
use crate::py27::{Dict, Doc};
use crate::resource::{Resource, SamResource};
use crate::values;

const ENDPOINTS: [&str; 3] = ["EDGE", "REGIONAL", "PRIVATE"];
const TRUST_KEYS: [&str; 2] = ["TruststoreUri", "TruststoreVersion"];

/// What a `Domain` property makes.
#[derive(Debug, Default)]
pub(super) struct Domain {
    /// Domain name, mappings, records.
    pub(super) resources: Vec<Resource>,
    /// What lets a VPC endpoint reach a private domain.
    pub(super) access_association: Option<Resource>,
    /// The property as the hash of the deployment sees it.
    pub(super) settings: Option<Node>,
}

/// Expands the `Domain` property.
pub(super) fn expand(resource: &SamResource, context: &mut Context<'_>) -> Result<Domain, Cause> {
    let Some(written) = resource.get("Domain") else { return Ok(Domain::default()) };
    let id = &*resource.logical_id;
    let subject = Subject::Resource(id);
    let domain = expect::map(Some(written), subject, "Domain")?;
    let name = expect::present(domain.get("DomainName"), subject, "Domain.DomainName")?;
    let certificate = expect::present(domain.get("CertificateArn"), subject, "Domain.CertificateArn")?;
    let private = domain.get("EndpointConfiguration").and_then(Node::as_str) == Some("PRIVATE");
    let endpoint = endpoint(id, domain)?;
    let build = Build { resource, domain, name, certificate, endpoint, private, written };
    let made = build.domain_name()?;
    let domain_id = made.logical_id.to_string();
    let mut resources = vec![made];
    resources.extend(build.mappings(&domain_id)?);
    let access_association = build.access_association(&domain_id)?;
    let address_of = if private { name.clone() } else { node!(&written.origin.derived("Domain"); (&domain_id)) };
    let target = Target { resource, domain, address_of, endpoint, both_zones: true, may_separate: true };
    resources.extend(target.records(&mut context.apis.record_sets)?);
    let shaped = context.apis.definitions.property(&resource.logical_id, "Domain", written);
    let settings = Some(build.settings(shaped, &domain_id));
    Ok(Domain { resources, access_association, settings })
}

fn endpoint<'d>(id: &str, domain: &'d Map) -> Result<&'d str, Cause> {
    let Some(written) = values::some(domain.get("EndpointConfiguration")) else { return Ok("REGIONAL") };
    written.as_str().filter(|kind| ENDPOINTS.contains(kind)).ok_or_else(|| {
        let message = "EndpointConfiguration for Custom Domains must be one of ['EDGE', 'REGIONAL', 'PRIVATE'].";
        Cause::resource(id, message).at(&written.origin)
    })
}

/// `BasePath` as a list; `None` when it is empty or something else.
pub(super) fn base_paths(domain: &Map) -> Option<&[Node]> {
    let written = values::set(domain.get("BasePath"))?;
    match &written.value {
        syntax::Value::Text(_) => Some(std::slice::from_ref(written)),
        syntax::Value::List(items) => Some(items),
        _ => None,
    }
}

struct Build<'d> {
    resource: &'d SamResource,
    domain: &'d Map,
    name: &'d Node,
    certificate: &'d Node,
    endpoint: &'d str,
    private: bool,
    written: &'d Node,
}

impl Build<'_> {
    fn new_resource(&self, id: String, kind: &'static str) -> Resource {
        let origin = self.written.origin.derived("Domain");
        Resource::new(id, kind, &origin).with_attributes(self.resource.passed_attributes())
    }

    fn domain_name(&self) -> Result<Resource, Cause> {
        let (prefix, kind) = if self.private {
            ("ApiGatewayDomainNameV2", "AWS::ApiGateway::DomainNameV2")
        } else {
            ("ApiGatewayDomainName", "AWS::ApiGateway::DomainName")
        };
        let mut made = self.new_resource(hash::logical_id(prefix, self.name), kind);
        made.set("DomainName", self.name);
        let certificate = if self.endpoint == "REGIONAL" { "RegionalCertificateArn" } else { "CertificateArn" };
        made.set(certificate, self.certificate);
        let mut configuration = Map::new();
        let place = self.domain.get("EndpointConfiguration").map_or(&made.origin, |node| &node.origin);
        configuration.insert("Types", node!(&place.derived("Domain"); [(self.endpoint)]));
        if let Some(kind) = values::set(self.domain.get("IpAddressType")) {
            configuration.insert("IpAddressType", kind.clone());
        }
        made.set("EndpointConfiguration", configuration);
        if !self.private {
            self.set_mutual_tls(&mut made)?;
        }
        for name in ["SecurityPolicy", "EndpointAccessMode"] {
            made.set_opt(name, values::set(self.domain.get(name)));
        }
        let only = if self.private { "Policy" } else { "OwnershipVerificationCertificateArn" };
        let refused = if self.private { "OwnershipVerificationCertificateArn" } else { "Policy" };
        if let Some(odd) = values::set(self.domain.get(refused)) {
            let message = format!("property {refused} not defined for resource of type {kind}");
            return Err(Cause::resource(made.logical_id.clone(), message).at(&odd.origin));
        }
        made.set_opt(only, values::set(self.domain.get(only)));
        Ok(made)
    }

    fn set_mutual_tls(&self, made: &mut Resource) -> Result<(), Cause> {
        let Some(written) = values::set(self.domain.get("MutualTlsAuthentication")) else { return Ok(()) };
        let id = &*self.resource.logical_id;
        let map = expect::map(Some(written), Subject::Resource(id), "Domain.MutualTlsAuthentication")?;
        if map.keys().any(|key| !TRUST_KEYS.contains(&&**key)) {
            let message = "Available Domain.MutualTlsAuthentication fields are ['TruststoreUri', 'TruststoreVersion'].";
            return Err(Cause::resource(id, message).at(&written.origin));
        }
        made.set("MutualTlsAuthentication", trust_store(map, written));
        Ok(())
    }

    fn mapping(&self, id: String, domain_id: &str) -> Resource {
        let kind = if self.private { "AWS::ApiGateway::BasePathMappingV2" } else { "AWS::ApiGateway::BasePathMapping" };
        let mut made = self.new_resource(id, kind);
        let name = if self.private { "DomainNameArn" } else { "DomainName" };
        let origin = made.origin.clone();
        made.set(name, values::reference(domain_id, &origin));
        made.set("RestApiId", values::reference(&self.resource.logical_id, &origin));
        made.set("Stage", values::reference(&format!("{}.Stage", self.resource.logical_id), &origin));
        made
    }

    fn mappings(&self, domain_id: &str) -> Result<Vec<Resource>, Cause> {
        let id = &self.resource.logical_id;
        let Some(paths) = base_paths(self.domain) else {
            return Ok(vec![self.mapping(format!("{id}BasePathMapping"), domain_id)]);
        };
        let normalize = self.domain.get("NormalizeBasePath").is_none_or(values::truthy);
        let mut made = Vec::new();
        for (index, written) in paths.iter().enumerate() {
            let place = format!("Domain.BasePath[{index}]");
            let wrong = || Subject::Resource(id).wrong(&place, Expected::Text, None).at(&written.origin);
            let text = written.as_str().ok_or_else(wrong)?;
            let plain: String = text.chars().filter(|character| character.is_alphanumeric()).collect();
            let mut mapping = self.mapping(format!("{id}{plain}BasePathMapping"), domain_id);
            let path = if normalize { plain } else { text.to_owned() };
            mapping.set("BasePath", node!(&written.origin.derived("Domain"); (path)));
            made.push(mapping);
        }
        Ok(made)
    }

    fn access_association(&self, domain_id: &str) -> Result<Option<Resource>, Cause> {
        let written = values::some(self.domain.get("AccessAssociation")).filter(|_| self.private);
        let Some(written) = written else { return Ok(None) };
        let subject = Subject::Resource(&self.resource.logical_id);
        let map = expect::map(Some(written), subject, "Domain.AccessAssociation")?;
        let origin = written.origin.derived("AccessAssociation");
        let endpoint = map.get("VpcEndpointId").cloned().unwrap_or_else(|| Node::null(origin.clone()));
        let hashed = node!(&origin; [(&endpoint), (domain_id)]);
        let id = hash::logical_id("DomainNameAccessAssociation", &hashed);
        let mut made = Resource::new(id, "AWS::ApiGateway::DomainNameAccessAssociation", &origin)
            .with_attributes(self.resource.passed_attributes());
        made.set("DomainNameArn", values::reference(domain_id, &origin));
        made.set("AccessAssociationSourceType", "VPCE");
        made.set("AccessAssociationSource", endpoint);
        Ok(Some(made))
    }

    /// The property with what was put into it on the way, in the order of Python's dictionary.
    fn settings(&self, shaped: Doc, domain_id: &str) -> Node {
        let Doc::Dict(mut settings) = shaped else { return self.written.clone() };
        let origin = settings.origin.clone();
        if !self.private {
            settings.insert("ApiDomainName", Doc::text(domain_id, &origin));
            if settings.get("EndpointConfiguration").is_none_or(Doc::is_null) {
                settings.insert("EndpointConfiguration", Doc::text("REGIONAL", &origin));
            }
        }
        if self.endpoint == "EDGE"
            && let Some(route53) = settings.dict_mut("Route53")
            && route53.get("DistributionDomainName").is_none_or(Doc::is_null)
        {
            let parts = vec![Doc::text(domain_id, &origin), Doc::text("DistributionDomainName", &origin)];
            route53.insert("DistributionDomainName", Doc::Dict(Dict::plain(&origin).with("Fn::GetAtt", parts)));
        }
        settings.to_node()
    }
}

/// The trust store of mutual TLS.
pub(super) fn trust_store(map: &Map, written: &Node) -> Node {
    let mut store = Map::new();
    for key in TRUST_KEYS {
        if let Some(value) = values::set(map.get(key)) {
            store.insert(key, value.clone());
        }
    }
    Node::from_map(store, written.origin.clone())
}
