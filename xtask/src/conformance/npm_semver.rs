//! The suite `npm-semver`: npm's versions and ranges as tables of node-semver.
//!
//! The tables `increments` and `truncations` are left out: nothing here makes one version of another.

use std::cmp::Ordering;
use std::path::Path;

use anyhow::{Context as _, Result};
use serde::Deserialize;
use serde_json::{Map, Value};
use versions::{NpmOptions, NpmRange, Range, Scheme, Version};

use super::{Filters, Tally};
use crate::house::read;

/// Whether what a table asserts holds of a row.
type Judge = fn(&Row) -> Result<(), String>;

/// The tables.
const TABLES: [(&str, Judge); 10] = [
    ("comparator-intersection", intersection),
    ("comparisons", comparison),
    ("equality", equality),
    ("invalid-versions", invalid),
    ("range-parse", canonical),
    ("valid-versions", valid),
    ("version-gt-range", |row| holds(row.range("range")?.ends_before(&row.version("version")))),
    ("version-lt-range", |row| holds(row.range("range")?.begins_after(&row.version("version")))),
    ("version-not-gt-range", |row| holds(!row.range("range")?.ends_before(&row.version("version")))),
    ("version-not-lt-range", |row| holds(!row.range("range")?.begins_after(&row.version("version")))),
];

#[derive(Debug, Deserialize)]
struct Table {
    rows: Vec<Row>,
}

#[derive(Debug, Deserialize)]
struct Row(Map<String, Value>);

impl Row {
    fn value(&self, column: &str) -> &Value {
        self.0.get(column).unwrap_or(&Value::Null)
    }

    fn text(&self, column: &str) -> &str {
        self.value(column).as_str().unwrap_or_default()
    }

    fn version(&self, column: &str) -> Version {
        Version::parse(Scheme::Npm, self.text(column))
    }

    /// The table of comparators has its one option as a column.
    fn options(&self) -> NpmOptions {
        let option = |name: &str| self.value("options").get(name).or(self.0.get(name)) == Some(&Value::Bool(true));
        NpmOptions { loose: option("loose"), include_prerelease: option("includePrerelease") }
    }

    fn range(&self, column: &str) -> Result<Range, String> {
        let range = NpmRange::parse(self.text(column), self.options());
        range.map(Range::from).map_err(|error| error.to_string())
    }
}

/// Runs the suite in `dir`; a kind is a table.
pub fn run(dir: &Path, filters: &Filters) -> Result<Tally> {
    let mut tally = Tally::default();
    for (name, judge) in TABLES.into_iter().filter(|(name, _)| filters.wants_kind(name)) {
        let path = dir.join(format!("{name}.json"));
        let table: Table =
            serde_json::from_str(&read(&path)?).with_context(|| format!("{} is no table", path.display()))?;
        for (row, number) in table.rows.iter().zip(1..) {
            let case = format!("{name}:{number}");
            if filters.wants_case(&case) {
                let result = judge(row);
                tally.count(&case, result.map_err(|reason| format!("{reason}: {}", Value::Object(row.0.clone()))));
            }
        }
    }
    Ok(tally)
}

fn holds(fact: bool) -> Result<(), String> {
    if fact { Ok(()) } else { Err("does not hold".to_owned()) }
}

fn intersection(row: &Row) -> Result<(), String> {
    let (one, two) = (row.range("comparator0")?, row.range("comparator1")?);
    holds([one.intersects(&two), two.intersects(&one)].into_iter().all(|answer| *row.value("intersects") == answer))
}

fn comparison(row: &Row) -> Result<(), String> {
    let (greater, smaller) = (row.version("greater"), row.version("smaller"));
    let with_themselves = [greater.cmp(&greater), smaller.cmp(&smaller)];
    holds(both_ways(&greater, &smaller, Ordering::Greater) && with_themselves == [Ordering::Equal; 2])
}

fn equality(row: &Row) -> Result<(), String> {
    holds(both_ways(&row.version("version0"), &row.version("version1"), Ordering::Equal))
}

fn both_ways(one: &Version, two: &Version, expected: Ordering) -> bool {
    (one.cmp(two), two.cmp(one)) == (expected, expected.reverse())
}

/// Refused as a version; what is refused even loosely is refused as a range too.
fn invalid(row: &Row) -> Result<(), String> {
    let options = row.options();
    let is_range = options.loose && NpmRange::parse(row.text("value"), options).is_ok();
    holds(!row.version("value").is_valid() && !is_range)
}

/// Valid, and the same as the version put together of its parts.
fn valid(row: &Row) -> Result<(), String> {
    let part = |column: &str| row.value(column).to_string();
    let prerelease: Vec<String> = row.value("prerelease").as_array().into_iter().flatten().map(identifier).collect();
    let numbers = format!("{}.{}.{}", part("major"), part("minor"), part("patch"));
    let hyphen = if prerelease.is_empty() { "" } else { "-" };
    let rebuilt = Version::parse(Scheme::Npm, &format!("{numbers}{hyphen}{}", prerelease.join(".")));
    let version = row.version("version");
    holds(version.is_valid() && version == rebuilt && version.is_prerelease() != prerelease.is_empty())
}

fn identifier(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The canonical text is as expected, and is the canonical text of itself.
fn canonical(row: &Row) -> Result<(), String> {
    let text = |range: &str| NpmRange::parse(range, row.options()).map(|range| range.to_string());
    match (text(row.text("range")), row.value("canonical").as_str()) {
        (Ok(found), Some(expected)) if found == expected && text(&found) == Ok(found.clone()) => Ok(()),
        (Err(_), None) => Ok(()),
        (found, _) => Err(format!("{found:?}")),
    }
}
