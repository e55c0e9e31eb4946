//! What a platform puts beside the code of its functions: data/provided-packages/packages.json as a table.
//!
//! Code imports such packages though no list of the project has them. They are told and not judged: most platforms move
//! their versions as they like.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use model::{Cloud, Project};
use serde::Deserialize;

/// A package that a runtime brings.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Provided {
    /// The ecosystem, by its name in the OSV schema.
    pub ecosystem: String,
    /// The name; a `*` at its end stands for a family.
    pub name: String,
    /// The version that was documented on the day of its row; `None` where the cloud names none.
    pub version: Option<String>,
}

/// What is known of some runtimes.
#[derive(Debug, PartialEq, Eq, Deserialize)]
pub struct Provision {
    cloud: String,
    runtimes: Vec<String>,
    /// What they bring; empty where they are known to bring nothing.
    pub packages: Vec<Provided>,
    /// The day on which that was so, `YYYY-MM-DD`.
    pub day: String,
    /// Where that is said.
    pub source: String,
}

/// The functions of one runtime that brings packages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brought {
    /// The runtime in its cloud's own word.
    pub runtime: Arc<str>,
    /// The functions, by their full names, sorted.
    pub functions: Vec<String>,
    /// What is known of the runtime.
    pub provision: &'static Provision,
}

/// What a runtime brings, in its cloud's own word such as `python3.13` or, for Azure, `node|18`; `None` when the table does
/// not know it.
pub fn provided(cloud: Cloud, runtime: &str) -> Option<&'static Provision> {
    let cloud = match cloud {
        Cloud::Aws => "aws",
        Cloud::Azure => "azure",
        Cloud::Gcp => "gcp",
    };
    let is_meant = |known: &String| match known.strip_suffix('*') {
        Some(start) => runtime.starts_with(start),
        None => known == runtime,
    };
    TABLE.rows.iter().find(|row| row.cloud == cloud && row.runtimes.iter().any(is_meant))
}

/// What the runtimes of a project bring to its functions.
pub(super) fn brought(project: &Project) -> Vec<Brought> {
    let mut found: BTreeMap<(Cloud, Arc<str>), Vec<String>> = BTreeMap::new();
    for (_, function) in project.function_ids() {
        let Some(stack) = project.stacks.get(function.resource.stack.index()) else { continue };
        let mut runtimes: Vec<Arc<str>> = function.runtime.known().map(|(_, runtime, _)| Arc::clone(runtime)).collect();
        runtimes.sort();
        runtimes.dedup();
        for runtime in runtimes {
            found.entry((stack.cloud, runtime)).or_default().push(project.full_name(&function.resource));
        }
    }
    let known = found.into_iter().filter_map(|((cloud, runtime), mut functions)| {
        functions.sort();
        let provision = provided(cloud, &runtime).filter(|provision| !provision.packages.is_empty())?;
        Some(Brought { runtime, functions, provision })
    });
    known.collect()
}

#[derive(Debug, Default, Deserialize)]
struct Table {
    rows: Vec<Provision>,
}

/// INVARIANT: the table parses, which a test holds; were it not to, every runtime would be unknown.
static TABLE: LazyLock<Table> = LazyLock::new(|| parse().unwrap_or_default());

fn parse() -> serde_json::Result<Table> {
    serde_json::from_str(include_str!("../../../../data/provided-packages/packages.json"))
}

#[cfg(test)]
mod tests {
    use packages::Ecosystem;

    use super::*;

    #[test]
    fn the_table_parses_and_names_what_exists() {
        for row in parse().unwrap().rows {
            assert!(["aws", "azure", "gcp"].contains(&row.cloud.as_str()) && !row.runtimes.is_empty(), "{row:?}");
            assert!(row.day.len() == 10 && !row.source.is_empty(), "{row:?}");
            for package in &row.packages {
                assert!(Ecosystem::of_name(&package.ecosystem).is_some() && !package.name.is_empty(), "{package:?}");
            }
        }
    }

    #[test]
    fn a_runtime_brings_its_sdk() {
        let names = |cloud, runtime: &str| -> Vec<&str> {
            provided(cloud, runtime).unwrap().packages.iter().map(|package| package.name.as_str()).collect()
        };
        assert_eq!(names(Cloud::Aws, "python3.13"), ["boto3", "botocore"]);
        assert_eq!(names(Cloud::Aws, "nodejs22.x"), ["@aws-sdk/*", "@smithy/*"]);
        assert_eq!(names(Cloud::Aws, "java21"), [""; 0]);
        assert_eq!(names(Cloud::Azure, "python|3.11"), ["azure-functions", "grpcio", "protobuf"]);
        assert_eq!(names(Cloud::Gcp, "python312"), ["functions-framework"]);
        let old = provided(Cloud::Aws, "nodejs16.x").unwrap();
        assert_eq!(old.packages.first().unwrap().version.as_deref(), Some("2.1083.0"));
        assert_eq!(provided(Cloud::Aws, "cobol85"), None);
        assert_eq!(provided(Cloud::Gcp, "java21"), None);
    }
}
