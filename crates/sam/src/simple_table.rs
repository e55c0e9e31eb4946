//! `AWS::Serverless::SimpleTable`.

use crate::context::Context;
use crate::error::Cause;
use crate::resource::{Resource, SamResource};
use crate::shape::Property;

/// The allowed properties.
pub const PROPERTIES: &[Property] = &[];

/// Expands the resource.
///
/// # Errors
/// When the resource is not valid.
pub fn expand(_resource: &mut SamResource, _context: &mut Context<'_>) -> Result<Vec<Resource>, Cause> {
    Ok(Vec::new())
}
