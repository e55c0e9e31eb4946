//! May somebody do this? The decision of AWS for one request, the statements that made it, and what would change it.

mod context;
mod effective;
mod reasons;

use std::collections::BTreeMap;
use std::sync::Arc;

use policy::decide::{Cap, Domain, Space};
use policy::{Context, ContextValue, Outcome, Policies, PolicyDocument, PolicyKind, Request, evaluate};

use crate::Subject;

pub use context::day;
pub use effective::Effective;
pub use reasons::{Reason, Role};

/// What is asked.
#[derive(Debug, Clone)]
pub struct Question {
    /// The action, such as `s3:GetObject`.
    pub action: String,
    /// The resource's ARN, or `*`.
    pub resource: String,
    /// The account the resource lies in, where its ARN does not say it.
    pub resource_account: Option<String>,
    /// The keys of the request that the asker knows; `None` when nothing was said about them, and then every key that AWS
    /// does not set by itself may be anything.
    pub context: Option<Context>,
    /// The day on which it is asked, `YYYY-MM-DD`.
    pub as_of: String,
}

/// The policies that bear on a request beside those of the subject.
#[derive(Debug, Clone, Default)]
pub struct Surroundings {
    /// The policy on the resource.
    pub resource: Option<Arc<PolicyDocument>>,
    /// The policies that the session was made with, if it was made with some.
    pub session: Option<Vec<Arc<PolicyDocument>>>,
    /// The policies of the VPC endpoint that the request comes through, if it does.
    pub endpoint: Option<Vec<Arc<PolicyDocument>>>,
    /// Service control policies, level by level from the root to the account.
    pub service_control: Vec<Vec<Arc<PolicyDocument>>>,
    /// Resource control policies, level by level from the root to the account.
    pub resource_control: Vec<Vec<Arc<PolicyDocument>>>,
}

/// The answer to one question about one subject.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The answer in short.
    pub verdict: Verdict,
    /// The request that was decided: the one asked about, or one that shows what the verdict says.
    pub request: Request,
    /// The statements that made the decision, or that nearly did.
    pub reasons: Vec<Reason>,
    /// The kinds of policies that would have had to allow and did not.
    pub missing: Vec<PolicyKind>,
    /// Whether the policy of the resource was looked at.
    pub knows_resource_policy: bool,
    /// A request that is allowed, when the one asked about is not, or not always.
    pub allowed: Option<Example>,
    /// A request that is not allowed, when the one asked about is, but not always.
    pub refused: Option<Example>,
    /// Of the actions that a pattern means and that exist: those that are allowed, at least sometimes, and those that
    /// never are. Empty when the question names one action.
    pub actions: Sorted,
}

/// Actions by whether they are allowed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sorted {
    /// Allowed, whatever else the request says.
    pub allowed: Vec<String>,
    /// Allowed on some of the resources or under some contexts.
    pub sometimes: Vec<String>,
    /// Never allowed.
    pub refused: Vec<String>,
}

/// One of the requests that a question leaves open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// Its action.
    pub action: String,
    /// Its resource.
    pub resource: String,
    /// The keys that matter, beyond those that were given.
    pub context: BTreeMap<String, ContextValue>,
}

/// The answer in short.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is allowed; without a given context: whatever else the request says.
    Allowed,
    /// It is not allowed; without a given context: whatever else the request says.
    Refused(Outcome),
    /// It depends on keys of the request that were not given, or on which of the actions and resources is meant.
    Depends,
    /// The search for such keys reached this cap; what is known is how the request fares without them.
    Undecided(Cap),
}

impl Surroundings {
    /// What of them binds a subject: the policies of an organisation bind no service-linked role ("Service control policies"
    /// and "Resource control policies" in the AWS Organizations user guide).
    fn around(&self, subject: &Subject) -> Self {
        let name = match &subject.caller.principal {
            policy::Principal::Aws(arn) => policy::Arn::parse(arn).map(|arn| arn.resource),
            _ => None,
        };
        let linked = ["role/aws-service-role/", "assumed-role/AWSServiceRoleFor"];
        match name.is_some_and(|name| linked.iter().any(|prefix| name.starts_with(prefix))) {
            true => Self { service_control: Vec::new(), resource_control: Vec::new(), ..self.clone() },
            false => self.clone(),
        }
    }
}

impl Question {
    /// Whether it is about many actions or resources: wildcards stand in one of them. `*` is the only resource of an
    /// action that knows none.
    pub fn is_about_many(&self) -> bool {
        let has_wildcard = |text: &str| text.contains(['*', '?']);
        has_wildcard(&self.action) || (has_wildcard(&self.resource) && !self.is_without_resources())
    }

    fn is_without_resources(&self) -> bool {
        self.resource == "*"
            && service_reference::action(&self.action).is_none_or(service_reference::Action::is_without_resources)
    }
}

/// More actions than this are not asked about one by one.
const MOST_ACTIONS: usize = 2_000;

