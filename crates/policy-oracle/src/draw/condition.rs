//! Random conditions: every operator, on keys that keep one kind of values.

use serde_json::{Map, Value, json};

use super::document::{pattern, some, with_variable};
use super::{Key, Kind, Style};
use crate::choices::Choices;

/// Adds a condition to the block.
pub(super) fn condition(choices: &mut impl Choices, style: &Style, block: &mut Map<String, Value>) {
    let at = choices.below(style.keys.len());
    let Some(key) = style.keys.get(at) else { return };
    let (operator, values) = if choices.chance(12) {
        let values = match choices.below(5) {
            0 | 1 => json!("true"),
            2 | 3 => json!("false"),
            _ => json!(["true", "false"]),
        };
        ("Null".to_owned(), values)
    } else {
        let (operator, values) = operator_and_values(choices, style, key);
        (decorated(choices, key, operator), values)
    };
    let keys = block.entry(operator).or_insert_with(|| json!({}));
    if let Some(keys) = keys.as_object_mut() {
        let name = if choices.chance(5) { key.name.to_uppercase() } else { key.name.to_owned() };
        keys.insert(name, values);
    }
}

/// The operator with its prefix and suffix.
fn decorated(choices: &mut impl Choices, key: &Key, operator: &str) -> String {
    let prefix = match choices.below(20) {
        // A set operator on a key of one value is a mistake that people make.
        0 => choices.pick(&["ForAllValues:", "ForAnyValue:"]),
        1..18 if key.many => choices.pick(&["ForAllValues:", "ForAnyValue:"]),
        _ => "",
    };
    let suffix = if choices.chance(15) { "IfExists" } else { "" };
    format!("{prefix}{operator}{suffix}")
}

fn operator_and_values(choices: &mut impl Choices, style: &Style, key: &Key) -> (&'static str, Value) {
    let kind = match key.kind {
        Kind::Mixed if choices.chance(50) => Kind::Number,
        Kind::Mixed => Kind::Text,
        kind => kind,
    };
    match kind {
        Kind::Text | Kind::Mixed => text(choices, style),
        Kind::Arn => arn(choices, style),
        Kind::PrincipalArn => listed(choices, &PRINCIPALS),
        Kind::SourceArn => listed(choices, &SOURCES),
        Kind::Account => listed(choices, &["111111111111", "222222222222", "1*", "*", "111111111111"]),
        Kind::Number => {
            let values = ["0", "1", "2", "3", "1.5", "-1", "2.0", "n"];
            (ordered(choices, &NUMERIC), some(choices, |choices| choices.pick(&values).to_owned()))
        }
        Kind::Time => {
            let values =
                ["2020-01-01T00:00:00Z", "2020-01-02", "2020-01-02T01:00:00+01:00", "1577836800", "2021", "never"];
            (ordered(choices, &DATE), some(choices, |choices| choices.pick(&values).to_owned()))
        }
        Kind::Truth => ("Bool", some(choices, |choices| choices.pick(&["true", "false", "TRUE", "yes"]).to_owned())),
        Kind::Address => {
            let operator = choices.pick(&["IpAddress", "IpAddress", "NotIpAddress"]);
            let values = [
                "10.0.0.0/8",
                "10.0.0.0/31",
                "10.0.0.1",
                "0.0.0.0/0",
                "10.128.0.0/9",
                "::/0",
                "2001:db8::/32",
                "nowhere",
            ];
            (operator, some(choices, |choices| choices.pick(&values).to_owned()))
        }
    }
}

const PRINCIPALS: [&str; 7] = [
    "arn:aws:iam::111111111111:role/r",
    "arn:aws:iam::111111111111:role/*",
    "arn:aws:iam::111111111111:*",
    "arn:aws:iam::222222222222:user/u",
    "arn:aws:iam::*:user/?",
    "arn:aws:sts::111111111111:*",
    "*",
];
const SOURCES: [&str; 6] = [
    "arn:aws:s3:::a",
    "arn:aws:sns:*:111111111111:*",
    "arn:aws:sns:a:222222222222:a",
    "arn:aws:*:*:*:x",
    "arn:aws:sns:*:*:a",
    "*",
];

/// An operator for texts or ARNs with some of these values.
fn listed(choices: &mut impl Choices, values: &[&'static str]) -> (&'static str, Value) {
    let operators = ["StringLike", "ArnLike", "StringEquals", "StringNotLike", "ArnNotEquals", "StringNotEquals"];
    let at = choices.below(operators.len());
    let operator = operators.get(at).copied().unwrap_or_default();
    (operator, some(choices, |choices| choices.pick(values).to_owned()))
}

const NUMERIC: [&str; 6] = [
    "NumericEquals",
    "NumericNotEquals",
    "NumericLessThan",
    "NumericLessThanEquals",
    "NumericGreaterThan",
    "NumericGreaterThanEquals",
];
const DATE: [&str; 6] =
    ["DateEquals", "DateNotEquals", "DateLessThan", "DateLessThanEquals", "DateGreaterThan", "DateGreaterThanEquals"];

fn ordered(choices: &mut impl Choices, operators: &[&'static str; 6]) -> &'static str {
    let at = choices.below(operators.len());
    operators.get(at).copied().unwrap_or_default()
}

fn text(choices: &mut impl Choices, style: &Style) -> (&'static str, Value) {
    let operators = [
        "StringEquals",
        "StringEquals",
        "StringNotEquals",
        "StringLike",
        "StringLike",
        "StringLike",
        "StringNotLike",
        "StringEqualsIgnoreCase",
        "StringNotEqualsIgnoreCase",
    ];
    let at = choices.below(operators.len());
    let operator = operators.get(at).copied().unwrap_or_default();
    let values = some(choices, |choices| {
        if style.variables && choices.chance(25) {
            return with_variable(choices, style);
        }
        let text = pattern(choices);
        if choices.chance(10) { text.to_ascii_uppercase() } else { text }
    });
    (operator, values)
}

fn arn(choices: &mut impl Choices, style: &Style) -> (&'static str, Value) {
    let operators = ["ArnLike", "ArnEquals", "ArnNotLike", "ArnNotEquals"];
    let at = choices.below(operators.len());
    let operator = operators.get(at).copied().unwrap_or_default();
    let values = some(choices, |choices| {
        if choices.chance(8) {
            return choices.pick(&["*", "arn:*", "arn:aws:s"]).to_owned();
        }
        let region = choices.pick(&["", "*", "a"]);
        let account = choices.pick(&["*", "a", "b", "?"]);
        let resource = match choices.below(6) {
            0 if style.variables => with_variable(choices, style),
            1 => format!("a:{}", pattern(choices)),
            _ => pattern(choices),
        };
        format!("arn:aws:s:{region}:{account}:{resource}")
    });
    (operator, values)
}
