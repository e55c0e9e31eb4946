//! The statements that made a decision, and those that nearly did.

use std::collections::BTreeMap;
use std::sync::Arc;

use account::{Held, Via};
use policy::decide::Expression;
use policy::{ActionPattern, Condition, Effect, Policies, PolicyDocument, PolicyKind, Request, Statement};
use source::Origin;

use super::Surroundings;
use crate::Subject;

/// One statement and the part it has.
#[derive(Debug, Clone)]
pub struct Reason {
    /// What it does.
    pub role: Role,
    /// The kind of its policy.
    pub kind: PolicyKind,
    /// The level of the organisation, from 1; only for its policies.
    pub level: Option<usize>,
    /// The policy's name; empty when it has none.
    pub policy: Arc<str>,
    /// The group it comes from.
    pub group: Option<Arc<str>>,
    /// Its place among the statements of its policy, from 1.
    pub number: usize,
    /// Its `Sid`.
    pub sid: Option<Arc<str>>,
    /// What it does when it matches.
    pub effect: Effect,
    /// Where the statement is.
    pub origin: Origin,
    /// The pattern that means the action, and where it is; `None` when the action is meant by not being named.
    pub action: Option<(Arc<str>, Origin)>,
    /// The pattern that means the resource, likewise.
    pub resource: Option<(Arc<str>, Origin)>,
    /// Its conditions; for one that does not match, those that do not hold.
    pub conditions: Vec<Condition>,
}

/// What a statement does to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// It denies.
    Denies,
    /// It allows.
    Allows,
    /// It would, if its conditions held.
    Would,
    /// It allows the action, but on other resources.
    Elsewhere,
}

/// One policy that bears on the request, with what people call it.
struct Bearing<'a> {
    kind: PolicyKind,
    level: Option<usize>,
    name: Arc<str>,
    group: Option<Arc<str>>,
    document: &'a PolicyDocument,
}

/// The statements that have a part in the decision of a request, the deciding ones first, else in order.
pub(super) fn reasons(subject: &Subject, surroundings: &Surroundings, request: &Request) -> Vec<Reason> {
    let mut reasons: Vec<Reason> =
        bearing(subject, surroundings).iter().flat_map(|policy| policy.reasons(request)).collect();
    reasons.sort_by_key(|reason| reason.role);
    reasons
}

/// The statements that speak of an action.
pub(super) fn statements<'a>(
    subject: &'a Subject,
    surroundings: &'a Surroundings,
    action: &'a str,
) -> impl Iterator<Item = &'a Statement> {
    let documents = bearing(subject, surroundings).into_iter().map(|policy| policy.document);
    let speaks = move |statement: &&Statement| {
        statement.action.as_ref().is_some_and(|element| element.selects(|pattern| pattern.matches(action)))
    };
    documents.flat_map(|document| &document.statements).filter(speaks)
}

fn bearing<'a>(subject: &'a Subject, surroundings: &'a Surroundings) -> Vec<Bearing<'a>> {
    let held = |kind, held: &'a Held| {
        let group = if let Via::Group(group) = &held.via { Some(Arc::clone(group)) } else { None };
        let document = held.document.as_deref()?;
        Some(Bearing { kind, level: None, name: Arc::clone(&held.name), group, document })
    };
    let mut all: Vec<Bearing<'a>> = subject.policies.iter().filter_map(|own| held(PolicyKind::Identity, own)).collect();
    all.extend(subject.boundary.iter().filter_map(|own| held(PolicyKind::Boundary, own)));
    let unnamed = |kind, level, document: &'a Arc<PolicyDocument>| Bearing {
        kind,
        level,
        name: Arc::from(""),
        group: None,
        document,
    };
    for (kind, documents) in
        [(PolicyKind::Session, &surroundings.session), (PolicyKind::Endpoint, &surroundings.endpoint)]
    {
        all.extend(documents.iter().flatten().map(|document| unnamed(kind, None, document)));
    }
    all.extend(surroundings.resource.iter().map(|document| unnamed(PolicyKind::Resource, None, document)));
    for (kind, levels) in [
        (PolicyKind::ServiceControl, &surroundings.service_control),
        (PolicyKind::ResourceControl, &surroundings.resource_control),
    ] {
        for (index, level) in levels.iter().enumerate() {
            all.extend(level.iter().map(|document| unnamed(kind, Some(index + 1), document)));
        }
    }
    all
}

impl Bearing<'_> {
    fn reasons(&self, request: &Request) -> Vec<Reason> {
        let statements = self.document.statements.iter().enumerate();
        statements.filter_map(|(index, statement)| self.reason(index + 1, statement, request)).collect()
    }

    /// What a statement does to the request; `None` when it does not speak of it.
    fn reason(&self, number: usize, statement: &Statement, request: &Request) -> Option<Reason> {
        let effect = statement.effect.as_ref()?.value;
        let element = statement.action.as_ref()?;
        if !element.selects(|pattern: &ActionPattern| pattern.matches(&request.action)) {
            return None;
        }
        let matches = |statement: &Statement| self.matches(statement, request);
        let (role, conditions) = if matches(statement) {
            (if effect == Effect::Allow { Role::Allows } else { Role::Denies }, statement.conditions.clone())
        } else if matches(&Statement { conditions: Vec::new(), ..statement.clone() }) {
            let variables = self.document.has_variables();
            let fails = |condition: &&Condition| !condition.holds(&request.context, variables);
            (Role::Would, statement.conditions.iter().filter(fails).cloned().collect())
        } else if effect == Effect::Allow && self.kind == PolicyKind::Identity {
            (Role::Elsewhere, statement.conditions.clone())
        } else {
            return None;
        };
        let action = element.patterns.iter().find(|pattern| pattern.value.matches(&request.action));
        let named = |element: &policy::Element<policy::ResourcePattern>| {
            let fits = |pattern: &&policy::Sourced<policy::ResourcePattern>| {
                role == Role::Elsewhere || pattern.value.matches(&request.resource)
            };
            element.patterns.iter().find(fits).map(|pattern| (Arc::from(pattern.value.text()), pattern.origin.clone()))
        };
        Some(Reason {
            role,
            kind: self.kind,
            level: self.level,
            policy: Arc::clone(&self.name),
            group: self.group.clone(),
            number,
            sid: statement.sid.as_ref().map(|sid| Arc::clone(&sid.value)),
            effect,
            origin: statement.origin.clone(),
            action: action.map(|pattern| (Arc::from(pattern.value.text()), pattern.origin.clone())),
            resource: statement.resource.as_ref().filter(|element| !element.negated).and_then(named),
            conditions,
        })
    }

    /// Whether the statement, alone in its policy, matches the request.
    fn matches(&self, statement: &Statement, request: &Request) -> bool {
        let alone = self.document.with(vec![statement.clone()]);
        Expression::Allows(vec![&alone]).holds(request) || Expression::Denies(vec![&alone]).holds(request)
    }
}

/// How the policies spell the keys they speak of, by the keys in lower case.
pub(super) fn spellings(policies: &Policies<'_>) -> BTreeMap<String, String> {
    let single = [&policies.boundary, &policies.session, &policies.endpoint].into_iter().flatten().flatten();
    let levels = policies.service_control.iter().chain(&policies.resource_control).flatten();
    let documents = policies.identity.iter().chain(&policies.resource).chain(single).chain(levels);
    crate::real::spellings(documents.flat_map(|document| &document.statements))
}
