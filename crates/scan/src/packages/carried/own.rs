//! A function's own lists and artifacts.

use std::collections::BTreeSet;

use deps::{Evidence, Form, Listing};
use model::{CodeLocation, Function, Project};
use packages::Ecosystem;
use source::{Files, parent_path};

use super::{Owned, Part, built, folder_of, is_within};
use crate::packages::{folders, is_bom_name};

/// The lists and artifacts of a function. It takes the lists of its folder; where there are none, those nearest above. What
/// is deployed is what was built of it, or else what lies in its folder. Beside the listings are the ecosystems of each.
pub(super) fn parts(
    files: &dyn Files,
    project: &Project,
    function: &Function,
    (listings, kinds): (&[Listing], &[BTreeSet<Ecosystem>]),
) -> Owned {
    let deployed = function.deployed.as_deref();
    if let Some(archive) = deployed.filter(|path| files.find(path).is_some()) {
        return archived(files, archive, listings);
    }
    let base = match &function.code {
        CodeLocation::File(file) => parent_path(files.path(*file)),
        CodeLocation::Folder(folder) => folder,
        CodeLocation::Elsewhere(archive) => return archived(files, archive, listings),
        CodeLocation::Inline(_) => return Owned::default(),
    };
    let wanted = ecosystems(function);
    let is_wanted = |place: usize| kinds.get(place).is_some_and(|own| !own.is_disjoint(&wanted));
    // A bill of materials tells of packages that other files list.
    let is_first_hand = |listing: &Listing| !is_bom_name(files.path(listing.file));
    let own = listings.iter().enumerate().filter(|(place, own)| is_wanted(*place) && is_first_hand(own));
    let own: Vec<(usize, &Listing)> = own.collect();
    let (lists, artifacts): (Vec<_>, Vec<_>) = own.into_iter().partition(|(_, own)| own.form == Form::List);
    let mut parts = Vec::new();
    add(&mut parts, nearest(files, base, &lists), Evidence::LISTED);

    let root = deployed.unwrap_or(base);
    let is_in = |listing: &Listing| {
        let folder = folder_of(files, listing);
        is_within(folder, base) || is_within(base, folder) && is_within(folder, root)
    };
    let inside: Vec<usize> = artifacts.iter().filter(|(_, own)| is_in(own)).map(|(place, _)| *place).collect();
    if let Some(built) = built(files, project, &function.resource, listings) {
        add(&mut parts, inside, Evidence::ONLY_LISTED);
        parts.extend(built.parts);
        return Owned { root: built.root, parts };
    }
    if inside.is_empty() {
        // What lies above is what it is built from; how much of it is deployed is not known.
        add(&mut parts, nearest(files, base, &artifacts), Evidence::LISTED);
    } else {
        add(&mut parts, inside, Evidence::SHIPPED);
    }
    Owned { root: root.to_owned(), parts }
}

fn add(parts: &mut Vec<Part>, listings: Vec<usize>, evidence: Evidence) {
    parts.extend(listings.into_iter().map(|listing| Part { listing, layer: None, evidence }));
}

fn archived(files: &dyn Files, path: &str, listings: &[Listing]) -> Owned {
    let is_it = |listing: &Listing| listing.form == Form::Archive && files.path(listing.file) == path;
    let mut parts = Vec::new();
    add(&mut parts, listings.iter().position(is_it).into_iter().collect(), Evidence::SHIPPED);
    Owned { root: path.to_owned(), parts }
}

/// The listings in a folder; where there are none, those of the nearest folder above that has any.
fn nearest(files: &dyn Files, base: &str, listings: &[(usize, &Listing)]) -> Vec<usize> {
    let own = || listings.iter().map(|(place, listing)| (*place, folder_of(files, listing)));
    let inside: Vec<usize> = own().filter(|(_, folder)| is_within(folder, base)).map(|(place, _)| place).collect();
    if !inside.is_empty() {
        return inside;
    }
    let nearest = folders(base).find(|above| own().any(|(_, folder)| folder == *above));
    own().filter(|(_, folder)| Some(*folder) == nearest).map(|(place, _)| place).collect()
}

/// The ecosystems of what a listing says.
pub(in crate::packages) fn ecosystems_of(listing: &Listing) -> impl Iterator<Item = Ecosystem> {
    let packages = listing.inventory.packages.iter().map(|package| package.ecosystem);
    packages.chain(listing.inventory.requirements.iter().map(|requirement| requirement.ecosystem))
}

/// The ecosystems that the runtimes of each language take packages from.
const RUNTIMES: [(&str, Ecosystem); 7] = [
    ("python", Ecosystem::PyPi),
    ("node", Ecosystem::Npm),
    ("java", Ecosystem::Maven),
    ("dotnet", Ecosystem::NuGet),
    ("ruby", Ecosystem::RubyGems),
    ("php", Ecosystem::Packagist),
    ("go", Ecosystem::Go),
];

/// The ecosystems of a function's runtime; all of them where the runtime tells nothing.
fn ecosystems(function: &Function) -> BTreeSet<Ecosystem> {
    let of_runtime = |runtime: &str| RUNTIMES.iter().find(|(name, _)| runtime.starts_with(name));
    let own = function.runtime.known().map(|(_, runtime, _)| of_runtime(runtime).map(|(_, ecosystem)| *ecosystem));
    let own: Option<BTreeSet<Ecosystem>> = own.collect();
    own.filter(|own| !own.is_empty()).unwrap_or_else(|| Ecosystem::ALL.into_iter().collect())
}
