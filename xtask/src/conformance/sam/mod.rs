//! The suite `sam`: the SAM transform against the reference, template by template.
//!
//! Kinds: `success` (the output is equal), `normalised` (equal once the hashes of API deployments are made alike),
//! `error` (an error with the same logical ids), `error-text` (the same text), `feature_toggle` and `special`. Without a
//! choice all but `normalised` run.

mod equality;
mod normalised;
mod world;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use sam::{Options, TransformError};
use serde::Deserialize;
use source::{FileId, Limits};
use syntax::{Dialect, Node};

use super::{Filters, Tally};
use crate::house::read;

/// A transform that takes longer than this has failed.
const TIME_LIMIT: Duration = Duration::from_secs(1);

#[derive(Debug, Deserialize)]
struct Case {
    name: String,
    kind: String,
}

/// Runs the suite in `dir`.
pub fn run(dir: &Path, filters: &Filters) -> Result<Tally> {
    let path = dir.join("index.jsonl");
    let mut tally = Tally::default();
    for (number, line) in read(&path)?.lines().enumerate() {
        let case: Case =
            serde_json::from_str(line).with_context(|| format!("{}:{} is no case", path.display(), number + 1))?;
        if filters.wants_case(&case.name) {
            run_case(dir, filters, &case, &mut tally)?;
        }
    }
    Ok(tally)
}

fn run_case(dir: &Path, filters: &Filters, case: &Case, tally: &mut Tally) -> Result<()> {
    let name = case.name.as_str();
    let wants = |kind: &str| filters.wants_kind(kind) && (kind != "normalised" || !filters.kinds.is_empty());
    let template = template(dir, name)?;
    match case.kind.as_str() {
        "success" | "feature_toggle" => {
            for world in world::all(case.kind == "feature_toggle") {
                let expected = output(dir, world.folder, name)?;
                let actual = transform(&template, &world.options);
                let id = format!("{name}@{}", world.options.partition);
                if wants(&case.kind) {
                    tally
                        .count(&id, actual.as_ref().map_err(String::clone).and_then(|a| equality::equal(a, &expected)));
                }
                if case.kind == "success" && wants("normalised") {
                    tally.count(&format!("{id} normalised"), actual.and_then(|a| normalised::equal(&a, &expected)));
                }
            }
        }
        "error" => {
            let expected = output(dir, "", name)?;
            let expected = expected.get("errorMessage").and_then(Node::as_str).unwrap_or_default();
            let actual = refusal(&template, &world::error());
            if wants("error") {
                tally.count(name, actual.as_ref().map_err(String::clone).and_then(|a| same_ids(a, expected)));
            }
            if wants("error-text") {
                tally.count(&format!("{name} text"), actual.and_then(|a| same_text(&a, expected)));
            }
        }
        _ if wants("special") => run_special(dir, name, &template, tally)?,
        _ => {}
    }
    Ok(())
}

fn run_special(dir: &Path, name: &str, template: &Node, tally: &mut Tally) -> Result<()> {
    if name == "translate_always_deploy" {
        let times = [(13.37, "MyApiDeploymentbd307a3ec3"), (42.123, "MyApiDeployment92cfceb39d")];
        for (seconds, id) in times.into_iter().chain([(42.1337, "MyApiDeployment92cfceb39d")]) {
            let actual = transform(template, &world::at(seconds));
            tally.count(&format!("{name} at {seconds}"), actual.and_then(|actual| has_deployment(&actual, id)));
        }
        return Ok(());
    }
    for (passes, expected) in [(true, "translate_convert_metadata"), (false, "translate_convert_no_metadata")] {
        let expected_node = output(dir, "", expected)?;
        let actual = transform(template, &world::with_metadata(passes));
        tally.count(expected, actual.and_then(|actual| equality::equal(&actual, &expected_node)));
    }
    Ok(())
}

fn has_deployment(actual: &Node, id: &str) -> Result<(), String> {
    let resources = actual.get("Resources").and_then(Node::as_map);
    let is_deployment =
        |resource: &Node| resource.get("Type").and_then(Node::as_str) == Some("AWS::ApiGateway::Deployment");
    let found: Vec<&str> = resources
        .into_iter()
        .flat_map(syntax::Map::iter)
        .filter(|(_, resource)| is_deployment(resource))
        .map(|(id, _)| &**id)
        .collect();
    if found == [id] { Ok(()) } else { Err(format!("the deployments are {found:?}, expected {id}")) }
}

fn template(dir: &Path, name: &str) -> Result<Node> {
    let path = dir.join("input").join(format!("{name}.yaml"));
    let document = syntax::parse_one(
        FileId(0),
        &path.to_string_lossy(),
        &read(&path)?,
        Dialect::CloudFormation,
        &Limits::default(),
    );
    document.root.with_context(|| format!("{} is empty", path.display()))
}

fn output(dir: &Path, folder: &str, name: &str) -> Result<Node> {
    let path = dir.join("output").join(folder).join(format!("{name}.json"));
    let document = syntax::parse_json(FileId(1), &read(&path)?, &Limits::default());
    document.root.with_context(|| format!("{} is empty", path.display()))
}

/// Transforms, with panics and slowness as failures.
fn attempt(template: &Node, options: &Options<'_>) -> Result<Result<Node, TransformError>, String> {
    let start = Instant::now();
    let result = catch_unwind(AssertUnwindSafe(|| sam::transform(template, options)));
    let result = result.map_err(|_| "panicked".to_owned())?;
    if start.elapsed() > TIME_LIMIT {
        return Err(format!("took {:?}", start.elapsed()));
    }
    Ok(result.map(|transformed| transformed.template))
}

fn transform(template: &Node, options: &Options<'_>) -> Result<Node, String> {
    attempt(template, options)?.map_err(|error| format!("refused: {error}"))
}

fn refusal(template: &Node, options: &Options<'_>) -> Result<String, String> {
    match attempt(template, options)? {
        Ok(_) => Err("transformed without an error".to_owned()),
        Err(error) => Ok(error.to_string()),
    }
}

/// The ids that a message names, in the form `… with id [ID] is invalid`.
fn ids(message: &str) -> std::collections::BTreeSet<&str> {
    message.split("with id [").skip(1).filter_map(|rest| rest.split_once(']')).map(|(id, _)| id).collect()
}

fn same_ids(actual: &str, expected: &str) -> Result<(), String> {
    if ids(actual) == ids(expected) { Ok(()) } else { Err(format!("names other ids\n    {actual}\n    {expected}")) }
}

fn same_text(actual: &str, expected: &str) -> Result<(), String> {
    let expected = expected.replace("u'", "'");
    if actual == expected { Ok(()) } else { Err(format!("says otherwise\n    {actual}\n    {expected}")) }
}
