//! `SchemaRegistryConfig` of Kafka sources: what the role needs to read schemas.

use syntax::{Node, Value, node};

use super::Event;
use super::pull_policies::read_secret;
use crate::context::Context;
use crate::error::{Cause, Expected};
use crate::expect::Subject;
use crate::values;

/// Statements to read the registry's secrets, and the registry itself where it is one of Glue.
pub(super) fn statements(event: &Event, context: &Context<'_>) -> Result<Vec<Node>, Cause> {
    let Some(config) = resolved(event, context)? else { return Ok(Vec::new()) };
    check(event, &config)?;
    let access = config.get("AccessConfigs").and_then(Node::as_list).unwrap_or_default();
    let mut statements: Vec<Node> = access.iter().filter_map(|config| config.get("URI")).map(read_secret).collect();
    if let Some(uri) = config.get("SchemaRegistryURI") {
        statements.extend(glue(uri, context)?);
    }
    Ok(statements)
}

/// The configuration with parameters replaced in the registry's address where it is put together from parts; a text in
/// an `Fn::Sub` stays.
pub(super) fn resolved(event: &Event, context: &Context<'_>) -> Result<Option<Node>, Cause> {
    let Some(mut config) = event.set("SchemaRegistryConfig").cloned() else { return Ok(None) };
    if let Some(uri) = config.as_map_mut().and_then(|map| map.get_mut("SchemaRegistryURI"))
        && let Some((_, parts)) = uri.as_map_mut().and_then(|map| map.iter_mut().next())
        && parts.as_str().is_none()
    {
        context.resolve(parts)?;
    }
    Ok(Some(config))
}

fn check(event: &Event, config: &Node) -> Result<(), Cause> {
    if config.as_map().is_none() {
        return Err(Subject::Event(&event.id).wrong("SchemaRegistryConfig", Expected::Map, None));
    }
    for field in ["SchemaRegistryURI", "EventRecordFormat", "SchemaValidationConfigs"] {
        if config.get(field).is_none() {
            return Err(event.cause(format!("Missing required field {field} in SchemaRegistryConfig")));
        }
    }
    let format = config.get("EventRecordFormat").and_then(Node::as_str);
    if !matches!(format, Some("JSON" | "SOURCE")) {
        return Err(event.cause("EventRecordFormat in SchemaRegistryConfig must be either 'JSON' or 'SOURCE'"));
    }
    if config.get("SchemaValidationConfigs").and_then(Node::as_list).is_none() {
        return Err(event.cause("SchemaValidationConfigs must be a list"));
    }
    let Some(access) = values::set(config.get("AccessConfigs")) else { return Ok(()) };
    let Some(access) = access.as_list() else {
        return Err(event.cause("AccessConfigs in SchemaRegistryConfig must be a list"));
    };
    let complete = |config: &Node| config.get("Type").is_some() && config.get("URI").is_some();
    if access.iter().all(complete) {
        return Ok(());
    }
    Err(event.cause("Each AccessConfig must be a dict with 'Type' and 'URI' fields"))
}

fn glue(uri: &Node, context: &Context<'_>) -> Result<Vec<Node>, Cause> {
    let arn = match &uri.value {
        Value::Text(text) => Some(text.clone()),
        Value::Map(_) => context.resolved(uri)?.get("Fn::Sub").and_then(Node::as_str).map(Into::into),
        _ => None,
    };
    let Some(name) = arn.as_deref().and_then(registry_name) else { return Ok(Vec::new()) };
    let origin = uri.origin.derived("execution role");
    let schemas = format!("arn:${{AWS::Partition}}:glue:${{AWS::Region}}:${{AWS::AccountId}}:schema/{name}/*");
    Ok(vec![
        node!(&origin; { "Action": ["glue:GetRegistry"], "Effect": "Allow", "Resource": (uri) }),
        node!(&origin; {
            "Action": ["glue:GetSchemaVersion"],
            "Effect": "Allow",
            "Resource": [(values::sub(schemas, &origin))],
        }),
    ])
}

/// The name of a registry in its ARN. In an ARN with variables each `::` of a pseudo parameter counts as two parts.
fn registry_name(arn: &str) -> Option<&str> {
    if !arn.starts_with("arn") {
        return None;
    }
    arn.split(':').nth(5)?.strip_prefix("registry/")
}
