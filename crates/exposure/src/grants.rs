//! What resource policies grant to whom, proved once for everyone.

use std::collections::BTreeMap;

use finding::{Notice, NoticeKind, Place};
use model::{PolicyTarget, Project, ResourcePolicy};
use policy::decide::Cap;
use policy::{PolicyDocument, PrincipalReach, PublicGrant, public_access};

/// Resource policies by what they stand on, each with what it grants.
pub(crate) struct Grants<'p> {
    by_target: BTreeMap<PolicyTarget, Vec<(&'p ResourcePolicy, &'p [PublicGrant])>>,
}

impl<'p> Grants<'p> {
    /// Sorts what the policies of a project, in their order, grant.
    pub fn of(project: &'p Project, grants: &'p [Vec<PublicGrant>]) -> Self {
        let mut by_target: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (policy, grants) in project.resource_policies.iter().zip(grants) {
            by_target.entry(policy.on).or_default().push((policy, grants.as_slice()));
        }
        Self { by_target }
    }

    /// The policies that stand on a thing.
    pub fn on(&self, target: PolicyTarget) -> &[(&'p ResourcePolicy, &'p [PublicGrant])] {
        self.by_target.get(&target).map_or(&[], Vec::as_slice)
    }
}

/// What each resource policy grants, and what could not be decided.
pub(crate) fn proved(project: &Project) -> (Vec<Vec<PublicGrant>>, Vec<Notice>) {
    let mut notices = Vec::new();
    let mut last: Option<(&PolicyDocument, Vec<PublicGrant>)> = None;
    let mut proved = Vec::with_capacity(project.resource_policies.len());
    for policy in &project.resource_policies {
        // One document for several things stands in a row.
        let grants = match last.take() {
            Some((document, grants)) if *document == policy.document => grants,
            _ => public_access(&policy.document),
        };
        notices.extend(grants.iter().filter_map(|grant| undecided(policy, grant)));
        proved.push(grants.clone());
        last = Some((&policy.document, grants));
    }
    (proved, notices)
}

fn undecided(policy: &ResourcePolicy, grant: &PublicGrant) -> Option<Notice> {
    let PrincipalReach::Undecided(cap) = &grant.principal else { return None };
    let place = grant.statement.written().map_or(Place::Scan, Place::Span);
    let message = format!(
        "whether this statement opens {} `{}` to strangers was not decided: {}",
        policy.noun,
        policy.resource.name,
        words(*cap)
    );
    Some(Notice { place, kind: NoticeKind::Limit, message })
}

fn words(cap: Cap) -> &'static str {
    match cap {
        Cap::Cubes => "too many ways to combine its statements",
        Cap::Values => "too many values to tell apart",
        Cap::Steps => "too many steps",
        Cap::Variables => "variables that overlap each other",
        Cap::MixedTypes => "a key compared as text and as something else",
    }
}
