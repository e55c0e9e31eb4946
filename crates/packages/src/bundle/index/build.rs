//! From the files of packages to an index.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use versions::{Scheme, Version};

use super::{BUCKETS, FEATURES, MAGIC, MOST_VERSIONS, PACKAGES, SECTIONS, SETS, TEXTS, VERSIONS, place};
use crate::bundle::features::features;

/// Features that are kept of one version of a package.
const KEPT: usize = 320;
/// Features that are kept of one file, however large its package is.
const KEPT_OF_FILE: usize = 6;
/// Packages that may share a feature; what more have tells nothing.
const SHARED: usize = 4;

/// What one version of a package is known by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexedPackage {
    /// The name of the package.
    pub name: String,
    /// The version.
    pub version: String,
    /// Hashes of the features of each of its files.
    files: Vec<BTreeSet<u64>>,
    /// Whether a text of its code is the version.
    says_version: bool,
}

/// The data does not fit an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("there are more packages than an index can hold")]
pub struct TooLarge;

impl IndexedPackage {
    /// A version of a package, from the texts of its files of JavaScript.
    pub fn of_files<'t>(name: &str, version: &str, texts: impl IntoIterator<Item = &'t str>) -> Self {
        let mut says_version = false;
        let of_text = |text: &str| {
            let found = features(text, &mut |token| says_version |= token.text == version.as_bytes());
            found.into_iter().map(|feature| feature.hash).collect()
        };
        let files = texts.into_iter().map(of_text).collect();
        Self { name: name.to_owned(), version: version.to_owned(), files, says_version }
    }
}

/// The index of some packages. The same packages give the same bytes, in whichever order they come.
///
/// # Errors
/// When there are more than 65,535 packages, or a section grows beyond 4 GiB.
pub fn build_bundle_index(packages: &[IndexedPackage]) -> Result<Vec<u8>, TooLarge> {
    let by_name = by_name(packages);
    let chosen = chosen(&by_name);
    let mut sections: [Vec<u8>; SECTIONS] = Default::default();
    let mut entries: BTreeSet<(usize, u32, u16, u16)> = BTreeSet::new();
    for (number, (name, own)) in by_name.iter().enumerate() {
        let number = u16::try_from(number).map_err(|_| TooLarge)?;
        let mut sets: BTreeMap<u64, Vec<u64>> = BTreeMap::new();
        for (hash, set) in self::sets(own, &chosen) {
            sets.entry(set).or_default().push(hash);
        }
        let says_version = own.iter().all(|version| version.says_version);
        let counts = u32::try_from(own.len() | sets.len() << 16).map_err(|_| TooLarge)?;
        for own in [
            text(&mut sections, name)?.to_vec(),
            vec![
                place_at(&sections[VERSIONS], super::VERSION)?,
                place_at(&sections[SETS], super::SET)?,
                counts,
                u32::from(says_version),
            ],
        ] {
            own.into_iter().for_each(|number| sections[PACKAGES].extend(number.to_le_bytes()));
        }
        for version in own {
            for number in text(&mut sections, &version.version)? {
                sections[VERSIONS].extend(number.to_le_bytes());
            }
        }
        for (set_number, (set, hashes)) in sets.into_iter().enumerate() {
            let set_number = u16::try_from(set_number).map_err(|_| TooLarge)?;
            sections[SETS].extend(set.to_le_bytes());
            sections[SETS].extend(u32::try_from(hashes.len()).map_err(|_| TooLarge)?.to_le_bytes());
            for hash in hashes {
                let (bucket, check) = place(hash);
                entries.insert((bucket, check, number, set_number));
            }
        }
    }
    let mut starts: Vec<u32> = Vec::new();
    for (bucket, check, package, set) in entries {
        starts.resize(bucket + 1, place_at(&sections[FEATURES], super::FEATURE)?);
        sections[FEATURES].extend(check.to_le_bytes());
        sections[FEATURES].extend(package.to_le_bytes());
        sections[FEATURES].extend(set.to_le_bytes());
    }
    starts.resize((1 << 16) + 1, place_at(&sections[FEATURES], super::FEATURE)?);
    sections[BUCKETS] = starts.into_iter().flat_map(u32::to_le_bytes).collect();
    joined(&sections)
}

