//! Products of sets of statements.

use std::collections::HashSet;

/// The different sets that the values of one part of a request give, each with the number of its first value.
#[derive(Debug, Clone)]
pub(super) struct Layer(Vec<(u64, usize)>);

/// All sets that the layers so far give together, each with how it came about.
#[derive(Debug, Clone)]
pub(super) struct Product {
    layers: Vec<Vec<Step>>,
}

/// A set, the step before it, and the value that led from there.
#[derive(Debug, Clone, Copy)]
struct Step {
    set: u64,
    before: usize,
    value: usize,
}

impl Layer {
    pub(super) fn new(sets: impl Iterator<Item = u64>) -> Self {
        let mut seen = HashSet::new();
        Self(sets.enumerate().filter(|(_, set)| seen.insert(*set)).map(|(value, set)| (set, value)).collect())
    }
}

impl Product {
    /// The product of no layers.
    pub(super) fn new(all: u64) -> Self {
        Self { layers: vec![vec![Step { set: all, before: 0, value: 0 }]] }
    }

    pub(super) fn add(&mut self, layer: Layer) {
        let mut seen = HashSet::new();
        let mut steps = Vec::new();
        for (before, step) in self.layers.last().into_iter().flatten().enumerate() {
            for (set, value) in &layer.0 {
                let set = step.set & set;
                if seen.insert(set) {
                    steps.push(Step { set, before, value: *value });
                }
            }
        }
        self.layers.push(steps);
    }

    /// The values that lead to a set that is wanted.
    pub(super) fn find(&self, wanted: impl Fn(u64) -> bool) -> Option<Vec<usize>> {
        let mut at = self.layers.last()?.iter().position(|step| wanted(step.set))?;
        let mut values = Vec::new();
        for layer in self.layers.iter().skip(1).rev() {
            let step = layer.get(at)?;
            values.push(step.value);
            at = step.before;
        }
        values.reverse();
        Some(values)
    }
}
