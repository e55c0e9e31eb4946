//! Policies as mirrors of AWS keep them.

use std::path::Path;

use anyhow::Result;
use serde_json::Value;

use crate::house::read;

/// One policy.
#[derive(Debug)]
pub(super) struct Policy {
    /// The name of its file.
    pub(super) name: String,
    /// Its document.
    pub(super) document: Value,
}

/// The policies of all files in a folder, by name; files that hold none are left out.
pub(super) fn corpus(folder: &Path) -> Result<Vec<Policy>> {
    let mut policies = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if !path.is_file() {
            continue;
        }
        let Ok(value) = serde_json::from_str::<Value>(&read(&path)?) else { continue };
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        policies.extend(document(&value).map(|document| Policy { name, document: document.clone() }));
    }
    policies.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(policies)
}

/// The document: the value itself, or where an answer of the API has it.
fn document(value: &Value) -> Option<&Value> {
    let places = ["", "/document", "/PolicyVersion/Document"];
    places.iter().filter_map(|place| value.pointer(place)).find(|found| found.get("Statement").is_some())
}
