//! Managed policies: those of the document, and those of AWS that it does not carry.

use std::sync::Arc;

use finding::NoticeKind;
use policy::PolicyDocument;
use syntax::Node;

use super::{Reader, list};
use crate::embedded::{self, notice};
use crate::{Held, Via};

impl Reader<'_> {
    /// Keeps the default version of a managed policy.
    pub(super) fn policy(&mut self, node: &Node) {
        let Some(arn) = self.required(node, "Arn", "a managed policy") else { return };
        let default = node.get("DefaultVersionId").and_then(Node::text);
        let is_default = |version: &&Node| {
            let id = version.get("VersionId").and_then(Node::text);
            let says_so = version.get("IsDefaultVersion").and_then(Node::as_bool) == Some(true);
            says_so || (default.is_some() && id == default)
        };
        let document =
            list(node, "PolicyVersionList").iter().find(is_default).and_then(|version| version.get("Document"));
        let Some(document) = document else {
            let message = format!("managed policy `{arn}` without the document of its default version");
            return self.notices.push(notice(node, NoticeKind::Unresolved, message));
        };
        if let Some(document) = embedded::document(document, self.limits, &mut self.notices) {
            self.policies.insert(arn, document);
        }
    }

    /// The managed policies that are attached to a user, group or role.
    pub(super) fn attached(&mut self, node: &Node, via: &Via) -> Vec<Held> {
        let attachments = list(node, "AttachedManagedPolicies").iter();
        attachments.filter_map(|item| self.attachment(item, "PolicyArn", via)).collect()
    }

    /// One managed policy, named by the ARN in `field`.
    pub(super) fn attachment(&mut self, item: &Node, field: &str, via: &Via) -> Option<Held> {
        let arn = self.required(item, field, "an attached policy")?;
        let document = self.managed_policy(&arn, item);
        if document.is_none() {
            let message =
                format!("policy `{arn}` is attached, but its document is not known; what it gives is not known");
            self.notices.push(notice(item, NoticeKind::Unresolved, message));
        }
        let name = arn.rsplit('/').next().map(Arc::from).unwrap_or_else(|| Arc::clone(&arn));
        Some(Held { name, arn: Some(arn), via: via.clone(), document, origin: item.origin.clone() })
    }

    fn managed_policy(&mut self, arn: &Arc<str>, attachment: &Node) -> Option<Arc<PolicyDocument>> {
        if let Some(known) = self.policies.get(arn) {
            return Some(Arc::clone(known));
        }
        (self.managed)(arn, &attachment.origin).map(Arc::new)
    }
}
