//! Who may put something where a function is waiting for it.

use std::collections::BTreeMap;

use model::{
    Entry, EntryExposure, EntryId, EntryKind, PolicyTarget, Project, Reach, ReachedHow, StoreId, StoreKind, Target,
};
use policy::{PrincipalReach, PublicGrant};

use crate::grants::Grants;
use crate::{answer, step};

/// Actions that put something into a store, by kind.
fn deliveries(kind: StoreKind) -> &'static [&'static str] {
    match kind {
        StoreKind::Queue => &["sqs:SendMessage"],
        StoreKind::Topic => &["sns:Publish"],
        StoreKind::Bucket => &["s3:PutObject"],
        StoreKind::Bus => &["events:PutEvents"],
        StoreKind::Stream => &["kinesis:PutRecord", "kinesis:PutRecords"],
        _ => &[],
    }
}

/// Whether a grant lets its holder put something into a store.
fn delivers(kind: StoreKind, grant: &PublicGrant) -> bool {
    deliveries(kind).iter().any(|action| grant.allows(action))
}

/// The exposure of an entry that waits for arrivals in a store.
pub(crate) fn exposure(project: &Project, grants: &Grants<'_>, entry: &Entry, store: Option<StoreId>) -> EntryExposure {
    let mut answers = Vec::new();
    let found = store.and_then(|id| Some((id, project.store(id)?)));
    if let Some((id, store)) = found {
        for (policy, grants) in grants.on(PolicyTarget::Store(id)) {
            let delivering = grants.iter().filter(|grant| delivers(store.kind, grant) && policy.shield().is_none());
            for (grant, reach) in delivering.filter_map(|grant| Some((grant, reach(&grant.principal)?))) {
                let who = grant.who();
                let message = format!("{who} may put something into {} {}", store.kind.name(), store.resource.name);
                let because = vec![step(&grant.statement, message)];
                answer(&mut answers, &[&entry.guard, &policy.guard], reach, because);
            }
        }
        if store.public_grant.first().is_some_and(|grant| grant.as_ref() == "PublicReadWrite") && !is_blocked(store) {
            let because = vec![step(&store.origin, "anyone may write to the bucket")];
            answer(&mut answers, &[&entry.guard], Reach::Public, because);
        }
    }
    if answers.is_empty() {
        let message = "only principals of the account put something here";
        answer(&mut answers, &[&entry.guard], Reach::Private, vec![step(&entry.origin, message)]);
    }
    EntryExposure { answers }
}

/// What those who come by a grant need to reach what waits behind it; `None` for those who are named.
fn reach(principal: &PrincipalReach) -> Option<Reach> {
    match principal {
        PrincipalReach::Anyone => Some(Reach::Public),
        PrincipalReach::Undecided(_) => Some(Reach::Unknown),
        _ => None,
    }
}

/// Adds to entries that wait for arrivals the answers of open routes that deliver into their store.
pub(crate) fn open_by_deliveries(project: &Project, direct: &[EntryExposure], entries: &mut [EntryExposure]) {
    let mut deliveries: BTreeMap<StoreId, Vec<(EntryId, &ReachedHow)>> = BTreeMap::new();
    for ((id, entry), exposure) in project.entry_ids().zip(direct) {
        if let Target::Store(store) = entry.target {
            let open = exposure.answers.iter().filter(|answer| answer.reach.is_open());
            deliveries.entry(store).or_default().extend(open.map(|answer| (id, answer)));
        }
    }
    for (entry, exposure) in project.entries.iter().zip(entries) {
        let EntryKind::Arrival { store: Some(store), .. } = &entry.kind else { continue };
        for (id, answer) in deliveries.get(store).into_iter().flatten() {
            let Some(guard) = answer.guard.and(&entry.guard) else { continue };
            let mut because = answer.because.clone();
            let label = project.entry(*id).map_or_else(String::new, |route| route.label(project));
            because.push(step(&entry.origin, format!("{label} delivers into {}", entry.label(project))));
            exposure.answers.push(ReachedHow { guard, reach: answer.reach, because, through: Some(*id) });
        }
    }
}

fn is_blocked(store: &model::Store) -> bool {
    store.kind == StoreKind::Bucket && store.public_access_blocked.first() == Some(&true)
}
