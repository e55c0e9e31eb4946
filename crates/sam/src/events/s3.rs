//! `S3`: changes of objects in a bucket of the template.

use syntax::{Map, Node, Value, node};

use super::{Event, Permission, Target, permission};
use crate::context::Context;
use crate::error::Cause;
use crate::expect::{self, Subject};
use crate::resource::Resource;
use crate::shape::{Property, Shape};
use crate::values;

/// The allowed properties.
pub(super) const PROPERTIES: &[Property] = &[
    Property::required("Bucket", Shape::Text),
    Property::required("Events", Shape::OneOf(&[Shape::Text, Shape::ListOf(&Shape::Text)])).literal(),
    Property::optional("Filter", Shape::MapOf(&Shape::Text)),
];

/// The allowed properties of a bucket.
#[rustfmt::skip]
const BUCKET: &[&str] = &[
    "AccessControl", "AccelerateConfiguration", "AnalyticsConfigurations", "BucketEncryption", "BucketName",
    "CorsConfiguration", "IntelligentTieringConfigurations", "InventoryConfigurations", "LifecycleConfiguration",
    "LoggingConfiguration", "MetricsConfigurations", "NotificationConfiguration", "ObjectLockConfiguration",
    "ObjectLockEnabled", "OwnershipControls", "PublicAccessBlockConfiguration", "ReplicationConfiguration", "Tags",
    "VersioningConfiguration", "WebsiteConfiguration",
];

/// Checks that the bucket is in the template.
pub(super) fn check_link(event: &Event, context: &Context<'_>) -> Result<(), Cause> {
    bucket_id(event, context).map(drop)
}

fn bucket_id<'e>(event: &'e Event, context: &Context<'_>) -> Result<&'e str, Cause> {
    let outside = || event.cause("S3 events must reference an S3 bucket in the same template.");
    let id = event.get("Bucket").and_then(|bucket| bucket.get("Ref")).ok_or_else(outside)?;
    let id = id.as_str().ok_or_else(|| event.cause("'Ref' value in S3 events is not a valid string."))?;
    context.resource(id).map(|_| id).ok_or_else(outside)
}

/// A permission, and the bucket with its new notifications, which waits for the permission.
pub(super) fn expand(event: &Event, target: &Target<'_>, context: &mut Context<'_>) -> Result<Vec<Resource>, Cause> {
    let id = bucket_id(event, context)?;
    let origin = event.made("notification");
    let allowed = Permission {
        principal: "s3.amazonaws.com",
        source_account: Some(values::reference("AWS::AccountId", &origin)),
        ..Permission::default()
    };
    let made = permission(event, target, allowed);
    if let Some(bucket) = context.resource_mut(id).and_then(Node::as_map_mut) {
        match made.attributes.get("Condition").cloned() {
            Some(condition) => wait_by_tag(id, bucket, &made, condition)?,
            None => wait_by_depends_on(event, bucket, &made)?,
        }
        add_notifications(event, id, bucket, target)?;
    }
    let bucket = context.resource(id).map(|bucket| Resource::from_node(id, "AWS::S3::Bucket", bucket, BUCKET));
    Ok(std::iter::once(made).chain(bucket.transpose()?).collect())
}

/// The platform checks the permission when it makes the notification, so the bucket must come after it.
fn wait_by_depends_on(event: &Event, bucket: &mut Map, permission: &Resource) -> Result<(), Cause> {
    let mut ids: Vec<Node> = match bucket.get("DependsOn") {
        None => Vec::new(),
        Some(node) => match &node.value {
            Value::Text(_) => vec![node.clone()],
            Value::List(items) if items.iter().all(|item| item.as_list().is_none() && item.as_map().is_none()) => {
                items.clone()
            }
            _ => {
                let message = "Invalid type for field 'DependsOn'. Expected a string or list of strings.";
                return Err(Cause::resource(event.logical_id.as_str(), message).at(&node.origin));
            }
        },
    };
    let id = Node::from_text(permission.logical_id.clone(), permission.origin.clone());
    let mut distinct: Vec<Node> = Vec::new();
    for id in ids.drain(..).chain([id]) {
        if !distinct.contains(&id) {
            distinct.push(id);
        }
    }
    bucket.insert("DependsOn", Node::from_list(distinct, permission.origin.clone()));
    Ok(())
}

/// A permission that exists only under a condition cannot stand in `DependsOn`; a `Ref` in a tag has the same effect.
fn wait_by_tag(id: &str, bucket: &mut Map, permission: &Resource, condition: Node) -> Result<(), Cause> {
    let origin = &permission.origin;
    let properties = values::filled(bucket, "Properties", || Node::from_map(Map::new(), origin.clone()));
    let Some(properties) = properties.as_map_mut() else {
        return Err(Cause::resource(id, "Properties should be a map."));
    };
    let tags = values::filled(properties, "Tags", || Node::from_list(Vec::new(), origin.clone()));
    expect::list(Some(tags), Subject::Resource(id), "Tags")?;
    let key = format!("sam:ConditionalDependsOn:{}", permission.logical_id);
    let otherwise = Node::from_text("no dependency", origin.clone());
    let value = values::conditional(condition, permission.reference(), otherwise, origin);
    if let Some(tags) = tags.as_list_mut() {
        tags.push(node!(origin; { "Key": (key), "Value": (value) }));
    }
    Ok(())
}

fn add_notifications(event: &Event, id: &str, bucket: &mut Map, target: &Target<'_>) -> Result<(), Cause> {
    let origin = event.made("notification");
    let empty = || Node::from_map(Map::new(), origin.clone());
    let properties = bucket.get_or_insert_with("Properties", empty);
    let wrong = Subject::Resource(id).cause("Properties should be a map.").at(&properties.origin);
    let properties = properties.as_map_mut().ok_or(wrong)?;
    let config = values::filled(properties, "NotificationConfiguration", empty);
    expect::map(Some(config), Subject::Resource(id), "NotificationConfiguration")?;
    let Some(config) = config.as_map_mut() else { return Ok(()) };
    let list = values::filled(config, "LambdaConfigurations", || Node::from_list(Vec::new(), origin.clone()));
    let wrong = Cause::resource(id, "Invalid type for LambdaConfigurations. Must be a list.").at(&list.origin);
    let list = list.as_list_mut().ok_or(wrong)?;
    for notification in notifications(event, target) {
        if !list.contains(&notification) {
            list.push(notification);
        }
    }
    Ok(())
}

fn notifications(event: &Event, target: &Target<'_>) -> Vec<Node> {
    let origin = event.made("notification");
    let kinds = event.get("Events").map(|kinds| kinds.as_list().unwrap_or(std::slice::from_ref(kinds)));
    let build = |kind: &Node| {
        let mut map = Map::new();
        map.insert("Function", target.arn(&origin));
        if let Some(filter) = event.get("Filter") {
            map.insert("Filter", filter.clone());
        }
        map.insert("Event", kind.clone());
        let notification = Node::from_map(map, origin.clone());
        match target.attributes.get("Condition") {
            Some(condition) => values::conditional(condition.clone(), notification, values::no_value(&origin), &origin),
            None => notification,
        }
    };
    kinds.unwrap_or_default().iter().map(build).collect()
}
