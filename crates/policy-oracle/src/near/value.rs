//! Values of keys near those of conditions.

use std::net::IpAddr;

use crate::choices::Choices;
use crate::typed::{Decimal, instant};

/// What an operator compares, when that is more than text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    Text,
    Number,
    Time,
    Truth,
    Address,
}

impl Family {
    /// The family of an operator in lower case; `None` for `null`, which compares nothing.
    pub(super) fn of(operator: &str) -> Option<Self> {
        let name = operator.rsplit(':').next().unwrap_or_default();
        let is = |start: &str| name.starts_with(start);
        Some(match name {
            _ if is("null") => return None,
            _ if is("numeric") => Self::Number,
            _ if is("date") => Self::Time,
            _ if is("bool") => Self::Truth,
            _ if is("ip") || is("notip") => Self::Address,
            _ => Self::Text,
        })
    }

    /// Whether the text is a value of the family.
    pub(super) fn reads(self, text: &str) -> bool {
        match self {
            Self::Text => true,
            Self::Number => Decimal::read(text).is_some(),
            Self::Time => instant(text).is_some(),
            Self::Truth => matches!(text, "true" | "false"),
            Self::Address => text.parse::<IpAddr>().is_ok(),
        }
    }
}

/// A pattern of values that satisfy the operator with this value, most often; `None` for absence.
pub(super) fn satisfying(
    choices: &mut impl Choices,
    operator: &str,
    value: &str,
    families: &[Family],
) -> Option<String> {
    let name = operator.rsplit(':').next().unwrap_or_default();
    let negated = name.contains("not");
    match Family::of(operator) {
        None if value == "true" => None,
        None => absent_or_any(choices, families),
        Some(Family::Text) if negated && choices.chance(80) => any_of(choices, families),
        Some(Family::Text) => Some(value.to_owned()),
        Some(Family::Truth) => Some(value.to_ascii_lowercase()),
        Some(Family::Address) if negated && choices.chance(80) => Some("203.0.113.9".to_owned()),
        Some(Family::Address) => value.split('/').next().map(str::to_owned),
        Some(Family::Number) => Some(near_number(choices, value)),
        Some(Family::Time) if choices.chance(50) => Some(value.to_owned()),
        Some(Family::Time) => Some(choices.pick(&["2001-01-01T00:00:00Z", "2099-01-01T00:00:00Z"]).to_owned()),
    }
}

fn near_number(choices: &mut impl Choices, value: &str) -> String {
    let Ok(number) = value.parse::<i64>() else { return value.to_owned() };
    let step = [0, 1, -1].get(choices.below(3)).copied().unwrap_or_default();
    number.saturating_add(step).to_string()
}

/// Absence, or a value that no condition speaks of.
pub(super) fn absent_or_any(choices: &mut impl Choices, families: &[Family]) -> Option<String> {
    if choices.chance(50) { None } else { any_of(choices, families) }
}

fn any_of(choices: &mut impl Choices, families: &[Family]) -> Option<String> {
    let family = families.first().copied().unwrap_or(Family::Text);
    let text = match family {
        Family::Text => choices.pick(&["fresh", "x", "", "arn:aws:iam::999999999999:role/x"]),
        Family::Number => choices.pick(&["0", "7", "123456"]),
        Family::Time => choices.pick(&["2001-01-01T00:00:00Z", "2099-01-01T00:00:00Z"]),
        Family::Truth => choices.pick(&["true", "false"]),
        Family::Address => choices.pick(&["203.0.113.9", "10.1.2.3", "2001:db8::7"]),
    };
    Some(text.to_owned())
}
