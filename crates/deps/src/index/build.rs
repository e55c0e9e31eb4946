//! From advisories to an index.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use indexmap::IndexSet;
use packages::Ecosystem;

use super::bytes::{put_bytes, put_number};
use super::span::{CLOSED, FROM, Span, TO};
use super::{
    ABOUT, ADVISORIES, BUCKETS, FACTS, KEYS, MAGIC, NAMES, PACKAGES, RULES, SECTIONS, TEXTS, code, facts, hash,
};
use crate::{Advisory, Affected, Facts, Nature};

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
    let mut builder = Builder::default();
    advisories.iter().try_for_each(|advisory| builder.add(advisory))?;
    builder.finish(as_of)
}

/// An index in the making. Advisories come one after the other, and of each no more is kept than the index needs.
#[derive(Debug, Default)]
pub struct Builder {
    /// In the order in which they came.
    records: Vec<Record>,
    /// The keys of versions, each once.
    keys: IndexSet<Box<[u8]>>,
    /// How many records there are of each ecosystem, and how many of them tell of malicious packages.
    counts: BTreeMap<Ecosystem, (u64, u64)>,
}

/// What is kept of an advisory.
#[derive(Debug)]
struct Record {
    id: Box<str>,
    /// What the index says of it itself.
    head: Box<[u8]>,
    affected: Box<[Said]>,
}

/// What an advisory says of a package.
#[derive(Debug)]
struct Said {
    ecosystem: Ecosystem,
    name: Box<str>,
    spans: Box<[KeptSpan]>,
    /// None for plain ones, as almost all of malicious packages are.
    facts: Option<Box<Facts>>,
}

/// A span whose keys are those of the builder, by their numbers.
#[derive(Debug)]
struct KeptSpan {
    from: Option<u32>,
    to: Option<u32>,
    is_closed: bool,
}

impl Said {
    fn named(&self) -> (Ecosystem, &str) {
        (self.ecosystem, &self.name)
    }
}

impl Builder {
    /// Adds an advisory, unless it is withdrawn.
    ///
    /// # Errors
    /// When there are more versions than an index can hold.
    pub fn add(&mut self, advisory: &Advisory) -> Result<(), TooLarge> {
        if advisory.is_withdrawn {
            return Ok(());
        }
        let own: BTreeSet<Ecosystem> = advisory.affected.iter().map(|affected| affected.ecosystem).collect();
        for ecosystem in own {
            let (records, malicious) = self.counts.entry(ecosystem).or_default();
            *records += 1;
            *malicious += u64::from(advisory.nature == Nature::Malicious);
        }
        let mut head = Vec::new();
        put_advisory(&mut head, advisory);
        let affected = advisory.affected.iter().map(|affected| self.said(affected)).collect::<Result<_, _>>()?;
        self.records.push(Record { id: advisory.id.as_str().into(), head: head.into(), affected });
        Ok(())
    }

    fn said(&mut self, affected: &Affected) -> Result<Said, TooLarge> {
        let spans = Span::of(affected);
        Ok(Said {
            ecosystem: affected.ecosystem,
            name: affected.name.as_str().into(),
            spans: spans.iter().map(|span| self.kept(span)).collect::<Result<_, _>>()?,
            facts: (!facts::is_plain(&affected.facts)).then(|| affected.facts.clone().into()),
        })
    }

    fn kept(&mut self, span: &Span<'_>) -> Result<KeptSpan, TooLarge> {
        let mut number = |key: &[u8]| {
            let number = self.keys.get_index_of(key).unwrap_or_else(|| self.keys.insert_full(key.into()).0);
            u32::try_from(number).map_err(|_| TooLarge)
        };
        let (from, to) = (span.from.map(&mut number).transpose()?, span.to.map(&mut number).transpose()?);
        Ok(KeptSpan { from, to, is_closed: span.is_closed })
    }

