//! `ScheduleV2`: an EventBridge Scheduler schedule with a role of its own.

use syntax::{Map, Node, node};

use super::dead_letter::{self, DeadLetter, Owner};
use super::{Event, Target};
use crate::error::Cause;
use crate::iam;
use crate::resource::Resource;
use crate::shape::{Property, Shape};

/// The allowed properties.
pub const PROPERTIES: &[Property] = &[
    Property::optional("PermissionsBoundary", Shape::Text),
    Property::required("ScheduleExpression", Shape::Text),
    Property::optional("FlexibleTimeWindow", Shape::Map),
    Property::optional("Name", Shape::Text),
    Property::optional("State", Shape::Text),
    Property::optional("Description", Shape::Text),
    Property::optional("StartDate", Shape::Text),
    Property::optional("EndDate", Shape::Text),
    Property::optional("ScheduleExpressionTimezone", Shape::Text),
    Property::optional("GroupName", Shape::Text),
    Property::optional("KmsKeyArn", Shape::Text),
    Property::optional("Input", Shape::Text),
    Property::optional("RoleArn", Shape::Text),
    Property::optional("DeadLetterConfig", Shape::Map),
    Property::optional("RetryPolicy", Shape::Map),
    Property::optional("OmitName", Shape::Bool).literal(),
];

/// Properties that go over unchanged.
const SAME: &[&str] = &[
    "ScheduleExpression",
    "Description",
    "StartDate",
    "EndDate",
    "ScheduleExpressionTimezone",
    "GroupName",
    "KmsKeyArn",
];

/// What a schedule calls.
#[derive(Debug)]
pub struct Called<'a> {
    /// Its ARN.
    pub arn: Node,
    /// What calling it is named: `lambda:InvokeFunction` or `states:StartExecution`.
    pub action: &'a str,
    /// What the name of the policy for it ends in: `LambdaPolicy` or `StartExecutionPolicy`.
    pub policy_suffix: &'a str,
    /// The attributes of what is made.
    pub attributes: &'a Map,
}

/// A schedule that calls a function.
pub(super) fn expand(event: &Event, target: &Target<'_>) -> Result<Vec<Resource>, Cause> {
    let called = Called {
        arn: target.arn(&event.made("schedule")),
        action: "lambda:InvokeFunction",
        policy_suffix: "LambdaPolicy",
        attributes: &target.attributes,
    };
    schedule(event, &called)
}

/// A schedule, its role unless one is given, and a queue where one is asked for.
///
/// # Errors
/// When the event is not valid.
pub fn schedule(event: &Event, called: &Called<'_>) -> Result<Vec<Resource>, Cause> {
    let mut made = without_target(event, called)?;
    let owner = Owner { logical_id: &event.logical_id, attributes: called.attributes, rule_arn: None };
    let queue = event.get("DeadLetterConfig").map(|config| dead_letter::build(config, owner)).transpose()?;
    let role = event.set("RoleArn").is_none().then(|| role(event, called, queue.as_ref()));
    let role_arn = role.as_ref().map(|role| role.attribute("Arn")).or_else(|| event.get("RoleArn").cloned());
    let origin = made.origin.clone();
    let mut call = Map::new();
    call.insert("Arn", called.arn.clone());
    if let Some(role_arn) = role_arn {
        call.insert("RoleArn", role_arn);
    }
    super::rule::put_call(event, &mut call, queue.as_ref(), &["Input"], &[]);
    made.set("Target", Node::from_map(call, origin));
    let mut all = vec![made];
    all.extend(queue.map(|queue| queue.resources).unwrap_or_default());
    all.extend(role);
    Ok(all)
}

fn without_target(event: &Event, called: &Called<'_>) -> Result<Resource, Cause> {
    let origin = event.made("schedule");
    let mut made = Resource::new(event.logical_id.as_str(), "AWS::Scheduler::Schedule", &origin)
        .with_attributes(called.attributes.clone());
    made.take(&event.properties, SAME);
    made.set_opt("State", event.set("State"));
    if event.set("OmitName").is_none() {
        let own = || Node::from_text(event.logical_id.as_str(), origin.clone());
        made.set("Name", event.set("Name").cloned().unwrap_or_else(own));
    } else if event.set("Name").is_some() {
        let message = "Name cannot be set when OmitName is True";
        return Err(Cause::event(event.logical_id.as_str(), message).at(&event.origin));
    }
    let window = event.set("FlexibleTimeWindow").cloned();
    made.set("FlexibleTimeWindow", window.unwrap_or_else(|| node!(&origin; { "Mode": "OFF" })));
    Ok(made)
}

fn role(event: &Event, called: &Called<'_>, queue: Option<&DeadLetter>) -> Resource {
    let origin = event.made("schedule");
    let mut role = Resource::new(format!("{}Role", event.logical_id), "AWS::IAM::Role", &origin)
        .with_attributes(called.attributes.clone());
    role.set("AssumeRolePolicyDocument", iam::trust_policy("scheduler.amazonaws.com", &origin));
    let name = format!("{}{}", event.logical_id, called.policy_suffix);
    let mut policies = vec![iam::allow(name, called.action, &called.arn, &origin)];
    if let Some(queue) = queue {
        policies.push(iam::allow(format!("{}SQSPolicy", event.logical_id), "sqs:SendMessage", &queue.arn, &origin));
    }
    role.set("Policies", policies);
    role.set_opt("PermissionsBoundary", event.set("PermissionsBoundary"));
    role
}
