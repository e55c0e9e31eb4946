//! Whom a grant is for, found by proof: everyone, or the smallest sets of conditions that somebody must be named by.

use std::collections::BTreeSet;

use super::question::{Found, Question};
use super::stranger::Who;
use crate::decide::Cap;
use crate::narrowing::Narrowing;
use crate::request::Request;

/// How many ways of being named are told apart.
const MOST_WAYS: usize = 6;

/// Who passes, of one kind of outsiders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Passes {
    /// All of them, as this request shows.
    All(Box<Request>),
    /// Those whom these kinds of conditions name, each way with a request that shows it; never empty.
    Some(Vec<(Vec<Narrowing>, Box<Request>)>),
    /// Nobody.
    None,
    /// It was not decided.
    Undecided(Cap),
}

/// Who of `who` passes.
pub(super) fn passes(question: &Question, who: &Who) -> Passes {
    match question.ask(who, &BTreeSet::new()) {
        Found::Request(request) => Passes::All(request),
        Found::Undecided(cap) => Passes::Undecided(cap),
        Found::Nobody => ways(question, who),
    }
}

/// The smallest sets of kinds that let somebody pass. Each set found is minimal; further ones lack one of its members.
fn ways(question: &Question, who: &Who) -> Passes {
    let all = question.kinds();
    let mut found: Vec<(BTreeSet<Narrowing>, Box<Request>)> = Vec::new();
    let mut pending = vec![all];
    while let Some(free) = pending.pop() {
        if found.len() >= MOST_WAYS || found.iter().any(|(way, _)| way.is_subset(&free)) {
            continue;
        }
        let request = match question.ask(who, &free) {
            Found::Request(request) => request,
            Found::Nobody => continue,
            Found::Undecided(cap) if found.is_empty() => return Passes::Undecided(cap),
            Found::Undecided(_) => continue,
        };
        let (way, request) = smallest(question, who, free.clone(), request);
        pending.extend(way.iter().map(|kind| without(&question.kinds(), *kind)));
        found.push((way, request));
    }
    if found.is_empty() {
        return Passes::None;
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    Passes::Some(found.into_iter().map(|(way, request)| (way.into_iter().collect(), request)).collect())
}

/// Takes kinds away from the set while somebody still passes.
fn smallest(
    question: &Question,
    who: &Who,
    mut free: BTreeSet<Narrowing>,
    mut request: Box<Request>,
) -> (BTreeSet<Narrowing>, Box<Request>) {
    for kind in question.kinds() {
        let fewer = without(&free, kind);
        if fewer.len() < free.len()
            && let Found::Request(found) = question.ask(who, &fewer)
        {
            (free, request) = (fewer, found);
        }
    }
    (free, request)
}

fn without(kinds: &BTreeSet<Narrowing>, kind: Narrowing) -> BTreeSet<Narrowing> {
    kinds.iter().copied().filter(|other| *other != kind).collect()
}
