//! `DeadLetterConfig` of schedules and rules: a queue that is given, or one that is made.

use source::Origin;
use syntax::{Map, Node, node};

use super::Event;
use crate::error::Cause;
use crate::resource::Resource;
use crate::values::some;

/// A queue for events that could not be delivered.
#[derive(Debug)]
pub struct DeadLetters {
    /// The queue's ARN.
    pub arn: Node,
    /// The queue, if it is made here.
    pub queue: Option<Resource>,
}

impl DeadLetters {
    /// The queue of an event, if it has a `DeadLetterConfig`.
    ///
    /// # Errors
    /// When the config gives both or neither of `Arn` and `Type`, another type than `SQS`, or an id that is not text.
    pub fn of(event: &Event, attributes: &Map) -> Result<Option<Self>, Cause> {
        let Some(config) = event.get("DeadLetterConfig").and_then(Node::as_map) else { return Ok(None) };
        check(event, config)?;
        if let Some(arn) = some(config.get("Arn")) {
            return Ok(Some(Self { arn: arn.clone(), queue: None }));
        }
        let id = match some(config.get("QueueLogicalId")) {
            Some(id) => id.as_str().ok_or_else(|| error(event, "QueueLogicalId must be a string"))?,
            None => "",
        };
        let id = if id.is_empty() { format!("{}Queue", event.logical_id) } else { id.to_owned() };
        let queue =
            Resource::new(id, "AWS::SQS::Queue", &event.made("dead letters")).with_attributes(attributes.clone());
        Ok(Some(Self { arn: queue.attribute("Arn"), queue: Some(queue) }))
    }

    /// The queue, if it is made here, with the policy that lets a rule send to it.
    pub fn into_resources_for_rule(self, event: &Event, rule: &Resource) -> Vec<Resource> {
        let Some(queue) = self.queue else { return Vec::new() };
        let origin = queue.origin.clone();
        let mut policy = Resource::new(format!("{}QueuePolicy", event.logical_id), "AWS::SQS::QueuePolicy", &origin)
            .with_attributes(rule.attributes.clone());
        policy.set("PolicyDocument", rule_policy(rule, &queue, &origin));
        policy.set("Queues", vec![queue.reference()]);
        vec![queue, policy]
    }
}

fn rule_policy(rule: &Resource, queue: &Resource, origin: &Origin) -> Node {
    node!(origin; {
        "Version": "2012-10-17",
        "Statement": [{
            "Action": "sqs:SendMessage",
            "Effect": "Allow",
            "Principal": { "Service": "events.amazonaws.com" },
            "Resource": (queue.attribute("Arn")),
            "Condition": { "ArnEquals": { "aws:SourceArn": (rule.attribute("Arn")) } }
        }]
    })
}

fn check(event: &Event, config: &Map) -> Result<(), Cause> {
    match (config.contains("Arn"), config.get("Type")) {
        (true, Some(_)) => Err(error(event, "You can either define 'Arn' or 'Type' property of DeadLetterConfig.")),
        (false, Some(kind)) if kind.as_str() != Some("SQS") => {
            Err(error(event, "The only valid value for 'Type' property of DeadLetterConfig is 'SQS'."))
        }
        (false, None) => Err(error(event, "No 'Arn' or 'Type' property provided for DeadLetterConfig.")),
        _ => Ok(()),
    }
}

/// A mistake in the config, which names the event by its full id.
fn error(event: &Event, message: &str) -> Cause {
    Cause::event(event.logical_id.as_str(), message).at(&event.origin)
}
