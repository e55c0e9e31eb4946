//! The value of an expression.

use super::{Binary, Expression, Function, Unary, Value};

/// What an expression is evaluated with.
pub struct Context<'c> {
    /// The value that a metavariable is bound to; `None` if it is bound to none.
    pub lookup: &'c dyn Fn(&str) -> Option<Value>,
    /// The day of the scan, in seconds since 1970.
    pub today: f64,
}

impl std::fmt::Debug for Context<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Context").field("today", &self.today).finish_non_exhaustive()
    }
}

impl Expression {
    /// The value; `None` if it has none, because a metavariable is not bound or operands do not fit.
    pub fn value(&self, context: &Context<'_>) -> Option<Value> {
        match self {
            Self::Literal(value) => Some(value.clone()),
            Self::Metavariable(name) => (context.lookup)(name.as_str()),
            Self::List(items) => {
                items.iter().map(|item| item.value(context)).collect::<Option<Vec<_>>>().map(Value::List)
            }
            Self::Unary(operator, operand) => unary(*operator, &operand.value(context)?),
            // Both operands must have a value, whatever the first one is.
            Self::Binary(operator, left, right) => binary(*operator, &left.value(context)?, &right.value(context)?),
            Self::Chain(operands, operators) => chain(operands, operators, context),
            Self::Call(function, arguments) => call(function, arguments, context),
            Self::Match(regex, text) => match text.value(context)? {
                Value::Text(text) => regex.is_match(&text).ok().map(Value::Bool),
                _ => None,
            },
        }
    }
}

fn chain(operands: &[Expression], operators: &[Binary], context: &Context<'_>) -> Option<Value> {
    let values = operands.iter().map(|operand| operand.value(context)).collect::<Option<Vec<_>>>()?;
    let pairs = values.iter().zip(values.iter().skip(1)).zip(operators);
    let mut all = true;
    for ((left, right), operator) in pairs {
        let Value::Bool(holds) = binary(*operator, left, right)? else { return None };
        all &= holds;
    }
    Some(Value::Bool(all))
}

fn unary(operator: Unary, operand: &Value) -> Option<Value> {
    match (operator, operand) {
        (Unary::Not, Value::Bool(value)) => Some(Value::Bool(!value)),
        (Unary::Minus, Value::Int(value)) => Some(Value::Int(value.wrapping_neg())),
        (Unary::Minus, Value::Float(value)) => Some(Value::Float(-value)),
        (Unary::Plus, Value::Int(_) | Value::Float(_)) => Some(operand.clone()),
        (Unary::Invert, Value::Int(value)) => Some(Value::Int(!value)),
        _ => None,
    }
}

fn binary(operator: Binary, left: &Value, right: &Value) -> Option<Value> {
    // Code is compared only where `str()` made it a text.
    if matches!(left, Value::Code(_)) || matches!(right, Value::Code(_)) {
        return None;
    }
    match operator {
        Binary::And => both(left, right).map(|(left, right)| Value::Bool(left && right)),
        Binary::Or => both(left, right).map(|(left, right)| Value::Bool(left || right)),
        Binary::Equal => Some(Value::Bool(equal(left, right))),
        Binary::NotEqual => Some(Value::Bool(!equal(left, right))),
        Binary::In => Some(Value::Bool(contains(right, left).unwrap_or(false))),
        Binary::NotIn => Some(Value::Bool(contains(right, left).is_some_and(|found| !found))),
        _ => numeric(operator, left, right),
    }
}

fn both(left: &Value, right: &Value) -> Option<(bool, bool)> {
    match (left, right) {
        (Value::Bool(left), Value::Bool(right)) => Some((*left, *right)),
        _ => None,
    }
}

#[expect(clippy::cast_precision_loss, reason = "as Python compares a whole number with another one")]
fn equal(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Int(whole), Value::Float(value)) | (Value::Float(value), Value::Int(whole)) => *whole as f64 == *value,
        _ => left == right,
    }
}

/// Whether a list has an item or a text a part; `None` if it is neither.
fn contains(all: &Value, part: &Value) -> Option<bool> {
    match (all, part) {
        (Value::List(items), part) => Some(items.contains(part)),
        (Value::Text(all), Value::Text(part)) => Some(all.contains(&**part)),
        _ => None,
    }
}

fn numeric(operator: Binary, left: &Value, right: &Value) -> Option<Value> {
    match (left, right) {
        (Value::Int(left), Value::Int(right)) => integers(operator, *left, *right),
        _ => floats(operator, float(left)?, float(right)?),
    }
}

