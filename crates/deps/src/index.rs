//! Advisories as bytes that are asked where they lie: nothing is read before it is needed, and a file of them can be mapped
//! into memory. Versions are stored as the keys that order them, so that to ask is to compare bytes.
//!
//! | section | what it holds |
//! |---|---|
//! | about | the day of the data, and for each ecosystem its name and number of records |
//! | buckets | 65,537 places in `packages`, by the first 16 bits of the hash of ecosystem and name |
//! | packages | by hash: its next 32 bits, the place of the name, the place of the rules |
//! | names | the ecosystem's number and the name |
//! | rules | for each advisory about the package: its number and the spans of versions |
//! | keys | the keys of versions, each once |
//! | places | the place of each advisory |
//! | advisories | id, aliases, CVSS vector and CWE numbers |
//!
//! Numbers in tables are little-endian `u32`; all others are LEB128. The bytes are not trusted: what does not fit is an error.

mod build;
mod bytes;
mod span;

use packages::Ecosystem;
use twox_hash::XxHash3_64;
use versions::Version;

use bytes::{Cursor, number_at};
use span::Span;

pub use build::{TooLarge, build};

/// What such a file begins with; the last byte is the version of the format.
const MAGIC: [u8; 8] = *b"MAREADV\x01";
/// The sections, in order.
const SECTIONS: usize = 8;
const ABOUT: usize = 0;
const BUCKETS: usize = 1;
const PACKAGES: usize = 2;
const NAMES: usize = 3;
const RULES: usize = 4;
const KEYS: usize = 5;
const PLACES: usize = 6;
const ADVISORIES: usize = 7;
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
    as_of: &'b str,
}

/// An advisory of an index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry<'b> {
    /// Its number in the index.
    pub number: u32,
    /// Its id in the database it is from.
    pub id: String,
    /// Other names of the same vulnerability.
    pub aliases: Vec<&'b str>,
    /// Its CVSS vector, the newest version of CVSS there is; empty for none.
    pub cvss: &'b str,
    /// Its weaknesses, as numbers of CWE.
    pub cwe: Vec<u32>,
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
        let as_of = Cursor::at(sections[ABOUT], 0)?.text()?;
        Ok(Self { sections, as_of })
    }

    /// The day of the data, `YYYY-MM-DD`.
    pub const fn as_of(&self) -> &'b str {
        self.as_of
    }

    /// How many records there are of each ecosystem that has any; withdrawn ones are left out.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn counts(&self) -> Result<Vec<(Ecosystem, u64)>, IndexError> {
        let mut about = Cursor::at(self.sections[ABOUT], 0)?;
        about.text()?;
        let known = about.number()?;
        (0..known)
            .map(|_| {
                let ecosystem = Ecosystem::of_name(about.text()?).ok_or(IndexError::Damaged)?;
                Ok((ecosystem, about.number()?))
            })
            .collect()
    }

    /// The advisories that concern a package, named as its ecosystem compares names, at a version; in the order of their
    /// numbers.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn about(&self, ecosystem: Ecosystem, name: &str, version: &Version) -> Result<Vec<Entry<'b>>, IndexError> {
        let Some(rules) = self.rules(ecosystem, name)? else { return Ok(Vec::new()) };
        let mut rules = Cursor::at(self.sections[RULES], rules)?;
        let mut found = Vec::new();
        let mut advisory = 0;
        for _ in 0..rules.number()? {
            // Numbers are stored as the distance to the one before.
            advisory += rules.number()?;
            let mut is_affected = false;
            for _ in 0..rules.number()? {
                let span = Span::read(&mut rules, self.sections[KEYS])?;
                is_affected = is_affected || span.contains(version.key());
            }
            if is_affected {
                found.push(self.entry(u32::try_from(advisory).map_err(|_| IndexError::Damaged)?)?);
            }
        }
        Ok(found)
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

    fn entry(&self, number: u32) -> Result<Entry<'b>, IndexError> {
        let place = number_at(self.sections[PLACES], number as usize * 4)?;
        let mut cursor = Cursor::at(self.sections[ADVISORIES], place as usize)?;
        let id = match cursor.number()? {
            0 => cursor.text()?.to_owned(),
            year => format!("MAL-{year}-{}", cursor.number()?),
        };
        let aliases = (0..cursor.number()?).map(|_| cursor.text()).collect::<Result<_, _>>()?;
        let cvss = cursor.text()?;
        let weakness = |cursor: &mut Cursor<'b>| u32::try_from(cursor.number()?).map_err(|_| IndexError::Damaged);
        let cwe = (0..cursor.number()?).map(|_| weakness(&mut cursor)).collect::<Result<_, _>>()?;
        Ok(Entry { number, id, aliases, cvss, cwe })
    }
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
    }
}
