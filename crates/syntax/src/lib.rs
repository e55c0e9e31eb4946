//! Documents as trees of [`Node`]s in which every value knows where it came from.
//!
//! YAML and JSON parse to the same tree. Parsing never fails: what cannot be understood becomes a notice and the rest
//! is kept. This crate knows the shapes of formats, not what they mean.

mod decode;
mod document;
mod json;
mod json_text;
mod map;
mod node;
mod notices;
mod scalar;
mod tree;
mod yaml;

pub use decode::decode;
pub use document::{Dialect, Document, parse, parse_one};
pub use json::{parse_json, parse_json_sequence};
pub use map::{Entry, Map};
pub use node::{IntoNode, Node, Value};
pub use yaml::parse_yaml;
