//! `AWS::Serverless::Function`.

use crate::context::Context;
use crate::error::Cause;
use crate::resource::{Resource, SamResource};
use crate::shape::Property;

/// The allowed properties.
pub const PROPERTIES: [Property; 0] = [];
/// What `!Ref Function.Property` stands for.
pub const REFERABLE: &[(&str, &str)] = &[];

/// Expands a function.
pub fn expand(_resource: &mut SamResource, _context: &mut Context<'_>) -> Result<Vec<Resource>, Cause> {
    Ok(Vec::new())
}