/// Answers a question about a subject. A pattern of actions is asked about action by action, for those that exist.
pub fn can(subject: &Subject, surroundings: &Surroundings, question: &Question) -> Answer {
    let surroundings = &surroundings.around(subject);
    let actions: Vec<String> = match question.action.contains(['*', '?']) {
        true => {
            service_reference::actions_matching(&question.action).map(service_reference::Action::full_name).collect()
        }
        false => Vec::new(),
    };
    if actions.is_empty() || actions.len() > MOST_ACTIONS {
        return one(subject, surroundings, question);
    }
    let mut sorted = Sorted::default();
    let mut answers = Vec::new();
    for action in actions {
        let answer = one(subject, surroundings, &Question { action: action.clone(), ..question.clone() });
        match answer.verdict {
            Verdict::Allowed => sorted.allowed.push(action),
            Verdict::Refused(_) => sorted.refused.push(action),
            Verdict::Depends | Verdict::Undecided(_) => sorted.sometimes.push(action),
        }
        answers.push(answer);
    }
    joined(answers, sorted)
}

/// The answer about several actions: as each of them if they agree, else that it depends; shown by the most telling one.
fn joined(answers: Vec<Answer>, sorted: Sorted) -> Answer {
    let rank = |answer: &&Answer| match answer.verdict {
        Verdict::Allowed => 0,
        Verdict::Depends => 1,
        Verdict::Undecided(_) => 2,
        Verdict::Refused(Outcome::ExplicitDeny) => 3,
        Verdict::Refused(_) => 4,
    };
    let kind = |answer: &Answer| std::mem::discriminant(&answer.verdict);
    let is_one = answers.iter().zip(answers.iter().skip(1)).all(|(one, next)| kind(one) == kind(next));
    let Some(mut told) = answers.iter().min_by_key(rank).cloned() else { return nothing(sorted) };
    if !is_one {
        told.verdict = answers
            .iter()
            .find_map(|answer| Some(answer.verdict).filter(|verdict| matches!(verdict, Verdict::Undecided(_))))
            .unwrap_or(Verdict::Depends);
    }
    Answer { actions: sorted, ..told }
}

/// The answer to a question about no action at all.
fn nothing(actions: Sorted) -> Answer {
    let request = Request {
        principal: policy::Principal::Anonymous,
        action: String::new(),
        resource: String::new(),
        resource_account: None,
        context: Context::new(),
    };
    let verdict = Verdict::Refused(Outcome::ImplicitDeny);
    Answer {
        verdict,
        request,
        reasons: Vec::new(),
        missing: Vec::new(),
        knows_resource_policy: false,
        allowed: None,
        refused: None,
        actions,
    }
}

/// Answers a question about one action, or about a pattern as a whole.
fn one(subject: &Subject, surroundings: &Surroundings, question: &Question) -> Answer {
    let request = context::request(subject, question);
    let policies = policies(subject, surroundings, &question.action);
    let effective = Effective::of(&policies, &request);
    let decided = match &question.context {
        None if !question.is_about_many() && is_settled(subject, surroundings, &request) => {
            let outcome = evaluate(&policies, &request).outcome;
            let verdict = if outcome == Outcome::Allowed { Verdict::Allowed } else { Verdict::Refused(outcome) };
            Decided::plain(verdict, &request)
        }
        Some(_) if !question.is_about_many() => Decided::concrete(&policies, &request, &effective),
        Some(_) => Decided::over(&request, &effective, &closed(&policies, &request)),
        None => Decided::over(&request, &effective, &open(&request)),
    };
    let example = |found: Option<Request>, allowed: bool| {
        let found = found?;
        let context = context::telling(&policies, &request, &found, allowed);
        Some(Example { action: found.action, resource: found.resource, context })
    };
    Answer {
        verdict: match decided.verdict {
            Verdict::Allowed if subject.is_assumed => Verdict::Depends,
            verdict => verdict,
        },
        reasons: told_reasons(subject, surroundings, &decided),
        missing: missing(&policies, &decided),
        knows_resource_policy: surroundings.resource.is_some(),
        request: decided.shown,
        allowed: example(decided.allowed, true),
        refused: example(decided.refused, false),
        actions: Sorted::default(),
    }
}

/// The statements that decide: those of the request that is shown, and what denies the one that is refused.
fn told_reasons(subject: &Subject, surroundings: &Surroundings, decided: &Decided) -> Vec<Reason> {
    let mut told = reasons::reasons(subject, surroundings, &decided.shown);
    let refused = decided.refused.iter().flat_map(|refused| reasons::reasons(subject, surroundings, refused));
    for reason in refused.filter(|reason| reason.role == Role::Denies) {
        let is_same =
            |other: &Reason| (other.kind, &other.policy, other.number) == (reason.kind, &reason.policy, reason.number);
        match told.iter_mut().find(|other| is_same(other)) {
            Some(known) => *known = reason,
            None => told.push(reason),
        }
    }
    told.sort_by_key(|reason| reason.role);
    told
}

