//! Function code of nine languages as one generic tree.
//!
//! Every grammar is lowered into the same [`Kind`]s, so that one rule engine and one data-flow analysis serve all languages.
//! Patterns take the same way as code ([`pattern`]), with [holes](Kind::is_hole) in place of `$X` and `...`.

mod hole;
mod kind;
mod language;
mod lower;
mod names;
mod parse;
mod pattern;
mod print;
mod symbols;
mod tree;

pub use hole::is_metavariable;
pub use kind::Kind;
pub use language::Language;
pub use names::{Binding, BindingId, Constant, Names, Type, Value, is_expression, is_type, names};
pub use parse::parse;
pub use pattern::{Extent, Pattern, PatternError, pattern};
pub use print::print;
pub use symbols::{Symbol, Symbols};
pub use tree::{Children, Node, NodeId, Tree};
