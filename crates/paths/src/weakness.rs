//! Faults in the code of functions, which make a path more than a matter of configuration.

use source::Span;

/// A fault by which whoever sends an event may make a function do what it was not written for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weakness {
    /// The function, by its full name.
    pub function: String,
    /// What it is, short: `node-serialize 0.0.4`, `code/javascript/command-injection`.
    pub label: String,
    /// What happens there, in words.
    pub message: String,
    /// Where in the code.
    pub span: Option<Span>,
}
