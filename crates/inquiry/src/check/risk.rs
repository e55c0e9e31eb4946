//! What a policy gives its holder that leads to more.

use std::sync::Arc;

use finding::{Confidence, Finding, Location, RuleId, Severity};
use iam::escalations;
use model::{
    AccessTarget, AttachedPolicy, Cloud, Guard, Identity, IdentityId, PolicyBody, PolicySource, Project, ResourceId,
    Stack, StackId,
};
use policy::PolicyDocument;
use policy::decide::{Space, is_included};
use source::{FileId, Origin, Span};
use syntax::node;

/// One way from what policies give to more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Risk {
    /// What the holder may do by it, in words that follow "may".
    pub gives: String,
    /// The permissions, the key one first.
    pub actions: Vec<Arc<str>>,
    /// Whether the permissions suffice; otherwise something must be there, such as a machine with a role.
    pub sure: bool,
    /// Whether it leads to the whole account.
    pub to_account: bool,
    /// Where the statement with the key permission is.
    pub statement: Origin,
    /// Where the key permission is.
    pub origin: Origin,
}

impl Risk {
    /// The risk as a sentence.
    pub fn in_words(&self) -> String {
        let actions: Vec<String> = self.actions.iter().map(|action| format!("`{action}`")).collect();
        let by = if actions.is_empty() { String::new() } else { format!(" ({})", actions.join(", ")) };
        let only = if self.sure { "" } else { ", where there is one" };
        format!("whoever holds this may {}{only}{by}", self.gives)
    }
}

/// The risky parts of policies that one principal holds together.
pub fn risks(documents: &[&PolicyDocument]) -> Vec<Risk> {
    if let Some(everything) = everything(documents) {
        return vec![everything];
    }
    let (project, id) = holder(documents);
    let mut found: Vec<Risk> = Vec::new();
    let mut ways = escalations(&project, id);
    ways.sort_by_key(|way| !way.sure);
    for way in ways {
        let risk = Risk {
            gives: way.gives.to_owned(),
            actions: way.actions,
            to_account: way.target == AccessTarget::Account,
            sure: way.sure,
            statement: way.statement,
            origin: way.origin,
        };
        // One statement is often the key to many methods; the first of a kind tells enough.
        if !found.iter().any(|known| known.origin == risk.origin && known.gives == risk.gives) {
            found.push(risk);
        }
    }
    found
}

/// One finding for each statement that is the key to more.
pub(super) fn findings(document: &PolicyDocument, fallback: Span) -> Vec<Finding> {
    let mut found: Vec<Finding> = Vec::new();
    for risk in risks(&[document]) {
        let span = risk.origin.written().unwrap_or(fallback);
        let rule = if risk.actions.is_empty() { "iam/wildcard-permission" } else { "iam/privilege-escalation" };
        if found.iter().any(|known| known.location.span == span && known.rule.as_str() == rule) {
            continue;
        }
        let severity = match (risk.to_account, risk.sure) {
            (true, true) => Severity::High,
            (true, false) | (false, true) => Severity::Medium,
            (false, false) => Severity::Low,
        };
        let location = Location { span, resource: String::new() };
        found.push(Finding::new(RuleId::new(rule), severity, Confidence::High, location, risk.in_words()));
    }
    found
}

/// The statement by which the policies give everything, if they are proved to.
fn everything(documents: &[&PolicyDocument]) -> Option<Risk> {
    let origin = Origin::Default("everything");
    let all = node!(&origin; { "Statement": { "Effect": "Allow", "Action": "*", "Resource": "*" } });
    let (all, _) = PolicyDocument::parse(&all);
    if !is_included(&[&all], documents, &Space::aws()).is_yes() {
        return None;
    }
    let statement = documents.iter().flat_map(|document| document.allows()).find(|statement| {
        let actions = statement.action.iter().flat_map(|element| &element.patterns);
        actions.into_iter().any(|pattern| pattern.value.is_any())
    })?;
    let action = statement.action.as_ref().map_or_else(|| statement.origin.clone(), |element| element.origin.clone());
    Some(Risk {
        gives: "do everything in the account".to_owned(),
        actions: Vec::new(),
        to_account: true,
        sure: true,
        statement: statement.origin.clone(),
        origin: action,
    })
}

/// A project with one identity that holds the policies.
fn holder(documents: &[&PolicyDocument]) -> (Project, IdentityId) {
    let attached = |document: &&PolicyDocument| AttachedPolicy {
        origin: document.origin.clone(),
        guard: Guard::always(),
        source: PolicySource::Author,
        body: PolicyBody::Document((*document).clone()),
    };
    let identity = Identity {
        resource: ResourceId { stack: StackId(0), name: Arc::from("holder") },
        cloud_name: Arc::from("arn:aws:iam::‹account›:role/‹holder›"),
        origin: Origin::Default("holder"),
        guard: Guard::always(),
        trust: None,
        policies: documents.iter().map(attached).collect(),
        boundary: None,
    };
    let stack = Stack { cloud: Cloud::Aws, path: Arc::from(""), file: FileId(0), parent: None };
    (Project { stacks: vec![stack], identities: vec![identity], ..Project::default() }, IdentityId(0))
}
