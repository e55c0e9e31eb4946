//! Subjects and resources of an application's templates.

use std::collections::BTreeSet;
use std::sync::Arc;

use account::{Held, Via};
use model::{AttachedPolicy, Guard, Identity, IdentityId, PolicyBody, PolicyTarget, Project};
use policy::{PolicyDocument, Principal};
use source::Origin;

use crate::{Caller, Deployment, Subject};

/// Finds the document of a managed policy by ARN or name; its parts get the given origin.
type ManagedPolicies<'f> = &'f dyn Fn(&str, &Origin) -> Option<PolicyDocument>;

/// More deployments than this are not told apart.
const MOST_WORLDS: usize = 16;

/// The identities that a text may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Named {
    /// This one.
    Found(IdentityId),
    /// None.
    Absent,
    /// A function that has no identity in its template.
    WithoutIdentity,
    /// Several; these are their full names.
    Several(Vec<String>),
}

/// The identity that a person means: by logical id of a role or function, by full name, by the name in the cloud, by ARN.
pub fn named(project: &Project, wanted: &str) -> Named {
    let functions = project.functions.iter().filter(|function| {
        let name = policy::Arn::parse(&function.cloud_name).map(|arn| arn.name().to_owned());
        *function.resource.name == *wanted
            || project.full_name(&function.resource) == wanted
            || name.as_deref() == Some(wanted)
    });
    let functions: Vec<_> = functions.collect();
    let mut found: BTreeSet<IdentityId> = functions.iter().filter_map(|function| function.identity).collect();
    for (index, identity) in project.identities.iter().enumerate() {
        let name = identity.cloud_name.rsplit('/').next().unwrap_or_default();
        let is_meant = *identity.resource.name == *wanted
            || project.full_name(&identity.resource) == wanted
            || name == wanted
            || *identity.cloud_name == *wanted;
        if is_meant {
            found.insert(IdentityId::of(index));
        }
    }
    match found.iter().copied().collect::<Vec<_>>().as_slice() {
        [] if functions.is_empty() => Named::Absent,
        [] => Named::WithoutIdentity,
        [only] => Named::Found(*only),
        several => Named::Several(
            several.iter().filter_map(|id| project.identity(*id)).map(|own| project.full_name(&own.resource)).collect(),
        ),
    }
}

/// The identity as a subject, once per deployment that makes a difference to its policies.
pub fn subjects(
    project: &Project,
    identity: &Identity,
    deployment: &Deployment,
    managed: ManagedPolicies<'_>,
) -> Vec<Subject> {
    let worlds = worlds(project, identity);
    let several = worlds.len() > 1;
    let subject = |world: Guard| {
        let holds = |policy: &&AttachedPolicy| world.implies(&policy.guard);
        let held = |policy: &AttachedPolicy| held(policy, deployment, managed);
        Subject {
            name: project.full_name(&identity.resource),
            caller: Caller {
                principal: Principal::Aws(deployment.text(&identity.cloud_name).to_string()),
                unique_id: None,
                tags: std::collections::BTreeMap::new(),
            },
            policies: identity.policies.iter().filter(holds).filter_map(held).collect(),
            boundary: identity.boundary.as_ref().filter(holds).and_then(held),
            trust: identity.trust.as_ref().map(|trust| Held {
                name: Arc::from("trust policy"),
                arn: None,
                via: Via::Inline,
                document: Some(Arc::new(deployment.document(trust))),
                origin: trust.origin.clone(),
            }),
            is_assumed: false,
            only_if: if several { told(project, identity, &world) } else { None },
        }
    };
    worlds.into_iter().map(subject).collect()
}

/// A world in words: what holds in it or, for the one in which nothing special does, what does not.
fn told(project: &Project, identity: &Identity, world: &Guard) -> Option<String> {
    project.only_if(world).or_else(|| {
        let guards: BTreeSet<&Guard> = identity.policies.iter().map(|policy| &policy.guard).collect();
        let absent =
            guards.into_iter().filter(|guard| !world.implies(guard)).filter_map(|guard| project.only_if(guard));
        let absent: Vec<String> = absent.map(|guard| format!("not {guard}")).collect();
        (!absent.is_empty()).then(|| absent.join(" and "))
    })
}

