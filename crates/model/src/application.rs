//! What analyzers read.

use crate::{AccessMap, Exposure, Project};

/// The application with everything that was derived from it once. The only thing analyzers read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Application {
    /// What was loaded.
    pub project: Project,
    /// Who reaches what.
    pub exposure: Exposure,
    /// What identities may do.
    pub access: AccessMap,
    /// The day that date-driven rules are evaluated at, `YYYY-MM-DD`.
    pub as_of: String,
}
