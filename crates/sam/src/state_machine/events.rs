//! What starts a state machine: schedules, rules and API methods.

use std::sync::Arc;

use syntax::{Map, Node};

use super::rule;
use crate::context::Context;
use crate::error::Cause;
use crate::events::scheduler::{self, Called};
use crate::events::{Event, EventType, api};
use crate::iam;
use crate::python;
use crate::resource::{Resource, SamResource, check_logical_id};
use crate::shape::{Property, Shape, check_names, check_values};

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

fn allowed(kind: EventType) -> Option<&'static [Property]> {
    match kind {
        EventType::Schedule => Some(rule::SCHEDULE),
        EventType::ScheduleV2 => Some(scheduler::PROPERTIES),
        EventType::CloudWatchEvent | EventType::EventBridgeRule => Some(rule::PATTERN),
        EventType::Api => Some(API),
        _ => None,
    }
}

/// The events of a state machine, their properties checked.
///
/// # Errors
/// When an event has no known type, a property is not valid, or the API it names is not there.
pub(super) fn read(resource: &SamResource, context: &Context<'_>) -> Result<Vec<Event>, Cause> {
    let written = resource.set("Events").and_then(Node::as_map);
    let mut events = Vec::new();
    for (id, event) in written.into_iter().flat_map(Map::iter) {
        let event = read_one(resource, id, event)?;
        if event.kind == EventType::Api {
            api::check_link(&event, context)?;
        }
        events.push(event);
    }
    Ok(events)
}

fn read_one(resource: &SamResource, id: &Arc<str>, event: &Node) -> Result<Event, Cause> {
    let error = |message: String| Cause::event(id.clone(), message).at(&event.origin);
    let Some(map) = event.as_map() else {
        return Err(error(format!("'{}' object has no attribute 'get'", python::type_name(event))));
    };
    let kind = map.get("Type").and_then(Node::as_str).and_then(EventType::parse);
    let Some((kind, allowed)) = kind.and_then(|kind| Some((kind, allowed(kind)?))) else {
        let shown = map.get("Type").map_or_else(|| "None".to_owned(), python::display);
        return Err(error(format!("Resource dict has missing or invalid value for key Type. Event Type is: {shown}.")));
    };
    let logical_id = format!("{}{id}", resource.logical_id);
    let placed = |cause: Cause| cause.at(&event.origin);
    check_logical_id(&logical_id).map_err(placed)?;
    if map.get("Properties").is_some_and(|properties| properties.as_map().is_none()) {
        return Err(placed(Cause::resource(logical_id, "Properties of a resource must be an object.")));
    }
    let properties = map.get("Properties").and_then(Node::as_map).cloned().unwrap_or_default();
    check_names(&logical_id, kind.name(), &properties, allowed).map_err(placed)?;
    check_values(&logical_id, &properties, allowed).map_err(placed)?;
    Ok(Event { id: id.clone(), logical_id, kind, properties, origin: event.origin.clone() })
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
