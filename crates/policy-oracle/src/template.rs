//! Texts of a policy in which a request's values stand for variables.

use crate::request::Context;
use crate::wildcard::{Letter, Wildcard};

/// A text of a policy.
#[derive(Debug, Clone)]
pub(crate) struct Template {
    pieces: Vec<Piece>,
    /// The pattern, when no variable has a part in it.
    fixed: Option<Wildcard>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    Itself(char),
    Variable { key: String, default: Option<String> },
}

impl Template {
    /// The text as written; `${` counts only where the document has `variables`.
    pub(crate) fn read(text: &str, variables: bool) -> Self {
        let pieces = if variables { pieces(text) } else { vec![Piece::Text(text.to_owned())] };
        let mut template = Self { pieces, fixed: None };
        if template.keys().next().is_none() {
            template.fixed = template.resolve(&Context::default());
        }
        template
    }

    /// The keys whose values stand in the text, in lower case.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Variable { key, .. } => Some(key.as_str()),
            Piece::Text(_) | Piece::Itself(_) => None,
        })
    }

    /// Whether the text as a pattern matches; `None` when a variable has no value.
    pub(crate) fn matches(&self, context: &Context, text: &[char]) -> Option<bool> {
        match &self.fixed {
            Some(pattern) => Some(pattern.matches(text)),
            None => self.resolve(context).map(|pattern| pattern.matches(text)),
        }
    }

    fn resolve(&self, context: &Context) -> Option<Wildcard> {
        Some(Wildcard::of(self.letters(context)?))
    }

    /// The text itself; `None` when a variable has no value.
    pub(crate) fn text(&self, context: &Context) -> Option<String> {
        let letter = |letter: &Letter| match letter {
            Letter::Written(one) | Letter::Itself(one) => *one,
        };
        Some(self.letters(context)?.iter().map(letter).collect())
    }

    fn letters(&self, context: &Context) -> Option<Vec<Letter>> {
        let mut letters = Vec::new();
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => letters.extend(text.chars().map(Letter::Written)),
                Piece::Itself(one) => letters.push(Letter::Itself(*one)),
                Piece::Variable { key, default } => {
                    let value = context.one(key).or(default.as_deref())?;
                    letters.extend(value.chars().map(Letter::Itself));
                }
            }
        }
        Some(letters)
    }
}

fn pieces(text: &str) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find("${") {
        let Some(length) = rest.get(start..).and_then(|from| from.find('}')) else { break };
        let name = rest.get(start + 2..start + length).unwrap_or_default();
        found.extend(rest.get(..start).map(|before| Piece::Text(before.to_owned())));
        found.push(variable(name));
        rest = rest.get(start + length + 1..).unwrap_or_default();
    }
    found.push(Piece::Text(rest.to_owned()));
    found
}

fn variable(name: &str) -> Piece {
    if let "*" | "?" | "$" = name {
        return name.chars().next().map_or(Piece::Text(String::new()), Piece::Itself);
    }
    let (key, default) = match name.split_once(',') {
        Some((key, default)) => (key, Some(unquoted(default.trim()).to_owned())),
        None => (name, None),
    };
    Piece::Variable { key: key.trim().to_ascii_lowercase(), default }
}

fn unquoted(text: &str) -> &str {
    if text.len() >= 2 && text.starts_with('\'') && text.ends_with('\'') {
        return text.get(1..text.len() - 1).unwrap_or_default();
    }
    text
}

/// Cuts an ARN or a pattern for one at its first five colons; those inside a variable do not count.
pub(crate) fn arn_parts(text: &str, variables: bool) -> Option<[String; 6]> {
    let mut parts: [String; 6] = Default::default();
    let mut at = 0;
    let mut inside = false;
    let mut before = ' ';
    for letter in text.chars() {
        match letter {
            '{' if before == '$' && variables => inside = true,
            '}' => inside = false,
            _ => {}
        }
        before = letter;
        if letter == ':' && at < 5 && !inside {
            at += 1;
        } else {
            parts.get_mut(at)?.push(letter);
        }
    }
    (at == 5).then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_for_themselves() {
        let context = Context::default().with("k", "a*");
        let matches = |pattern: &str, text: &str| {
            Template::read(pattern, true).matches(&context, &text.chars().collect::<Vec<_>>())
        };
        assert_eq!(matches("x${K}*", "xa*b"), Some(true));
        assert_eq!(matches("x${k}*", "xab"), Some(false));
        assert_eq!(matches("${nothing}", "a"), None);
        assert_eq!(matches("${nothing, 'b'}", "b"), Some(true));
        assert_eq!(matches("${*}", "*"), Some(true));
        assert_eq!(matches("${*}", "a"), Some(false));
        assert_eq!(Template::read("${k}", false).text(&context).as_deref(), Some("${k}"));
        assert_eq!(Template::read("${k", true).text(&context).as_deref(), Some("${k"));
    }

    #[test]
    fn six_parts() {
        let parts = arn_parts("arn:aws:s3:::b:${aws:x}", true).unwrap();
        assert_eq!(parts.each_ref().map(String::as_str), ["arn", "aws", "s3", "", "", "b:${aws:x}"]);
        assert_eq!(arn_parts("a:b:c:d:e", true), None);
        assert!(arn_parts("a:${k:l}:c:d:e:f", true).is_some());
    }
}
