//! The packages of an application, held against an index.

use std::collections::{BTreeMap, BTreeSet};

use packages::{Ecosystem, Inventory, Origin, Package, Requirement};
use source::{FileId, Span};
use versions::{Share, Version};

use crate::{Allowed, Index, IndexError, Indexes, Nature, Upgrade, Vulnerability};

/// What one file says of packages, and for whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// The file.
    pub file: FileId,
    /// What it says.
    pub inventory: Inventory,
    /// Of each package where it lies in an archive: `app.zip!/node_modules/a/package.json`. Empty for lists.
    pub places: Vec<String>,
    /// The functions whose packages it lists, by their full names.
    pub functions: Vec<String>,
    /// The requirements, by their place, that a lockfile answers; it is judged in their place.
    pub answered: BTreeSet<usize>,
}

/// A package of which something is known.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// The package.
    pub package: Package,
    /// Where it lies in an archive; none for a list.
    pub place: Option<String>,
    /// Other places of the same file that list it at the same version, and where those lie in an archive.
    pub also: Vec<(Span, Option<String>)>,
    /// The functions that it is listed for, by their full names.
    pub functions: Vec<String>,
    /// What is known of it, the worst first; never empty.
    pub vulnerabilities: Vec<Vulnerability>,
    /// Where to go.
    pub upgrade: Option<Upgrade>,
}

/// A requirement of which some version that it lets pass has something known of it.
#[derive(Debug, Clone, PartialEq)]
pub struct JudgedRange {
    /// The requirement.
    pub requirement: Requirement,
    /// The functions that it is listed for, by their full names.
    pub functions: Vec<String>,
    /// What is known, the worst first; never empty.
    pub allowed: Vec<Allowed>,
}

/// Why a package was not looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unchecked {
    /// Its content comes from a repository, folder or URL, and not from a registry.
    Origin,
    /// The file says no version.
    Version,
    /// Its range cannot be read.
    Range,
    /// Nothing is known of its ecosystem.
    Ecosystem,
}

/// All that is known of the packages of an application.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Judgement {
    /// Packages of which something is known, in the order of files and places.
    pub packages: Vec<Judged>,
    /// The same for requirements that no lockfile answers.
    pub ranges: Vec<JudgedRange>,
    /// How many packages at a version were looked up.
    pub checked: BTreeMap<Ecosystem, usize>,
    /// How many requirements were looked up as ranges.
    pub checked_ranges: BTreeMap<Ecosystem, usize>,
    /// How many requirements no lockfile answers; what they need in turn is not known.
    pub unlocked: usize,
    /// How many were not looked up, and why.
    pub unchecked: BTreeMap<Unchecked, usize>,
}

/// A version of a package in a file.
type Key = (FileId, Ecosystem, String, String);

/// Judges all that is listed.
///
/// # Errors
/// When an index is damaged.
pub fn judge(listings: &[Listing], indexes: &Indexes<'_>) -> Result<Judgement, IndexError> {
    let mut found = Judgement::default();
    let mut places: BTreeMap<Key, Option<usize>> = BTreeMap::new();
    for listing in listings {
        for (number, package) in listing.inventory.packages.iter().enumerate() {
            found.package(package, listing.places.get(number), listing, indexes, &mut places)?;
        }
        // A pin of `requirements.txt` is both; as a package it was judged.
        let pinned: BTreeSet<(Ecosystem, &str)> =
            listing.inventory.packages.iter().map(|package| (package.ecosystem, package.name.as_str())).collect();
        for (place, requirement) in listing.inventory.requirements.iter().enumerate() {
            let is_pinned = pinned.contains(&(requirement.ecosystem, requirement.name.as_str()));
            if listing.answered.contains(&place) {
                continue;
            }
            found.unlocked += 1;
            match exact(requirement) {
                _ if is_pinned => {}
                Some(package) => found.package(&package, None, listing, indexes, &mut places)?,
                None => found.range(requirement, listing, indexes)?,
            }
        }
    }
    Ok(found)
}

/// The package of a requirement that lets one version pass, or of which that one is taken: the lowest, for Maven and NuGet.
fn exact(requirement: &Requirement) -> Option<Package> {
    let Requirement { ecosystem, written_name, range, span, .. } = requirement;
    let is_bare_exact =
        matches!(ecosystem, Ecosystem::Npm | Ecosystem::Maven | Ecosystem::NuGet | Ecosystem::Packagist);
    let bare = range.trim_start_matches('=').trim();
    let is_marked = bare.len() < range.len();
    let is_version = !bare.is_empty() && bare.chars().all(|c| c.is_ascii_alphanumeric() || ".-+_".contains(c));
    let version = Version::parse(ecosystem.scheme(), bare);
    let is_exact = (is_marked || is_bare_exact)
        && is_version
        && version.is_valid()
        && bare.starts_with(|c: char| c.is_ascii_digit());
    let mut package = Package::new(*ecosystem, written_name, Some(bare.to_owned()), *span);
    package.origin.clone_from(&requirement.origin);
    package.groups.clone_from(&requirement.groups);
    package.direct = Some(true);
    is_exact.then_some(package)
}

