//! Whether a request satisfies a condition.
//!
//! One of the condition's values must match; for a negated operator none may. A value that cannot be read as what the
//! operator compares never matches, and a value of the request that cannot be read satisfies nothing.

pub(crate) mod date;
pub(crate) mod number;

pub use date::instant;

use crate::arn::segments;
use crate::context::{Context, ContextValue};
use crate::document::Condition;
use crate::glob::Glob;
use crate::ip::IpRange;
use crate::operator::{Comparison, Operator, Order, Quantifier};
use crate::variable::{resolved_pattern, resolved_text};

impl Condition {
    /// Whether a request with this context satisfies the condition. `variables` says whether `${…}` is a variable in
    /// the condition's document.
    pub fn holds(&self, context: &Context, variables: bool) -> bool {
        self.test(context, variables).is_some_and(|test| test.holds(context.get(&self.key.value)))
    }

    /// The condition with its values read; `None` for an unknown operator, which never holds.
    pub(crate) fn test(&self, context: &Context, variables: bool) -> Option<Test> {
        let operator = self.meaning?;
        Some(Test { operator, expected: self.expected_values(operator, context, variables) })
    }

    /// The values to compare with. One whose variable has no value is left out: nothing is equal to it or like it, and a
    /// negated operator holds for that reason ("Policy variables with no value" in the IAM user guide).
    fn expected_values(&self, operator: Operator, context: &Context, variables: bool) -> Vec<Expected> {
        let values = self.values.iter();
        values.filter_map(|value| Expected::new(operator.comparison, &value.value, context, variables)).collect()
    }
}

/// A condition whose values were read in one context, apart from the key it asks about.
#[derive(Debug, Clone)]
pub(crate) struct Test {
    operator: Operator,
    expected: Vec<Expected>,
}

impl Test {
    /// Whether it holds when the request says `given` under the key.
    pub(crate) fn holds(&self, given: Option<&ContextValue>) -> bool {
        let given = given.filter(|value| !value.is_empty());
        if self.operator.comparison == Comparison::Null {
            let expected = if given.is_some() { "false" } else { "true" };
            return self.expected.iter().any(|value| value.is_text(expected));
        }
        let Some(given) = given else { return self.operator.holds_when_missing() };
        match (self.operator.quantifier, given) {
            (None, ContextValue::Single(value)) => self.accepts(value),
            // A key of many values needs a set operator.
            (None, ContextValue::Many(_)) => false,
            (Some(Quantifier::ForAllValues), ContextValue::Many(values)) => {
                values.iter().all(|value| self.accepts(value))
            }
            (Some(Quantifier::ForAnyValue), ContextValue::Many(values)) => {
                values.iter().any(|value| self.accepts(value))
            }
            (Some(_), ContextValue::Single(value)) => self.accepts(value),
        }
    }

    /// What it asks.
    pub(crate) fn operator(&self) -> Operator {
        self.operator
    }

    /// The values it compares with.
    pub(crate) fn expected(&self) -> &[Expected] {
        &self.expected
    }

    /// Whether one value satisfies the comparison.
    pub(crate) fn accepts(&self, value: &str) -> bool {
        compare(self.operator, value, &self.expected)
    }
}

/// One value of a policy, ready to compare.
#[derive(Debug, Clone)]
pub(crate) enum Expected {
    /// A text, number, date, address …
    Text(String),
    /// A pattern for the whole text.
    Pattern(Glob),
    /// Patterns for the six parts of an ARN.
    Arn(Box<[Glob; 6]>),
    /// No ARN where one is compared.
    Unreadable,
}

impl Expected {
    /// The value, if it is no pattern.
    pub(crate) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Pattern(_) | Self::Arn(_) | Self::Unreadable => None,
        }
    }

    fn is_text(&self, text: &str) -> bool {
        matches!(self, Self::Text(own) if own.eq_ignore_ascii_case(text))
    }

    fn new(comparison: Comparison, text: &str, context: &Context, variables: bool) -> Option<Self> {
        let pattern = |text: &str| if variables { resolved_pattern(text, context) } else { Some(Glob::new(text)) };
        match comparison {
            Comparison::StringLike => pattern(text).map(Self::Pattern),
            Comparison::ArnLike => {
                let Some(parts) = segments(text) else {
                    // A lone `*` is taken as any ARN.
                    return Some(if text == "*" { Self::Pattern(Glob::new("*")) } else { Self::Unreadable });
                };
                let [a, b, c, d, e, f] = parts.map(pattern);
                Some(Self::Arn(Box::new([a?, b?, c?, d?, e?, f?])))
            }
            _ if variables => resolved_text(text, context).map(Self::Text),
            _ => Some(Self::Text(text.to_owned())),
        }
    }
}

