//! `Schedule`: an EventBridge rule with a schedule.

use syntax::Node;

use super::rule::{self, put_state};
use super::{Event, Permission, Target, permission};
use crate::error::Cause;
use crate::resource::Resource;
use crate::shape::{Property, Shape};

/// The allowed properties.
pub(super) const PROPERTIES: &[Property] = &[
    Property::required("Schedule", Shape::Text),
    Property::optional("RuleName", Shape::Text),
    Property::optional("Input", Shape::Text),
    Property::optional("Enabled", Shape::Bool),
    Property::optional("State", Shape::Text),
    Property::optional("Name", Shape::Text),
    Property::optional("Description", Shape::Text),
    Property::optional("DeadLetterConfig", Shape::Map),
    Property::optional("RetryPolicy", Shape::Map),
];

/// A rule, a permission, and a queue where one is asked for.
pub(super) fn expand(event: &Event, target: &Target<'_>) -> Result<Vec<Resource>, Cause> {
    let origin = event.made("schedule");
    let mut made = Resource::new(event.logical_id.as_str(), "AWS::Events::Rule", &origin)
        .with_attributes(target.attributes.clone());
    made.set_opt("ScheduleExpression", event.get("Schedule"));
    put_state(event, &mut made)?;
    made.take(&event.properties, &["Name", "Description"]);
    let arn = made.attribute("Arn");
    let queue = rule::dead_letter(event, target, &arn)?;
    let mut call = rule::call(event, target, None, &origin);
    rule::put_call(event, &mut call, queue.as_ref(), &["Input"], &[]);
    made.set("Targets", Node::from_list(vec![Node::from_map(call, origin.clone())], origin.clone()));
    let allowed = Permission { principal: "events.amazonaws.com", source_arn: Some(arn), ..Permission::default() };
    let mut all = vec![made];
    all.extend(queue.map(|queue| queue.resources).unwrap_or_default());
    all.push(permission(event, target, allowed));
    Ok(all)
}
