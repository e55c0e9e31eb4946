//! APIs nobody wrote: those that API events without an API stand for.

use syntax::Map;

use crate::error::TransformError;

/// Gives an empty definition to each API that has none.
pub fn default_definitions(_template: &mut Map) {}

/// Adds the paths of `Api` events to the APIs whose definition SAM manages.
///
/// # Errors
/// When an event is not valid.
pub fn add_rest_paths(_template: &mut Map) -> Result<(), TransformError> {
    Ok(())
}

/// Adds the paths of `HttpApi` events to the APIs whose definition SAM manages.
///
/// # Errors
/// When an event is not valid.
pub fn add_http_paths(_template: &mut Map) -> Result<(), TransformError> {
    Ok(())
}
