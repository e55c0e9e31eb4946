//! What patterns leave for their variables where they meet other patterns.

use std::collections::BTreeSet;

use super::marked::{Marked, Reading};
use crate::context::ContextValue;
use crate::decide::answer::Cap;
use crate::decide::search::case::Case;
use crate::decide::space::Domain;
use crate::decide::values::shape::{Cell, Shape};
use crate::operator::Comparison;

/// How many places of variables in two patterns are told apart.
const MAX_PLACES: usize = 16;
/// How often what is left for one variable is held against the patterns of its own key.
const ROUNDS: usize = 3;
/// How many patterns are left for variables.
const MAX_LEFTOVERS: usize = 256;
/// How many alternatives of one part there are once variables have what is left for them.
const MAX_FILLED: usize = 64;

/// A pattern that a part of a request may have to meet, and the element it is an alternative of. The alternatives of one
/// element need not meet each other.
#[derive(Debug, Clone)]
struct Alternative {
    element: usize,
    marked: Marked,
}

/// Keys and patterns for their values.
type Leftovers = Vec<(usize, Shape)>;

/// What is left for variables; the cap says when some of it is missing.
pub(super) fn leftovers(case: &Case<'_, '_>, cap: &mut Option<Cap>) -> Leftovers {
    let mut found = Leftovers::new();
    let resources = resource_patterns(case);
    among(case, &resources, &mut found, cap);
    let keys = case.keys();
    for _ in 0..ROUNDS {
        let known = found.len();
        for key in &keys {
            let values = filled(values_of(case, *key, &found), &found, cap);
            among(case, &values, &mut found, cap);
        }
        among(case, &filled(resources.clone(), &found, cap), &mut found, cap);
        if found.len() == known {
            break;
        }
    }
    found
}

/// What the patterns of `key` leave for `source` when the key has this value.
pub(super) fn left_by(
    case: &Case<'_, '_>,
    (key, value): (usize, &str),
    source: usize,
    cap: &mut Option<Cap>,
) -> Vec<Shape> {
    let value = Marked { shape: Shape::literal(value), places: Vec::new() };
    let mut found = Leftovers::new();
    for one in values_of(case, key, &Leftovers::new()).iter().filter(|one| one.marked.places.contains(&source)) {
        meet(case, &one.marked, &value, &mut found, cap);
    }
    found.into_iter().filter(|(key, _)| *key == source).map(|(_, shape)| shape).collect()
}

/// The alternatives, and the same with what is left for a variable in its place, where another variable meets it there.
fn filled(mut alternatives: Vec<Alternative>, found: &Leftovers, cap: &mut Option<Cap>) -> Vec<Alternative> {
    let sources: BTreeSet<usize> = alternatives.iter().flat_map(|one| one.marked.places.iter().copied()).collect();
    if sources.len() < 2 {
        return alternatives;
    }
    for at in 0..alternatives.len() {
        let Some(one) = alternatives.get(at).cloned() else { break };
        for (key, shape) in found.iter().filter(|(key, _)| one.marked.places.contains(key)) {
            if alternatives.len() >= MAX_FILLED {
                *cap = Some(Cap::Variables);
                return alternatives;
            }
            alternatives.push(Alternative { marked: one.marked.filled(*key, shape), ..one });
        }
    }
    alternatives
}

fn among(case: &Case<'_, '_>, alternatives: &[Alternative], found: &mut Leftovers, cap: &mut Option<Cap>) {
    for one in alternatives.iter().filter(|one| !one.marked.places.is_empty()) {
        for other in alternatives.iter().filter(|other| other.element != one.element && other.marked != one.marked) {
            meet(case, &one.marked, &other.marked, found, cap);
        }
    }
}

/// The resource patterns that a resource may have to meet: those of wanted statements, and those by which it escapes an
/// unwanted `NotResource`.
fn resource_patterns(case: &Case<'_, '_>) -> Vec<Alternative> {
    let wanted = case.wanted().map(|clause| (false, clause));
    let clauses = wanted.chain(case.unwanted().map(|clause| (true, clause)));
    let mut found = Vec::new();
    for (element, (negated, clause)) in clauses.enumerate() {
        let own = clause.statement.resource.iter().filter(|element| element.negated == negated);
        for pattern in own.flat_map(|element| &element.patterns) {
            let readings = Marked::readings(case, pattern.value.text(), Reading::Pattern);
            found.extend(readings.into_iter().map(|marked| Alternative { element, marked }));
        }
    }
    found
}

