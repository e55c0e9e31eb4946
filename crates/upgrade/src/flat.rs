//! Lockfiles that list packages side by side: each version may be another within what asks for it, when all that the other one
//! needs is there already.

mod bundler;
mod go;
mod write;
mod yarn;

use std::collections::BTreeMap;

use packages::{Dependency, Format, Input, Origin, Package};
use source::Limits;
use versions::Version;

use crate::Document;
use crate::catalogue::Catalogue;
use crate::trial::{Ask, Need, Needer, Project, Resolved, Taken, Trial, Way};

/// A project of which only the lockfile is looked at.
pub(crate) struct FlatProject<'d> {
    document: &'d Document,
    packages: Vec<Package>,
    versions: Vec<Option<Version>>,
    /// What the project asks for, where the lockfile says it.
    asks: Vec<Ask>,
}

impl<'d> FlatProject<'d> {
    /// The project of a lockfile; none where it lists nothing.
    pub(crate) fn read(document: &'d Document, catalogue: &Catalogue<'_>) -> Option<Self> {
        let input = Input { file: document.file, text: &document.text, limits: &Limits::default() };
        let packages = packages::read(document.format, input).packages;
        let known = |package: &Package| {
            let version = package.version.as_deref().filter(|_| package.origin == Origin::Registry);
            version.map(|version| catalogue.version(version))
        };
        let asks = match document.format {
            Format::GemfileLock => bundler::asks(&document.text),
            Format::YarnLock => yarn::asks(&document.text, &packages),
            _ => Vec::new(),
        };
        let versions = packages.iter().map(known).collect();
        (!packages.is_empty()).then_some(Self { document, packages, versions, asks })
    }

    /// What is to be run after the lockfile was changed.
    pub(crate) const fn command(&self) -> &'static str {
        match self.document.format {
            Format::GoMod => "go mod tidy",
            _ => "",
        }
    }

    /// What a package needs after changes; none where that is not known.
    fn needs(&self, place: usize, version: &Version, catalogue: &Catalogue<'_>) -> Option<Vec<Dependency>> {
        let package = self.packages.get(place)?;
        if package.version.as_deref() == Some(version.as_str()) {
            return Some(package.dependencies.clone());
        }
        // The modules that a module needs stand in a file of its own; the tool adds them.
        if self.document.format == Format::GoMod {
            return Some(Vec::new());
        }
        let manifest = catalogue.manifest(&package.name, version)?;
        let runs =
            |groups: &[String]| !groups.iter().any(|group| ["dev", "peer", "optional"].contains(&group.as_str()));
        let needs = manifest.requirements.iter().filter(|need| runs(&need.groups));
        Some(needs.map(|need| Dependency { name: need.name.clone(), range: need.range.clone() }).collect())
    }

    /// Whether a range lets a version pass; lockfiles also write the version itself, or nothing.
    fn fits(&self, range: &str, version: &Version, catalogue: &Catalogue<'_>) -> bool {
        let range = range.strip_prefix("npm:").unwrap_or(range);
        range.is_empty() || range == version.as_str() || catalogue.fits(range, version)
    }
}

impl Project for FlatProject<'_> {
    fn asks(&self) -> &[Ask] {
        &self.asks
    }

    fn resolve(&self, trial: &Trial, catalogue: &Catalogue<'_>) -> Option<Resolved> {
        let version = |place: usize| {
            let (package, version) = (self.packages.get(place)?, self.versions.get(place)?.as_ref()?);
            Some(trial.placed.get(&(package.name.clone(), version.clone())).unwrap_or(version))
        };
        let all: Vec<(usize, &Package, &Version)> = self
            .packages
            .iter()
            .enumerate()
            .filter_map(|(place, package)| Some((place, package, version(place)?)))
            .collect();
        let mut named: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let mut resolved = Resolved::default();
        for (_, package, version) in &all {
            named.entry(&package.name).or_default().push(resolved.taken.len());
            let name = package.name.clone();
            resolved.taken.push(Taken { name, version: (*version).clone(), needed_by: Vec::new() });
        }
        let is_changed = !trial.placed.is_empty();
        let mut needs: Vec<(usize, Need)> = Vec::new();
        for (number, (place, _, version)) in all.iter().enumerate() {
            for need in self.needs(*place, version, catalogue)? {
                let name = catalogue.ecosystem().normalise(&need.name);
                let targets = named.get(name.as_str()).map(Vec::as_slice).unwrap_or_default();
                let fits = |target: &&usize| {
                    resolved.taken.get(**target).is_some_and(|taken| self.fits(&need.range, &taken.version, catalogue))
                };
                let found = targets.iter().find(fits).or_else(|| targets.first().filter(|_| !is_changed));
                match found {
                    Some(target) => needs.push((*target, Need { by: Needer::Package(number), range: need.range })),
                    // What was not there before is not missed.
                    None if is_changed && !self.is_unmet(*place, &need, catalogue) => return None,
                    None => {}
                }
            }
        }
        for (ask, asked) in self.asks.iter().enumerate() {
            let targets = named.get(asked.name.as_str()).map(Vec::as_slice).unwrap_or_default();
            let fits = |target: &&usize| {
                resolved.taken.get(**target).is_some_and(|taken| self.fits(&asked.range, &taken.version, catalogue))
            };
            match targets.iter().find(fits) {
                Some(target) => needs.push((*target, Need { by: Needer::Project(ask), range: asked.range.clone() })),
                None if is_changed && !targets.is_empty() && self.was_met(asked, catalogue) => return None,
                None => {}
            }
        }
        for (target, need) in needs {
            resolved.taken.get_mut(target)?.needed_by.push(need);
        }
        Some(resolved)
    }

    fn ways(&self) -> &[Way] {
        Way::IN_PLACE
    }

    fn relaxed(&self, _: usize, version: &Version) -> String {
        version.as_str().to_owned()
    }
}

impl FlatProject<'_> {
    /// Whether the lockfile as it is does not have what a package needs: it is for another platform, or comes from elsewhere.
    fn is_unmet(&self, place: usize, need: &Dependency, catalogue: &Catalogue<'_>) -> bool {
        let is_own = self.packages.get(place).is_some_and(|package| package.dependencies.contains(need));
        is_own && !self.has(&need.name, &need.range, catalogue)
    }

    fn was_met(&self, asked: &Ask, catalogue: &Catalogue<'_>) -> bool {
        self.has(&asked.name, &asked.range, catalogue)
    }

    fn has(&self, name: &str, range: &str, catalogue: &Catalogue<'_>) -> bool {
        let name = catalogue.ecosystem().normalise(name);
        let mut own = self.packages.iter().zip(&self.versions).filter(|(package, _)| package.name == name);
        own.any(|(_, version)| version.as_ref().is_some_and(|version| self.fits(range, version, catalogue)))
    }

    /// The packages that changes give another version.
    fn replaced<'t>(&'t self, trial: &'t Trial) -> impl Iterator<Item = (&'t Package, &'t Version)> {
        self.packages.iter().zip(&self.versions).filter_map(|(package, version)| {
            let to = trial.placed.get(&(package.name.clone(), version.clone()?))?;
            Some((package, to))
        })
    }
}
