//! Names to things: how references in text find what they mean.

use std::collections::BTreeMap;
use std::sync::Arc;

use model::{ApiId, FunctionId, IdentityId, StoreId};

/// Names of one tree of stacks.
#[derive(Debug, Default)]
pub(crate) struct Index {
    functions: BTreeMap<Arc<str>, FunctionId>,
    stores: BTreeMap<Arc<str>, StoreId>,
    identities: BTreeMap<Arc<str>, IdentityId>,
    apis: BTreeMap<Arc<str>, ApiId>,
}

impl Index {
    /// Registers a function under a name or ARN.
    pub fn add_function(&mut self, name: impl Into<Arc<str>>, id: FunctionId) {
        self.functions.insert(name.into(), id);
    }

    /// Registers a store under a name, ARN or URL.
    pub fn add_store(&mut self, name: impl Into<Arc<str>>, id: StoreId) {
        self.stores.insert(name.into(), id);
    }

    /// Registers an identity under a name or ARN.
    pub fn add_identity(&mut self, name: impl Into<Arc<str>>, id: IdentityId) {
        self.identities.insert(name.into(), id);
    }

    /// Registers a gateway under its id.
    pub fn add_api(&mut self, name: impl Into<Arc<str>>, id: ApiId) {
        self.apis.insert(name.into(), id);
    }

    /// The function a text names: a name, an ARN, an ARN with version or alias, or an integration address around one.
    pub fn function(&self, text: &str) -> Option<FunctionId> {
        let inner = text.split_once("/functions/").map_or(text, |(_, rest)| rest);
        let inner = inner.strip_suffix("/invocations").unwrap_or(inner);
        if let Some(id) = self.functions.get(inner) {
            return Some(*id);
        }
        // arn:aws:lambda:region:account:function:NAME:QUALIFIER
        let parts: Vec<&str> = inner.split(':').collect();
        let name = match parts.as_slice() {
            ["arn", _, "lambda", _, _, "function", name, ..] => name,
            [name, _qualifier] => name,
            _ => return None,
        };
        let arn = format!("arn:aws:lambda:‹region›:‹account›:function:{name}");
        self.functions.get(arn.as_str()).or_else(|| self.functions.get(*name)).copied()
    }

    /// The store a text names; an ARN below a bucket or table (objects, streams, indexes) names the store.
    pub fn store(&self, text: &str) -> Option<StoreId> {
        if let Some(id) = self.stores.get(text) {
            return Some(*id);
        }
        let mut shorter = text;
        while let Some((start, _)) = shorter.rsplit_once('/') {
            if let Some(id) = self.stores.get(start) {
                return Some(*id);
            }
            shorter = start;
        }
        None
    }

    /// The store that a longer text names somewhere: an address, a template of a request, a definition. Of several the one
    /// with the longest name.
    pub fn store_in(&self, text: &str) -> Option<StoreId> {
        let named = self.stores.iter().filter(|(name, _)| name.contains('‹') && text.contains(name.as_ref()));
        named.max_by_key(|(name, _)| name.len()).map(|(_, id)| *id)
    }

    /// The functions that a longer text names by their ARN.
    pub fn functions_in(&self, text: &str) -> Vec<FunctionId> {
        let named = self.functions.iter().filter(|(name, _)| name.starts_with("arn:") && text.contains(name.as_ref()));
        let mut ids: Vec<FunctionId> = named.map(|(_, id)| *id).collect();
        ids.sort();
        ids.dedup();
        ids
    }

    /// The identity a text names.
    pub fn identity(&self, text: &str) -> Option<IdentityId> {
        self.identities.get(text).copied()
    }

    /// The gateway a text names.
    pub fn api(&self, text: &str) -> Option<ApiId> {
        self.apis.get(text).copied()
    }
}
