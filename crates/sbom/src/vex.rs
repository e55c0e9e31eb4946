//! OpenVEX 0.2.0: what is said of vulnerabilities in a product, written and read.

mod document;
mod read;
mod write;

use packages::{Ecosystem, Package, Purl};
use versions::Version;

use crate::identity::package_of;

pub use read::{VexReading, read_vex};
pub use write::{Assertion, Claim, Justification, Proof, Vex, write_vex};

/// What is said of a vulnerability in a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// It does no harm there.
    NotAffected,
    /// It does.
    Affected,
    /// The product holds the fix.
    Fixed,
    /// Nobody knows yet.
    UnderInvestigation,
}

impl Status {
    /// Every status.
    pub const ALL: [Self; 4] = [Self::NotAffected, Self::Affected, Self::Fixed, Self::UnderInvestigation];

    /// The word in documents.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NotAffected => "not_affected",
            Self::Affected => "affected",
            Self::Fixed => "fixed",
            Self::UnderInvestigation => "under_investigation",
        }
    }
}

/// One statement of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The path of the document, as people gave it.
    pub path: String,
    /// The line on which it begins, from 1.
    pub line: u32,
    /// All names of the vulnerability.
    pub names: Vec<String>,
    /// The packages it is about: those that it names as parts of products, and else the products themselves.
    pub packages: Vec<Purl>,
    /// What is said.
    pub status: Status,
    /// Why, in words for people: the justification and the texts of the statement. Empty where it gives none.
    pub reason: String,
}

impl Statement {
    /// Whether it is about a vulnerability by any of its names.
    pub fn is_about(&self, names: &[String]) -> bool {
        names.iter().any(|name| self.names.iter().any(|own| own.eq_ignore_ascii_case(name)))
    }

    /// Whether it is about a package of a registry: a package URL without a version means all versions. A version that holds the
    /// fix has to be named.
    pub fn covers(&self, ecosystem: Ecosystem, name: &str, version: Option<&str>) -> bool {
        self.packages.iter().filter_map(meant).any(|own| {
            let is_version = match (own.version.as_deref(), version) {
                (None, _) => self.status != Status::Fixed,
                (Some(_), None) => false,
                (Some(own), Some(version)) => is_same(ecosystem, own, version),
            };
            own.ecosystem == ecosystem && own.name == name && is_version
        })
    }

    /// Whether it takes what it is about from the list of what is to be mended.
    pub fn excuses(&self) -> bool {
        match self.status {
            Status::NotAffected => !self.reason.is_empty(),
            Status::Fixed => true,
            Status::Affected | Status::UnderInvestigation => false,
        }
    }
}

/// The package that a package URL means, if it is one of a registry. What its other qualifiers say nobody here can check.
fn meant(purl: &Purl) -> Option<Package> {
    let nowhere = source::Span::new(source::FileId(0), 0, 0);
    package_of(purl, nowhere).filter(|package| package.origin == packages::Origin::Registry)
}

fn is_same(ecosystem: Ecosystem, one: &str, other: &str) -> bool {
    let scheme = ecosystem.scheme();
    one == other || Version::parse(scheme, one) == Version::parse(scheme, other)
}
