//! What is asked about: a Boolean combination of documents.

use crate::document::{Effect, PolicyDocument};
use crate::evaluate::{PolicyKind, matching_effects};
use crate::request::Request;

/// A set of requests, said by documents. In each leaf the documents stand side by side, as the policies of one
/// principal do. A statement with a principal element asks who the principal is, one without does not.
#[derive(Debug, Clone)]
pub enum Expression<'a> {
    /// Some statement allows, and none denies.
    Grants(Vec<&'a PolicyDocument>),
    /// Some statement allows, whatever denies.
    Allows(Vec<&'a PolicyDocument>),
    /// Some statement denies.
    Denies(Vec<&'a PolicyDocument>),
    /// All of these.
    All(Vec<Expression<'a>>),
    /// One of these.
    Any(Vec<Expression<'a>>),
    /// Not this.
    Not(Box<Expression<'a>>),
}

impl Expression<'_> {
    /// Whether the request is in the set, asked of the evaluator.
    pub fn holds(&self, request: &Request) -> bool {
        let has = |documents: &[&PolicyDocument], effect| {
            documents.iter().any(|document| matching_effects(document, kind(document), request).contains(&effect))
        };
        match self {
            Self::Grants(documents) => has(documents, Effect::Allow) && !has(documents, Effect::Deny),
            Self::Allows(documents) => has(documents, Effect::Allow),
            Self::Denies(documents) => has(documents, Effect::Deny),
            Self::All(parts) => parts.iter().all(|part| part.holds(request)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(request)),
            Self::Not(part) => !part.holds(request),
        }
    }
}

/// Whether a document hangs on a resource, judged by its principals.
pub(super) fn kind(document: &PolicyDocument) -> PolicyKind {
    let names_principals = document.statements.iter().any(|statement| statement.principal.is_some());
    if names_principals { PolicyKind::Resource } else { PolicyKind::Identity }
}
