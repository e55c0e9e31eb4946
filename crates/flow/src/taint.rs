//! Taint within the functions of one file, with the semantics of Semgrep rules.
//!
//! The structure of the code is followed statement by statement: branches are joined, loops are followed until nothing
//! changes. A call of a function that is not known carries the taint of what goes into it.

mod expression;
mod jumps;
mod marks;
mod object;
mod place;
mod places;
mod state;
mod statement;

use std::collections::BTreeMap;
use std::ops::Range;

use pattern::rule::{SourceModel, Taint};
use pattern::{Match, Rule, Run};
use tree::{Kind, NodeId, Tree};

use crate::Events;
use jumps::Jumps;
use marks::Marks;
use state::State;

/// A sink that taint reaches.
#[derive(Debug, Clone)]
pub struct Reached {
    /// The match of the sink; for rules that want that, at the place of the source.
    pub found: Match,
    /// Where the taint comes from, the first place of several: byte offsets.
    pub source: Range<u32>,
}

/// The findings of a taint rule: sinks that taint reaches, in the order of the text. What the model knows of events is added
/// to the sources of a rule that asks for it.
pub fn taint(run: &Run<'_>, rule: &Rule, taint: &Taint, events: Option<&Events>) -> Vec<Reached> {
    let events = events.filter(|_| rule.metadata.sources.contains(&SourceModel::Event));
    let marks = Marks::of(run, rule, taint, events);
    if marks.sources.is_empty() || marks.sinks.is_empty() {
        return Vec::new();
    }
    let code = run.code();
    let is_given_around = gives_to_variables(code.tree, &marks);
    let mut walk = Walk {
        is_given_around,
        run,
        rule,
        taint,
        marks,
        tree: code.tree,
        found: BTreeMap::new(),
        carried: BTreeMap::new(),
        jumps: Jumps::default(),
        failures: Vec::new(),
    };
    walk.statement(NodeId::ROOT, &mut State::default(), 0);
    for node in code.tree.nodes().filter(|node| node.kind() == Kind::FunctionDef) {
        // Nothing is tainted where a function begins.
        let range = node.range();
        if walk.marks.has_sink(&range) && (walk.is_given_around || walk.marks.has_source(&range)) {
            walk.function(node.id(), &mut State::default(), 0);
        }
    }
    walk.found.into_values().collect()
}

/// The work of one rule on one file.
struct Walk<'w> {
    run: &'w Run<'w>,
    rule: &'w Rule,
    taint: &'w Taint,
    marks: Marks,
    tree: &'w Tree,
    /// Findings by the place of the sink.
    found: BTreeMap<(u32, u32), Reached>,
    /// What propagators carry, by the number of their match.
    carried: BTreeMap<usize, state::Taints>,
    jumps: Jumps,
    /// What held where something may have been thrown, for each `try` around.
    failures: Vec<State>,
    /// Whether a variable is given a source, so that functions inside of its scope may hold it.
    is_given_around: bool,
}

/// Whether a source is all that a variable is given.
fn gives_to_variables(tree: &Tree, marks: &Marks) -> bool {
    tree.nodes().any(|node| {
        let place = match node.kind() {
            Kind::Assign => 1,
            Kind::Variable => 3,
            _ => return false,
        };
        let value = node.child(place).map(|value| value.range()).filter(|value| marks.meets(value));
        value.is_some_and(|value| marks.sources(&value).next().is_some() || marks.has_source(&value))
    })
}
