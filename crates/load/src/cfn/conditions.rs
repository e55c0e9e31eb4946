//! Conditions as tables: for each one, under which choices it holds.
//!
//! Tables are made in the order of dependence, so a chain of any length costs no recursion, and what two conditions share
//! is computed once. A condition that choices do not decide, or that depends on too many of them, becomes a choice of its
//! own: both of its sides are then looked at.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use model::{SymbolId, Symbols};
use syntax::{Map, Node};

use super::environment::branches;
use super::evaluate::variables;
use super::symbols::{Assignment, Choices};

/// The truth of one condition for every combination of the choices it depends on, the first choice changing fastest.
#[derive(Debug)]
pub(crate) struct Table {
    /// The choices, sorted.
    pub symbols: Vec<SymbolId>,
    /// One truth for each combination.
    pub truths: Vec<bool>,
}

impl Table {
    /// The table of a condition that is a choice of its own; such a choice has the values `true` and `false`.
    pub fn opaque(symbol: SymbolId) -> Self {
        Self { symbols: vec![symbol], truths: vec![true, false] }
    }

    /// Whether the condition holds; choices the assignment does not name are made as usual.
    pub fn holds(&self, assignment: &Assignment, choices: &Choices, symbols: &Symbols) -> Option<bool> {
        let (mut index, mut stride) = (0, 1);
        for id in &self.symbols {
            index += assignment.get(id).copied().unwrap_or_else(|| choices.usual(*id)) * stride;
            stride *= symbols.get(*id).map_or(1, |symbol| symbol.values.len());
        }
        self.truths.get(index).copied()
    }
}

/// Names of conditions, each after those it refers to; and those that refer to each other in a circle, or to such ones.
pub(crate) fn in_order(conditions: &Map) -> (Vec<Arc<str>>, Vec<Arc<str>>) {
    let mut waiting: BTreeMap<&Arc<str>, usize> = BTreeMap::new();
    let mut users: BTreeMap<Arc<str>, Vec<&Arc<str>>> = BTreeMap::new();
    for (name, definition) in conditions.iter() {
        let uses = mentioned(definition).conditions;
        let uses: Vec<Arc<str>> = uses.into_iter().filter(|name| conditions.contains(name)).collect();
        waiting.insert(name, uses.len());
        for used in uses {
            users.entry(used).or_default().push(name);
        }
    }
    let mut ordered: Vec<Arc<str>> = conditions.keys().filter(|name| waiting.get(name) == Some(&0)).cloned().collect();
    let mut next = 0;
    while let Some(name) = ordered.get(next).cloned() {
        next += 1;
        for user in users.remove(&name).unwrap_or_default() {
            if let Some(left) = waiting.get_mut(user) {
                *left -= 1;
                if *left == 0 {
                    ordered.push(Arc::clone(user));
                }
            }
        }
    }
    let circular = conditions.keys().filter(|name| waiting.get(name).is_some_and(|left| *left > 0));
    (ordered, circular.cloned().collect())
}

/// What an expression speaks of.
#[derive(Debug, Default)]
pub(crate) struct Mentioned {
    /// Parameters and pseudo parameters.
    pub parameters: BTreeSet<Arc<str>>,
    /// Conditions.
    pub conditions: BTreeSet<Arc<str>>,
}

/// Everything that an expression speaks of, however deep.
pub(crate) fn mentioned(node: &Node) -> Mentioned {
    let mut mentioned = Mentioned::default();
    let mut pending = vec![node];
    while let Some(node) = pending.pop() {
        if let Some((condition, _, _)) = branches(node) {
            mentioned.conditions.insert(condition);
        } else if let Some((key, argument)) = node.single() {
            match key.as_ref() {
                "Condition" => mentioned.conditions.extend(argument.as_str().map(Arc::from)),
                "Ref" => mentioned.parameters.extend(argument.as_str().map(Arc::from)),
                "Fn::Sub" => {
                    let template = argument.as_list().and_then(<[Node]>::first).unwrap_or(argument);
                    mentioned.parameters.extend(template.as_str().into_iter().flat_map(variables).map(Arc::from));
                }
                _ => {}
            }
        }
        pending.extend(node.as_map().into_iter().flat_map(Map::values));
        pending.extend(node.as_list().into_iter().flatten());
    }
    mentioned
}
