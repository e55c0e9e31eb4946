//! `ScheduleV2`: a schedule of EventBridge Scheduler that calls a function or starts a state machine.

use syntax::{Map, Node, node};

use super::Event;
use super::dead_letter::DeadLetters;
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

/// What a schedule starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Starts {
    /// A function, or its alias.
    Function,
    /// A state machine, or its alias.
    StateMachine,
}

impl Starts {
    /// The policy that lets the scheduler start it.
    fn policy(self, event: &Event, arn: &Node) -> Node {
        let origin = event.made("ScheduleV2");
        let (name, action) = match self {
            Self::Function => ("LambdaPolicy", "lambda:InvokeFunction"),
            Self::StateMachine => ("StartExecutionPolicy", "states:StartExecution"),
        };
        iam::allow(format!("{}{name}", event.logical_id), action, arn.clone(), &origin)
    }
}

/// What the event makes: the schedule, and its queue and role where they are not given. `arn` is what it starts,
/// `attributes` are those that everything made for it gets.
///
/// # Errors
/// When the dead-letter queue is not valid, or there is a name although it is to be omitted.
pub fn expand(event: &Event, starts: Starts, arn: &Node, attributes: &Map) -> Result<Vec<Resource>, Cause> {
    let mut schedule = schedule(event, attributes)?;
    let letters = DeadLetters::of(event, attributes)?;
    let letters_arn = letters.as_ref().map(|letters| letters.arn.clone());
    let mut others: Vec<Resource> = letters.and_then(|letters| letters.queue).into_iter().collect();
    let role_arn = match event.set("RoleArn") {
        Some(arn) => arn.clone(),
        None => {
            let role = role(event, starts.policy(event, arn), letters_arn.as_ref(), attributes);
            let arn = role.attribute("Arn");
            others.push(role);
            arn
        }
    };
    schedule.set("Target", target(event, arn, role_arn, letters_arn));
    others.insert(0, schedule);
    Ok(others)
}

fn schedule(event: &Event, attributes: &Map) -> Result<Resource, Cause> {
    let origin = event.made("ScheduleV2");
    let mut schedule =
        Resource::new(event.logical_id.as_str(), "AWS::Scheduler::Schedule", &origin).with_attributes(attributes.clone());
    schedule.set_opt("ScheduleExpression", event.get("ScheduleExpression"));
    schedule.set_opt("State", event.set("State"));
    match (event.set("OmitName"), event.set("Name")) {
        (Some(_), Some(name)) => {
            let message = "Name cannot be set when OmitName is True";
            return Err(Cause::event(event.logical_id.as_str(), message).at(&name.origin));
        }
        (Some(_), None) => {}
        (None, Some(name)) => schedule.set("Name", name),
        (None, None) => schedule.set("Name", event.logical_id.as_str()),
    }
    let window = event.set("FlexibleTimeWindow").cloned();
    schedule.set("FlexibleTimeWindow", window.unwrap_or_else(|| node!(&origin; { "Mode": "OFF" })));
    for property in
        ["Description", "StartDate", "EndDate", "ScheduleExpressionTimezone", "GroupName", "KmsKeyArn"]
    {
        schedule.set_opt(property, event.get(property));
    }
    Ok(schedule)
}

fn role(event: &Event, policy: Node, letters_arn: Option<&Node>, attributes: &Map) -> Resource {
    let origin = event.made("ScheduleV2");
    let mut role =
        Resource::new(format!("{}Role", event.logical_id), "AWS::IAM::Role", &origin).with_attributes(attributes.clone());
    role.set("AssumeRolePolicyDocument", iam::trust_policy("scheduler.amazonaws.com", &origin));
    let mut policies = vec![policy];
    if let Some(arn) = letters_arn {
        policies.push(iam::allow(format!("{}SQSPolicy", event.logical_id), "sqs:SendMessage", arn.clone(), &origin));
    }
    role.set("Policies", policies);
    role.set_opt("PermissionsBoundary", event.set("PermissionsBoundary"));
    role
}

fn target(event: &Event, arn: &Node, role_arn: Node, letters_arn: Option<Node>) -> Node {
    let origin = event.made("ScheduleV2");
    let mut target = Map::new();
    target.insert("Arn", arn.clone());
    target.insert("RoleArn", role_arn);
    if let Some(input) = event.get("Input") {
        target.insert("Input", input.clone());
    }
    if let Some(arn) = letters_arn {
        target.insert("DeadLetterConfig", node!(&origin; { "Arn": (arn) }));
    }
    if let Some(retry) = event.get("RetryPolicy") {
        target.insert("RetryPolicy", retry.clone());
    }
    Node::from_map(target, origin)
}
