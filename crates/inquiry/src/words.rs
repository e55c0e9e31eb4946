//! Parts of policies in plain words.

use policy::{Comparison, Condition, ContextValue, Operator, Order, PolicyKind, Quantifier};

/// Values of one condition that are named; of more, only the number.
const MOST_VALUES: usize = 4;

/// A condition as a sentence part: `` `aws:SourceIp` is in `10.0.0.0/8` ``.
pub fn condition(condition: &Condition) -> String {
    let key = &condition.key.value;
    let Some(operator) = condition.meaning else {
        return format!("`{}` of `{key}`, which AWS does not know and which never holds", condition.operator.value);
    };
    if operator.comparison == Comparison::Null {
        let absent = condition.values.iter().any(|value| value.value.eq_ignore_ascii_case("true"));
        return format!("`{key}` is {}", if absent { "absent" } else { "there" });
    }
    let values: Vec<&str> = condition.values.iter().map(|value| &*value.value).collect();
    let test = test(operator, &values);
    match operator.quantifier {
        Some(Quantifier::ForAllValues) => format!("every value of `{key}`, if there is one, {test}"),
        Some(Quantifier::ForAnyValue) => format!("some value of `{key}` {test}"),
        None if operator.if_exists || operator.negated => format!("`{key}` {test}, or is absent"),
        None => format!("`{key}` {test}"),
    }
}

/// All conditions of a statement, which must hold together.
pub fn conditions(all: &[Condition]) -> String {
    let several = all.len() > 1;
    let grouped = |text: String| if several && text.contains(" or ") { format!("({text})") } else { text };
    joined(all.iter().map(condition).map(grouped).collect(), "and")
}

fn test(operator: Operator, values: &[&str]) -> String {
    let has_wildcard = values.iter().any(|value| value.contains(['*', '?']));
    let (yes, no) = match operator.comparison {
        Comparison::StringLike | Comparison::ArnLike if has_wildcard => ("is like", "is not like"),
        Comparison::StringEquals
        | Comparison::StringLike
        | Comparison::ArnLike
        | Comparison::Bool
        | Comparison::BinaryEquals
        | Comparison::Null => ("is", "is not"),
        Comparison::StringEqualsIgnoreCase => ("is, in any case,", "is not, in any case,"),
        Comparison::IpAddress => ("is in", "is not in"),
        Comparison::Numeric(order) => (
            match order {
                Order::Equal => "is",
                Order::Less => "is less than",
                Order::LessOrEqual => "is at most",
                Order::Greater => "is more than",
                Order::GreaterOrEqual => "is at least",
            },
            "is not",
        ),
        Comparison::Date(order) => (
            match order {
                Order::Equal => "is",
                Order::Less => "is before",
                Order::LessOrEqual => "is not after",
                Order::Greater => "is after",
                Order::GreaterOrEqual => "is not before",
            },
            "is not",
        ),
    };
    let what = listed(values, if operator.negated { "nor" } else { "or" });
    format!("{} {what}", if operator.negated { no } else { yes })
}

/// Texts in backticks: `` `a`, `b` or `c` ``; of many only the first.
pub fn listed(texts: &[&str], conjunction: &str) -> String {
    if texts.is_empty() {
        return "nothing".to_owned();
    }
    let quoted: Vec<String> = texts.iter().take(MOST_VALUES).map(|text| format!("`{text}`")).collect();
    match texts.len().checked_sub(MOST_VALUES).filter(|more| *more > 0) {
        Some(more) => format!("{} {conjunction} {more} more", quoted.join(", ")),
        None => joined(quoted, conjunction),
    }
}

/// `a, b and c`.
pub fn joined(mut parts: Vec<String>, conjunction: &str) -> String {
    match parts.pop() {
        Some(last) if !parts.is_empty() => format!("{} {conjunction} {last}", parts.join(", ")),
        last => last.unwrap_or_default(),
    }
}

/// What a request says under a key: `` `aws:SourceIp` = `10.0.0.1` ``.
pub fn key_value(key: &str, value: &ContextValue) -> String {
    match value {
        ContextValue::Single(value) => format!("`{key}` = `{value}`"),
        ContextValue::Many(values) if values.is_empty() => format!("`{key}` without a value"),
        ContextValue::Many(values) => {
            let quoted: Vec<String> = values.iter().map(|value| format!("`{value}`")).collect();
            format!("`{key}` = {}", quoted.join(" and "))
        }
    }
}

/// A kind of policy, as the subject of a sentence.
pub const fn kind(kind: PolicyKind) -> &'static str {
    match kind {
        PolicyKind::Identity => "its own policies",
        PolicyKind::Resource => "the policy of the resource",
        PolicyKind::Boundary => "its permissions boundary",
        PolicyKind::Session => "the session's policy",
        PolicyKind::ServiceControl => "a service control policy",
        PolicyKind::ResourceControl => "a resource control policy",
        PolicyKind::Endpoint => "the policy of the VPC endpoint",
    }
}

#[cfg(test)]
mod tests {
    use policy::PolicyDocument;
    use source::Origin;
    use syntax::{Node, node};

    #[test]
    fn conditions() {
        for (operator, values, expected) in [
            ("StringEquals", vec!["a", "b"], "`k` is `a` or `b`"),
            ("StringNotLike", vec!["a*", "b"], "`k` is not like `a*` nor `b`, or is absent"),
            ("StringEqualsIfExists", vec!["a"], "`k` is `a`, or is absent"),
            ("ForAnyValue:StringLike", vec!["a*"], "some value of `k` is like `a*`"),
            ("ForAllValues:StringEquals", vec!["a"], "every value of `k`, if there is one, is `a`"),
            ("Null", vec!["false"], "`k` is there"),
            ("Null", vec!["true"], "`k` is absent"),
            ("NumericLessThan", vec!["10"], "`k` is less than `10`"),
            ("DateGreaterThanEquals", vec!["2020"], "`k` is not before `2020`"),
            ("NotIpAddress", vec!["10.0.0.0/8"], "`k` is not in `10.0.0.0/8`, or is absent"),
            ("ArnLike", vec!["arn:aws:s3:::b"], "`k` is `arn:aws:s3:::b`"),
            ("Bool", vec!["true"], "`k` is `true`"),
            ("StringEquals", vec!["1", "2", "3", "4", "5"], "`k` is `1`, `2`, `3`, `4` or 1 more"),
            ("StringMatches", vec!["a"], "`StringMatches` of `k`, which AWS does not know and which never holds"),
        ] {
            let here = Origin::Default("test");
            let values = values.into_iter().map(|value| Node::from_text(value, here.clone())).collect::<Vec<_>>();
            let conditions = node!(&here; { (operator): { "k": (values) } });
            let (document, _) = PolicyDocument::parse(&node!(&here; { "Statement": { "Effect": "Allow", "Action": "*",
                "Resource": "*", "Condition": (conditions) } }));
            let condition = document.statements.first().and_then(|statement| statement.conditions.first()).unwrap();
            assert_eq!(super::condition(condition), expected);
        }
    }
}
