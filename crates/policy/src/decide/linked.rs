//! Values for the keys that patterns name as variables.
//!
//! Such a key joins two parts of a request. Its value is chosen first; then the patterns that name it have none left
//! and every part stands alone again. The values that make a difference: what the key's own conditions tell apart, what
//! a pattern leaves for the variable where it meets another pattern, the values of the other variables, one with a
//! character of its own that equals nothing, and none at all.

use std::collections::HashSet;

use super::answer::Cap;
use super::case::Case;
use super::shape::{Cell, Letter, Shape};
use super::{correlated, keys};
use crate::context::{Context, ContextValue};
use crate::glob::{Token, tokens};
use crate::operator::Comparison;
use crate::variable::{self, parts};

/// How many places of variables in two patterns are told apart.
const MAX_PLACES: usize = 16;

/// A pattern with its variables as runs, each place marked by a bit.
struct Marked {
    shape: Shape,
    /// The key of each place.
    places: Vec<usize>,
}

/// The ways to give values to the variables of a case, and the cap that was met on the way.
pub(super) fn assignments(case: &Case<'_, '_>) -> (Vec<Context>, Option<Cap>) {
    let mut cap = None;
    let found = leftovers(case, &mut cap);
    let mut contexts = vec![Context::new()];
    let mut used: Vec<Shape> = Vec::new();
    for source in case.sources {
        let own = found.iter().filter(|(key, _)| key == source).map(|(_, shape)| shape.clone());
        let also: Vec<Shape> = own.chain(used.iter().cloned()).chain(correlated::also(case, *source)).collect();
        let name = case.key_name(*source);
        let values = match case.domain(*source) {
            Some(super::space::Domain::OneOf(list)) => {
                list.iter().flatten().filter_map(ContextValue::as_single).map(str::to_owned).collect()
            }
            // A key of many values is no variable.
            _ if !case.arity(*source).single => Vec::new(),
            _ => {
                let (values, met) = keys::source_values(case, *source, &also);
                cap = cap.or(met);
                values
            }
        };
        let values: Vec<String> = values.into_iter().filter(|value| is_wanted(case, *source, value)).collect();
        used.extend(values.iter().map(|value| Shape::literal(value)));
        let with = |context: &Context| -> Vec<Context> {
            let each = values.iter().map(|value| context.clone().with(name, value.clone()));
            each.chain([context.clone()]).collect()
        };
        contexts = contexts.iter().flat_map(with).collect();
        if contexts.len() > case.effort.assignments() {
            cap = Some(Cap::Variables);
            contexts.truncate(case.effort.assignments());
        }
    }
    (contexts, cap)
}

/// Whether the wanted statements accept the value, as far as their conditions have no variables themselves.
fn is_wanted(case: &Case<'_, '_>, key: usize, value: &str) -> bool {
    let given = ContextValue::Single(value.to_owned());
    case.wanted().all(|clause| {
        let own = clause.on_key(key).iter().filter(|condition| !condition.is_linked);
        own.filter_map(|one| one.test(case.context, clause.variables)).all(|test| test.holds(Some(&given)))
    })
}

/// A pattern that a part of a request may have to meet, and the element it is an alternative of.
type Alternative<'c> = (usize, &'c str);

/// What patterns leave for their variables where they meet others: a key and a pattern for its value. The alternatives
/// of one element need not meet each other.
fn leftovers(case: &Case<'_, '_>, cap: &mut Option<Cap>) -> Vec<(usize, Shape)> {
    let mut found = Vec::new();
    let mut groups = vec![resource_texts(case)];
    groups.extend(case.keys().into_iter().map(|key| value_texts(case, key)));
    let mut done: HashSet<(&str, &str)> = HashSet::new();
    for texts in &groups {
        for (element, text) in texts.iter().filter(|(_, text)| crate::has_variable(text)) {
            for (_, other) in texts.iter().filter(|(other, partner)| other != element && partner != text) {
                if done.insert((text, other)) {
                    meet(case, text, other, &mut found, cap);
                }
            }
        }
        done.clear();
    }
    found
}

/// The resource patterns that a resource may have to meet: those of wanted statements, and those by which it escapes an
/// unwanted `NotResource`.
fn resource_texts<'c>(case: &Case<'c, '_>) -> Vec<Alternative<'c>> {
    let wanted = case.wanted().map(|clause| (false, clause));
    let clauses = wanted.chain(case.unwanted().map(|clause| (true, clause)));
    let mut found = Vec::new();
    for (number, (negated, clause)) in clauses.enumerate() {
        let element = clause.statement.resource.as_ref().filter(|element| element.negated == negated);
        let patterns = element.into_iter().flat_map(|element| &element.patterns);
        found.extend(patterns.map(|pattern| (number, pattern.value.text())));
    }
    found
}

