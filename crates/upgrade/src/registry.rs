//! What a registry says of packages: values, wherever they come from.

mod documents;
mod layered;
mod memory;
mod universe;

use packages::{Ecosystem, Requirement};

pub(crate) use documents::npm_requirement;
pub use documents::{maven_manifest, maven_releases, npm_manifest, npm_releases, pypi_manifest, pypi_releases};
pub use layered::Layered;
pub use memory::Memory;
pub use universe::{UniverseError, read_universe};

/// A place that knows the releases of packages. It is asked for one package many times, so that an implementation that has to
/// fetch keeps what it got.
pub trait Registry {
    /// All releases of a package, in any order. Names are as the ecosystem compares them.
    ///
    /// # Errors
    /// When the registry does not know the package, or cannot be asked.
    fn releases(&self, ecosystem: Ecosystem, name: &str) -> Result<Vec<Release>, RegistryError>;

    /// What one release needs and where its files are. The version is written as the release's own.
    ///
    /// # Errors
    /// When the registry does not know the release or what it needs, or cannot be asked.
    fn manifest(&self, ecosystem: Ecosystem, name: &str, version: &str) -> Result<Manifest, RegistryError>;
}

/// A version of a package that can be had.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Release {
    /// Its version as the registry writes it.
    pub version: String,
    /// Whether it was taken back: yanked or deprecated. Nobody goes to such a release.
    pub is_withdrawn: bool,
    /// The versions of the language that it runs on, as written: `engines.node`, `requires-python`; empty for any.
    pub runtime: String,
}

/// What a release says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Manifest {
    /// What it needs. Their places mean nothing.
    pub requirements: Vec<Requirement>,
    /// What is left out below a requirement, by the requirement's name: `group:artifact` with `*` for any (Maven).
    pub exclusions: Vec<(String, String)>,
    /// Its files.
    pub files: Vec<Artifact>,
    /// The release's own description in JSON, for lockfiles that repeat parts of it (npm); else empty.
    pub document: String,
}

/// A file of a release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Artifact {
    /// Where it can be had.
    pub url: String,
    /// Its checksum as the ecosystem's lockfiles write it: `sha512-…` in base 64 (npm), `sha256:…` (PyPI), bare
    /// hexadecimal numbers (crates.io).
    pub integrity: String,
}

/// Why a registry does not answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RegistryError {
    /// There is no such package or release.
    #[error("the registry does not know `{0}`")]
    Unknown(String),
    /// It cannot be asked, and why.
    #[error("the registry cannot be asked for `{name}`: {reason}")]
    Unreachable {
        /// The package.
        name: String,
        /// What went wrong, in words.
        reason: String,
    },
    /// What it answered is not understood.
    #[error("the registry's answer about `{name}` is not understood: {reason}")]
    Malformed {
        /// The package.
        name: String,
        /// What is wrong with it, in words.
        reason: String,
    },
}

impl Release {
    /// A release of which no more is known.
    pub fn new(version: impl Into<String>) -> Self {
        Self { version: version.into(), is_withdrawn: false, runtime: String::new() }
    }
}