/// Whether one value of the request satisfies the operator.
fn compare(operator: Operator, given: &str, expected: &[Expected]) -> bool {
    if !is_readable(operator.comparison, given) {
        return false;
    }
    expected.iter().any(|value| matches(operator.comparison, given, value)) != operator.negated
}

/// Whether a value of the request is of the kind that is compared.
fn is_readable(comparison: Comparison, given: &str) -> bool {
    match comparison {
        Comparison::Numeric(_) => number::compare(given, given).is_some(),
        Comparison::Date(_) => instant(given).is_some(),
        Comparison::Bool => is_truth_value(given),
        Comparison::IpAddress => IpRange::parse(given).is_some(),
        Comparison::StringEquals
        | Comparison::StringEqualsIgnoreCase
        | Comparison::StringLike
        | Comparison::BinaryEquals
        | Comparison::ArnLike
        | Comparison::Null => true,
    }
}

fn matches(comparison: Comparison, given: &str, expected: &Expected) -> bool {
    match expected {
        Expected::Pattern(pattern) => pattern.matches(given),
        Expected::Arn(parts) => {
            segments(given).is_some_and(|given| parts.iter().zip(given).all(|(pattern, part)| pattern.matches(part)))
        }
        Expected::Text(text) => matches_text(comparison, given, text),
        Expected::Unreadable => false,
    }
}

fn matches_text(comparison: Comparison, given: &str, expected: &str) -> bool {
    match comparison {
        Comparison::StringEquals => given == expected,
        Comparison::StringEqualsIgnoreCase => given.chars().map(fold).eq(expected.chars().map(fold)),
        Comparison::Numeric(order) => number::compare(given, expected).is_some_and(|o| stands(o, order)),
        Comparison::Date(order) => instant(given).zip(instant(expected)).is_some_and(|(a, b)| stands(a.cmp(&b), order)),
        Comparison::Bool => is_truth_value(expected) && given.eq_ignore_ascii_case(expected),
        Comparison::BinaryEquals => given.trim_end_matches('=') == expected.trim_end_matches('='),
        Comparison::IpAddress => {
            IpRange::parse(expected).zip(IpRange::parse(given)).is_some_and(|(range, address)| range.contains(&address))
        }
        Comparison::StringLike | Comparison::ArnLike | Comparison::Null => false,
    }
}

/// The character that stands for both cases of `character`: its lower case, where that is one character.
pub(crate) fn fold(character: char) -> char {
    let mut lower = character.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(one), None) => one,
        _ => character,
    }
}

fn is_truth_value(text: &str) -> bool {
    text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false")
}

