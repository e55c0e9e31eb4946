//! `EventInvokeConfig`: how often and how long an asynchronous call is tried, and where its result goes.

use std::sync::Arc;

use syntax::{Map, Node, node};

use super::destinations::{self, Destination};
use crate::context::Context;
use crate::error::Cause;
use crate::expect::{self, Subject};
use crate::resource::{Resource, SamResource};
use crate::values;

/// What `EventInvokeConfig` makes.
#[derive(Debug, Default)]
pub(super) struct Invoke {
    /// Queues and topics nobody wrote, and the configuration.
    pub(super) resources: Vec<Resource>,
    /// Policies to send to the destinations.
    pub(super) policies: Vec<Node>,
}

/// Builds the configuration and what it needs.
pub(super) fn build(
    resource: &SamResource,
    alias_name: Option<&Node>,
    alias_id: Option<&Arc<str>>,
    context: &mut Context<'_>,
) -> Result<Invoke, Cause> {
    let Some(config) = resource.set("EventInvokeConfig") else { return Ok(Invoke::default()) };
    let origin = config.origin.derived("event invoke config");
    let config = context.resolved(config)?;
    let id = format!("{}EventInvokeConfig", resource.logical_id);
    let mut invoke = Invoke::default();
    let destinations = destinations(resource, &config, &id, &mut invoke, context)?;
    let mut made = Resource::new(id, "AWS::Lambda::EventInvokeConfig", &origin)
        .with_attributes(resource.attributes.clone())
        .with_depends_on(alias_id.map(|alias| node!(&origin; [(alias)])));
    made.set("DestinationConfig", Node::from_map(destinations, origin.clone()));
    made.set("FunctionName", values::reference(&resource.logical_id, &origin));
    let latest = || Node::from_text("$LATEST", origin.clone());
    made.set("Qualifier", alias_name.cloned().unwrap_or_else(latest));
    made.take(&config.as_map().cloned().unwrap_or_default(), &["MaximumEventAgeInSeconds", "MaximumRetryAttempts"]);
    invoke.resources.push(made);
    Ok(invoke)
}

fn destinations(
    resource: &SamResource,
    config: &Node,
    id: &str,
    invoke: &mut Invoke,
    context: &mut Context<'_>,
) -> Result<Map, Cause> {
    let mut made = Map::new();
    let Some(given) = values::set(config.get("DestinationConfig")) else { return Ok(made) };
    let subject = Subject::Resource(&resource.logical_id);
    let given = expect::map(Some(given), subject, "EventInvokeConfig.DestinationConfig")?;
    for name in ["OnSuccess", "OnFailure"] {
        let Some(destination) = values::some(given.get(name)) else { continue };
        let path = format!("EventInvokeConfig.DestinationConfig.{name}");
        expect::map(Some(destination), subject, &path)?;
        let Destination { resource: queue, arn, policy } =
            destinations::build(resource, destination, &format!("{id}{name}"), id, context)?;
        let origin = destination.origin.derived("event invoke config");
        made.insert(name, node!(&origin; { "Destination": (arn) }));
        invoke.resources.extend(queue);
        invoke.policies.extend(policy);
    }
    Ok(made)
}