/// The versions of each package, the oldest first; where there are too many, the newest.
fn by_name(packages: &[IndexedPackage]) -> BTreeMap<&str, Vec<&IndexedPackage>> {
    let mut by_name: BTreeMap<&str, Vec<&IndexedPackage>> = BTreeMap::new();
    for package in packages {
        by_name.entry(package.name.as_str()).or_default().push(package);
    }
    for own in by_name.values_mut() {
        own.sort_by_cached_key(|package| (Version::parse(Scheme::Npm, &package.version), package.version.clone()));
        own.dedup_by(|one, other| one.version == other.version);
        let surplus = own.len().saturating_sub(MOST_VERSIONS);
        own.drain(..surplus);
    }
    by_name
}

/// How many packages have each feature.
fn holders(by_name: &BTreeMap<&str, Vec<&IndexedPackage>>) -> HashMap<u64, u16> {
    let mut holders: HashMap<u64, u16> = HashMap::new();
    for own in by_name.values() {
        let all: BTreeSet<u64> = own.iter().flat_map(|version| version.files.iter().flatten()).copied().collect();
        for hash in all {
            let count = holders.entry(hash).or_default();
            *count = count.saturating_add(1);
        }
    }
    holders
}

/// The features that are kept. The lowest hashes are taken: so versions that share code share what is kept of it.
fn chosen(by_name: &BTreeMap<&str, Vec<&IndexedPackage>>) -> HashSet<u64> {
    let holders = holders(by_name);
    let rarity = |hash: u64| holders.get(&hash).copied().unwrap_or(1);
    let mut chosen = HashSet::new();
    for version in by_name.values().flatten() {
        let mut rare: Vec<(bool, u64)> = Vec::new();
        for file in &version.files {
            let own = file.iter().filter(|hash| usize::from(rarity(**hash)) <= SHARED);
            // What nobody else has comes first.
            let mut own: Vec<(bool, u64)> = own.map(|hash| (rarity(*hash) > 1, *hash)).collect();
            own.sort_unstable();
            chosen.extend(own.iter().take(KEPT_OF_FILE).map(|(_, hash)| *hash));
            rare.extend(own);
        }
        rare.sort_unstable();
        rare.dedup();
        chosen.extend(rare.iter().take(KEPT).map(|(_, hash)| *hash));
    }
    chosen
}

/// The kept features that a package has, whichever package they were kept for, each with the set of versions that have it.
fn sets(own: &[&IndexedPackage], chosen: &HashSet<u64>) -> BTreeMap<u64, u64> {
    let mut sets: BTreeMap<u64, u64> = BTreeMap::new();
    for (bit, version) in own.iter().enumerate() {
        for hash in version.files.iter().flatten().filter(|hash| chosen.contains(*hash)) {
            *sets.entry(*hash).or_default() |= 1 << bit;
        }
    }
    sets
}

/// Appends a text, and gives its place and length.
fn text(sections: &mut [Vec<u8>; SECTIONS], text: &str) -> Result<[u32; 2], TooLarge> {
    let at = place_at(&sections[TEXTS], 1)?;
    sections[TEXTS].extend_from_slice(text.as_bytes());
    Ok([at, u32::try_from(text.len()).map_err(|_| TooLarge)?])
}

/// The number of the next entry of a section.
fn place_at(section: &[u8], entry: usize) -> Result<u32, TooLarge> {
    u32::try_from(section.len() / entry).map_err(|_| TooLarge)
}

/// The file of all sections.
fn joined(sections: &[Vec<u8>; SECTIONS]) -> Result<Vec<u8>, TooLarge> {
    let mut file = MAGIC.to_vec();
    for section in sections {
        file.extend(place_at(section, 1)?.to_le_bytes());
    }
    sections.iter().for_each(|section| file.extend_from_slice(section));
    Ok(file)
}
