//! The `Condition` element: operator → key → values.

use finding::NoticeKind;
use source::Origin;
use std::sync::Arc;
use syntax::Node;

use super::Parser;
use crate::document::{Condition, Sourced, Text};
use crate::operator::Operator;

impl Parser {
    /// The conditions in the order written. A part that is not understood stands for a condition that never holds, so
    /// that a statement is never taken as wider than it is.
    pub(super) fn conditions(&mut self, node: &Node) -> Vec<Condition> {
        let Some(operators) = node.as_map() else {
            self.not_understood(node, "`Condition`");
            return vec![unknown_condition(&node.origin)];
        };
        let mut conditions = Vec::new();
        for (name, entry) in operators.entries().filter(|(_, entry)| !entry.node.is_null()) {
            let operator = Sourced::new(Arc::clone(name), entry.key.clone());
            let meaning = Operator::parse(name);
            let Some(keys) = entry.node.as_map() else {
                self.not_understood(&entry.node, &format!("the condition `{name}`"));
                conditions.push(unknown_condition(&entry.node.origin));
                continue;
            };
            if meaning.is_none() {
                let message = format!("`{name}` is no condition operator; its statement is taken as never matching");
                self.notice(&entry.key, NoticeKind::Invalid, message);
            }
            for (key, entry) in keys.entries().filter(|(_, entry)| !entry.node.is_null()) {
                let key = Sourced::new(Arc::clone(key), entry.key.clone());
                conditions.push(self.condition(&operator, meaning, key, &entry.node));
            }
        }
        conditions
    }

    fn condition(&mut self, operator: &Text, meaning: Option<Operator>, key: Text, values: &Node) -> Condition {
        let (values, listed) = self.texts(values, "a condition value");
        let origin = key.origin.clone();
        Condition { operator: operator.clone(), meaning, key, values, listed, origin }
    }
}

fn unknown_condition(origin: &Origin) -> Condition {
    let empty = || Sourced::new(Arc::from(""), origin.clone());
    let (operator, key) = (empty(), empty());
    Condition { operator, meaning: None, key, values: Vec::new(), listed: false, origin: origin.clone() }
}
