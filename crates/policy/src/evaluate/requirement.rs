//! Under what a request is allowed, where not everything about it is known.

use super::DecidingStatement;
use crate::document::{Condition, Effect};
use crate::operator::{Comparison, Operator, Order, Quantifier};

/// What must hold of the unknown parts of a request for it to be allowed.
#[derive(Debug, Clone, PartialEq)]
pub enum Requirement {
    /// Nothing.
    Always,
    /// What cannot hold.
    Never,
    /// All of these.
    All(Vec<Self>),
    /// One of these.
    Any(Vec<Self>),
    /// A test of a key.
    Key(KeyTest),
    /// The session of the role has one of these names.
    SessionName {
        /// The names.
        names: Vec<String>,
        /// The effect of the statement that names them; for a Deny the session must have none of the names.
        effect: Effect,
        /// The statement that names them.
        statement: DecidingStatement,
    },
}

/// A test that a key must pass: a condition of an Allow, or the opposite of one of a Deny.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyTest {
    /// The operator; `None` for one that AWS does not know, whose condition never holds.
    pub operator: Option<Operator>,
    /// The operator's name, in an Allow as it is written.
    pub name: String,
    /// The key as written.
    pub key: String,
    /// The values.
    pub values: Vec<String>,
    /// The effect of the statement it comes from; for a Deny the test is the opposite of what is written there.
    pub effect: Effect,
    /// The statement it comes from.
    pub statement: DecidingStatement,
}

impl Requirement {
    /// All of `parts`, simplified: without what always holds, each once.
    pub(super) fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut kept: Vec<Self> = Vec::new();
        for part in parts {
            match part {
                Self::Always => {}
                Self::Never => return Self::Never,
                Self::All(inner) => inner.into_iter().for_each(|one| add(&mut kept, one)),
                other => add(&mut kept, other),
            }
        }
        match kept.pop() {
            None => Self::Always,
            Some(only) if kept.is_empty() => only,
            Some(last) => Self::All(kept.into_iter().chain([last]).collect()),
        }
    }

    /// One of `parts`, simplified: without what never holds, and without what asks more than another of them.
    pub(super) fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut kept: Vec<Self> = Vec::new();
        for part in parts {
            match part {
                Self::Never => {}
                Self::Always => return Self::Always,
                Self::Any(inner) => inner.into_iter().for_each(|one| add(&mut kept, one)),
                other => add(&mut kept, other),
            }
        }
        let all = kept.clone();
        kept.retain(|one| !matches!(one, Self::All(asked) if asked.iter().any(|part| all.contains(part))));
        match kept.pop() {
            None => Self::Never,
            Some(only) if kept.is_empty() => only,
            Some(last) => Self::Any(kept.into_iter().chain([last]).collect()),
        }
    }

    /// That a condition of an Allow holds.
    pub(super) fn holds(condition: &Condition, statement: &DecidingStatement) -> Self {
        let values = condition.values.iter().map(|value| value.value.to_string()).collect();
        Self::Key(KeyTest {
            operator: condition.meaning,
            name: condition.operator.value.to_string(),
            key: condition.key.value.to_string(),
            values,
            effect: Effect::Allow,
            statement: statement.clone(),
        })
    }

    /// That a condition of a Deny does not hold.
    pub(super) fn escapes(condition: &Condition, statement: &DecidingStatement) -> Self {
        let Some(operator) = condition.meaning else { return Self::Always };
        let test = |operator, values: Vec<String>| {
            Self::Key(KeyTest {
                operator: Some(operator),
                name: operator.to_string(),
                key: condition.key.value.to_string(),
                values,
                effect: Effect::Deny,
                statement: statement.clone(),
            })
        };
        let values: Vec<String> = condition.values.iter().map(|value| value.value.to_string()).collect();
        let present = |expected: bool| test(Operator::of(Comparison::Null), vec![(!expected).to_string()]);
        let plain = Operator { if_exists: false, ..operator };
        match (operator.comparison, operator.quantifier) {
            (Comparison::Null, _) => test(plain, values.iter().map(|value| opposite(value)).collect()),
            (Comparison::Bool, None) if operator.if_exists => {
                Self::all([present(true), test(plain, values.iter().map(|value| opposite(value)).collect())])
            }
            (Comparison::Bool, None) => {
                // A missing key escapes as well; the keys that are compared so stand in every request.
                test(plain, values.iter().map(|value| opposite(value)).collect())
            }
            (_, Some(Quantifier::ForAllValues)) => {
                let some = Operator { quantifier: Some(Quantifier::ForAnyValue), ..turned(plain) };
                Self::all([present(true), test(some, values)])
            }
            (_, Some(Quantifier::ForAnyValue)) => {
                let all = Operator { quantifier: Some(Quantifier::ForAllValues), ..turned(plain) };
                Self::any([present(false), test(all, values)])
            }
            (_, None) if operator.if_exists && !operator.negated => {
                Self::all([present(true), test(turned(plain), values)])
            }
            (_, None) => test(turned(plain), values),
        }
    }
}

fn add(kept: &mut Vec<Requirement>, one: Requirement) {
    if !kept.contains(&one) {
        kept.push(one);
    }
}

fn opposite(value: &str) -> String {
    (!value.eq_ignore_ascii_case("true")).to_string()
}

/// The operator that holds where this one does not. Orders turn round, so that a number still must be one.
fn turned(operator: Operator) -> Operator {
    let turn = |order| match order {
        Order::Less => Some(Order::GreaterOrEqual),
        Order::LessOrEqual => Some(Order::Greater),
        Order::Greater => Some(Order::LessOrEqual),
        Order::GreaterOrEqual => Some(Order::Less),
        Order::Equal => None,
    };
    match operator.comparison {
        Comparison::Numeric(order) => match turn(order) {
            Some(order) => Operator { comparison: Comparison::Numeric(order), ..operator },
            None => Operator { negated: !operator.negated, ..operator },
        },
        Comparison::Date(order) => match turn(order) {
            Some(order) => Operator { comparison: Comparison::Date(order), ..operator },
            None => Operator { negated: !operator.negated, ..operator },
        },
        _ => Operator { negated: !operator.negated, ..operator },
    }
}
