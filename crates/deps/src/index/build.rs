//! From advisories to an index.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use packages::Ecosystem;

use super::bytes::{put_bytes, put_number};
use super::span::{CLOSED, FROM, Span, TO};
use super::{ABOUT, ADVISORIES, BUCKETS, KEYS, MAGIC, NAMES, PACKAGES, PLACES, RULES, SECTIONS, code, hash};
use crate::Advisory;

/// The data does not fit an index, whose places are of 32 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("there are more advisories than an index can hold")]
pub struct TooLarge;

/// The index of some advisories as of a day, `YYYY-MM-DD`. Withdrawn ones are left out. The same advisories give the same bytes.
///
/// # Errors
/// When a section grows beyond 4 GiB.
pub fn build(advisories: &[Advisory], as_of: &str) -> Result<Vec<u8>, TooLarge> {
    let mut live: Vec<&Advisory> = advisories.iter().filter(|advisory| !advisory.is_withdrawn).collect();
    live.sort_by(|one, two| one.id.cmp(&two.id));
    let mut sections: [Vec<u8>; SECTIONS] = Default::default();
    sections[ABOUT] = about(&live, as_of);
    for advisory in &live {
        let place = place(&sections[ADVISORIES])?;
        sections[PLACES].extend(place.to_le_bytes());
        put_advisory(&mut sections[ADVISORIES], advisory);
    }
    let mut keys = Keys::default();
    // By where a package is looked for; the name tells apart what has the same place.
    let mut packages: BTreeMap<(usize, u32, u64, &str), Vec<u8>> = BTreeMap::new();
    for (name, rules) in by_package(&live) {
        let (bucket, check) = hash(name.0, name.1);
        packages.insert((bucket, check, code(name.0), name.1), keys.rules(&rules)?);
    }
    let mut starts: Vec<u32> = Vec::new();
    for ((bucket, check, ecosystem, name), rules) in packages {
        let number = place(&sections[PACKAGES])? / super::ENTRY as u32;
        starts.resize(bucket + 1, number);
        for number in [check, place(&sections[NAMES])?, place(&sections[RULES])?] {
            sections[PACKAGES].extend(number.to_le_bytes());
        }
        put_number(&mut sections[NAMES], ecosystem);
        put_bytes(&mut sections[NAMES], name.as_bytes());
        sections[RULES].extend(rules);
    }
    let all = place(&sections[PACKAGES])? / super::ENTRY as u32;
    starts.resize((1 << 16) + 1, all);
    sections[BUCKETS] = starts.into_iter().flat_map(u32::to_le_bytes).collect();
    sections[KEYS] = keys.bytes;
    joined(&sections)
}

/// The file of all sections.
fn joined(sections: &[Vec<u8>; SECTIONS]) -> Result<Vec<u8>, TooLarge> {
    let mut file = MAGIC.to_vec();
    let mut start = u32::try_from(MAGIC.len() + SECTIONS * 8).map_err(|_| TooLarge)?;
    for section in sections {
        let length = place(section)?;
        file.extend(start.to_le_bytes());
        file.extend(length.to_le_bytes());
        start = start.checked_add(length).ok_or(TooLarge)?;
    }
    sections.iter().for_each(|section| file.extend_from_slice(section));
    Ok(file)
}

fn about(live: &[&Advisory], as_of: &str) -> Vec<u8> {
    let mut counts: BTreeMap<Ecosystem, u64> = BTreeMap::new();
    for advisory in live {
        let own: BTreeSet<Ecosystem> = advisory.affected.iter().map(|affected| affected.ecosystem).collect();
        own.into_iter().for_each(|ecosystem| *counts.entry(ecosystem).or_default() += 1);
    }
    let mut out = Vec::new();
    put_bytes(&mut out, as_of.as_bytes());
    put_number(&mut out, counts.len() as u64);
    for (ecosystem, count) in counts {
        put_bytes(&mut out, ecosystem.name().as_bytes());
        put_number(&mut out, count);
    }
    out
}

fn put_advisory(out: &mut Vec<u8>, advisory: &Advisory) {
    // The ids of malicious packages are many and alike.
    match malicious(&advisory.id) {
        Some((year, number)) => {
            put_number(out, year);
            put_number(out, number);
        }
        None => {
            put_number(out, 0);
            put_bytes(out, advisory.id.as_bytes());
        }
    }
    put_number(out, advisory.aliases.len() as u64);
    advisory.aliases.iter().for_each(|alias| put_bytes(out, alias.as_bytes()));
    put_bytes(out, advisory.cvss.as_deref().unwrap_or_default().as_bytes());
    put_number(out, advisory.cwe.len() as u64);
    advisory.cwe.iter().for_each(|number| put_number(out, u64::from(*number)));
}

/// The year and number of an id `MAL-2024-1234`, if they are all there is to it.
fn malicious(id: &str) -> Option<(u64, u64)> {
    let (year, number) = id.strip_prefix("MAL-")?.split_once('-')?;
    let (year, number) = (year.parse().ok()?, number.parse().ok()?);
    (year > 0 && format!("MAL-{year}-{number}") == id).then_some((year, number))
}

/// The spans of each advisory about each package, by the advisory's number.
type Rules<'a> = BTreeMap<u32, Vec<Span<'a>>>;

fn by_package<'a>(live: &[&'a Advisory]) -> BTreeMap<(Ecosystem, &'a str), Rules<'a>> {
    let mut packages: BTreeMap<(Ecosystem, &str), Rules<'_>> = BTreeMap::new();
    for (advisory, number) in live.iter().zip(0..) {
        for affected in &advisory.affected {
            let rules = packages.entry((affected.ecosystem, affected.name.as_str())).or_default();
            rules.entry(number).or_default().extend(Span::of(affected));
        }
    }
    packages
}

/// The keys of versions, each once.
#[derive(Default)]
struct Keys<'a> {
    bytes: Vec<u8>,
    places: HashMap<&'a [u8], u32>,
}

impl<'a> Keys<'a> {
    fn rules(&mut self, rules: &Rules<'a>) -> Result<Vec<u8>, TooLarge> {
        let mut out = Vec::new();
        put_number(&mut out, rules.len() as u64);
        let mut before = 0;
        for (number, spans) in rules {
            put_number(&mut out, u64::from(number - before));
            before = *number;
            put_number(&mut out, spans.len() as u64);
            for span in spans {
                let bit = |key: Option<&[u8]>, bit: u64| if key.is_some() { bit } else { 0 };
                let closed = if span.is_closed { CLOSED } else { 0 };
                put_number(&mut out, bit(span.from, FROM) | bit(span.to, TO) | closed);
                for key in [span.from, span.to].into_iter().flatten() {
                    put_number(&mut out, u64::from(self.place(key)?));
                }
            }
        }
        Ok(out)
    }

    fn place(&mut self, key: &'a [u8]) -> Result<u32, TooLarge> {
        if let Some(place) = self.places.get(key) {
            return Ok(*place);
        }
        let place = place(&self.bytes)?;
        put_bytes(&mut self.bytes, key);
        self.places.insert(key, place);
        Ok(place)
    }
}

/// The place at the end of a section.
fn place(section: &[u8]) -> Result<u32, TooLarge> {
    u32::try_from(section.len()).map_err(|_| TooLarge)
}
