//! Condition operators: `StringLike`, `ForAnyValue:ArnEquals`, `NumericLessThanIfExists` …

use std::fmt;

/// What a condition operator asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Operator {
    /// How a key with several values is taken.
    pub quantifier: Option<Quantifier>,
    /// The comparison.
    pub comparison: Comparison,
    /// Whether the comparison is turned round: `…Not…`.
    pub negated: bool,
    /// Whether a missing key satisfies it: `…IfExists`.
    pub if_exists: bool,
}

/// How a set operator takes the values of the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Quantifier {
    /// Every value of the request must satisfy the condition; no value does, too.
    ForAllValues,
    /// Some value of the request must satisfy it.
    ForAnyValue,
}

/// A comparison of one value of the request with one of the policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// Equal texts.
    StringEquals,
    /// Equal texts, case apart.
    StringEqualsIgnoreCase,
    /// A wildcard pattern.
    StringLike,
    /// Numbers, in this order.
    Numeric(Order),
    /// Points in time, in this order.
    Date(Order),
    /// `true` or `false`.
    Bool,
    /// Equal bytes, written in base 64.
    BinaryEquals,
    /// An address in a range.
    IpAddress,
    /// ARN patterns, segment by segment; `ArnEquals` and `ArnLike` are the same.
    ArnLike,
    /// Whether the key is missing.
    Null,
}

/// How two ordered values must stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Order {
    /// `=`
    Equal,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

impl Operator {
    /// The meaning of an operator's name; case does not count. `None` for a name AWS does not know.
    pub fn parse(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        let (quantifier, rest) = match name.split_once(':') {
            Some(("forallvalues", rest)) => (Some(Quantifier::ForAllValues), rest),
            Some(("foranyvalue", rest)) => (Some(Quantifier::ForAnyValue), rest),
            Some(_) => return None,
            None => (None, name.as_str()),
        };
        let (rest, if_exists) = rest.strip_suffix("ifexists").map_or((rest, false), |rest| (rest, true));
        let (comparison, negated) = comparison(rest)?;
        let is_sound = comparison != Comparison::Null || (!if_exists && quantifier.is_none());
        is_sound.then_some(Self { quantifier, comparison, negated, if_exists })
    }

    /// The plain operator of a comparison.
    pub fn of(comparison: Comparison) -> Self {
        Self { quantifier: None, comparison, negated: false, if_exists: false }
    }

    /// Whether a request without the key satisfies the operator. `ForAnyValue` asks for a value that is there, so
    /// `IfExists` says nothing behind it.
    pub fn holds_when_missing(self) -> bool {
        match self.quantifier {
            Some(Quantifier::ForAllValues) => true,
            Some(Quantifier::ForAnyValue) => false,
            None => self.negated || self.if_exists,
        }
    }
}

impl fmt::Display for Operator {
    /// The name as AWS spells it; of `ArnEquals` and `ArnLike`, which are the same, the second.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.quantifier {
            Some(Quantifier::ForAllValues) => f.write_str("ForAllValues:")?,
            Some(Quantifier::ForAnyValue) => f.write_str("ForAnyValue:")?,
            None => {}
        }
        let not = if self.negated { "Not" } else { "" };
        match self.comparison {
            Comparison::StringEquals => write!(f, "String{not}Equals"),
            Comparison::StringEqualsIgnoreCase => write!(f, "String{not}EqualsIgnoreCase"),
            Comparison::StringLike => write!(f, "String{not}Like"),
            Comparison::Numeric(order) => write!(f, "Numeric{not}{}", order.name()),
            Comparison::Date(order) => write!(f, "Date{not}{}", order.name()),
            Comparison::Bool => write!(f, "{not}Bool"),
            Comparison::BinaryEquals => write!(f, "Binary{not}Equals"),
            Comparison::IpAddress => write!(f, "{not}IpAddress"),
            Comparison::ArnLike => write!(f, "Arn{not}Like"),
            Comparison::Null => write!(f, "{not}Null"),
        }?;
        f.write_str(if self.if_exists { "IfExists" } else { "" })
    }
}

