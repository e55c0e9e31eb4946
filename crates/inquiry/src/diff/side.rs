//! One side of a comparison.

use policy::decide::Expression;
use policy::{ActionPattern, Element, PolicyDocument, Sourced, Statement};

/// The policies that one side has.
#[derive(Debug, Clone, Default)]
pub struct Side<'a> {
    /// Policies that stand side by side, as those of one principal do.
    pub documents: Vec<&'a PolicyDocument>,
    /// The limit of what they give, if one is set.
    pub boundary: Option<&'a PolicyDocument>,
}

impl<'a> Side<'a> {
    /// Policies that stand side by side.
    pub fn of(documents: impl IntoIterator<Item = &'a PolicyDocument>) -> Self {
        Self { documents: documents.into_iter().collect(), boundary: None }
    }

    /// What the side allows.
    pub(super) fn expression(&self) -> Expression<'_> {
        let Some(boundary) = self.boundary else { return Expression::Grants(self.documents.clone()) };
        Expression::All(vec![Expression::Grants(self.documents.clone()), Expression::Grants(vec![boundary])])
    }

    /// Which statements speak of an action, in order.
    pub(super) fn signature(&self, action: &str) -> Vec<bool> {
        let documents = self.documents.iter().copied().chain(self.boundary);
        documents.flat_map(|document| &document.statements).map(|statement| speaks_of(statement, action)).collect()
    }

    /// The side as far as it speaks of one action.
    pub(super) fn about(&self, action: &str) -> About {
        let about = |document: &PolicyDocument| PolicyDocument {
            statements: document
                .statements
                .iter()
                .filter(|statement| speaks_of(statement, action))
                .map(|statement| with_action(statement, action))
                .collect(),
            ..document.clone()
        };
        About {
            documents: self.documents.iter().map(|document| about(document)).collect(),
            boundary: self.boundary.map(about),
        }
    }

    /// The statements of the side.
    pub(super) fn statements(&self) -> impl Iterator<Item = &'a Statement> {
        self.documents.clone().into_iter().chain(self.boundary).flat_map(|document| &document.statements)
    }
}

/// A side as far as it speaks of one action.
#[derive(Debug, Clone)]
pub(super) struct About {
    documents: Vec<PolicyDocument>,
    boundary: Option<PolicyDocument>,
}

impl About {
    pub(super) fn side(&self) -> Side<'_> {
        Side { documents: self.documents.iter().collect(), boundary: self.boundary.as_ref() }
    }
}

pub(super) fn speaks_of(statement: &Statement, action: &str) -> bool {
    statement.action.as_ref().is_some_and(|element| element.selects(|pattern| pattern.matches(action)))
}

/// The statement for one action.
pub(super) fn with_action(statement: &Statement, action: &str) -> Statement {
    with_actions(statement, &[action.to_owned()])
}

/// The statement for these actions; each has the place of the pattern that names it.
pub(super) fn with_actions(statement: &Statement, actions: &[String]) -> Statement {
    let Some(own) = &statement.action else { return statement.clone() };
    let place = |action: &str| {
        let pattern = own.patterns.iter().find(|pattern| pattern.value.matches(action));
        pattern.filter(|_| !own.negated).map_or_else(|| own.origin.clone(), |pattern| pattern.origin.clone())
    };
    let patterns = actions.iter().map(|action| Sourced::new(ActionPattern::new(action.as_str()), place(action)));
    let element =
        Element { negated: false, patterns: patterns.collect(), listed: actions.len() > 1, origin: own.origin.clone() };
    Statement { action: Some(element), ..statement.clone() }
}
