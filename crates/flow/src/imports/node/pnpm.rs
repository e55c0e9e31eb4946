//! The store of pnpm: `node_modules/.pnpm/NAME@VERSION/node_modules/NAME`, with links from one to the other.

use std::collections::{BTreeMap, BTreeSet};

use source::Files;
use versions::{Range, Scheme, Version};

use crate::imports::found::beginning;

/// The packages of one store.
#[derive(Debug, Default)]
pub(super) struct Store {
    /// Of each name the versions with their folders.
    packages: BTreeMap<String, Vec<(String, String)>>,
}

impl Store {
    /// Reads the names of its folders.
    pub(super) fn read(files: &dyn Files, place: &str) -> Self {
        let prefix = format!("{place}/");
        let inside = beginning(files, prefix.clone());
        let folders: BTreeSet<&str> = inside
            .filter_map(|(_, path)| path.strip_prefix(prefix.as_str())?.split_once('/'))
            .map(|(own, _)| own)
            .collect();
        let mut packages: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
        for folder in folders {
            let Some((name, version)) = named(folder) else { continue };
            let place = format!("{place}/{folder}/node_modules/{name}");
            packages.entry(name).or_default().push((version, place));
        }
        Self { packages }
    }

    /// The folders of a package: those whose versions lie in a range, or all where none does or none is given.
    pub(super) fn of(&self, name: &str, range: Option<&str>) -> Vec<String> {
        let Some(all) = self.packages.get(name) else { return Vec::new() };
        let range = range.and_then(|range| Range::parse(Scheme::Npm, range).ok());
        let is_wanted =
            |version: &str| range.as_ref().is_some_and(|range| range.contains(&Version::parse(Scheme::Npm, version)));
        let wanted: Vec<String> =
            all.iter().filter(|(version, _)| is_wanted(version)).map(|(_, place)| place.clone()).collect();
        if wanted.is_empty() { all.iter().map(|(_, place)| place.clone()).collect() } else { wanted }
    }
}

/// Name and version of a folder: `a@1.0.0`, `@s+b@1.0.0_c@2.0.0`, `a@1.0.0(b@2.0.0)`.
fn named(folder: &str) -> Option<(String, String)> {
    let scoped = folder.starts_with('@');
    let at = folder.get(1..)?.find('@')? + 1;
    let (name, version) = (folder.get(..at)?, folder.get(at + 1..)?);
    let version = version.split(['_', '(']).next()?;
    let name = if scoped { name.replacen('+', "/", 1) } else { name.to_owned() };
    Some((name, version.to_owned()))
}
