//! The policies of one identity as documents.

use std::sync::Arc;

use finding::{Notice, NoticeKind, Place};
use model::{AttachedPolicy, Guard, Identity, PolicyBody, PolicySource};
use policy::{Grant, PolicyDocument, ResourcePattern, Statement, grants, has_hole};
use source::Origin;

use crate::managed::{is_execution_role, managed_policy};

/// The longest policy of an identity that AWS accepts: 10,240 bytes inline, 6,144 managed. It bounds the work.
const MAX_POLICY_BYTES: usize = 10_240;

/// What an identity holds.
#[derive(Debug, Clone, Default)]
pub(crate) struct Holdings {
    /// Its policies, in order.
    pub(crate) policies: Vec<Held>,
    /// The limit of what it may do, if one is set and known.
    boundary: Option<PolicyDocument>,
    /// What is not known.
    pub(crate) notices: Vec<Notice>,
}

/// One policy that an identity holds.
#[derive(Debug, Clone)]
pub(crate) struct Held {
    /// When it holds.
    pub(crate) guard: Guard,
    /// Where it was attached.
    pub(crate) origin: Origin,
    /// Who wrote it.
    source: PolicySource,
    /// The name of a managed policy.
    pub(crate) name: Option<Arc<str>>,
    /// What it says.
    pub(crate) document: PolicyDocument,
}

impl Holdings {
    /// The policies of `identity` under the guards that do not contradict its own.
    pub(crate) fn of(identity: &Identity) -> Self {
        let mut holdings = Self::default();
        for attached in &identity.policies {
            let Some(guard) = identity.guard.and(&attached.guard) else { continue };
            if let Some((document, name)) = holdings.document(attached) {
                holdings.policies.push(Held {
                    guard,
                    origin: attached.origin.clone(),
                    source: attached.source,
                    name,
                    document,
                });
            }
        }
        holdings.boundary = identity.boundary.as_ref().and_then(|boundary| holdings.document(boundary)).map(|(d, _)| d);
        holdings
    }

    fn document(&mut self, attached: &AttachedPolicy) -> Option<(PolicyDocument, Option<Arc<str>>)> {
        match &attached.body {
            PolicyBody::Document(document) if document.size() > MAX_POLICY_BYTES => {
                let message = "policy is longer than any that AWS accepts; what it gives was not analysed".to_owned();
                self.notice(attached, NoticeKind::Limit, message);
                None
            }
            PolicyBody::Document(document) => Some((document.clone(), None)),
            PolicyBody::Named(name) => {
                let document = managed_policy(name, &attached.origin);
                if document.is_none() {
                    let what = if has_hole(name) { "is decided at deployment" } else { "is not known" };
                    let message = format!("managed policy `{name}` {what}; what it gives was not analysed");
                    self.notice(attached, NoticeKind::Unresolved, message);
                }
                Some((document?, Some(Arc::clone(name))))
            }
            // A role on a scope speaks no IAM; `roles` reads it.
            PolicyBody::Role { .. } => None,
        }
    }

    fn notice(&mut self, attached: &AttachedPolicy, kind: NoticeKind, message: String) {
        let place = attached.origin.written().map_or(Place::Scan, Place::Span);
        self.notices.push(Notice { place, kind, message });
    }

    /// What one policy grants of an action on a target, under the denies that hold whenever it does and within the
    /// boundary.
    pub(crate) fn grants(&self, held: &Held, action: &str, target: &ResourcePattern) -> Vec<Grant> {
        let in_force = self.policies.iter().filter(|other| held.guard.implies(&other.guard));
        let mut denying: Vec<&PolicyDocument> = in_force.map(|other| &other.document).collect();
        denying.extend(&self.boundary);
        let granted = grants(&[&held.document], &denying, action, target);
        let within = |grant: &Grant| self.boundary_allows(action, target, grant);
        granted.into_iter().filter_map(|grant| within(&grant).map(|conditional| narrowed(grant, conditional))).collect()
    }

    /// Whether the boundary lets a grant through, and whether only under conditions.
    fn boundary_allows(&self, action: &str, target: &ResourcePattern, grant: &Grant) -> Option<bool> {
        let Some(boundary) = &self.boundary else { return Some(false) };
        let given = ResourcePattern::new(grant.resource_text.as_str());
        let target = if grant.resource_text == "NotResource" || given.is_any() { target } else { &given };
        policy::allows([boundary], action, target).map(|limit| limit.conditional)
    }
}

impl Held {
    /// Whether nobody chose its width: the framework added it, or it is one of the platform's own for running functions.
    pub(crate) fn is_of_platform(&self) -> bool {
        self.source == PolicySource::Framework || self.name.as_deref().is_some_and(is_execution_role)
    }

    /// The same policy with one of its statements only.
    pub(crate) fn only(&self, statement: &Statement) -> Self {
        let document = self.document.with(vec![statement.clone()]);
        Self { document, ..self.clone() }
    }
}

fn narrowed(grant: Grant, conditional: bool) -> Grant {
    Grant { conditional: grant.conditional || conditional, ..grant }
}
