//! The IAM policy language: parse, evaluate, decide. Knows no project.
//!
//! A [`PolicyDocument`] keeps everything that was written with its origin. [`evaluate`] answers whether one request is
//! allowed by the policies of an account, as AWS does; [`allows`] and [`public_access`] answer the static questions a
//! scan of infrastructure code asks. Nothing here reads files or guesses: an unknown part is a hole (see [`has_hole`])
//! that equals itself only.

mod access;
mod action_pattern;
mod arn;
mod condition;
mod context;
pub mod decide;
mod document;
mod evaluate;
mod glob;
mod hole;
mod ip;
mod narrowing;
mod operator;
mod parse;
mod principal_pattern;
mod public;
mod request;
mod resource_pattern;
#[cfg(test)]
mod testing;
mod variable;
mod write;

pub use access::{Grant, allows, grants, strongest};
pub use action_pattern::ActionPattern;
pub use arn::Arn;
pub use condition::instant;
pub use context::{Context, ContextValue};
pub use document::{Condition, Effect, Element, Kept, PolicyDocument, Sourced, Statement, Text, Unread};
pub use evaluate::{
    DecidingStatement, Decision, Inquiry, KeyTest, Keys, Knowledge, OpenCondition, Outcome, Policies, PolicyKind,
    Requirement, ResourceDecision, Resources, evaluate, inquire, inquire_each, outcome_for_some,
};
pub use glob::Glob;
pub use hole::{HOLE_END, HOLE_START, has_hole};
pub use ip::IpRange;
pub use narrowing::Narrowing;
pub use operator::{Comparison, Operator, Order, Quantifier};
pub use principal_pattern::{OWN_ACCOUNT, PrincipalKind, PrincipalPattern};
pub use public::{PrincipalReach, PublicGrant, is_shared_issuer, public_access};
pub use request::{Principal, Request};
pub use resource_pattern::ResourcePattern;
pub use variable::{Part, has_variable, parts};
