//! Who reaches a route, a function URL or a GraphQL endpoint.

use finding::Step;
use model::{
    Api, ApiId, ApiStyle, Auth, AuthorizerKind, Entry, EntryExposure, Guard, Network, PolicyTarget, Project, Reach,
    ResourcePolicy,
};
use policy::{PrincipalReach, PublicGrant};

use crate::grants::Grants;
use crate::{answer, step};

/// The exposure of an entry that a gateway serves.
pub(crate) fn exposure(project: &Project, grants: &Grants<'_>, entry: &Entry) -> EntryExposure {
    let mut answers = Vec::new();
    let api = entry.api.and_then(|id| Some((id, project.api(id)?)));
    for stated in &entry.auth.alternatives {
        let (reach, reason) = match &stated.value {
            Ok(auth) => asked(api.map(|(_, api)| api), auth),
            Err(unknown) => (Reach::Unknown, format!("what it asks for is not known: {}", unknown.message)),
        };
        let because = vec![step(&stated.origin, reason)];
        match api {
            Some((id, api)) => {
                let before = Decision { guard: stated.guard.clone(), reach, because };
                for decision in through_gateway(grants, id, api, entry, before) {
                    answer(&mut answers, &[&entry.guard, &decision.guard], decision.reach, decision.because);
                }
            }
            None => answer(&mut answers, &[&entry.guard, &stated.guard], reach, because),
        }
    }
    if answers.is_empty() {
        let because = vec![step(&entry.origin, "what it asks for is not stated")];
        answer(&mut answers, &[&entry.guard], Reach::Unknown, because);
    }
    EntryExposure { answers }
}

/// An answer on its way through the gateway.
#[derive(Clone)]
struct Decision {
    guard: Guard,
    reach: Reach,
    because: Vec<Step>,
}

impl Decision {
    /// The decision when something lets through only who satisfies `reach`.
    fn narrowed(&self, guard: &Guard, reach: Reach, reason: Step) -> Option<Self> {
        let mut because = self.because.clone();
        because.push(reason);
        Some(Self { guard: self.guard.and(guard)?, reach: self.reach.min(reach), because })
    }
}

/// What an `Auth` asks for at the door itself.
fn asked(api: Option<&Api>, auth: &Auth) -> (Reach, String) {
    match auth {
        Auth::None => (Reach::Public, "it asks for no credentials".to_owned()),
        Auth::ApiKey => (Reach::KeyOnly, "it asks for an API key only, which identifies no one".to_owned()),
        Auth::Iam => (Reach::Authenticated, "it asks for an identity of the cloud".to_owned()),
        Auth::Authorizer(name) => {
            let authorizer = api.and_then(|api| api.authorizers.iter().find(|authorizer| authorizer.name == *name));
            match authorizer.map(|authorizer| &authorizer.kind) {
                Some(AuthorizerKind::ApiKey) => (Reach::KeyOnly, format!("`{name}` is an API key only")),
                _ => (Reach::Authenticated, format!("authorizer `{name}` checks the caller")),
            }
        }
    }
}

fn through_gateway(grants: &Grants<'_>, id: ApiId, api: &Api, entry: &Entry, before: Decision) -> Vec<Decision> {
    let front = each(&api.front_auth, &before, |required, origin| {
        required.then(|| (Reach::Authenticated, step(origin, "the platform authenticates every request first")))
    });
    let certificates = front.iter().flat_map(|decision| {
        each(&api.client_certificate, decision, |required, origin| {
            let only_door = api.default_endpoint_disabled.first() == Some(&true);
            (*required && only_door).then(|| (Reach::Authenticated, step(origin, "callers show a client certificate")))
        })
    });
    let network = certificates.flat_map(|decision| {
        each(&api.network, &decision, |network, origin| {
            (*network == Network::Private)
                .then(|| (Reach::Private, step(origin, "the gateway stands in a private network")))
        })
    });
    network.flat_map(|decision| policies(grants, id, api, entry, &decision)).collect()
}

/// One decision for each alternative of a property; alternatives that do not narrow keep it.
fn each<T>(
    property: &model::Property<T>,
    before: &Decision,
    narrows: impl Fn(&T, &source::Origin) -> Option<(Reach, Step)>,
) -> Vec<Decision> {
    if !property.is_set() {
        return vec![before.clone()];
    }
    let decisions = property.alternatives.iter().filter_map(|alternative| {
        let narrowed = alternative.value.as_ref().ok().and_then(|value| narrows(value, &alternative.origin));
        match narrowed {
            Some((reach, reason)) => before.narrowed(&alternative.guard, reach, reason),
            None => Some(Decision { guard: before.guard.and(&alternative.guard)?, ..before.clone() }),
        }
    });
    decisions.collect()
}

/// The gateway's own policy: it can keep strangers out, and for the platform's identities it can let them in.
fn policies(grants: &Grants<'_>, id: ApiId, api: &Api, entry: &Entry, before: &Decision) -> Vec<Decision> {
    let mut decided = Vec::new();
    for (policy, grants) in grants.on(PolicyTarget::Api(id)) {
        let anyone = grants.iter().find(|grant| grant.principal == PrincipalReach::Anyone);
        match anyone {
            Some(grant) if api.style == ApiStyle::Platform && entry_is_iam(entry) => {
                let reason = step(&grant.principal_origin, "its policy lets anyone in");
                let mut because = before.because.clone();
                because.push(reason);
                let guard = before.guard.and(&policy.guard);
                let reach = if before.reach == Reach::Private { Reach::Private } else { Reach::Public };
                decided.extend(guard.map(|guard| Decision { guard, reach, because }));
            }
            Some(grant) if only_at_times(policy, grant) => {
                let reason = step(&grant.statement, "its policy lets anyone in, but only at certain times");
                decided.extend(before.narrowed(&policy.guard, Reach::Unknown, reason));
            }
            Some(_) => {
                decided.extend(before.guard.and(&policy.guard).map(|guard| Decision { guard, ..before.clone() }));
            }
            None if grants.iter().any(is_undecided) => {
                let reason = step(&policy.origin, "whom the gateway's policy admits was not decided");
                decided.extend(before.narrowed(&policy.guard, Reach::Unknown, reason));
            }
            None if api.style == ApiStyle::Platform => {
                decided.extend(before.guard.and(&policy.guard).map(|guard| Decision { guard, ..before.clone() }));
            }
            None => {
                let reason = step(&policy.origin, "the gateway's policy admits only some callers");
                decided.extend(before.narrowed(&policy.guard, Reach::Private, reason));
            }
        }
    }
    if decided.is_empty() { vec![before.clone()] } else { decided }
}

fn is_undecided(grant: &PublicGrant) -> bool {
    matches!(grant.principal, PrincipalReach::Undecided(_))
}

/// Whether a grant speaks of the clock: then nobody may be let in any more, or not yet.
fn only_at_times(policy: &ResourcePolicy, grant: &PublicGrant) -> bool {
    let statement = policy.document.statements.get(grant.index);
    let mut keys =
        statement.into_iter().flat_map(|statement| &statement.conditions).map(|condition| &condition.key.value);
    keys.any(|key| key.eq_ignore_ascii_case("aws:CurrentTime") || key.eq_ignore_ascii_case("aws:EpochTime"))
}

fn entry_is_iam(entry: &Entry) -> bool {
    entry.auth.known().any(|(_, auth, _)| *auth == Auth::Iam)
}
