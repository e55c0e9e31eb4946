//! One choice for each part, so that every unwanted statement is kept from matching by some part.

use crate::decide::search::bits::Bits;
use crate::decide::search::choice::{Choice, Choices};

/// How many choices are tried.
const MAX_STEPS: usize = 100_000;

/// How a cover ended.
pub(in crate::decide) enum Cover<'a> {
    /// One choice for each part.
    Found(Vec<&'a Choice>),
    /// There is none.
    Impossible,
    /// It took too long.
    OutOfSteps,
}

/// A cover of `unwanted`.
pub(in crate::decide) fn cover<'a>(parts: &'a [Choices], unwanted: &Bits) -> Cover<'a> {
    let mut chosen: Vec<Option<&Choice>> = Vec::with_capacity(parts.len());
    let mut open = unwanted.clone();
    for part in parts {
        let only = match part.list.as_slice() {
            [] => return Cover::Impossible,
            [only] => Some(only),
            _ => None,
        };
        if let Some(only) = only {
            open = open.minus(&only.kills);
        }
        chosen.push(only);
    }
    let mut search = Search { parts, steps: MAX_STEPS };
    match search.go(&mut chosen, &open) {
        Some(true) => {
            let rest = chosen.iter().zip(parts).filter_map(|(choice, part)| choice.or(part.list.first()));
            Cover::Found(rest.collect())
        }
        Some(false) => Cover::Impossible,
        None => Cover::OutOfSteps,
    }
}

struct Search<'a> {
    parts: &'a [Choices],
    steps: usize,
}

impl<'a> Search<'a> {
    /// Whether the open statements can be covered by the parts not yet chosen; `None` when out of steps.
    fn go(&mut self, chosen: &mut Vec<Option<&'a Choice>>, open: &Bits) -> Option<bool> {
        if open.is_empty() {
            return Some(true);
        }
        let Some(options) = self.fewest(chosen, open) else { return Some(false) };
        for (part, choice) in options {
            self.steps = self.steps.checked_sub(1)?;
            if let Some(place) = chosen.get_mut(part) {
                *place = Some(choice);
            }
            if self.go(chosen, &open.minus(&choice.kills))? {
                return Some(true);
            }
            if let Some(place) = chosen.get_mut(part) {
                *place = None;
            }
        }
        Some(false)
    }

    /// The choices for the open statement that has the fewest; `None` when one has none.
    fn fewest(&self, chosen: &[Option<&'a Choice>], open: &Bits) -> Option<Vec<(usize, &'a Choice)>> {
        let mut best: Option<Vec<(usize, &'a Choice)>> = None;
        for number in open.iter() {
            let free = self.parts.iter().enumerate().filter(|(at, _)| chosen.get(*at).is_some_and(Option::is_none));
            let options: Vec<(usize, &'a Choice)> = free
                .flat_map(|(at, part)| part.list.iter().map(move |choice| (at, choice)))
                .filter(|(_, choice)| choice.kills.has(number))
                .collect();
            if options.is_empty() {
                return None;
            }
            if best.as_ref().is_none_or(|known| options.len() < known.len()) {
                best = Some(options);
            }
        }
        best
    }
}
