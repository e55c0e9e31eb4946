//! Condition operators, and conditions that say something simpler than they seem to.

use policy::{Comparison, Condition, Operator};
use syntax::{Entry, Map};

use crate::check::checks;
use crate::found::Found;
use crate::nearest::nearest;
use crate::view::View;

checks! {
    INVALID_CONDITION_OPERATOR: Error, "the condition operator does not exist", "Write one of the operators of the policy language; a condition with another never holds.";
    NULL_WITH_IF_EXISTS: Error, "`Null` has the ending `IfExists`", "`Null` asks itself whether the key is there; drop the ending.";
    NULL_WITH_QUALIFIER: Suggestion, "`Null` has a set operator", "`ForAllValues:Null` always holds and `ForAnyValue:Null` never does; write `Null`.";
    DUPLICATE_KEYS_WITH_DIFFERENT_CASE: Error, "one condition key is written twice in different case", "Case does not count in key names; write the key once with all its values.";
    INVALID_CONDITION_MULTIPLE_BOOLEAN: Error, "a truth value is compared with several values", "`true` and `false` together always hold; keep one.";
    EQUIVALENT_TO_NULL_FALSE: Suggestion, "the condition only asks whether the key is there", "`Null` with the value `false` says so plainly.";
    EQUIVALENT_TO_NULL_TRUE: Suggestion, "the condition only asks whether the key is missing", "`Null` with the value `true` says so plainly.";
    REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION: Suggestion, "the condition holds for every request", "Its pattern takes any value and a missing key is fine, too; remove the key.";
    REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION: Suggestion, "the condition holds for no request", "Its pattern leaves no value over, so the statement does nothing; correct the pattern or remove the statement.";
}

/// The names of the operators, as documentation writes them.
const NAMES: [&str; 27] = [
    "StringEquals",
    "StringNotEquals",
    "StringEqualsIgnoreCase",
    "StringNotEqualsIgnoreCase",
    "StringLike",
    "StringNotLike",
    "NumericEquals",
    "NumericNotEquals",
    "NumericLessThan",
    "NumericLessThanEquals",
    "NumericGreaterThan",
    "NumericGreaterThanEquals",
    "DateEquals",
    "DateNotEquals",
    "DateLessThan",
    "DateLessThanEquals",
    "DateGreaterThan",
    "DateGreaterThanEquals",
    "Bool",
    "BinaryEquals",
    "IpAddress",
    "NotIpAddress",
    "ArnEquals",
    "ArnLike",
    "ArnNotEquals",
    "ArnNotLike",
    "Null",
];

pub(crate) fn check(view: &View<'_>, found: &mut Found) {
    if let Some(operators) = view.element("Condition").and_then(|entry| entry.node.as_map()) {
        for (name, entry) in operators.entries() {
            operator(name, entry, found);
            if let Some(keys) = entry.node.as_map() {
                same_key_twice(keys, found);
            }
        }
    }
    for condition in &view.parsed.conditions {
        if let Some(meaning) = condition.meaning {
            several_truths(condition, meaning, found);
            presence(condition, meaning, found);
        }
    }
}

fn operator(name: &str, entry: &Entry, found: &mut Found) {
    let lower = name.to_ascii_lowercase();
    if lower.rsplit(':').next() == Some("nullifexists") {
        found.suggest(
            &NULL_WITH_IF_EXISTS,
            &entry.key,
            format!("`{name}` asks twice whether the key is there"),
            "Null",
        );
        return;
    }
    if let Some(always) = set_of_null(&lower) {
        found.suggest(&NULL_WITH_QUALIFIER, &entry.key, format!("`{name}` {always} holds"), "Null");
        return;
    }
    match Operator::parse(name) {
        None if policy::has_hole(name) || name.starts_with("Fn::") => {}
        None => unknown(name, entry, found),
        Some(_) => {}
    }
}

/// How often `Null` with a set operator holds.
fn set_of_null(operator: &str) -> Option<&'static str> {
    match operator {
        "forallvalues:null" => Some("always"),
        "foranyvalue:null" => Some("never"),
        _ => None,
    }
}

fn unknown(name: &str, entry: &Entry, found: &mut Found) {
    let message = format!("there is no condition operator `{name}`");
    let (before, bare) = name.rsplit_once(':').map_or(("", name), |(before, bare)| (before, bare));
    let (stem, ending) = bare.strip_suffix("IfExists").map_or((bare, ""), |stem| (stem, "IfExists"));
    match nearest(stem, NAMES) {
        Some(right) if matches!(before, "" | "ForAllValues" | "ForAnyValue") => {
            let colon = if before.is_empty() { "" } else { ":" };
            found.suggest(&INVALID_CONDITION_OPERATOR, &entry.key, message, format!("{before}{colon}{right}{ending}"));
        }
        _ => found.add(&INVALID_CONDITION_OPERATOR, &entry.key, message),
    }
}

fn same_key_twice(keys: &Map, found: &mut Found) {
    for (place, (key, entry)) in keys.entries().enumerate() {
        if let Some(first) = keys.keys().take(place).find(|other| other.eq_ignore_ascii_case(key)) {
            let message = format!("`{key}` and `{first}` are the same key");
            found.add(&DUPLICATE_KEYS_WITH_DIFFERENT_CASE, &entry.key, message);
        }
    }
}

fn several_truths(condition: &Condition, meaning: Operator, found: &mut Found) {
    if meaning.comparison == Comparison::Bool && condition.values.len() > 1 {
        let message = format!("`{}` is compared with {} truth values", condition.key.value, condition.values.len());
        found.add(&INVALID_CONDITION_MULTIPLE_BOOLEAN, &condition.origin, message);
    }
}

/// Conditions whose pattern takes every value: only the presence of the key is left to decide.
fn presence(condition: &Condition, meaning: Operator, found: &mut Found) {
    if !matches!(meaning.comparison, Comparison::StringLike | Comparison::ArnLike) {
        return;
    }
    let takes_all = condition.values.iter().any(|value| is_star(&value.value));
    if !takes_all {
        return;
    }
    let when_present = !meaning.negated;
    let when_missing = meaning.holds_when_missing();
    let key = &condition.key.value;
    let operator = &condition.operator.value;
    let (check, says) = match (when_present, when_missing) {
        // A set of values that may be empty is a third case, so `ForAllValues` asks more than presence.
        (false, true) if meaning.quantifier.is_some() => return,
        (true, false) => (&EQUIVALENT_TO_NULL_FALSE, format!("holds whenever `{key}` is there")),
        (false, true) => (&EQUIVALENT_TO_NULL_TRUE, format!("holds only when `{key}` is missing")),
        (true, true) => (&REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION, format!("on `{key}` always holds")),
        (false, false) => (&REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION, format!("on `{key}` never holds")),
    };
    let message = format!("`{operator}` {says}");
    match check.id {
        "EQUIVALENT_TO_NULL_FALSE" => found.suggest(check, &condition.origin, message, null(key, "false")),
        "EQUIVALENT_TO_NULL_TRUE" => found.suggest(check, &condition.origin, message, null(key, "true")),
        _ => found.add(check, &condition.origin, message),
    }
}

fn null(key: &str, value: &str) -> String {
    format!(r#""Null": {{"{key}": "{value}"}}"#)
}

fn is_star(pattern: &str) -> bool {
    !pattern.is_empty() && pattern.chars().all(|c| c == '*')
}
