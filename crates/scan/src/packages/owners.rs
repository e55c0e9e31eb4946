//! Which functions take the packages of a file.

use std::collections::{BTreeMap, BTreeSet};

use deps::Listing;
use model::{CodeLocation, Function, Project};
use packages::Ecosystem;
use source::{FileId, Files, parent_path};

use super::{folders, is_bom_name};

/// The functions that each file lists packages for, by their full names. A function takes what lies in its folder; where
/// nothing does, what lies nearest above.
pub(super) fn owners(files: &dyn Files, project: &Project, listings: &[Listing]) -> BTreeMap<FileId, Vec<String>> {
    let mut owners: BTreeMap<FileId, Vec<String>> = BTreeMap::new();
    for (_, function) in project.function_ids() {
        for file in files_of(files, function, listings) {
            owners.entry(file).or_default().push(project.full_name(&function.resource));
        }
    }
    owners
}

fn files_of(files: &dyn Files, function: &Function, listings: &[Listing]) -> Vec<FileId> {
    let folder = match &function.code {
        CodeLocation::File(file) => parent_path(files.path(*file)),
        CodeLocation::Folder(folder) => folder,
        CodeLocation::Elsewhere(archive) => return files.find(archive).into_iter().collect(),
        CodeLocation::Inline(_) => return Vec::new(),
    };
    let wanted = ecosystems(function);
    let is_own = |listing: &&Listing| {
        let packages = listing.inventory.packages.iter().map(|package| package.ecosystem);
        let requirements = listing.inventory.requirements.iter().map(|requirement| requirement.ecosystem);
        // A bill of materials tells of packages that other files list.
        !is_bom_name(files.path(listing.file))
            && packages.chain(requirements).any(|ecosystem| wanted.contains(&ecosystem))
    };
    let own: Vec<(FileId, &str)> =
        listings.iter().filter(is_own).map(|listing| (listing.file, parent_path(files.path(listing.file)))).collect();
    let inside = own.iter().filter(|(_, place)| folders(place).any(|above| above == folder));
    let inside: Vec<FileId> = inside.map(|(file, _)| *file).collect();
    if !inside.is_empty() {
        return inside;
    }
    let nearest = folders(folder).find(|above| own.iter().any(|(_, place)| place == above));
    own.iter().filter(|(_, place)| Some(*place) == nearest).map(|(file, _)| *file).collect()
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
