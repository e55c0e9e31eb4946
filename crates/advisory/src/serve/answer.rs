//! What is answered, before it is written to a socket.

use serde_json::{Value, json};

/// A status of HTTP and a JSON document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The status, such as 200.
    pub status: u16,
    /// The document.
    pub body: Vec<u8>,
}

impl Answer {
    /// A document that answers a question.
    pub(super) fn found(document: &Value) -> Self {
        Self { status: 200, body: document.to_string().into_bytes() }
    }

    /// A refusal, with the code that gRPC has for it: that is how OSV says it.
    pub(super) fn refused(status: u16, code: u8, message: &str) -> Self {
        Self { status, body: json!({"code": code, "message": message}).to_string().into_bytes() }
    }

    /// The question cannot be understood.
    pub(super) fn invalid(message: &str) -> Self {
        Self::refused(400, 3, message)
    }

    /// There is no such thing.
    pub(super) fn missing(message: &str) -> Self {
        Self::refused(404, 5, message)
    }

    /// The index contradicts itself.
    pub(super) fn broken(message: &str) -> Self {
        Self::refused(500, 13, message)
    }
}
