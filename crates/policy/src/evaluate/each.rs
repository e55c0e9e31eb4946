//! A question about a pattern of resources, answered apart for each pattern within it that the policies tell apart.

use super::inquiry::{Inquiry, Resources};
use super::resource::{names, shortened};
use super::{Decision, Outcome, Policies, PolicyKind, inquire};
use crate::document::{Effect, Element, PolicyDocument, Statement};
use crate::request::Request;
use crate::resource_pattern::ResourcePattern;

/// The answer for some of the resources asked about.
#[derive(Debug, Clone, PartialEq)]
pub struct ResourceDecision {
    /// The pattern for them, as a policy writes it or as it was asked.
    pub resource: String,
    /// The answer: whether some of them are allowed.
    pub decision: Decision,
}

/// Decides a question about a pattern of resources for each pattern that an Allow names within it, in the order written;
/// `of_type` leaves out those that mean no resource of that type. When all is denied by a Deny, that one answer is given;
/// when nothing allows, none.
pub fn inquire_each(
    policies: &Policies<'_>,
    inquiry: &Inquiry<'_>,
    of_type: Option<&ResourcePattern>,
) -> Vec<ResourceDecision> {
    let whole = Inquiry { resources: Resources::Some, ..*inquiry };
    let decision = inquire(policies, &whole);
    match decision.outcome {
        Outcome::ImplicitDeny => return Vec::new(),
        Outcome::ExplicitDeny => {
            return vec![ResourceDecision { resource: inquiry.request.resource.clone(), decision }];
        }
        Outcome::Allowed => {}
    }
    let named = named_within(policies, inquiry, of_type);
    let decide = |(resource, meaning): (String, String)| {
        let request = Request { resource: meaning, ..inquiry.request.clone() };
        let decision = inquire(policies, &Inquiry { request: &request, ..whole });
        ResourceDecision { resource, decision }
    };
    named.into_iter().map(decide).collect()
}

/// Whether some of the resources asked about are allowed, by the answers for each; a Deny decides only where it denies
/// all.
pub fn outcome_for_some(answers: &[ResourceDecision]) -> Outcome {
    let has = |outcome| answers.iter().any(|answer| answer.decision.outcome == outcome);
    match (has(Outcome::Allowed), has(Outcome::ExplicitDeny), has(Outcome::ImplicitDeny)) {
        (true, _, _) => Outcome::Allowed,
        (false, true, false) => Outcome::ExplicitDeny,
        _ => Outcome::ImplicitDeny,
    }
}

/// The patterns of Allows that mean some of the resources asked about, each once, with what a shortened one means.
fn named_within(
    policies: &Policies<'_>,
    inquiry: &Inquiry<'_>,
    of_type: Option<&ResourcePattern>,
) -> Vec<(String, String)> {
    let asked = &inquiry.request.resource;
    let identity = policies.identity.iter().map(|document| (*document, PolicyKind::Identity));
    let resource = policies.resource.iter().map(|document| (*document, PolicyKind::Resource));
    let mut found: Vec<(String, String)> = Vec::new();
    for (document, kind) in identity.chain(resource) {
        for statement in granting(document, &inquiry.request.action) {
            for named in within(statement, kind, asked, of_type) {
                if !found.contains(&named) {
                    found.push(named);
                }
            }
        }
    }
    found
}

fn granting<'a>(document: &'a PolicyDocument, action: &'a str) -> impl Iterator<Item = &'a Statement> {
    let has_action = move |statement: &&Statement| {
        statement.action.as_ref().is_some_and(|element| element.selects(|pattern| pattern.matches(action)))
    };
    document.statements.iter().filter(|statement| statement.is(Effect::Allow)).filter(has_action)
}

fn within(
    statement: &Statement,
    kind: PolicyKind,
    asked: &str,
    of_type: Option<&ResourcePattern>,
) -> Vec<(String, String)> {
    match &statement.resource {
        None => vec![(asked.to_owned(), asked.to_owned())],
        Some(element) if element.negated => {
            let excludes =
                |pattern: &ResourcePattern| names(pattern, kind, asked).is_some_and(|share| share.is_whole());
            let is_open = !element.patterns.iter().any(|pattern| excludes(&pattern.value));
            is_open.then(|| ("*".to_owned(), "*".to_owned())).into_iter().collect()
        }
        Some(element) => named(element, kind, asked, of_type),
    }
}

fn named(
    element: &Element<ResourcePattern>,
    kind: PolicyKind,
    asked: &str,
    of_type: Option<&ResourcePattern>,
) -> Vec<(String, String)> {
    let patterns = element.patterns.iter().map(|pattern| &pattern.value);
    let meeting = patterns.filter(|pattern| names(pattern, kind, asked).is_some_and(|share| share.is_some()));
    let meant = meeting.map(|pattern| {
        let meaning =
            shortened(pattern.text(), kind).map_or_else(|| pattern.text().to_owned(), |glob| glob.to_string());
        (pattern.text().to_owned(), meaning)
    });
    let is_of_type = |(_, meaning): &(String, String)| {
        of_type.is_none_or(|of_type| ResourcePattern::without_variables(meaning.as_str()).intersects(of_type))
    };
    meant.filter(is_of_type).collect()
}
