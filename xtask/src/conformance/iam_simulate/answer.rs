//! Decisions in the words of the suite, held against what it expects.

use std::collections::BTreeSet;

use policy::{DecidingStatement, Decision, Effect, KeyTest, Outcome, PolicyKind, Requirement};
use serde_json::{Map, Value, json};

use super::case::Policies;

type Verdict = Result<(), String>;

pub(super) fn outcome(decision: &Decision, expected: Option<&Value>) -> Verdict {
    let actual = outcome_name(decision.outcome);
    let expected = expected.and_then(Value::as_str).unwrap_or_default();
    if actual == expected {
        Ok(())
    } else {
        Err(format!("{actual}, expected {expected}; missing {:?}", decision.missing))
    }
}

pub(super) fn outcome_name(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Allowed => "Allowed",
        Outcome::ImplicitDeny => "ImplicitlyDenied",
        Outcome::ExplicitDeny => "ExplicitlyDenied",
    }
}

pub(super) fn blocked(decision: &Decision, expected: Option<&Value>) -> Verdict {
    let name = |kind: &PolicyKind| match kind {
        PolicyKind::Identity => "identity",
        PolicyKind::Resource => "resource",
        PolicyKind::Boundary => "pb",
        PolicyKind::Session => "session",
        PolicyKind::ServiceControl => "scp",
        PolicyKind::ResourceControl => "rcp",
        PolicyKind::Endpoint => "vpce",
    };
    // The suite takes a session policy for a part of the grant.
    let kinds = decision.blocked.iter().filter(|kind| **kind != PolicyKind::Session);
    let actual: BTreeSet<&str> = kinds.map(name).collect();
    let expected = expected.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
    same("blocked by", &actual, &expected)
}

pub(super) fn session_name(decision: &Decision, expected: Option<&Value>) -> Verdict {
    same("session name", &names_session(&decision.under), &(expected.and_then(Value::as_bool) == Some(true)))
}

fn names_session(under: &Requirement) -> bool {
    match under {
        Requirement::SessionName { .. } => true,
        Requirement::All(parts) | Requirement::Any(parts) => parts.iter().any(names_session),
        Requirement::Always | Requirement::Never | Requirement::Key(_) => false,
    }
}

/// The conditions that depend on what is not known, by kind of policy and effect.
pub(super) fn ignored(decision: &Decision, expected: Option<&Value>) -> Verdict {
    let mut actual = Map::new();
    for open in &decision.open {
        let kind = kind_name(open.statement.kind);
        let effect = if open.effect == Effect::Allow { "allow" } else { "deny" };
        let values: Vec<&str> = open.condition.values.iter().map(|value| &*value.value).collect();
        let said =
            json!({ "op": &*open.condition.operator.value, "key": &*open.condition.key.value, "values": values });
        let of_kind = actual.entry(kind).or_insert_with(|| json!({}));
        if let Some(list) = of_kind.as_object_mut().map(|map| map.entry(effect).or_insert_with(|| json!([])))
            && let Some(list) = list.as_array_mut()
        {
            list.push(said);
        }
    }
    let actual = Value::Object(actual);
    same("open conditions", &sorted(&actual), &sorted(expected.unwrap_or(&json!({}))))
}

/// Lists in one order: that of a statement's conditions means nothing.
pub(super) fn sorted(value: &Value) -> Value {
    match value {
        Value::Array(items) => {
            let mut items: Vec<Value> = items.iter().map(sorted).collect();
            items.sort_by_key(Value::to_string);
            Value::Array(items)
        }
        Value::Object(map) => map.iter().map(|(key, value)| (key.clone(), sorted(value))).collect(),
        other => other.clone(),
    }
}

fn kind_name(kind: PolicyKind) -> &'static str {
    match kind {
        PolicyKind::Identity => "identity",
        PolicyKind::Resource => "resource",
        PolicyKind::Boundary => "permissionBoundary",
        PolicyKind::Session => "session",
        PolicyKind::ServiceControl => "scp",
        PolicyKind::ResourceControl => "rcp",
        PolicyKind::Endpoint => "endpointPolicy",
    }
}

/// Under what the request is allowed.
pub(super) fn conditions(decision: &Decision, policies: &Policies, expected: Option<&Value>) -> Verdict {
    let actual = expression(&decision.under, policies);
    same("conditions", &actual.as_ref().map(sorted), &expected.map(sorted))
}

pub(super) fn expression(under: &Requirement, policies: &Policies) -> Option<Value> {
    let group = |operator: &str, parts: &[Requirement]| {
        let mut conditions: Vec<Value> = parts.iter().filter_map(|part| expression(part, policies)).collect();
        match conditions.pop() {
            Some(only) if conditions.is_empty() => Some(only),
            Some(last) => {
                conditions.push(last);
                Some(json!({ "conditionType": "group", "operator": operator, "conditions": conditions }))
            }
            None => None,
        }
    };
    match under {
        Requirement::Always | Requirement::Never => None,
        Requirement::All(parts) => group("and", parts),
        Requirement::Any(parts) => group("or", parts),
        Requirement::Key(test) => Some(leaf(test, policies)),
        // The suite does not list the names that a Deny shuts out.
        Requirement::SessionName { effect: Effect::Deny, .. } => None,
        Requirement::SessionName { names, effect, statement } => Some(json!({
            "conditionType": "sessionName",
            "sessionName": names,
            "sources": [source(statement, *effect, policies)],
        })),
    }
}

fn leaf(test: &KeyTest, policies: &Policies) -> Value {
    let mut leaf = json!({
        "conditionType": "condition",
        "op": test.name,
        "key": test.key,
        "values": test.values,
        "sources": [source(&test.statement, test.effect, policies)],
    });
    if test.effect == Effect::Deny
        && let Some(leaf) = leaf.as_object_mut()
    {
        leaf.insert("inverted".to_owned(), Value::Bool(true));
    }
    leaf
}

fn source(statement: &DecidingStatement, effect: Effect, policies: &Policies) -> Value {
    let (name, level) = match statement.kind {
        PolicyKind::Resource => ("ResourcePolicy".to_owned(), None),
        PolicyKind::Session => ("SessionPolicy".to_owned(), None),
        PolicyKind::ServiceControl => (statement.document.to_string(), policies.service_control.get(statement.level)),
        // The suite names a resource control policy by its level.
        PolicyKind::ResourceControl => (statement.level.to_string(), policies.resource_control.get(statement.level)),
        PolicyKind::Identity => {
            let named = policies.identity_names.get(statement.document).cloned();
            (named.unwrap_or_else(|| statement.document.to_string()), None)
        }
        PolicyKind::Boundary | PolicyKind::Endpoint => (statement.document.to_string(), None),
    };
    let mut source = json!({
        "policyType": kind_name(statement.kind),
        "effect": effect.to_string(),
        "policyIdentifier": name,
        "statementIndex": statement.index + 1,
    });
    if let Some(source) = source.as_object_mut() {
        source.extend(level.map(|level| ("orgIdentifier".to_owned(), Value::from(level.name.clone()))));
        source.extend(statement.sid.clone().map(|sid| ("statementId".to_owned(), Value::from(sid))));
    }
    source
}

pub(super) fn same<T: PartialEq + std::fmt::Debug>(what: &str, actual: &T, expected: &T) -> Verdict {
    if actual == expected { Ok(()) } else { Err(format!("{what}\n    {actual:?}\n    expected {expected:?}")) }
}
