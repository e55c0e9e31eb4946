//! `CloudWatchEvent` and `EventBridgeRule`: an EventBridge rule with a pattern.

use source::Origin;
use syntax::{Map, Node, node};

use super::dead_letter::{self, DeadLetter, Owner};
use super::{Event, Permission, Target, permission};
use crate::error::Cause;
use crate::resource::Resource;
use crate::shape::{Property, Shape};
use crate::values;

/// The allowed properties.
pub(super) const PROPERTIES: &[Property] = &[
    Property::optional("EventBusName", Shape::Text),
    Property::optional("RuleName", Shape::Text),
    Property::optional("Pattern", Shape::Map),
    Property::optional("DeadLetterConfig", Shape::Map),
    Property::optional("RetryPolicy", Shape::Map),
    Property::optional("Input", Shape::Text),
    Property::optional("InputPath", Shape::Text),
    Property::optional("Target", Shape::Map),
    Property::optional("Enabled", Shape::Bool),
    Property::optional("State", Shape::Text),
    Property::optional("InputTransformer", Shape::Map),
];

/// The longest id a target of a rule may have.
const TARGET_ID_CHARACTERS: usize = 64;
const TARGET_SUFFIX: &str = "LambdaTarget";

/// A rule, a permission, and a queue where one is asked for.
pub(super) fn expand(event: &Event, target: &Target<'_>) -> Result<Vec<Resource>, Cause> {
    let origin = event.made("rule");
    let mut made = Resource::new(event.logical_id.as_str(), "AWS::Events::Rule", &origin)
        .with_attributes(target.attributes.clone());
    made.take(&event.properties, &["EventBusName"]);
    made.set_opt("EventPattern", event.get("Pattern"));
    made.set_opt("Name", event.get("RuleName"));
    let arn = made.attribute("Arn");
    let queue = dead_letter(event, target, &arn)?;
    put_state(event, &mut made)?;
    let given_id = event.set("Target").and_then(|target| target.get("Id"));
    let mut call = call(event, target, given_id, &origin);
    put_call(event, &mut call, queue.as_ref(), &["Input", "InputPath"], &["InputTransformer"]);
    made.set("Targets", node!(&origin; [(call)]));
    let allowed = Permission { principal: "events.amazonaws.com", source_arn: Some(arn), ..Permission::default() };
    let mut all = queue.map(|queue| queue.resources).unwrap_or_default();
    all.push(made);
    all.push(permission(event, target, allowed));
    Ok(all)
}

/// The queue for calls that fail, where one is asked for.
pub(super) fn dead_letter(event: &Event, target: &Target<'_>, rule: &Node) -> Result<Option<DeadLetter>, Cause> {
    let owner = Owner { logical_id: &event.logical_id, attributes: &target.attributes, rule_arn: Some(rule) };
    event.get("DeadLetterConfig").map(|config| dead_letter::build(config, owner)).transpose()
}

/// Sets the rule's state from `State` or `Enabled`.
pub(super) fn put_state(event: &Event, rule: &mut Resource) -> Result<(), Cause> {
    let enabled = event.get("Enabled");
    if event.set("State").is_some() && enabled.is_some() {
        return Err(event.cause("State and Enabled Properties cannot both be specified."));
    }
    rule.set_opt("State", event.set("State"));
    if let Some(enabled) = enabled {
        let state = if values::truthy(enabled) { "ENABLED" } else { "DISABLED" };
        rule.set("State", Node::from_text(state, enabled.origin.derived("state")));
    }
    Ok(())
}

/// The start of a rule's target: whom it calls, under which id.
pub(super) fn call(event: &Event, target: &Target<'_>, given_id: Option<&Node>, origin: &Origin) -> Map {
    let mut call = Map::new();
    call.insert("Arn", target.arn(origin));
    let id = || Node::from_text(target_id(&event.logical_id, TARGET_SUFFIX), origin.clone());
    call.insert("Id", given_id.cloned().unwrap_or_else(id));
    call
}

/// The rest of a rule's target: what it sends, how often it tries, and where what fails goes.
pub(super) fn put_call(event: &Event, call: &mut Map, queue: Option<&DeadLetter>, first: &[&str], last: &[&str]) {
    let copy = |names: &[&str], call: &mut Map| {
        for name in names {
            if let Some(value) = event.get(name) {
                call.insert(*name, value.clone());
            }
        }
    };
    copy(first, call);
    if let Some(queue) = queue {
        let origin = event.get("DeadLetterConfig").map_or(&event.origin, |config| &config.origin);
        call.insert("DeadLetterConfig", node!(&origin.derived("dead letter queue"); { "Arn": (&queue.arn) }));
    }
    copy(&["RetryPolicy"], call);
    copy(last, call);
}

/// An id for a target; the stem is cut where the whole would be too long.
pub(crate) fn target_id(stem: &str, suffix: &str) -> String {
    let room = TARGET_ID_CHARACTERS.saturating_sub(suffix.len());
    let mut id: String = stem.chars().take(room).collect();
    id.push_str(suffix);
    id
}
