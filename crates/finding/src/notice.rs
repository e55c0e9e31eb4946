//! What was not read, not resolved or not decided.

use serde::{Deserialize, Serialize};
use source::{FileId, Span};

/// Why a part of the input did not get its full analysis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum NoticeKind {
    /// A file or folder could not be read.
    Unreadable,
    /// A file is not valid in its format; what could be understood was analysed.
    Malformed,
    /// What uses this document would refuse it: the platform a template, the engine a rule.
    Invalid,
    /// A limit of size, depth, nodes or steps was reached.
    Limit,
    /// A value cannot be known from the files: a run-time value, a missing file, another account's export.
    Unresolved,
    /// A part is understood but not analysed yet.
    Unsupported,
    /// Deliberately left out, such as generated copies of scanned sources.
    Skipped,
    /// Suspicious but legal, such as a duplicate key of which the last wins.
    Ambiguous,
    /// Analysed, but a tool wrote it: minified or generated code.
    Generated,
}

impl NoticeKind {
    /// The kind's name in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::Malformed => "malformed",
            Self::Invalid => "invalid",
            Self::Limit => "limit",
            Self::Unresolved => "unresolved",
            Self::Unsupported => "unsupported",
            Self::Skipped => "skipped",
            Self::Ambiguous => "ambiguous",
            Self::Generated => "generated",
        }
    }

    /// Whether such a notice means that the scan did not see everything; `--strict` then fails.
    pub const fn is_incomplete(self) -> bool {
        !matches!(self, Self::Skipped | Self::Ambiguous | Self::Generated)
    }
}

/// What a notice is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The scan as a whole.
    Scan,
    /// A path that is not a file of the scan.
    Path(String),
    /// A file beside the scan, such as a rule file: its path as the user wrote it, and the line if one is meant.
    Beside(String, Option<u32>),
    /// A file.
    File(FileId),
    /// A place in a file.
    Span(Span),
}

/// One thing that was not fully analysed, and why.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Notice {
    /// Where.
    pub place: Place,
    /// Why, as a class.
    pub kind: NoticeKind,
    /// Why, in words; lower case, no full stop, user text in backticks.
    pub message: String,
}

impl Notice {
    /// A notice about a place in a file.
    pub fn at(span: Span, kind: NoticeKind, message: impl Into<String>) -> Self {
        Self { place: Place::Span(span), kind, message: message.into() }
    }

    /// A notice about a whole file.
    pub fn file(file: FileId, kind: NoticeKind, message: impl Into<String>) -> Self {
        Self { place: Place::File(file), kind, message: message.into() }
    }

    /// A notice about a path outside the scan.
    pub fn path(path: impl Into<String>, kind: NoticeKind, message: impl Into<String>) -> Self {
        Self { place: Place::Path(path.into()), kind, message: message.into() }
    }
}
