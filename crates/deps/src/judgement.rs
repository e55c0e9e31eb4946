//! The packages of an application, held against an index.

use std::collections::{BTreeMap, HashSet};

use packages::{Ecosystem, IndexSource, Inventory, Origin, Package, Requirement};
use source::{FileId, Span};
use versions::{Share, Version};

use crate::lookalike::{Likeness, lookalike};
use crate::{
    Allowed, Evidence, Form, Index, IndexError, Indexes, Listing, Nature, Standing, Upgrade, Vulnerability, Way,
};

/// A package of which something is known.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// The package.
    pub package: Package,
    /// Where it lies in an archive or a folder; none for a list.
    pub place: Option<String>,
    /// Other places that have it at the same version, and where those lie in an archive or a folder.
    pub also: Vec<(Span, Option<String>)>,
    /// The functions that take it, by their full names.
    pub functions: Vec<String>,
    /// The layers in which it lies, by their full names.
    pub layers: Vec<String>,
    /// How near it is to harm: the copy that is nearest.
    pub evidence: Evidence,
    /// What ships the copy that every function takes in its place.
    pub hidden_by: Option<String>,
    /// What is known of it, the worst first; never empty.
    pub vulnerabilities: Vec<Vulnerability>,
    /// Where to go.
    pub upgrade: Option<Upgrade>,
    /// How near it is in each function that takes it, the nearest first; empty until somebody looked.
    pub ways: Vec<Way>,
}

/// A requirement of which some version that it lets pass has something known of it.
#[derive(Debug, Clone, PartialEq)]
pub struct JudgedRange {
    /// The requirement.
    pub requirement: Requirement,
    /// The functions that it is listed for, by their full names.
    pub functions: Vec<String>,
    /// How near it is to harm.
    pub evidence: Evidence,
    /// How near it is in each function that takes it, the nearest first; empty until somebody looked.
    pub ways: Vec<Way>,
    /// What is known, the worst first; never empty.
    pub allowed: Vec<Allowed>,
}

/// A package whose licence the project does not take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The package.
    pub package: Package,
    /// Where it lies in an archive; none for a list.
    pub place: Option<String>,
    /// The functions that it is listed for, by their full names.
    pub functions: Vec<String>,
    /// Its licence, as its files or the project say.
    pub licence: String,
    /// Why it is not taken; never empty.
    pub reasons: Vec<String>,
}

/// A name that looks like that of a popular package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lookalike {
    /// Where it is known.
    pub ecosystem: Ecosystem,
    /// The name as the ecosystem compares it.
    pub name: String,
    /// The name as written.
    pub written_name: String,
    /// The popular package.
    pub of: &'static str,
    /// How they differ.
    pub likeness: Likeness,
    /// The place in the file that names it.
    pub span: Span,
    /// Where it lies in an archive; none for a list.
    pub place: Option<String>,
    /// The functions that it is listed for, by their full names.
    pub functions: Vec<String>,
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
    /// Packages whose licence the project does not take, in the order of files and places.
    pub licences: Vec<Refused>,
    /// Names that look like those of popular packages, in the order of files and places.
    pub lookalikes: Vec<Lookalike>,
    /// Places from which packages may come that were never meant.
    pub confusions: Vec<IndexSource>,
    /// How many packages at a version were looked up.
    pub checked: BTreeMap<Ecosystem, usize>,
    /// How many requirements were looked up as ranges.
    pub checked_ranges: BTreeMap<Ecosystem, usize>,
    /// How many requirements no lockfile answers; what they need in turn is not known.
    pub unlocked: usize,
    /// How many were not looked up, and why.
    pub unchecked: BTreeMap<Unchecked, usize>,
    /// Where in `packages` that is which is known of a package, by the places of its listing and of it there.
    judged: BTreeMap<(usize, usize), usize>,
    /// The same for requirements: in `packages` those that let one version pass, and in `ranges` the others.
    judged_requirements: BTreeMap<(usize, usize), Row>,
}

/// What is known of a requirement.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Row {
    Package(usize),
    Range(usize),
}

/// A version of a package in a file or folder.
type Key = (FileId, Ecosystem, String, String);
/// A requirement: where it was written, its name and its range.
type RangeKey = (Span, String, String);

