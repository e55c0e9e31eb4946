//! Which packages have known vulnerabilities.
//!
//! Advisories are records in the OSV schema. One concerns a package at a version when it names the package, as the ecosystem
//! compares names, and the version is listed or lies in one of its ranges, in the ecosystem's own order. Several records that
//! name each other as aliases are one vulnerability.

mod advisories;
mod advisory;
mod alias;
mod index;

pub use advisories::Advisories;
pub use advisory::{Advisory, AdvisoryError, Affected, Bound, Event, Facts, Level, Nature, Range, Rating, rating};
pub use alias::{Named, groups};
pub use index::{Entry, Index, IndexError, Stock, TooLarge, build};
