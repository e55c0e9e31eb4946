//! The suite `advisories`: which records of a database concern which packages.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read as _;
use std::path::Path;

use anyhow::{Context as _, Result};
use deps::{Advisories, Advisory, Index, build, groups};
use packages::Ecosystem;
use serde::Deserialize;
use versions::Version;

use super::{Filters, Tally};
use crate::house::read;

/// One line of the suite.
#[derive(Debug, Deserialize)]
struct Query {
    ecosystem: String,
    package: String,
    version: String,
    /// The ids of all records that match, sorted.
    expect: BTreeSet<String>,
}

/// Runs the suite in `dir`; a kind is an ecosystem. A database that cannot be read is an error, not a miss.
pub fn run(dir: &Path, filters: &Filters) -> Result<Tally> {
    let mut databases = BTreeMap::new();
    for ecosystem in Ecosystem::OF_LANGUAGES.into_iter().filter(|ecosystem| filters.wants_kind(ecosystem.name())) {
        let advisories = database(&dir.join(format!("{}.jsonl.zst", ecosystem.name())))?;
        let index = build(advisories.all(), &BTreeMap::new())?;
        databases.insert(ecosystem.name(), (advisories, index));
    }
    let path = dir.join("queries.jsonl");
    let mut tally = Tally::default();
    for (number, line) in read(&path)?.lines().enumerate() {
        let query: Query =
            serde_json::from_str(line).with_context(|| format!("{}:{} is no query", path.display(), number + 1))?;
        let name = format!("{}/{}@{}", query.ecosystem, query.package, query.version);
        let database = databases.get(query.ecosystem.as_str()).filter(|_| filters.wants_case(&name));
        if let Some((advisories, index)) = database {
            tally.count(&name, judge(&query, advisories, &Index::open(index)?));
        }
    }
    if filters.wants_kind(SNAPSHOT) && filters.wants_case(SNAPSHOT) {
        tally.count(SNAPSHOT, snapshot(dir));
    }
    Ok(tally)
}

/// The case that the index in the program is that of the suite.
const SNAPSHOT: &str = "snapshot";

fn snapshot(dir: &Path) -> Result<(), String> {
    let built = crate::data::advisories::index(dir).map_err(|error| error.to_string())?;
    if built == Index::EMBEDDED {
        Ok(())
    } else {
        Err("the index in the program is not that of these records".to_owned())
    }
}

/// The records of a file of the suite.
pub fn database(path: &Path) -> Result<Advisories> {
    let file = fs::File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
    let mut text = String::new();
    ruzstd::decoding::StreamingDecoder::new(file)
        .map_err(anyhow::Error::from)
        .and_then(|mut decoder| Ok(decoder.read_to_string(&mut text)?))
        .with_context(|| format!("cannot unpack {}", path.display()))?;
    Advisories::read_lines(&text)
        .map_err(|(line, error)| anyhow::anyhow!("{}, record in line {line}: {error}", path.display()))
}

/// Both the records and the index of them must know the answer.
fn judge(query: &Query, advisories: &Advisories, index: &Index<'_>) -> Result<(), String> {
    let ecosystem = Ecosystem::of_name(&query.ecosystem).ok_or("the ecosystem is unknown")?;
    let found = advisories.about(ecosystem, &query.package, &query.version);
    let ids = |found: &[&Advisory]| found.iter().map(|advisory| advisory.id.clone()).collect::<BTreeSet<_>>();
    let own = ids(&found);
    if own != query.expect {
        let missing: Vec<&String> = query.expect.difference(&own).collect();
        let unexpected: Vec<&String> = own.difference(&query.expect).collect();
        return Err(format!("missing {missing:?}, unexpected {unexpected:?}"));
    }
    let version = Version::parse(ecosystem.scheme(), &query.version);
    let indexed = index.about(ecosystem, &ecosystem.normalise(&query.package), &version);
    let indexed: BTreeSet<String> =
        indexed.map_err(|error| error.to_string())?.into_iter().map(|entry| entry.id).collect();
    if indexed != own {
        return Err(format!("the index answers {indexed:?}"));
    }
    let grouped = groups(&found);
    if grouped.len() > found.len() || grouped.iter().flatten().map(|one| one.id.clone()).collect::<BTreeSet<_>>() != own
    {
        return Err("groups of aliases lose or gain records".to_owned());
    }
    Ok(())
}
