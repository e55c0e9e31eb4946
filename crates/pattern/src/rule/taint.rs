//! Flows from sources to sinks.

use super::{Formula, Label, Requires};
use crate::Metavariable;

/// What a taint rule looks for.
#[derive(Debug, Clone, PartialEq)]
pub struct Taint {
    /// Where taint comes from, at least one.
    pub sources: Vec<Source>,
    /// Where it must not arrive, at least one.
    pub sinks: Vec<Sink>,
    /// What takes it away.
    pub sanitizers: Vec<Sanitizer>,
    /// What carries it from one place to another.
    pub propagators: Vec<Propagator>,
}

impl Taint {
    /// All formulas: of sources, sinks, sanitizers and propagators.
    pub fn formulas(&self) -> impl Iterator<Item = &Formula> {
        let sources = self.sources.iter().map(|source| &source.formula);
        let sinks = self.sinks.iter().map(|sink| &sink.formula);
        let sanitizers = self.sanitizers.iter().map(|sanitizer| &sanitizer.formula);
        let propagators = self.propagators.iter().map(|propagator| &propagator.formula);
        sources.chain(sinks).chain(sanitizers).chain(propagators)
    }
}

/// Whether a match changes the taint of the variable itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum SideEffect {
    /// Only the value of the match.
    #[default]
    No,
    /// The value, and the variable from there on.
    Yes,
    /// Only the variable from there on.
    Only,
}

/// Where taint comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// What is tainted.
    pub formula: Formula,
    /// Whether only the match itself is tainted, and not every part of it.
    pub exact: bool,
    /// Whether the variable is tainted from there on.
    pub by_side_effect: SideEffect,
    /// Whether control that passes here is tainted, not a value.
    pub control: bool,
    /// The label it puts on the value.
    pub label: Label,
    /// What labels the parts of the match must have for it to be a source.
    pub requires: Option<Requires>,
}

/// Where taint must not arrive.
#[derive(Debug, Clone, PartialEq)]
pub struct Sink {
    /// What must not be tainted.
    pub formula: Formula,
    /// Whether only the match itself is the sink, and not every part of it. A sink is exact unless it says otherwise.
    pub exact: bool,
    /// Whether it counts only where a function ends.
    pub at_exit: bool,
    /// What labels must arrive; the default label if `None`.
    pub requires: Option<SinkRequires>,
    /// Whether the formula narrows its matches to a metavariable.
    pub has_focus: bool,
}

/// What labels must arrive at a sink.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SinkRequires {
    /// At the sink itself.
    Sink(Requires),
    /// At each of those metavariables of the sink.
    Metavariables(Vec<(Metavariable, Requires)>),
}

/// What takes taint away.
#[derive(Debug, Clone, PartialEq)]
pub struct Sanitizer {
    /// What is clean.
    pub formula: Formula,
    /// Whether only the match itself is clean, and not every part of it.
    pub exact: bool,
    /// Whether the variable is clean from there on.
    pub by_side_effect: bool,
    /// Whether it gives way to a source or sink with the same range.
    pub not_conflicting: bool,
}

/// What carries taint.
#[derive(Debug, Clone, PartialEq)]
pub struct Propagator {
    /// Where it is carried.
    pub formula: Formula,
    /// The metavariable it comes from.
    pub from: Metavariable,
    /// The metavariable it goes to.
    pub to: Metavariable,
    /// Whether the variable is tainted from there on; it is unless the rule says otherwise.
    pub by_side_effect: bool,
    /// What labels must come.
    pub requires: Option<Requires>,
    /// The label that is put on what goes out.
    pub label: Option<Label>,
    /// The labels that are taken off before.
    pub replace_labels: Vec<Label>,
}
