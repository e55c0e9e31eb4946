//! A registry that is held in memory.

use std::collections::BTreeMap;

use packages::{Ecosystem, Requirement};
use source::{FileId, Span};

use super::{Manifest, Registry, RegistryError, Release};

/// Releases by package. Requirements are given where they are added.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    known: BTreeMap<(Ecosystem, String), BTreeMap<String, (Release, Manifest)>>,
}

impl Memory {
    /// Adds a release, or replaces it.
    pub fn add(&mut self, ecosystem: Ecosystem, name: &str, release: Release, manifest: Manifest) {
        let package = self.known.entry((ecosystem, ecosystem.normalise(name))).or_default();
        package.insert(release.version.clone(), (release, manifest));
    }

    /// Adds a release with what it needs: names and ranges.
    pub fn release(&mut self, ecosystem: Ecosystem, name: &str, version: &str, needs: &[(&str, &str)]) {
        let nowhere = Span::new(FileId(0), 0, 0);
        let need = |(name, range): &(&str, &str)| Requirement::new(ecosystem, name, range, nowhere);
        let manifest = Manifest { requirements: needs.iter().map(need).collect(), ..Manifest::default() };
        self.add(ecosystem, name, Release::new(version), manifest);
    }

    /// The manifest of a release, to complete it.
    pub fn manifest_mut(&mut self, ecosystem: Ecosystem, name: &str, version: &str) -> Option<&mut Manifest> {
        let package = self.known.get_mut(&(ecosystem, ecosystem.normalise(name)))?;
        package.get_mut(version).map(|(_, manifest)| manifest)
    }
}

impl Registry for Memory {
    fn releases(&self, ecosystem: Ecosystem, name: &str) -> Result<Vec<Release>, RegistryError> {
        let package = self.known.get(&(ecosystem, ecosystem.normalise(name)));
        let package = package.ok_or_else(|| RegistryError::Unknown(name.to_owned()))?;
        Ok(package.values().map(|(release, _)| release.clone()).collect())
    }

    fn manifest(&self, ecosystem: Ecosystem, name: &str, version: &str) -> Result<Manifest, RegistryError> {
        let package = self.known.get(&(ecosystem, ecosystem.normalise(name)));
        let release = package.and_then(|package| package.get(version));
        let release = release.ok_or_else(|| RegistryError::Unknown(format!("{name} {version}")))?;
        Ok(release.1.clone())
    }
}
