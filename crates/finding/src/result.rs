//! Findings (SARIF: results) and what hangs on them.

use source::Span;

use crate::{Confidence, Fingerprint, RuleId, Severity};

/// Where a finding is: a place in a file and the thing of the application that stands there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// The place in a file.
    pub span: Span,
    /// The thing: stack path and logical id, such as `F` or `Child/F`; empty when there is none.
    pub resource: String,
}

/// One step of a flow or one related place: a place and what happens there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Where; `None` for a step without a place in the files, such as the attacker.
    pub span: Option<Span>,
    /// What happens there.
    pub message: String,
}

/// How safely a fix may be applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FixSafety {
    /// Keeps behaviour for every legitimate caller.
    Safe,
    /// A person must judge it.
    Suggested,
}

/// Replaces the bytes of `span` by `replacement`; an empty span inserts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced.
    pub span: Span,
    /// By what.
    pub replacement: String,
}

/// A set of edits that together remove the finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What the fix does, as an order: `require AWS_IAM on the function URL`.
    pub title: String,
    /// How safely it may be applied.
    pub safety: FixSafety,
    /// The edits; they do not overlap.
    pub edits: Vec<Edit>,
}

/// Who suppressed a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SuppressionKind {
    /// A comment or metadata entry in the source.
    InSource,
    /// The baseline file.
    Baseline,
    /// The config file.
    Config,
    /// A document of OpenVEX.
    Vex,
}

/// Why a finding does not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    /// Who said so.
    pub kind: SuppressionKind,
    /// The reason given.
    pub reason: String,
}

/// One fault, at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule that found it.
    pub rule: RuleId,
    /// How bad it is here.
    pub severity: Severity,
    /// How sure the analysis is.
    pub confidence: Confidence,
    /// What is wrong and what it means here; one sentence, ends without full stop.
    pub message: String,
    /// Where.
    pub location: Location,
    /// The condition under which it holds, such as `Stage = dev`; `None` when it always holds.
    pub only_if: Option<String>,
    /// The functions concerned, as `Location::resource` names them; the human report groups by the first.
    pub functions: Vec<String>,
    /// How the attack gets there, in order.
    pub flow: Vec<Step>,
    /// Further places that have a part in it.
    pub related: Vec<Step>,
    /// Ways to mend it, the best first.
    pub fixes: Vec<Fix>,
    /// Set by `scan` from rule, logical location and snippet.
    pub fingerprint: Option<Fingerprint>,
    /// Set by `scan` from comments, metadata, config and baseline.
    pub suppression: Option<Suppression>,
}

impl Finding {
    /// A finding with everything optional left empty.
    pub fn new(
        rule: RuleId,
        severity: Severity,
        confidence: Confidence,
        location: Location,
        message: impl Into<String>,
    ) -> Self {
        Self {
            rule,
            severity,
            confidence,
            message: message.into(),
            location,
            only_if: None,
            functions: Vec::new(),
            flow: Vec::new(),
            related: Vec::new(),
            fixes: Vec::new(),
            fingerprint: None,
            suppression: None,
        }
    }

    /// Whether it still counts.
    pub const fn is_active(&self) -> bool {
        self.suppression.is_none()
    }
}
