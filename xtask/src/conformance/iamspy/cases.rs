//! The cases, read from the literals of the suite's tests.

use std::path::Path;

use anyhow::{Context as _, Result};
use serde_json::Value;
use source::{FileId, Limits};

use crate::house;

/// One case.
pub(super) struct Case {
    pub name: String,
    pub kind: &'static str,
    /// The names of the files by what they hold.
    pub files: Value,
    /// What is asked.
    pub asked: Vec<Value>,
    /// What the answer must be.
    pub expected: Value,
}

/// The cases of a file of tests: lists of literals, each followed by the function that takes them.
pub(super) fn read(path: &Path) -> Result<Vec<Case>> {
    let text = house::read(path)?;
    let mut cases = Vec::new();
    for block in text.split("\"files,inp,out\",").skip(1) {
        let (literals, test) =
            block.split_once("\n    ],\n)\n").context("a list of cases does not end as the others")?;
        let kind = match test {
            test if test.starts_with("def test_can_i(") => "can-i",
            test if test.starts_with("def test_who_can(") => "who-can",
            _ => "who-can-batch",
        };
        let list = values(&format!("{literals}]"))?;
        for (index, case) in list.as_array().into_iter().flatten().enumerate() {
            let part = |at: usize| case.get(at).cloned().unwrap_or_default();
            let asked = part(1).as_array().cloned().unwrap_or_default();
            cases.push(Case { name: format!("{kind} {index}"), kind, files: part(0), asked, expected: part(2) });
        }
    }
    Ok(cases)
}

/// Literals of the suite's language as JSON: tuples and the arguments of `set` become lists.
fn values(literals: &str) -> Result<Value> {
    let mut json = String::new();
    for (index, piece) in literals.split('"').enumerate() {
        if index > 0 {
            json.push('"');
        }
        if index % 2 == 1 {
            json.push_str(piece);
            continue;
        }
        let piece = piece.replace("set(", "[").replace(['('], "[").replace([')'], "]");
        json.push_str(&piece.replace("True", "true").replace("False", "false").replace("None", "null"));
    }
    let document = syntax::parse_json(FileId(0), &json, &Limits::default());
    anyhow::ensure!(document.is_whole(), "the literals are not understood: {:?}", document.notices.first());
    let root = document.root.map(|root| root.to_json()).unwrap_or_default();
    Ok(serde_json::from_str(&root)?)
}
