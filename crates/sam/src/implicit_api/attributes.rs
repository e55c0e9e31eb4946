//! What APIs take over from the functions behind them: conditions and policies for deletion and replacement.

use std::sync::Arc;

use indexmap::IndexMap;
use source::Origin;
use syntax::{Map, Node, node};

/// Alternatives that one `Fn::Or` may have.
const ALTERNATIVES: usize = 10;

/// The condition of each method, by path.
pub(super) type Paths = IndexMap<Arc<str>, IndexMap<Arc<str>, Option<Node>>>;

/// What the events of one API's functions say.
#[derive(Debug, Default)]
pub(super) struct Attributes {
    pub(super) conditions: Paths,
    pub(super) deletion: Vec<Node>,
    pub(super) replacement: Vec<Node>,
}

impl Attributes {
    /// Notes a method of a path and what its function says.
    pub(super) fn note(&mut self, path: &str, method: &str, function: &Node) {
        let condition = function.get("Condition").filter(|condition| !condition.is_null());
        let methods = self.conditions.entry(Arc::from(path)).or_default();
        methods.insert(Arc::from(method), condition.cloned());
        self.deletion.extend(function.get("DeletionPolicy").cloned());
        self.replacement.extend(function.get("UpdateReplacePolicy").cloned());
    }

    /// The conditions of all methods, each once; `None` if a method has none or there is no method.
    pub(super) fn all_conditions(&self) -> Option<Vec<Node>> {
        distinct(self.conditions.values().flat_map(IndexMap::values))
    }

    /// The conditions of the methods of one path, likewise.
    pub(super) fn path_conditions(&self, path: &str) -> Option<Vec<Node>> {
        distinct(self.conditions.get(path)?.values())
    }

    /// The strongest of the policies for deletion.
    pub(super) fn deletion_policy(&self) -> Option<Node> {
        strongest(&self.deletion, &["Retain", "Delete"])
    }

    /// The strongest of the policies for replacement.
    pub(super) fn replacement_policy(&self) -> Option<Node> {
        strongest(&self.replacement, &["Retain", "Snapshot", "Delete"])
    }
}

fn distinct<'n>(conditions: impl Iterator<Item = &'n Option<Node>>) -> Option<Vec<Node>> {
    let mut found: Vec<Node> = Vec::new();
    for condition in conditions {
        let condition = condition.as_ref()?;
        if !found.contains(condition) {
            found.push(condition.clone());
        }
    }
    Some(found).filter(|found| !found.is_empty())
}

fn strongest(policies: &[Node], ranking: &[&str]) -> Option<Node> {
    let of = |rank: &&str| policies.iter().find(|policy| policy.as_str() == Some(rank)).cloned();
    ranking.iter().find_map(of)
}

/// Adds a condition that holds when one of several does; more than ten are combined step by step.
pub(super) fn add_combined(template: &mut Map, name: &str, mut conditions: Vec<Node>) {
    let origin = Origin::derived_from(conditions.iter().map(|one| one.origin.clone()).collect(), "combined condition");
    conditions.sort_by(|a, b| a.as_str().cmp(&b.as_str()));
    let section = template.get_or_insert_with("Conditions", || node!(&origin; {}));
    let Some(section) = section.as_map_mut() else { return };
    let mut numbered = conditions.len().saturating_sub(2) / (ALTERNATIVES - 1);
    while conditions.len() > 1 {
        let combined = if numbered > 0 { format!("{name}{numbered}") } else { name.to_owned() };
        numbered = numbered.saturating_sub(1);
        let rest = conditions.split_off(conditions.len().min(ALTERNATIVES));
        let alternatives: Vec<Node> =
            conditions.into_iter().map(|one| node!(&origin; { "Condition": (one) })).collect();
        section.insert(combined.as_str(), node!(&origin; { "Fn::Or": (alternatives) }));
        conditions = rest;
        conditions.push(node!(&origin; (combined)));
    }
}
