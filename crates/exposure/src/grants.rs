//! What resource policies give to strangers, read once for all entries.

use std::collections::BTreeMap;

use model::{PolicyTarget, Project, ResourcePolicy};
use policy::{PublicGrant, public_access};

/// Resource policies by what they stand on, each with what it gives to strangers.
pub(crate) struct Grants<'p> {
    by_target: BTreeMap<PolicyTarget, Vec<(&'p ResourcePolicy, Vec<PublicGrant>)>>,
}

impl<'p> Grants<'p> {
    /// Reads the policies of stores and gateways.
    pub fn of(project: &'p Project) -> Self {
        let mut by_target: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for policy in &project.resource_policies {
            if matches!(policy.on, PolicyTarget::Store(_) | PolicyTarget::Api(_)) {
                by_target.entry(policy.on).or_default().push((policy, public_access(&policy.document)));
            }
        }
        Self { by_target }
    }

    /// The policies that stand on a thing.
    pub fn on(&self, target: PolicyTarget) -> &[(&'p ResourcePolicy, Vec<PublicGrant>)] {
        self.by_target.get(&target).map_or(&[], Vec::as_slice)
    }
}
