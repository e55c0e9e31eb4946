//! Unwanted statements that match whenever the wanted ones do, as their texts show.

use crate::decide::question::{Clause, KeyCondition};
use crate::decide::search::case::Case;
use crate::document::{Element, Sourced};
use crate::principal_pattern::PrincipalPattern;
use crate::resource_pattern::ResourcePattern;

/// Whether some unwanted statement surely matches, given that it means the action.
pub(in crate::decide) fn is_hopeless(case: &Case<'_, '_>) -> bool {
    case.unwanted().any(|unwanted| case.work.spend(case.matched.len()) && is_covered(case, unwanted))
}

fn is_covered(case: &Case<'_, '_>, unwanted: &Clause<'_>) -> bool {
    case.wanted().any(|wanted| covers_resources(unwanted, wanted))
        && case.wanted().any(|wanted| covers_principals(unwanted, wanted))
        && unwanted.keys.iter().all(|key| {
            key.conditions.iter().all(|condition| {
                let mut known = case.wanted().filter(|wanted| wanted.variables == unwanted.variables);
                known.any(|wanted| wanted.on_key(key.key).iter().any(|other| is_same(condition, other)))
            })
        })
}

fn is_same(one: &KeyCondition<'_>, other: &KeyCondition<'_>) -> bool {
    let (one, other) = (one.condition, other.condition);
    let values = || one.values.iter().zip(&other.values).all(|(a, b)| a.value == b.value);
    one.meaning == other.meaning && one.values.len() == other.values.len() && values()
}

fn covers_resources(outer: &Clause<'_>, inner: &Clause<'_>) -> bool {
    let Some(own) = &outer.statement.resource else { return true };
    let any = |pattern: &Sourced<ResourcePattern>| pattern.value.is_any();
    if !own.negated && own.patterns.iter().any(any) {
        return true;
    }
    let Some(theirs) = &inner.statement.resource else { return false };
    outer.kind == inner.kind
        && own.negated == theirs.negated
        && (outer.variables == inner.variables)
        && (is_equal(own, theirs, |a, b| a.text() == b.text()) || (!own.negated && covers_each(own, theirs)))
}

/// Whether each pattern of `inner` lies in one of `outer`.
fn covers_each(outer: &Element<ResourcePattern>, inner: &Element<ResourcePattern>) -> bool {
    let is_in = |pattern: &Sourced<ResourcePattern>| {
        outer.patterns.iter().any(|other| {
            other.value.text() == pattern.value.text()
                || (!other.value.has_variable() && other.value.covers(&pattern.value))
        })
    };
    !inner.patterns.is_empty() && inner.patterns.iter().all(is_in)
}

fn covers_principals(outer: &Clause<'_>, inner: &Clause<'_>) -> bool {
    let Some(own) = &outer.statement.principal else { return true };
    if !own.negated && own.patterns.iter().any(|entry| entry.value.is_everyone()) {
        return true;
    }
    let Some(theirs) = &inner.statement.principal else { return false };
    own.negated == theirs.negated && is_equal(own, theirs, PrincipalPattern::eq)
}

fn is_equal<P>(one: &Element<P>, other: &Element<P>, equal: impl Fn(&P, &P) -> bool) -> bool {
    one.patterns.len() == other.patterns.len()
        && one.patterns.iter().zip(&other.patterns).all(|(a, b)| equal(&a.value, &b.value))
}
