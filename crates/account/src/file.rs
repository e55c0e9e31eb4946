//! Files with policies, as people keep them and as AWS's tools print them.

use std::sync::Arc;

use finding::{Notice, NoticeKind};
use policy::PolicyDocument;
use source::Limits;
use syntax::Node;

use crate::embedded::{self, notice};

/// What AWS's tools print around a policy: `get-policy-version`, `get-role-policy`, `get-role`, `describe-policy`,
/// `get-bucket-policy`, `get-queue-attributes`, `get-resource-policy`.
const WRAPPINGS: [&[&str]; 8] = [
    &["PolicyVersion", "Document"],
    &["PolicyDocument"],
    &["Role", "AssumeRolePolicyDocument"],
    &["Policy", "Content"],
    &["Attributes", "Policy"],
    &["ResourcePolicy"],
    &["Policy"],
    &["Document"],
];

/// The policies of a file, given as parsed JSON values: one, an array of them, or several one after the other; bare, or
/// in what AWS's tools print around them.
pub fn read_policies(values: &[Node], limits: &Limits) -> (Vec<Arc<PolicyDocument>>, Vec<Notice>) {
    let (trees, mut notices) = policy_trees(values, limits);
    let mut policies = Vec::new();
    for tree in trees {
        let (document, more) = PolicyDocument::parse(&tree);
        notices.extend(more);
        policies.push(Arc::new(document));
    }
    (policies, notices)
}

/// The same policies as trees, for readers who want to see what was written.
pub fn policy_trees(values: &[Node], limits: &Limits) -> (Vec<Node>, Vec<Notice>) {
    let (mut trees, mut notices) = (Vec::new(), Vec::new());
    for value in values.iter().flat_map(|value| value.as_list().unwrap_or(std::slice::from_ref(value))) {
        match unwrapped(value, limits, &mut notices) {
            Some(tree) if is_policy(&tree) => trees.push(tree),
            Some(_) => {
                let message = "not a policy: expected an object with `Statement`";
                notices.push(notice(value, NoticeKind::Malformed, message));
            }
            None => {}
        }
    }
    (trees, notices)
}

/// The tree of a policy without what stands around it.
fn unwrapped(value: &Node, limits: &Limits, notices: &mut Vec<Notice>) -> Option<Node> {
    let tree = embedded::tree(value, limits, notices)?;
    if is_policy(&tree) {
        return Some(tree);
    }
    let inner = WRAPPINGS.iter().find_map(|path| tree.at(path).filter(|inner| !inner.is_null()));
    match inner {
        Some(inner) => embedded::tree(inner, limits, notices),
        None => Some(tree),
    }
}

fn is_policy(tree: &Node) -> bool {
    tree.as_map().is_some_and(|map| map.iter().any(|(key, _)| key.eq_ignore_ascii_case("Statement")))
}
