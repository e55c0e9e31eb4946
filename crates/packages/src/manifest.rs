//! Readers of manifests: what a project asks for.

pub(crate) mod gradle_catalog;
pub(crate) mod msbuild;
pub(crate) mod pom;
pub(crate) mod requirements;

/// Bytes that a value may have once its properties are put in, and a condition, which every requirement repeats that it
/// holds for. Versions and names are far shorter.
const LENGTH: usize = 512;
