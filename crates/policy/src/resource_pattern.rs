//! Patterns for resources, such as `arn:aws:s3:::photos/*`.

use std::borrow::Cow;
use std::sync::Arc;

use crate::arn::{Arn, segments};
use crate::context::Context;
use crate::glob::Glob;
use crate::variable::{has_variable, resolved_pattern, widest};

/// A pattern for resource ARNs; case counts, and a `*` goes across colons and slashes.
///
/// Outside a request a policy variable may be any text: [`Self::matches`] and [`Self::intersects`] mean "may", and
/// [`Self::covers`] means "surely".
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ResourcePattern {
    text: Arc<str>,
    widest: Glob,
    /// The six parts of a pattern that has them.
    parts: Option<Box<[Glob; 6]>>,
    variables: Variables,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Variables {
    /// `${` is text, as in documents without version.
    Off,
    /// There is no variable, but there may be escapes.
    None,
    /// There is one or more.
    Some,
}

impl ResourcePattern {
    /// The pattern as written in a policy of version 2012-10-17.
    pub fn new(text: impl Into<Arc<str>>) -> Self {
        let text = text.into();
        let variables = if has_variable(&text) { Variables::Some } else { Variables::None };
        Self { widest: widest(&text), parts: parts(&text, widest), text, variables }
    }

    /// The pattern as written in a policy of an older version, in which `${` is text.
    pub fn without_variables(text: impl Into<Arc<str>>) -> Self {
        let text = text.into();
        Self { widest: Glob::new(&text), parts: parts(&text, Glob::new), text, variables: Variables::Off }
    }

    /// As written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether a policy variable has a part in it.
    pub fn has_variable(&self) -> bool {
        self.variables == Variables::Some
    }

    /// Whether it has the six parts of an ARN.
    pub(crate) fn has_segments(&self) -> bool {
        self.parts.is_some()
    }

    /// The pattern with every variable taken as any text.
    pub(crate) fn widest(&self) -> &Glob {
        &self.widest
    }

    /// The exact pattern in one request; `None` when a variable has no value, and then nothing matches.
    pub fn resolve(&self, context: &Context) -> Option<Cow<'_, Glob>> {
        match self.variables {
            Variables::Off | Variables::None => Some(Cow::Borrowed(&self.widest)),
            Variables::Some => resolved_pattern(&self.text, context).map(Cow::Owned),
        }
    }

    /// Whether the resource may be one of those meant.
    pub fn matches(&self, resource: &str) -> bool {
        self.widest.matches(resource)
    }

    /// Whether all resources of `other` are surely meant; see [`Glob::covers`].
    pub fn covers(&self, other: &Self) -> bool {
        if self.has_variable() { self.text == other.text } else { self.widest.covers(&other.widest) }
    }

    /// Whether some resource may be meant by both; see [`Glob::intersects`]. No part of an ARN but the last has colons,
    /// so two patterns of six parts meet part by part.
    pub fn intersects(&self, other: &Self) -> bool {
        match (&self.parts, &other.parts) {
            (Some(own), Some(others)) => own.iter().zip(others.iter()).all(|(a, b)| a.intersects(b)),
            _ => self.widest.intersects(&other.widest),
        }
    }

    /// Whether every resource is meant.
    pub fn is_any(&self) -> bool {
        self.widest.is_any() && !self.has_variable()
    }

    /// Whether the pattern names no resource: `*`, or an ARN whose name is a wildcard only, such as
    /// `arn:aws:dynamodb:eu-west-1:1:table/*`.
    pub fn names_none(&self) -> bool {
        let is_wild = |text: &str| !text.is_empty() && text.chars().all(|c| c == '*' || c == '?');
        if self.is_any() || is_wild(&self.text) {
            return true;
        }
        match Arn::parse(&self.text) {
            Some(arn) => is_wild(arn.name()),
            // A `*` that swallows the colons, as in `arn:aws:s3*`.
            None => self.text.starts_with("arn:") && self.text.ends_with('*'),
        }
    }
}

fn parts(text: &str, pattern: fn(&str) -> Glob) -> Option<Box<[Glob; 6]>> {
    segments(text).map(|parts| Box::new(parts.map(pattern)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arns_meet_part_by_part() {
        let meet = |a: &str, b: &str| ResourcePattern::new(a).intersects(&ResourcePattern::new(b));
        assert!(!meet("arn:aws:s3:::*", "arn:*:dynamodb:*:*:*"));
        assert!(meet("arn:aws:dynamodb:*:*:table/x", "arn:*:dynamodb:*:*:*"));
        assert!(!meet("arn:aws:dynamodb:eu-west-1:*:*", "arn:aws:dynamodb:us-*:*:*"));
        assert!(!meet("arn:*:lambda:*:*:function:f", "arn:aws:lambda:*:*:function:g-*"));
        assert!(meet("arn:aws:s3*", "arn:*:s3:*:*:*/*"));
        assert!(meet("*", "arn:*:s3:*:*:*/*"));
        assert!(meet("arn:aws:logs:r:1:log-group:*", "arn:aws:logs:r:1:log-group:a:b"));
    }

    #[test]
    fn patterns_that_name_no_resource() {
        for (text, expected) in [
            ("*", true),
            ("**", true),
            ("arn:aws:s3:::*", true),
            ("arn:aws:s3:::*/*", true),
            ("arn:aws:s3:::photos/*", false),
            ("arn:aws:s3:::photos*", false),
            ("arn:‹AWS::Partition›:dynamodb:‹AWS::Region›:‹AWS::AccountId›:table/*", true),
            ("arn:aws:dynamodb:r:1:table/*/index/*", true),
            ("arn:aws:dynamodb:r:1:table/‹Orders›/index/*", false),
            ("arn:aws:sqs:*:*:*", true),
            ("arn:aws:lambda:r:1:function:*", true),
            ("arn:aws:iam::1:role/app-*", false),
            ("arn:aws:s3*", true),
            ("arn:*", true),
        ] {
            assert_eq!(ResourcePattern::new(text).names_none(), expected, "{text}");
        }
    }

    #[test]
    fn a_variable_may_be_anything_and_covers_nothing_else() {
        let own = ResourcePattern::new("arn:aws:s3:::b/${aws:username}/*");
        let any = ResourcePattern::new("arn:aws:s3:::b/*");
        assert!(own.matches("arn:aws:s3:::b/x/y"));
        assert!(!ResourcePattern::new("${aws:username}").is_any());
        assert!(any.covers(&own) && !own.covers(&any) && own.covers(&own));
        let literal = ResourcePattern::without_variables("a/${aws:username}");
        assert!(!literal.matches("a/x") && literal.matches("a/${aws:username}"));
    }
}
