//! What a rule says of itself.

use std::sync::Arc;

use finding::Confidence;
use syntax::Node;

use crate::Text;

/// The part of a rule's metadata that has a meaning here, and all of it as written.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Metadata {
    /// CWE numbers, in order.
    pub cwe: Vec<u32>,
    /// OWASP categories as written.
    pub owasp: Vec<Arc<str>>,
    /// How sure findings are.
    pub confidence: Option<Confidence>,
    /// How likely an attack is.
    pub likelihood: Option<Confidence>,
    /// How much an attack does.
    pub impact: Option<Confidence>,
    /// `security`, `correctness` and so on.
    pub category: Option<Arc<str>>,
    /// Finer than the category: `vuln`, `audit`.
    pub subcategory: Vec<Arc<str>>,
    /// Languages and frameworks.
    pub technology: Vec<Arc<str>>,
    /// Pages to read.
    pub references: Vec<Arc<str>>,
    /// What the application's model adds to the sources of the rule: `maremma.sources`.
    pub sources: Vec<SourceModel>,
    /// The part of a package whose calls the sinks of the rule are: `maremma.callable`.
    pub callable: Option<Callable>,
    /// All of it.
    pub written: Option<Node>,
}

/// A part of a package whose call makes advisories about it matter.
#[derive(Debug, Clone, PartialEq)]
pub struct Callable {
    /// The package, as a package URL without a version.
    pub package: Text,
    /// The advisories, each by its id or an alias; at least one.
    pub advisories: Vec<Text>,
}

/// What the application's model adds to the sources of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SourceModel {
    /// The parts of an event that a caller controls, as the triggers of each handler give them.
    Event,
}

impl SourceModel {
    /// All with their names.
    pub const ALL: [(&'static str, Self); 1] = [("event", Self::Event)];
}
