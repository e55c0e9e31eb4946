//! What the one who asks wants of a plan.

use std::collections::{BTreeMap, BTreeSet};

use crate::Step;

/// What is to be mended, and what may be changed for it. By default all, by any change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// How far from the project a vulnerable package may lie to be mended: one for what it asks for itself. None for any.
    pub max_depth: Option<usize>,
    /// Vulnerabilities, by their names, that are not looked at.
    pub ignored: BTreeSet<String>,
    /// Packages, by their names as the ecosystem compares them, of which no change asks for another version.
    pub kept: BTreeSet<String>,
    /// The greatest step of a package, by its name; for those that are not named any step will do.
    pub steps: BTreeMap<String, Step>,
}
