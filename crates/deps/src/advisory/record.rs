//! The OSV schema, as far as it is read.

use packages::Ecosystem;
use serde::Deserialize;
use versions::{Scheme, Version};

use super::{Advisory, Affected, Bound, Event, Facts, Level, Nature, Range};

#[derive(Deserialize)]
pub(super) struct Record {
    id: String,
    #[serde(default)]
    aliases: Vec<String>,
    withdrawn: Option<String>,
    published: Option<String>,
    #[serde(default)]
    severity: Vec<SeverityRecord>,
    #[serde(default)]
    database_specific: DatabaseRecord,
    #[serde(default)]
    affected: Vec<AffectedRecord>,
}

#[derive(Deserialize)]
struct SeverityRecord {
    #[serde(rename = "type")]
    kind: String,
    score: String,
}

/// What GitHub's database says of its own, and others after it.
#[derive(Deserialize, Default)]
struct DatabaseRecord {
    #[serde(default)]
    cwe_ids: Vec<String>,
    severity: Option<String>,
}

#[derive(Deserialize)]
struct AffectedRecord {
    package: Option<PackageRecord>,
    #[serde(default)]
    ranges: Vec<RangeRecord>,
    #[serde(default)]
    versions: Vec<String>,
    #[serde(default)]
    ecosystem_specific: Option<EcosystemRecord>,
    #[serde(default)]
    database_specific: Option<AffectedDatabaseRecord>,
}

/// What the databases of Go and Rust say of a package.
#[derive(Deserialize, Default)]
struct EcosystemRecord {
    #[serde(default)]
    imports: Vec<ImportRecord>,
    #[serde(default)]
    custom_ranges: Vec<RangeRecord>,
    #[serde(default)]
    affected_functions: Option<serde_json::Value>,
    affects: Option<AffectsRecord>,
}

/// A package of a Go module, and what of it is affected.
#[derive(Deserialize)]
struct ImportRecord {
    #[serde(default)]
    path: String,
    #[serde(default)]
    symbols: Vec<String>,
}

/// The functions that RustSec names; a list of paths, or paths with versions.
#[derive(Deserialize)]
struct AffectsRecord {
    #[serde(default)]
    functions: Option<serde_json::Value>,
}

#[derive(Deserialize, Default)]
struct AffectedDatabaseRecord {
    informational: Option<String>,
    #[serde(default)]
    upper_bound_unknown: bool,
    /// `<= 1.2.3` or `< 1.2.3`, where GitHub knows no version with the fix.
    last_known_affected_version_range: Option<String>,
}

#[derive(Deserialize)]
struct PackageRecord {
    ecosystem: String,
    name: String,
}

#[derive(Deserialize)]
struct RangeRecord {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    events: Vec<EventRecord>,
}

/// One of these is there.
#[derive(Deserialize)]
struct EventRecord {
    introduced: Option<String>,
    fixed: Option<String>,
    last_affected: Option<String>,
    limit: Option<String>,
}

/// The advisory of a record.
pub(super) fn read(record: Record) -> Advisory {
    // `CVSS_V2` < `CVSS_V3` < `CVSS_V4`; others are no vectors.
    let vectors = record.severity.iter().filter(|severity| severity.kind.starts_with("CVSS_V"));
    let cwe: Vec<u32> =
        record.database_specific.cwe_ids.iter().filter_map(|id| id.strip_prefix("CWE-")?.parse().ok()).collect();
    let informational = record.affected.iter().filter_map(|affected| affected.database_specific.as_ref());
    let informational = informational.filter_map(|database| database.informational.as_deref()).next();
    Advisory {
        nature: nature(&record.id, &cwe, informational),
        is_exploited: false,
        published: record.published.and_then(|time| time.get(..10).map(str::to_owned)),
        cvss: vectors.max_by(|one, two| one.kind.cmp(&two.kind)).map(|severity| severity.score.clone()),
        level: record.database_specific.severity.as_deref().and_then(Level::of_word),
        cwe,
        id: record.id,
        aliases: record.aliases,
        is_withdrawn: record.withdrawn.is_some(),
        affected: record.affected.into_iter().filter_map(affected).collect(),
    }
}

