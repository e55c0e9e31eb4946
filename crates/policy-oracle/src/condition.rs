//! Conditions, from the table of operators in the IAM user guide.

use std::cmp::Ordering;
use std::net::IpAddr;

use serde_json::Value;

use crate::request::{Context, Given};
use crate::template::{Template, arn_parts};
use crate::typed::{Decimal, in_range, instant};

/// One operator on one key.
#[derive(Debug, Clone)]
pub(crate) struct Condition {
    pub(crate) key: String,
    /// `None` for an operator that does not exist, and then the condition never holds.
    pub(crate) test: Option<Test>,
    pub(crate) quantifier: Quantifier,
    negated: bool,
    if_exists: bool,
    values: Vec<Expected>,
}

/// What is asked of the values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Test {
    Null,
    Equal,
    EqualIgnoringCase,
    Like,
    Number(Compare),
    Time(Compare),
    Truth,
    Bytes,
    Address,
    Arn,
}

/// How two ordered values must stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Compare {
    Same,
    Before,
    NotAfter,
    After,
    NotBefore,
}

/// How several values are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Quantifier {
    None,
    All,
    Any,
}

#[derive(Debug, Clone)]
enum Expected {
    Text(Template),
    Arn(Box<[Template; 6]>),
    /// A pattern for ARNs that is none.
    Nothing,
}

impl Condition {
    /// All conditions of a statement.
    pub(crate) fn read_all(block: &Value, variables: bool) -> Vec<Self> {
        let Some(operators) = block.as_object() else { return vec![Self::never()] };
        let mut found = Vec::new();
        for (operator, keys) in operators {
            match keys.as_object() {
                Some(keys) => {
                    found.extend(keys.iter().map(|(key, values)| Self::read(operator, key, values, variables)));
                }
                None => found.push(Self::never()),
            }
        }
        found
    }

    fn never() -> Self {
        Self::read("", "", &Value::Null, false)
    }

    fn read(operator: &str, key: &str, values: &Value, variables: bool) -> Self {
        let name = operator.to_ascii_lowercase();
        let (quantifier, plain) = match name.split_once(':') {
            Some(("forallvalues", rest)) => (Quantifier::All, rest),
            Some(("foranyvalue", rest)) => (Quantifier::Any, rest),
            Some(_) => (Quantifier::None, "?"),
            None => (Quantifier::None, name.as_str()),
        };
        let (plain, if_exists) = plain.strip_suffix("ifexists").map_or((plain, false), |plain| (plain, true));
        let (test, negated) = test(plain);
        let test = test.filter(|test| *test != Test::Null || (!if_exists && quantifier == Quantifier::None));
        let expected = texts(values).iter().map(|text| Expected::read(test, text, variables)).collect();
        Self { key: key.to_ascii_lowercase(), test, quantifier, negated, if_exists, values: expected }
    }

    /// The keys whose values stand in the condition's values.
    pub(crate) fn variables(&self) -> impl Iterator<Item = &str> {
        self.values.iter().flat_map(Expected::templates).flat_map(Template::keys)
    }

    /// Whether a request with this context satisfies the condition.
    pub(crate) fn holds(&self, context: &Context) -> bool {
        let Some(test) = self.test else { return false };
        // A set without values is as good as no key.
        let given = context.get(&self.key).filter(|given| !matches!(given, Given::Set(values) if values.is_empty()));
        if test == Test::Null {
            let answer = if given.is_none() { "true" } else { "false" };
            let texts = self.values.iter().filter_map(|value| value.text(context));
            return texts.into_iter().any(|text| text.eq_ignore_ascii_case(answer));
        }
        match given {
            None => match self.quantifier {
                Quantifier::None => self.negated || self.if_exists,
                Quantifier::All => true,
                Quantifier::Any => false,
            },
            Some(Given::One(value)) => self.accepts(test, value, context),
            Some(Given::Set(values)) => match self.quantifier {
                Quantifier::None => false,
                Quantifier::All => values.iter().all(|value| self.accepts(test, value, context)),
                Quantifier::Any => values.iter().any(|value| self.accepts(test, value, context)),
            },
        }
    }

    /// Whether one value of the request does. A negated test is the contrary of the plain one, but a value that is not
    /// of the type satisfies neither. Nothing is equal to a variable without value or like it.
    fn accepts(&self, test: Test, value: &str, context: &Context) -> bool {
        if !is_of_type(test, value) {
            return false;
        }
        let results: Vec<Option<bool>> = self.values.iter().map(|one| one.meets(test, value, context)).collect();
        let met = results.contains(&Some(true));
        met != self.negated
    }
}

impl Expected {
    fn read(test: Option<Test>, text: &str, variables: bool) -> Self {
        if test != Some(Test::Arn) || text == "*" {
            return Self::Text(Template::read(text, variables));
        }
        match arn_parts(text, variables) {
            Some(parts) => Self::Arn(Box::new(parts.map(|part| Template::read(&part, variables)))),
            None => Self::Nothing,
        }
    }

