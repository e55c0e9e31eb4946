//! What holds where nothing is set: a property that is left out under one choice has its default there.

use std::collections::BTreeSet;

use model::{Alternative, Guard, Property};
use source::Origin;

use super::environment::Environment;
use super::symbols::{assignments, guard_of};

/// How many combinations of choices are looked through.
const MOST_COMBINATIONS: usize = 64;

/// The deployments within `within` that none of `covered` speaks of, as guards that exclude each other.
pub(crate) fn uncovered<'g>(
    environment: &Environment<'_>,
    within: &Guard,
    covered: impl Iterator<Item = &'g Guard> + Clone,
) -> Vec<Guard> {
    let ids: BTreeSet<_> = covered.clone().flat_map(Guard::symbols).collect();
    let ids: Vec<_> = ids.into_iter().collect();
    let symbols = environment.symbols.borrow();
    let (all, _) = assignments(&ids, &symbols, MOST_COMBINATIONS);
    let mut left: Vec<Guard> = Vec::new();
    for assignment in &all {
        let own = guard_of(assignment, &symbols);
        if covered.clone().any(|guard| own.implies(guard)) {
            continue;
        }
        let Some(mut guard) = own.and(within) else { continue };
        while let Some((index, merged)) =
            left.iter().enumerate().find_map(|(index, other)| Some((index, symbols.merge(other, &guard)?)))
        {
            left.remove(index);
            guard = merged;
        }
        left.push(guard);
    }
    left
}

/// The property with `default` wherever it is not set; `platform` is whose default it is.
pub(crate) fn with_default<T: Clone>(
    environment: &Environment<'_>,
    mut property: Property<T>,
    within: &Guard,
    default: T,
    platform: &'static str,
) -> Property<T> {
    let left = uncovered(environment, within, property.alternatives.iter().map(|alternative| &alternative.guard));
    property.alternatives.extend(left.into_iter().map(|guard| Alternative {
        guard,
        value: Ok(default.clone()),
        origin: Origin::Default(platform),
    }));
    property
}
