//! `SNS`: messages of a topic, directly or through a queue.

use syntax::{Node, Value, node};

use super::dead_letter::queue_policy;
use super::{Event, EventType, Permission, Target, permission, pull};
use crate::context::Context;
use crate::error::{Cause, Expected};
use crate::expect::Subject;
use crate::resource::Resource;
use crate::shape::{Property, Shape};
use crate::values;

/// The allowed properties.
pub(super) const PROPERTIES: &[Property] = &[
    Property::required("Topic", Shape::Text),
    Property::optional("Region", Shape::Text),
    Property::passed("FilterPolicy"),
    Property::passed("FilterPolicyScope"),
    Property::optional("SqsSubscription", Shape::OneOf(&[Shape::Bool, Shape::Map])),
    Property::optional("RedrivePolicy", Shape::Map),
];

/// A queue between topic and function.
struct Queue {
    arn: Node,
    url: Node,
    policy_id: String,
    batch_size: Node,
}

/// A subscription with a permission, or with a queue, its policy and an event source mapping.
pub(super) fn expand(
    event: &Event,
    target: &mut Target<'_>,
    context: &mut Context<'_>,
) -> Result<Vec<Resource>, Cause> {
    let origin = event.made("subscription");
    let topic = event.get("Topic").cloned().unwrap_or_else(|| Node::null(event.origin.clone()));
    let Some(through) = event.set("SqsSubscription") else {
        let allowed =
            Permission { principal: "sns.amazonaws.com", source_arn: Some(topic.clone()), ..Permission::default() };
        let endpoint = target.arn(&origin);
        return Ok(vec![permission(event, target, allowed), subscription(event, "lambda", endpoint, target)]);
    };
    let made =
        matches!(through.value, Value::Bool(_)).then(|| own_queue(event, &topic, target, context)).transpose()?;
    let queue = match &made {
        Some(queue) => Queue {
            arn: queue.attribute("Arn"),
            url: queue.reference(),
            policy_id: format!("{}QueuePolicy", event.logical_id),
            batch_size: node!(&origin; 10),
        },
        None => given_queue(event, through)?,
    };
    let mut all = mapping(event, &queue, target, context)?;
    all.extend(made);
    let policy = queue_policy(&queue.policy_id, node!(&origin; "*"), &topic, &queue.arn, queue.url, &origin);
    all.push(policy.with_attributes(target.attributes.clone()));
    all.push(subscription(event, "sqs", queue.arn, target));
    Ok(all)
}

fn own_queue(event: &Event, topic: &Node, target: &Target<'_>, context: &Context<'_>) -> Result<Resource, Cause> {
    let origin = event.made("queue");
    let mut queue = Resource::new(format!("{}Queue", event.logical_id), "AWS::SQS::Queue", &origin)
        .with_attributes(target.attributes.clone());
    let topic = values::logical_id_of(topic).and_then(|id| context.resource(id));
    if let Some(fifo) = topic.and_then(|topic| topic.at(&["Properties", "FifoTopic"])) {
        queue.set_opt("FifoQueue", values::set(Some(&context.resolved(fifo)?)));
    }
    Ok(queue)
}

fn given_queue(event: &Event, through: &Node) -> Result<Queue, Cause> {
    if through.as_map().is_none() {
        return Err(Subject::Event(&event.id).wrong("SqsSubscription", Expected::Map, None).at(&through.origin));
    }
    let (Some(arn), Some(url)) = (values::set(through.get("QueueArn")), values::set(through.get("QueueUrl"))) else {
        return Err(event.cause("No QueueARN or QueueURL provided."));
    };
    let policy_id = values::set(through.get("QueuePolicyLogicalId")).and_then(Node::as_str);
    let batch_size = values::set(through.get("BatchSize")).cloned();
    Ok(Queue {
        arn: arn.clone(),
        url: url.clone(),
        policy_id: policy_id.map_or_else(|| format!("{}QueuePolicy", event.logical_id), str::to_owned),
        batch_size: batch_size.unwrap_or_else(|| node!(&event.made("subscription"); 10)),
    })
}

fn subscription(event: &Event, protocol: &str, endpoint: Node, target: &Target<'_>) -> Resource {
    let origin = event.made("subscription");
    let mut made = Resource::new(event.logical_id.as_str(), "AWS::SNS::Subscription", &origin)
        .with_attributes(target.attributes.clone());
    made.set("Protocol", protocol);
    made.set("Endpoint", endpoint);
    made.set_opt("TopicArn", event.get("Topic"));
    made.take(&event.properties, &["Region", "FilterPolicy", "FilterPolicyScope", "RedrivePolicy"]);
    made
}

/// The event source mapping from the queue to the function, as an `SQS` event would make it.
fn mapping(
    event: &Event,
    queue: &Queue,
    target: &mut Target<'_>,
    context: &mut Context<'_>,
) -> Result<Vec<Resource>, Cause> {
    let origin = event.made("subscription");
    let properties = node!(&origin; { "Queue": (&queue.arn), "BatchSize": (&queue.batch_size), "Enabled": true });
    let event = Event {
        id: event.id.clone(),
        logical_id: format!("{}EventSourceMapping", event.logical_id),
        kind: EventType::Sqs,
        properties: properties.as_map().cloned().unwrap_or_default(),
        origin,
    };
    pull::expand(&event, target, context)
}
