//! Semgrep rules: read from rule files, compiled, and matched over trees.
//!
//! [`load`] reads a rule file, in the classic syntax or the newer one, into [`Rule`]s whose values have nothing left to check but
//! the patterns themselves, which stay texts there. A rule with a mistake is left out with a notice; the others stay.
//! Rules for code are matched over trees, those for the languages `generic` and `regex` over the text of any file.
//! [`annotations`] reads the marks by which fixtures say what rules must find.

mod annotation;
pub mod comparison;
mod compile;
mod environment;
mod generic;
mod interpolate;
mod load;
mod matching;
mod prefilter;
pub mod rule;
mod search;
mod text;

pub use annotation::{Annotation, AnnotationEngine, Expectation, annotations};
pub use compile::{Program, compile, compile_for_text};
pub use environment::{Bound, Environment};
pub use generic::{TextKind, TextPattern, text_kind};
pub use interpolate::{Filling, interpolated};
pub use load::{is_rule_path, load, load_files, out_of_scope};
pub use matching::{Code, Match, matches};
pub use prefilter::Present;
pub use rule::{Formula, Language, Mode, Rule};
pub use search::Run;
pub use text::{Metavariable, Text};
