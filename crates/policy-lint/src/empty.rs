//! Elements that are there and say nothing.

use policy::{Operator, Quantifier};
use syntax::{Entry, Node, Value};

use crate::check::checks;
use crate::found::Found;
use crate::view::View;

checks! {
    EMPTY_ARRAY_ACTION: Suggestion, "the list of actions is empty", "The statement does nothing; name actions or remove it.";
    EMPTY_ARRAY_RESOURCE: Suggestion, "the list of resources is empty", "The statement does nothing; name resources or remove it.";
    EMPTY_ARRAY_PRINCIPAL: Suggestion, "the list of principals is empty", "The statement does nothing; name principals or remove it.";
    EMPTY_OBJECT_PRINCIPAL: Suggestion, "the principal element is empty", "The statement does nothing; name principals or remove it.";
    EMPTY_OBJECT_CONDITION: Suggestion, "the condition element is empty", "Remove it: an empty condition always holds.";
    EMPTY_ARRAY_CONDITION: Suggestion, "a condition key has no values", "Write values or remove the key; no request equals one of nothing.";
    EMPTY_ARRAY_CONDITION_FORALLVALUES: Suggestion, "`ForAllValues` has no values to compare with", "This holds only when the key is absent; `Null` with `true` says so plainly.";
    EMPTY_ARRAY_CONDITION_FORANYVALUE: Suggestion, "`ForAnyValue` has no values to compare with", "This never holds, so the statement does nothing.";
    EMPTY_ARRAY_CONDITION_IFEXISTS: Suggestion, "an `IfExists` operator has no values to compare with", "This holds only when the key is absent; `Null` with `true` says so plainly.";
}

pub(crate) fn check(view: &View<'_>, found: &mut Found) {
    for (names, check, what) in [
        (["Action", "NotAction"], &EMPTY_ARRAY_ACTION, "actions"),
        (["Resource", "NotResource"], &EMPTY_ARRAY_RESOURCE, "resources"),
    ] {
        for entry in names.iter().filter_map(|name| view.element(name)).filter(|entry| is_empty_list(&entry.node)) {
            found.add(check, &entry.node.origin, format!("the list of {what} is empty"));
        }
    }
    ["Principal", "NotPrincipal"]
        .iter()
        .filter_map(|name| view.element(name))
        .for_each(|entry| principal(entry, found));
    if let Some(condition) = view.element("Condition") {
        conditions(&condition.node, found);
    }
}

fn principal(entry: &Entry, found: &mut Found) {
    match &entry.node.value {
        Value::List(items) if items.is_empty() => {
            found.add(&EMPTY_ARRAY_PRINCIPAL, &entry.node.origin, "the list of principals is empty");
        }
        Value::Map(map) if map.is_empty() => {
            found.add(&EMPTY_OBJECT_PRINCIPAL, &entry.node.origin, "the principal element names nobody");
        }
        Value::Map(map) => {
            for (key, entry) in map.entries().filter(|(_, entry)| is_empty_list(&entry.node)) {
                let message = format!("the list of principals under `{key}` is empty");
                found.add(&EMPTY_ARRAY_PRINCIPAL, &entry.node.origin, message);
            }
        }
        _ => {}
    }
}

fn conditions(node: &Node, found: &mut Found) {
    let Some(operators) = node.as_map() else { return };
    if operators.is_empty() {
        found.add(&EMPTY_OBJECT_CONDITION, &node.origin, "the condition element has no condition");
    }
    for (operator, entry) in operators.entries() {
        let Some(keys) = entry.node.as_map() else { continue };
        if keys.is_empty() {
            found.add(&EMPTY_OBJECT_CONDITION, &entry.node.origin, format!("`{operator}` compares no key"));
        }
        for (key, entry) in keys.entries().filter(|(_, entry)| is_empty_list(&entry.node)) {
            no_values(operator, key, entry, found);
        }
    }
}

fn no_values(operator: &str, key: &str, entry: &Entry, found: &mut Found) {
    let meaning = Operator::parse(operator);
    let check = match meaning.map(|operator| (operator.quantifier, operator.if_exists)) {
        Some((Some(Quantifier::ForAllValues), _)) => &EMPTY_ARRAY_CONDITION_FORALLVALUES,
        Some((Some(Quantifier::ForAnyValue), _)) => &EMPTY_ARRAY_CONDITION_FORANYVALUE,
        Some((None, true)) => &EMPTY_ARRAY_CONDITION_IFEXISTS,
        _ => &EMPTY_ARRAY_CONDITION,
    };
    found.add(check, &entry.node.origin, format!("`{operator}` compares `{key}` with no value"));
}

fn is_empty_list(node: &Node) -> bool {
    node.as_list().is_some_and(<[Node]>::is_empty)
}
