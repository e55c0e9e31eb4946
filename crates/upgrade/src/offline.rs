//! What is certain to exist without asking a registry: the versions in which advisories say that something is mended, and those
//! that the files name.

use std::collections::{BTreeMap, BTreeSet};

use deps::Indexes;
use packages::{Ecosystem, Input};
use source::Limits;

use crate::{Document, Manifest, Registry, RegistryError, Release};

/// A registry that knows versions and nothing of what they need.
pub struct Offline<'i> {
    indexes: &'i Indexes<'i>,
    named: BTreeMap<(Ecosystem, String), BTreeSet<String>>,
}

impl<'i> Offline<'i> {
    /// The versions of advisories and of files.
    pub fn new(indexes: &'i Indexes<'i>, documents: &[Document]) -> Self {
        let mut named: BTreeMap<(Ecosystem, String), BTreeSet<String>> = BTreeMap::new();
        for document in documents {
            let input = Input { file: document.file, text: &document.text, limits: &Limits::default() };
            let found = packages::read(document.format, input);
            for package in &found.packages {
                named.entry((package.ecosystem, package.name.clone())).or_default().extend(package.version.clone());
            }
            for requirement in &found.requirements {
                // The versions that a range is made of are those that its author has seen.
                let words = requirement.range.split(|c: char| !c.is_ascii_alphanumeric() && !".-+".contains(c));
                let words = words.filter(|word| word.starts_with(|c: char| c.is_ascii_digit())).map(str::to_owned);
                named.entry((requirement.ecosystem, requirement.name.clone())).or_default().extend(words);
            }
        }
        Self { indexes, named }
    }
}

impl Registry for Offline<'_> {
    fn releases(&self, ecosystem: Ecosystem, name: &str) -> Result<Vec<Release>, RegistryError> {
        let about = self.indexes.of(ecosystem).map(|index| index.all_about(ecosystem, &ecosystem.normalise(name)));
        let known = about.and_then(Result::ok).unwrap_or_default();
        let fixes = known.iter().flat_map(|entry| entry.facts.fixes()).map(|version| version.as_str().to_owned());
        let named = self.named.get(&(ecosystem, name.to_owned())).into_iter().flatten().cloned();
        let all: BTreeSet<String> = fixes.chain(named).collect();
        Ok(all.into_iter().map(Release::new).collect())
    }

    fn manifest(&self, _: Ecosystem, name: &str, _: &str) -> Result<Manifest, RegistryError> {
        let reason = "no registry is asked".to_owned();
        Err(RegistryError::Unreachable { name: name.to_owned(), reason })
    }
}
