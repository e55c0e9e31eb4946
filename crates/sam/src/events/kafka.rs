//! `SelfManagedKafka`: what the role needs to reach a cluster that AWS does not run.

use syntax::{Node, node};

use super::pull_policies::{attach_to_network, decrypt, read_secret};
use super::{Event, schema_registry};
use crate::context::Context;
use crate::error::{Cause, Expected};
use crate::expect::Subject;
use crate::values;

const AUTH_TYPES: [&str; 4] =
    ["SASL_SCRAM_256_AUTH", "SASL_SCRAM_512_AUTH", "BASIC_AUTH", "CLIENT_CERTIFICATE_TLS_AUTH"];

/// How the cluster is reached.
#[derive(Debug, Default)]
struct Access<'e> {
    auth: Option<&'e Node>,
    root_certificate: Option<&'e Node>,
    subnet: bool,
    security_group: bool,
}

/// The inline policy for the cluster.
pub(super) fn policy(event: &Event, context: &Context<'_>) -> Result<Node, Cause> {
    let access = access(event)?;
    let mut statements: Vec<Node> = access.auth.map(read_secret).into_iter().collect();
    if access.root_certificate.is_some() {
        // The reference names the authentication secret here too; without one there is nothing to read.
        let origin = event.made("execution role");
        let secret = access.auth.cloned().unwrap_or_else(|| Node::null(origin));
        statements.push(read_secret(&secret));
    }
    if access.subnet {
        statements.push(attach_to_network(event));
    }
    let origin = event.made("execution role");
    statements.extend(decrypt(event, node!(&origin; ["kms:Decrypt"]))?);
    statements.extend(schema_registry::statements(event, context)?);
    Ok(node!(&origin; {
        "PolicyDocument": { "Statement": (statements), "Version": "2012-10-17" },
        "PolicyName": "SelfManagedKafkaExecutionRolePolicy",
    }))
}

fn access(event: &Event) -> Result<Access<'_>, Cause> {
    if event.set("KafkaBootstrapServers").is_none() {
        return Err(event.cause("No KafkaBootstrapServers provided for self managed kafka as an event source"));
    }
    let Some(topics) = event.set("Topics") else {
        return Err(event.cause("No Topics provided for self managed kafka as an event source"));
    };
    let count = topics.as_list().map(<[Node]>::len).or(topics.as_map().map(syntax::Map::len));
    if count != Some(1) {
        return Err(event.cause("Topics for self managed kafka only supports single configuration entry."));
    }
    let Some(configs) = event.set("SourceAccessConfigurations") else {
        return Err(event.cause("No SourceAccessConfigurations for self managed kafka event provided."));
    };
    let Some(configs) = configs.as_list() else {
        return Err(event.cause("SourceAccessConfigurations for self managed kafka event should be a list."));
    };
    let mut access = Access::default();
    configs.iter().try_for_each(|config| read_access(event, config, &mut access))?;
    if access.subnet != access.security_group {
        return Err(event.cause(
            "VPC_SUBNET and VPC_SECURITY_GROUP in SourceAccessConfigurations for SelfManagedKafka must be both provided.",
        ));
    }
    Ok(access)
}

fn read_access<'e>(event: &'e Event, config: &'e Node, access: &mut Access<'e>) -> Result<(), Cause> {
    if config.as_map().is_none() {
        let subject = Subject::Resource(&event.id);
        return Err(subject.wrong("SourceAccessConfigurations", Expected::Map, None).at(&config.origin));
    }
    match config.get("Type").and_then(Node::as_str) {
        Some("VPC_SUBNET") => access.subnet = uri(event, config, "VPC_SUBNET").map(|_| true)?,
        Some("VPC_SECURITY_GROUP") => access.security_group = uri(event, config, "VPC_SECURITY_GROUP").map(|_| true)?,
        Some(kind) if AUTH_TYPES.contains(&kind) => {
            if access.auth.is_some() {
                return Err(event.cause(
                    "Multiple auth mechanism properties specified in SourceAccessConfigurations for self managed kafka \
                     event.",
                ));
            }
            access.auth = Some(uri(event, config, "auth mechanism")?);
        }
        Some("SERVER_ROOT_CA_CERTIFICATE") => {
            access.root_certificate = Some(uri(event, config, "SERVER_ROOT_CA_CERTIFICATE")?);
        }
        _ => {
            let message = "Invalid SourceAccessConfigurations Type provided for self managed kafka event.";
            return Err(event.cause(message).at(&config.origin));
        }
    }
    Ok(())
}

fn uri<'e>(event: &Event, config: &'e Node, what: &str) -> Result<&'e Node, Cause> {
    let place = "URI property specified in SourceAccessConfigurations for self managed kafka event.";
    let uri = values::set(config.get("URI")).ok_or_else(|| event.cause(format!("No {what} {place}")))?;
    if uri.as_str().is_some() || values::is_intrinsic(uri) {
        return Ok(uri);
    }
    Err(event.cause(format!("Wrong Type for {what} {place}")))
}