    fn templates(&self) -> &[Template] {
        match self {
            Self::Text(template) => std::slice::from_ref(template),
            Self::Arn(parts) => parts.as_slice(),
            Self::Nothing => &[],
        }
    }

    fn text(&self, context: &Context) -> Option<String> {
        match self {
            Self::Text(template) => template.text(context),
            Self::Arn(_) | Self::Nothing => None,
        }
    }

    /// Whether the request's value meets this one; `None` when a variable has no value.
    fn meets(&self, test: Test, given: &str, context: &Context) -> Option<bool> {
        let letters = |text: &str| text.chars().collect::<Vec<char>>();
        match self {
            Self::Nothing => Some(false),
            Self::Text(template) if matches!(test, Test::Like | Test::Arn) => {
                template.matches(context, &letters(given))
            }
            Self::Text(template) => Some(equal(test, given, &template.text(context)?)),
            Self::Arn(patterns) => {
                let parts = arn_parts(given, false);
                let mut all = parts.is_some();
                for (pattern, part) in patterns.iter().zip(parts.unwrap_or_default()) {
                    all &= pattern.matches(context, &letters(&part))?;
                }
                Some(all)
            }
        }
    }
}

/// Whether two values are equal in the sense of the test, or stand as it wants.
fn equal(test: Test, given: &str, expected: &str) -> bool {
    match test {
        Test::Equal => given == expected,
        Test::EqualIgnoringCase => given.to_lowercase() == expected.to_lowercase(),
        Test::Number(compare) => {
            let both = Decimal::read(given).zip(Decimal::read(expected));
            both.is_some_and(|(given, expected)| compare.accepts(given.compare(&expected)))
        }
        Test::Time(compare) => {
            let both = instant(given).zip(instant(expected));
            both.is_some_and(|(given, expected)| compare.accepts(given.cmp(&expected)))
        }
        Test::Truth => truth(given).is_some() && truth(given) == truth(expected),
        Test::Bytes => given.trim_end_matches('=') == expected.trim_end_matches('='),
        Test::Address => given.parse().ok().and_then(|given| in_range(expected, given)) == Some(true),
        Test::Null | Test::Like | Test::Arn => false,
    }
}

fn is_of_type(test: Test, value: &str) -> bool {
    match test {
        Test::Number(_) => Decimal::read(value).is_some(),
        Test::Time(_) => instant(value).is_some(),
        Test::Truth => truth(value).is_some(),
        Test::Address => value.parse::<IpAddr>().is_ok(),
        _ => true,
    }
}

fn truth(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    }
}

impl Compare {
    fn accepts(self, ordering: Ordering) -> bool {
        match self {
            Self::Same => ordering == Ordering::Equal,
            Self::Before => ordering == Ordering::Less,
            Self::NotAfter => ordering != Ordering::Greater,
            Self::After => ordering == Ordering::Greater,
            Self::NotBefore => ordering != Ordering::Less,
        }
    }
}

/// The test of an operator without prefix and suffix, and whether it is negated.
fn test(name: &str) -> (Option<Test>, bool) {
    let (test, negated) = match name {
        "null" => (Test::Null, false),
        "stringequals" => (Test::Equal, false),
        "stringnotequals" => (Test::Equal, true),
        "stringequalsignorecase" => (Test::EqualIgnoringCase, false),
        "stringnotequalsignorecase" => (Test::EqualIgnoringCase, true),
        "stringlike" => (Test::Like, false),
        "stringnotlike" => (Test::Like, true),
        "numericequals" => (Test::Number(Compare::Same), false),
        "numericnotequals" => (Test::Number(Compare::Same), true),
        "numericlessthan" => (Test::Number(Compare::Before), false),
        "numericlessthanequals" => (Test::Number(Compare::NotAfter), false),
        "numericgreaterthan" => (Test::Number(Compare::After), false),
        "numericgreaterthanequals" => (Test::Number(Compare::NotBefore), false),
        "dateequals" => (Test::Time(Compare::Same), false),
        "datenotequals" => (Test::Time(Compare::Same), true),
        "datelessthan" => (Test::Time(Compare::Before), false),
        "datelessthanequals" => (Test::Time(Compare::NotAfter), false),
        "dategreaterthan" => (Test::Time(Compare::After), false),
        "dategreaterthanequals" => (Test::Time(Compare::NotBefore), false),
        "bool" => (Test::Truth, false),
        "binaryequals" => (Test::Bytes, false),
        "ipaddress" => (Test::Address, false),
        "notipaddress" => (Test::Address, true),
        "arnequals" | "arnlike" => (Test::Arn, false),
        "arnnotequals" | "arnnotlike" => (Test::Arn, true),
        _ => return (None, false),
    };
    (Some(test), negated)
}

/// A scalar or a list of scalars as texts.
pub(crate) fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().flat_map(texts).collect(),
        Value::String(text) => vec![text.clone()],
        Value::Number(number) => vec![number.to_string()],
        Value::Bool(truth) => vec![truth.to_string()],
        Value::Null | Value::Object(_) => Vec::new(),
    }
}
