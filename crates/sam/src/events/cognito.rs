//! `Cognito`: a step in the life of a user of a pool.

use syntax::{Map, Node};

use super::{Event, Permission, Target, permission};
use crate::context::Context;
use crate::error::Cause;
use crate::expect::{self, Subject};
use crate::resource::Resource;
use crate::shape::{Property, Shape};
use crate::values;

/// The allowed properties.
pub(super) const PROPERTIES: &[Property] = &[
    Property::required("UserPool", Shape::Text),
    Property::required("Trigger", Shape::OneOf(&[Shape::Text, Shape::ListOf(&Shape::Text)])).literal(),
];

/// The allowed properties of a user pool.
#[rustfmt::skip]
const USER_POOL: &[&str] = &[
    "AccountRecoverySetting", "AdminCreateUserConfig", "AliasAttributes", "AutoVerifiedAttributes",
    "DeletionProtection", "DeviceConfiguration", "EmailAuthenticationMessage", "EmailAuthenticationSubject",
    "EmailConfiguration", "EmailVerificationMessage", "EmailVerificationSubject", "EnabledMfas", "LambdaConfig",
    "MfaConfiguration", "Policies", "Schema", "SmsAuthenticationMessage", "SmsConfiguration",
    "SmsVerificationMessage", "UserAttributeUpdateSettings", "UsernameAttributes", "UsernameConfiguration",
    "UserPoolAddOns", "UserPoolName", "UserPoolTags", "UserPoolTier", "VerificationMessageTemplate",
    "WebAuthnRelyingPartyID", "WebAuthnUserVerification",
];

/// Checks that the pool is in the template.
pub(super) fn check_link(event: &Event, context: &Context<'_>) -> Result<(), Cause> {
    pool_id(event, context).map(drop)
}

fn pool_id<'e>(event: &'e Event, context: &Context<'_>) -> Result<&'e str, Cause> {
    let outside = || event.cause("Cognito events must reference a Cognito UserPool in the same template.");
    let id = event.get("UserPool").and_then(|pool| pool.get("Ref")).ok_or_else(outside)?;
    let id = id
        .as_str()
        .ok_or_else(|| Cause::event(event.logical_id.as_str(), "Ref in Userpool is not a string.").at(&event.origin))?;
    context.resource(id).map(|_| id).ok_or_else(outside)
}

/// A permission, and the pool with its new trigger.
pub(super) fn expand(event: &Event, target: &Target<'_>, context: &mut Context<'_>) -> Result<Vec<Resource>, Cause> {
    let id = pool_id(event, context)?;
    let origin = event.made("trigger");
    let prefix = format!("{}Cognito", target.callee.logical_id);
    let allowed = Permission {
        principal: "cognito-idp.amazonaws.com",
        source_arn: Some(values::attribute(id, "Arn", &origin)),
        prefix: Some(&prefix),
        ..Permission::default()
    };
    let made = permission(event, target, allowed);
    let arn = target.arn(&origin);
    if let Some(pool) = context.resource_mut(id).and_then(Node::as_map_mut) {
        add_triggers(event, id, pool, &arn)?;
    }
    let pool = context.resource(id).map(|pool| Resource::from_node(id, "AWS::Cognito::UserPool", pool, USER_POOL));
    Ok(std::iter::once(made).chain(pool.transpose()?).collect())
}

fn add_triggers(event: &Event, id: &str, pool: &mut Map, arn: &Node) -> Result<(), Cause> {
    let Some(trigger) = event.get("Trigger") else { return Ok(()) };
    let empty = || Node::from_map(Map::new(), arn.origin.clone());
    let Some(properties) = values::filled(pool, "Properties", empty).as_map_mut() else {
        return Err(Cause::resource(id, "Properties of a resource must be an object."));
    };
    let config = values::filled(properties, "LambdaConfig", empty);
    expect::map(Some(config), Subject::Resource(id), "LambdaConfig")?;
    for name in trigger.as_list().unwrap_or(std::slice::from_ref(trigger)).iter().filter_map(Node::as_str) {
        let Some(config) = config.as_map_mut() else { return Ok(()) };
        if config.contains(name) {
            let shown = crate::python::display(trigger);
            return Err(event.cause(format!("Cognito trigger \"{shown}\" defined multiple times.")));
        }
        config.insert(name, arn.clone());
    }
    Ok(())
}
