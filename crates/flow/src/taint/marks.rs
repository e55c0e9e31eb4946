//! Where sources, sinks, sanitizers and propagators of a rule match.

use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

use pattern::rule::{Label, SideEffect, Taint};
use pattern::{Bound, Environment, Match, Rule, Run};
use tree::{NodeId, Tree};

use super::places::Places;
use crate::Events;

/// A place in the text.
pub(super) type Span = (u32, u32);

/// The number of a source or sanitizer that is none of the rule's.
const OF_EVENTS: usize = usize::MAX;

/// The matches of one part of a rule.
#[derive(Debug, Clone)]
pub(super) struct Mark {
    /// The number of the source, sink or sanitizer in the rule.
    pub(super) number: usize,
    /// The match.
    pub(super) found: Match,
    /// Whether only the match itself counts, not what is in it.
    pub(super) exact: bool,
}

/// The match of a propagator.
#[derive(Debug, Clone)]
pub(super) struct Carrier {
    pub(super) number: usize,
    pub(super) from: Span,
    pub(super) to: Span,
}

/// All matches of a rule.
#[derive(Debug, Default)]
pub(super) struct Marks {
    pub(super) sources: Vec<Mark>,
    pub(super) sinks: Vec<Mark>,
    pub(super) sanitizers: Vec<Mark>,
    pub(super) carriers: Vec<Carrier>,
    /// Labels by their number.
    pub(super) labels: Vec<Label>,
    /// Sinks by their place.
    sinks_at: FxHashMap<Span, Vec<usize>>,
    sources_by_place: Places,
    sinks_by_place: Places,
    sanitizers_by_place: Places,
    /// All places that are marked, those that overlap as one, in order.
    near: Vec<Span>,
}

impl Marks {
    pub(super) fn of(run: &Run<'_>, rule: &Rule, taint: &Taint, events: Option<&Events>) -> Self {
        let mut marks = Self::default();
        // Sinks are told by their names, sources often by their place only.
        marks.find_sinks(run, rule, taint);
        if marks.sinks.is_empty() {
            return marks;
        }
        for (number, source) in taint.sources.iter().enumerate() {
            let found = run.matches(rule, &source.formula).into_iter();
            marks.sources.extend(found.map(|found| Mark { number, found, exact: source.exact }));
            marks.label(&source.label);
        }
        if let Some(events) = events {
            marks.add_events(events);
        }
        if marks.sources.is_empty() {
            return marks;
        }
        for (number, sanitizer) in taint.sanitizers.iter().enumerate() {
            let found = run.matches(rule, &sanitizer.formula).into_iter();
            let own = found.map(|found| Mark { number, found, exact: sanitizer.exact });
            let sinks = &marks.sinks_at;
            let sources = &marks.sources;
            let gives_way = |mark: &Mark| {
                sanitizer.not_conflicting
                    && (sinks.contains_key(&span(&mark.found.range))
                        || sources.iter().any(|source| source.found.range == mark.found.range))
            };
            let kept: Vec<Mark> = own.filter(|mark| !gives_way(mark)).collect();
            marks.sanitizers.extend(kept);
        }
        for (number, propagator) in taint.propagators.iter().enumerate() {
            for found in run.matches(rule, &propagator.formula) {
                let place = |metavariable| {
                    let name = run.metavariable(metavariable)?;
                    let bound: &Bound = found.environment.get(name)?;
                    run.code().range_of(bound).map(|range| span(&range))
                };
                if let (Some(from), Some(to)) = (place(&propagator.from), place(&propagator.to)) {
                    marks.carriers.push(Carrier { number, from, to });
                }
            }
            if let Some(label) = &propagator.label {
                marks.label(label);
            }
        }
        marks.sources_by_place = Places::of(marks.sources.iter().map(|mark| &mark.found.range));
        marks.sinks_by_place = Places::of(marks.sinks.iter().map(|mark| &mark.found.range));
        marks.sanitizers_by_place = Places::of(marks.sanitizers.iter().map(|mark| &mark.found.range));
        marks.find_near();
        marks
    }

    /// What is known of the events of handlers stands in place of what the rule guesses of them.
    fn add_events(&mut self, events: &Events) {
        let is_known =
            |range: &Range<u32>| events.known.iter().any(|known| lies_in(range, known) || range.start == known.start);
        self.sources.retain(|mark| !is_known(&mark.found.range));
        let mark = |range: &Range<u32>| {
            let found = Match { range: range.clone(), environment: Environment::default() };
            Mark { number: OF_EVENTS, found, exact: true }
        };
        self.sources.extend(events.sources.iter().map(mark));
        self.sanitizers.extend(events.trusted.iter().map(mark));
        self.label(&Label::default());
    }

    fn find_near(&mut self) {
        let matches = self.sources.iter().chain(&self.sinks).chain(&self.sanitizers);
        let mut all: Vec<Span> = matches.map(|mark| span(&mark.found.range)).collect();
        all.extend(self.carriers.iter().flat_map(|carrier| [carrier.from, carrier.to]));
        all.sort_unstable();
        for (start, end) in all {
            match self.near.last_mut() {
                Some(last) if start <= last.1 => last.1 = last.1.max(end),
                _ => self.near.push((start, end)),
            }
        }
    }

