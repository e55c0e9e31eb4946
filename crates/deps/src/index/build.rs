//! From advisories to an index.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use packages::Ecosystem;

use super::bytes::{put_bytes, put_number};
use super::span::{CLOSED, FROM, Span, TO};
use super::{
    ABOUT, ADVISORIES, BUCKETS, FACTS, KEYS, MAGIC, NAMES, PACKAGES, RULES, SECTIONS, TEXTS, code, facts, hash,
};
use crate::{Advisory, Facts, Nature};

/// The data does not fit an index, whose places are of 32 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("there are more advisories than an index can hold")]
pub struct TooLarge;

/// The index of some advisories. `as_of` has the day of the data of each ecosystem, `YYYY-MM-DD`. Withdrawn ones are left out.
/// The same advisories give the same bytes.
///
/// # Errors
/// When a section grows beyond 4 GiB.
pub fn build(advisories: &[Advisory], as_of: &BTreeMap<Ecosystem, String>) -> Result<Vec<u8>, TooLarge> {
    let mut live: Vec<&Advisory> = advisories.iter().filter(|advisory| !advisory.is_withdrawn).collect();
    live.sort_by(|one, two| one.id.cmp(&two.id));
    let mut sections: [Vec<u8>; SECTIONS] = Default::default();
    sections[ABOUT] = about(&live, as_of);
    let mut places = Vec::new();
    for advisory in &live {
        places.push(place(&sections[ADVISORIES])?);
        put_advisory(&mut sections[ADVISORIES], advisory);
    }
    let mut parts = Parts::default();
    // By where a package is looked for; the name tells apart what has the same place.
    let mut packages: BTreeMap<(usize, u32, u64, &str), Vec<u8>> = BTreeMap::new();
    for (name, rules) in by_package(live.iter().copied().zip(places)) {
        let (bucket, check) = hash(name.0, name.1);
        packages.insert((bucket, check, code(name.0), name.1), parts.rules(&rules)?);
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
    (sections[KEYS], sections[FACTS], sections[TEXTS]) = (parts.keys.bytes, parts.facts, parts.texts.bytes);
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

fn about(live: &[&Advisory], as_of: &BTreeMap<Ecosystem, String>) -> Vec<u8> {
    let mut counts: BTreeMap<Ecosystem, (u64, u64)> = as_of.keys().map(|ecosystem| (*ecosystem, (0, 0))).collect();
    for advisory in live {
        let own: BTreeSet<Ecosystem> = advisory.affected.iter().map(|affected| affected.ecosystem).collect();
        for ecosystem in own {
            let (records, malicious) = counts.entry(ecosystem).or_default();
            *records += 1;
            *malicious += u64::from(advisory.nature == Nature::Malicious);
        }
    }
    let mut out = Vec::new();
    put_number(&mut out, counts.len() as u64);
    for (ecosystem, (records, malicious)) in counts {
        put_bytes(&mut out, ecosystem.name().as_bytes());
        put_bytes(&mut out, as_of.get(&ecosystem).map_or("", String::as_str).as_bytes());
        put_number(&mut out, records);
        put_number(&mut out, malicious);
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
    let exploited = if advisory.is_exploited { facts::EXPLOITED } else { 0 };
    put_number(out, facts::nature_code(advisory.nature) | exploited);
    put_number(out, facts::day_code(advisory.published.as_deref()));
    put_bytes(out, advisory.cvss.as_deref().unwrap_or_default().as_bytes());
    put_number(out, facts::level_code(advisory.level));
    put_number(out, advisory.cwe.len() as u64);
    advisory.cwe.iter().for_each(|number| put_number(out, u64::from(*number)));
}

/// The year and number of an id `MAL-2024-1234`, if they are all there is to it.
fn malicious(id: &str) -> Option<(u64, u64)> {
    let (year, number) = id.strip_prefix("MAL-")?.split_once('-')?;
    let (year, number) = (year.parse().ok()?, number.parse().ok()?);
    (year > 0 && format!("MAL-{year}-{number}") == id).then_some((year, number))
}

/// What each advisory says about one package, by the advisory's place. An advisory may name a package more than once.
type Rules<'a> = BTreeMap<u32, Rule<'a>>;

#[derive(Default)]
struct Rule<'a> {
    spans: Vec<Span<'a>>,
    facts: Facts,
}

fn by_package<'a>(live: impl Iterator<Item = (&'a Advisory, u32)>) -> BTreeMap<(Ecosystem, &'a str), Rules<'a>> {
    let mut packages: BTreeMap<(Ecosystem, &str), Rules<'_>> = BTreeMap::new();
    for (advisory, place) in live {
        for affected in &advisory.affected {
            let rules = packages.entry((affected.ecosystem, affected.name.as_str())).or_default();
            let rule = rules.entry(place).or_default();
            rule.spans.extend(Span::of(affected));
            rule.facts.join(&affected.facts);
        }
    }
    packages
}

/// What rules are made of.
#[derive(Default)]
struct Parts {
    keys: Pool,
    texts: Pool,
    facts: Vec<u8>,
}

impl Parts {
    fn rules(&mut self, rules: &Rules<'_>) -> Result<Vec<u8>, TooLarge> {
        let mut out = Vec::new();
        put_number(&mut out, rules.len() as u64);
        let mut before = 0;
        for (advisory, rule) in rules {
            put_number(&mut out, u64::from(advisory - before));
            before = *advisory;
            put_number(&mut out, rule.spans.len() as u64);
            for span in &rule.spans {
                let bit = |key: Option<&[u8]>, bit: u64| if key.is_some() { bit } else { 0 };
                let closed = if span.is_closed { CLOSED } else { 0 };
                put_number(&mut out, bit(span.from, FROM) | bit(span.to, TO) | closed);
                for key in [span.from, span.to].into_iter().flatten() {
                    put_number(&mut out, u64::from(self.keys.place(key)?));
                }
            }
            if facts::is_plain(&rule.facts) {
                put_number(&mut out, 0);
            } else {
                put_number(&mut out, u64::from(place(&self.facts)?) + 1);
                facts::put(&mut self.facts, &rule.facts, &mut |text| self.texts.place(text.as_bytes()))?;
            }
        }
        Ok(out)
    }
}

/// Bytes, each once.
#[derive(Default)]
struct Pool {
    bytes: Vec<u8>,
    places: HashMap<Vec<u8>, u32>,
}

impl Pool {
    fn place(&mut self, own: &[u8]) -> Result<u32, TooLarge> {
        if let Some(place) = self.places.get(own) {
            return Ok(*place);
        }
        let place = place(&self.bytes)?;
        put_bytes(&mut self.bytes, own);
        self.places.insert(own.to_vec(), place);
        Ok(place)
    }
}

/// The place at the end of a section.
fn place(section: &[u8]) -> Result<u32, TooLarge> {
    u32::try_from(section.len()).map_err(|_| TooLarge)
}
