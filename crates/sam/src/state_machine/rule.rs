//! EventBridge rules that start a state machine, by time or by pattern.

use syntax::{Map, Node, node};

use super::events::{Target, role};
use crate::error::Cause;
use crate::events::Event;
use crate::events::dead_letter::{self, Owner};
use crate::resource::Resource;
use crate::shape::{Property, Shape};
use crate::values::truthy;

/// The allowed properties of `Schedule`.
pub(super) const SCHEDULE: &[Property] = &[
    Property::required("Schedule", Shape::Text),
    Property::optional("Input", Shape::Text),
    Property::optional("Enabled", Shape::Bool),
    Property::optional("State", Shape::Text),
    Property::optional("Name", Shape::Text),
    Property::optional("Description", Shape::Text),
    Property::optional("DeadLetterConfig", Shape::Map),
    Property::optional("RetryPolicy", Shape::Map),
    Property::optional("Target", Shape::Map).literal(),
    Property::optional("RoleArn", Shape::Text).literal(),
];

/// The allowed properties of `CloudWatchEvent` and `EventBridgeRule`.
pub(super) const PATTERN: &[Property] = &[
    Property::optional("EventBusName", Shape::Text),
    Property::optional("RuleName", Shape::Text),
    Property::optional("Pattern", Shape::Map),
    Property::optional("Input", Shape::Text),
    Property::optional("InputPath", Shape::Text),
    Property::optional("DeadLetterConfig", Shape::Map),
    Property::optional("RetryPolicy", Shape::Map),
    Property::optional("State", Shape::Text),
    Property::optional("Target", Shape::Map).literal(),
    Property::optional("InputTransformer", Shape::Map),
];

const SERVICE: &str = "events.amazonaws.com";
const TARGET_SUFFIX: &str = "StepFunctionsTarget";
/// The longest id of a rule's target.
const TARGET_ID_LENGTH: usize = 64;

/// What a `Schedule` event makes.
///
/// # Errors
/// When `State` and `Enabled` are both given or the dead-letter queue is not valid.
pub(super) fn schedule(event: &Event, target: &Target) -> Result<Vec<Resource>, Cause> {
    let mut rule = rule(event, target);
    rule.set_opt("ScheduleExpression", event.get("Schedule"));
    match (event.set("State"), event.get("Enabled")) {
        (Some(_), Some(_)) => return Err(event.cause("State and Enabled Properties cannot both be specified.")),
        (Some(state), None) => rule.set("State", state),
        (None, Some(enabled)) => {
            let state = if truthy(enabled) { "ENABLED" } else { "DISABLED" };
            rule.set("State", Node::from_text(state, enabled.origin.derived("Enabled")));
        }
        (None, None) => {}
    }
    rule.set_opt("Name", event.get("Name"));
    rule.set_opt("Description", event.get("Description"));
    finish(event, target, rule, event.get("RoleArn"), &["Input", "RetryPolicy"])
}

/// What a `CloudWatchEvent` or `EventBridgeRule` event makes.
///
/// # Errors
/// When the dead-letter queue is not valid.
pub(super) fn pattern(event: &Event, target: &Target) -> Result<Vec<Resource>, Cause> {
    let mut rule = rule(event, target);
    rule.set_opt("EventBusName", event.get("EventBusName"));
    rule.set_opt("EventPattern", event.get("Pattern"));
    rule.set_opt("Name", event.get("RuleName"));
    rule.set_opt("State", event.set("State"));
    finish(event, target, rule, None, &["Input", "InputPath", "RetryPolicy", "InputTransformer"])
}

fn rule(event: &Event, target: &Target) -> Resource {
    Resource::new(event.logical_id.as_str(), "AWS::Events::Rule", &event.made("rule"))
        .with_attributes(target.attributes.clone())
}

/// Gives the rule its target; returns it with the role and queue that are made for it.
fn finish(
    event: &Event,
    target: &Target,
    mut rule: Resource,
    given_role: Option<&Node>,
    passed: &[&str],
) -> Result<Vec<Resource>, Cause> {
    let made_role = given_role.is_none().then(|| role(event, target, SERVICE));
    let made_arn = made_role.as_ref().map(|role| role.attribute("Arn"));
    let arn = rule.attribute("Arn");
    let owner = Owner { logical_id: &event.logical_id, attributes: &target.attributes, rule_arn: Some(&arn) };
    let letters = event.get("DeadLetterConfig").map(|config| dead_letter::build(config, owner)).transpose()?;
    let origin = event.made("rule");
    let mut described = Map::new();
    described.insert("Arn", target.arn.clone());
    described.insert("Id", target_id(event));
    if let Some(arn) = given_role.cloned().or(made_arn) {
        described.insert("RoleArn", arn);
    }
    for name in passed {
        if let Some(value) = event.get(name) {
            described.insert(*name, value.clone());
        }
    }
    if let Some(letters) = &letters {
        described.insert("DeadLetterConfig", node!(&origin; { "Arn": (&letters.arn) }));
    }
    rule.set("Targets", vec![Node::from_map(described, origin)]);
    let queue = letters.map(|letters| letters.resources).unwrap_or_default();
    Ok([rule].into_iter().chain(made_role).chain(queue).collect())
}

/// The id that is given, else one made of the event's.
fn target_id(event: &Event) -> Node {
    if let Some(id) = event.get("Target").and_then(|target| target.get("Id")) {
        return id.clone();
    }
    let id: String = event.logical_id.chars().take(TARGET_ID_LENGTH - TARGET_SUFFIX.len()).collect();
    Node::from_text(id + TARGET_SUFFIX, event.made("rule"))
}
