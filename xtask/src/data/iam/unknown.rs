//! The actions that managed policies name and the reference lacks: withdrawn by their service, or never published.

use std::collections::BTreeMap;
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use serde_json::Value;
use service_reference::{ManagedPolicy, action, actions_matching, managed_policies, service};

/// Prints them as a table, policies in force first.
pub fn print() -> Result<ExitCode> {
    for (title, is_withdrawn) in [("in force", false), ("withdrawn", true)] {
        let mut by_policy = BTreeMap::new();
        for policy in managed_policies().filter(|policy| policy.is_withdrawn() == is_withdrawn) {
            let unknown = unknown(policy)?;
            if !unknown.is_empty() {
                by_policy.insert(policy.path(), unknown);
            }
        }
        let uses: usize = by_policy.values().map(Vec::len).sum();
        println!("## Policies {title}: {uses} uses in {} policies\n", by_policy.len());
        println!("| policy | statement | element | action | why |\n|---|---|---|---|---|");
        for (path, rows) in by_policy {
            rows.iter().for_each(|row| println!("| {path} | {row} |"));
        }
        println!();
    }
    Ok(ExitCode::SUCCESS)
}

/// Of one policy: statement, element, action and why it is not known, each a row.
fn unknown(policy: ManagedPolicy) -> Result<Vec<String>> {
    let document: Value = serde_json::from_str(policy.document()).with_context(|| policy.path())?;
    let mut rows = Vec::new();
    for (place, statement) in listed(&document, "Statement").enumerate() {
        let sid = statement.get("Sid").and_then(Value::as_str).map_or_else(|| (place + 1).to_string(), str::to_owned);
        for element in ["Action", "NotAction"] {
            let named = listed(statement, element).filter_map(Value::as_str);
            let faulty = named.filter_map(|named| Some((named, why_unknown(named)?)));
            rows.extend(faulty.map(|(named, why)| format!("{sid} | {element} | `{named}` | {why}")));
        }
    }
    Ok(rows)
}

fn why_unknown(named: &str) -> Option<&'static str> {
    let is_known = action(named).is_some() || actions_matching(named).next().is_some();
    let has_service = named.split_once(':').is_some_and(|(prefix, _)| service(prefix).is_some());
    match (is_known, has_service, named.contains(['*', '?'])) {
        (true, ..) => None,
        (_, false, _) => Some("no such service"),
        (_, _, true) => Some("names no action"),
        _ => Some("no such action"),
    }
}

fn listed<'a>(value: &'a Value, field: &str) -> impl Iterator<Item = &'a Value> {
    let value = value.get(field);
    let list = value.and_then(Value::as_array);
    let one = value.filter(|value| !value.is_array());
    list.into_iter().flatten().chain(one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons() {
        for (named, expected) in [
            ("*", None),
            ("s3:Get*", None),
            ("S3:getobject", None),
            ("s3:Nothing", Some("no such action")),
            ("s3:Nothing*", Some("names no action")),
            ("nothing:*", Some("no such service")),
        ] {
            assert_eq!(why_unknown(named), expected, "{named}");
        }
    }
}
