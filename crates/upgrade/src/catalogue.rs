//! The registry and the advisories, asked once for each question.

mod lineage;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use deps::{Index, Nature};
use packages::Ecosystem;
use versions::{Range, Version};

use crate::{Manifest, Options, Registry, RegistryError, Step};

/// A release with its version as it is compared.
#[derive(Debug, Clone)]
pub(crate) struct Offer {
    /// Its version.
    pub version: Version,
    /// Whether it was taken back.
    pub is_withdrawn: bool,
    /// The versions of the language that it runs on, as written; empty for any.
    pub runtime: String,
}

/// Answers that are kept, by question.
type Kept<Q, A> = RefCell<HashMap<Q, A>>;

/// What is known of packages of one ecosystem.
pub(crate) struct Catalogue<'r> {
    ecosystem: Ecosystem,
    registry: &'r dyn Registry,
    index: Index<'r>,
    options: &'r Options,
    offers: Kept<String, Rc<[Offer]>>,
    manifests: Kept<(String, String), Option<Rc<Manifest>>>,
    faults: Kept<(String, Version), Rc<BTreeSet<String>>>,
    ranges: Kept<String, Option<Rc<Range>>>,
    /// What the registry did not answer, by package.
    failures: RefCell<BTreeMap<String, RegistryError>>,
}

impl<'r> Catalogue<'r> {
    /// A catalogue that has not been asked yet.
    pub(crate) fn new(
        ecosystem: Ecosystem,
        registry: &'r dyn Registry,
        index: Index<'r>,
        options: &'r Options,
    ) -> Self {
        Self {
            ecosystem,
            registry,
            index,
            options,
            offers: RefCell::default(),
            manifests: RefCell::default(),
            faults: RefCell::default(),
            ranges: RefCell::default(),
            failures: RefCell::default(),
        }
    }

    /// The ecosystem of its packages.
    pub(crate) const fn ecosystem(&self) -> Ecosystem {
        self.ecosystem
    }

    /// What is wanted.
    pub(crate) const fn options(&self) -> &Options {
        self.options
    }

    /// A version as the ecosystem compares it.
    pub(crate) fn version(&self, text: &str) -> Version {
        Version::parse(self.ecosystem.scheme(), text)
    }

    /// The releases of a package, the oldest first; none where the registry does not answer.
    pub(crate) fn offers(&self, name: &str) -> Rc<[Offer]> {
        if let Some(known) = self.offers.borrow().get(name) {
            return Rc::clone(known);
        }
        let releases = self.registry.releases(self.ecosystem, name).unwrap_or_else(|error| {
            self.failures.borrow_mut().insert(name.to_owned(), error);
            Vec::new()
        });
        let mut offers: Vec<Offer> = releases
            .into_iter()
            .map(|release| Offer {
                version: self.version(&release.version),
                is_withdrawn: release.is_withdrawn,
                runtime: release.runtime,
            })
            .filter(|offer| offer.version.is_valid())
            .collect();
        offers.sort_by(|one, other| one.version.cmp(&other.version));
        let offers: Rc<[Offer]> = offers.into();
        self.offers.borrow_mut().insert(name.to_owned(), Rc::clone(&offers));
        offers
    }

    /// The releases above a version to which one may go, the oldest first: none that was taken back, none that is not
    /// wanted, and pre-releases only for who has one.
    pub(crate) fn above(&self, name: &str, from: &Version) -> Vec<Version> {
        if self.options.kept.contains(name) {
            return Vec::new();
        }
        let offers = self.offers(name);
        let farthest = self.options.steps.get(name).copied().unwrap_or(Step::Major);
        let is_up = |offer: &&Offer| {
            let is_fit = from.is_prerelease() || !offer.version.is_prerelease();
            is_fit && lineage::is_above(&offer.version, from) && Step::between(from, &offer.version) <= farthest
        };
        let up: Vec<&Offer> = offers.iter().filter(is_up).collect();
        let is_left = up.iter().any(|offer| !offer.is_withdrawn);
        let up = up.into_iter().filter(|offer| !is_left || !offer.is_withdrawn).map(|offer| &offer.version);
        lineage::kept(up.collect(), from).into_iter().cloned().collect()
    }

    /// The newest release that a range lets pass; of what was taken back only if there is no other.
    pub(crate) fn newest(&self, name: &str, range: &str) -> Option<Version> {
        let range = self.range(range)?;
        let offers = self.offers(name);
        let fits = |offer: &&Offer| range.contains(&offer.version);
        let newest =
            offers.iter().rev().filter(fits).find(|offer| !offer.is_withdrawn && !offer.version.is_prerelease());
        newest.or_else(|| offers.iter().rev().find(fits)).map(|offer| offer.version.clone())
    }

    /// What a release says of itself; none where the registry does not answer.
    pub(crate) fn manifest(&self, name: &str, version: &Version) -> Option<Rc<Manifest>> {
        let key = (name.to_owned(), version.as_str().to_owned());
        if let Some(known) = self.manifests.borrow().get(&key) {
            return known.clone();
        }
        let answer = self.registry.manifest(self.ecosystem, name, version.as_str());
        let manifest = answer.map(Rc::new).inspect_err(|error| {
            self.failures.borrow_mut().entry(name.to_owned()).or_insert_with(|| error.clone());
        });
        self.manifests.borrow_mut().entry(key).or_insert(manifest.ok()).clone()
    }

    /// The vulnerabilities of a package at a version, by their names; those that are merely worth knowing or not
    /// wanted are left out.
    pub(crate) fn faults(&self, name: &str, version: &Version) -> Rc<BTreeSet<String>> {
        let key = (name.to_owned(), version.clone());
        if let Some(known) = self.faults.borrow().get(&key) {
            return Rc::clone(known);
        }
        // A damaged index is said by the scan.
        let found = self.index.vulnerabilities(self.ecosystem, name, version).unwrap_or_default();
        let grave = found.iter().filter(|own| matches!(own.nature, Nature::Vulnerability | Nature::Malicious));
        let faults: Rc<BTreeSet<String>> = Rc::new(
            grave.map(|own| own.name().to_owned()).filter(|name| !self.options.ignored.contains(name)).collect(),
        );
        self.faults.borrow_mut().insert(key, Rc::clone(&faults));
        faults
    }

    /// A range as it is compared; none for what is no range of versions.
    pub(crate) fn range(&self, text: &str) -> Option<Rc<Range>> {
        if let Some(known) = self.ranges.borrow().get(text) {
            return known.clone();
        }
        // The tag of npm that every package has.
        let written = if text == "latest" { "" } else { text };
        let range = Range::parse(self.ecosystem.scheme(), written).ok().map(Rc::new);
        self.ranges.borrow_mut().insert(text.to_owned(), range.clone());
        range
    }

    /// Whether a range lets a version pass; what is no range lets nothing pass.
    pub(crate) fn fits(&self, range: &str, version: &Version) -> bool {
        self.range(range).is_some_and(|range| range.contains(version))
    }

    /// What the registry did not answer about a package.
    pub(crate) fn failure(&self, name: &str) -> Option<RegistryError> {
        self.failures.borrow().get(name).cloned()
    }
}
