//! Whether one statement matches a request.

use super::PolicyKind;
use super::principal::{Closeness, closeness};
use crate::context::Context;
use crate::document::{Effect, PolicyDocument, Statement};
use crate::glob::Glob;
use crate::request::Request;
use crate::resource_pattern::ResourcePattern;

/// A statement that matched.
#[derive(Debug, Clone, Copy)]
pub(super) struct Match<'a> {
    pub statement: &'a Statement,
    pub effect: Effect,
    /// How closely the principal element names the principal; [`Closeness::Itself`] in policies that have none.
    pub closeness: Closeness,
}

/// The statements of a document that match the request.
pub(super) fn matching<'a>(
    document: &'a PolicyDocument,
    kind: PolicyKind,
    request: &Request,
    has_boundary: bool,
) -> Vec<Match<'a>> {
    let variables = document.has_variables();
    let matches = document.statements.iter().filter_map(|statement| {
        let effect = statement.effect.as_ref()?.value;
        let closeness = principal_closeness(statement, effect, kind, request, has_boundary)?;
        let holds = selects_action(statement, request)
            && selects_resource(statement, kind, &request.resource, &request.context)
            && statement.conditions.iter().all(|condition| condition.holds(&request.context, variables));
        holds.then_some(Match { statement, effect, closeness })
    });
    matches.collect()
}

/// Only resource policies ask who the principal is.
fn principal_closeness(
    statement: &Statement,
    effect: Effect,
    kind: PolicyKind,
    request: &Request,
    has_boundary: bool,
) -> Option<Closeness> {
    if kind != PolicyKind::Resource {
        return Some(Closeness::Itself);
    }
    let element = statement.principal.as_ref()?;
    if element.negated && effect == Effect::Deny && has_boundary {
        // "The NotPrincipal element with a Deny effect will always deny any IAM principal that has a permissions
        // boundary" (IAM user guide, permissions boundaries).
        return Some(Closeness::Itself);
    }
    closeness(element, request)
}

fn selects_action(statement: &Statement, request: &Request) -> bool {
    statement.action.as_ref().is_some_and(|element| element.selects(|pattern| pattern.matches(&request.action)))
}

/// Whether the resource element means this resource.
pub(crate) fn selects_resource(statement: &Statement, kind: PolicyKind, resource: &str, context: &Context) -> bool {
    let meets = |pattern: &ResourcePattern| meets(pattern, kind, resource, context);
    match &statement.resource {
        // Only a policy that hangs on its resource may leave it out.
        None => kind == PolicyKind::Resource,
        // A pattern with a variable that has no value is undecided, and then the statement selects nothing.
        Some(element) if element.negated => element.patterns.iter().all(|one| meets(&one.value) == Some(false)),
        Some(element) => element.patterns.iter().any(|one| meets(&one.value) == Some(true)),
    }
}

/// Whether the pattern means the resource; `None` when a variable has no value.
fn meets(pattern: &ResourcePattern, kind: PolicyKind, resource: &str, context: &Context) -> Option<bool> {
    let is_met = match pattern.resolve(context) {
        None => return None,
        Some(resolved) => resolved.matches(resource),
    };
    Some(is_met || shortened(pattern.text(), kind).is_some_and(|whole| whole.matches(resource)))
}

/// An ARN with fewer than six parts, as policies of a principal accept it: the missing parts may be anything.
pub(crate) fn shortened(text: &str, kind: PolicyKind) -> Option<Glob> {
    let expands = matches!(kind, PolicyKind::Identity | PolicyKind::Boundary | PolicyKind::Session);
    let parts = text.split(':').count();
    (expands && text.starts_with("arn:") && parts < 6).then(|| Glob::new(&format!("{text}{}", ":*".repeat(6 - parts))))
}
