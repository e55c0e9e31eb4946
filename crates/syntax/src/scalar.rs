//! What a plain YAML scalar means: the rules of YAML 1.1 as the common loaders apply them, except that dates stay text.

use crate::Value;

/// The value of an unquoted scalar.
pub(crate) fn resolve(text: &str) -> Value {
    let Some(first) = text.bytes().next() else { return Value::Null };
    match first {
        b'~' | b'n' | b'N' | b'y' | b'Y' | b't' | b'T' | b'f' | b'F' | b'o' | b'O' => word(text),
        b'-' | b'+' | b'.' | b'0'..=b'9' => number(text),
        _ => None,
    }
    .unwrap_or_else(|| Value::Text(text.into()))
}

/// The words for null, true and false, each in lower, title and upper case and in no other.
fn word(text: &str) -> Option<Value> {
    match text {
        "~" | "null" | "Null" | "NULL" => Some(Value::Null),
        _ => boolean(text).map(Value::Bool),
    }
}

/// A truth value by its word.
pub(crate) fn boolean(text: &str) -> Option<bool> {
    match text {
        "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => Some(true),
        "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => Some(false),
        _ => None,
    }
}

/// A whole number or another number, if the text is one.
pub(crate) fn number(text: &str) -> Option<Value> {
    let (negative, digits) = match text.as_bytes().first()? {
        b'-' => (true, text.get(1..)?),
        b'+' => (false, text.get(1..)?),
        _ => (false, text),
    };
    let signed = text.len() != digits.len();
    integer(negative, digits).or_else(|| float(negative, signed, digits).map(Value::Float))
}

/// Binary `0b1`, octal `017`, hexadecimal `0xF`, decimal `1_000` and base sixty `190:20:30`.
fn integer(negative: bool, digits: &str) -> Option<Value> {
    let sign = |value: i128| Value::Int(if negative { -value } else { value });
    if let Some(rest) = digits.strip_prefix("0b") {
        return radix(rest, 2).map(sign);
    }
    if let Some(rest) = digits.strip_prefix("0x") {
        return radix(rest, 16).map(sign);
    }
    match digits.as_bytes() {
        [b'0'] => Some(Value::Int(0)),
        [b'0', rest @ ..] if rest.iter().all(|byte| matches!(byte, b'0'..=b'7' | b'_')) => radix(digits, 8).map(sign),
        [b'1'..=b'9', ..] if digits.contains(':') => sexagesimal(digits).map(sign),
        [b'1'..=b'9', rest @ ..] if rest.iter().all(|byte| matches!(byte, b'0'..=b'9' | b'_')) => {
            // A number too large for 128 bits is still a number.
            let plain = without_underscores(digits);
            Some(plain.parse().map_or_else(|_| Value::Float(with_sign(negative, plain.parse().unwrap_or(0.0))), sign))
        }
        _ => None,
    }
}

fn radix(digits: &str, radix: u32) -> Option<i128> {
    if digits.starts_with(['-', '+']) {
        return None;
    }
    i128::from_str_radix(&without_underscores(digits), radix).ok()
}

/// `190:20:30`: every part after the first is a sixty of the one before.
fn sexagesimal(digits: &str) -> Option<i128> {
    let mut parts = digits.split(':');
    let first = parts.next()?;
    if !first.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'_')) {
        return None;
    }
    let mut value: i128 = without_underscores(first).parse().ok()?;
    for part in parts {
        value = value.checked_mul(60)?.checked_add(i128::from(sixtieth(part)?))?;
    }
    Some(value)
}

/// A number from 0 to 59 in one or two digits.
fn sixtieth(part: &str) -> Option<u8> {
    match part.as_bytes() {
        [b'0'..=b'9'] | [b'0'..=b'5', b'0'..=b'9'] => part.parse().ok(),
        _ => None,
    }
}

/// `1.5`, `1.`, `.5`, `1.5e+3`, `190:20:30.15`, `.inf` and `.nan`. Without a dot, or with an exponent that has no sign,
/// it is text.
fn float(negative: bool, signed: bool, digits: &str) -> Option<f64> {
    match digits {
        ".inf" | ".Inf" | ".INF" => return Some(with_sign(negative, f64::INFINITY)),
        ".nan" | ".NaN" | ".NAN" if !signed => return Some(f64::NAN),
        _ => {}
    }
    let (whole, rest) = digits.split_once('.')?;
    if whole.contains(':') {
        return sexagesimal_float(whole, rest).map(|value| with_sign(negative, value));
    }
    let (fraction, exponent) = match rest.split_once(['e', 'E']) {
        Some((fraction, exponent)) => (fraction, Some(exponent)),
        None => (rest, None),
    };
    let digits_only = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_');
    let starts_with_digit = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    let shaped = if whole.is_empty() { !signed && starts_with_digit(fraction) } else { starts_with_digit(whole) };
    let exponent_ok = exponent.is_none_or(|text| {
        text.strip_prefix(['+', '-'])
            .is_some_and(|power| !power.is_empty() && power.bytes().all(|b| b.is_ascii_digit()))
    });
    if !shaped || !exponent_ok || !digits_only(whole) || !digits_only(fraction) {
        return None;
    }
    without_underscores(digits).parse().ok().map(|value| with_sign(negative, value))
}

fn sexagesimal_float(whole: &str, fraction: &str) -> Option<f64> {
    let mut parts = whole.split(':');
    let first = parts.next().filter(|part| part.starts_with(|c: char| c.is_ascii_digit()))?;
    if !first.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit() || byte == b'_') {
        return None;
    }
    let mut parts = parts.peekable();
    let mut value: f64 = without_underscores(first).parse().ok()?;
    while let Some(part) = parts.next() {
        let last = parts.peek().is_none();
        let sixtieth = f64::from(sixtieth(part)?);
        let tail = if last { format!("0.{}", without_underscores(fraction)).parse().unwrap_or(0.0) } else { 0.0 };
        value = value * 60.0 + sixtieth + tail;
    }
    Some(value)
}

fn with_sign(negative: bool, value: f64) -> f64 {
    if negative { -value } else { value }
}

fn without_underscores(text: &str) -> std::borrow::Cow<'_, str> {
    if text.contains('_') { text.replace('_', "").into() } else { text.into() }
}