fn stands(ordering: std::cmp::Ordering, order: Order) -> bool {
    match order {
        Order::Equal => ordering.is_eq(),
        Order::Less => ordering.is_lt(),
        Order::LessOrEqual => ordering.is_le(),
        Order::Greater => ordering.is_gt(),
        Order::GreaterOrEqual => ordering.is_ge(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::condition;

    fn holds(operator: &str, expected: &[&str], given: Option<ContextValue>) -> bool {
        let mut context = Context::new().with("aws:username", "ann*");
        if let Some(given) = given {
            context.set("Key", given);
        }
        condition(operator, "key", expected).holds(&context, true)
    }

    #[test]
    fn one_value() {
        for (operator, expected, given, result) in [
            ("StringEquals", vec!["a", "b"], "b", true),
            ("StringEquals", vec!["a"], "A", false),
            ("StringEquals", vec!["a*"], "ab", false),
            ("StringNotEquals", vec!["a", "b"], "b", false),
            ("StringNotEquals", vec!["a", "b"], "c", true),
            ("StringEqualsIgnoreCase", vec!["A"], "a", true),
            ("StringNotEqualsIgnoreCase", vec!["A"], "a", false),
            ("StringLike", vec!["a*"], "ab", true),
            ("StringLike", vec!["${aws:username}"], "ann*", true),
            ("StringLike", vec!["${aws:username}"], "anna", false),
            ("StringLike", vec!["a${*}"], "ab", false),
            ("StringEquals", vec!["${nothing}", "a"], "a", true),
            ("StringNotEquals", vec!["${nothing}"], "a", true),
            ("StringNotEquals", vec!["${nothing}", "a"], "a", false),
            ("StringNotLike", vec!["a*"], "ba", true),
            ("NumericLessThan", vec!["10"], "9", true),
            ("NumericLessThan", vec!["10"], "10.5", false),
            ("NumericGreaterThanEquals", vec!["10"], "10.0", true),
            ("NumericEquals", vec!["10"], "ten", false),
            ("NumericNotEquals", vec!["10"], "ten", false),
            ("NumericNotEquals", vec!["10"], "11", true),
            ("DateGreaterThan", vec!["2020-01-01T00:00:00Z"], "2020-01-01T00:00:01Z", true),
            ("DateGreaterThan", vec!["2020-01-01T00:00:00Z"], "1577836801", true),
            ("DateLessThan", vec!["2020-01-01"], "2020-01-01T00:00:00Z", false),
            ("DateEquals", vec!["2020-01-01T01:00:00+01:00"], "2020-01-01T00:00:00Z", true),
            ("Bool", vec!["true"], "True", true),
            ("Bool", vec!["true"], "false", false),
            ("Bool", vec!["yes"], "yes", false),
            ("BinaryEquals", vec!["QmluYXJ5"], "QmluYXJ5", true),
            ("BinaryEquals", vec!["QmluYXJ5"], "qmluYXJ5", false),
            ("IpAddress", vec!["10.0.0.0/8", "::1"], "10.1.2.3", true),
            ("IpAddress", vec!["10.0.0.0/8"], "2001:db8::1", false),
            ("NotIpAddress", vec!["10.0.0.0/8"], "2001:db8::1", true),
            ("NotIpAddress", vec!["10.0.0.0/8"], "nowhere", false),
            ("ArnLike", vec!["arn:aws:s3:::*"], "arn:aws:s3:::a:b", true),
            ("ArnLike", vec!["arn:aws:*:x"], "arn:aws:s3:::x", false),
            ("ArnEquals", vec!["arn:aws:sns:*:1:t*"], "arn:aws:sns:eu-west-1:1:topic", true),
            ("ArnEquals", vec!["arn:aws:sns:*:t"], "arn:aws:sns:eu-west-1:1:t", false),
            ("ArnNotLike", vec!["arn:aws:s3:::x"], "arn:aws:s3:::y", true),
            ("Null", vec!["false"], "", true),
            ("Null", vec!["true"], "", false),
        ] {
            let given_value = Some(ContextValue::Single(given.to_owned()));
            assert_eq!(holds(operator, &expected, given_value), result, "{operator} {expected:?} on {given}");
        }
    }

    #[test]
    fn many_values() {
        for (operator, expected, given, result) in [
            ("ForAllValues:StringEquals", vec!["a", "b"], vec!["a", "b"], true),
            ("ForAllValues:StringEquals", vec!["a", "b"], vec!["a", "c"], false),
            ("ForAllValues:StringEquals", vec!["a"], vec![], true),
            ("ForAnyValue:StringEquals", vec!["a"], vec!["b", "a"], true),
            ("ForAnyValue:StringEquals", vec!["a"], vec![], false),
            ("ForAnyValue:StringNotEquals", vec!["a"], vec!["a", "b"], true),
            ("ForAllValues:StringNotEquals", vec!["a"], vec!["a", "b"], false),
            ("StringEquals", vec!["a"], vec!["a"], false),
            ("StringNotEquals", vec!["a"], vec!["b"], false),
            ("StringNotEquals", vec!["a"], vec![], true),
            ("Null", vec!["true"], vec![], true),
            ("Null", vec!["false"], vec!["a"], true),
            ("ForAnyValue:StringEqualsIfExists", vec!["a"], vec![], false),
            ("ForAllValues:StringNotEqualsIfExists", vec!["a"], vec![], true),
        ] {
            let values = given.iter().map(|value| (*value).to_owned()).collect();
            let found = holds(operator, &expected, Some(ContextValue::Many(values)));
            assert_eq!(found, result, "{operator} {expected:?} on {given:?}");
        }
    }

    #[test]
    fn a_missing_key() {
        for (operator, result) in [
            ("StringEquals", false),
            ("StringNotEquals", true),
            ("StringEqualsIfExists", true),
            ("NumericLessThan", false),
            ("NotIpAddress", true),
            ("ForAllValues:StringEquals", true),
            ("ForAnyValue:StringEquals", false),
            ("StringMatches", false),
        ] {
            assert_eq!(holds(operator, &["1"], None), result, "{operator}");
        }
        assert!(holds("Null", &["true"], None) && !holds("Null", &["false"], None));
    }

    #[test]
    fn no_values_match_nothing() {
        let given = || Some(ContextValue::Single("a".to_owned()));
        assert!(!holds("StringEquals", &[], given()));
        assert!(holds("StringNotEquals", &[], given()));
    }
}
