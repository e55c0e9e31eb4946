//! The accounts, resource policies and organisation of one case.

use std::path::Path;
use std::sync::Arc;

use account::{Account, LevelKind, Principal, organisation_level, read_account};
use anyhow::{Context as _, Result};
use policy::{Context, Inquiry, Keys, Knowledge, Outcome, Policies, PolicyDocument, Request, Resources, inquire};
use serde_json::Value;
use source::{FileId, Limits};
use syntax::Node;

use crate::house;

pub(super) struct World {
    accounts: Vec<Account>,
    resources: Vec<Resource>,
    organisations: Vec<Node>,
}

struct Resource {
    arn: String,
    account: String,
    policy: PolicyDocument,
}

/// What is asked of a principal and a resource.
pub(super) struct Question<'a> {
    pub action: &'a str,
    /// The keys that are known.
    pub keys: Vec<(&'a str, &'a str)>,
    /// Whether a key that is not known is absent.
    pub is_strict: bool,
}

impl World {
    pub(super) fn read(folder: &Path, files: &Value) -> Result<Self> {
        let of = |what: &str| -> Result<Vec<Node>> {
            let names = files.get(what).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
            names.map(|name| node(&folder.join(name))).collect()
        };
        let limits = Limits::default();
        let accounts = of("gaads")?.into_iter().map(|root| read_account(&[root], &|_, _| None, &limits).0);
        let resources = of("resources")?;
        let resources = resources.iter().flat_map(|root| root.as_list().unwrap_or_default()).map(|entry| Resource {
            arn: text(entry, "Resource"),
            account: text(entry, "Account"),
            policy: PolicyDocument::parse(entry.get("Policy").unwrap_or(entry)).0,
        });
        Ok(Self { accounts: accounts.collect(), resources: resources.collect(), organisations: of("scps")? })
    }

    /// The principals that may.
    pub(super) fn who_can(&self, resource: &str, question: &Question<'_>) -> Vec<String> {
        let all = self.accounts.iter().flat_map(|account| &account.principals);
        let can = all.filter(|principal| self.principal_can(principal, resource, question));
        can.map(|principal| principal.arn.to_string()).collect()
    }

    /// Whether a principal may.
    pub(super) fn can(&self, who: &str, resource: &str, question: &Question<'_>) -> bool {
        let mut all = self.accounts.iter().flat_map(|account| &account.principals);
        all.any(|principal| &*principal.arn == who && self.principal_can(principal, resource, question))
    }

    fn principal_can(&self, principal: &Principal, resource: &str, question: &Question<'_>) -> bool {
        let on_resource = self.resources.iter().find(|one| one.arn == resource || is_bucket_of(&one.arn, resource));
        let boundary = principal.boundary.as_ref().map(|held| held.document.as_deref().into_iter().collect());
        let levels = self.levels(&principal.arn);
        let policies = Policies {
            identity: principal.documents(),
            boundary,
            resource: on_resource.map(|one| &one.policy),
            service_control: levels.iter().map(|level| level.iter().map(|one| &**one).collect()).collect(),
            ..Policies::default()
        };
        let context = question.keys.iter().fold(Context::new(), |context, (key, value)| context.with(key, *value));
        let request = Request {
            principal: policy::Principal::Aws(principal.arn.to_string()),
            action: question.action.to_owned(),
            resource: resource.to_owned(),
            resource_account: on_resource.map(|one| one.account.clone()),
            context,
        };
        let known = |key: &str| match request.context.get(key) {
            Some(_) => Knowledge::Settled,
            None => Knowledge::Nothing,
        };
        let keys = if question.is_strict { Keys::Closed } else { Keys::Open(&known) };
        let inquiry = Inquiry { request: &request, resources: Resources::One, keys };
        inquire(&policies, &inquiry).outcome == Outcome::Allowed
    }

    /// The service control policies on the way from the root to the principal's account.
    fn levels(&self, principal: &str) -> Vec<Vec<Arc<PolicyDocument>>> {
        let account = principal.split(':').nth(4).unwrap_or_default();
        // They do not bind the account that manages the organisation, which the root's ARN names.
        let binding = self.organisations.iter().filter(|root| text(root, "Arn").split(':').nth(4) != Some(account));
        let way = binding.into_iter().find_map(|root| way_to(root, account)).unwrap_or_default();
        way.into_iter().map(level).collect()
    }
}

/// The units on the way to an account, the account last.
fn way_to<'n>(unit: &'n Node, account: &str) -> Option<Vec<&'n Node>> {
    if text(unit, "Id") == account {
        return Some(vec![unit]);
    }
    let children = unit.get("Children").and_then(Node::as_list).unwrap_or_default();
    let mut way = children.iter().find_map(|child| way_to(child, account))?;
    way.insert(0, unit);
    Some(way)
}

fn level(unit: &Node) -> Vec<Arc<PolicyDocument>> {
    let policies = unit.get("Policies").and_then(Node::as_list).unwrap_or_default();
    let contents: Vec<Node> = policies.iter().filter_map(|policy| policy.get("Content")).cloned().collect();
    organisation_level(&contents, LevelKind::ServiceControl, &Limits::default()).0
}

/// Whether `resource` is an object in the bucket.
fn is_bucket_of(bucket: &str, resource: &str) -> bool {
    resource.strip_prefix(bucket).is_some_and(|rest| rest.starts_with('/'))
}

fn node(path: &Path) -> Result<Node> {
    let document = syntax::parse_json(FileId(0), &house::read(path)?, &Limits::default());
    document.root.with_context(|| format!("{} is empty", path.display()))
}

fn text(node: &Node, key: &str) -> String {
    node.get(key).and_then(Node::as_str).unwrap_or_default().to_owned()
}
