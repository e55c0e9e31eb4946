//! Requests as this evaluator sees them.

use std::collections::BTreeMap;

use policy::{ContextValue, Principal, Request};

/// The keys of a request, in lower case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Context(BTreeMap<String, Given>);

/// What a request says under a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Given {
    /// The value of a key that has one.
    One(String),
    /// The values of a key that has many.
    Set(Vec<String>),
}

impl Context {
    /// This context with one value.
    pub(crate) fn with(mut self, key: &str, value: &str) -> Self {
        self.set(key, Given::One(value.to_owned()));
        self
    }

    /// Says `given` under `key`; no values are the same as no key.
    pub(crate) fn set(&mut self, key: &str, given: Given) {
        let key = key.to_ascii_lowercase();
        if given == Given::Set(Vec::new()) {
            self.0.remove(&key)
        } else {
            self.0.insert(key, given)
        };
    }

    /// Forgets `key`.
    pub(crate) fn remove(&mut self, key: &str) {
        self.0.remove(&key.to_ascii_lowercase());
    }

    /// What is said under `key`, which is in lower case.
    pub(crate) fn get(&self, key: &str) -> Option<&Given> {
        self.0.get(key)
    }

    /// The value of a key that has one.
    pub(crate) fn one(&self, key: &str) -> Option<&str> {
        match self.get(key)? {
            Given::One(value) => Some(value),
            Given::Set(_) => None,
        }
    }
}

/// A request with its texts cut into characters.
#[derive(Debug, Clone)]
pub struct Asked {
    pub(crate) principal: Principal,
    pub(crate) action: Vec<char>,
    pub(crate) resource: Vec<char>,
    pub(crate) context: Context,
}

impl Asked {
    /// The request as this evaluator sees it.
    pub fn new(request: &Request) -> Self {
        let mut context = Context::default();
        for (key, value) in request.context.iter() {
            let given = match value {
                ContextValue::Single(value) => Given::One(value.clone()),
                ContextValue::Many(values) => Given::Set(values.clone()),
            };
            context.set(key, given);
        }
        let action = folded(&request.action);
        Self { principal: request.principal.clone(), action, resource: request.resource.chars().collect(), context }
    }
}

/// An action without its case.
pub(crate) fn folded(action: &str) -> Vec<char> {
    action.chars().map(|letter| letter.to_ascii_lowercase()).collect()
}