/// The values that a key may have to meet: those of conditions, and what was left for it before.
fn values_of(case: &Case<'_, '_>, key: usize, left: &Leftovers) -> Vec<Alternative> {
    let wanted = case.wanted().map(|clause| (false, clause));
    let clauses = wanted.chain(case.unwanted().map(|clause| (true, clause)));
    let conditions = clauses.flat_map(|(negated, clause)| clause.on_key(key).iter().map(move |one| (negated, one)));
    let mut found = Vec::new();
    let mut element = 0;
    for (negated, one) in conditions {
        element += 1;
        let Some(meaning) = one.condition.meaning else { continue };
        if meaning.negated == negated && meaning.comparison != Comparison::Null {
            let read = |text: &str| Marked::readings(case, text, Reading::of(meaning.comparison));
            let readings = one.condition.values.iter().flat_map(|value| read(&value.value));
            found.extend(readings.map(|marked| Alternative { element, marked }));
        }
    }
    if let Some(Domain::OneOf(list)) = case.domain(key) {
        element += 1;
        for value in list.iter().flatten().filter_map(ContextValue::as_single) {
            found.push(Alternative { element, marked: Marked { shape: Shape::literal(value), places: Vec::new() } });
        }
    }
    for (_, shape) in left.iter().filter(|(own, _)| *own == key) {
        element += 1;
        found.push(Alternative { element, marked: Marked { shape: shape.clone(), places: Vec::new() } });
    }
    found
}

fn meet(case: &Case<'_, '_>, one: &Marked, other: &Marked, found: &mut Leftovers, cap: &mut Option<Cap>) {
    let other = other.shifted(one.places.len());
    let places: Vec<usize> = one.places.iter().chain(&other.places).copied().collect();
    if places.len() > MAX_PLACES {
        *cap = Some(Cap::Variables);
        return;
    }
    let (rest, partner) = without_common_start(&one.shape, &other.shape, &places);
    let is_left = |bit: &usize| rest.cells.iter().any(|cell| has(cell, *bit));
    let bits: Vec<usize> = (0..one.places.len()).filter(is_left).collect();
    let common = rest.meet(&partner, case.work);
    let mut is_whole = !common.incomplete;
    for shape in common.shapes {
        for (bit, key) in bits.iter().filter_map(|bit| Some((*bit, places.get(*bit)?))) {
            is_whole &= is_aligned(&shape, bit);
            let own = shape.cells.iter().filter(|cell| has(cell, bit)).map(|cell| cell.letter);
            let leftover = (*key, Shape::from_letters(own));
            if found.contains(&leftover) {
                continue;
            }
            is_whole &= found.len() < MAX_LEFTOVERS;
            if is_whole {
                found.push(leftover);
            }
        }
    }
    if !is_whole {
        *cap = Some(Cap::Variables);
    }
}

fn has(cell: &Cell, bit: usize) -> bool {
    cell.variables >> bit & 1 == 1
}

/// Whether the places that overlap this one cover exactly the same cells.
fn is_aligned(shape: &Shape, bit: usize) -> bool {
    let mut own = shape.cells.iter().filter(|cell| has(cell, bit)).map(|cell| cell.variables);
    let Some(first) = own.next() else { return true };
    own.all(|variables| variables == first)
        && shape.cells.iter().all(|cell| has(cell, bit) || cell.variables & first == 0)
}

/// Both patterns without the places at the start where they are equal, the same variable being the same text.
fn without_common_start(one: &Shape, two: &Shape, places: &[usize]) -> (Shape, Shape) {
    let source = |cell: &Cell| {
        let is_variable = cell.variables.count_ones() == 1;
        places.get(cell.variables.trailing_zeros() as usize).copied().filter(|_| is_variable)
    };
    let is_same = |a: &Cell, b: &Cell| match (a.variables, b.variables) {
        (0, 0) => a.letter == b.letter && !a.letter.is_run(),
        _ => source(a).is_some() && source(a) == source(b),
    };
    let count = one.cells.iter().zip(&*two.cells).take_while(|(a, b)| is_same(a, b)).count();
    let rest = |shape: &Shape| Shape { cells: shape.cells.iter().skip(count).copied().collect() };
    (rest(one), rest(two))
}
