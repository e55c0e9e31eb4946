//! Modes that no rule for function code uses; they are read, and not run.

use super::{Formula, Language};
use crate::Text;

/// Findings of several rules, joined.
#[derive(Debug, Clone, PartialEq)]
pub struct Join {
    /// Rules of other files.
    pub references: Vec<JoinReference>,
    /// How many rules it holds itself.
    pub rules: usize,
    /// What must be equal or contained, such as `a.$X == b.$Y`.
    pub on: Vec<Text>,
}

/// A rule of another file.
#[derive(Debug, Clone, PartialEq)]
pub struct JoinReference {
    /// Its file or id.
    pub rule: Text,
    /// The name it has in `on`.
    pub alias: Option<Text>,
}

/// Code in another language inside of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Extract {
    /// Where it is.
    pub formula: Formula,
    /// The language that it is in.
    pub language: Language,
    /// The metavariable that holds it.
    pub extract: Text,
    /// What is done with it first.
    pub transform: Transform,
    /// Whether the pieces of a file are joined.
    pub reduce: Reduce,
}

/// What is done with extracted code first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Transform {
    /// Nothing.
    #[default]
    None,
    /// The quotes and escapes of a string are taken away.
    UnquoteString,
    /// The strings of a JSON array are joined.
    ConcatJsonStringArray,
}

/// Whether the pieces of a file are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Reduce {
    /// Each on its own.
    #[default]
    Separate,
    /// All as one.
    Concat,
}

/// A package in a lock file.
#[derive(Debug, Clone, PartialEq)]
pub struct Dependency {
    /// The ecosystem.
    pub namespace: Text,
    /// The name.
    pub package: Text,
    /// The versions.
    pub version: Text,
}
