//! Custom domains of HTTP and WebSocket APIs.

use syntax::{Map, Node, node};

use super::domain::{base_paths, trust_store};
use super::record_sets::{RecordSetGroups, Target};
use crate::error::Cause;
use crate::expect::{self, Subject};
use crate::hash;
use crate::resource::{Resource, SamResource};
use crate::values;

const TRUST_KEYS: [&str; 2] = ["TruststoreUri", "TruststoreVersion"];

/// The domain name, its mappings to the API and its DNS records; `tag` says who made them.
pub(super) fn expand(
    resource: &SamResource,
    tag: Option<&str>,
    groups: &mut RecordSetGroups,
) -> Result<Vec<Resource>, Cause> {
    let Some(written) = resource.get("Domain") else { return Ok(Vec::new()) };
    let domain = expect::map(Some(written), Subject::Resource(&resource.logical_id), "Domain")?;
    let name = domain_name(resource, domain, written, tag)?;
    let mappings = mappings(resource, domain, written, &name)?;
    let address_of = node!(&written.origin.derived("Domain"); (&name.logical_id));
    let target = Target { resource, domain, address_of, endpoint: "REGIONAL", both_zones: false, may_separate: false };
    let records = target.records(groups)?;
    let mut made = vec![name];
    made.extend(mappings);
    made.extend(records);
    Ok(made)
}

fn domain_name(resource: &SamResource, domain: &Map, written: &Node, tag: Option<&str>) -> Result<Resource, Cause> {
    let fault = |message: &str| Cause::resource(resource.logical_id.clone(), message).at(&written.origin);
    let some = |name: &str| values::some(domain.get(name));
    let (Some(name), Some(certificate)) = (some("DomainName"), some("CertificateArn")) else {
        return Err(fault("Custom Domains only works if both DomainName and CertificateArn are provided."));
    };
    let origin = written.origin.derived("Domain");
    let endpoint = match some("EndpointConfiguration") {
        None => node!(&origin; "REGIONAL"),
        Some(endpoint) if endpoint.as_str() == Some("REGIONAL") => endpoint.clone(),
        Some(_) => return Err(fault("EndpointConfiguration for Custom Domains must be one of ['REGIONAL'].")),
    };
    let id = hash::logical_id("ApiGatewayDomainNameV2", name);
    let mut made =
        Resource::new(id, "AWS::ApiGatewayV2::DomainName", &origin).with_attributes(resource.passed_attributes());
    made.set("DomainName", name);
    if let Some(tag) = tag {
        made.set("Tags", node!(&origin; { (tag): "SAM" }));
    }
    let mut configuration = Map::new();
    configuration.insert("CertificateArn", certificate.clone());
    configuration.insert("EndpointType", endpoint);
    for name in ["OwnershipVerificationCertificateArn", "SecurityPolicy"] {
        if let Some(value) = values::set(domain.get(name)) {
            configuration.insert(name, value.clone());
        }
    }
    made.set("DomainNameConfigurations", vec![Node::from_map(configuration, origin)]);
    set_mutual_tls(&mut made, resource, domain)?;
    Ok(made)
}

fn set_mutual_tls(made: &mut Resource, resource: &SamResource, domain: &Map) -> Result<(), Cause> {
    let Some(written) = values::set(domain.get("MutualTlsAuthentication")) else { return Ok(()) };
    let fields = "['TruststoreUri', 'TruststoreVersion']";
    let Some(map) = written.as_map() else {
        let message =
            format!("MutualTlsAuthentication must be a map with at least one of the following fields {fields}.");
        return Err(Cause::resource(resource.logical_id.clone(), message).at(&written.origin));
    };
    let mut odd: Vec<&str> = map.keys().map(|key| &**key).filter(|key| !TRUST_KEYS.contains(key)).collect();
    if !odd.is_empty() {
        odd.sort_unstable();
        let message = format!("Available MutualTlsAuthentication fields are {fields}.");
        return Err(Cause::resource(odd.join(","), message).at(&written.origin));
    }
    made.set("MutualTlsAuthentication", trust_store(map, written));
    Ok(())
}

fn mappings(resource: &SamResource, domain: &Map, written: &Node, name: &Resource) -> Result<Vec<Resource>, Cause> {
    let api = &resource.logical_id;
    let origin = written.origin.derived("Domain");
    let mapping = |id: String| {
        let mut made =
            Resource::new(id, "AWS::ApiGatewayV2::ApiMapping", &origin).with_attributes(resource.passed_attributes());
        made.set("DomainName", values::reference(&name.logical_id, &origin));
        made.set("ApiId", values::reference(api, &origin));
        made.set("Stage", values::reference(&format!("{api}.Stage"), &origin));
        made
    };
    let Some(paths) = base_paths(domain) else { return Ok(vec![mapping(format!("{api}ApiMapping"))]) };
    let mut made = Vec::new();
    for path in paths {
        let fault = |message: &str| Cause::resource(api.clone(), message).at(&path.origin);
        let text = path.as_str().ok_or_else(|| fault("Basepath must be a string."))?;
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_');
        if !text.bytes().all(allowed) {
            return Err(fault("Invalid Basepath name provided."));
        }
        let stem: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
        let mut one = mapping(format!("{api}{stem}ApiMapping"));
        one.set("ApiMappingKey", node!(&path.origin.derived("Domain"); (text.trim_matches('/'))));
        made.push(one);
    }
    Ok(made)
}
