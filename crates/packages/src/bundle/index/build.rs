//! From the files of packages to an index.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use versions::{Scheme, Version};

use super::{BUCKETS, FEATURES, MAGIC, MOST_VERSIONS, NEEDS, PACKAGES, SECTIONS, SETS, TEXTS, VERSIONS, place};
use crate::bundle::features::features;

/// Features that are kept of one version of a package.
const KEPT: usize = 320;
/// Features that are kept of one file, however large its package is.
const KEPT_OF_FILE: usize = 6;
/// Packages that may share a feature; what more have tells nothing.
const SHARED: usize = 4;

/// Of each version of a package the features of each of its files.
type Files<'p> = Vec<Vec<&'p BTreeSet<u64>>>;

/// Features from which a file may be a bundle.
const BUNDLE: usize = 80;
/// Features that the other files of a package need to have for its bundles to be left out.
const LEAST: usize = 10;
/// Features of another package from which a file holds some of it.
const FOREIGN: usize = 5;

/// What one version of a package is known by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexedPackage {
    /// The name of the package.
    pub name: String,
    /// The version.
    pub version: String,
    /// The names of the packages that it needs.
    pub needs: Vec<String>,
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
    pub fn of_files<'t>(
        name: &str,
        version: &str,
        needs: Vec<String>,
        texts: impl IntoIterator<Item = &'t str>,
    ) -> Self {
        let mut says_version = false;
        let of_text = |text: &str| {
            let found = features(text, &mut |token| says_version |= token.text == version.as_bytes());
            found.into_iter().map(|feature| feature.hash).collect()
        };
        let files = texts.into_iter().map(of_text).collect();
        Self { name: name.to_owned(), version: version.to_owned(), needs, files, says_version }
    }
}

/// The index of some packages. The same packages give the same bytes, in whichever order they come.
///
/// # Errors
/// When there are more than 65,535 packages, or a section grows beyond 4 GiB.
pub fn build_bundle_index(packages: &[IndexedPackage]) -> Result<Vec<u8>, TooLarge> {
    let by_name = by_name(packages);
    if by_name.len() > usize::from(u16::MAX) {
        return Err(TooLarge);
    }
    let all: Vec<Files<'_>> =
        by_name.values().map(|own| own.iter().map(|version| version.files.iter().collect()).collect()).collect();
    let holders = Holders::of(&all);
    let files: Vec<Files<'_>> = all
        .into_iter()
        .zip(0..)
        .map(|(own, package)| own.into_iter().map(|files| without_bundles(files, package, &holders)).collect())
        .collect();
    let holders = Holders::of(&files);
    let chosen = chosen(&files, &holders);
    let numbers: HashMap<&str, u16> = by_name.keys().copied().zip(0..).collect();
    let mut tables = Tables::default();
    for ((number, own), files) in (0..).zip(by_name.values()).zip(&files) {
        let sets = sets(files, &chosen);
        let needs =
            own.iter().flat_map(|version| &version.needs).filter_map(|need| numbers.get(need.as_str()).copied());
        tables.package(number, own, sets, &needs.collect())?;
    }
    tables.finish()
}

/// The sections of an index while it is built.
#[derive(Default)]
struct Tables {
    sections: [Vec<u8>; SECTIONS],
    /// Bucket, check, number of the package and number of the set of each feature.
    features: BTreeSet<(usize, u32, u16, u16)>,
}

impl Tables {
    fn package(
        &mut self,
        number: u16,
        own: &[&IndexedPackage],
        features: BTreeMap<u64, u64>,
        needs: &BTreeSet<u16>,
    ) -> Result<(), TooLarge> {
        let mut sets: BTreeMap<u64, Vec<u64>> = BTreeMap::new();
        for (hash, set) in features {
            sets.entry(set).or_default().push(hash);
        }
        let [name, length] = self.text(own.first().map_or("", |version| version.name.as_str()))?;
        let says_version = own.iter().all(|version| version.says_version);
        let fields = [
            name,
            length,
            place_at(&self.sections[VERSIONS], super::VERSION)?,
            place_at(&self.sections[SETS], super::SET)?,
            place_at(&self.sections[NEEDS], super::NEED)?,
            pair(own.len(), sets.len())?,
            pair(needs.len(), usize::from(says_version))?,
        ];
        self.sections[PACKAGES].extend(fields.into_iter().flat_map(u32::to_le_bytes));
        self.sections[NEEDS].extend(needs.iter().flat_map(|need| need.to_le_bytes()));
        for version in own {
            let text = self.text(&version.version)?;
            self.sections[VERSIONS].extend(text.into_iter().flat_map(u32::to_le_bytes));
        }
        for ((set, hashes), place_of_set) in sets.into_iter().zip(0..) {
            self.sections[SETS].extend(set.to_le_bytes());
            self.sections[SETS].extend(u32::try_from(hashes.len()).map_err(|_| TooLarge)?.to_le_bytes());
            self.features
                .extend(hashes.into_iter().map(place).map(|(bucket, check)| (bucket, check, number, place_of_set)));
        }
        Ok(())
    }

