//! Which requests are looked at.

use std::collections::BTreeMap;

use crate::context::ContextValue;
use crate::request::Principal;

/// The requests a question is about. Every action, resource and principal is possible, and every key may be absent or
/// have any value of its type, unless it is said otherwise.
#[derive(Debug, Clone, Default)]
pub struct Space {
    /// The principals that may ask; `None` for all.
    pub principals: Option<Vec<Principal>>,
    /// Keys whose values are known; the names are compared without case.
    pub keys: BTreeMap<String, Domain>,
    /// Whether keys that say the same must agree, as they do in AWS: `aws:PrincipalArn` and `aws:PrincipalAccount` with
    /// the principal, `aws:SourceArn` with `aws:SourceAccount`.
    pub correlated: bool,
}

/// What a key may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Domain {
    /// Absent or one value, whatever operators are used on it.
    Single,
    /// Absent or any number of values.
    Many,
    /// One of these; `None` is absence.
    OneOf(Vec<Option<ContextValue>>),
}

impl Space {
    /// Every request, each key on its own.
    pub fn free() -> Self {
        Self::default()
    }

    /// Whether there is no request in it.
    pub(super) fn is_empty(&self) -> bool {
        let has_none = |domain: &Domain| matches!(domain, Domain::OneOf(values) if values.is_empty());
        self.principals.as_ref().is_some_and(Vec::is_empty) || self.keys.values().any(has_none)
    }

    /// The first value of each key whose values are known.
    pub(super) fn given(&self) -> impl Iterator<Item = (&str, &ContextValue)> {
        self.keys.iter().filter_map(|(key, domain)| match domain {
            Domain::OneOf(values) => Some((key.as_str(), values.first()?.as_ref()?)),
            Domain::Single | Domain::Many => None,
        })
    }

    pub(super) fn domain(&self, key: &str) -> Option<&Domain> {
        if self.keys.is_empty() {
            return None;
        }
        self.keys.iter().find(|(name, _)| name.eq_ignore_ascii_case(key)).map(|(_, domain)| domain)
    }

    /// The requests that AWS can make: keys that say the same agree.
    pub fn aws() -> Self {
        Self { correlated: true, ..Self::default() }
    }
}
