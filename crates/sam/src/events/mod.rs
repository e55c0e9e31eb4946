//! Event sources of functions.
//!
//! Each module has a table of allowed properties and
//! `expand(&Event, &mut Target, &mut Context) -> Result<Vec<Resource>, Cause>`. A pull source makes an event source
//! mapping and adds policies to the role; a push source makes what sends the event and a permission.

mod alexa;
pub mod api;
mod cognito;
pub mod dead_letter;
pub mod http_api;
mod iot;
mod kafka;
mod logs;
mod pull;
mod pull_policies;
pub(crate) mod rule;
mod s3;
mod schedule;
pub mod scheduler;
mod schema_registry;
mod sns;

use std::sync::Arc;

use source::Origin;
use syntax::{Map, Node};

use crate::context::Context;
use crate::error::Cause;
use crate::hash;
use crate::python;
use crate::resource::{Resource, SamResource, check_logical_id};
use crate::shape::{Property, check_names, check_values};
use crate::values;

/// The event types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each variant is the type of its name")]
pub enum EventType {
    Api,
    HttpApi,
    Schedule,
    ScheduleV2,
    CloudWatchEvent,
    EventBridgeRule,
    CloudWatchLogs,
    S3,
    Sns,
    IotRule,
    AlexaSkill,
    Cognito,
    Sqs,
    Kinesis,
    DynamoDb,
    Msk,
    Mq,
    SelfManagedKafka,
    DocumentDb,
}

impl EventType {
    /// All types, with the text a template names them by.
    pub const ALL: [(&'static str, Self); 19] = [
        ("Api", Self::Api),
        ("HttpApi", Self::HttpApi),
        ("Schedule", Self::Schedule),
        ("ScheduleV2", Self::ScheduleV2),
        ("CloudWatchEvent", Self::CloudWatchEvent),
        ("EventBridgeRule", Self::EventBridgeRule),
        ("CloudWatchLogs", Self::CloudWatchLogs),
        ("S3", Self::S3),
        ("SNS", Self::Sns),
        ("IoTRule", Self::IotRule),
        ("AlexaSkill", Self::AlexaSkill),
        ("Cognito", Self::Cognito),
        ("SQS", Self::Sqs),
        ("Kinesis", Self::Kinesis),
        ("DynamoDB", Self::DynamoDb),
        ("MSK", Self::Msk),
        ("MQ", Self::Mq),
        ("SelfManagedKafka", Self::SelfManagedKafka),
        ("DocumentDB", Self::DocumentDb),
    ];

    /// The type a template's text names.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().find(|(name, _)| *name == text).map(|(_, kind)| *kind)
    }

    /// The text a template names it by.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }
}

/// An event of a function or state machine, its properties checked.
#[derive(Debug, Clone)]
pub struct Event {
    /// Its id inside the function.
    pub id: Arc<str>,
    /// The function's logical id followed by the event's: the stem of the ids of what the event makes.
    pub logical_id: String,
    /// Its type.
    pub kind: EventType,
    /// Its properties; null means absent.
    pub properties: Map,
    /// The event as written: the cause of everything it makes.
    pub origin: Origin,
}

impl Event {
    /// A property that is set and not null.
    pub fn get(&self, name: &str) -> Option<&Node> {
        values::some(self.properties.get(name))
    }

    /// A property that is set and not empty, see [`values::truthy`].
    pub fn set(&self, name: &str) -> Option<&Node> {
        values::set(self.properties.get(name))
    }

    /// The origin of what the event makes in a step.
    pub fn made(&self, step: &'static str) -> Origin {
        self.origin.derived(step)
    }

    /// The event is invalid.
    pub fn cause(&self, message: impl Into<String>) -> Cause {
        Cause::event(self.id.clone(), message).at(&self.origin)
    }
}

/// What an event calls: a function, or its alias where there is one.
#[derive(Debug)]
pub struct Target<'r> {
    /// The function's logical id.
    pub function_id: Arc<str>,
    /// The function or alias.
    pub callee: Resource,
    /// The attributes everything made for the function gets.
    pub attributes: Map,
    /// The function's role, to which pull sources add policies; absent where the function was given one.
    pub role: Option<&'r mut Resource>,
}

impl Target<'_> {
    /// The ARN of the function or alias.
    pub fn arn(&self, origin: &Origin) -> Node {
        if self.is_alias() {
            values::reference(&self.callee.logical_id, origin)
        } else {
            values::attribute(&self.callee.logical_id, "Arn", origin)
        }
    }

    /// The name of the function, or the ARN of the alias.
    pub fn name_or_arn(&self, origin: &Origin) -> Node {
        values::reference(&self.callee.logical_id, origin)
    }

    /// Whether events go to an alias.
    pub fn is_alias(&self) -> bool {
        self.callee.kind == "AWS::Lambda::Alias"
    }
}

/// Who may call a function, and for what.
#[derive(Debug, Default)]
pub struct Permission<'a> {
    /// The service, such as `s3.amazonaws.com`.
    pub principal: &'a str,
    /// The ARN of what calls.
    pub source_arn: Option<Node>,
    /// The account of what calls.
    pub source_account: Option<Node>,
    /// A token the caller must show.
    pub event_source_token: Option<Node>,
    /// What tells several permissions of one event apart.
    pub suffix: &'a str,
    /// The stem of the id, where it is not the event's.
    pub prefix: Option<&'a str>,
}

