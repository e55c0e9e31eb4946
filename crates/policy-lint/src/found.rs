//! Findings and their collection.

use std::collections::HashMap;

use finding::{Notice, NoticeKind, Place};
use policy::Condition;
use source::Origin;

use crate::check::Check;

/// More findings than this in one policy tell a reader nothing new.
const MOST: usize = 5_000;

/// Checks whose findings say that a statement does nothing, beside those of what is empty or missing.
const DO_NOTHING: [&str; 4] = [
    "STATEMENT_GRANTS_NOTHING",
    "DENY_DENIES_NOTHING",
    "REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION",
    "INVALID_EFFECT",
];

/// One thing that is wrong, risky or needless in a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LintFinding {
    /// The check that found it.
    pub check: &'static Check,
    /// The position of its statement, from 0; `None` when it concerns the whole document.
    pub statement: Option<usize>,
    /// Where it is.
    pub origin: Origin,
    /// What is wrong; lower case, no full stop, user text in backticks.
    pub message: String,
    /// The text that may stand there instead.
    pub suggestion: Option<String>,
}

/// What the checks found so far.
#[derive(Debug, Default)]
pub(crate) struct Found {
    findings: Vec<LintFinding>,
    /// The places in `findings` of each statement's findings.
    by_statement: HashMap<usize, Vec<usize>>,
    notices: Vec<Notice>,
    /// The statement being looked at.
    pub(crate) statement: Option<usize>,
    dropped: bool,
}

impl Found {
    /// Adds a finding at `origin`.
    pub(crate) fn add(&mut self, check: &'static Check, origin: &Origin, message: impl Into<String>) {
        self.push(check, origin, message.into(), None);
    }

    /// Adds a finding with what may stand there instead.
    pub(crate) fn suggest(
        &mut self,
        check: &'static Check,
        origin: &Origin,
        message: impl Into<String>,
        instead: impl Into<String>,
    ) {
        self.push(check, origin, message.into(), Some(instead.into()));
    }

    fn push(&mut self, check: &'static Check, origin: &Origin, message: String, suggestion: Option<String>) {
        if self.findings.len() < MOST {
            let origin = origin.clone();
            if let Some(statement) = self.statement {
                self.by_statement.entry(statement).or_default().push(self.findings.len());
            }
            self.findings.push(LintFinding { check, statement: self.statement, origin, message, suggestion });
        } else if !self.dropped {
            self.dropped = true;
            self.notice(
                origin,
                NoticeKind::Limit,
                format!("more than {MOST} findings in one policy; the rest is not shown"),
            );
        }
    }

    /// Whether a finding in this statement is about the condition or one of its values.
    pub(crate) fn speaks_of(&self, condition: &Condition) -> bool {
        let is_about = |finding: &LintFinding| {
            finding.origin == condition.origin || condition.values.iter().any(|value| value.origin == finding.origin)
        };
        self.statement.is_some_and(|statement| self.of(statement).any(is_about))
    }

    /// Whether a finding says that a statement does nothing.
    pub(crate) fn says_that_it_does_nothing(&self, statement: usize) -> bool {
        let says = |finding: &LintFinding| {
            let id = finding.check.id;
            id.starts_with("EMPTY_") && id != "EMPTY_SID_VALUE"
                || id.starts_with("MISSING_")
                || DO_NOTHING.contains(&id)
        };
        self.of(statement).any(says)
    }

    /// Whether a finding says that one of two statements repeats another.
    pub(crate) fn says_that_one_is_needless(&self, first: usize, second: usize) -> bool {
        self.of(first).chain(self.of(second)).any(|finding| finding.check.id == "REDUNDANT_STATEMENT")
    }

    /// The findings of a statement.
    fn of(&self, statement: usize) -> impl Iterator<Item = &LintFinding> {
        let places = self.by_statement.get(&statement).into_iter().flatten();
        places.filter_map(|place| self.findings.get(*place))
    }

    /// Notes what was not decided.
    pub(crate) fn notice(&mut self, origin: &Origin, kind: NoticeKind, message: impl Into<String>) {
        let place = origin.written().map_or(Place::Scan, Place::Span);
        self.notices.push(Notice { place, kind, message: message.into() });
    }

    /// Passes on what another reader noted.
    pub(crate) fn pass_on(&mut self, notice: Notice) {
        self.notices.push(notice);
    }

    /// Everything, in the order of the statements and then of the checks.
    pub(crate) fn finish(mut self) -> (Vec<LintFinding>, Vec<Notice>) {
        self.findings.sort_by_key(|finding| finding.statement.map_or(0, |index| index + 1));
        (self.findings, self.notices)
    }
}
