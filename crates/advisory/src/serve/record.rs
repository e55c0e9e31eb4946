//! What an index knows of an advisory as a record in the OSV schema. What it does not know is left out: texts, references, credits,
//! and versions that the source lists one by one.

use deps::{Bound, Event, IndexError, Indexes, Known, Level, Nature, Range};
use packages::Ecosystem;
use serde_json::{Map, Value, json};

/// The version of the schema that records are in.
const SCHEMA: &str = "1.7.5";

/// A package that an advisory is about, with all that the index knows of the two.
pub(super) struct Part<'b> {
    pub ecosystem: Ecosystem,
    pub name: &'b str,
    pub known: Known<'b>,
    /// The day of the ecosystem's data.
    pub as_of: &'b str,
}

/// What an index knows of an id about a package.
pub(super) fn known_of<'b>(
    indexes: &Indexes<'b>,
    ecosystem: Ecosystem,
    name: &str,
    id: &str,
) -> Result<Option<Known<'b>>, IndexError> {
    let Some(index) = indexes.of(ecosystem) else { return Ok(None) };
    Ok(index.all_about(ecosystem, name)?.into_iter().find(|known| known.id == id))
}

/// The day of an ecosystem's data.
pub(super) fn as_of<'b>(indexes: &Indexes<'b>, ecosystem: Ecosystem) -> &'b str {
    indexes.stocks().find(|stock| stock.ecosystem == ecosystem).map_or("", |stock| stock.as_of)
}

/// The record that these parts are one of. None for no parts.
pub(super) fn record(parts: &[Part<'_>]) -> Option<Value> {
    let known = &parts.first()?.known;
    let mut record = Map::new();
    let mut put = |key: &str, value: Value| record.insert(key.to_owned(), value);
    put("schema_version", SCHEMA.into());
    put("id", known.id.as_str().into());
    put("modified", modified(known, parts.iter().map(|part| part.as_of)).into());
    if let Some(published) = &known.published {
        put("published", time(published).into());
    }
    if !known.aliases.is_empty() {
        put("aliases", json!(known.aliases));
    }
    if let Some(kind) = vector_kind(known.cvss) {
        put("severity", json!([{"type": kind, "score": known.cvss}]));
    }
    put("affected", parts.iter().map(affected).collect());
    let mut specific = Map::new();
    if !known.cwe.is_empty() {
        let ids: Vec<String> = known.cwe.iter().map(|number| format!("CWE-{number}")).collect();
        specific.insert("cwe_ids".to_owned(), json!(ids));
    }
    if let Some(level) = known.level {
        specific.insert("severity".to_owned(), word(level).into());
    }
    if known.is_exploited {
        specific.insert("known_exploited".to_owned(), true.into());
    }
    if !specific.is_empty() {
        put("database_specific", Value::Object(specific));
    }
    Some(Value::Object(record))
}

/// When a record was last changed. The index does not say; it is as it was on the day of the data, and that day stands for it: a
/// client that keeps records asks anew when the data is newer.
pub(super) fn modified<'d>(known: &'d Known<'_>, days: impl Iterator<Item = &'d str>) -> String {
    time(days.chain(known.published.as_deref()).max().filter(|day| !day.is_empty()).unwrap_or("1970-01-01"))
}

/// Midnight of a day.
fn time(day: &str) -> String {
    format!("{day}T00:00:00Z")
}

fn vector_kind(vector: &str) -> Option<&'static str> {
    match vector {
        "" => None,
        vector if vector.starts_with("CVSS:4.") => Some("CVSS_V4"),
        vector if vector.starts_with("CVSS:3.") => Some("CVSS_V3"),
        _ => Some("CVSS_V2"),
    }
}

/// The words of GitHub's database.
const fn word(level: Level) -> &'static str {
    match level {
        Level::Low => "LOW",
        Level::Medium => "MODERATE",
        Level::High => "HIGH",
        Level::Critical => "CRITICAL",
    }
}

fn affected(part: &Part<'_>) -> Value {
    let Part { ecosystem, name, known, .. } = part;
    let mut affected = Map::new();
    affected.insert("package".to_owned(), json!({"ecosystem": ecosystem.name(), "name": name}));
    let ranges: Vec<Value> = known.facts.true_ranges().iter().filter_map(|own| range(*ecosystem, own)).collect();
    if !ranges.is_empty() {
        affected.insert("ranges".to_owned(), ranges.into());
    }
    if !known.facts.symbols.is_empty() {
        affected.insert("ecosystem_specific".to_owned(), json!({"affected_functions": known.facts.symbols}));
    }
    let informational = match known.nature {
        Nature::Vulnerability | Nature::Malicious => None,
        Nature::Unsound => Some("unsound"),
        Nature::Unmaintained => Some("unmaintained"),
        Nature::Notice => Some("notice"),
    };
    if let Some(informational) = informational {
        affected.insert("database_specific".to_owned(), json!({"informational": informational}));
    }
    Value::Object(affected)
}

/// A range; none where nothing introduces what it tells of.
fn range(ecosystem: Ecosystem, range: &Range) -> Option<Value> {
    range.events().iter().find(|event| matches!(event, Event::Introduced(_)))?;
    let bounds = || range.events().iter().map(Event::bound).chain(range.limits());
    let is_valid = |bound: &Bound| match bound {
        Bound::Start => true,
        Bound::At(version) => version.is_valid(),
    };
    let is_semver = matches!(ecosystem, Ecosystem::Npm | Ecosystem::Go | Ecosystem::CratesIo) && bounds().all(is_valid);
    let events = range.events().iter().map(|event| match event {
        Event::Introduced(bound) => json!({"introduced": text(bound)}),
        Event::Fixed(bound) => json!({"fixed": text(bound)}),
        Event::LastAffected(bound) => json!({"last_affected": text(bound)}),
    });
    let limits = range.limits().iter().map(|bound| json!({"limit": text(bound)}));
    let events: Vec<Value> = events.chain(limits).collect();
    Some(json!({"type": if is_semver { "SEMVER" } else { "ECOSYSTEM" }, "events": events}))
}

fn text(bound: &Bound) -> &str {
    match bound {
        Bound::Start => "0",
        Bound::At(version) => version.as_str(),
    }
}
