//! Random documents and statements.

use serde_json::{Map, Value, json};

use super::Style;
use super::condition::condition;
use crate::choices::Choices;

/// A document of the style.
pub(super) fn document(choices: &mut impl Choices, style: &Style) -> Value {
    let count = 1 + choices.below(style.most_statements);
    let statements: Vec<Value> = (0..count).map(|_| statement(choices, style)).collect();
    match choices.below(20) {
        0 => json!({ "Statement": statements }),
        1 => json!({ "Version": "2008-10-17", "Statement": statements }),
        _ => json!({ "Version": "2012-10-17", "Statement": statements }),
    }
}

/// A statement of the style.
pub(super) fn statement(choices: &mut impl Choices, style: &Style) -> Value {
    let mut statement = Map::new();
    let effect = if choices.chance(70) { "Allow" } else { "Deny" };
    statement.insert("Effect".to_owned(), effect.into());
    let name = if choices.chance(15) { "NotAction" } else { "Action" };
    statement.insert(name.to_owned(), actions(choices));
    let left_out = style.on_resource && choices.chance(20);
    if !left_out {
        let name = if choices.chance(15) { "NotResource" } else { "Resource" };
        statement.insert(name.to_owned(), resources(choices, style));
    }
    if style.on_resource {
        let name = if choices.chance(20) { "NotPrincipal" } else { "Principal" };
        statement.insert(name.to_owned(), principals(choices));
    }
    let count = [0, 1, 1, 1, 2, 2, 3].get(choices.below(7)).copied().unwrap_or_default();
    let mut block = Map::new();
    for _ in 0..count {
        condition(choices, style, &mut block);
    }
    if !block.is_empty() {
        statement.insert("Condition".to_owned(), block.into());
    }
    Value::Object(statement)
}

pub(super) fn actions(choices: &mut impl Choices) -> Value {
    some(choices, |choices| {
        let text = pattern(choices);
        if choices.chance(10) { text.to_ascii_uppercase() } else { text }
    })
}

pub(super) fn resources(choices: &mut impl Choices, style: &Style) -> Value {
    some(
        choices,
        |choices| {
            if style.variables && choices.chance(40) { with_variable(choices, style) } else { pattern(choices) }
        },
    )
}

/// One to three values, a single one mostly without its list.
pub(super) fn some<C: Choices>(choices: &mut C, mut one: impl FnMut(&mut C) -> String) -> Value {
    match choices.below(10) {
        0..6 => one(choices).into(),
        6 => vec![one(choices)].into(),
        7 | 8 => vec![one(choices), one(choices)].into(),
        _ => vec![one(choices), one(choices), one(choices)].into(),
    }
}

/// A wildcard pattern over three letters.
pub(super) fn pattern(choices: &mut impl Choices) -> String {
    match choices.below(10) {
        0 | 1 => "*".to_owned(),
        2..6 => (0..=choices.below(2)).map(|_| choices.pick(&["a", "a", "b", "c"])).collect(),
        _ => {
            let count = 1 + choices.below(4);
            (0..count).map(|_| choices.pick(&["a", "a", "b", "c", "*", "*", "?"])).collect()
        }
    }
}

/// A pattern in which a key's value stands.
pub(super) fn with_variable(choices: &mut impl Choices, style: &Style) -> String {
    let at = choices.below(style.keys.len());
    let name = style.keys.get(at).map_or("k", |key| key.name);
    let variable = match choices.below(8) {
        0 | 1 => format!("${{{name}, '{}'}}", choices.pick(&["a", "b", "", "ab"])),
        2 => choices.pick(&["${*}", "${?}", "${$}"]).to_owned(),
        3 => "${other}".to_owned(),
        _ => format!("${{{name}}}"),
    };
    match choices.below(6) {
        0 => format!("{}{variable}", pattern(choices)),
        1 => format!("{variable}{}", pattern(choices)),
        2 => format!("a{variable}"),
        3 => format!("{variable}*"),
        _ => variable,
    }
}

/// Principals of two accounts, a service, an identity provider.
pub(super) fn principals(choices: &mut impl Choices) -> Value {
    if choices.chance(25) {
        return "*".into();
    }
    let aws = [
        "*",
        "111111111111",
        "arn:aws:iam::111111111111:root",
        "arn:aws:iam::222222222222:root",
        "arn:aws:iam::111111111111:role/r",
        "arn:aws:iam::111111111111:role/path/r",
        "arn:aws:iam::111111111111:user/u",
        "arn:aws:iam::222222222222:user/u",
        "arn:aws:sts::111111111111:assumed-role/r/s",
    ];
    match choices.below(10) {
        0 => json!({ "Service": some(choices, |c| c.pick(&["s.amazonaws.com", "t.amazonaws.com"]).to_owned()) }),
        1 => json!({ "Federated": "idp.example.com" }),
        2 => json!({ "AWS": some(choices, |c| c.pick(&aws).to_owned()), "Service": "s.amazonaws.com" }),
        3 => json!({ "CanonicalUser": "c0ffee" }),
        _ => json!({ "AWS": some(choices, |c| c.pick(&aws).to_owned()) }),
    }
}
