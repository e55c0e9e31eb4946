//! Rules about how functions, triggers and gateways are configured.
//!
//! Each rule is a pair of files in `rules/`. What several rules ask of an application stands in [`reach`] (what an
//! attacker gains through a function) and [`evidence`] (how a finding is told).

mod evidence;
mod publishers;
mod reach;
mod runtimes;

use finding::{Finding, Rule};
use model::Application;

pub use runtimes::{Lifecycle, Stage, lifecycle};

/// A rule of this crate.
pub struct Entry {
    /// What the rule says of itself.
    pub rule: Rule,
    /// Adds what it finds.
    pub check: fn(&Application, &mut Vec<Finding>),
}

include!(concat!(env!("OUT_DIR"), "/rules.rs"));
rules!();
