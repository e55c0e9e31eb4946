//! Advisories over the network: kept up to date, and served to other tools in the shape of OSV's API; and the registries that say
//! which releases there are.
//!
//! The index itself, and what it means that an advisory concerns a package, belong to `deps`. This crate has the sockets, the
//! files that fetched indexes lie in, and nothing else. What comes over the network is held for hostile until it is read.

mod client;
mod error;
mod registry;
mod serve;
mod shelf;
mod snapshot;
mod time;
mod update;
mod volume;

pub use client::Client;
pub use error::UpdateError;
pub use registry::{Addresses, OnlineRegistry};
pub use serve::{Answer, Api, Server};
pub use shelf::{Shelf, Shelved};
pub use snapshot::{Imported, export, import};
pub use update::{OSV, Renewed, Updated, Updater};
pub use volume::{Volume, VolumeError};
