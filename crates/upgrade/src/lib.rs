//! From vulnerable packages to the smallest set of version changes, and to edits of the files.

mod catalogue;
mod cost;
mod document;
mod flat;
mod json;
mod maven;
mod npm;
mod offline;
mod options;
mod plan;
mod pypi;
mod registry;
mod solve;
mod step;
mod trial;

pub use document::Document;
pub use offline::Offline;
pub use options::Options;
pub use plan::{Change, How, Left, Plan, plan};
pub use registry::{
    Artifact, Layered, Manifest, Memory, Registry, RegistryError, Release, UniverseError, maven_manifest,
    maven_releases, npm_manifest, npm_releases, pypi_manifest, pypi_releases, read_universe,
};
pub use solve::Unmended;
pub use step::Step;