    /// The bytes of the index. `as_of` has the day of the data of each ecosystem, `YYYY-MM-DD`. The same advisories give the same
    /// bytes.
    ///
    /// # Errors
    /// When a section grows beyond 4 GiB.
    pub fn finish(mut self, as_of: &BTreeMap<Ecosystem, String>) -> Result<Vec<u8>, TooLarge> {
        self.records.sort_by(|one, other| one.id.cmp(&other.id));
        let mut sections: [Vec<u8>; SECTIONS] = Default::default();
        sections[ABOUT] = about(&self.counts, as_of);
        let mut said = Vec::new();
        for record in &self.records {
            let place = place(&sections[ADVISORIES])?;
            sections[ADVISORIES].extend_from_slice(&record.head);
            said.extend(record.affected.iter().map(|own| (own, place)));
        }
        said.sort_by(|(one, own), (other, others)| (one.named(), own).cmp(&(other.named(), others)));
        let (mut parts, mut rules) = (Parts::default(), Vec::new());
        // By where a package is looked for; the name tells apart what has the same place.
        let mut packages = Vec::new();
        for own in said.chunk_by(|(one, _), (other, _)| one.named() == other.named()) {
            let Some((ecosystem, name)) = own.first().map(|(own, _)| own.named()) else { continue };
            let (bucket, check) = hash(ecosystem, name);
            let start = rules.len();
            parts.rules(&mut rules, &self.rules(own))?;
            packages.push((bucket, check, code(ecosystem), name, start..rules.len()));
        }
        packages.sort_unstable_by(|one, other| (one.0, one.1, one.2, one.3).cmp(&(other.0, other.1, other.2, other.3)));
        let mut starts: Vec<u32> = Vec::new();
        for (bucket, check, ecosystem, name, own) in packages {
            let number = place(&sections[PACKAGES])? / super::ENTRY as u32;
            starts.resize(bucket + 1, number);
            for number in [check, place(&sections[NAMES])?, place(&sections[RULES])?] {
                sections[PACKAGES].extend(number.to_le_bytes());
            }
            put_number(&mut sections[NAMES], ecosystem);
            put_bytes(&mut sections[NAMES], name.as_bytes());
            sections[RULES].extend_from_slice(rules.get(own).unwrap_or_default());
        }
        let all = place(&sections[PACKAGES])? / super::ENTRY as u32;
        starts.resize((1 << 16) + 1, all);
        sections[BUCKETS] = starts.into_iter().flat_map(u32::to_le_bytes).collect();
        (sections[KEYS], sections[FACTS], sections[TEXTS]) = (parts.keys.bytes, parts.facts, parts.texts.bytes);
        joined(&sections)
    }

    /// What is said of one package.
    fn rules(&self, said: &[(&Said, u32)]) -> Rules<'_> {
        let key =
            |number: Option<u32>| number.and_then(|number| self.keys.get_index(number as usize)).map(|key| &**key);
        let mut rules = Rules::new();
        for (own, place) in said {
            let rule = rules.entry(*place).or_default();
            let span = |span: &KeptSpan| Span { from: key(span.from), to: key(span.to), is_closed: span.is_closed };
            rule.spans.extend(own.spans.iter().map(span));
            rule.facts.join(own.facts.as_deref().unwrap_or(&facts::plain()));
        }
        rules
    }
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

fn about(known: &BTreeMap<Ecosystem, (u64, u64)>, as_of: &BTreeMap<Ecosystem, String>) -> Vec<u8> {
    let mut counts: BTreeMap<Ecosystem, (u64, u64)> = as_of.keys().map(|ecosystem| (*ecosystem, (0, 0))).collect();
    counts.extend(known);
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

/// What rules are made of.
#[derive(Default)]
struct Parts {
    keys: Pool,
    texts: Pool,
    facts: Vec<u8>,
}

impl Parts {
    fn rules(&mut self, out: &mut Vec<u8>, rules: &Rules<'_>) -> Result<(), TooLarge> {
        put_number(out, rules.len() as u64);
        let mut before = 0;
        for (advisory, rule) in rules {
            put_number(out, u64::from(advisory - before));
            before = *advisory;
            put_number(out, rule.spans.len() as u64);
            for span in &rule.spans {
                let bit = |key: Option<&[u8]>, bit: u64| if key.is_some() { bit } else { 0 };
                let closed = if span.is_closed { CLOSED } else { 0 };
                put_number(out, bit(span.from, FROM) | bit(span.to, TO) | closed);
                for key in [span.from, span.to].into_iter().flatten() {
                    put_number(out, u64::from(self.keys.place(key)?));
                }
            }
            if facts::is_plain(&rule.facts) {
                put_number(out, 0);
            } else {
                put_number(out, u64::from(place(&self.facts)?) + 1);
                facts::put(&mut self.facts, &rule.facts, &mut |text| self.texts.place(text.as_bytes()))?;
            }
        }
        Ok(())
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