/// The permission for a service to call the function because of an event.
pub fn permission(event: &Event, target: &Target<'_>, permission: Permission<'_>) -> Resource {
    let stem = format!("{}Permission", permission.prefix.unwrap_or(&event.logical_id));
    let suffix = permission.suffix;
    let plain = !suffix.is_empty() && suffix.chars().all(char::is_alphanumeric);
    let id = if plain { stem + suffix } else { hash::logical_id_of_text(&stem, suffix) };
    let origin = event.made("permission");
    let mut made = Resource::new(id, "AWS::Lambda::Permission", &origin).with_attributes(target.attributes.clone());
    made.set("Action", "lambda:InvokeFunction");
    made.set("FunctionName", target.name_or_arn(&origin));
    made.set("Principal", permission.principal);
    made.set_opt("SourceArn", permission.source_arn);
    made.set_opt("SourceAccount", permission.source_account);
    made.set_opt("EventSourceToken", permission.event_source_token);
    made
}

/// The properties an event type of a function may have.
pub fn allowed(kind: EventType) -> &'static [Property] {
    match kind {
        EventType::Api => api::PROPERTIES,
        EventType::HttpApi => http_api::PROPERTIES,
        EventType::Schedule => schedule::PROPERTIES,
        EventType::ScheduleV2 => scheduler::PROPERTIES,
        EventType::CloudWatchEvent | EventType::EventBridgeRule => rule::PROPERTIES,
        EventType::CloudWatchLogs => logs::PROPERTIES,
        EventType::S3 => s3::PROPERTIES,
        EventType::Sns => sns::PROPERTIES,
        EventType::IotRule => iot::PROPERTIES,
        EventType::AlexaSkill => alexa::PROPERTIES,
        EventType::Cognito => cognito::PROPERTIES,
        EventType::Sqs => pull::SQS,
        EventType::Kinesis | EventType::DynamoDb | EventType::Msk => pull::STREAM,
        EventType::Mq => pull::MQ,
        EventType::SelfManagedKafka => pull::KAFKA,
        EventType::DocumentDb => pull::DOCUMENT_DB,
    }
}

/// The properties an event type may have; `None` for a type that what has the events does not know.
pub type AllowedEvents = fn(EventType) -> Option<&'static [Property]>;

/// Reads the events of a function or state machine, and checks their properties and what they refer to.
///
/// # Errors
/// When an event is not a mapping, has no type that is known, has a property that is not valid, or refers to something
/// that is not in the template.
pub fn read(resource: &SamResource, allowed: AllowedEvents, context: &Context<'_>) -> Result<Vec<Event>, Cause> {
    let events = resource.set("Events").and_then(Node::as_map);
    let checked = |(id, event): (&Arc<str>, &Node)| {
        let event = read_one(&resource.logical_id, id, event, allowed)?;
        check_link(&event, context).map(|()| event)
    };
    events.into_iter().flat_map(Map::iter).map(checked).collect()
}

fn read_one(owner: &str, id: &Arc<str>, written: &Node, allowed: AllowedEvents) -> Result<Event, Cause> {
    let cause = |message: String| Cause::event(id.clone(), message).at(&written.origin);
    if written.as_map().is_none() {
        return Err(cause(format!("'{}' object has no attribute 'get'", python::type_name(written))));
    }
    let kind = written.get("Type").and_then(Node::as_str).and_then(EventType::parse);
    let (kind, allowed) = kind.and_then(|kind| Some((kind, allowed(kind)?))).ok_or_else(|| {
        let shown = written.get("Type").map_or_else(|| "None".to_owned(), python::display);
        cause(format!("Resource dict has missing or invalid value for key Type. Event Type is: {shown}."))
    })?;
    let logical_id = format!("{owner}{id}");
    check_logical_id(&logical_id).map_err(|cause| cause.at(&written.origin))?;
    let properties = match written.get("Properties") {
        None => Map::new(),
        Some(properties) => properties.as_map().cloned().ok_or_else(|| {
            let message = "Properties of a resource must be an object.";
            Cause::resource(logical_id.as_str(), message).at(&properties.origin)
        })?,
    };
    check_names(&logical_id, kind.name(), &properties, allowed)?;
    check_values(&logical_id, &properties, allowed)?;
    Ok(Event { id: id.clone(), logical_id, kind, properties, origin: written.origin.clone() })
}

/// Checks what an event refers to, before anything of the function is made.
///
/// # Errors
/// When it refers to something that is not in the template.
fn check_link(event: &Event, context: &Context<'_>) -> Result<(), Cause> {
    match event.kind {
        EventType::Api => api::check_link(event, context),
        EventType::HttpApi => http_api::check_link(event, context),
        EventType::S3 => s3::check_link(event, context),
        EventType::Cognito => cognito::check_link(event, context),
        _ => Ok(()),
    }
}

/// What an event makes.
///
/// # Errors
/// When the event is not valid.
pub fn expand(event: &Event, target: &mut Target<'_>, context: &mut Context<'_>) -> Result<Vec<Resource>, Cause> {
    match event.kind {
        EventType::Api => api::expand(event, target, context),
        EventType::HttpApi => http_api::expand(event, target, context),
        EventType::Schedule => schedule::expand(event, target),
        EventType::ScheduleV2 => scheduler::expand(event, target),
        EventType::CloudWatchEvent | EventType::EventBridgeRule => rule::expand(event, target),
        EventType::CloudWatchLogs => Ok(logs::expand(event, target, context)),
        EventType::S3 => s3::expand(event, target, context),
        EventType::Sns => sns::expand(event, target, context),
        EventType::IotRule => Ok(iot::expand(event, target, context)),
        EventType::AlexaSkill => Ok(alexa::expand(event, target)),
        EventType::Cognito => cognito::expand(event, target, context),
        EventType::Sqs
        | EventType::Kinesis
        | EventType::DynamoDb
        | EventType::Msk
        | EventType::Mq
        | EventType::SelfManagedKafka
        | EventType::DocumentDb => pull::expand(event, target, context),
    }
}