/// The deployments that policies of an identity depend on: the one in which only what always holds is there, and those
/// that their guards name. Guards are joined as far as they do not contradict each other. Of two guards of which one
/// always holds, a world must have one.
fn worlds(project: &Project, identity: &Identity) -> Vec<Guard> {
    let own = &identity.guard;
    let guards: BTreeSet<&Guard> =
        identity.policies.iter().chain(&identity.boundary).map(|policy| &policy.guard).collect();
    let mut worlds = vec![own.clone()];
    let guards: Vec<&Guard> = guards.into_iter().filter(|guard| !own.implies(guard)).collect();
    for guard in &guards {
        for world in worlds.clone() {
            match world.and(guard) {
                Some(joined) if worlds.len() < MOST_WORLDS && !worlds.contains(&joined) => worlds.push(joined),
                _ => {}
            }
        }
    }
    let is_choice = |a: &Guard, b: &Guard| project.symbols.merge(a, b).is_some_and(|either| own.implies(&either));
    worlds.retain(|world| {
        let open = |a: &&Guard| !world.implies(a) && guards.iter().any(|b| is_choice(a, b) && !world.implies(b));
        !guards.iter().any(open)
    });
    worlds
}

fn held(policy: &AttachedPolicy, deployment: &Deployment, managed: ManagedPolicies<'_>) -> Option<Held> {
    let (name, arn, document, via) = match &policy.body {
        PolicyBody::Document(document) => (Arc::from(""), None, Some(deployment.document(document)), Via::Inline),
        PolicyBody::Named(name) => {
            let short = name.rsplit('/').next().map_or_else(|| Arc::clone(name), Arc::from);
            let arn = name.starts_with("arn:").then(|| Arc::clone(name));
            (short, arn, managed(name, &policy.origin), Via::Attached)
        }
        // Roles on scopes belong to other clouds and speak no IAM.
        PolicyBody::Role { .. } => return None,
    };
    Some(Held { name, arn, via, document: document.map(Arc::new), origin: policy.origin.clone() })
}

/// The ARN of what a person calls by its logical id: a store or a function. An ARN, or `*`, stays.
pub fn resource_of(project: &Project, wanted: &str) -> Option<Arc<str>> {
    let stores = project.stores.iter().map(|store| (&store.resource, &store.cloud_name));
    let functions = project.functions.iter().map(|function| (&function.resource, &function.cloud_name));
    let identities = project.identities.iter().map(|identity| (&identity.resource, &identity.cloud_name));
    let mut all = stores.chain(functions).chain(identities);
    let found = all.find(|(resource, _)| *resource.name == *wanted || project.full_name(resource) == wanted);
    found.map(|(_, arn)| Arc::clone(arn))
}

/// The policies that the templates put on a resource, as one; `resource` is an ARN with holes or without.
pub fn resource_policy(project: &Project, resource: &str, deployment: &Deployment) -> Option<PolicyDocument> {
    let is_on = |on: &PolicyTarget| {
        let name = match on {
            PolicyTarget::Function(id) => project.function(*id).map(|function| &function.cloud_name),
            PolicyTarget::Store(id) => project.store(*id).map(|store| &store.cloud_name),
            PolicyTarget::Api(_) | PolicyTarget::Identity(_) | PolicyTarget::Elsewhere => None,
        };
        name.is_some_and(|name| {
            let name = deployment.text(name);
            // Objects lie under the ARN of their bucket.
            resource == &*name || resource.strip_prefix(&*name).is_some_and(|rest| rest.starts_with('/'))
        })
    };
    let mut policies =
        project.resource_policies.iter().filter(|policy| is_on(&policy.on)).map(|policy| &policy.document);
    let mut joined = deployment.document(policies.next()?);
    for policy in policies {
        joined.statements.extend(deployment.document(policy).statements);
    }
    Some(joined)
}
