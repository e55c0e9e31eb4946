//! Whether a request is allowed: AWS's evaluation logic over every kind of policy that bears on it.
//!
//! A Deny anywhere decides. Otherwise the request needs a grant: within one account from the identity's policies or from
//! the resource's, between accounts from both; and everything that only limits (boundary, session, organisation,
//! endpoint) must let it through. Rules: "Policy evaluation logic" in the IAM user guide.

mod each;
mod inquiry;
mod platform;
mod principal;
mod requirement;
mod resource;
mod statement;
mod verdict;

pub(crate) use principal::is_meant;
pub(crate) use resource::{selects_resource, shortened};

pub use each::{ResourceDecision, inquire_each, outcome_for_some};
pub use inquiry::{Inquiry, Keys, Knowledge, Resources};
pub use requirement::{KeyTest, Requirement};

use source::Origin;

use crate::document::{Condition, Effect, PolicyDocument};
use crate::request::Request;

/// The policies that bear on one request.
#[derive(Debug, Clone, Default)]
pub struct Policies<'a> {
    /// Policies of the principal: managed, inline, of its groups.
    pub identity: Vec<&'a PolicyDocument>,
    /// The permissions boundary of the principal, if it has one.
    pub boundary: Option<Vec<&'a PolicyDocument>>,
    /// The session's policies, if the session was made with some.
    pub session: Option<Vec<&'a PolicyDocument>>,
    /// The policy on the resource, if it has one; for a role its trust policy.
    pub resource: Option<&'a PolicyDocument>,
    /// Service control policies of the principal's account, one list per level from the root to the account. Leave it
    /// empty for the management account and for service-linked roles, which they do not bind.
    pub service_control: Vec<Vec<&'a PolicyDocument>>,
    /// Resource control policies of the resource's account, one list per level from the root to the account.
    pub resource_control: Vec<Vec<&'a PolicyDocument>>,
    /// The policies of the VPC endpoint the request came through, if it did.
    pub endpoint: Option<Vec<&'a PolicyDocument>>,
}

/// The kinds of policies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PolicyKind {
    /// A policy of the principal.
    Identity,
    /// The policy on the resource.
    Resource,
    /// The permissions boundary.
    Boundary,
    /// A session policy.
    Session,
    /// A service control policy.
    ServiceControl,
    /// A resource control policy.
    ResourceControl,
    /// The policy of a VPC endpoint.
    Endpoint,
}

/// How a request is decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// It may go on.
    Allowed,
    /// Nothing allows it.
    ImplicitDeny,
    /// A statement denies it.
    ExplicitDeny,
}

/// A decision and what made it.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// How it is decided.
    pub outcome: Outcome,
    /// The statements that decided: the denies, or the allows that together let it through.
    pub statements: Vec<DecidingStatement>,
    /// The kinds of policies that would have had to allow and did not; empty unless the deny is implicit, and empty too
    /// when the resource belongs to the platform, which no policy can open.
    pub missing: Vec<PolicyKind>,
    /// The kinds of policies that hold back a request which has its grant, by a Deny or by not letting it through.
    pub blocked: Vec<PolicyKind>,
    /// Under what it is allowed; [`Requirement::Always`] when everything is known, [`Requirement::Never`] when it is not
    /// allowed.
    pub under: Requirement,
    /// The conditions of matching statements that depend on what is not known.
    pub open: Vec<OpenCondition>,
}

/// A condition that depends on what is not known of a request.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenCondition {
    /// It.
    pub condition: Condition,
    /// The effect of its statement.
    pub effect: Effect,
    /// Its statement.
    pub statement: DecidingStatement,
}

/// A statement that had a part in a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecidingStatement {
    /// The kind of its policy.
    pub kind: PolicyKind,
    /// The level of the organisation, from the root; 0 for kinds without levels.
    pub level: usize,
    /// Its policy among those of the kind, or of the level.
    pub document: usize,
    /// Its place in the policy.
    pub index: usize,
    /// Its `Sid`, if it has one.
    pub sid: Option<String>,
    /// Where it is.
    pub origin: Origin,
}

/// Decides `request` under `policies`.
pub fn evaluate(policies: &Policies<'_>, request: &Request) -> Decision {
    inquire(policies, &Inquiry::of(request))
}

/// Decides a question about requests of which not everything is known: whether one of them may be allowed, and under
/// what.
pub fn inquire(policies: &Policies<'_>, inquiry: &Inquiry<'_>) -> Decision {
    verdict::Verdicts::new(policies, inquiry).decide()
}

/// The effects of the statements of one document that match the request, by themselves.
pub(crate) fn matching_effects(document: &PolicyDocument, kind: PolicyKind, request: &Request) -> Vec<Effect> {
    let place = statement::Place { kind, level: 0, document: 0, index: 0 };
    statement::matching(document, place, &Inquiry::of(request), false).into_iter().map(|found| found.effect).collect()
}
