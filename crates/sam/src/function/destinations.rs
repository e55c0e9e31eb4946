//! Where the result of an asynchronous call goes: to what the user names, or to a queue or topic made for it.

use syntax::{Node, node};

use crate::context::Context;
use crate::error::Cause;
use crate::hash;
use crate::iam;
use crate::python;
use crate::resource::{Resource, SamResource};
use crate::values;

const TYPES: [&str; 5] = ["SQS", "SNS", "EventBridge", "Lambda", "S3Bucket"];

/// One destination.
pub(super) struct Destination {
    /// The queue or topic that is made, if the user names none.
    pub(super) resource: Option<Resource>,
    /// Its ARN.
    pub(super) arn: Node,
    /// The policy to send to it.
    pub(super) policy: Option<Node>,
}

/// A destination that the user names only under a condition.
struct Partial {
    /// The condition under which nothing is named.
    condition: Node,
    /// What is named otherwise.
    otherwise: Node,
}

/// Builds a destination; `id` is the stem of the ids of what is made, `config_id` that of the configuration.
pub(super) fn build(
    resource: &SamResource,
    given: &Node,
    id: &str,
    config_id: &str,
    context: &mut Context<'_>,
) -> Result<Destination, Cause> {
    let error = |message: String| Cause::resource(resource.logical_id.clone(), message).at(&given.origin);
    let kind = given.get("Type").and_then(Node::as_str).filter(|kind| TYPES.contains(kind)).ok_or_else(|| {
        let shown = given.get("Type").map_or_else(|| "None".to_owned(), python::display);
        error(format!("'Type: {shown}' must be one of ['SQS', 'SNS', 'EventBridge', 'Lambda', 'S3Bucket']"))
    })?;
    let named = values::some(given.get("Destination"));
    let partial = named.map(|named| partial(named, config_id, context)).transpose()?.flatten();
    let origin = given.origin.derived("destination");
    match (named, &partial) {
        (Some(named), None) => {
            let policy = policy(kind, named, id, &origin);
            Ok(Destination { resource: None, arn: named.clone(), policy: Some(policy) })
        }
        _ => {
            let condition = joined_condition(resource, partial.as_ref(), context);
            let (suffix, cfn_type) = match kind {
                "SQS" => ("Queue", "AWS::SQS::Queue"),
                "SNS" => ("Topic", "AWS::SNS::Topic"),
                _ => return Err(error("Destination is required if Type is not ['SQS', 'SNS']".to_owned())),
            };
            let mut made =
                Resource::new(format!("{id}{suffix}"), cfn_type, &origin).with_attributes(resource.passed_attributes());
            if let Some(condition) = condition {
                made.set_attribute("Condition", condition);
            }
            let arn = if kind == "SQS" { made.attribute("Arn") } else { made.reference() };
            let arn = match partial {
                Some(Partial { condition, otherwise }) => values::conditional(condition, arn, otherwise, &origin),
                None => arn,
            };
            let policy = policy(kind, &arn, id, &origin);
            Ok(Destination { resource: Some(made), arn, policy: Some(policy) })
        }
    }
}

fn policy(kind: &str, arn: &Node, id: &str, origin: &source::Origin) -> Node {
    match kind {
        "SQS" => iam::allow(format!("{id}SQSPolicy"), "sqs:SendMessage", arn, origin),
        "SNS" => iam::allow(format!("{id}SNSPolicy"), "sns:publish", arn, origin),
        "EventBridge" => iam::allow(format!("{id}EventBridgePolicy"), "events:PutEvents", arn, origin),
        "Lambda" => iam::allow(format!("{id}LambdaPolicy"), "lambda:InvokeFunction", arn, origin),
        _ => iam::allow_s3_payload(format!("{id}S3Policy"), arn, origin),
    }
}

/// The `Fn::If` of a destination that names something on one side only. A negated condition is added to the template.
fn partial(named: &Node, config_id: &str, context: &mut Context<'_>) -> Result<Option<Partial>, Cause> {
    let Some(arguments) = values::intrinsic_if(named) else { return Ok(None) };
    let Some([condition, then, otherwise]) = arguments.as_list() else {
        let message = "Malformed 'Destination' property: Fn::If requires 3 arguments.";
        return Err(Cause::resource(config_id, message).at(&named.origin));
    };
    match (values::is_no_value(then), values::is_no_value(otherwise)) {
        (true, false) => Ok(Some(Partial { condition: condition.clone(), otherwise: otherwise.clone() })),
        (false, true) => {
            let name = python::display(condition);
            let negated = hash::logical_id_of_text(&format!("NOT{name}"), config_id);
            let origin = named.origin.derived("condition");
            context.add_condition(&negated, values::not(condition, &origin));
            Ok(Some(Partial { condition: Node::from_text(negated, origin), otherwise: then.clone() }))
        }
        _ => Ok(None),
    }
}

/// The condition of what is made: that of the function, that of the destination, or both joined in a new one.
fn joined_condition(resource: &SamResource, partial: Option<&Partial>, context: &mut Context<'_>) -> Option<Node> {
    let own = resource.attributes.get("Condition").filter(|condition| !condition.is_null());
    let (Some(own), Some(partial)) = (own, partial) else {
        return own.or(partial.map(|partial| &partial.condition)).cloned();
    };
    let origin = partial.condition.origin.derived("condition");
    let (a, b) = (python::display(own), python::display(&partial.condition));
    let name = hash::logical_id_of_text(&format!("{a}AND{b}"), &resource.logical_id);
    // The reference wraps each condition twice; the platform would refuse it, so it stays visible in the output.
    let both = node!(&origin; {
        "Fn::And": [{ "Condition": { "Condition": (own) } }, { "Condition": { "Condition": (&partial.condition) } }],
    });
    context.add_condition(&name, both);
    Some(Node::from_text(name, origin))
}
