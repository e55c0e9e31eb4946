//! The question "may somebody from outside do what this statement allows?", put to the decision procedure.

use std::collections::{BTreeMap, BTreeSet};

use source::Origin;
use syntax::{Map, Node};

use super::keys::{self, Said};
use super::sample;
use super::stranger::{Stranger, Who};
use crate::decide::{Answer, Cap, Domain, Expression, Space, is_empty};
use crate::document::{Condition, Effect, PolicyDocument, Sourced, Statement};
use crate::hole::has_hole;
use crate::ip::IpRange;
use crate::narrowing::Narrowing;
use crate::operator::Comparison;
use crate::request::Request;

/// Stands for a range of addresses that the template does not tell.
const UNKNOWN_RANGE: &str = "192.0.2.0/24";

const MADE: Origin = Origin::Default("question");

/// One Allow of a document, with all its denies.
pub(super) struct Question {
    document: PolicyDocument,
    stranger: Stranger,
    /// The keys that its conditions ask about, in lower case.
    keys: BTreeSet<String>,
}

/// What was found out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    /// This request passes.
    Request(Box<Request>),
    /// No such request passes.
    Nobody,
    /// Neither was shown before this cap was reached.
    Undecided(Cap),
}

impl Question {
    /// The question about one Allow of `document`.
    pub fn new(document: &PolicyDocument, allow: &Statement) -> Self {
        let mut own = document.with(vec![allow.clone()]);
        own.statements.extend(document.denies().cloned());
        for statement in &mut own.statements {
            fill_holes(statement);
        }
        let conditions = own.statements.iter().flat_map(|statement| &statement.conditions);
        let keys = conditions.map(|condition| condition.key.value.to_ascii_lowercase()).collect();
        Self { stranger: Stranger::to(&own), document: own, keys }
    }

    /// The same question about some of the actions only.
    pub fn about_action(&self, index: usize) -> Self {
        let mut document = self.document.clone();
        if let Some(action) = document.statements.first_mut().and_then(|allow| allow.action.as_mut()) {
            let kept = action.patterns.get(index).cloned();
            action.patterns = kept.into_iter().collect();
        }
        Self { document, stranger: self.stranger.clone(), keys: self.keys.clone() }
    }

    /// The Allow that is asked about.
    pub fn allow(&self) -> Option<&Statement> {
        self.document.statements.first()
    }

    /// Whether something denies beside it.
    pub fn has_denies(&self) -> bool {
        self.document.statements.len() > 1
    }

    /// To whom or where the conditions may narrow.
    pub fn kinds(&self) -> BTreeSet<Narrowing> {
        self.keys.iter().filter_map(|name| Some(keys::key(name)?.kind)).collect()
    }

    /// Whether a request of somebody passes who has what the conditions of the kinds in `free` ask for, and nothing that
    /// only named ones have.
    pub fn ask(&self, who: &Who, free: &BTreeSet<Narrowing>) -> Found {
        let world = self.world(who, free);
        let expression = world.expression(&self.document);
        let found = match is_empty(&expression, &world.space) {
            Answer::Yes => return Found::Nobody,
            Answer::No(request) => Some(*request),
            Answer::Unknown(cap) => match self.sampled(&world) {
                None => return Found::Undecided(cap),
                found => found,
            },
        };
        let own = who.principal(&self.stranger);
        let plain = found.map(|request| sample::plain(request, &expression, self.allow(), &own));
        plain.map_or(Found::Nobody, |request| Found::Request(Box::new(request)))
    }

    fn sampled(&self, world: &World) -> Option<Request> {
        let documents = [&self.document, &world.document];
        sample::find(&documents, &world.expression(&self.document), &world.space)
    }

