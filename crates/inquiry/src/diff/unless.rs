//! What the old side allowed under conditions: the rest is what they are not.

use std::sync::Arc;

use policy::decide::{Expression, is_empty};
use policy::{Condition, Effect, Operator, PolicyDocument, Statement};

use super::piece::{Pieces, alone};
use super::side::{speaks_of, with_action};

/// The statement once for each condition of the old statement, turned round, if that is exactly what is new.
pub(super) fn unless(
    pieces: &Pieces<'_>,
    document: &PolicyDocument,
    statement: &Statement,
    actions: &[String],
) -> Option<Vec<Statement>> {
    if actions.iter().any(|action| action.contains(['*', '?'])) {
        return None;
    }
    let mut allowing = pieces.old.statements().filter(|old| {
        old.is(Effect::Allow) && !old.conditions.is_empty() && actions.iter().any(|action| speaks_of(old, action))
    });
    let (old, None) = (allowing.next()?, allowing.next()) else { return None };
    let parts = old.conditions.iter().map(|condition| with_condition(statement, turned(condition)?));
    let parts: Vec<Statement> = parts.collect::<Option<_>>()?;
    actions.iter().all(|action| is_exact(pieces, document, statement, &parts, action)).then_some(parts)
}

/// Whether the parts together are all of the statement that is new, and none of it was allowed before.
fn is_exact(
    pieces: &Pieces<'_>,
    document: &PolicyDocument,
    statement: &Statement,
    parts: &[Statement],
    action: &str,
) -> bool {
    let document_of = |statement: &Statement| alone(document, with_action(statement, action));
    let (piece, parts) = (document_of(statement), parts.iter().map(document_of).collect::<Vec<_>>());
    let (old, new) = (pieces.old.about(action), pieces.new.about(action));
    let (old, new) = (old.side(), new.side());
    let not = |expression| Expression::Not(Box::new(expression));
    let said = || Expression::Allows(parts.iter().collect());
    let unsaid = vec![Expression::Allows(vec![&piece]), new.expression(), not(old.expression()), not(said())];
    let known = vec![said(), old.expression()];
    [unsaid, known].into_iter().all(|parts| is_empty(&Expression::All(parts), pieces.space).is_yes())
}

fn with_condition(statement: &Statement, condition: Condition) -> Option<Statement> {
    // JSON has one entry for an operator and a key.
    let is_taken =
        |own: &Condition| own.operator.value == condition.operator.value && own.key.value == condition.key.value;
    if statement.conditions.iter().any(is_taken) {
        return None;
    }
    let mut conditions = statement.conditions.clone();
    conditions.push(condition);
    Some(Statement { conditions, ..statement.clone() })
}

/// Pairs of operators of which one holds exactly when the other does not, as far as they are written so.
const TWINS: [(&str, &str); 9] = [
    ("StringEquals", "StringNotEquals"),
    ("StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"),
    ("StringLike", "StringNotLike"),
    ("NumericEquals", "NumericNotEquals"),
    ("DateEquals", "DateNotEquals"),
    ("IpAddress", "NotIpAddress"),
    ("ArnEquals", "ArnNotEquals"),
    ("ArnLike", "ArnNotLike"),
    ("Bool", "BoolIfExists"),
];

/// Orders, which a missing key never satisfies: the other side of one takes it in.
const ORDERS: [(&str, &str); 8] = [
    ("NumericLessThan", "NumericGreaterThanEqualsIfExists"),
    ("NumericLessThanEquals", "NumericGreaterThanIfExists"),
    ("NumericGreaterThan", "NumericLessThanEqualsIfExists"),
    ("NumericGreaterThanEquals", "NumericLessThanIfExists"),
    ("DateLessThan", "DateGreaterThanEqualsIfExists"),
    ("DateLessThanEquals", "DateGreaterThanIfExists"),
    ("DateGreaterThan", "DateLessThanEqualsIfExists"),
    ("DateGreaterThanEquals", "DateLessThanIfExists"),
];

/// The condition that holds when this one does not, if the language can say it in one.
fn turned(condition: &Condition) -> Option<Condition> {
    let name = &*condition.operator.value;
    let of_pair = |pairs: &[(&'static str, &'static str)]| {
        let forth = pairs.iter().find(|(one, _)| one.eq_ignore_ascii_case(name)).map(|(_, other)| *other);
        forth.or_else(|| pairs.iter().find(|(_, other)| other.eq_ignore_ascii_case(name)).map(|(one, _)| *one))
    };
    let single = condition.values.len() == 1;
    let mut values = condition.values.clone();
    let is_truth = ["Bool", "BoolIfExists", "Null"].iter().any(|own| own.eq_ignore_ascii_case(name));
    let turned = if name.eq_ignore_ascii_case("Null") { Some("Null") } else { of_pair(&TWINS) };
    let turned = turned.or_else(|| of_pair(&ORDERS).filter(|_| single))?;
    if is_truth {
        let value = values.first_mut().filter(|_| single)?;
        let is_true = value.value.eq_ignore_ascii_case("true");
        value.value = Arc::from(if is_true { "false" } else { "true" });
    }
    let mut operator = condition.operator.clone();
    operator.value = Arc::from(turned);
    Some(Condition { operator, meaning: Operator::parse(turned), values, ..condition.clone() })
}