    /// Appends a text, and gives its place and length.
    fn text(&mut self, text: &str) -> Result<[u32; 2], TooLarge> {
        let at = place_at(&self.sections[TEXTS], 1)?;
        self.sections[TEXTS].extend_from_slice(text.as_bytes());
        Ok([at, u32::try_from(text.len()).map_err(|_| TooLarge)?])
    }

    /// The file of all sections.
    fn finish(mut self) -> Result<Vec<u8>, TooLarge> {
        let mut starts: Vec<u32> = Vec::new();
        for (bucket, check, package, set) in self.features {
            starts.resize(bucket + 1, place_at(&self.sections[FEATURES], super::FEATURE)?);
            self.sections[FEATURES].extend(check.to_le_bytes());
            self.sections[FEATURES].extend(package.to_le_bytes());
            self.sections[FEATURES].extend(set.to_le_bytes());
        }
        starts.resize((1 << 16) + 1, place_at(&self.sections[FEATURES], super::FEATURE)?);
        self.sections[BUCKETS] = starts.into_iter().flat_map(u32::to_le_bytes).collect();
        let mut file = MAGIC.to_vec();
        for section in &self.sections {
            file.extend(place_at(section, 1)?.to_le_bytes());
        }
        self.sections.iter().for_each(|section| file.extend_from_slice(section));
        Ok(file)
    }
}

/// Two numbers of 16 bits as one, the first the lower.
fn pair(low: usize, high: usize) -> Result<u32, TooLarge> {
    let number = |own: usize| u16::try_from(own).map(u32::from).map_err(|_| TooLarge);
    Ok(number(low)? | number(high)? << 16)
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

/// The packages, by their places, that have each feature; each pair once, in order.
struct Holders(Vec<(u64, u16)>);

impl Holders {
    fn of(files: &[Files<'_>]) -> Self {
        let mut pairs = Vec::new();
        for (own, package) in files.iter().zip(0..) {
            let before = pairs.len();
            pairs.extend(own.iter().flatten().copied().flatten().map(|hash| (*hash, package)));
            let mut of_package = pairs.split_off(before);
            of_package.sort_unstable();
            of_package.dedup();
            pairs.append(&mut of_package);
        }
        pairs.sort_unstable();
        Self(pairs)
    }

    /// The packages that have a feature.
    fn of_feature(&self, hash: u64) -> impl Iterator<Item = u16> {
        let start = self.0.partition_point(|(other, _)| *other < hash);
        self.0.iter().skip(start).take_while(move |(other, _)| *other == hash).map(|(_, package)| *package)
    }

    /// How many packages have a feature; what more than `SHARED` have counts as one more.
    fn count(&self, hash: u64) -> usize {
        self.of_feature(hash).take(SHARED + 1).count()
    }

    /// Whether a file is a bundle itself: much of it is code of several other packages.
    fn is_bundle(&self, file: &BTreeSet<u64>, package: u16) -> bool {
        if file.len() < BUNDLE {
            return false;
        }
        let mut others: HashMap<u16, usize> = HashMap::new();
        let mut shared = 0;
        for hash in file {
            let holders = self.of_feature(*hash).filter(|holder| *holder != package).take(SHARED);
            let before = shared;
            for other in holders {
                *others.entry(other).or_default() += 1;
                shared = before + 1;
            }
        }
        let many = others.values().filter(|count| **count >= FOREIGN).count();
        shared * 5 >= file.len() && many >= 3
    }
}

/// The files of a version without those that bundle what other files of it and other packages have.
fn without_bundles<'p>(files: Vec<&'p BTreeSet<u64>>, package: u16, holders: &Holders) -> Vec<&'p BTreeSet<u64>> {
    let (bundles, files): (Vec<_>, Vec<_>) = files.into_iter().partition(|file| holders.is_bundle(file, package));
    // A package may be nothing but a bundle.
    if files.iter().map(|file| file.len()).sum::<usize>() < LEAST {
        bundles.into_iter().chain(files).collect()
    } else {
        files
    }
}

/// The features that are kept. The lowest hashes are taken: so versions that share code share what is kept of it.
fn chosen(files: &[Files<'_>], holders: &Holders) -> HashSet<u64> {
    let mut chosen = HashSet::new();
    for version in files.iter().flatten() {
        let mut rare: Vec<(bool, u64)> = Vec::new();
        for file in version {
            // What nobody else has comes first.
            let counted = file.iter().map(|hash| (holders.count(*hash), *hash)).filter(|(count, _)| *count <= SHARED);
            let mut own: Vec<(bool, u64)> = counted.map(|(count, hash)| (count > 1, hash)).collect();
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
fn sets(own: &Files<'_>, chosen: &HashSet<u64>) -> BTreeMap<u64, u64> {
    let mut sets: BTreeMap<u64, u64> = BTreeMap::new();
    for (bit, files) in own.iter().enumerate() {
        for hash in files.iter().copied().flatten().filter(|hash| chosen.contains(*hash)) {
            *sets.entry(*hash).or_default() |= 1 << bit;
        }
    }
    sets
}

/// The number of the next entry of a section.
fn place_at(section: &[u8], entry: usize) -> Result<u32, TooLarge> {
    u32::try_from(section.len() / entry).map_err(|_| TooLarge)
}
