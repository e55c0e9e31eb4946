//! Semgrep rules: compiled, and matched over trees.

mod environment;
mod matching;
mod options;
mod regex;

pub use environment::{Bound, Environment};
pub use matching::{Code, Match, matches};
pub use options::Options;
pub use regex::Regex;
