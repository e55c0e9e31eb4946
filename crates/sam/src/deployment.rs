//! Deployment preferences: gradual deployments by CodeDeploy.

use crate::context::Context;

/// Functions with a deployment preference.
#[derive(Debug, Default)]
pub struct Deployments {}

/// Adds the CodeDeploy application, role and groups to the output.
pub fn add_resources(_context: &mut Context<'_>) {}