/// The values of a key that a request may have to meet.
fn value_texts<'c>(case: &Case<'c, '_>, key: usize) -> Vec<Alternative<'c>> {
    let wanted = case.wanted().map(|clause| (false, clause));
    let clauses = wanted.chain(case.unwanted().map(|clause| (true, clause)));
    let conditions = clauses.flat_map(|(negated, clause)| clause.on_key(key).iter().map(move |one| (negated, one)));
    let mut found = Vec::new();
    for (number, (negated, one)) in conditions.enumerate() {
        let is_asked = |meaning: crate::Operator| meaning.negated == negated && meaning.comparison != Comparison::Null;
        if one.condition.meaning.is_some_and(is_asked) {
            found.extend(one.condition.values.iter().map(|value| (number, &*value.value)));
        }
    }
    found
}

fn meet(case: &Case<'_, '_>, text: &str, other: &str, found: &mut Vec<(usize, Shape)>, cap: &mut Option<Cap>) {
    let one = Marked::new(case, text, 0);
    let two = Marked::new(case, other, one.places.len());
    let places: Vec<usize> = one.places.iter().chain(&two.places).copied().collect();
    if places.len() > MAX_PLACES {
        *cap = Some(Cap::Variables);
        return;
    }
    let (rest, partner) = without_common_start(&one.shape, &two.shape, &places);
    let common = rest.meet(&partner, case.work);
    if common.incomplete {
        *cap = Some(Cap::Variables);
    }
    for shape in common.shapes {
        for (bit, key) in places.iter().enumerate().take(one.places.len()) {
            let own = shape.cells.iter().filter(|cell| cell.variables >> bit & 1 == 1);
            let own: Vec<&Cell> = own.collect();
            if own.is_empty() {
                continue;
            }
            if own.iter().any(|cell| cell.variables.count_ones() > 1) && !is_aligned(&shape, bit) {
                *cap = Some(Cap::Variables);
            }
            let leftover = (*key, Shape::from_letters(own.iter().map(|cell| cell.letter)));
            if !found.contains(&leftover) {
                found.push(leftover);
            }
        }
    }
}

/// Whether the places that overlap this one cover exactly the same cells.
fn is_aligned(shape: &Shape, bit: usize) -> bool {
    let mut own = shape.cells.iter().filter(|cell| cell.variables >> bit & 1 == 1).map(|cell| cell.variables);
    let Some(first) = own.next() else { return true };
    own.all(|variables| variables == first)
        && shape.cells.iter().all(|cell| cell.variables >> bit & 1 == 1 || cell.variables & first == 0)
}

/// Both patterns without the places at the start where they are equal, the same variable being the same text.
fn without_common_start(one: &Shape, two: &Shape, places: &[usize]) -> (Shape, Shape) {
    let source = |cell: &Cell| {
        (cell.variables.count_ones() == 1).then(|| places.get(cell.variables.trailing_zeros() as usize).copied())
    };
    let is_same = |a: &Cell, b: &Cell| match (a.variables, b.variables) {
        (0, 0) => a.letter == b.letter && !a.letter.is_run(),
        _ => source(a).flatten().is_some() && source(a) == source(b),
    };
    let count = one.cells.iter().zip(&*two.cells).take_while(|(a, b)| is_same(a, b)).count();
    let rest = |shape: &Shape| Shape { cells: shape.cells.iter().skip(count).copied().collect() };
    (rest(one), rest(two))
}

impl Marked {
    fn new(case: &Case<'_, '_>, text: &str, first: usize) -> Self {
        let mut cells: Vec<Cell> = Vec::new();
        let mut places = Vec::new();
        for part in parts(text) {
            match part {
                variable::Part::Text(text) => cells.extend(&*Shape::from_tokens(tokens(text)).cells),
                variable::Part::Escaped(character) => {
                    cells.extend(&*Shape::from_tokens([Token::Literal(character)]).cells);
                }
                variable::Part::Variable { key, .. } => {
                    let name = key.to_ascii_lowercase();
                    let number = case.question.keys.iter().position(|known| *known == name).unwrap_or_default();
                    let variables =
                        u16::try_from(first + places.len()).ok().and_then(|bit| 1_u16.checked_shl(bit.into()));
                    cells.push(Cell { letter: Letter::Run, variables: variables.unwrap_or_default() });
                    places.push(number);
                }
            }
        }
        Self { shape: Shape { cells: cells.into() }, places }
    }
}
