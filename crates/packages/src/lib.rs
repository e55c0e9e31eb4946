//! What a project declares and locks: package URLs, and readers of manifests and lockfiles.
//!
//! Reading never fails: what could not be understood of a file is a notice and the rest is kept. Versions and ranges
//! stay the texts that were written; comparing them is the work of another crate.

mod purl;

pub use purl::{Parts, Purl, PurlError};
