//! The import graph: what the code of a function loads, from its handler on.
//!
//! [`imports()`] reads one file; [`Importer::graph`] follows it from the files that hold a handler, over the files of the project
//! and those of installed packages, to all that is reached. A package counts as not imported only if every import on
//! the way is known: what is computed, missing or not read is kept as an [`UnknownEdge`].

mod answer;
mod entries;
mod extract;
mod found;
mod go;
mod graph;
mod locked;
mod node;
mod python;
mod resolve;
mod ruby;
mod walk;
mod written;

pub use answer::{Answer, Basis, Doubt};
pub use entries::{Cloud, Entries, entries};
pub use extract::imports;
pub use found::Found;
pub use graph::{ImportGraph, ReachedFile, ReachedPackage, Step, UnknownEdge, Why};
pub use locked::Locked;
pub use walk::{Importer, Start};
pub use written::{FileImports, How, Import, Target, When};
