//! Roles, trust policies and inline policies the transform makes.

use source::Origin;
use syntax::{IntoNode, Map, Node, node};

use crate::context::Context;
use crate::error::Cause;
use crate::policies;
use crate::resource::Resource;

/// A trust policy for one service, such as `lambda.amazonaws.com`.
pub fn trust_policy(service: &str, origin: &Origin) -> Node {
    node!(origin; {
        "Version": "2012-10-17",
        "Statement": [{ "Action": ["sts:AssumeRole"], "Effect": "Allow", "Principal": { "Service": [(service)] } }],
    })
}

/// An inline policy that allows one action on one resource, without a `Version`.
pub fn allow(name: impl Into<String>, action: &str, resource: impl IntoNode, origin: &Origin) -> Node {
    node!(origin; {
        "PolicyName": (name.into()),
        "PolicyDocument": { "Statement": [{ "Action": (action), "Effect": "Allow", "Resource": (resource) }] },
    })
}

/// An inline policy to write event payloads into a bucket.
pub fn allow_s3_payload(name: impl Into<String>, bucket: &Node, origin: &Origin) -> Node {
    node!(origin; {
        "PolicyName": (name.into()),
        "PolicyDocument": {
            "Statement": [
                {
                    "Action": "s3:PutObject",
                    "Effect": "Allow",
                    "Resource": { "Fn::Join": ["/", [(bucket), "*"]] },
                },
                { "Action": "s3:ListBucket", "Effect": "Allow", "Resource": (bucket) },
            ],
        },
    })
}

/// An execution role to be built.
#[derive(Debug)]
pub struct RoleParts {
    /// The resource the role is for; the role's id is this with `Role`.
    pub logical_id: String,
    /// The attributes the role gets.
    pub attributes: Map,
    /// The trust policy.
    pub trust: Node,
    /// `Policies` of the resource.
    pub policies: Option<Node>,
    /// ARNs of managed policies that the transform adds.
    pub managed_policy_arns: Vec<Node>,
    /// Inline policies that the transform adds; they come first.
    pub inline_policies: Vec<Node>,
    /// `Path` of the role.
    pub path: Option<Node>,
    /// `PermissionsBoundary` of the role.
    pub permissions_boundary: Option<Node>,
    /// `Tags` of the role.
    pub tags: Option<Vec<Node>>,
    /// What causes the role: `Policies` where it is written, else the resource.
    pub origin: Origin,
}

/// Builds an execution role: policy statements become inline policies, names of managed policies become ARNs.
///
/// # Errors
/// When an entry of `Policies` is not a policy.
pub fn role(parts: RoleParts, context: &Context<'_>) -> Result<Resource, Cause> {
    let mut role = Resource::new(format!("{}Role", parts.logical_id), "AWS::IAM::Role", &parts.origin);
    let sorted = policies::sorted(&parts, &role.logical_id, context)?;
    role = role.with_attributes(parts.attributes);
    role.set("AssumeRolePolicyDocument", parts.trust);
    role.set("ManagedPolicyArns", sorted.managed);
    if !sorted.inline.is_empty() {
        role.set("Policies", sorted.inline);
    }
    role.set_opt("Path", parts.path);
    role.set_opt("PermissionsBoundary", parts.permissions_boundary);
    role.set_opt("Tags", parts.tags);
    Ok(role)
}
