//! An application as if it were deployed: account and region stand in place of the holes that templates leave for them.

use std::sync::Arc;

use policy::{
    ActionPattern, Arn, Condition, Element, PolicyDocument, PrincipalPattern, ResourcePattern, Sourced, Statement,
    Text, has_hole,
};

/// Where an application is taken to be deployed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Deployment {
    /// The account; `None` leaves it open.
    pub account: Option<Arc<str>>,
    /// The region; `None` leaves it open.
    pub region: Option<Arc<str>>,
}

/// The holes that loaders leave.
const ACCOUNT: &str = "‹account›";
const REGION: &str = "‹region›";

impl Deployment {
    /// What is not set taken from the ARN of a resource that is asked about.
    #[must_use]
    pub fn or_that_of(mut self, resource: &str) -> Self {
        let known =
            |part: &str| (!part.is_empty() && !part.contains(['*', '?']) && !has_hole(part)).then(|| Arc::from(part));
        if let Some(arn) = Arn::parse(resource) {
            self.account = self.account.or_else(|| known(arn.account));
            self.region = self.region.or_else(|| known(arn.region));
        }
        self
    }

    /// A text with account and region filled in.
    pub fn text(&self, text: &str) -> Arc<str> {
        let mut filled = text.to_owned();
        for (hole, value) in [(ACCOUNT, &self.account), (REGION, &self.region)] {
            if let Some(value) = value.as_ref().filter(|_| filled.contains(hole)) {
                filled = filled.replace(hole, value);
            }
        }
        Arc::from(filled)
    }

    /// A document with account and region filled in.
    pub fn document(&self, document: &PolicyDocument) -> PolicyDocument {
        let variables = document.has_variables();
        let statements = document.statements.iter().map(|statement| self.statement(statement, variables));
        PolicyDocument { statements: statements.collect(), ..document.clone() }
    }

    fn statement(&self, statement: &Statement, variables: bool) -> Statement {
        let resource = |text: Arc<str>| {
            if variables { ResourcePattern::new(text) } else { ResourcePattern::without_variables(text) }
        };
        Statement {
            principal: statement.principal.as_ref().map(|element| {
                self.element(element, |pattern| PrincipalPattern::new(pattern.kind, self.text(&pattern.text)))
            }),
            action: statement
                .action
                .as_ref()
                .map(|element| self.element(element, |pattern| ActionPattern::new(self.text(pattern.text())))),
            resource: statement
                .resource
                .as_ref()
                .map(|element| self.element(element, |pattern| resource(self.text(pattern.text())))),
            conditions: statement.conditions.iter().map(|condition| self.condition(condition)).collect(),
            ..statement.clone()
        }
    }

    fn element<P>(&self, element: &Element<P>, fill: impl Fn(&P) -> P) -> Element<P> {
        let patterns = element.patterns.iter();
        Element {
            negated: element.negated,
            patterns: patterns.map(|pattern| Sourced::new(fill(&pattern.value), pattern.origin.clone())).collect(),
            listed: element.listed,
            origin: element.origin.clone(),
        }
    }

    fn condition(&self, condition: &Condition) -> Condition {
        let fill = |text: &Text| Sourced::new(self.text(&text.value), text.origin.clone());
        Condition { values: condition.values.iter().map(fill).collect(), ..condition.clone() }
    }
}