impl Order {
    fn name(self) -> &'static str {
        match self {
            Self::Equal => "Equals",
            Self::Less => "LessThan",
            Self::LessOrEqual => "LessThanEquals",
            Self::Greater => "GreaterThan",
            Self::GreaterOrEqual => "GreaterThanEquals",
        }
    }
}

fn comparison(name: &str) -> Option<(Comparison, bool)> {
    Some(match name {
        "stringequals" => (Comparison::StringEquals, false),
        "stringnotequals" => (Comparison::StringEquals, true),
        "stringequalsignorecase" => (Comparison::StringEqualsIgnoreCase, false),
        "stringnotequalsignorecase" => (Comparison::StringEqualsIgnoreCase, true),
        "stringlike" => (Comparison::StringLike, false),
        "stringnotlike" => (Comparison::StringLike, true),
        "bool" => (Comparison::Bool, false),
        "binaryequals" => (Comparison::BinaryEquals, false),
        "ipaddress" => (Comparison::IpAddress, false),
        "notipaddress" => (Comparison::IpAddress, true),
        "arnequals" | "arnlike" => (Comparison::ArnLike, false),
        "arnnotequals" | "arnnotlike" => (Comparison::ArnLike, true),
        "null" => (Comparison::Null, false),
        _ => return ordered(name),
    })
}

fn ordered(name: &str) -> Option<(Comparison, bool)> {
    let (kind, rest): (fn(Order) -> Comparison, _) = match name.strip_prefix("numeric") {
        Some(rest) => (Comparison::Numeric, rest),
        None => (Comparison::Date, name.strip_prefix("date")?),
    };
    let (order, negated) = match rest {
        "equals" => (Order::Equal, false),
        "notequals" => (Order::Equal, true),
        "lessthan" => (Order::Less, false),
        "lessthanequals" => (Order::LessOrEqual, false),
        "greaterthan" => (Order::Greater, false),
        "greaterthanequals" => (Order::GreaterOrEqual, false),
        _ => return None,
    };
    Some((kind(order), negated))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        let of = |name| Operator::parse(name);
        let like = Operator { quantifier: None, comparison: Comparison::StringLike, negated: false, if_exists: false };
        assert_eq!(of("StringLike"), Some(like));
        assert_eq!(of("stringlike"), Some(like));
        assert_eq!(of("StringNotLike"), Some(Operator { negated: true, ..like }));
        assert_eq!(of("StringLikeIfExists"), Some(Operator { if_exists: true, ..like }));
        let any = Operator { quantifier: Some(Quantifier::ForAnyValue), ..like };
        assert_eq!(of("ForAnyValue:StringLike"), Some(any));
        let less = Operator { comparison: Comparison::Date(Order::LessOrEqual), ..like };
        assert_eq!(of("DateLessThanEquals"), Some(less));
        for unknown in ["", "StringMatches", "ForSomeValue:StringLike", "NullIfExists", "NumericLike"] {
            assert_eq!(of(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn names_are_spelled_as_they_are_read() {
        for name in [
            "StringNotEqualsIgnoreCaseIfExists",
            "ForAnyValue:ArnNotLike",
            "NumericLessThanEquals",
            "DateNotEquals",
            "BoolIfExists",
            "BinaryEquals",
            "ForAllValues:NotIpAddress",
            "Null",
        ] {
            assert_eq!(Operator::parse(name).unwrap().to_string(), name);
        }
    }

    #[test]
    fn a_missing_key() {
        for (name, expected) in [
            ("StringEquals", false),
            ("StringNotEquals", true),
            ("StringEqualsIfExists", true),
            ("ForAllValues:StringEquals", true),
            ("ForAnyValue:StringEquals", false),
            ("ForAnyValue:StringNotEquals", false),
            ("ForAnyValue:StringEqualsIfExists", false),
        ] {
            assert_eq!(Operator::parse(name).unwrap().holds_when_missing(), expected, "{name}");
        }
    }
}
