//! Edits: a document near another, as people change policies.

use serde_json::{Map, Value};

use super::Style;
use super::condition::condition;
use super::document::{actions, principals, resources, statement};
use crate::choices::Choices;

/// The document after one or two edits.
pub(super) fn edited(choices: &mut impl Choices, style: &Style, mut document: Value) -> Value {
    let count = choices.below(3);
    for _ in 0..count {
        if let Some(statements) = document.get_mut("Statement").and_then(Value::as_array_mut) {
            edit(choices, style, statements);
        }
    }
    document
}

fn edit(choices: &mut impl Choices, style: &Style, statements: &mut Vec<Value>) {
    let at = choices.below(statements.len().max(1));
    let kind = choices.below(9);
    if kind == 0 && statements.len() > 1 {
        statements.remove(at);
        return;
    }
    if kind == 1 && statements.len() < 4 {
        statements.push(statement(choices, style));
        return;
    }
    let Some(fields) = statements.get_mut(at).and_then(Value::as_object_mut) else { return };
    match kind {
        2 => drop(fields.remove("Condition")),
        3 => {
            let other = if fields.get("Effect") == Some(&Value::from("Allow")) { "Deny" } else { "Allow" };
            fields.insert("Effect".to_owned(), other.into());
        }
        4 => replace(fields, ["Action", "NotAction"], actions(choices)),
        5 => replace(fields, ["Resource", "NotResource"], resources(choices, style)),
        6 if style.on_resource => replace(fields, ["Principal", "NotPrincipal"], principals(choices)),
        _ => {
            let block = fields.entry("Condition").or_insert_with(|| Map::new().into());
            if let Some(block) = block.as_object_mut() {
                condition(choices, style, block);
            }
        }
    }
}

fn replace(fields: &mut Map<String, Value>, names: [&str; 2], value: Value) {
    if let Some(name) = names.into_iter().find(|name| fields.contains_key(*name)) {
        fields.insert(name.to_owned(), value);
    }
}
