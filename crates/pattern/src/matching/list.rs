//! Lists: in order, with gaps; or in any order.

use tree::{Kind, NodeId};

use super::{Matcher, Then};
use crate::environment::{Bound, Environment};

/// Ways to give elements of a pattern to those of the code that are tried in one list.
const MOST_WAYS: usize = 200;

impl Matcher<'_> {
    /// Elements in order; `...` is any number of them.
    pub(super) fn list(&self, ps: &[NodeId], ts: &[NodeId], environment: &mut Environment, then: Then<'_>) {
        let Some((p, rest)) = ps.split_first() else {
            if ts.is_empty() {
                then(environment);
            }
            return;
        };
        match self.pattern.kind(*p) {
            Kind::Ellipsis if rest.is_empty() => then(environment),
            Kind::Ellipsis => {
                for skipped in 0..=ts.len() {
                    self.list(rest, ts.get(skipped..).unwrap_or_default(), environment, then);
                }
            }
            Kind::MetavariableEllipsis => {
                for taken in 0..=ts.len() {
                    let bound =
                        self.neighbours(ts.get(..taken).unwrap_or_default(), ts.get(taken..).unwrap_or_default());
                    self.bind(*p, bound, environment, &mut |environment| {
                        self.list(rest, ts.get(taken..).unwrap_or_default(), environment, then);
                    });
                }
            }
            _ => {
                let Some((t, after)) = ts.split_first() else { return };
                self.node(*p, *t, environment, &mut |environment| self.list(rest, after, environment, then));
            }
        }
    }

    /// Neighbours as one binding; the empty list stands before what comes next.
    pub(super) fn neighbours(&self, taken: &[NodeId], after: &[NodeId]) -> Bound {
        match (taken.first(), taken.last()) {
            (Some(first), Some(last)) => Bound::Nodes(*first, self.code.tree.end(*last)),
            _ => {
                let at = after.first().copied().unwrap_or(NodeId::ROOT);
                Bound::Nodes(at, at)
            }
        }
    }

    /// Elements in any order. Those of the code that none of the pattern takes are allowed if `more` says so or the pattern
    /// has a `...`.
    pub(super) fn any_order(
        &self,
        ps: &[NodeId],
        ts: &[NodeId],
        more: bool,
        environment: &mut Environment,
        then: Then<'_>,
    ) {
        let is_gap = |p: &NodeId| matches!(self.pattern.kind(*p), Kind::Ellipsis);
        let more = more || ps.iter().any(is_gap);
        let wanted: Vec<_> = ps.iter().copied().filter(|p| !is_gap(p)).collect();
        if wanted.len() > ts.len() || (!more && wanted.len() < ts.len()) {
            return;
        }
        let mut free = vec![true; ts.len()];
        let mut ways = 0;
        self.assign(&wanted, ts, &mut free, &mut ways, environment, then);
    }

    fn assign(
        &self,
        ps: &[NodeId],
        ts: &[NodeId],
        free: &mut Vec<bool>,
        ways: &mut usize,
        environment: &mut Environment,
        then: Then<'_>,
    ) {
        let Some((p, rest)) = ps.split_first() else {
            *ways += 1;
            return then(environment);
        };
        for (place, t) in ts.iter().enumerate() {
            if *ways >= MOST_WAYS || !self.step() {
                return;
            }
            if free.get(place).copied().unwrap_or(false) {
                set(free, place, false);
                self.node(*p, *t, environment, &mut |environment| self.assign(rest, ts, free, ways, environment, then));
                set(free, place, true);
            }
        }
    }
}

fn set(free: &mut [bool], place: usize, value: bool) {
    if let Some(slot) = free.get_mut(place) {
        *slot = value;
    }
}
