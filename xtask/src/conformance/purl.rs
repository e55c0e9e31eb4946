//! The suite `purl`: package URLs parsed, built and brought to canonical form.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context as _, Result};
use packages::{Parts, Purl};
use serde::Deserialize;
use serde_json::Value;

use super::{Filters, Tally};
use crate::house::read;

#[derive(Debug, Deserialize)]
struct File {
    tests: Vec<Case>,
}

#[derive(Debug, Deserialize)]
struct Case {
    description: String,
    test_group: String,
    test_type: String,
    input: Value,
    #[serde(default)]
    expected_output: Value,
    expected_failure: bool,
}

#[derive(Debug, Deserialize, PartialEq)]
struct Expected {
    #[serde(rename = "type")]
    kind: Option<String>,
    namespace: Option<String>,
    name: Option<String>,
    version: Option<String>,
    qualifiers: Option<BTreeMap<String, String>>,
    subpath: Option<String>,
}

/// Runs the suite in `dir`; a kind is what is done: `parse`, `build` or `validate`.
pub fn run(dir: &Path, filters: &Filters) -> Result<Tally> {
    let mut tally = Tally::default();
    for folder in ["spec", "types"] {
        let mut paths: Vec<_> =
            std::fs::read_dir(dir.join(folder))?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
        paths.sort();
        for path in paths {
            let file: File = serde_json::from_str(&read(&path)?)
                .with_context(|| format!("{} is no list of cases", path.display()))?;
            let stem = path.file_stem().unwrap_or_default().to_string_lossy();
            for (number, case) in file.tests.iter().enumerate() {
                let name = format!("{stem}/{number} {} {} {}", case.test_group, case.test_type, case.description);
                if filters.wants_kind(&case.test_type) && filters.wants_case(&name) {
                    tally.count(&name, judge(case));
                }
            }
        }
    }
    Ok(tally)
}

fn judge(case: &Case) -> Result<(), String> {
    let outcome = outcome(case)?;
    match (outcome, case.expected_failure) {
        (Ok(actual), true) => Err(format!("`{actual}` should have been refused")),
        (Err(_), true) => Ok(()),
        (Err(reason), false) => Err(reason),
        (Ok(purl), false) if case.test_type == "parse" => {
            let expected: Expected = serde_json::from_value(case.expected_output.clone()).map_err(|e| e.to_string())?;
            let actual = parts_of(&purl);
            if actual == expected { Ok(()) } else { Err(format!("{actual:?}, expected {expected:?}")) }
        }
        (Ok(purl), false) => {
            let (actual, expected) = (purl.to_string(), case.expected_output.as_str().unwrap_or_default());
            if actual == expected { Ok(()) } else { Err(format!("`{actual}`, expected `{expected}`")) }
        }
    }
}

/// What Maremma makes of the input; the outer error is a case this runner does not understand.
fn outcome(case: &Case) -> Result<Result<Purl, String>, String> {
    if case.test_type == "build" {
        let given: Expected = serde_json::from_value(case.input.clone()).map_err(|e| e.to_string())?;
        return Ok(Purl::build(Parts {
            kind: given.kind.unwrap_or_default(),
            namespace: given.namespace.unwrap_or_default(),
            name: given.name.unwrap_or_default(),
            version: given.version.unwrap_or_default(),
            qualifiers: given.qualifiers.unwrap_or_default(),
            subpath: given.subpath.unwrap_or_default(),
        })
        .map_err(|error| error.to_string()));
    }
    let text = case.input.as_str().ok_or("the input is no text")?;
    Ok(text.parse::<Purl>().map_err(|error| error.to_string()))
}

fn parts_of(purl: &Purl) -> Expected {
    Expected {
        kind: Some(purl.kind().to_owned()),
        namespace: purl.namespace().map(str::to_owned),
        name: Some(purl.name().to_owned()),
        version: purl.version().map(str::to_owned),
        qualifiers: Some(purl.qualifiers().clone()).filter(|found| !found.is_empty()),
        subpath: purl.subpath().map(str::to_owned),
    }
}
