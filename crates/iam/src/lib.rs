//! Permissions: what an identity may really do, and the rules about it.
//!
//! [`access`] says it once, in the neutral verbs of the model, for everyone else to read. It takes the policies as
//! written: documents, managed policies of the cloud by name, roles on a scope. A policy that is not known is a notice,
//! never silence.

mod data_plane;
mod escalation;
mod fault;
mod held;
mod managed;
mod reach;
mod roles;

use finding::{Finding, Rule};
use model::Application;

pub use escalation::{Escalation, escalations};
pub use managed::managed_policy;
pub use reach::{access, reach};

/// One rule: what it says of itself and how it checks.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What it says of itself.
    pub rule: Rule,
    /// Adds its findings.
    pub check: fn(&Application, &mut Vec<Finding>),
}

include!(concat!(env!("OUT_DIR"), "/rules.rs"));
rules!();
