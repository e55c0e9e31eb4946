//! Typed reading of a TOML table in which every mistake has a place and a way out.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::ConfigError;

/// A value with its place.
pub(super) type Value<'t> = &'t Spanned<DeValue<'t>>;

/// The entries of `table` in the order of the file; a key that is not in `known` is an error.
pub(super) fn entries<'t>(
    table: &'t DeTable<'t>,
    known: &[&str],
    what: &str,
) -> Result<Vec<(&'t str, Value<'t>)>, ConfigError> {
    let mut entries = Vec::with_capacity(table.len());
    for (key, value) in table {
        let name = key.get_ref().as_ref();
        if !known.contains(&name) {
            return Err(unknown(what, name, known.iter().copied(), key.span()));
        }
        entries.push((name, value));
    }
    entries.sort_by_key(|(_, value)| value.span().start);
    Ok(entries)
}

/// The error for a name that is not one of `known`, with the nearest one.
pub(super) fn unknown<'n>(
    what: &str,
    name: &str,
    known: impl Iterator<Item = &'n str>,
    span: Range<usize>,
) -> ConfigError {
    let known: Vec<&str> = known.collect();
    let help = match nearest(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.len() <= 12 => format!("known: {}", known.join(", ")),
        None => "run `maremma rules` to see all".to_owned(),
    };
    ConfigError { message: format!("unknown {what} `{name}`"), span, help: Some(help) }
}

/// The known name that `name` was most likely meant to be.
pub fn nearest<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let scored = known.map(|candidate| (strsim::damerau_levenshtein(name, candidate), candidate));
    let (distance, best) = scored.min()?;
    (distance <= name.chars().count() / 3 + 1).then_some(best)
}

/// A text.
pub(super) fn text<'t>(value: Value<'t>) -> Result<&'t str, ConfigError> {
    value.get_ref().as_str().ok_or_else(|| expected("a text", value))
}

/// A truth value.
pub(super) fn truth(value: Value<'_>) -> Result<bool, ConfigError> {
    value.get_ref().as_bool().ok_or_else(|| expected("`true` or `false`", value))
}

/// A table.
pub(super) fn table<'t>(value: Value<'t>) -> Result<&'t DeTable<'t>, ConfigError> {
    value.get_ref().as_table().ok_or_else(|| expected("a table", value))
}

/// A list of texts, each with its place.
pub(super) fn texts<'t>(value: Value<'t>) -> Result<Vec<(&'t str, Range<usize>)>, ConfigError> {
    let items = value.get_ref().as_array().ok_or_else(|| expected("a list of texts", value))?;
    items.iter().map(|item| Ok((text(item)?, item.span()))).collect()
}

/// A scalar as the text CloudFormation would be given.
pub(super) fn scalar(value: Value<'_>) -> Result<String, ConfigError> {
    match value.get_ref() {
        DeValue::String(text) => Ok(text.to_string()),
        DeValue::Boolean(truth) => Ok(truth.to_string()),
        DeValue::Integer(number) if number.radix() == 10 => Ok(number.as_str().to_owned()),
        DeValue::Float(number) => Ok(number.as_str().to_owned()),
        _ => Err(expected("a text, a number or a truth value", value)),
    }
}

fn expected(what: &str, value: Value<'_>) -> ConfigError {
    let message = format!("expected {what}, found {}", value.get_ref().type_str());
    ConfigError { message, span: value.span(), help: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_near_name_is_offered_and_a_far_one_is_not() {
        let known = ["fail-on", "strict", "exclude"];
        assert_eq!(nearest("fail_on", known.into_iter()), Some("fail-on"));
        assert_eq!(nearest("stirct", known.into_iter()), Some("strict"));
        assert_eq!(nearest("colour", known.into_iter()), None);
        assert_eq!(nearest("x", std::iter::empty()), None);
    }
}
