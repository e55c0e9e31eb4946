//! Policy variables: `${aws:username}`, `${aws:PrincipalTag/team, 'none'}` and the escapes `${*}`, `${?}`, `${$}`.
//!
//! They exist in documents of version 2012-10-17 only; elsewhere `${` is text.

use crate::context::Context;
use crate::glob::{Glob, Token, tokens};

/// A piece of a text that may have variables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part<'a> {
    /// Text as written; wildcards in it count.
    Text(&'a str),
    /// One character that stands for itself, from `${*}`, `${?}` or `${$}`.
    Escaped(char),
    /// The value of a context key.
    Variable {
        /// The key.
        key: &'a str,
        /// What stands in when the request has no such key.
        default: Option<&'a str>,
    },
}

/// The pieces of `text`; a `${` that is not closed is text.
pub fn parts(text: &str) -> Vec<Part<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        let Some((inner, behind)) = after.split_once('}') else { break };
        if !before.is_empty() {
            found.push(Part::Text(before));
        }
        found.push(variable(inner));
        rest = behind;
    }
    if !rest.is_empty() || found.is_empty() {
        found.push(Part::Text(rest));
    }
    found
}

fn variable(inner: &str) -> Part<'_> {
    match inner {
        "*" => Part::Escaped('*'),
        "?" => Part::Escaped('?'),
        "$" => Part::Escaped('$'),
        _ => {
            let (key, default) = inner.split_once(',').map_or((inner, None), |(key, rest)| (key, Some(rest.trim())));
            let unquoted =
                default.map(|text| text.strip_prefix('\'').and_then(|t| t.strip_suffix('\'')).unwrap_or(text));
            Part::Variable { key: key.trim(), default: unquoted }
        }
    }
}

/// Whether `text` has a variable (escapes are none).
pub fn has_variable(text: &str) -> bool {
    text.contains("${") && parts(text).iter().any(|part| matches!(part, Part::Variable { .. }))
}

/// The keys whose values `text` names.
pub(crate) fn variable_keys(text: &str) -> impl Iterator<Item = &str> {
    let found = if text.contains("${") { parts(text) } else { Vec::new() };
    found.into_iter().filter_map(|part| match part {
        Part::Variable { key, .. } => Some(key),
        Part::Text(_) | Part::Escaped(_) => None,
    })
}

/// The pattern of `text` with every variable taken as any text.
pub(crate) fn widest(text: &str) -> Glob {
    let pieces = parts(text);
    Glob::from_tokens(pieces.iter().flat_map(|part| match *part {
        Part::Text(text) => tokens(text).collect(),
        Part::Escaped(character) => vec![Token::Literal(character)],
        Part::Variable { .. } => vec![Token::Any],
    }))
}

/// The pattern of `text` in one request; `None` when a variable has no value. Wildcards inside a value are characters.
pub(crate) fn resolved_pattern(text: &str, context: &Context) -> Option<Glob> {
    let mut pattern = Vec::new();
    for part in parts(text) {
        match part {
            Part::Text(text) => pattern.extend(tokens(text)),
            Part::Escaped(character) => pattern.push(Token::Literal(character)),
            Part::Variable { key, default } => {
                pattern.extend(context.single(key).or(default)?.chars().map(Token::Literal));
            }
        }
    }
    Some(Glob::from_tokens(pattern))
}

/// The text itself in one request; `None` when a variable has no value.
pub(crate) fn resolved_text(text: &str, context: &Context) -> Option<String> {
    let mut resolved = String::new();
    for part in parts(text) {
        match part {
            Part::Text(text) => resolved.push_str(text),
            Part::Escaped(character) => resolved.push(character),
            Part::Variable { key, default } => resolved.push_str(context.single(key).or(default)?),
        }
    }
    Some(resolved)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces() {
        for (text, expected) in [
            ("plain", vec![Part::Text("plain")]),
            ("", vec![Part::Text("")]),
            ("${*}x", vec![Part::Escaped('*'), Part::Text("x")]),
            ("a${aws:username}", vec![Part::Text("a"), Part::Variable { key: "aws:username", default: None }]),
            ("${k, 'd'}", vec![Part::Variable { key: "k", default: Some("d") }]),
            ("${k,''}", vec![Part::Variable { key: "k", default: Some("") }]),
            ("${open", vec![Part::Text("${open")]),
        ] {
            assert_eq!(parts(text), expected, "{text}");
        }
    }

    #[test]
    fn values_are_literal_and_absence_is_none() {
        let context = Context::new().with("aws:username", "a*").with_many("many", ["x", "y"]);
        assert!(resolved_pattern("home/${AWS:UserName}/*", &context).unwrap().matches("home/a*/x"));
        assert!(!resolved_pattern("home/${aws:username}/*", &context).unwrap().matches("home/ab/x"));
        assert_eq!(resolved_text("${nothing}", &context), None);
        assert_eq!(resolved_text("${many}", &context), None, "a key with several values is no variable");
        assert_eq!(resolved_text("${nothing, 'd'}", &context).as_deref(), Some("d"));
    }
}
