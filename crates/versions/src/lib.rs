//! The versions of package ecosystems: parsed without fail, and ordered as each ecosystem orders its own.
//!
//! A [`Version`] holds a key: bytes whose order is the order of the versions. To compare is to compare bytes, so the order
//! of every scheme is total, whatever was parsed. A [`Range`] is read in the notation of its ecosystem; a [`Vers`] says the same of
//! every scheme. Nothing here knows packages, advisories or registries.

mod key;
mod order;
mod range;
mod scheme;
mod vers;
mod version;

pub use range::{Interval, NpmOptions, NpmRange, Range, RangeError, Share};
pub use scheme::Scheme;
pub use vers::{Comparator, Constraint, Vers, VersError};
pub use version::{Problem, Version};
