//! Which packages each advisory is about: an index is asked by package, and OSV's API by id too.

use std::collections::HashMap;

use deps::{IndexError, Indexes, Named as _};
use packages::Ecosystem;

/// The places of advisories.
#[derive(Debug, Default)]
pub(super) struct Catalogue {
    /// The packages of each id, in the order of ecosystems and names.
    packages: HashMap<Box<str>, Vec<(Ecosystem, Box<str>)>>,
    /// The ids that each alias stands for; sorted.
    aliases: HashMap<Box<str>, Vec<Box<str>>>,
}

impl Catalogue {
    /// All that is in the indexes, each ecosystem as the one that answers for it knows it.
    pub(super) fn of(indexes: &Indexes<'_>) -> Result<Self, IndexError> {
        let mut found = Self::default();
        for ecosystem in indexes.stocks().map(|stock| stock.ecosystem) {
            let Some(index) = indexes.of(ecosystem) else { continue };
            let mut names: Vec<&str> =
                index.packages()?.into_iter().filter(|(own, _)| *own == ecosystem).map(|(_, name)| name).collect();
            names.sort_unstable();
            for name in names {
                for known in index.all_about(ecosystem, name)? {
                    for alias in known.names().skip(1) {
                        let ids = found.aliases.entry(alias.into()).or_default();
                        if let Err(place) = ids.binary_search_by(|id| (**id).cmp(&known.id)) {
                            ids.insert(place, known.id.as_str().into());
                        }
                    }
                    found.packages.entry(known.id.into()).or_default().push((ecosystem, name.into()));
                }
            }
        }
        Ok(found)
    }

    /// The packages that an advisory is about; none if there is no such id.
    pub(super) fn packages(&self, id: &str) -> &[(Ecosystem, Box<str>)] {
        self.packages.get(id).map_or(&[], Vec::as_slice)
    }

    /// The ids that an alias stands for.
    pub(super) fn ids(&self, alias: &str) -> &[Box<str>] {
        self.aliases.get(alias).map_or(&[], Vec::as_slice)
    }
}
