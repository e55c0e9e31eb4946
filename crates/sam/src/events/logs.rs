//! `CloudWatchLogs`: log lines that match a pattern.

use syntax::node;

use super::{Event, Permission, Target, permission};
use crate::context::Context;
use crate::resource::Resource;
use crate::shape::{Property, Shape};

/// The allowed properties.
pub(super) const PROPERTIES: &[Property] =
    &[Property::required("LogGroupName", Shape::Text), Property::required("FilterPattern", Shape::Text)];

/// A permission and a subscription filter.
pub(super) fn expand(event: &Event, target: &Target<'_>, context: &Context<'_>) -> Vec<Resource> {
    let origin = event.made("log subscription");
    let partition = &context.options.partition;
    let arn = format!("arn:{partition}:logs:${{AWS::Region}}:${{AWS::AccountId}}:log-group:${{__LogGroupName__}}:*");
    let source_arn =
        event.get("LogGroupName").map(|name| node!(&origin; { "Fn::Sub": [(arn), { "__LogGroupName__": (name) }] }));
    let allowed = Permission { principal: "logs.amazonaws.com", source_arn, ..Permission::default() };
    let permission = permission(event, target, allowed);
    let mut filter = Resource::new(event.logical_id.as_str(), "AWS::Logs::SubscriptionFilter", &origin)
        .with_attributes(target.attributes.clone())
        .with_depends_on(Some(node!(&origin; [(&permission.logical_id)])));
    filter.take(&event.properties, &["LogGroupName", "FilterPattern"]);
    filter.set("DestinationArn", target.arn(&origin));
    vec![permission, filter]
}