impl JudgedRange {
    /// Of what is known of the wanted natures what every version or the newest has, or, if there is nothing, what some have; with
    /// which versions that is.
    pub fn strongest(&self, is_wanted: impl Fn(Nature) -> bool) -> (Share, Vec<&Vulnerability>) {
        let wanted = self.allowed.iter().filter(|own| is_wanted(own.vulnerability.nature));
        let (newest, old): (Vec<&Allowed>, Vec<&Allowed>) = wanted.partition(|own| own.share >= Share::End);
        let share = newest.iter().map(|own| own.share).min().unwrap_or(Share::Part);
        let own = if newest.is_empty() { old } else { newest };
        (share, own.into_iter().map(|own| &own.vulnerability).collect())
    }

    /// The version in which all of these are mended, if that is known of each.
    pub fn mended(vulnerabilities: &[&Vulnerability]) -> Option<Version> {
        let last: Option<Vec<&Version>> = vulnerabilities.iter().map(|own| own.fixes.last()).collect();
        last?.into_iter().max().cloned()
    }
}

impl Judgement {
    fn package(
        &mut self,
        package: &Package,
        place: Option<&String>,
        listing: &Listing,
        indexes: &Indexes<'_>,
        places: &mut BTreeMap<Key, Option<usize>>,
    ) -> Result<(), IndexError> {
        let (index, version) = match asked(package, indexes) {
            Ok(asked) => asked,
            Err(why) => {
                *self.unchecked.entry(why).or_default() += 1;
                return Ok(());
            }
        };
        *self.checked.entry(package.ecosystem).or_default() += 1;
        let key = (package.span.file, package.ecosystem, package.name.clone(), version.as_str().to_owned());
        if let Some(known) = places.get(&key) {
            if let Some(judged) = known.and_then(|known| self.packages.get_mut(known)) {
                judged.also.push((package.span, place.cloned()));
                // What is needed to run in one place is needed to run.
                judged.package.groups.retain(|group| package.groups.contains(group));
                judged.package.direct = judged.package.direct.max(package.direct);
            }
            return Ok(());
        }
        let vulnerabilities = index.vulnerabilities(package.ecosystem, &package.name, &version)?;
        let number = (!vulnerabilities.is_empty()).then_some(self.packages.len());
        places.insert(key, number);
        if number.is_some() {
            self.packages.push(Judged {
                package: package.clone(),
                place: place.cloned(),
                also: Vec::new(),
                functions: listing.functions.clone(),
                vulnerabilities,
                upgrade: index.upgrade(package.ecosystem, &package.name, &version)?,
            });
        }
        Ok(())
    }

    fn range(&mut self, requirement: &Requirement, listing: &Listing, indexes: &Indexes<'_>) -> Result<(), IndexError> {
        let ecosystem = requirement.ecosystem;
        // The tag of npm that every package has.
        let text = if requirement.range == "latest" { "" } else { requirement.range.as_str() };
        let read = || versions::Range::parse(ecosystem.scheme(), text).map_err(|_| Unchecked::Range);
        let asked = match indexes.of(ecosystem) {
            _ if requirement.origin != Origin::Registry => Err(Unchecked::Origin),
            None => Err(Unchecked::Ecosystem),
            Some(index) => read().map(|range| (index, range)),
        };
        match asked {
            Err(why) => *self.unchecked.entry(why).or_default() += 1,
            Ok((index, range)) => {
                *self.checked_ranges.entry(ecosystem).or_default() += 1;
                let allowed = index.allowed(ecosystem, &requirement.name, &range)?;
                if !allowed.is_empty() {
                    let (requirement, functions) = (requirement.clone(), listing.functions.clone());
                    self.ranges.push(JudgedRange { requirement, functions, allowed });
                }
            }
        }
        Ok(())
    }
}

/// The index to ask for a package, and at which version.
fn asked<'b>(package: &Package, indexes: &Indexes<'b>) -> Result<(Index<'b>, Version), Unchecked> {
    if package.origin != Origin::Registry {
        return Err(Unchecked::Origin);
    }
    let index = indexes.of(package.ecosystem).ok_or(Unchecked::Ecosystem)?;
    let version = package.version.as_deref().ok_or(Unchecked::Version)?;
    Ok((index, Version::parse(package.ecosystem.scheme(), version)))
}
