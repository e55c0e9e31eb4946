//! What is tried, and what comes of it.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use versions::Version;

use crate::catalogue::Catalogue;

/// A set of changes to a project.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Trial {
    /// Requirements of the project, by their place in [`Project::asks`], that ask for this version and what fits with it.
    pub asked: BTreeMap<usize, Version>,
    /// Locked packages that are replaced within what asks for them.
    pub placed: BTreeMap<(String, Version), Version>,
    /// Packages at a version in whose stead another is taken, whatever asks for them.
    pub forced: BTreeMap<(String, Version), Version>,
}

/// A requirement of the project itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ask {
    /// The package's name as the ecosystem compares it.
    pub name: String,
    /// The range as written.
    pub range: String,
    /// Whether the files that are written are those that hold it.
    pub is_writable: bool,
}

/// A package of the result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Taken {
    /// Its name as the ecosystem compares it.
    pub name: String,
    /// Its version.
    pub version: Version,
    /// What asks for it.
    pub needed_by: Vec<Need>,
}

/// Who asks for a package, and for which versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Need {
    /// Who.
    pub by: Needer,
    /// The range as it asks.
    pub range: String,
}

/// Who asks for a package.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Needer {
    /// The project, by the place in [`Project::asks`].
    Project(usize),
    /// Another package of the result, by its place.
    Package(usize),
}

/// All packages that a project gets.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Resolved {
    /// The packages.
    pub taken: Vec<Taken>,
}

/// A project whose packages can be worked out anew after changes.
pub(crate) trait Project {
    /// What the project itself asks for.
    fn asks(&self) -> &[Ask];

    /// Which packages it gets when changes are made; none when they contradict each other.
    fn resolve(&self, trial: &Trial, catalogue: &Catalogue<'_>) -> Option<Resolved>;

    /// In which ways it can be changed, the best first.
    fn ways(&self) -> &[Way];

    /// The range that a requirement becomes when it asks for a version.
    fn relaxed(&self, ask: usize, version: &Version) -> String;

    /// The version of the language that the project runs on at the least, if it says so.
    fn runtime(&self) -> Option<&Version> {
        None
    }
}

/// A way of changing a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Way {
    /// A locked version, within what asks for it.
    Place,
    /// A requirement of the project.
    Ask,
    /// A version that is forced on those that ask for another.
    Force,
}

impl Resolved {
    /// The vulnerabilities that are to be mended, each with its package and version.
    pub(crate) fn faults(&self, catalogue: &Catalogue<'_>) -> BTreeSet<(String, Version, String)> {
        let of = |taken: &Taken| {
            let faults = catalogue.faults(&taken.name, &taken.version);
            faults.iter().map(|fault| (taken.name.clone(), taken.version.clone(), fault.clone())).collect::<Vec<_>>()
        };
        let depths = catalogue.options().max_depth.map(|most| (most, self.depths()));
        let is_near = |place: usize| {
            depths.as_ref().is_none_or(|(most, depths)| depths.get(&place).is_some_and(|depth| depth <= most))
        };
        let near = self.taken.iter().enumerate().filter(|(place, _)| is_near(*place));
        near.flat_map(|(_, taken)| of(taken)).collect()
    }

    /// How far from the project the packages lie, by their places; one for what it asks for itself.
    fn depths(&self) -> BTreeMap<usize, usize> {
        let mut needs: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut open = VecDeque::new();
        for (place, taken) in self.taken.iter().enumerate() {
            for need in &taken.needed_by {
                match need.by {
                    Needer::Project(_) => open.push_back((place, 1)),
                    Needer::Package(by) => needs.entry(by).or_default().push(place),
                }
            }
        }
        let mut depths = BTreeMap::new();
        while let Some((place, depth)) = open.pop_front() {
            if let Entry::Vacant(entry) = depths.entry(place) {
                entry.insert(depth);
                open.extend(needs.get(&place).into_iter().flatten().map(|below| (*below, depth + 1)));
            }
        }
        depths
    }

    /// The versions of each package.
    pub(crate) fn versions(&self) -> BTreeMap<&str, BTreeSet<&Version>> {
        let mut all: BTreeMap<&str, BTreeSet<&Version>> = BTreeMap::new();
        for taken in &self.taken {
            all.entry(&taken.name).or_default().insert(&taken.version);
        }
        all
    }

    /// The places of a package at a version.
    pub(crate) fn places<'s>(&'s self, name: &'s str, version: &'s Version) -> impl Iterator<Item = usize> + 's {
        let is_meant = move |taken: &Taken| taken.name == name && taken.version == *version;
        self.taken.iter().enumerate().filter(move |(_, taken)| is_meant(taken)).map(|(place, _)| place)
    }

    /// The requirements of the project that lead to some packages.
    pub(crate) fn asks_for(&self, places: &[usize]) -> BTreeSet<usize> {
        let (mut asks, mut seen) = (BTreeSet::new(), BTreeSet::new());
        let mut open = places.to_vec();
        while let Some(place) = open.pop() {
            if !seen.insert(place) {
                continue;
            }
            for need in self.taken.get(place).into_iter().flat_map(|taken| &taken.needed_by) {
                match need.by {
                    Needer::Project(ask) => _ = asks.insert(ask),
                    Needer::Package(by) => open.push(by),
                }
            }
        }
        asks
    }

    /// The version that a requirement of the project gets.
    pub(crate) fn of_ask(&self, ask: usize) -> Option<&Version> {
        let is_asked = |taken: &&Taken| taken.needed_by.iter().any(|need| need.by == Needer::Project(ask));
        self.taken.iter().find(is_asked).map(|taken| &taken.version)
    }
}
