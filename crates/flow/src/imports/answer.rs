//! Whether a package is imported.

use packages::Ecosystem;

use super::graph::{ImportGraph, ReachedPackage, UnknownEdge};
use super::python;

/// Whether a handler imports a package.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer<'g> {
    /// It does, or may under a condition; the package has the proof.
    Imported(&'g ReachedPackage),
    /// It does not.
    NotImported(Basis),
    /// It cannot be told.
    Unknown(Doubt<'g>),
}

/// What a no stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// All code that is loaded was read.
    Modules,
    /// The code of some packages is not among the files, or computes what it loads, and a lockfile says what they need. A package
    /// may load what it does not ask for, such as a driver that its user installs.
    Lockfile,
}

/// Why it cannot be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt<'g> {
    /// An import may lead anywhere.
    Edge(&'g UnknownEdge),
    /// Nothing says what this package loads in turn.
    Unlisted(&'g ReachedPackage),
    /// Nothing says which package this import is of; it may be the one asked for.
    Unexplained(&'g ReachedPackage),
}

impl ImportGraph {
    /// Whether a package is imported, at a version if one is given. The name is compared as the ecosystem does.
    pub fn answer(&self, ecosystem: Ecosystem, name: &str, version: Option<&str>) -> Answer<'_> {
        let name = ecosystem.normalise(name);
        let of_ecosystem = || self.packages.iter().filter(|package| package.ecosystem == ecosystem);
        let is_at = |own: &ReachedPackage| match (&own.version, version) {
            (Some(own), Some(version)) => own == version,
            _ => true,
        };
        let matching = of_ecosystem().filter(|own| own.names.contains(&name) && is_at(own));
        if let Some(found) = matching.min_by_key(|own| (!own.through.is_empty(), !own.is_certain, own.proof.len())) {
            return Answer::Imported(found);
        }
        let is_closed = |edge: &UnknownEdge| {
            let of_package = |own: &&ReachedPackage| edge.package.as_ref().is_some_and(|name| own.names.contains(name));
            let mut own = self.packages.iter().filter(of_package).peekable();
            own.peek().is_some() && own.all(|own| own.is_closed)
        };
        if let Some(edge) = self.unknown.iter().find(|edge| !is_closed(edge)) {
            return Answer::Unknown(Doubt::Edge(edge));
        }
        let hides_names = match ecosystem {
            Ecosystem::PyPi => !python::is_explained(&name),
            Ecosystem::RubyGems => true,
            _ => false,
        };
        if let Some(found) = of_ecosystem().find(|own| hides_names && !own.is_explained) {
            return Answer::Unknown(Doubt::Unexplained(found));
        }
        match of_ecosystem().find(|own| !own.is_closed) {
            Some(open) => Answer::Unknown(Doubt::Unlisted(open)),
            None if !self.is_complete() || of_ecosystem().any(|own| own.folder.is_none() && !own.is_absent) => {
                Answer::NotImported(Basis::Lockfile)
            }
            None => Answer::NotImported(Basis::Modules),
        }
    }
}
