//! Identity pools that let guests in, and whom guests become: `AWS::Cognito::IdentityPool*`.

use model::GuestAccess;

use super::{Builder, Resource, name_at};
use crate::cfn::environment::Environment;
use crate::cfn::names;

/// Makes the guest access of an identity pool.
pub(super) fn declare(environment: &Environment<'_>, builder: &mut Builder<'_>, resource: &Resource<'_>) {
    if resource.kind != "AWS::Cognito::IdentityPool" {
        return;
    }
    builder.project.guest_access.push(GuestAccess {
        resource: resource.id(environment),
        origin: resource.origin.clone(),
        guard: resource.guard.clone(),
        allowed: environment.bool(&environment.field(&resource.properties, "AllowUnauthenticatedIdentities")),
        guest_identity: None,
    });
}

/// Says whom guests of a pool become.
pub(super) fn link(environment: &Environment<'_>, builder: &mut Builder<'_>, resource: &Resource<'_>) {
    if resource.kind != "AWS::Cognito::IdentityPoolRoleAttachment" {
        return;
    }
    let pool = name_at(environment, &resource.properties, &["IdentityPoolId"]);
    let role = name_at(environment, &resource.properties, &["Roles", "unauthenticated"]);
    let role = role.and_then(|role| builder.index.identity(&role));
    let is_pool = |access: &&mut GuestAccess| {
        access.resource.stack == environment.stack
            && names::reference(environment, &access.resource.name).as_deref() == pool.as_deref()
    };
    if let Some(access) = builder.project.guest_access.iter_mut().find(is_pool) {
        access.guest_identity = role;
    }
}
