//! Resources that the old side left out: where only they are new, they are said in place of the whole pattern.

use policy::decide::{Answer, Expression, is_empty};
use policy::{Effect, Element, PolicyDocument, ResourcePattern, Sourced, Statement};

use super::piece::{Pieces, alone};
use super::side::with_action;

/// The statement, or in its place one for each resource that the old side denied or excluded, if nothing else is new.
pub(super) fn narrowed(
    pieces: &Pieces<'_>,
    document: &PolicyDocument,
    statement: &Statement,
    actions: &[String],
) -> Vec<Statement> {
    let whole = || vec![statement.clone()];
    let Some(own) = statement.resource.as_ref().filter(|own| !own.negated) else { return whole() };
    let left_out: Vec<Sourced<ResourcePattern>> = left_out(pieces, own);
    if left_out.is_empty() {
        return whole();
    }
    let others = Element { patterns: left_out.clone(), ..own.clone() };
    let others = alone(document, Statement { resource: Some(others), conditions: Vec::new(), ..statement.clone() });
    let only_there = |action: &String| {
        let piece = alone(document, with_action(statement, action));
        let there = alone(
            document,
            others.statements.first().map(|own| with_action(own, action)).unwrap_or_else(|| statement.clone()),
        );
        let (old, new) = (pieces.old.about(action), pieces.new.about(action));
        let (old, new) = (old.side(), new.side());
        let not = |expression| Expression::Not(Box::new(expression));
        let rest = vec![
            Expression::Allows(vec![&piece]),
            new.expression(),
            not(old.expression()),
            not(Expression::Allows(vec![&there])),
        ];
        is_empty(&Expression::All(rest), pieces.space).is_yes()
    };
    let literal = actions.iter().all(|action| !action.contains(['*', '?']));
    if !literal || !actions.iter().all(only_there) {
        return whole();
    }
    let on = |pattern: &Sourced<ResourcePattern>| {
        let element = Element { patterns: vec![pattern.clone()], listed: false, ..own.clone() };
        Statement { resource: Some(element), ..statement.clone() }
    };
    let is_new = |narrow: &Statement| {
        actions
            .iter()
            .any(|action| matches!(pieces.newly(document, &with_action(narrow, action), action), Answer::No(_)))
    };
    left_out.iter().map(on).filter(is_new).collect()
}

/// The patterns within the statement's own that the old side denies, or that it excludes from what it allows.
fn left_out(pieces: &Pieces<'_>, own: &Element<ResourcePattern>) -> Vec<Sourced<ResourcePattern>> {
    let mut found: Vec<Sourced<ResourcePattern>> = Vec::new();
    for statement in pieces.old.statements() {
        let Some(element) = &statement.resource else { continue };
        let leaves_out = statement.is(Effect::Deny) != element.negated;
        for pattern in element.patterns.iter().filter(|_| leaves_out) {
            let within =
                own.patterns.iter().any(|wide| wide.value.covers(&pattern.value) && wide.value != pattern.value);
            if within && !found.iter().any(|known| known.value == pattern.value) {
                // The reader looks at the new side.
                let origin = own.patterns.first().map_or_else(|| own.origin.clone(), |wide| wide.origin.clone());
                found.push(Sourced::new(pattern.value.clone(), origin));
            }
        }
    }
    found
}