/// Judges all that is listed.
///
/// # Errors
/// When an index is damaged.
pub fn judge(listings: &[Listing], indexes: &Indexes<'_>) -> Result<Judgement, IndexError> {
    let mut judge = Judge {
        indexes,
        places: BTreeMap::new(),
        ranges: BTreeMap::new(),
        lines: HashSet::new(),
        found: Judgement::default(),
    };
    let mut copies = Vec::new();
    for (own, listing) in listings.iter().enumerate() {
        judge.found.lookalikes(listing, indexes)?;
        for (number, package) in listing.inventory.packages.iter().enumerate() {
            let standing = listing.standing(number);
            if let Some(told_by) = standing.told_by {
                copies.push((own, number, told_by, standing));
                continue;
            }
            let place = listing.places.get(number);
            let is_new = judge.lines.insert((package.span, place.map_or("", String::as_str), &package.name));
            let row = judge.package(package, place, listing, &standing, is_new)?;
            judge.found.judged.extend(row.map(|row| ((own, number), row)));
        }
        judge.requirements(own, listing)?;
    }
    for (own, number, told_by, standing) in copies {
        judge.copy((own, number), told_by, listings, &standing);
    }
    Ok(judge.found)
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
    /// Takes in what is known of the ways to it.
    pub fn set_ways(&mut self, ways: Vec<Way>) {
        self.evidence = nearest(self.evidence, &ways);
        self.ways = ways;
    }

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
    /// One that knows of these alone, and not where they are listed.
    pub fn of(packages: Vec<Judged>, ranges: Vec<JudgedRange>) -> Self {
        Self { packages, ranges, ..Self::default() }
    }

    /// What is known of a package, by the place of its listing and its place in that.
    pub fn of_package(&self, listing: usize, number: usize) -> Option<&Judged> {
        self.judged.get(&(listing, number)).and_then(|row| self.packages.get(*row))
    }

    /// What is known of a requirement that lets one version pass.
    pub fn of_exact(&self, listing: usize, number: usize) -> Option<&Judged> {
        match self.judged_requirements.get(&(listing, number))? {
            Row::Package(row) => self.packages.get(*row),
            Row::Range(_) => None,
        }
    }

    /// What is known of a requirement that lets several versions pass.
    pub fn of_requirement(&self, listing: usize, number: usize) -> Option<&JudgedRange> {
        match self.judged_requirements.get(&(listing, number))? {
            Row::Package(_) => None,
            Row::Range(row) => self.ranges.get(*row),
        }
    }

    /// Adds the names of a file that look like those of popular packages. What an advisory knows is real, or told as malicious.
    fn lookalikes(&mut self, listing: &Listing, indexes: &Indexes<'_>) -> Result<(), IndexError> {
        let Inventory { packages, requirements, .. } = &listing.inventory;
        let places = (0..packages.len()).map(|number| listing.places.get(number));
        let packages = packages
            .iter()
            .zip(places)
            .map(|(own, place)| (own.ecosystem, &own.name, &own.written_name, &own.origin, own.span, place));
        let requirements =
            requirements.iter().map(|own| (own.ecosystem, &own.name, &own.written_name, &own.origin, own.span, None));
        let mut seen = HashSet::new();
        for (ecosystem, name, written_name, origin, span, place) in packages.chain(requirements) {
            if *origin != Origin::Registry || !seen.insert((ecosystem, name)) {
                continue;
            }
            let Some((of, likeness)) = lookalike(ecosystem, name) else { continue };
            if !indexes.of(ecosystem).map_or(Ok(false), |index| index.knows(ecosystem, name))? {
                let (name, written_name) = (name.clone(), written_name.clone());
                let (place, functions) = (place.cloned(), listing.functions.clone());
                self.lookalikes.push(Lookalike { ecosystem, name, written_name, of, likeness, span, place, functions });
            }
        }
        Ok(())
    }

    /// Takes each package through a function that may change it or take it out.
    pub fn sift_packages(&mut self, keep: impl FnMut(Judged) -> Option<Judged>) {
        let moved = sift(&mut self.packages, keep);
        self.judged.retain(|_, row| stays(row, &moved));
        self.judged_requirements.retain(|_, row| match row {
            Row::Package(row) => stays(row, &moved),
            Row::Range(_) => true,
        });
    }

    /// Takes each requirement through a function that may change it or take it out.
    pub fn sift_ranges(&mut self, keep: impl FnMut(JudgedRange) -> Option<JudgedRange>) {
        let moved = sift(&mut self.ranges, keep);
        self.judged_requirements.retain(|_, row| match row {
            Row::Package(_) => true,
            Row::Range(row) => stays(row, &moved),
        });
    }
}

/// Keeps what a function keeps, and gives for each where it is now.
fn sift<T>(all: &mut Vec<T>, mut keep: impl FnMut(T) -> Option<T>) -> Vec<Option<usize>> {
    let mut kept = Vec::new();
    let mut moved = Vec::new();
    for own in std::mem::take(all) {
        let own = keep(own);
        moved.push(own.is_some().then_some(kept.len()));
        kept.extend(own);
    }
    *all = kept;
    moved
}

