//! `managed-policies.json`: the documents of the managed policies, as AWS published them.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context as _, Result};
use serde_json::{Map, Value, json};

use super::json;
use crate::house::{files, read};

/// Before the path of every managed policy of AWS.
const ARN: &str = "arn:aws:iam::aws:policy/";

/// One published version of one policy.
struct Published {
    /// Its name with its path, or its name alone when only that is known.
    path: String,
    /// When this version was published, empty when that is not known.
    day: String,
    document: Value,
}

/// Of every policy that either source knows the version published last. The first source lists all that are in force.
pub fn table(moto: &Path, dataset: &Path) -> Result<Value> {
    let mut published = read_moto(&read(moto)?).with_context(|| format!("{} is no table", moto.display()))?;
    let in_force: BTreeSet<String> = published.iter().map(|policy| policy.path.clone()).collect();
    let names: BTreeSet<&str> = in_force.iter().map(|path| name(path)).collect();
    for path in files(dataset, "json")? {
        let known = read_dataset(&json(&path)?);
        published.extend(known.filter(|policy| in_force.contains(&policy.path) || !names.contains(name(&policy.path))));
    }
    // Of one day the first source's counts, which keeps the order of lists.
    published.sort_by(|a, b| (&a.path, &b.day).cmp(&(&b.path, &a.day)));
    published.dedup_by(|later, kept| later.path == kept.path);
    let date = published.iter().map(|policy| policy.day.as_str()).max().unwrap_or_default().to_owned();
    let (current, withdrawn): (Vec<Published>, Vec<Published>) =
        published.into_iter().partition(|policy| in_force.contains(&policy.path));
    println!("{} policies and {} withdrawn ones", current.len(), withdrawn.len());
    Ok(json!({ "date": date, "policies": documents(current), "withdrawn": documents(withdrawn) }))
}

/// What stands last in a path.
fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn documents(policies: Vec<Published>) -> Map<String, Value> {
    policies.into_iter().map(|policy| (policy.path, policy.document)).collect()
}

/// A Python file whose one text is a JSON object.
fn read_moto(text: &str) -> Result<Vec<Published>> {
    let table = text.split("\"\"\"").nth(1).context("the file has no text in it")?;
    anyhow::ensure!(!table.contains('\\'), "the text has escapes of Python");
    let table: Map<String, Value> = serde_json::from_str(table)?;
    let policies = table.iter().map(|(name, policy)| {
        let path = policy.get("Path").and_then(Value::as_str).unwrap_or("/");
        let document = policy.get("Document").cloned().with_context(|| format!("`{name}` has no document"))?;
        Ok(Published {
            path: format!("{}{name}", path.trim_start_matches('/')),
            day: day(policy, "UpdateDate"),
            document,
        })
    });
    policies.collect()
}

/// One file of the data set; those of policies withdrawn long ago have no ARN and no day.
fn read_dataset(policy: &Value) -> Option<Published> {
    let arn = policy.get("arn").and_then(Value::as_str);
    let name = policy.get("name").and_then(Value::as_str);
    let path = arn.and_then(|arn| arn.strip_prefix(ARN)).or(name)?.to_owned();
    Some(Published { path, day: day(policy, "updatedate"), document: policy.get("document")?.clone() })
}

fn day(policy: &Value, field: &str) -> String {
    policy.get(field).and_then(Value::as_str).and_then(|time| time.get(..10)).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sources_are_read() {
        let text = "x = \"\"\"{\"P\": {\"Path\": \"/service-role/\", \"UpdateDate\": \"2026-01-02T03\", \"Document\": {}}}\"\"\"";
        let read = read_moto(text).unwrap();
        assert_eq!((read[0].path.as_str(), read[0].day.as_str()), ("service-role/P", "2026-01-02"));
        let row =
            json!({ "arn": "arn:aws:iam::aws:policy/a/B", "name": "B", "updatedate": "2025-01-02T", "document": {} });
        let read = read_dataset(&row).unwrap();
        assert_eq!((read.path.as_str(), read.day.as_str()), ("a/B", "2025-01-02"));
        let gone = json!({ "arn": null, "name": "B", "updatedate": null, "document": {} });
        assert_eq!(read_dataset(&gone).map(|policy| (policy.path, policy.day)), Some(("B".into(), String::new())));
    }
}
