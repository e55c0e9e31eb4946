//! Values for the keys that patterns name as variables.
//!
//! Such a key joins two parts of a request. Its value is chosen first; then the patterns that name it have none left
//! and every part stands alone again. The values that make a difference: what the key's own conditions tell apart, what
//! a pattern leaves for the variable where it meets another pattern, the values of the other variables, one with a
//! character of its own that equals nothing, and none at all.

mod leftovers;
mod marked;

use leftovers::{left_by, leftovers};
pub(in crate::decide) use marked::{Reading, widened};

use crate::context::{Context, ContextValue};
use crate::decide::answer::Cap;
use crate::decide::search::case::Case;
use crate::decide::space::Domain;
use crate::decide::values::correlated;
use crate::decide::values::keys;
use crate::decide::values::shape::Shape;

/// The ways to give values to the variables of a case, and the cap that was met on the way.
pub(in crate::decide) fn assignments(case: &Case<'_, '_>) -> (Vec<Context>, Option<Cap>) {
    let mut cap = None;
    let leftovers = leftovers(case, &mut cap);
    let (order, is_open) = in_order(case);
    let mut contexts = in_turn(case, &order, &leftovers, &mut cap);
    if is_open {
        // Sources that wait for each other: what none of their values shows is not shown to be impossible.
        cap = Some(Cap::Variables);
        let backwards: Vec<usize> = order.into_iter().rev().collect();
        contexts.extend(in_turn(case, &backwards, &leftovers, &mut cap));
    }
    (contexts, cap)
}

/// The ways to give values to the sources one after the other.
fn in_turn(case: &Case<'_, '_>, order: &[usize], leftovers: &[(usize, Shape)], cap: &mut Option<Cap>) -> Vec<Context> {
    let given: Vec<Shape> = case.sources.iter().flat_map(|source| given(case, *source)).map(Shape::literal).collect();
    let most = case.effort.assignments();
    let mut ways = vec![(Context::new(), Vec::new())];
    for (at, source) in order.iter().enumerate() {
        let chosen = order.get(..at).unwrap_or_default();
        let own = leftovers.iter().filter(|(key, _)| key == source).map(|(_, shape)| shape);
        let own: Vec<&Shape> = own.chain(&given).collect();
        let mut longer = Vec::new();
        for (context, used) in ways {
            let mut also: Vec<Shape> = own.iter().copied().chain(&used).cloned().collect();
            also.extend(correlated::also(case, *source, cap));
            for key in chosen {
                if let Some(value) = context.single(case.key_name(*key)) {
                    also.extend(left_by(case, (*key, value), *source, cap));
                }
            }
            let (values, met) = values(&Case { context: &context, ..*case }, *source, chosen, &also);
            *cap = cap.or(met);
            let room = most.saturating_sub(longer.len());
            if values.len() >= room {
                *cap = Some(Cap::Variables);
            }
            for value in values.into_iter().take(room) {
                let used = used.iter().cloned().chain([Shape::literal(&value)]).collect();
                longer.push((context.clone().with(case.key_name(*source), value), used));
            }
            if longer.len() >= most {
                break;
            }
            longer.push((context, used));
        }
        ways = longer;
    }
    ways.into_iter().map(|(context, _)| context).collect()
}

/// The sources so that those whose conditions name others come after these, as far as they do not name each other; the
/// flag tells whether some do. What wanted statements ask counts before what unwanted ones do.
fn in_order(case: &Case<'_, '_>) -> (Vec<usize>, bool) {
    let mut order: Vec<usize> = Vec::new();
    let mut is_open = false;
    while order.len() < case.sources.len() {
        let open: Vec<usize> = case.sources.iter().copied().filter(|source| !order.contains(source)).collect();
        let is_ready = |source: usize, also_unwanted: bool| {
            keys::named_by(case, source, also_unwanted).all(|key| order.contains(&key))
        };
        let find = |also_unwanted: bool| open.iter().copied().find(|source| is_ready(*source, also_unwanted));
        let ready = find(true);
        is_open |= ready.is_none();
        order.extend(ready.or_else(|| find(false)).or_else(|| open.first().copied()));
    }
    (order, is_open)
}

/// The single values that a source is known to have one of.
fn given<'c>(case: &Case<'c, '_>, source: usize) -> impl Iterator<Item = &'c str> {
    let list = match case.domain(source) {
        Some(Domain::OneOf(list)) => list.as_slice(),
        _ => &[],
    };
    list.iter().flatten().filter_map(ContextValue::as_single)
}

/// The values for one source, those of `chosen` being known.
fn values(case: &Case<'_, '_>, source: usize, chosen: &[usize], also: &[Shape]) -> (Vec<String>, Option<Cap>) {
    match case.domain(source) {
        Some(Domain::OneOf(_)) => (given(case, source).map(str::to_owned).collect(), None),
        // A key of many values is no variable.
        _ if !case.arity(source).single => (Vec::new(), None),
        _ => keys::source_values(case, source, chosen, also),
    }
}
