//! Resources by the text that a `Ref` to them gives.

use std::collections::BTreeMap;

use super::Resource;
use crate::cfn::environment::Environment;
use crate::cfn::names;

/// Resources of some types, found by the text that a `Ref` to them gives.
pub(super) struct Named<'r, 't> {
    by_reference: BTreeMap<(&'t str, String), &'r Resource<'t>>,
}

impl<'r, 't> Named<'r, 't> {
    /// The resources of the given types; of two that have one name the first counts.
    pub fn of(environment: &Environment<'_>, resources: &'r [Resource<'t>], kinds: &[&str]) -> Self {
        let mut by_reference = BTreeMap::new();
        for resource in resources.iter().filter(|resource| kinds.contains(&resource.kind)) {
            if let Some(reference) = names::reference(environment, &resource.name) {
                by_reference.entry((resource.kind, reference)).or_insert(resource);
            }
        }
        Self { by_reference }
    }

    /// The resource of a type that a text names.
    pub fn get(&self, kind: &'t str, reference: &str) -> Option<&'r Resource<'t>> {
        self.by_reference.get(&(kind, reference.to_owned())).copied()
    }
}
