//! Account authorization documents: the output of `aws iam get-account-authorization-details`.
//!
//! A large account comes in pages. They may stand in one array, one after the other in one file, or already joined.

mod groups;
mod managed;
mod principals;

use std::collections::BTreeMap;
use std::sync::Arc;

use finding::{Notice, NoticeKind};
use policy::{Arn, PolicyDocument};
use source::{Limits, Origin};
use syntax::{Map, Node};

use crate::embedded::notice;
use crate::{Account, Held, Via};

/// Finds the document of a managed policy that the account document lacks, by ARN; its parts get the given origin.
pub type ManagedPolicies<'f> = &'f dyn Fn(&str, &Origin) -> Option<PolicyDocument>;

/// The parts of a page that are understood.
const PARTS: [&str; 4] = ["UserDetailList", "GroupDetailList", "RoleDetailList", "Policies"];

/// Whether one of the values is a page of an account document.
pub fn is_account(values: &[Node]) -> bool {
    let mut pages = values.iter().flat_map(|value| value.as_list().unwrap_or(std::slice::from_ref(value)));
    pages.any(|page| page.as_map().is_some_and(|map| PARTS.iter().any(|part| map.contains(part))))
}

/// Reads the pages of an account document, given as parsed JSON values.
pub fn read_account(values: &[Node], managed: ManagedPolicies<'_>, limits: &Limits) -> (Account, Vec<Notice>) {
    let mut reader =
        Reader { limits, managed, policies: BTreeMap::new(), groups: BTreeMap::new(), notices: Vec::new() };
    let pages = reader.pages(values);
    for policy in items(&pages, "Policies") {
        reader.policy(policy);
    }
    for group in items(&pages, "GroupDetailList") {
        reader.group(group);
    }
    let mut account = Account::default();
    let users = items(&pages, "UserDetailList").filter_map(|user| reader.user(user)).collect::<Vec<_>>();
    let roles = items(&pages, "RoleDetailList").filter_map(|role| reader.role(role)).collect::<Vec<_>>();
    account.principals = users.into_iter().chain(roles).collect();
    let known = account.principals.iter().find_map(|principal| {
        let arn = Arn::parse(&principal.arn)?;
        (!arn.account.is_empty()).then(|| Arc::from(arn.account))
    });
    account.id = known.unwrap_or_default();
    (account, reader.notices)
}

/// What reading carries along.
struct Reader<'r> {
    limits: &'r Limits,
    managed: ManagedPolicies<'r>,
    /// Managed policies by ARN.
    policies: BTreeMap<Arc<str>, Arc<PolicyDocument>>,
    /// What the members of a group hold, by the group's name.
    groups: BTreeMap<Arc<str>, Vec<Held>>,
    notices: Vec<Notice>,
}

impl Reader<'_> {
    /// The pages: the values themselves, or those in an array.
    fn pages<'n>(&mut self, values: &'n [Node]) -> Vec<&'n Map> {
        let mut pages = Vec::new();
        for value in values.iter().flat_map(|value| value.as_list().unwrap_or(std::slice::from_ref(value))) {
            match value.as_map().filter(|map| PARTS.iter().any(|part| map.contains(part))) {
                Some(page) => pages.push(page),
                None => self.notices.push(notice(
                    value,
                    NoticeKind::Invalid,
                    "no page of an account document: it has none of `UserDetailList`, `GroupDetailList`, \
                     `RoleDetailList`, `Policies`",
                )),
            }
        }
        for page in &pages {
            for (part, entry) in page.entries() {
                self.part(part, &entry.node);
            }
        }
        let last = pages.last().and_then(|page| page.get("IsTruncated"));
        if let Some(truncated) = last.filter(|truncated| truncated.as_bool() == Some(true)) {
            let message = "the last page says that more pages follow; what they hold is not known";
            self.notices.push(notice(truncated, NoticeKind::Unresolved, message));
        }
        pages
    }

    fn part(&mut self, part: &str, node: &Node) {
        let is_other = matches!(part, "IsTruncated" | "Marker" | "ResponseMetadata" | "NextToken");
        if PARTS.contains(&part) {
            if node.as_list().is_none() && !node.is_null() {
                self.notices.push(notice(node, NoticeKind::Invalid, format!("`{part}` is not a list")));
            }
        } else if !is_other {
            let message = format!("`{part}` is no part of an account document; it was not read");
            self.notices.push(notice(node, NoticeKind::Unsupported, message));
        }
    }

    /// A text that has to be there.
    fn required(&mut self, node: &Node, field: &str, what: &str) -> Option<Arc<str>> {
        let text = node.get(field).and_then(Node::text).filter(|text| !text.is_empty());
        if text.is_none() {
            self.notices.push(notice(node, NoticeKind::Invalid, format!("{what} without `{field}`; it was not read")));
        }
        text
    }

    /// The policies that stand in a user, group or role.
    fn inline(&mut self, node: &Node, field: &str, via: &Via) -> Vec<Held> {
        let mut held = Vec::new();
        for item in list(node, field) {
            let Some(name) = self.required(item, "PolicyName", "an inline policy") else { continue };
            let document = match item.get("PolicyDocument") {
                Some(document) => crate::embedded::document(document, self.limits, &mut self.notices),
                None => {
                    let message =
                        format!("inline policy `{name}` without `PolicyDocument`; what it gives is not known");
                    self.notices.push(notice(item, NoticeKind::Unresolved, message));
                    None
                }
            };
            held.push(Held { name, arn: None, via: via.clone(), document, origin: item.origin.clone() });
        }
        held
    }
}

/// The items of one part over all pages.
fn items<'n>(pages: &[&'n Map], part: &'static str) -> impl Iterator<Item = &'n Node> {
    let lists: Vec<&'n [Node]> = pages.iter().filter_map(|page| page.get(part)?.as_list()).collect();
    lists.into_iter().flatten()
}

/// The items of a field that may be missing.
fn list<'n>(node: &'n Node, field: &str) -> &'n [Node] {
    node.get(field).and_then(Node::as_list).unwrap_or_default()
}
