//! Projects of Maven: `pom.xml`, with the parents that lie in the same tree of files.

mod pom;
mod resolve;
mod write;

use std::collections::BTreeMap;

use versions::Version;

use crate::Document;
use crate::catalogue::Catalogue;
use crate::trial::{Ask, Project, Resolved, Trial, Way};
use pom::{Declared, Pom};

/// A project of Maven.
pub(crate) struct MavenProject<'d> {
    /// The file, and those of its parents.
    documents: Vec<&'d Document>,
    pom: Pom,
    asks: Vec<Ask>,
    /// The versions that the project lays down for all who ask, by name.
    managed: BTreeMap<String, String>,
}

impl<'d> MavenProject<'d> {
    /// A project with its parents, nearest first; none where it is not understood.
    pub(crate) fn read(document: &'d Document, above: &[&'d Document]) -> Option<Self> {
        let mut pom = Pom::read(document)?;
        let parents: Vec<Pom> = above.iter().map_while(|parent| Pom::read(parent)).collect();
        for parent in &parents {
            for (name, property) in &parent.properties {
                pom.properties.entry(name.clone()).or_insert_with(|| property.clone());
            }
        }
        let mut managed = BTreeMap::new();
        for one in parents.iter().rev().flat_map(|parent| &parent.managed).chain(&pom.managed) {
            managed.insert(one.name.clone(), pom.expand(&one.version));
        }
        let inherited = parents.iter().flat_map(|parent| &parent.dependencies);
        let own: Vec<Declared> = inherited.chain(&pom.dependencies).cloned().collect();
        pom.dependencies = own;
        pom.managed.extend(parents.iter().flat_map(|parent| &parent.managed).cloned());
        // What only lays down versions for its parts is judged by those.
        if pom.dependencies.is_empty() {
            pom.dependencies.clone_from(&pom.managed);
        }
        let ask = |one: &Declared| {
            let written = pom.expand(&one.version);
            let range = if written.is_empty() { managed.get(&one.name).cloned().unwrap_or_default() } else { written };
            Ask { name: one.name.clone(), range, is_writable: true }
        };
        let asks = pom.dependencies.iter().map(ask).collect();
        let documents = std::iter::once(document).chain(above.iter().copied()).collect();
        Some(Self { documents, pom, asks, managed })
    }
}

impl Project for MavenProject<'_> {
    fn asks(&self) -> &[Ask] {
        &self.asks
    }

    fn resolve(&self, trial: &Trial, catalogue: &Catalogue<'_>) -> Option<Resolved> {
        resolve::resolve(self, trial, catalogue)
    }

    fn ways(&self) -> &[Way] {
        // What others ask for is rather laid down than reached by other releases of those others.
        &[Way::Force, Way::Ask]
    }

    fn relaxed(&self, _: usize, version: &Version) -> String {
        version.as_str().to_owned()
    }
}
