//! `AWS::Serverless::Application`.

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

/// Replaces the locations of applications in the Serverless Application Repository by the addresses of their templates.
///
/// # Errors
/// When a location is not valid.
pub fn resolve_locations(
    _template: &mut syntax::Map,
    _parameters: &crate::intrinsics::Parameters,
    _options: &crate::options::Options<'_>,
) -> Result<(), crate::error::TransformError> {
    Ok(())
}

/// Asks again for templates that were being prepared; what is not ready becomes an error of the context.
pub fn await_templates(_context: &mut Context<'_>) {}