/// Whether a row stays; it is set to where it is now.
fn stays(row: &mut usize, moved: &[Option<usize>]) -> bool {
    let to = moved.get(*row).copied().flatten();
    *row = to.unwrap_or_default();
    to.is_some()
}

/// A judgement that is being made.
struct Judge<'l> {
    indexes: &'l Indexes<'l>,
    /// Where in the judgement that is which is known of a package.
    places: BTreeMap<Key, Option<usize>>,
    /// The same for requirements.
    ranges: BTreeMap<RangeKey, Option<usize>>,
    /// What was looked at already, by its place and name: a line may be part of several lists.
    lines: HashSet<(Span, &'l str, &'l str)>,
    found: Judgement,
}

impl<'l> Judge<'l> {
    fn requirements(&mut self, own: usize, listing: &'l Listing) -> Result<(), IndexError> {
        if listing.inventory.requirements.is_empty() {
            return Ok(());
        }
        // A pin of `requirements.txt` is both; as a package it was judged.
        let pinned: HashSet<(Ecosystem, &str)> =
            listing.inventory.packages.iter().map(|package| (package.ecosystem, package.name.as_str())).collect();
        for (number, requirement) in listing.inventory.requirements.iter().enumerate() {
            let is_pinned = pinned.contains(&(requirement.ecosystem, requirement.name.as_str()));
            if listing.answered.contains(&number) {
                continue;
            }
            // No place in an archive is called so.
            let is_new = self.lines.insert((requirement.span, "/", &requirement.name));
            self.found.unlocked += usize::from(is_new);
            if is_pinned {
                continue;
            }
            let row = match exact(requirement) {
                Some(package) => {
                    let standing = Standing { evidence: listing.evidence, ..Standing::default() };
                    self.package(&package, None, listing, &standing, is_new)?.map(Row::Package)
                }
                None => self.range(requirement, listing)?.map(Row::Range),
            };
            self.found.judged_requirements.extend(row.map(|row| ((own, number), row)));
        }
        Ok(())
    }

    /// Looks a package up, and gives the row of what is known of it.
    fn package(
        &mut self,
        package: &Package,
        place: Option<&String>,
        listing: &Listing,
        standing: &Standing,
        is_new: bool,
    ) -> Result<Option<usize>, IndexError> {
        let (index, version) = match asked(package, self.indexes) {
            Ok(asked) => asked,
            Err(why) => {
                if is_new {
                    *self.found.unchecked.entry(why).or_default() += 1;
                }
                return Ok(None);
            }
        };
        *self.found.checked.entry(package.ecosystem).or_default() += usize::from(is_new);
        // Most packages are in no advisory: of those not even the version is read.
        if !index.knows(package.ecosystem, &package.name)? {
            return Ok(None);
        }
        let key = key_of(package, listing);
        if let Some(row) = self.places.get(&key).copied() {
            if let Some(judged) = row.and_then(|row| self.found.packages.get_mut(row)) {
                judged.also_in(package, place, listing, standing);
            }
            return Ok(row);
        }
        let version = Version::parse(package.ecosystem.scheme(), version);
        let vulnerabilities = index.vulnerabilities(package.ecosystem, &package.name, &version)?;
        let row = (!vulnerabilities.is_empty()).then_some(self.found.packages.len());
        self.places.insert(key, row);
        if row.is_some() {
            self.found.packages.push(Judged {
                package: package.clone(),
                place: place.cloned(),
                also: Vec::new(),
                functions: standing.functions.clone().unwrap_or_else(|| listing.functions.clone()),
                layers: listing.layers.clone(),
                evidence: standing.evidence,
                hidden_by: standing.hidden_by.clone(),
                vulnerabilities,
                upgrade: index.upgrade(package.ecosystem, &package.name, &version)?,
                ways: Vec::new(),
            });
        }
        Ok(row)
    }

    /// Adds another copy to what is known of the package that tells of it.
    fn copy(&mut self, own: (usize, usize), told_by: (usize, usize), listings: &[Listing], standing: &Standing) {
        let Some(row) = self.found.judged.get(&told_by).copied() else { return };
        let Some(listing) = listings.get(own.0) else { return };
        let Some(package) = listing.inventory.packages.get(own.1) else { return };
        if let Some(judged) = self.found.packages.get_mut(row) {
            judged.also_in(package, listing.places.get(own.1), listing, standing);
            self.found.judged.insert(own, row);
        }
    }

