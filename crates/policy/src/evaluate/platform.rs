//! What belongs to the platform and cannot be changed by any grant: AWS's own policies, roles and key aliases.

use crate::arn::Arn;
use crate::request::{Principal, Request};

/// Changes to a policy that AWS refuses for its own.
const POLICY_CHANGES: [&str; 7] = [
    "CreatePolicy",
    "CreatePolicyVersion",
    "DeletePolicy",
    "DeletePolicyVersion",
    "SetDefaultPolicyVersion",
    "TagPolicy",
    "UntagPolicy",
];

/// Uses of a role that AWS refuses for those under its reserved path.
const ROLE_CHANGES: [&str; 16] = [
    "AttachRolePolicy",
    "CreateRole",
    "CreateServiceLinkedRole",
    "DeleteRole",
    "DeleteRolePermissionsBoundary",
    "DeleteRolePolicy",
    "DeleteServiceLinkedRole",
    "DetachRolePolicy",
    "PassRole",
    "PutRolePermissionsBoundary",
    "PutRolePolicy",
    "TagRole",
    "UntagRole",
    "UpdateAssumeRolePolicy",
    "UpdateRole",
    "UpdateRoleDescription",
];

/// Changes to a key alias that AWS refuses for its own.
const ALIAS_CHANGES: [&str; 3] = ["CreateAlias", "DeleteAlias", "UpdateAlias"];

/// Whether the request would change what belongs to the platform.
pub(super) fn is_refused(request: &Request) -> bool {
    let Some((service, name)) = request.action.split_once(':') else { return false };
    let Some(arn) = Arn::parse(&request.resource) else { return false };
    let is_one_of = |names: &[&str]| names.iter().any(|known| known.eq_ignore_ascii_case(name));
    let starts =
        |prefix: &str| arn.resource.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    match service.to_ascii_lowercase().as_str() {
        "iam" if starts("policy/") => arn.account == "aws" && is_one_of(&POLICY_CHANGES),
        "iam" if starts("role/aws-reserved/") => is_one_of(&ROLE_CHANGES),
        "kms" if starts("alias/aws/") => is_one_of(&ALIAS_CHANGES),
        _ => false,
    }
}

/// Whether the request needs no grant: `GetCallerIdentity` tells everyone with credentials who they are, whatever their
/// policies say.
pub(super) fn is_free(request: &Request) -> bool {
    request.action.eq_ignore_ascii_case("sts:GetCallerIdentity") && request.principal != Principal::Anonymous
}
