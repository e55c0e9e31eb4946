//! From vulnerable packages to the smallest set of version changes, and to edits of the files.

mod registry;

pub use registry::{
    Artifact, Manifest, Memory, Registry, RegistryError, Release, UniverseError, maven_manifest, maven_releases,
    npm_manifest, npm_releases, pypi_manifest, pypi_releases, read_universe,
};
