//! Sets of values under one key.
//!
//! A set meets a `ForAllValues` condition when each of its values does, and a `ForAnyValue` one when some value does. So
//! all that counts of a set is, for each condition, whether all and whether some values meet it; what can be reached
//! by adding value after value is found step by step.

use std::collections::HashSet;

use super::{Asked, spoken};
use crate::decide::answer::Cap;
use crate::decide::search::case::Case;
use crate::decide::search::effort::Effort;
use crate::decide::values::closure::Shapes;
use crate::decide::values::fill::Sight;
use crate::operator::Quantifier;

/// For each condition with a quantifier, whether the set meets it.
type Met = Vec<bool>;

/// The sets that speak for all; none of them is empty, for an empty one counts as absent.
pub(super) fn sets(
    case: &Case<'_, '_>,
    key: usize,
    asked: &[Asked<'_>],
    sight: Sight,
) -> (Vec<Vec<String>>, Option<Cap>) {
    if asked.iter().any(|one| one.is_wanted && one.quantifier().is_none()) {
        // An operator without quantifier accepts no set.
        return (Vec::new(), None);
    }
    let quantified: Vec<&Asked<'_>> = asked.iter().filter(|one| one.quantifier().is_some()).collect();
    let (values, mut cap) = elements(case, key, asked, sight);
    let mut elements: Vec<(String, Met)> = Vec::new();
    for value in values {
        let met: Met = quantified.iter().map(|one| one.test.accepts(&value)).collect();
        let is_refused = quantified.iter().zip(&met).any(|(one, met)| !met && one.is_wanted && one.is_for_all());
        if !is_refused && !elements.iter().any(|(_, known)| *known == met) {
            elements.push((value, met));
        }
    }
    let mut seen: HashSet<Met> = elements.iter().map(|(_, met)| met.clone()).collect();
    let mut found: Vec<(Vec<String>, Met)> =
        elements.iter().map(|(value, met)| (vec![value.clone()], met.clone())).collect();
    let mut at = 0;
    while let Some((set, met)) = found.get(at).cloned() {
        at += 1;
        for (value, own) in &elements {
            let joined = join(&quantified, &met, own);
            if found.len() >= elements.len() + case.effort.sets() || !case.work.spend(joined.len()) {
                cap = cap.or(Some(Cap::Values));
                break;
            }
            if seen.insert(joined.clone()) {
                found.push((set.iter().chain([value]).cloned().collect(), joined));
            }
        }
    }
    if case.effort == Effort::Chain && !elements.is_empty() {
        found.push((elements.iter().map(|(value, _)| value.clone()).collect(), Met::new()));
    }
    (found.into_iter().map(|(set, _)| set).collect(), cap)
}

fn join(quantified: &[&Asked<'_>], met: &Met, own: &Met) -> Met {
    let pairs = met.iter().zip(own);
    quantified.iter().zip(pairs).map(|(one, (a, b))| if one.is_for_all() { *a && *b } else { *a || *b }).collect()
}

/// The values that speak for all that a set may hold.
fn elements(case: &Case<'_, '_>, key: usize, asked: &[Asked<'_>], sight: Sight) -> (Vec<String>, Option<Cap>) {
    let mut base = Shapes::any(case.effort);
    let is_text = |one: &&Asked<'_>| one.quantifier().is_some() && !one.is_typed();
    for one in asked.iter().filter(is_text) {
        if one.is_wanted && one.is_for_all() && !one.is_negated() {
            base.narrow(&one.shapes, case.work);
        }
    }
    for one in asked.iter().filter(is_text) {
        let must_be_met_once = one.is_wanted && !one.is_for_all() && !one.is_negated();
        if must_be_met_once || (!one.is_wanted && one.is_negated()) {
            base.add_meeting(&one.shapes, case.work);
        }
    }
    spoken(case, key, asked, base, sight)
}

impl Asked<'_> {
    fn quantifier(&self) -> Option<Quantifier> {
        self.test.operator().quantifier
    }

    fn is_for_all(&self) -> bool {
        self.quantifier() == Some(Quantifier::ForAllValues)
    }
}