/// CWE-506: embedded malicious code.
fn nature(id: &str, cwe: &[u32], informational: Option<&str>) -> Nature {
    match informational {
        _ if id.starts_with("MAL-") || cwe.contains(&506) => Nature::Malicious,
        Some("unsound") => Nature::Unsound,
        Some("unmaintained") => Nature::Unmaintained,
        Some(_) => Nature::Notice,
        None => Nature::Vulnerability,
    }
}

fn affected(record: AffectedRecord) -> Option<Affected> {
    let package = record.package?;
    let ecosystem = Ecosystem::of_name(&package.ecosystem)?;
    let scheme = ecosystem.scheme();
    let has_versions = |range: &RangeRecord| range.kind == "SEMVER" || range.kind == "ECOSYSTEM";
    let ranges = |records: Vec<RangeRecord>| {
        records.into_iter().filter(has_versions).map(|record| range(record, scheme)).collect::<Vec<_>>()
    };
    let mut specific = record.ecosystem_specific.unwrap_or_default();
    let database = record.database_specific.unwrap_or_default();
    let ranges = ranges(record.ranges);
    let mut custom_ranges: Vec<Range> = std::mem::take(&mut specific.custom_ranges)
        .into_iter()
        .filter(has_versions)
        .map(|own| range(own, scheme))
        .collect();
    let last = database.last_known_affected_version_range.as_deref().and_then(|text| last_known(text, scheme));
    if let Some(last) = last.filter(|_| custom_ranges.is_empty()) {
        custom_ranges = ranges.iter().map(|own| own.ended_by(&last)).collect();
    }
    let versions: Vec<Version> = record.versions.iter().map(|text| Version::parse(scheme, text)).collect();
    // Who asks what a range of versions has asks the ranges only.
    let listed = versions.iter().filter(|_| ranges.is_empty() && custom_ranges.is_empty()).map(Range::single);
    let listed: Vec<Range> = listed.collect();
    Some(Affected {
        ecosystem,
        name: ecosystem.normalise(&package.name),
        versions,
        facts: Facts {
            is_end_unknown: database.upper_bound_unknown && custom_ranges.is_empty(),
            ranges: if listed.is_empty() { ranges } else { listed },
            custom_ranges,
            symbols: symbols(&specific),
        },
    })
}

/// What ends a range that has no end.
fn last_known(text: &str, scheme: Scheme) -> Option<Event> {
    let bound = |text: &str| Bound::At(Version::parse(scheme, text.trim()));
    match text.trim().strip_prefix("<=") {
        Some(last) => Some(Event::LastAffected(bound(last))),
        None => text.trim().strip_prefix('<').map(|end| Event::Fixed(bound(end))),
    }
}

/// The functions in which the fault lies.
fn symbols(specific: &EcosystemRecord) -> Vec<String> {
    let of_go = specific
        .imports
        .iter()
        .flat_map(|import| import.symbols.iter().map(move |symbol| format!("{}.{symbol}", import.path)));
    let lists =
        [&specific.affected_functions, &specific.affects.as_ref().and_then(|affects| affects.functions.clone())]
            .into_iter()
            .flatten()
            .flat_map(names)
            .collect::<Vec<_>>();
    let mut symbols: Vec<String> = of_go.chain(lists).collect();
    symbols.sort_unstable();
    symbols.dedup();
    symbols
}

/// The names of a list of texts, or of a mapping of names to versions.
fn names(value: &serde_json::Value) -> Vec<String> {
    match value {
        serde_json::Value::Array(names) => names.iter().filter_map(|name| name.as_str().map(str::to_owned)).collect(),
        serde_json::Value::Object(map) => map.keys().cloned().collect(),
        _ => Vec::new(),
    }
}

fn range(record: RangeRecord, scheme: Scheme) -> Range {
    let bound = |text: &String| match text.as_str() {
        "0" => Bound::Start,
        text => Bound::At(Version::parse(scheme, text)),
    };
    let (mut events, mut limits) = (Vec::new(), Vec::new());
    for event in record.events {
        events.extend(event.introduced.as_ref().map(|text| Event::Introduced(bound(text))));
        events.extend(event.fixed.as_ref().map(|text| Event::Fixed(bound(text))));
        events.extend(event.last_affected.as_ref().map(|text| Event::LastAffected(bound(text))));
        // `*` is no limit at all.
        limits.extend(event.limit.as_ref().filter(|text| *text != "*").map(bound));
    }
    Range::new(events, limits)
}
