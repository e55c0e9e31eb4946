//! Which lockfile says which version of a requirement is taken.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use deps::{Form, Listing};
use packages::{Ecosystem, Format, Requirement};
use source::{Files, parent_path};

use super::folders;

/// Of each file the requirements, by their place, that a lockfile answers.
pub(super) fn answered(files: &dyn Files, listings: &[Listing]) -> Vec<BTreeSet<usize>> {
    if listings.iter().all(|listing| listing.inventory.requirements.is_empty()) {
        return vec![BTreeSet::new(); listings.len()];
    }
    let locks = Locks::of(files, listings);
    let of_listing = |listing: &Listing| {
        let folder = parent_path(files.path(listing.file));
        let requirements = listing.inventory.requirements.iter().enumerate();
        requirements.filter(|(_, own)| locks.answer(folder, own)).map(|(place, _)| place).collect()
    };
    listings.iter().map(of_listing).collect()
}

/// What the lockfiles of each folder lock.
struct Locks<'r> {
    folders: BTreeMap<&'r str, BTreeMap<Ecosystem, HashSet<&'r str>>>,
}

impl<'r> Locks<'r> {
    fn of(files: &'r dyn Files, listings: &'r [Listing]) -> Self {
        let mut folders: BTreeMap<&str, BTreeMap<Ecosystem, HashSet<&str>>> = BTreeMap::new();
        let is_lockfile = |own: &&Listing| {
            own.form == Form::List && Format::of_path(files.path(own.file)).is_some_and(Format::is_lockfile)
        };
        for listing in listings.iter().filter(is_lockfile) {
            let own = folders.entry(parent_path(files.path(listing.file))).or_default();
            for package in &listing.inventory.packages {
                own.entry(package.ecosystem).or_default().insert(package.name.as_str());
            }
        }
        Self { folders }
    }

    /// Whether a lockfile says which version of a requirement of a folder is taken: one beside it, or one above it that has the
    /// package, as those of workspaces do.
    fn answer(&self, folder: &str, requirement: &Requirement) -> bool {
        folders(folder).any(|above| {
            let own = self.folders.get(above).and_then(|locks| locks.get(&requirement.ecosystem));
            own.is_some_and(|names| above == folder || names.contains(requirement.name.as_str()))
        })
    }
}
