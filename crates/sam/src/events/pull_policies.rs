//! The rights a role needs to poll a source.

use syntax::{Node, node};

use super::{Event, EventType, kafka, schema_registry};
use crate::arn;
use crate::context::Context;
use crate::error::{Cause, Expected};
use crate::expect::Subject;
use crate::resource::Resource;
use crate::values;

/// Inline policies for a source; `None` where a managed policy is enough.
pub(super) fn statements(event: &Event, context: &Context<'_>) -> Result<Option<Node>, Cause> {
    match event.kind {
        EventType::Msk => msk(event, context),
        EventType::Mq => mq(event).map(Some),
        EventType::SelfManagedKafka => kafka::policy(event, context).map(Some),
        EventType::DocumentDb => document_db(event).map(Some),
        _ => Ok(None),
    }
}

fn managed(kind: EventType) -> Option<&'static str> {
    match kind {
        EventType::Kinesis => Some("service-role/AWSLambdaKinesisExecutionRole"),
        EventType::DynamoDb => Some("service-role/AWSLambdaDynamoDBExecutionRole"),
        EventType::Sqs => Some("service-role/AWSLambdaSQSQueueExecutionRole"),
        EventType::Msk => Some("service-role/AWSLambdaMSKExecutionRole"),
        _ => None,
    }
}

/// Gives a role the rights for a source, each once.
pub(super) fn link(
    role: &mut Resource,
    event: &Event,
    policy: Option<Node>,
    failure_policy: Option<Node>,
    context: &Context<'_>,
) {
    let origin = event.made("execution role");
    if let Some(name) = managed(event.kind) {
        let arn = node!(&origin; (arn::aws_managed_policy(name, context.options)));
        let arns =
            values::filled(&mut role.properties, "ManagedPolicyArns", || Node::from_list(Vec::new(), origin.clone()));
        if let Some(arns) = arns.as_list_mut().filter(|arns| !arns.contains(&arn)) {
            arns.push(arn);
        }
    }
    for policy in policy.into_iter().chain(failure_policy) {
        let policies = values::filled(&mut role.properties, "Policies", || Node::from_list(Vec::new(), origin.clone()));
        let document = policy.get("PolicyDocument");
        if let Some(policies) = policies.as_list_mut()
            && !policies.iter().any(|known| known.get("PolicyDocument") == document)
        {
            policies.push(policy);
        }
    }
}

/// A statement to read a secret.
pub(super) fn read_secret(secret: &Node) -> Node {
    let origin = secret.origin.derived("execution role");
    node!(&origin; { "Action": ["secretsmanager:GetSecretValue"], "Effect": "Allow", "Resource": (secret) })
}

/// A statement to use the key with which a secret is encrypted.
pub(super) fn decrypt(event: &Event, action: Node) -> Result<Option<Node>, Cause> {
    let Some(key) = event.set("SecretsManagerKmsKeyId") else { return Ok(None) };
    let Some(id) = key.as_str() else {
        let subject = Subject::Event(&event.id);
        return Err(subject.wrong("SecretsManagerKmsKeyId", Expected::Text, None).at(&key.origin));
    };
    let origin = key.origin.derived("execution role");
    let arn =
        values::sub(format!("arn:${{AWS::Partition}}:kms:${{AWS::Region}}:${{AWS::AccountId}}:key/{id}"), &origin);
    Ok(Some(node!(&origin; { "Action": (action), "Effect": "Allow", "Resource": (arn) })))
}

/// A statement to attach to a network.
pub(super) fn attach_to_network(event: &Event) -> Node {
    node!(&event.made("execution role"); {
        "Action": [
            "ec2:CreateNetworkInterface",
            "ec2:DescribeNetworkInterfaces",
            "ec2:DeleteNetworkInterface",
            "ec2:DescribeVpcs",
            "ec2:DescribeSubnets",
            "ec2:DescribeSecurityGroups",
        ],
        "Effect": "Allow",
        "Resource": "*",
    })
}

fn policy(name: &str, statements: Vec<Node>, event: &Event) -> Node {
    node!(&event.made("execution role"); {
        "PolicyName": (name),
        "PolicyDocument": { "Statement": (statements) },
    })
}