#[expect(clippy::cast_precision_loss, reason = "as Python computes with a whole number and another one")]
fn float(value: &Value) -> Option<f64> {
    match value {
        Value::Int(value) => Some(*value as f64),
        Value::Float(value) => Some(*value),
        _ => None,
    }
}

fn integers(operator: Binary, left: i64, right: i64) -> Option<Value> {
    Some(match operator {
        Binary::Less => Value::Bool(left < right),
        Binary::LessEqual => Value::Bool(left <= right),
        Binary::Greater => Value::Bool(left > right),
        Binary::GreaterEqual => Value::Bool(left >= right),
        Binary::Add => Value::Int(left.wrapping_add(right)),
        Binary::Subtract => Value::Int(left.wrapping_sub(right)),
        Binary::Multiply => Value::Int(left.wrapping_mul(right)),
        Binary::Divide => Value::Int(left.checked_div(right)?),
        Binary::Modulo => Value::Int(left.checked_rem(right)?),
        Binary::Power => Value::Int(left.checked_pow(u32::try_from(right).ok()?)?),
        Binary::BitAnd => Value::Int(left & right),
        Binary::BitOr => Value::Int(left | right),
        Binary::BitXor => Value::Int(left ^ right),
        _ => return None,
    })
}

fn floats(operator: Binary, left: f64, right: f64) -> Option<Value> {
    Some(match operator {
        Binary::Less => Value::Bool(left < right),
        Binary::LessEqual => Value::Bool(left <= right),
        Binary::Greater => Value::Bool(left > right),
        Binary::GreaterEqual => Value::Bool(left >= right),
        Binary::Add => Value::Float(left + right),
        Binary::Subtract => Value::Float(left - right),
        Binary::Multiply => Value::Float(left * right),
        Binary::Divide => Value::Float(left / right),
        Binary::Modulo => Value::Float(left % right),
        Binary::Power => Value::Float(left.powf(right)),
        _ => return None,
    })
}

fn call(function: &Function, arguments: &[Expression], context: &Context<'_>) -> Option<Value> {
    if let Function::Today = function {
        return Some(Value::Float(context.today));
    }
    let [argument] = arguments else { return None };
    let value = argument.value(context)?;
    match (function, &value) {
        (Function::Int, Value::Int(_)) => Some(value),
        (Function::Int, Value::Text(text)) => Value::int_of(text).map(Value::Int),
        (Function::Str, value) => value.to_text().map(Value::Text),
        (Function::Strptime, Value::Text(text)) => seconds_of_day(text).map(Value::Float),
        (Function::Duration, Value::Text(text)) => milliseconds(text).map(Value::Int),
        _ => None,
    }
}

/// `2026-11-26` in seconds since 1970, at midnight.
#[expect(clippy::cast_precision_loss, reason = "a day in a four-figure year is exact")]
fn seconds_of_day(text: &str) -> Option<f64> {
    let mut parts = text.split('-').map(|part| part.parse::<u32>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    if parts.next().is_some() || year > 9999 {
        return None;
    }
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let longest = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(leap),
        _ => return None,
    };
    if day == 0 || day > longest {
        return None;
    }
    // Days since the first of March of the year 0, whose months follow a pattern.
    let (year, month) = if month > 2 { (i64::from(year), month - 3) } else { (i64::from(year) - 1, month + 9) };
    let in_year = i64::from((153 * month + 2) / 5 + day - 1);
    let days = year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + in_year - 719_468;
    Some(days as f64 * 86_400.0)
}

/// `1h30m` in milliseconds.
fn milliseconds(text: &str) -> Option<i64> {
    let mut rest = text;
    let mut sum = 0_i64;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit())?;
        let number: i64 = rest.get(..digits)?.parse().ok()?;
        rest = rest.get(digits..)?;
        let units = [
            ("ms", 1),
            ("s", 1000),
            ("m", 60_000),
            ("h", 3_600_000),
            ("d", 86_400_000),
            ("w", 604_800_000),
            ("y", 31_536_000_000),
        ];
        let (unit, size) = units.iter().find(|(unit, _)| rest.starts_with(unit))?;
        rest = rest.get(unit.len()..)?;
        sum = sum.checked_add(number.checked_mul(*size)?)?;
    }
    (!text.is_empty()).then_some(sum)
}
