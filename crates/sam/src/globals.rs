//! `Globals`: properties for all resources of a type.

use syntax::Map;

use crate::error::TransformError;

/// Merges `Globals` into the resources and removes the section.
///
/// # Errors
/// When the section is not valid.
pub fn merge(_template: &mut Map) -> Result<(), TransformError> {
    Ok(())
}
