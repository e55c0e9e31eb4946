//! APIs: `AWS::Serverless::Api`, `HttpApi` and `WebSocketApi`.

pub mod http;
pub mod rest;
pub mod websocket;

use crate::context::Context;
use crate::error::Cause;
use crate::resource::SamResource;

/// What the APIs of one template share.
#[derive(Debug, Default)]
pub struct Shared {}

/// Notes the `FunctionName` of a function that an API calls, so that the API is deployed again when it changes.
///
/// # Errors
/// When the name cannot be resolved.
pub fn note_function_names(_resource: &SamResource, _context: &mut Context<'_>) -> Result<(), Cause> {
    Ok(())
}
