//! Documents as trees of [`Node`]s in which every value knows where it came from.
//!
//! YAML and JSON parse to the same tree. Parsing never fails: what cannot be understood becomes a notice and the rest
//! is kept. This crate knows the shapes of formats, not what they mean.

mod map;
mod node;

pub use map::{Entry, Map};
pub use node::{IntoNode, Node, Value};
