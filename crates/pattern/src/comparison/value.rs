//! What a metavariable or an expression is worth.

use std::sync::Arc;

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A truth value.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Any other number.
    Float(f64),
    /// A text, without its quotes.
    Text(Arc<str>),
    /// A list.
    List(Vec<Self>),
    /// Code that is no literal; it can only be taken as text, by `str()`.
    Code(Arc<str>),
}

impl Value {
    /// The whole number of a text as `int()` reads it: decimal, or with `0x`, `0o` or `0b`; `_` between digits.
    pub fn int_of(text: &str) -> Option<i64> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        if !digits.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let lower = digits.to_ascii_lowercase().replace('_', "");
        let (radix, digits) = match lower.get(..2) {
            Some("0x") => (16, lower.get(2..)?),
            Some("0o") => (8, lower.get(2..)?),
            Some("0b") => (2, lower.get(2..)?),
            _ => (10, lower.as_str()),
        };
        if digits.starts_with(['+', '-']) {
            return None;
        }
        let value = i64::from_str_radix(digits, radix).ok()?;
        if negative { value.checked_neg() } else { Some(value) }
    }

    /// The text of a value as `str()` writes it; lists have none.
    pub fn to_text(&self) -> Option<Arc<str>> {
        match self {
            Self::Bool(value) => Some(Arc::from(if *value { "true" } else { "false" })),
            Self::Int(value) => Some(Arc::from(value.to_string())),
            Self::Float(value) => Some(Arc::from(float_text(*value))),
            Self::Text(text) | Self::Code(text) => Some(Arc::clone(text)),
            Self::List(_) => None,
        }
    }
}

/// A whole number ends with its dot.
fn float_text(value: f64) -> String {
    let text = value.to_string();
    if value.is_finite() && !text.contains('.') { text + "." } else { text }
}
