//! A document back to the tree and the text it was read from.
//!
//! Known elements come in the order AWS documents them, then what is not known; JSON objects have no order.

use std::sync::Arc;

use source::Origin;
use syntax::{Map, Node};

use crate::document::{Condition, Element, Kept, PolicyDocument, Statement, Text};
use crate::principal_pattern::{PrincipalKind, PrincipalPattern};

impl PolicyDocument {
    /// The document as a tree: the same JSON value as the one it was read from.
    pub fn to_node(&self) -> Node {
        if let Some(misshapen) = &self.misshapen {
            return (**misshapen).clone();
        }
        let mut map = Map::new();
        let mut put = |name, node: Option<Node>| put(&mut map, &self.kept, name, node);
        put("Version", self.version.as_ref().map(text_node));
        put("Id", self.id.as_ref().map(text_node));
        put("Statement", self.statement_node());
        keep_unknown(&mut map, &self.kept);
        Node::from_map(map, self.origin.clone())
    }

    /// The document as compact JSON.
    pub fn to_json(&self) -> String {
        self.to_node().to_json()
    }

    /// The document as indented JSON, as people read it.
    pub fn to_json_pretty(&self) -> String {
        self.to_node().to_json_pretty()
    }

    /// One statement, or the list of them with what is none in its place; `None` when nothing was written.
    fn statement_node(&self) -> Option<Node> {
        let mut read = self.statements.iter().map(Statement::to_node);
        let mut items = Vec::new();
        for unread in &self.unread {
            items.extend(read.by_ref().take(unread.index.saturating_sub(items.len())));
            items.push(unread.node.clone());
        }
        items.extend(read);
        if !self.listed && items.len() < 2 {
            return items.pop();
        }
        Some(Node::from_list(items, self.origin.clone()))
    }
}

impl Statement {
    /// The statement as a tree: the same JSON value as the one it was read from.
    pub fn to_node(&self) -> Node {
        let mut map = Map::new();
        let mut put = |name, node: Option<Node>| put(&mut map, &self.kept, name, node);
        put("Sid", self.sid.as_ref().map(text_node));
        put(
            "Effect",
            self.effect.as_ref().map(|effect| Node::from_text(effect.value.to_string(), effect.origin.clone())),
        );
        let principals = self.principal.as_ref();
        put("Principal", principals.filter(|element| !element.negated).map(principal_node));
        put("NotPrincipal", principals.filter(|element| element.negated).map(principal_node));
        let actions = self.action.as_ref();
        let action_node = |element| element_node(element, |pattern: &crate::ActionPattern| pattern.text());
        put("Action", actions.filter(|element| !element.negated).map(action_node));
        put("NotAction", actions.filter(|element| element.negated).map(action_node));
        let resources = self.resource.as_ref();
        let resource_node = |element| element_node(element, |pattern: &crate::ResourcePattern| pattern.text());
        put("Resource", resources.filter(|element| !element.negated).map(resource_node));
        put("NotResource", resources.filter(|element| element.negated).map(resource_node));
        put("Condition", conditions_node(&self.conditions));
        keep_unknown(&mut map, &self.kept);
        Node::from_map(map, self.origin.clone())
    }
}

/// Puts a known element into `map`: as it was kept, else as its field says.
fn put(map: &mut Map, kept: &[Kept], name: &'static str, said: Option<Node>) {
    let mut stands_kept = false;
    for one in kept.iter().filter(|one| one.element == Some(name)) {
        map.insert_at(Arc::clone(&one.name.value), one.name.origin.clone(), one.node.clone());
        stands_kept = true;
    }
    if let Some(node) = said.filter(|_| !stands_kept) {
        map.insert(name, node);
    }
}

fn keep_unknown(map: &mut Map, kept: &[Kept]) {
    for one in kept.iter().filter(|one| one.element.is_none()) {
        map.insert_at(Arc::clone(&one.name.value), one.name.origin.clone(), one.node.clone());
    }
}

pub(crate) fn text_node(text: &Text) -> Node {
    Node::from_text(Arc::clone(&text.value), text.origin.clone())
}

pub(crate) fn element_node<P>(element: &Element<P>, text: impl Fn(&P) -> &str) -> Node {
    let items = element.patterns.iter().map(|one| Node::from_text(text(&one.value), one.origin.clone())).collect();
    one_or_list(items, element.listed, &element.origin)
}

/// Values of one key: alone where no list was written.
fn one_or_list(mut items: Vec<Node>, listed: bool, origin: &Origin) -> Node {
    match items.pop() {
        Some(only) if items.is_empty() && !listed => only,
        last => Node::from_list(items.into_iter().chain(last).collect(), origin.clone()),
    }
}

/// The principals under their kinds. Where each kind has one entry it stands without a list, unless one was written.
pub(crate) fn principal_node(element: &Element<PrincipalPattern>) -> Node {
    let mut by_kind: Vec<(PrincipalKind, Vec<Node>)> = Vec::new();
    for entry in &element.patterns {
        let node = Node::from_text(Arc::clone(&entry.value.text), entry.origin.clone());
        match by_kind.iter_mut().find(|(kind, _)| *kind == entry.value.kind) {
            Some((_, nodes)) => nodes.push(node),
            None => by_kind.push((entry.value.kind, vec![node])),
        }
    }
    let mut map = Map::new();
    for (kind, nodes) in by_kind {
        let Some(name) = kind.name() else { return one_or_list(nodes, element.listed, &element.origin) };
        map.insert(name, one_or_list(nodes, element.listed, &element.origin));
    }
    Node::from_map(map, element.origin.clone())
}

/// The conditions by operator and key; `None` without any.
pub(crate) fn conditions_node(conditions: &[Condition]) -> Option<Node> {
    let first = conditions.first()?;
    let mut operators = Map::new();
    for condition in conditions {
        let values = condition.values.iter().map(text_node).collect();
        let values = one_or_list(values, condition.listed, &condition.origin);
        let empty = || Node::from_map(Map::new(), condition.operator.origin.clone());
        let keys = operators.get_or_insert_with(&condition.operator.value, empty);
        if let Some(keys) = keys.as_map_mut() {
            keys.insert_at(Arc::clone(&condition.key.value), condition.key.origin.clone(), values);
        }
    }
    Some(Node::from_map(operators, first.origin.clone()))
}