    /// Whether a place meets one that is marked.
    pub(super) fn meets(&self, range: &Range<u32>) -> bool {
        let next = self.near.partition_point(|(_, end)| *end < range.start);
        self.near.get(next).is_some_and(|(start, _)| *start <= range.end)
    }

    /// Whether a sink is in a place.
    pub(super) fn has_sink(&self, range: &Range<u32>) -> bool {
        self.sinks.iter().any(|mark| mark.found.range.start < range.end && range.start < mark.found.range.end)
    }

    fn find_sinks(&mut self, run: &Run<'_>, rule: &Rule, taint: &Taint) {
        let found: Vec<Vec<Match>> = taint.sinks.iter().map(|sink| run.matches(rule, &sink.formula)).collect();
        if found.iter().all(Vec::is_empty) {
            return;
        }
        let tree = run.code().tree;
        // Of several nodes in one place the outermost is the first.
        let mut nodes: FxHashMap<Span, NodeId> = FxHashMap::default();
        for node in tree.nodes() {
            nodes.entry(span(&node.range())).or_insert(node.id());
        }
        for (number, (sink, found)) in taint.sinks.iter().zip(found).enumerate() {
            let all: FxHashSet<Span> = found.iter().map(|found| span(&found.range)).collect();
            let is_best = |found: &Match| !lies_in_larger(tree, &nodes, &all, &found.range);
            for found in found.into_iter().filter(is_best) {
                // Several statements are no value themselves; what is in them is meant.
                let exact = sink.exact && nodes.contains_key(&span(&found.range));
                self.sinks_at.entry(span(&found.range)).or_default().push(self.sinks.len());
                self.sinks.push(Mark { number, found, exact });
            }
        }
    }

    /// Whether a source is in a place.
    pub(super) fn has_source(&self, range: &Range<u32>) -> bool {
        self.sources.iter().any(|mark| mark.found.range.start < range.end && range.start < mark.found.range.end)
    }

    /// The number of a label.
    pub(super) fn label(&mut self, label: &Label) -> u16 {
        let known = self.labels.iter().position(|own| own == label);
        let number = known.unwrap_or_else(|| {
            self.labels.push(label.clone());
            self.labels.len() - 1
        });
        u16::try_from(number).unwrap_or(u16::MAX)
    }

    /// The sinks that are a node of this place, or that it lies in.
    pub(super) fn sinks(&self, range: &Range<u32>) -> Vec<usize> {
        let at = self.sinks_at.get(&span(range)).cloned().unwrap_or_default();
        let is_around = |number: &usize| {
            let sink = self.sinks.get(*number);
            sink.is_some_and(|sink| !sink.exact && lies_in(range, &sink.found.range)) && !at.contains(number)
        };
        let mut around: Vec<usize> = self.sinks_by_place.around(range).filter(is_around).collect();
        around.sort_unstable();
        at.into_iter().chain(around).collect()
    }

    /// The sources that make a node of this place tainted.
    pub(super) fn sources<'m>(&'m self, range: &'m Range<u32>) -> impl Iterator<Item = (usize, &'m Mark)> {
        let near = self.sources_by_place.around(range);
        let own = near.filter_map(|number| Some((number, self.sources.get(number)?)));
        own.filter(move |(_, mark)| is_marked(mark, range))
    }

    /// The sanitizers that make a node of this place clean.
    pub(super) fn sanitizers<'m>(&'m self, range: &'m Range<u32>) -> impl Iterator<Item = &'m Mark> {
        let near = self.sanitizers_by_place.around(range).filter_map(|number| self.sanitizers.get(number));
        near.filter(move |mark| is_marked(mark, range))
    }
}

/// Whether a sink is a part of an expression of its kind that is the same sink.
fn lies_in_larger(tree: &Tree, nodes: &FxHashMap<Span, NodeId>, all: &FxHashSet<Span>, range: &Range<u32>) -> bool {
    let Some(own) = nodes.get(&span(range)).copied() else { return false };
    let mut at = tree.parent(own);
    while let Some(node) = at.filter(|node| !tree.kind(*node).is_block()) {
        let around = tree.range(node);
        if tree.kind(node) == tree.kind(own) && around != *range && all.contains(&span(&around)) {
            return true;
        }
        at = tree.parent(node);
    }
    false
}

fn is_marked(mark: &Mark, range: &Range<u32>) -> bool {
    if mark.exact { mark.found.range == *range } else { lies_in(range, &mark.found.range) }
}

fn lies_in(inner: &Range<u32>, outer: &Range<u32>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

pub(super) fn span(range: &Range<u32>) -> Span {
    (range.start, range.end)
}

/// Whether a source or sanitizer changes the variable itself.
pub(super) fn has_effect(effect: SideEffect) -> bool {
    effect != SideEffect::No
}
