//! Who may put something where a function is waiting for it.

use model::{Entry, EntryExposure, PolicyTarget, Project, Reach, StoreId, StoreKind};
use policy::{PrincipalReach, public_access};

use crate::{answer, step};

/// Actions that put something into a store, lower case, by kind.
fn delivers(kind: StoreKind, action: &str) -> bool {
    let (service, wanted): (&str, &[&str]) = match kind {
        StoreKind::Queue => ("sqs", &["sendmessage"]),
        StoreKind::Topic => ("sns", &["publish"]),
        StoreKind::Bucket => ("s3", &["putobject"]),
        StoreKind::Bus => ("events", &["putevents"]),
        StoreKind::Stream => ("kinesis", &["putrecord", "putrecords"]),
        _ => return false,
    };
    let pattern = policy::ActionPattern::new(action);
    wanted.iter().any(|wanted| pattern.matches(&format!("{service}:{wanted}")))
}

/// The exposure of an entry that waits for arrivals in a store.
pub(crate) fn exposure(project: &Project, entry: &Entry, store: Option<StoreId>) -> EntryExposure {
    let mut answers = Vec::new();
    let found = store.and_then(|id| Some((id, project.store(id)?)));
    if let Some((id, store)) = found {
        for policy in project.resource_policies.iter().filter(|policy| policy.on == PolicyTarget::Store(id)) {
            for grant in public_access(&policy.document) {
                let delivered = grant.actions.iter().any(|action| delivers(store.kind, action));
                if delivered && grant.principal == PrincipalReach::Anyone && !is_blocked(store) {
                    let message =
                        format!("anyone may put something into {} {}", store.kind.name(), store.resource.name);
                    let because = vec![step(&grant.statement, message)];
                    answer(&mut answers, &[&entry.guard, &policy.guard], Reach::Public, because);
                }
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

fn is_blocked(store: &model::Store) -> bool {
    store.kind == StoreKind::Bucket && store.public_access_blocked.first() == Some(&true)
}
