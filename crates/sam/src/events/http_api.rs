//! The event type of this name.

use super::{Event, Target};
use crate::context::Context;
use crate::error::Cause;
use crate::resource::Resource;
use crate::shape::Property;

/// The allowed properties.
pub const PROPERTIES: &[Property] = &[];

/// Checks what the event refers to, before anything of the function is made.
///
/// # Errors
/// When it refers to something that is not there.
pub fn check_link(_event: &Event, _context: &Context<'_>) -> Result<(), Cause> {
    Ok(())
}

/// What the event makes.
///
/// # Errors
/// When the event is not valid.
pub fn expand(_event: &Event, _target: &mut Target<'_>, _context: &mut Context<'_>) -> Result<Vec<Resource>, Cause> {
    Ok(Vec::new())
}
