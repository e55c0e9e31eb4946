//! The one change that closes most paths.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use source::Span;

use crate::ChokePoint;
use crate::door::Lock;
use crate::search::Route;

/// How many changes are proposed.
const MOST_POINTS: usize = 3;

/// Changes that each close at least one path, those that close most first; each next one is judged by the paths that are
/// still open.
pub(crate) fn points(routes: &[Route]) -> Vec<ChokePoint> {
    let mut candidates = locks(routes);
    candidates.extend(permissions(routes));
    let mut open: BTreeSet<usize> = (0..routes.len()).collect();
    let mut chosen = Vec::new();
    while chosen.len() < MOST_POINTS && !open.is_empty() {
        // Of those that close equally many the one that closes the worst path, then the first: locks before permissions.
        let best = candidates.iter().reduce(|best, next| {
            let gain = |point: &ChokePoint| {
                let closed = || point.closes.iter().filter(|index| open.contains(index));
                (closed().count(), Reverse(closed().min().copied()))
            };
            if gain(next) > gain(best) { next } else { best }
        });
        let Some(best) = best.cloned() else { break };
        let before = open.len();
        best.closes.iter().for_each(|index| {
            open.remove(index);
        });
        if open.len() == before {
            break;
        }
        chosen.push(best);
    }
    chosen
}

/// A lock closes a path when every door of the path lacks that same lock.
fn locks(routes: &[Route]) -> Vec<ChokePoint> {
    let mut closes: BTreeMap<&Lock, Vec<usize>> = BTreeMap::new();
    for (index, route) in routes.iter().enumerate() {
        if let (1, Some(lock)) = (route.locks.len(), route.locks.first()) {
            closes.entry(lock).or_default().push(index);
        }
    }
    let points =
        closes.into_iter().map(|(lock, closes)| ChokePoint { action: lock.action.clone(), span: lock.span, closes });
    points.collect()
}

/// A permission closes every path that uses it.
fn permissions(routes: &[Route]) -> Vec<ChokePoint> {
    let mut closes: BTreeMap<Span, (String, BTreeSet<usize>)> = BTreeMap::new();
    for (index, route) in routes.iter().enumerate() {
        for (span, actions) in &route.permissions {
            if let Some(span) = span {
                closes.entry(*span).or_insert_with(|| (actions.clone(), BTreeSet::new())).1.insert(index);
            }
        }
    }
    let points = closes.into_iter().map(|(span, (actions, closes))| ChokePoint {
        action: format!("take this permission away or narrow it to what the code needs: {actions}"),
        span: Some(span),
        closes: closes.into_iter().collect(),
    });
    points.collect()
}