    /// What requests of somebody are like.
    fn world(&self, who: &Who, free: &BTreeSet<Narrowing>) -> World {
        let mut space = Space { principals: Some(vec![who.principal(&self.stranger)]), ..Space::free() };
        let mut conditions: Conditions<'_> = BTreeMap::new();
        for name in &self.keys {
            let key = keys::key(name);
            if matches!(who, Who::Named(_)) || key.is_some_and(|key| free.contains(&key.kind)) {
                continue;
            }
            match keys::said(name, key, who, &self.stranger) {
                Said::Anything => {}
                Said::OneOf(values) => {
                    space.keys.insert(name.clone(), Domain::OneOf(values));
                }
                Said::Satisfying(all) => {
                    for (operator, values) in all {
                        conditions.entry(operator).or_default().insert(name, values);
                    }
                }
            }
        }
        World { space, document: document(&conditions) }
    }

    /// A sampled request of somebody outside that passes.
    #[cfg(test)]
    pub fn sample(&self, who: &Who) -> Option<Request> {
        self.sampled(&self.world(who, &BTreeSet::new()))
    }

    /// Whether a request is one of somebody outside, and passes.
    #[cfg(test)]
    pub fn is_theirs(&self, who: &Who, request: &Request) -> bool {
        self.world(who, &BTreeSet::new()).expression(&self.document).holds(request)
    }
}

/// What the requests of somebody are like: where they are, and what a statement lets through that says the rest.
struct World {
    space: Space,
    document: PolicyDocument,
}

impl World {
    /// Requests of this world that `document` grants.
    fn expression<'a>(&'a self, document: &'a PolicyDocument) -> Expression<'a> {
        Expression::All(vec![Expression::Grants(vec![document]), Expression::Allows(vec![&self.document])])
    }
}

/// Values by operator and key.
type Conditions<'k> = BTreeMap<&'static str, BTreeMap<&'k str, Vec<String>>>;

/// The requests that satisfy the conditions.
fn document(conditions: &Conditions<'_>) -> PolicyDocument {
    let text = |text: &str| Node::from_text(text, MADE);
    let operators: Map = conditions
        .iter()
        .map(|(operator, keys)| {
            let keys: Map = keys
                .iter()
                .map(|(key, values)| (*key, Node::from_list(values.iter().map(|value| text(value)).collect(), MADE)))
                .collect();
            (*operator, Node::from_map(keys, MADE))
        })
        .collect();
    let statement: Map = [
        ("Effect", text("Allow")),
        ("Action", text("*")),
        ("Resource", text("*")),
        ("Condition", Node::from_map(operators, MADE)),
    ]
    .into_iter()
    .collect();
    let root: Map = [("Statement", Node::from_list(vec![Node::from_map(statement, MADE)], MADE))].into_iter().collect();
    PolicyDocument::parse(&Node::from_map(root, MADE)).0
}

/// Gives values that the template does not tell, and that are compared as more than text, the reading that does not hide
/// a grant: an Allow holds, a range of addresses is some range.
fn fill_holes(statement: &mut Statement) {
    let is_allow = statement.is(Effect::Allow);
    let mut kept = std::mem::take(&mut statement.conditions);
    kept.retain_mut(|condition| {
        let unread = condition.values.iter().any(|value| has_hole(&value.value) && !is_readable(condition, value));
        if unread && is_address(condition) {
            for value in condition.values.iter_mut().filter(|value| IpRange::parse(&value.value).is_none()) {
                value.value = UNKNOWN_RANGE.into();
            }
            return true;
        }
        !(unread && is_allow)
    });
    statement.conditions = kept;
}

fn is_address(condition: &Condition) -> bool {
    condition.meaning.is_some_and(|operator| operator.comparison == Comparison::IpAddress)
}

/// Whether the comparison can read a value with a hole in it.
fn is_readable(condition: &Condition, _value: &Sourced<std::sync::Arc<str>>) -> bool {
    condition.meaning.is_none_or(|operator| {
        !matches!(
            operator.comparison,
            Comparison::Bool | Comparison::Null | Comparison::IpAddress | Comparison::Numeric(_) | Comparison::Date(_)
        )
    })
}