/// The kinds of policies that do not allow the request, when that is why it is refused.
fn missing(policies: &Policies<'_>, decided: &Decided) -> Vec<PolicyKind> {
    if decided.verdict != Verdict::Refused(Outcome::ImplicitDeny) {
        return Vec::new();
    }
    let found = evaluate(policies, &decided.shown).missing;
    if !found.is_empty() {
        return found;
    }
    // A Deny that matches the request as it stands hides what is missing in every request.
    effective::missing_without_denies(policies, &decided.shown)
}

/// Whether no key that is not set has a part in the decision, so that one evaluation is enough.
fn is_settled(subject: &Subject, surroundings: &Surroundings, request: &Request) -> bool {
    let mut keys = reasons::statements(subject, surroundings, &request.action).flat_map(crate::real::keys);
    keys.all(|key| request.context.get(key).is_some())
}

/// What the policies come to, before it is explained.
struct Decided {
    verdict: Verdict,
    /// The request to explain.
    shown: Request,
    allowed: Option<Request>,
    refused: Option<Request>,
}

impl Decided {
    fn plain(verdict: Verdict, request: &Request) -> Self {
        Self { verdict, shown: request.clone(), allowed: None, refused: None }
    }

    /// The request exactly as given; if it is refused, with what would have to be said beside what was said.
    fn concrete(policies: &Policies<'_>, request: &Request, effective: &Effective) -> Self {
        let outcome = evaluate(policies, request).outcome;
        if outcome == Outcome::Allowed {
            return Self::plain(Verdict::Allowed, request);
        }
        let allowed = effective.some_allowed(request, &open(request)).witness().cloned();
        Self { allowed, ..Self::plain(Verdict::Refused(outcome), request) }
    }

    /// Every request of the space.
    fn over(request: &Request, effective: &Effective, space: &Space) -> Self {
        use policy::decide::Answer::{No, Unknown, Yes};
        match (effective.some_allowed(request, space), effective.some_refused(request, space)) {
            (Yes, _) => Self::plain(Verdict::Refused(effective.refusal(request, space)), request),
            (_, Yes) => Self::plain(Verdict::Allowed, request),
            (No(allowed), No(refused)) => Self {
                verdict: Verdict::Depends,
                shown: (*allowed).clone(),
                allowed: Some(*allowed),
                refused: Some(*refused),
            },
            // Whoever asks wants to hear the danger: a request that is allowed.
            (No(allowed), Unknown(cap)) => Self {
                verdict: Verdict::Undecided(cap),
                shown: (*allowed).clone(),
                allowed: Some(*allowed),
                refused: None,
            },
            (Unknown(cap), _) => Self::plain(Verdict::Undecided(cap), request),
        }
    }
}

/// The policies that bear on a request, as the evaluator takes them.
fn policies<'a>(subject: &'a Subject, surroundings: &'a Surroundings, action: &str) -> Policies<'a> {
    let levels = |levels: &'a [Vec<Arc<PolicyDocument>>]| {
        levels.iter().map(|level| level.iter().map(|document| &**document).collect()).collect()
    };
    Policies {
        identity: subject.policies.iter().filter_map(|held| held.document.as_deref()).collect(),
        // A boundary whose document is not known limits nothing that could be told; it is said apart.
        boundary: subject.boundary.as_ref().and_then(|held| held.document.as_deref()).map(|document| vec![document]),
        session: surroundings.session.as_ref().map(|own| own.iter().map(|document| &**document).collect()),
        resource: surroundings.resource.as_deref(),
        service_control: levels(&surroundings.service_control),
        resource_control: if is_controlled(action) { levels(&surroundings.resource_control) } else { Vec::new() },
        endpoint: surroundings.endpoint.as_ref().map(|own| own.iter().map(|document| &**document).collect()),
    }
}

/// Whether resource control policies hold for the resources of an action's service.
fn is_controlled(action: &str) -> bool {
    let service = action.split(':').next().and_then(service_reference::service);
    service.is_none_or(service_reference::Service::has_resource_control)
}

/// The requests with the keys that AWS or the asker sets; every other key is open.
fn open(request: &Request) -> Space {
    let keys = request.context.iter().map(|(key, value)| (key.to_owned(), Domain::OneOf(vec![Some(value.clone())])));
    let mut space = Space { keys: keys.collect(), ..Space::aws() };
    // Only users have a user name.
    if request.context.single("aws:PrincipalType") == Some("AssumedRole") {
        space.keys.entry("aws:username".to_owned()).or_insert_with(|| Domain::OneOf(vec![None]));
    }
    space
}

/// The requests with exactly the keys that AWS or the asker sets.
fn closed(policies: &Policies<'_>, request: &Request) -> Space {
    let mut space = open(request);
    for key in reasons::spellings(policies).into_keys() {
        space.keys.entry(key).or_insert_with(|| Domain::OneOf(vec![None]));
    }
    space
}
