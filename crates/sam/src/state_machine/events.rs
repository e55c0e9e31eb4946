//! What starts a state machine: schedules, rules and API methods.

use std::sync::Arc;

use syntax::{Map, Node};

use super::rule;
use crate::context::Context;
use crate::error::Cause;
use crate::events::scheduler::{self, Called};
use crate::events::{Event, EventType, api};
use crate::iam;
use crate::resource::Resource;
use crate::shape::{Property, Shape};

/// The allowed properties of an API event.
const API: &[Property] = &[
    Property::required("Path", Shape::Text),
    Property::required("Method", Shape::Text),
    Property::required("RestApiId", Shape::Text),
    Property::optional("Stage", Shape::Text),
    Property::optional("Auth", Shape::Map),
    Property::optional("UnescapeMappingTemplate", Shape::Bool).literal(),
];

/// What an event starts: a state machine, or its alias.
#[derive(Debug)]
pub(super) struct Target {
    /// Its ARN.
    pub(super) arn: Node,
    /// Its logical id.
    pub(super) logical_id: Arc<str>,
    /// The attributes everything made for it gets.
    pub(super) attributes: Map,
    /// The boundary of roles that are made for it.
    pub(super) permissions_boundary: Option<Node>,
}

/// The allowed properties of the event types that state machines know.
pub(super) fn allowed(kind: EventType) -> Option<&'static [Property]> {
    match kind {
        EventType::Schedule => Some(rule::SCHEDULE),
        EventType::ScheduleV2 => Some(scheduler::PROPERTIES),
        EventType::CloudWatchEvent | EventType::EventBridgeRule => Some(rule::PATTERN),
        EventType::Api => Some(API),
        _ => None,
    }
}

/// What the event makes.
///
/// # Errors
/// When the event is not valid.
pub(super) fn expand(event: &Event, target: &Target, context: &mut Context<'_>) -> Result<Vec<Resource>, Cause> {
    match event.kind {
        EventType::Api => {
            let role = role(event, target, "apigateway.amazonaws.com");
            let condition = target.attributes.get("Condition");
            api::add_state_machine(event, &target.logical_id, &role.logical_id, condition, context)?;
            Ok(vec![role])
        }
        EventType::Schedule => rule::schedule(event, target),
        EventType::CloudWatchEvent | EventType::EventBridgeRule => rule::pattern(event, target),
        EventType::ScheduleV2 => scheduler::schedule(
            event,
            &Called {
                arn: target.arn.clone(),
                action: "states:StartExecution",
                policy_suffix: "StartExecutionPolicy",
                attributes: &target.attributes,
            },
        ),
        _ => Ok(Vec::new()),
    }
}

/// The role with which a service starts executions because of an event.
pub(super) fn role(event: &Event, target: &Target, service: &str) -> Resource {
    let origin = event.made("event role");
    let id = format!("{}Role", event.logical_id);
    let policy = iam::allow(format!("{id}StartExecutionPolicy"), "states:StartExecution", target.arn.clone(), &origin);
    let mut role = Resource::new(id, "AWS::IAM::Role", &origin).with_attributes(target.attributes.clone());
    role.set("AssumeRolePolicyDocument", iam::trust_policy(service, &origin));
    role.set("Policies", vec![policy]);
    role.set_opt("PermissionsBoundary", target.permissions_boundary.clone());
    role
}
