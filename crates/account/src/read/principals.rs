//! Users and roles.

use std::collections::BTreeMap;
use std::sync::Arc;

use syntax::Node;

use super::{Reader, list};
use crate::embedded;
use crate::{Held, Principal, PrincipalKind, Via};

impl Reader<'_> {
    /// A user with everything that says what it may do.
    pub(super) fn user(&mut self, node: &Node) -> Option<Principal> {
        let mut user = self.principal(node, PrincipalKind::User, "UserName", "a user")?;
        user.groups = list(node, "GroupList").iter().filter_map(Node::text).collect();
        user.policies = self.inline(node, "UserPolicyList", &Via::Inline);
        user.policies.extend(self.attached(node, &Via::Attached));
        let groups = user.groups.clone();
        user.policies.extend(self.of_groups(node, &groups));
        Some(user)
    }

    /// A role with everything that says what it may do and who may take it on.
    pub(super) fn role(&mut self, node: &Node) -> Option<Principal> {
        let mut role = self.principal(node, PrincipalKind::Role, "RoleName", "a role")?;
        role.policies = self.inline(node, "RolePolicyList", &Via::Inline);
        role.policies.extend(self.attached(node, &Via::Attached));
        role.trust = node.get("AssumeRolePolicyDocument").map(|trust| Held {
            name: Arc::from("trust policy"),
            arn: None,
            via: Via::Inline,
            document: embedded::document(trust, self.limits, &mut self.notices),
            origin: trust.origin.clone(),
        });
        Some(role)
    }

    /// What users and roles have in common.
    fn principal(&mut self, node: &Node, kind: PrincipalKind, name: &str, what: &str) -> Option<Principal> {
        let name = self.required(node, name, what)?;
        let arn = self.required(node, "Arn", what)?;
        let boundary = node.get("PermissionsBoundary").filter(|boundary| !boundary.is_null());
        let boundary = boundary.and_then(|item| self.attachment(item, "PermissionsBoundaryArn", &Via::Attached));
        Some(Principal {
            kind,
            name,
            arn,
            path: node.get("Path").and_then(Node::text).unwrap_or_else(|| Arc::from("/")),
            unique_id: node.get(if kind == PrincipalKind::User { "UserId" } else { "RoleId" }).and_then(Node::text),
            tags: tags(node),
            groups: Vec::new(),
            policies: Vec::new(),
            boundary,
            trust: None,
            origin: node.origin.clone(),
        })
    }
}

fn tags(node: &Node) -> BTreeMap<Arc<str>, Arc<str>> {
    let pair = |tag: &Node| Some((tag.get("Key")?.text()?, tag.get("Value")?.text()?));
    list(node, "Tags").iter().filter_map(pair).collect()
}