fn msk(event: &Event, context: &Context<'_>) -> Result<Option<Node>, Cause> {
    let mut statements = schema_registry::statements(event, context)?;
    let access = event.set("SourceAccessConfigurations").and_then(Node::as_list).unwrap_or_default();
    let certificate = |config: &&Node| config.get("Type").and_then(Node::as_str) == Some("CLIENT_CERTIFICATE_TLS_AUTH");
    let secrets = access.iter().filter(certificate).filter_map(|config| values::set(config.get("URI")));
    statements.extend(secrets.map(read_secret));
    Ok((!statements.is_empty()).then(|| policy("MSKExecutionRolePolicy", statements, event)))
}

fn mq(event: &Event) -> Result<Node, Cause> {
    let secret = basic_auth(event, &["BASIC_AUTH", "VIRTUAL_HOST"])?;
    let origin = event.made("execution role");
    let broker = event.get("Broker").cloned().unwrap_or_else(|| Node::null(origin.clone()));
    let describe = node!(&origin; { "Action": ["mq:DescribeBroker"], "Effect": "Allow", "Resource": (broker) });
    let mut statements = vec![read_secret(secret), describe];
    statements.extend(decrypt(event, node!(&origin; "kms:Decrypt"))?);
    let own_name = event.set("DynamicPolicyName").map(|_| format!("{}AMQPolicy", event.logical_id));
    Ok(policy(own_name.as_deref().unwrap_or("SamAutoGeneratedAMQPolicy"), statements, event))
}

fn document_db(event: &Event) -> Result<Node, Cause> {
    let secret = basic_auth(event, &["BASIC_AUTH"])?;
    let origin = event.made("execution role");
    let describe = |action: &str, resource: Node| node!(&origin; { "Action": [(action)], "Effect": "Allow", "Resource": (resource) });
    let any = |kind: &str| {
        values::sub(format!("arn:${{AWS::Partition}}:rds:${{AWS::Region}}:${{AWS::AccountId}}:{kind}:*"), &origin)
    };
    let cluster = event.get("Cluster").cloned().unwrap_or_else(|| Node::null(origin.clone()));
    let mut statements = vec![
        read_secret(secret),
        describe("rds:DescribeDBClusterParameters", any("cluster-pg")),
        describe("rds:DescribeDBSubnetGroups", any("subgrp")),
        describe("rds:DescribeDBClusters", cluster),
        attach_to_network(event),
    ];
    statements.extend(decrypt(event, node!(&origin; ["kms:Decrypt"]))?);
    Ok(policy("SamAutoGeneratedDocumentDBPolicy", statements, event))
}

/// The secret of the only `BASIC_AUTH` entry of `SourceAccessConfigurations`, all of which must have supported types.
fn basic_auth<'e>(event: &'e Event, supported: &[&str]) -> Result<&'e Node, Cause> {
    let Some(configs) = event.set("SourceAccessConfigurations") else {
        let kind = event.kind.name();
        return Err(event.cause(format!("No SourceAccessConfigurations for Amazon {kind} event provided.")));
    };
    let Some(configs) = configs.as_list() else {
        return Err(event.cause("Provided SourceAccessConfigurations cannot be parsed into a list."));
    };
    let mut secret = None;
    for (index, config) in configs.iter().enumerate() {
        let kind = access_type(event, index, config)?;
        if !supported.contains(&kind) {
            let quoted: Vec<String> = supported.iter().map(|name| format!("'{name}'")).collect();
            let message = format!(
                "Invalid property Type specified in SourceAccessConfigurations. The supported values are: [{}].",
                quoted.join(", ")
            );
            return Err(event.cause(message));
        }
        if kind != "BASIC_AUTH" {
            continue;
        }
        if secret.is_some() {
            return Err(event.cause("Multiple BASIC_AUTH properties specified in SourceAccessConfigurations."));
        }
        secret = values::set(config.get("URI"));
        if secret.is_none() {
            return Err(event.cause("No BASIC_AUTH URI property specified in SourceAccessConfigurations."));
        }
    }
    secret.ok_or_else(|| event.cause("No BASIC_AUTH property specified in SourceAccessConfigurations."))
}

fn access_type<'e>(event: &Event, index: usize, config: &'e Node) -> Result<&'e str, Cause> {
    let subject = Subject::Event(&event.id);
    let path = format!("SourceAccessConfigurations[{index}]");
    crate::expect::map(Some(config), subject, &path)?;
    crate::expect::text(config.get("Type"), subject, &format!("{path}.Type"))
}
