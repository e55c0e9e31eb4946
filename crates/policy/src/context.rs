//! The condition context of a request.

use std::collections::BTreeMap;

/// The keys of a request with their values. Key names do not distinguish case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Context {
    keys: BTreeMap<String, ContextValue>,
}

/// What a request says under one key. Whether a key takes one value or many is a property of the key, not of how many
/// the request happens to have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ContextValue {
    /// A key with one value.
    Single(String),
    /// A key with many values, such as `aws:TagKeys`; perhaps one, perhaps none.
    Many(Vec<String>),
}

impl ContextValue {
    /// Whether there is no value: a key of many values that has none is as good as absent ("context keys with empty
    /// values" in the IAM user guide, "Multivalued context key examples").
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Many(values) if values.is_empty())
    }

    /// The value of a key that takes one.
    pub fn as_single(&self) -> Option<&str> {
        match self {
            Self::Single(value) => Some(value),
            Self::Many(_) => None,
        }
    }
}

impl Context {
    /// A context without keys.
    pub fn new() -> Self {
        Self::default()
    }

    /// This context with a key of one value set.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl Into<String>) -> Self {
        self.set(key, ContextValue::Single(value.into()));
        self
    }

    /// This context with a key of many values set.
    #[must_use]
    pub fn with_many<V: Into<String>>(mut self, key: &str, values: impl IntoIterator<Item = V>) -> Self {
        self.set(key, ContextValue::Many(values.into_iter().map(Into::into).collect()));
        self
    }

    /// Sets what the request says under `key`.
    pub fn set(&mut self, key: &str, value: ContextValue) {
        self.keys.insert(key.to_ascii_lowercase(), value);
    }

    /// What the request says under `key`; `None` when it does not have it.
    pub fn get(&self, key: &str) -> Option<&ContextValue> {
        self.keys.get(&key.to_ascii_lowercase())
    }

    /// The value of a key that takes one.
    pub fn single(&self, key: &str) -> Option<&str> {
        self.get(key)?.as_single()
    }

    /// The keys, in lower case and in order, with their values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &ContextValue)> {
        self.keys.iter().map(|(key, value)| (key.as_str(), value))
    }

    /// Takes a key away.
    pub fn remove(&mut self, key: &str) -> Option<ContextValue> {
        self.keys.remove(&key.to_ascii_lowercase())
    }
}
