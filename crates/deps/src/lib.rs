//! Which packages have known vulnerabilities.
//!
//! Advisories are records in the OSV schema. One concerns a package at a version when it names the package, as the ecosystem
//! compares names, and the version is listed or lies in one of its ranges, in the ecosystem's own order. Several records that
//! name each other as aliases are one vulnerability.

mod advisories;
mod advisory;
mod alias;
mod evidence;
mod index;
mod indexes;
mod judgement;
mod listing;
mod lookalike;
mod snapshot;
mod telling;
mod verdict;
mod way;

use finding::{Finding, Rule};

pub use advisories::Advisories;
pub use advisory::{Advisory, AdvisoryError, Affected, Bound, Event, Facts, Level, Nature, Range, Rating, rating};
pub use alias::{Named, groups};
pub use evidence::{Evidence, Tier};
pub use index::{Builder, Index, IndexError, Known, Stock, TooLarge, build};
pub use indexes::Indexes;
pub use judgement::{Judged, JudgedRange, Judgement, Lookalike, Refused, Unchecked, judge};
pub use listing::{Form, Listing, Standing};
pub use lookalike::Likeness;
pub use verdict::{Allowed, Upgrade, Vulnerability};
pub use way::{Call, Way};

/// A rule of this crate.
pub struct Entry {
    /// What the rule says of itself.
    pub rule: Rule,
    /// Adds what it finds.
    pub check: fn(&Judgement, &mut Vec<Finding>),
}

include!(concat!(env!("OUT_DIR"), "/rules.rs"));
rules!();
