//! The registries' own documents.

mod maven;
mod npm;
mod pypi;

pub use maven::{maven_manifest, maven_releases};
pub(crate) use npm::requirement as npm_requirement;
pub use npm::{npm_manifest, npm_releases};
pub use pypi::{pypi_manifest, pypi_releases};

use super::RegistryError;

/// What is wrong with a document about a package.
fn malformed(name: &str, reason: impl ToString) -> RegistryError {
    RegistryError::Malformed { name: name.to_owned(), reason: reason.to_string() }
}
