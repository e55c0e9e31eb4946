//! Features of known packages as bytes that are asked where they lie.
//!
//! | section | what it holds |
//! |---|---|
//! | buckets | 65,537 places in `features`, by the first 16 bits of the hash |
//! | features | by hash: its next 32 bits, the number of the package and that of a set of its versions |
//! | packages | for each its name, its first version, set and need and the numbers of those, all in 28 bytes |
//! | versions | for each version the place and the length of its text |
//! | sets | for each set of versions a bit for each version, oldest first, and how many features have it |
//! | needs | numbers of packages that a package needs |
//! | texts | names and versions |
//!
//! All numbers are little-endian. The bytes are not trusted: what does not fit is not there.

mod build;

pub use build::{IndexedPackage, TooLarge, build_bundle_index};

/// What such a file begins with; the last byte is the version of the format.
const MAGIC: [u8; 8] = *b"MAREBUN\x02";
/// The sections, in order.
const SECTIONS: usize = 7;
const BUCKETS: usize = 0;
const FEATURES: usize = 1;
const PACKAGES: usize = 2;
const VERSIONS: usize = 3;
const SETS: usize = 4;
const NEEDS: usize = 5;
const TEXTS: usize = 6;
/// Bytes of an entry of `features`.
const FEATURE: usize = 8;
/// Bytes of an entry of `packages`.
const PACKAGE: usize = 28;
/// Bytes of an entry of `versions`.
const VERSION: usize = 8;
/// Bytes of an entry of `sets`.
const SET: usize = 12;
/// Bytes of an entry of `needs`.
const NEED: usize = 2;
/// Versions of one package, which are bits of a set.
const MOST_VERSIONS: usize = 64;

/// An index of what packages are known by.
#[derive(Debug, Clone, Copy)]
pub struct BundleIndex<'b> {
    sections: [&'b [u8]; SECTIONS],
}

/// A package that has a feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Holder {
    /// The number of the package.
    pub package: u16,
    /// The number of the set of its versions that have it, among its sets.
    pub set: u16,
}

/// A package of the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Known<'b> {
    /// Its name.
    pub name: &'b str,
    /// The versions that were looked at, the oldest first.
    pub versions: Vec<&'b str>,
    /// Sets of these, a bit for each, and how many features have each set.
    pub sets: Vec<(u64, u32)>,
    /// The packages that it needs, by their numbers.
    pub needs: Vec<u16>,
    /// Whether the code of each version names the version.
    pub says_version: bool,
}

impl<'b> BundleIndex<'b> {
    /// The bytes of the index that lies in the program; `data/bundles/README.md` says of when and from where it is.
    pub const EMBEDDED: &'static [u8] = include_bytes!("../../../../data/bundles/index.bin");

    /// The index that bytes are; `None` where they are none.
    pub fn open(bytes: &'b [u8]) -> Option<Self> {
        let mut rest = bytes.strip_prefix(&MAGIC)?;
        let mut lengths = [0; SECTIONS];
        for length in &mut lengths {
            let (own, after) = rest.split_first_chunk::<4>()?;
            *length = u32::from_le_bytes(*own) as usize;
            rest = after;
        }
        let mut sections = [&[][..]; SECTIONS];
        for (section, length) in sections.iter_mut().zip(lengths) {
            (*section, rest) = rest.split_at_checked(length)?;
        }
        Some(Self { sections })
    }

    /// An index that knows nothing.
    pub const fn empty() -> Self {
        Self { sections: [&[]; SECTIONS] }
    }

    /// How many packages it knows.
    pub const fn packages(&self) -> usize {
        self.sections[PACKAGES].len() / PACKAGE
    }

    /// The packages that have a feature.
    pub(super) fn holders(&self, hash: u64) -> impl Iterator<Item = Holder> + use<'b> {
        let [buckets, features, ..] = self.sections;
        let (bucket, check) = place(hash);
        let start = number_at(buckets, bucket * 4).unwrap_or(0) as usize;
        let end = number_at(buckets, bucket * 4 + 4).unwrap_or(0) as usize;
        let entries = features.get(start.saturating_mul(FEATURE)..end.saturating_mul(FEATURE)).unwrap_or_default();
        entries.chunks_exact(FEATURE).filter_map(move |entry| {
            let of_pair = |at: usize| Some(u16::from_le_bytes(*entry.get(at..)?.first_chunk()?));
            let holder = Holder { package: of_pair(4)?, set: of_pair(6)? };
            (number_at(entry, 0)? == check).then_some(holder)
        })
    }

    /// A package by its number.
    pub(super) fn known(&self, package: u16) -> Option<Known<'b>> {
        let at = usize::from(package) * PACKAGE;
        let number = |field: usize| Some(number_at(self.sections[PACKAGES], at + field * 4)? as usize);
        let name = self.text(number(0)?, number(1)?).filter(|name| !name.is_empty())?;
        let (first_version, first_set) = (number(2)?, number(3)?);
        let (first_need, counts, more) = (number(4)?, number(5)?, number(6)?);
        let (versions, sets) = (counts & 0xffff, counts >> 16);
        let (needs, says_version) = (more & 0xffff, more >> 16 != 0);
        let version = |own: usize| {
            let at = own.checked_mul(VERSION)?;
            self.text(
                number_at(self.sections[VERSIONS], at)? as usize,
                number_at(self.sections[VERSIONS], at + 4)? as usize,
            )
        };
        let set = |own: usize| {
            let bytes = self.sections[SETS].get(own.checked_mul(SET)?..)?;
            Some((u64::from_le_bytes(*bytes.first_chunk()?), number_at(bytes, 8)?))
        };
        let versions =
            (first_version..first_version + versions.min(MOST_VERSIONS)).map(version).collect::<Option<_>>()?;
        let need =
            |own: usize| Some(u16::from_le_bytes(*self.sections[NEEDS].get(own.checked_mul(NEED)?..)?.first_chunk()?));
        let needs = (first_need..first_need + needs).map(need).collect::<Option<_>>()?;
        let sets = (first_set..first_set + sets).map(set).collect::<Option<_>>()?;
        Some(Known { name, versions, sets, needs, says_version })
    }

    /// The number of each package, by its name.
    pub(super) fn names(&self) -> impl Iterator<Item = (&'b str, u16)> {
        let own = *self;
        (0..self.packages()).filter_map(move |package| {
            let at = package * PACKAGE;
            let (start, length) = (number_at(own.sections[PACKAGES], at)?, number_at(own.sections[PACKAGES], at + 4)?);
            Some((own.text(start as usize, length as usize)?, u16::try_from(package).ok()?))
        })
    }

    fn text(&self, start: usize, length: usize) -> Option<&'b str> {
        std::str::from_utf8(self.sections[TEXTS].get(start..start.checked_add(length)?)?).ok()
    }
}

impl BundleIndex<'static> {
    /// The index that lies in the program: the first scan needs no connection.
    pub fn embedded() -> Self {
        Self::open(Self::EMBEDDED).unwrap_or_else(Self::empty)
    }
}

/// Where a feature is looked for: its bucket, and what tells it from others there.
const fn place(hash: u64) -> (usize, u32) {
    ((hash >> 48) as usize, (hash >> 16) as u32)
}

/// The number at a place of a table.
fn number_at(table: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*table.get(at..)?.first_chunk()?))
}