    fn range(&mut self, requirement: &Requirement, listing: &Listing) -> Result<Option<usize>, IndexError> {
        let ecosystem = requirement.ecosystem;
        let key = (requirement.span, requirement.name.clone(), requirement.range.clone());
        if let Some(row) = self.ranges.get(&key).copied() {
            if let Some(judged) = row.and_then(|row| self.found.ranges.get_mut(row)) {
                join(&mut judged.functions, &listing.functions);
                judged.evidence = judged.evidence.max(listing.evidence);
                judged.requirement.groups.retain(|group| requirement.groups.contains(group));
            }
            return Ok(row);
        }
        // The tag of npm that every package has.
        let text = if requirement.range == "latest" { "" } else { requirement.range.as_str() };
        let read = || versions::Range::parse(ecosystem.scheme(), text).map_err(|_| Unchecked::Range);
        let asked = match self.indexes.of(ecosystem) {
            _ if requirement.origin != Origin::Registry => Err(Unchecked::Origin),
            None => Err(Unchecked::Ecosystem),
            // These never mean any version: another file says it.
            Some(_) if text.is_empty() && matches!(ecosystem, Ecosystem::Maven | Ecosystem::NuGet) => {
                Err(Unchecked::Version)
            }
            Some(index) => read().map(|range| (index, range)),
        };
        let mut row = None;
        match asked {
            Err(why) => *self.found.unchecked.entry(why).or_default() += 1,
            Ok((index, range)) => {
                *self.found.checked_ranges.entry(ecosystem).or_default() += 1;
                let allowed = index.allowed(ecosystem, &requirement.name, &range)?;
                if !allowed.is_empty() {
                    row = Some(self.found.ranges.len());
                    let (requirement, functions) = (requirement.clone(), listing.functions.clone());
                    let (evidence, ways) = (listing.evidence, Vec::new());
                    self.found.ranges.push(JudgedRange { requirement, functions, evidence, ways, allowed });
                }
            }
        }
        self.ranges.insert(key, row);
        Ok(row)
    }
}

impl Judged {
    /// Takes in what is known of the ways to it.
    pub fn set_ways(&mut self, ways: Vec<Way>) {
        self.evidence = nearest(self.evidence, &ways);
        self.ways = ways;
    }

    /// Why no function can run its code, if all that each of those loads that take it is known and does not have it.
    pub fn ruled_out(&self) -> Option<String> {
        let is_ruled_out = |name: &String| self.ways.iter().any(|way| way.function == *name && way.is_ruled_out);
        let is_complete = !self.functions.is_empty() && self.functions.iter().all(is_ruled_out);
        is_complete.then(|| {
            format!("all code that {} load was followed, and none of it loads the package", self.functions.join(", "))
        })
    }

    /// Takes in another place that has the package, which may be a line that two lists include.
    fn also_in(&mut self, package: &Package, place: Option<&String>, listing: &Listing, standing: &Standing) {
        // What is needed to run in one place is needed to run. What is installed does not say what for.
        if listing.form == Form::List {
            self.package.groups.retain(|group| package.groups.contains(group));
        }
        self.package.direct = self.package.direct.max(package.direct);
        self.evidence = self.evidence.max(standing.evidence);
        self.hidden_by = self.hidden_by.take().filter(|_| standing.hidden_by.is_some());
        join(&mut self.functions, standing.functions.as_ref().unwrap_or(&listing.functions));
        join(&mut self.layers, &listing.layers);
        let other = (package.span, place.cloned());
        if other != (self.package.span, self.place.clone()) && !self.also.contains(&other) {
            self.also.push(other);
        }
    }
}

/// The nearest of what is known.
fn nearest(own: Evidence, ways: &[Way]) -> Evidence {
    ways.iter().map(|way| way.evidence).fold(own, Evidence::max)
}

fn join(names: &mut Vec<String>, others: &[String]) {
    names.extend(others.iter().filter(|other| !names.contains(other)).cloned().collect::<Vec<_>>());
}

/// What is one package: of a list the same line's file, of an archive or folder the whole of it.
fn key_of(package: &Package, listing: &Listing) -> Key {
    let file = if listing.form == Form::List { package.span.file } else { listing.file };
    (file, package.ecosystem, package.name.clone(), package.version.clone().unwrap_or_default())
}

/// The index to ask for a package, and the version to ask for.
fn asked<'p, 'b>(package: &'p Package, indexes: &Indexes<'b>) -> Result<(Index<'b>, &'p str), Unchecked> {
    if package.origin != Origin::Registry {
        return Err(Unchecked::Origin);
    }
    let index = indexes.of(package.ecosystem).ok_or(Unchecked::Ecosystem)?;
    Ok((index, package.version.as_deref().ok_or(Unchecked::Version)?))
}
