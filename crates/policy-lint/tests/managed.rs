//! The managed policies of AWS: linting each ends, and the unknown actions are those that the table does not have.

use std::collections::BTreeSet;

use policy_lint::{Options, lint_text};
use serde_json::Value;
use service_reference::{actions_matching, managed_policies};
use source::{FileId, Limits};

#[test]
fn unknown_actions_are_those_absent_from_the_table() {
    let (mut found, mut absent) = (BTreeSet::new(), BTreeSet::new());
    for policy in managed_policies() {
        let text = policy.document();
        let (findings, _) = lint_text(FileId(0), text, &Limits::default(), &Options::default());
        let unknown =
            findings.iter().filter(|one| matches!(one.check.id, "INVALID_ACTION" | "INVALID_SERVICE_IN_ACTION"));
        for finding in unknown {
            let span = finding.origin.written().unwrap();
            let action = text.get(span.start as usize..span.end as usize).unwrap().trim_matches('"').to_owned();
            found.insert((policy.path(), action));
        }
        let document: Value = serde_json::from_str(text).unwrap();
        let actions = list(document.get("Statement"))
            .into_iter()
            .flat_map(|statement| [list(statement.get("Action")), list(statement.get("NotAction"))].concat());
        let names =
            actions.filter_map(Value::as_str).filter(|name| *name != "*" && actions_matching(name).next().is_none());
        absent.extend(names.map(|name| (policy.path(), name.to_owned())));
    }
    assert!(!absent.is_empty());
    assert_eq!(found, absent);
}

/// One value or the values of a list.
fn list(value: Option<&Value>) -> Vec<&Value> {
    match value {
        Some(Value::Array(items)) => items.iter().collect(),
        Some(one) => vec![one],
        None => Vec::new(),
    }
}
