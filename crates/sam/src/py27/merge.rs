//! Properties of `Globals` merged with those of a resource, as the reference merges them.

use super::{Dict, Doc};

impl Dict {
    /// A copy of this dictionary with the keys of `local` written over it; dictionaries that stand in both are merged.
    pub(crate) fn merged(&self, local: &Self) -> Self {
        let mut merged = self.shallow_copy();
        for (key, value) in local.iter() {
            let value = match merged.get(&key.text) {
                Some(shared) => merged_value(shared, value),
                None => value.clone(),
            };
            merged.insert(key, value);
        }
        merged
    }
}

fn merged_value(shared: &Doc, local: &Doc) -> Doc {
    match (shared, local) {
        (Doc::Dict(a), Doc::Dict(b)) if shared.intrinsic().is_none() && local.intrinsic().is_none() => {
            Doc::Dict(a.merged(b))
        }
        (Doc::List { items: a, .. }, Doc::List { items: b, origin }) => {
            Doc::list(a.iter().chain(b).cloned().collect(), origin)
        }
        _ => local.clone(),
    }
}
