//! Ignores that stand in the source: comments in the file's own syntax, and `Metadata.maremma.ignore` of templates.
//!
//! ```text
//! Type: HttpApi  # maremma: ignore[posture/open-http-route] reason="public by design" until=2026-12-31
//! ```
//!
//! A comment speaks for its own line, or for the next line when it stands alone. A reason is mandatory. Ignores of other
//! tools (`nosemgrep`, `gitleaks:allow`) are obeyed as they are.

mod apply;
mod comment;
mod foreign;
mod metadata;
mod words;

use std::sync::Arc;

use finding::{Finding, Location, Rule};
use source::{FileId, Span};

use crate::Date;

pub(crate) use apply::{Court, Fate, Judged, apply};

/// One ignore.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mark {
    /// Where it is written.
    pub span: Span,
    /// What it speaks for.
    pub scope: Scope,
    /// What it says.
    pub says: Says,
}

/// What an ignore speaks for, in its own file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Scope {
    /// Findings that start on this line.
    Line(u32),
    /// Findings about this resource, by its logical id.
    Resource(Arc<str>),
    /// Every finding of the file.
    File,
}

/// What an ignore says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Says {
    /// These rules do not count, for this reason, until that day.
    Ours { rules: Vec<String>, reason: String, until: Option<Date> },
    /// Another tool's mark; it speaks for the findings of one analyzer, or for single rules by their last segment.
    Foreign { tool: &'static str, analyzer: &'static str, rules: Vec<String> },
    /// It cannot be understood; the text says why.
    Nothing(String),
}

/// All ignores of a file, in the order of the text.
pub(crate) fn marks(file: FileId, path: &str, text: &str, limits: &source::Limits) -> Vec<Mark> {
    let mut marks = comment::marks(file, path, text);
    marks.extend(foreign::marks(file, text));
    marks.extend(metadata::marks(file, path, text, limits));
    marks.sort_by_key(|mark| (mark.span.start, mark.span.end));
    marks
}

/// A finding about an ignore.
pub(crate) fn about(mark: &Mark, rule: &Rule, message: String) -> Finding {
    let resource = match &mark.scope {
        Scope::Resource(id) => id.to_string(),
        Scope::Line(_) | Scope::File => String::new(),
    };
    let location = Location { span: mark.span, resource };
    Finding::new(rule.id(), rule.highest, rule.confidence, location, message)
}
