//! What two patterns have in common, found by running both side by side.

use std::collections::{HashMap, HashSet};

use super::{Cell, Letter};
use crate::decide::search::work::Work;

/// How many patterns the common part of two may be; more are dropped, and that is told.
const MAX_SHAPES: usize = 512;
/// How many pairs of places are looked at.
const MAX_PAIRS: usize = 40_000;
/// How many places the ends may have in all.
const MAX_CELLS: usize = 400_000;

/// A place in the left pattern and one in the right.
type Pair = (usize, usize);

/// The end of a common pattern, from its last place to its first.
type Tail = Vec<Cell>;

/// The patterns that together match what both do; the flag tells whether some are missing.
pub(super) fn meet(left: &[Cell], right: &[Cell], work: &Work) -> (Vec<Vec<Cell>>, bool) {
    let meeting = Meeting { left, right };
    let Some(mut pairs) = meeting.reachable() else { return (Vec::new(), true) };
    // Every step goes forward in one of the two, so the ends are known before what leads to them.
    pairs.sort_unstable_by_key(|(i, j)| std::cmp::Reverse(i + j));
    let mut known: HashMap<Pair, Vec<Tail>> = HashMap::with_capacity(pairs.len());
    let mut incomplete = !work.spend(pairs.len());
    let mut cells = 0;
    for pair in pairs {
        let mut found: Vec<Tail> = Vec::new();
        if pair == (left.len(), right.len()) {
            found.push(Tail::new());
        }
        for (cell, next) in meeting.steps(pair) {
            for tail in known.get(&next).into_iter().flatten() {
                cells += tail.len() + 1;
                if cells > MAX_CELLS || !work.spend(tail.len() + 1) {
                    return (Vec::new(), true);
                }
                incomplete |= !add(&mut found, extended(tail, cell));
            }
        }
        known.insert(pair, found);
    }
    let tails = known.remove(&(0, 0)).unwrap_or_default();
    (tails.into_iter().map(|tail| tail.into_iter().rev().collect()).collect(), incomplete)
}

struct Meeting<'a> {
    left: &'a [Cell],
    right: &'a [Cell],
}

impl Meeting<'_> {
    /// The pairs of places that a common text can lead through; `None` when there are too many.
    fn reachable(&self) -> Option<Vec<Pair>> {
        let mut seen = HashSet::from([(0, 0)]);
        let mut found = vec![(0, 0)];
        let mut at = 0;
        while let Some(pair) = found.get(at).copied() {
            for (_, next) in self.steps(pair) {
                if seen.insert(next) {
                    found.push(next);
                }
            }
            at += 1;
            if found.len() > MAX_PAIRS {
                return None;
            }
        }
        Some(found)
    }

    /// What may come next: a place of the common pattern, or nothing, and where that leads.
    fn steps(&self, (i, j): Pair) -> Vec<(Option<Cell>, Pair)> {
        match (self.left.get(i).copied(), self.right.get(j).copied()) {
            (Some(a), None) if a.letter.is_run() => vec![(None, (i + 1, j))],
            (None, Some(b)) if b.letter.is_run() => vec![(None, (i, j + 1))],
            (None, _) | (_, None) => Vec::new(),
            (Some(a), Some(b)) => both((a, i), (b, j)),
        }
    }
}

fn both((a, i): (Cell, usize), (b, j): (Cell, usize)) -> Vec<(Option<Cell>, Pair)> {
    let shared = |letter| Cell { letter, variables: a.variables | b.variables };
    let one = a.letter.meet(b.letter).map(shared);
    let taken = |next| one.map(|cell| (Some(cell), next));
    match (a.letter.is_run(), b.letter.is_run()) {
        (false, false) => taken((i + 1, j + 1)).into_iter().collect(),
        // A run ends here, or takes what the other has.
        (true, false) => [Some((None, (i + 1, j))), taken((i, j + 1))].into_iter().flatten().collect(),
        (false, true) => [Some((None, (i, j + 1))), taken((i + 1, j))].into_iter().flatten().collect(),
        // Both take a while, then one of them ends.
        (true, true) => {
            let in_part = a.letter == Letter::RunInPart || b.letter == Letter::RunInPart;
            let run = shared(if in_part { Letter::RunInPart } else { Letter::Run });
            vec![(Some(run), (i + 1, j)), (Some(run), (i, j + 1))]
        }
    }
}

fn extended(tail: &Tail, cell: Option<Cell>) -> Tail {
    let mut tail = tail.clone();
    match (cell, tail.last()) {
        // Two equal runs in a row are one.
        (Some(cell), Some(last)) if cell.letter.is_run() && cell == *last => {}
        (Some(cell), _) => tail.push(cell),
        (None, _) => {}
    }
    tail
}

/// Whether there was room for it.
fn add(found: &mut Vec<Tail>, tail: Tail) -> bool {
    if found.contains(&tail) {
        return true;
    }
    let has_room = found.len() < MAX_SHAPES;
    if has_room {
        found.push(tail);
    }
    has_room
}
