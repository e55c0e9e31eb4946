//! Readers of manifests: what a project asks for.

pub(crate) mod cargo;
pub(crate) mod composer;
pub(crate) mod gradle_catalog;
pub(crate) mod msbuild;
pub(crate) mod package_json;
pub(crate) mod pep508;
pub(crate) mod pipfile;
pub(crate) mod pom;
pub(crate) mod pyproject;
pub(crate) mod requirements;
pub(crate) mod setup_cfg;
pub(crate) mod tabled;

/// Bytes that a value may have once its properties are put in, and a condition, which every requirement repeats that it
/// holds for. Versions and names are far shorter.
const LENGTH: usize = 512;
