//! `DeadLetterConfig` of an event: a queue the user names, or one made for it.

use source::Origin;
use syntax::{Map, Node, node};

use crate::error::Cause;
use crate::resource::Resource;
use crate::values;

/// The queue of an event.
#[derive(Debug)]
pub struct DeadLetter {
    /// Its ARN.
    pub arn: Node,
    /// The queue and its policy, if they are made.
    pub resources: Vec<Resource>,
}

/// Who makes the queue of an event.
#[derive(Debug, Clone, Copy)]
pub struct Owner<'a> {
    /// The stem of the ids of what is made.
    pub logical_id: &'a str,
    /// The attributes of what is made.
    pub attributes: &'a Map,
    /// The rule that sends to the queue and needs a policy for it; a schedule sends by its role and needs none.
    pub rule_arn: Option<&'a Node>,
}

/// Checks that either `Arn` or the `Type` `SQS` is given.
///
/// # Errors
/// When both or neither are, or the type is another.
pub fn check(config: &Node, event_id: &str) -> Result<(), Cause> {
    let kind = config.get("Type");
    let message = match (config.get("Arn"), kind) {
        (Some(_), Some(_)) => "You can either define 'Arn' or 'Type' property of DeadLetterConfig.",
        (None, None) => "No 'Arn' or 'Type' property provided for DeadLetterConfig.",
        (None, Some(kind)) if kind.as_str() != Some("SQS") => {
            "The only valid value for 'Type' property of DeadLetterConfig is 'SQS'."
        }
        _ => return Ok(()),
    };
    Err(Cause::event(event_id, message).at(&config.origin))
}

/// The queue of an event.
///
/// # Errors
/// When the configuration is not valid.
pub fn build(config: &Node, owner: Owner<'_>) -> Result<DeadLetter, Cause> {
    check(config, owner.logical_id)?;
    if let Some(arn) = values::some(config.get("Arn")) {
        return Ok(DeadLetter { arn: arn.clone(), resources: Vec::new() });
    }
    let origin = config.origin.derived("dead letter queue");
    let given = values::some(config.get("QueueLogicalId"));
    if given.is_some_and(|id| id.as_str().is_none()) {
        return Err(Cause::event(owner.logical_id, "QueueLogicalId must be a string").at(&config.origin));
    }
    let id = given.and_then(Node::as_str).filter(|id| !id.is_empty());
    let id = id.map_or_else(|| format!("{}Queue", owner.logical_id), str::to_owned);
    let queue = Resource::new(id, "AWS::SQS::Queue", &origin).with_attributes(owner.attributes.clone());
    let arn = queue.attribute("Arn");
    let policy = owner.rule_arn.map(|rule| {
        let sender = node!(&origin; { "Service": "events.amazonaws.com" });
        queue_policy(&format!("{}QueuePolicy", owner.logical_id), sender, rule, &arn, queue.reference(), &origin)
            .with_attributes(owner.attributes.clone())
    });
    let resources = std::iter::once(queue).chain(policy).collect();
    Ok(DeadLetter { arn, resources })
}

/// A queue's policy that lets `sender` send to it on behalf of `source`.
pub fn queue_policy(id: &str, sender: Node, source: &Node, queue: &Node, url: Node, origin: &Origin) -> Resource {
    let mut policy = Resource::new(id, "AWS::SQS::QueuePolicy", origin);
    policy.set(
        "PolicyDocument",
        node!(origin; {
            "Version": "2012-10-17",
            "Statement": [{
                "Action": "sqs:SendMessage",
                "Effect": "Allow",
                "Principal": (sender),
                "Resource": (queue),
                "Condition": { "ArnEquals": { "aws:SourceArn": (source) } },
            }],
        }),
    );
    policy.set("Queues", node!(origin; [(url)]));
    policy
}
