//! The OSV schema, as far as it is read.

use packages::Ecosystem;
use serde::Deserialize;
use versions::{Scheme, Version};

use super::{Advisory, Affected, Bound, Event, Range};

#[derive(Deserialize)]
pub(super) struct Record {
    id: String,
    #[serde(default)]
    aliases: Vec<String>,
    withdrawn: Option<String>,
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
}

#[derive(Deserialize)]
struct AffectedRecord {
    package: Option<PackageRecord>,
    #[serde(default)]
    ranges: Vec<RangeRecord>,
    #[serde(default)]
    versions: Vec<String>,
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
    let vectors = record.severity.into_iter().filter(|severity| severity.kind.starts_with("CVSS_V"));
    let cwe = |id: &String| id.strip_prefix("CWE-")?.parse().ok();
    Advisory {
        cvss: vectors.max_by(|one, two| one.kind.cmp(&two.kind)).map(|severity| severity.score),
        cwe: record.database_specific.cwe_ids.iter().filter_map(cwe).collect(),
        id: record.id,
        aliases: record.aliases,
        is_withdrawn: record.withdrawn.is_some(),
        affected: record.affected.into_iter().filter_map(affected).collect(),
    }
}

fn affected(record: AffectedRecord) -> Option<Affected> {
    let package = record.package?;
    let ecosystem = Ecosystem::of_name(&package.ecosystem)?;
    let scheme = ecosystem.scheme();
    let has_versions = |range: &RangeRecord| range.kind == "SEMVER" || range.kind == "ECOSYSTEM";
    Some(Affected {
        ecosystem,
        name: ecosystem.normalise(&package.name),
        versions: record.versions.iter().map(|text| Version::parse(scheme, text)).collect(),
        ranges: record.ranges.into_iter().filter(has_versions).map(|record| range(record, scheme)).collect(),
    })
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
