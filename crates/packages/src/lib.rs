//! What a project declares, locks and ships: package URLs, and readers of manifests, lockfiles, archives and folders.
//!
//! Reading never fails: what could not be understood of a file is a notice and the rest is kept. Versions and ranges
//! stay the texts that were written; comparing them is the work of another crate.

mod archive;
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
mod tables;
mod text;

pub use indexes::{IndexKind, IndexSource, Indexes, host_of, read_indexes, tells_indexes};
pub use inventory::{Dependency, Ecosystem, Inventory, Origin, Package, Requirement};
pub use manifest::pom::{MavenParent, maven_parent, read_maven};
pub use purl::{Parts, Purl, PurlError};
pub use reader::{Format, Input, read};
pub use shipped::{
    Coverage, Listed, Merged, Placed, Shadowed, Shipment, Shipped, Source, is_archive, merged, read_archive,
    read_folder,
};
