//! Groups: what their members hold.

use finding::NoticeKind;
use syntax::Node;

use super::Reader;
use crate::embedded::notice;
use crate::{Held, Via};

impl Reader<'_> {
    /// Keeps what a group gives its members.
    pub(super) fn group(&mut self, node: &Node) {
        let Some(name) = self.required(node, "GroupName", "a group") else { return };
        let via = Via::Group(std::sync::Arc::clone(&name));
        let mut held = self.inline(node, "GroupPolicyList", &via);
        held.extend(self.attached(node, &via));
        self.groups.insert(name, held);
    }

    /// What a user holds by its groups.
    pub(super) fn of_groups(&mut self, user: &Node, groups: &[std::sync::Arc<str>]) -> Vec<Held> {
        let mut held = Vec::new();
        for group in groups {
            match self.groups.get(group) {
                Some(own) => held.extend(own.iter().cloned()),
                None => {
                    let message = format!("group `{group}` is not in the document; what it gives is not known");
                    self.notices.push(notice(user, NoticeKind::Unresolved, message));
                }
            }
        }
        held
    }
}
