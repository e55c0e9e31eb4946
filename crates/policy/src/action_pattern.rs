//! Patterns for actions, such as `s3:Get*`.

use std::sync::Arc;

use crate::glob::Glob;

/// A pattern for actions; case does not count.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ActionPattern {
    text: Arc<str>,
    glob: Glob,
}

impl ActionPattern {
    /// The pattern as written in a policy.
    pub fn new(text: impl Into<Arc<str>>) -> Self {
        let text = text.into();
        let glob = Glob::new(&text.to_ascii_lowercase());
        Self { text, glob }
    }

    /// As written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The pattern for actions in lower case.
    pub(crate) fn glob(&self) -> &Glob {
        &self.glob
    }

    /// Whether the action is one of those meant.
    pub fn matches(&self, action: &str) -> bool {
        self.begins_like(action) && self.glob.matches_folded(action, |character| character.to_ascii_lowercase())
    }

    /// Whether both are alike as far as the pattern is plain text. A long policy has a thousand patterns, most of another
    /// service, which the first letters tell.
    fn begins_like(&self, action: &str) -> bool {
        let plain = self.text.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'-'));
        plain.zip(action.bytes()).all(|(wanted, given)| wanted.eq_ignore_ascii_case(&given))
    }

    /// Whether all actions of `other` are meant; see [`Glob::covers`].
    pub fn covers(&self, other: &Self) -> bool {
        self.glob.covers(&other.glob)
    }

    /// Whether some action is meant by both; see [`Glob::intersects`].
    pub fn intersects(&self, other: &Self) -> bool {
        self.glob.intersects(&other.glob)
    }

    /// Whether every action of every service is meant: `*`, `*:*`.
    pub fn is_any(&self) -> bool {
        self.glob.is_any() || self.glob == Glob::new("*:*")
    }

    /// The service whose every action is meant: `s3` of `s3:*`.
    pub fn whole_service(&self) -> Option<&str> {
        let (service, name) = self.text.split_once(':')?;
        let is_whole = !service.is_empty() && Glob::new(service).is_literal() && Glob::new(name).is_any();
        is_whole.then_some(service)
    }

    /// The service prefix as written, wildcards and all; empty when there is no colon.
    pub fn service(&self) -> &str {
        self.text.split_once(':').map_or("", |(service, _)| service)
    }
}

#[cfg(test)]
mod tests {
    use super::ActionPattern;

    #[test]
    fn case_does_not_count() {
        assert!(ActionPattern::new("S3:get*").matches("s3:GetObject"));
        assert!(ActionPattern::new("s3:GET*").covers(&ActionPattern::new("S3:getObject")));
        assert!(!ActionPattern::new("s3:Get?").matches("s3:GetObject"));
        assert!(!ActionPattern::new("s3:Get").matches("s3:GetObject"));
        assert!(!ActionPattern::new("s3:GetObject").matches("s3:Get"));
        assert!(!ActionPattern::new("sqs:*").matches("sns:Publish"));
        assert!(ActionPattern::new("s?s:*").matches("SNS:Publish"));
    }

    #[test]
    fn what_a_pattern_spans() {
        assert!(ActionPattern::new("*").is_any());
        assert!(ActionPattern::new("*:*").is_any());
        assert!(!ActionPattern::new("s3:*").is_any());
        assert_eq!(ActionPattern::new("s3:*").whole_service(), Some("s3"));
        assert_eq!(ActionPattern::new("s3:Get*").whole_service(), None);
        assert_eq!(ActionPattern::new("*:*").whole_service(), None);
    }
}
