//! `IoTRule`: messages of things that match a query.

use syntax::{Map, Node, node};

use super::{Event, Permission, Target, permission};
use crate::context::Context;
use crate::resource::Resource;
use crate::shape::{Property, Shape};
use crate::values;

/// The allowed properties.
pub(super) const PROPERTIES: &[Property] =
    &[Property::required("Sql", Shape::Text), Property::optional("AwsIotSqlVersion", Shape::Text)];

/// A permission and a topic rule.
pub(super) fn expand(event: &Event, target: &Target<'_>, context: &Context<'_>) -> Vec<Resource> {
    let origin = event.made("IoT rule");
    let arn = format!("arn:{}:iot:${{AWS::Region}}:${{AWS::AccountId}}:rule/${{RuleName}}", context.options.partition);
    let rule_name = values::reference(&event.logical_id, &origin);
    let allowed = Permission {
        principal: "iot.amazonaws.com",
        source_arn: Some(node!(&origin; { "Fn::Sub": [(arn), { "RuleName": (rule_name) }] })),
        source_account: Some(values::sub("${AWS::AccountId}", &origin)),
        ..Permission::default()
    };
    let mut rule = Resource::new(event.logical_id.as_str(), "AWS::IoT::TopicRule", &origin)
        .with_attributes(target.attributes.clone());
    rule.set("TopicRulePayload", payload(event, target, &origin));
    vec![permission(event, target, allowed), rule]
}

fn payload(event: &Event, target: &Target<'_>, origin: &source::Origin) -> Node {
    let mut payload = Map::new();
    if let Some(sql) = event.get("Sql") {
        payload.insert("Sql", sql.clone());
    }
    payload.insert("RuleDisabled", Node::from_bool(false, origin.clone()));
    payload.insert("Actions", node!(origin; [{ "Lambda": { "FunctionArn": (target.arn(origin)) } }]));
    if let Some(version) = event.set("AwsIotSqlVersion") {
        payload.insert("AwsIotSqlVersion", version.clone());
    }
    Node::from_map(payload, origin.clone())
}
