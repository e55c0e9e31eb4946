//! Advisories as bytes that are asked where they lie: nothing is read before it is needed, and a file of them can be mapped
//! into memory. Versions are stored as the keys that order them, so that to ask is to compare bytes.
//!
//! | section | what it holds |
//! |---|---|
//! | about | for each ecosystem its name, the day of its data, its number of records and of malicious packages |
//! | buckets | 65,537 places in `packages`, by the first 16 bits of the hash of ecosystem and name |
//! | packages | by hash: its next 32 bits, the place of the name, the place of the rules |
//! | names | the ecosystem's number and the name |
//! | rules | for each advisory about the package: its place, the spans of versions, the place of the facts |
//! | keys | the keys of versions, each once |
//! | facts | what an advisory says of a package besides: ranges as they were written, symbols |
//! | texts | what the facts are made of, each once |
//! | advisories | id, aliases, nature, day, CVSS vector, level and CWE numbers |
//!
//! Numbers in tables are little-endian `u32`; all others are LEB128. The bytes are not trusted: what does not fit is an error.

mod build;
mod bytes;
mod facts;
mod span;

use packages::Ecosystem;
use twox_hash::XxHash3_64;
use versions::Version;

use crate::{Facts, Level, Named, Nature};
use bytes::{Cursor, number_at};
use span::Span;

pub use build::{Builder, TooLarge, build};

/// What such a file begins with; the last byte is the version of the format.
const MAGIC: [u8; 8] = *b"MAREADV\x02";
/// The sections, in order.
const SECTIONS: usize = 9;
const ABOUT: usize = 0;
const BUCKETS: usize = 1;
const PACKAGES: usize = 2;
const NAMES: usize = 3;
const RULES: usize = 4;
const KEYS: usize = 5;
const FACTS: usize = 6;
const TEXTS: usize = 7;
const ADVISORIES: usize = 8;
/// Bytes of an entry of `packages`.
const ENTRY: usize = 12;

/// Why bytes are no index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IndexError {
    /// They begin with something else.
    #[error("not an index of advisories, or one of another version of Maremma")]
    Foreign,
    /// They contradict themselves.
    #[error("the index of advisories is damaged")]
    Damaged,
}

/// An index of advisories.
#[derive(Debug, Clone, Copy)]
pub struct Index<'b> {
    sections: [&'b [u8]; SECTIONS],
}

/// What an index knows of an ecosystem.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stock<'b> {
    /// Which.
    pub ecosystem: Ecosystem,
    /// The day of its data, `YYYY-MM-DD`; empty where nobody said it.
    pub as_of: &'b str,
    /// How many records there are; withdrawn ones are left out.
    pub records: u64,
    /// How many of them tell of malicious packages.
    pub malicious: u64,
}

/// What an index says of one advisory about one package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known<'b> {
    /// Its id in the database it is from.
    pub id: String,
    /// Other names of the same vulnerability.
    pub aliases: Vec<&'b str>,
    /// What it tells of.
    pub nature: Nature,
    /// Whether attackers are known to use it (CISA's list of known exploited vulnerabilities).
    pub is_exploited: bool,
    /// The day on which it was published, `YYYY-MM-DD`.
    pub published: Option<String>,
    /// Its CVSS vector, the newest version of CVSS there is; empty for none.
    pub cvss: &'b str,
    /// How bad its database holds it for.
    pub level: Option<Level>,
    /// Its weaknesses, as numbers of CWE.
    pub cwe: Vec<u32>,
    /// What it says of the package.
    pub facts: Facts,
}

impl Named for Known<'_> {
    fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.id.as_str()).chain(self.aliases.iter().copied())
    }
}

impl<'b> Index<'b> {
    /// Looks at the head of an index; the rest is looked at when it is asked for.
    ///
    /// # Errors
    /// When the bytes are none.
    pub fn open(bytes: &'b [u8]) -> Result<Self, IndexError> {
        if !bytes.starts_with(&MAGIC) {
            return Err(IndexError::Foreign);
        }
        let mut sections = [&[][..]; SECTIONS];
        for (number, section) in sections.iter_mut().enumerate() {
            let at = MAGIC.len() + number * 8;
            let (start, length) = (number_at(bytes, at)?, number_at(bytes, at + 4)?);
            let end = start.checked_add(length).ok_or(IndexError::Damaged)?;
            *section = bytes.get(start as usize..end as usize).ok_or(IndexError::Damaged)?;
        }
        Ok(Self { sections })
    }

