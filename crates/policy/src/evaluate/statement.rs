//! Whether one statement matches a question.

use super::PolicyKind;
use super::inquiry::{Inquiry, Truth};
use super::principal::{self, Closeness};
use super::requirement::Requirement;
use super::resource;
use super::{DecidingStatement, OpenCondition};
use crate::document::{Condition, Effect, PolicyDocument, Statement};

/// A statement that matches, as far as it is known.
#[derive(Debug, Clone)]
pub(super) struct Match<'a> {
    pub statement: &'a Statement,
    pub effect: Effect,
    /// How closely the principal element names the principal; [`Closeness::Itself`] in policies that have none.
    pub closeness: Closeness,
    /// Names of sessions of which the principal must be one.
    pub sessions: Vec<String>,
    /// The conditions that depend on what is not known.
    pub open: Vec<&'a Condition>,
    /// Where the statement stands.
    pub place: Place,
}

/// Where a statement stands among the policies of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub kind: PolicyKind,
    pub level: usize,
    pub document: usize,
    pub index: usize,
}

/// The statements of a document that match.
pub(super) fn matching<'a>(
    document: &'a PolicyDocument,
    place: Place,
    inquiry: &Inquiry<'_>,
    has_boundary: bool,
) -> Vec<Match<'a>> {
    let variables = document.has_variables();
    let statements = document.statements.iter().enumerate();
    let matches = statements.filter_map(|(index, statement)| {
        let effect = statement.effect.as_ref()?.value;
        let (closeness, sessions) = principal_closeness(statement, effect, place.kind, inquiry, has_boundary)?;
        if !selects_action(statement, &inquiry.request.action) || !resource::selects(statement, place.kind, inquiry) {
            return None;
        }
        let open = open_conditions(statement, effect, inquiry, variables)?;
        Some(Match { statement, effect, closeness, sessions, open, place: Place { index, ..place } })
    });
    matches.collect()
}

/// The conditions that depend on what is not known; `None` when one fails.
fn open_conditions<'a>(
    statement: &'a Statement,
    effect: Effect,
    inquiry: &Inquiry<'_>,
    variables: bool,
) -> Option<Vec<&'a Condition>> {
    let mut open = Vec::new();
    for condition in &statement.conditions {
        match inquiry.judge(condition, effect, variables) {
            Truth::Holds => {}
            Truth::Fails => return None,
            Truth::Open => open.push(condition),
        }
    }
    Some(open)
}

/// Only resource policies ask who the principal is.
fn principal_closeness(
    statement: &Statement,
    effect: Effect,
    kind: PolicyKind,
    inquiry: &Inquiry<'_>,
    has_boundary: bool,
) -> Option<(Closeness, Vec<String>)> {
    if kind != PolicyKind::Resource {
        return Some((Closeness::Itself, Vec::new()));
    }
    let element = statement.principal.as_ref()?;
    if element.negated && effect == Effect::Deny && has_boundary {
        // "The NotPrincipal element with a Deny effect will always deny any IAM principal that has a permissions
        // boundary" (IAM user guide, permissions boundaries).
        return Some((Closeness::Itself, Vec::new()));
    }
    principal::closeness(element, effect, inquiry)
}

fn selects_action(statement: &Statement, action: &str) -> bool {
    statement.action.as_ref().is_some_and(|element| element.selects(|pattern| pattern.matches(action)))
}

impl Match<'_> {
    /// Whether the statement denies whatever is not known.
    pub(super) fn surely_denies(&self) -> bool {
        self.effect == Effect::Deny && self.open.is_empty() && self.sessions.is_empty()
    }

    /// Whether the statement allows, under its requirement.
    pub(super) fn allows(&self) -> bool {
        self.effect == Effect::Allow
    }

    /// Under what an Allow allows.
    pub(super) fn requirement(&self) -> Requirement {
        if self.open.is_empty() && self.sessions.is_empty() {
            return Requirement::Always;
        }
        let statement = self.deciding();
        let keys = self.open.iter().map(|condition| Requirement::holds(condition, &statement));
        Requirement::all(keys.chain(self.session()))
    }

    /// Under what a Deny does not deny.
    pub(super) fn escape(&self) -> Requirement {
        let statement = self.deciding();
        let keys = self.open.iter().map(|condition| Requirement::escapes(condition, &statement));
        Requirement::any(keys.chain(self.session()))
    }

    /// What the statement asks of the session's name.
    fn session(&self) -> Option<Requirement> {
        let (names, effect) = (self.sessions.clone(), self.effect);
        (!names.is_empty()).then(|| Requirement::SessionName { names, effect, statement: self.deciding() })
    }

    pub(super) fn deciding(&self) -> DecidingStatement {
        DecidingStatement {
            kind: self.place.kind,
            level: self.place.level,
            document: self.place.document,
            index: self.place.index,
            sid: self.statement.sid.as_ref().map(|sid| sid.value.to_string()),
            origin: self.statement.origin.clone(),
        }
    }

    pub(super) fn open_conditions(&self) -> impl Iterator<Item = OpenCondition> {
        let of = |condition: &&Condition| OpenCondition {
            condition: (*condition).clone(),
            effect: self.effect,
            statement: self.deciding(),
        };
        self.open.iter().map(of)
    }
}
