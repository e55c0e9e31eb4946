//! A queue, topic, bus, stream, secret or key that anyone may use.

use std::borrow::Cow;

use finding::{Confidence, Finding, FixLevel, LooksAt, Rule, Severity};
use model::{Application, PolicyTarget, ResourcePolicy, Store, StoreId, StoreKind, Target};
use policy::{PrincipalReach, PublicGrant, public_access};

use crate::{evidence, reach};

/// What the rule says of itself.
pub const RULE: Rule = Rule {
    id: Cow::Borrowed("posture/public-resource-policy"),
    title: Cow::Borrowed("Queue, topic, bus, secret or key that anyone may use"),
    highest: Severity::Critical,
    confidence: Confidence::High,
    cwe: &[732, 284],
    owasp: &["API5:2023", "SAS-01"],
    attack: &["T1190", "T1530"],
    compliance: &["PCI-DSS-4.0:7.2.5"],
    looks_at: LooksAt::Stores,
    fix: FixLevel::None,
    page: Cow::Borrowed(include_str!("public_resource_policy.md")),
};

/// Reports statements that let anyone use a store other than a bucket, or something that is not in the project.
pub fn check(app: &Application, out: &mut Vec<Finding>) {
    for policy in &app.project.resource_policies {
        let store = match policy.on {
            PolicyTarget::Store(id) => match app.project.store(id) {
                Some(store) if store.kind != StoreKind::Bucket => Some((id, store)),
                _ => continue,
            },
            // A queue, topic or bus that another template makes; buckets and functions have rules of their own.
            PolicyTarget::Elsewhere if is_about_stores(policy) && !policy.barrier.is_set() => None,
            _ => continue,
        };
        for grant in public_access(&policy.document).iter().filter(|grant| grant.principal == PrincipalReach::Anyone) {
            out.push(tell(app, policy, store, grant));
        }
    }
}

fn is_about_stores(policy: &ResourcePolicy) -> bool {
    let actions = policy.document.statements.iter().filter_map(|statement| statement.action.as_ref());
    let mut patterns = actions.flat_map(|element| element.patterns.iter().map(|pattern| pattern.value.text()));
    patterns.any(|text| !text.starts_with("s3:") && !text.starts_with("lambda:") && !text.starts_with("execute-api:"))
}

fn tell(app: &Application, policy: &ResourcePolicy, store: Option<(StoreId, &Store)>, grant: &PublicGrant) -> Finding {
    let named = store.map_or_else(
        || format!("{} `{}`", policy.noun, policy.resource.name),
        |(_, store)| format!("{} `{}`", store.kind.name(), store.resource.name),
    );
    let actions = if grant.actions.is_empty() { "use it".to_owned() } else { grant.actions.join(", ") };
    let fed = store.map(|(id, _)| fed_by(app, id)).unwrap_or_default();
    let runs = fed
        .first()
        .and_then(|id| app.project.function(*id))
        .map_or_else(String::new, |function| format!("; what they put there runs `{}`", function.name()));
    let message = format!("anyone may {actions} on {named}{runs}");
    let own = match store.map(|(_, store)| store.kind) {
        Some(StoreKind::Secret | StoreKind::Key) => Severity::Critical,
        _ => Severity::Medium,
    };
    let behind = fed.iter().map(|id| reach::behind(app, &Target::Function(*id), model::Reach::Public)).max();
    let severity = own.max(behind.unwrap_or(own));
    let resource = store.map_or(&policy.resource, |(_, store)| &store.resource);
    let places = (&grant.principal_origin, &grant.statement);
    let mut told = evidence::finding(app, &RULE, severity, resource, places, &policy.guard, message);
    fed.iter().for_each(|id| evidence::concerns(app, &mut told, *id));
    told
}

/// The functions that arrivals in a store run.
fn fed_by(app: &Application, store: StoreId) -> Vec<model::FunctionId> {
    let fed = app.project.entries.iter().filter_map(|entry| match (&entry.kind, &entry.target) {
        (model::EntryKind::Arrival { store: Some(id), .. }, Target::Function(function)) if *id == store => {
            Some(*function)
        }
        _ => None,
    });
    fed.collect()
}