    /// What it knows of each ecosystem of which it knows anything.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn stocks(&self) -> Result<Vec<Stock<'b>>, IndexError> {
        let mut about = Cursor::at(self.sections[ABOUT], 0)?;
        let count = about.number()?;
        let mut stock = || {
            let ecosystem = Ecosystem::of_name(about.text()?).ok_or(IndexError::Damaged)?;
            Ok(Stock { ecosystem, as_of: about.text()?, records: about.number()?, malicious: about.number()? })
        };
        (0..count).map(|_| stock()).collect()
    }

    /// The advisories that concern a package, named as its ecosystem compares names, at a version; ordered by id.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn about(&self, ecosystem: Ecosystem, name: &str, version: &Version) -> Result<Vec<Known<'b>>, IndexError> {
        self.entries(ecosystem, name, |spans| spans.iter().any(|span| span.contains(version.key())))
    }

    /// All advisories about a package at any version; ordered by id.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn all_about(&self, ecosystem: Ecosystem, name: &str) -> Result<Vec<Known<'b>>, IndexError> {
        self.entries(ecosystem, name, |_| true)
    }

    fn entries(
        &self,
        ecosystem: Ecosystem,
        name: &str,
        is_wanted: impl Fn(&[Span<'b>]) -> bool,
    ) -> Result<Vec<Known<'b>>, IndexError> {
        let Some(rules) = self.rules(ecosystem, name)? else { return Ok(Vec::new()) };
        let mut rules = Cursor::at(self.sections[RULES], rules)?;
        let (mut found, mut spans) = (Vec::new(), Vec::new());
        let mut advisory = 0_u64;
        for _ in 0..rules.number()? {
            // Places are stored as the distance to the one before.
            advisory = advisory.checked_add(rules.number()?).ok_or(IndexError::Damaged)?;
            spans.clear();
            for _ in 0..rules.number()? {
                spans.push(Span::read(&mut rules, self.sections[KEYS])?);
            }
            let facts = rules.number()?;
            if is_wanted(&spans) {
                found.push(self.entry(ecosystem, advisory, facts)?);
            }
        }
        Ok(found)
    }

    /// The packages of which it knows anything, named as their ecosystems compare names; the order means nothing.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn packages(&self) -> Result<Vec<(Ecosystem, &'b str)>, IndexError> {
        let entries = 0..self.sections[PACKAGES].len() / ENTRY;
        let named = |entry: usize| {
            let at = number_at(self.sections[PACKAGES], entry * ENTRY + 4)? as usize;
            let mut named = Cursor::at(self.sections[NAMES], at)?;
            let number = named.number()?;
            let ecosystem = Ecosystem::ALL.into_iter().find(|own| code(*own) == number).ok_or(IndexError::Damaged)?;
            Ok((ecosystem, named.text()?))
        };
        entries.map(named).collect()
    }

    /// Whether anything is known about a package.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn knows(&self, ecosystem: Ecosystem, name: &str) -> Result<bool, IndexError> {
        Ok(self.rules(ecosystem, name)?.is_some())
    }

    /// The place of the rules of a package.
    fn rules(&self, ecosystem: Ecosystem, name: &str) -> Result<Option<usize>, IndexError> {
        let (bucket, check) = hash(ecosystem, name);
        let buckets = self.sections[BUCKETS];
        let (first, end) = (number_at(buckets, bucket * 4)?, number_at(buckets, bucket * 4 + 4)?);
        for entry in first..end {
            let at = entry as usize * ENTRY;
            if number_at(self.sections[PACKAGES], at)? != check {
                continue;
            }
            let mut named = Cursor::at(self.sections[NAMES], number_at(self.sections[PACKAGES], at + 4)? as usize)?;
            // Two names may have one hash.
            if named.number()? == code(ecosystem) && named.text()? == name {
                return Ok(Some(number_at(self.sections[PACKAGES], at + 8)? as usize));
            }
        }
        Ok(None)
    }

    /// All advisories, without what they say of packages.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn advisories(&self) -> Result<Vec<Known<'b>>, IndexError> {
        let mut cursor = Cursor::at(self.sections[ADVISORIES], 0)?;
        let mut all = Vec::new();
        while !cursor.is_at_end() {
            all.push(Self::advisory(&mut cursor)?);
        }
        Ok(all)
    }

    fn entry(&self, ecosystem: Ecosystem, advisory: u64, facts: u64) -> Result<Known<'b>, IndexError> {
        let known = Self::advisory(&mut Cursor::at(self.sections[ADVISORIES], place(advisory)?)?)?;
        let facts = facts::read(self.sections[FACTS], self.sections[TEXTS], facts, ecosystem.scheme())?;
        Ok(Known { facts, ..known })
    }

    /// The next advisory.
    fn advisory(cursor: &mut Cursor<'b>) -> Result<Known<'b>, IndexError> {
        let id = match cursor.number()? {
            0 => cursor.text()?.to_owned(),
            year => format!("MAL-{year}-{}", cursor.number()?),
        };
        let aliases = (0..cursor.number()?).map(|_| cursor.text()).collect::<Result<_, _>>()?;
        let (nature, is_exploited) = facts::nature(cursor.number()?)?;
        let published = facts::day(cursor.number()?);
        let cvss = cursor.text()?;
        let level = facts::level(cursor.number()?)?;
        let weakness = |cursor: &mut Cursor<'b>| u32::try_from(cursor.number()?).map_err(|_| IndexError::Damaged);
        let cwe = (0..cursor.number()?).map(|_| weakness(cursor)).collect::<Result<_, _>>()?;
        Ok(Known { id, aliases, nature, is_exploited, published, cvss, level, cwe, facts: Facts::default() })
    }
}

/// A place in a section.
fn place(number: u64) -> Result<usize, IndexError> {
    usize::try_from(number).map_err(|_| IndexError::Damaged)
}

/// Where a package is looked for: its bucket, and what tells it from others there.
fn hash(ecosystem: Ecosystem, name: &str) -> (usize, u32) {
    let mut bytes = vec![code(ecosystem) as u8];
    bytes.extend_from_slice(name.as_bytes());
    let hash = XxHash3_64::oneshot(&bytes);
    ((hash >> 48) as usize, (hash >> 16) as u32)
}

/// The number of an ecosystem in the file. It must not change.
const fn code(ecosystem: Ecosystem) -> u64 {
    match ecosystem {
        Ecosystem::Npm => 1,
        Ecosystem::PyPi => 2,
        Ecosystem::Maven => 3,
        Ecosystem::Go => 4,
        Ecosystem::RubyGems => 5,
        Ecosystem::Packagist => 6,
        Ecosystem::NuGet => 7,
        Ecosystem::CratesIo => 8,
        Ecosystem::Deb => 9,
        Ecosystem::Apk => 10,
        Ecosystem::Rpm => 11,
    }
}
