//! What a project declares, locks and ships: package URLs, and readers of manifests, lockfiles, archives and folders.
//!
//! Reading never fails: what could not be understood of a file is a notice and the rest is kept. Versions and ranges
//! stay the texts that were written; comparing them is the work of another crate.

mod archive;
mod binary;
mod bundle;
mod image;
mod indexes;
mod inventory;
mod licences;
mod lockfile;
mod manifest;
mod markup;
mod nodes;
mod origin;
mod purl;
mod reader;
mod shipped;
mod system;
mod tables;
mod tarball;
mod text;

pub use binary::{may_be_binary, read_binary};
pub use bundle::{
    Bundle, BundleIndex, Bundled, BundledVersion, Candidate, IndexedPackage, Told, TooLarge, build_bundle_index,
    is_bundle, is_script, map_beside, read_bundle,
};
pub use image::is_layout;
pub use indexes::{IndexKind, IndexSource, Indexes, host_of, read_indexes, tells_indexes};
pub use inventory::{Dependency, Ecosystem, Inventory, Origin, Package, Requirement, System, Unversioned};
pub use manifest::msbuild::{msbuild_imports, read_msbuild};
pub use manifest::pom::{MavenParent, maven_parent, read_maven};
pub use manifest::requirements::{Included, read_requirements};
pub use purl::{Parts, Purl, PurlError};
pub use reader::{Format, Input, read};
pub use shipped::{
    Coverage, Listed, Merged, Placed, Shadowed, Shipment, Shipped, Source, installed_in, is_archive, is_in_modules,
    may_be_large, merged, read_archive, read_folder, read_layout,
};
