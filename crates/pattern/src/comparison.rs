//! The expressions of `metavariable-comparison`: a small part of Python over the values of metavariables.
//!
//! As in Semgrep an expression that cannot be evaluated is false, and so is one whose value is no truth value.

mod evaluate;
mod parse;
mod token;
mod value;

use std::sync::Arc;

use thiserror::Error;

pub use evaluate::Context;
pub use value::Value;

use crate::Metavariable;
use crate::rule::Regex;

/// A comparison that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{message} at byte {at}")]
pub struct ComparisonError {
    /// Offset of the byte where reading stopped.
    pub at: usize,
    /// What was expected or found there.
    pub message: String,
}

/// An expression.
#[derive(Debug, Clone, PartialEq)]
pub enum Expression {
    /// A literal.
    Literal(Value),
    /// The value of a metavariable.
    Metavariable(Metavariable),
    /// A list or tuple.
    List(Vec<Self>),
    /// An operator before its operand.
    Unary(Unary, Box<Self>),
    /// An operator between two operands.
    Binary(Binary, Box<Self>, Box<Self>),
    /// Comparisons in a row, `a < b <= c`: the operands and the operators between them.
    Chain(Vec<Self>, Vec<Binary>),
    /// A call.
    Call(Function, Vec<Self>),
    /// `re.match(regex, text)`: whether the text starts with a match.
    Match(Regex, Box<Self>),
}

/// An operator with one operand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unary {
    /// `not`.
    Not,
    /// `-`.
    Minus,
    /// `+`.
    Plus,
    /// `~`.
    Invert,
}

/// An operator with two operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Binary {
    /// `and`.
    And,
    /// `or`.
    Or,
    /// `==`.
    Equal,
    /// `!=`.
    NotEqual,
    /// `<`.
    Less,
    /// `<=`.
    LessEqual,
    /// `>`.
    Greater,
    /// `>=`.
    GreaterEqual,
    /// `in`.
    In,
    /// `not in`.
    NotIn,
    /// `+`.
    Add,
    /// `-`.
    Subtract,
    /// `*`.
    Multiply,
    /// `/`.
    Divide,
    /// `%`.
    Modulo,
    /// `**`.
    Power,
    /// `&`.
    BitAnd,
    /// `|`.
    BitOr,
    /// `^`.
    BitXor,
}

/// A function by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Function {
    /// `int(x)`: the whole number that a text says.
    Int,
    /// `str(x)`: the text, or the code, of a value.
    Str,
    /// `today()`: the day of the scan, in seconds.
    Today,
    /// `strptime("2026-11-26")`: a day, in seconds.
    Strptime,
    /// `parse_promql_duration("5m")`: milliseconds.
    Duration,
    /// Any other; its value is unknown.
    Unknown(Arc<str>),
}

impl Function {
    /// The functions that have a value, as people write them.
    pub const KNOWN: &'static str = "int(), str(), today(), strptime(), parse_promql_duration() and re.match()";

    fn of_name(name: &str) -> Self {
        match name {
            "int" => Self::Int,
            "str" => Self::Str,
            "today" => Self::Today,
            "strptime" => Self::Strptime,
            "parse_promql_duration" => Self::Duration,
            other => Self::Unknown(Arc::from(other)),
        }
    }
}

impl Expression {
    /// Reads an expression; `regexes` makes the expressions of `re.match`, given their texts.
    ///
    /// # Errors
    /// When it is not one of the language, is nested too deeply, or has an invalid regular expression.
    pub fn parse(text: &str, regexes: impl Fn(&str) -> Result<Regex, String>) -> Result<Self, ComparisonError> {
        parse::parse(text, &regexes)
    }

    /// Whether the comparison holds.
    pub fn holds(&self, context: &Context<'_>) -> bool {
        matches!(self.value(context), Some(Value::Bool(true)))
    }

    /// `int($X)` for each `$X`: what `strip: true` means.
    #[must_use]
    pub fn stripped(self) -> Self {
        let strip = |inner: Box<Self>| Box::new(inner.stripped());
        let all = |inner: Vec<Self>| inner.into_iter().map(Self::stripped).collect();
        match self {
            Self::Metavariable(_) => Self::Call(Function::Int, vec![self]),
            Self::Literal(_) => self,
            Self::List(items) => Self::List(all(items)),
            Self::Unary(operator, operand) => Self::Unary(operator, strip(operand)),
            Self::Binary(operator, left, right) => Self::Binary(operator, strip(left), strip(right)),
            Self::Chain(operands, operators) => Self::Chain(all(operands), operators),
            Self::Call(function, arguments) => Self::Call(function, all(arguments)),
            Self::Match(regex, text) => Self::Match(regex, strip(text)),
        }
    }

    /// Calls `visit` for this expression and all in it.
    pub fn visit(&self, visit: &mut impl FnMut(&Self)) {
        visit(self);
        match self {
            Self::Literal(_) | Self::Metavariable(_) => {}
            Self::List(items) | Self::Chain(items, _) | Self::Call(_, items) => {
                items.iter().for_each(|item| item.visit(visit))
            }
            Self::Unary(_, operand) | Self::Match(_, operand) => operand.visit(visit),
            Self::Binary(_, left, right) => {
                left.visit(visit);
                right.visit(visit);
            }
        }
    }
}

#[cfg(test)]
mod tests;
