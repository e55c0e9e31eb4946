//! The verdict of each kind of policy, and the decision they make together.

use super::inquiry::Inquiry;
use super::platform;
use super::principal::Closeness;
use super::requirement::Requirement;
use super::statement::{Match, Place, matching};
use super::{DecidingStatement, Decision, Outcome, Policies, PolicyKind};
use crate::document::{Effect, PolicyDocument};
use crate::request::{ArnKind, Principal};

/// What the policies of one kind (or one level of an organisation) say.
pub(super) struct Verdict<'a> {
    kind: PolicyKind,
    matches: Vec<Match<'a>>,
}

/// What all policies say of one question.
pub(super) struct Verdicts<'a> {
    inquiry: &'a Inquiry<'a>,
    identity: Verdict<'a>,
    resource: Option<Verdict<'a>>,
    boundary: Option<Verdict<'a>>,
    session: Option<Verdict<'a>>,
    /// Levels of both organisation policies, and the endpoint: each must let the request through.
    limits: Vec<Verdict<'a>>,
}

/// A grant that was looked for: what was missing for it, and under what it stands.
struct Grant {
    missing: Vec<PolicyKind>,
    under: Requirement,
}

/// The ways to a grant for a principal of AWS, each with under what it is open.
struct Ways {
    /// By the resource policy alone, within the limits that hold for each of its statements.
    by_resource: Requirement,
    /// Whether the resource policy grants, the limits apart.
    is_granted_by_resource: bool,
    /// That the resource lets the principal's account decide.
    trust: Requirement,
    /// By the principal's own policies, where the resource lets its account decide.
    by_identity: Requirement,
}

impl<'a> Verdicts<'a> {
    pub(super) fn new(policies: &Policies<'a>, inquiry: &'a Inquiry<'a>) -> Self {
        let has_boundary = policies.boundary.is_some();
        let verdict = |kind, level, documents: &[&'a PolicyDocument]| Verdict {
            kind,
            matches: documents
                .iter()
                .enumerate()
                .flat_map(|(document, one)| {
                    matching(one, Place { kind, level, document, index: 0 }, inquiry, has_boundary)
                })
                .collect(),
        };
        let levels = |kind, levels: &[Vec<&'a PolicyDocument>]| -> Vec<Verdict<'a>> {
            levels.iter().enumerate().map(|(level, documents)| verdict(kind, level, documents)).collect()
        };
        let mut limits = Vec::new();
        // Service control policies bind principals of the organisation only.
        if matches!(inquiry.request.principal, Principal::Aws(_)) {
            limits.extend(levels(PolicyKind::ServiceControl, &policies.service_control));
        }
        limits.extend(levels(PolicyKind::ResourceControl, &policies.resource_control));
        limits.extend(policies.endpoint.as_ref().map(|documents| verdict(PolicyKind::Endpoint, 0, documents)));
        Self {
            inquiry,
            identity: verdict(PolicyKind::Identity, 0, &policies.identity),
            resource: policies.resource.map(|document| verdict(PolicyKind::Resource, 0, &[document])),
            boundary: policies.boundary.as_ref().map(|documents| verdict(PolicyKind::Boundary, 0, documents)),
            session: policies.session.as_ref().map(|documents| verdict(PolicyKind::Session, 0, documents)),
            limits,
        }
    }

    pub(super) fn decide(&self) -> Decision {
        let request = self.inquiry.request;
        let open = self.all().flat_map(|verdict| &verdict.matches).flat_map(Match::open_conditions).collect();
        let decision = |outcome, statements, missing, under| Decision {
            outcome,
            statements,
            missing,
            blocked: Vec::new(),
            under,
            open,
        };
        if platform::is_free(request) {
            return decision(Outcome::Allowed, Vec::new(), Vec::new(), Requirement::Always);
        }
        let denies = self.collect(|found| found.surely_denies());
        if !denies.is_empty() {
            let denied = decision(Outcome::ExplicitDeny, denies, Vec::new(), Requirement::Never);
            return Decision { blocked: self.blocked(), ..denied };
        }
        let grant = self.grant();
        let mut missing = grant.missing;
        missing.extend(self.limits.iter().filter(|limit| !limit.allows()).map(|limit| limit.kind));
        missing.sort_unstable();
        missing.dedup();
        if missing.is_empty() && !platform::is_refused(request) {
            let under = self.under(grant.under);
            return decision(Outcome::Allowed, self.collect(|found| found.allows()), missing, under);
        }
        let denied = decision(Outcome::ImplicitDeny, Vec::new(), missing, Requirement::Never);
        Decision { blocked: self.blocked(), ..denied }
    }

    /// The way to a grant, apart from what only limits.
    fn grant(&self) -> Grant {
        match self.inquiry.request.principal {
            Principal::Aws(_) => self.grant_to_aws(),
            // Strangers, services and token holders have no policies of their own.
            _ => match self.resource_grants(|found| found.closeness == Closeness::Itself) {
                Requirement::Never => Grant { missing: vec![PolicyKind::Resource], under: Requirement::Never },
                under => Grant { missing: Vec::new(), under },
            },
        }
    }

    fn grant_to_aws(&self) -> Grant {
        let ways = self.ways();
        let limits = || [&self.boundary, &self.session].into_iter().flatten();
        let limited = Requirement::all(limits().map(Verdict::under));
        let under = Requirement::any([ways.by_resource, Requirement::all([ways.by_identity, limited])]);
        if under != Requirement::Never {
            return Grant { missing: Vec::new(), under };
        }
        let mut missing: Vec<PolicyKind> = limits().filter(|limit| !limit.allows()).map(|limit| limit.kind).collect();
        if !ways.is_granted_by_resource {
            missing.extend((!self.identity.allows()).then_some(PolicyKind::Identity));
            missing.extend((ways.trust == Requirement::Never).then_some(PolicyKind::Resource));
        }
        Grant { missing, under }
    }

    fn ways(&self) -> Ways {
        let same_account = self.inquiry.request.is_same_account();
        let trust = self.resource_trusts_account(same_account);
        let granting = || self.granting(|found| same_account && found.closeness >= Closeness::Behind);
        Ways {
            by_resource: Requirement::any(granting().map(|found| self.within_limits(found))),
            is_granted_by_resource: granting().next().is_some(),
            by_identity: Requirement::all([trust.clone(), self.identity.under()]),
            trust,
        }
    }

    /// Under what a statement of the resource policy grants within boundary and session policy, as far as they hold for it.
    fn within_limits(&self, found: &Match<'_>) -> Requirement {
        let boundary = self.boundary.as_ref().filter(|_| !self.passes_boundary(found));
        let session = self.session.as_ref().filter(|_| !passes_session(found));
        let limits = [boundary, session].into_iter().flatten().map(Verdict::under);
        Requirement::all([found.requirement()].into_iter().chain(limits))
    }

    /// Whether a boundary does not limit what the statement grants: it names the principal itself or everyone. A grant to
    /// a role stays within its boundary.
    fn passes_boundary(&self, found: &Match<'_>) -> bool {
        let is_role = self.inquiry.request.principal.arn_kind() == ArnKind::Role;
        found.closeness == Closeness::Itself && (!is_role || !found.sessions.is_empty() || names_everyone(found))
    }

    /// Under what the resource lets the principal's account decide: always in its own account unless its policy is
    /// mandatory, elsewhere only by an Allow.
    fn resource_trusts_account(&self, same_account: bool) -> Requirement {
        if same_account && !self.resource_policy_is_mandatory() {
            return Requirement::Always;
        }
        if !same_account {
            return self.resource_grants(|_| true);
        }
        // A Deny beside it decides by itself.
        let matches = self.resource.iter().flat_map(|resource| &resource.matches);
        let trusting = matches.filter(|found| found.allows() && found.closeness == Closeness::Account);
        Requirement::any(trusting.map(Match::requirement))
    }

    /// A role's trust policy and a key's policy decide also within the account.
    fn resource_policy_is_mandatory(&self) -> bool {
        let request = self.inquiry.request;
        let service = request.service();
        if service.eq_ignore_ascii_case("kms") {
            return request.resource.split(':').nth(5).is_some_and(|resource| resource.starts_with("key/"));
        }
        let is_role = request.resource.split(':').nth(5).is_some_and(|resource| resource.starts_with("role/"));
        service.eq_ignore_ascii_case("sts") && (is_role || self.resource.is_some())
    }

    /// Under what one of the allowing statements of the resource policy that `counts` grants.
    fn resource_grants(&self, counts: impl Fn(&Match<'_>) -> bool) -> Requirement {
        Requirement::any(self.granting(counts).map(Match::requirement))
    }

    /// The allowing statements of the resource policy that `counts`; none when it denies.
    fn granting(&self, counts: impl Fn(&Match<'_>) -> bool) -> impl Iterator<Item = &Match<'a>> {
        let resource = self.resource.iter().filter(|resource| !resource.denies());
        resource.flat_map(|resource| &resource.matches).filter(move |found| found.allows() && counts(found))
    }

    /// Under what a request that has its grant is allowed.
    fn under(&self, grant: Requirement) -> Requirement {
        let limits = self.limits.iter().map(Verdict::under);
        let denies = self.all().flat_map(|verdict| &verdict.matches).filter(|found| found.effect == Effect::Deny);
        Requirement::all([grant].into_iter().chain(limits).chain(denies.map(Match::escape)))
    }

    /// The kinds that hold back a request which has its grant; empty when it has none.
    fn blocked(&self) -> Vec<PolicyKind> {
        let is_open = |under: &Requirement| *under != Requirement::Never;
        let mut blocked = Vec::new();
        if let Principal::Aws(_) = self.inquiry.request.principal {
            let ways = self.ways();
            let same_account = self.inquiry.request.is_same_account();
            let passes = |limit: &Verdict<'_>| {
                self.granting(|_| same_account).any(|found| match limit.kind {
                    PolicyKind::Boundary => self.passes_boundary(found),
                    _ => passes_session(found),
                })
            };
            let in_session = self.session.as_ref().is_none_or(|session| session.allows() || passes(session));
            if !in_session || !(ways.is_granted_by_resource || is_open(&ways.by_identity)) {
                return blocked;
            }
            let holds_back = |limit: &Verdict<'_>| limit.denies() || !(limit.allows() || passes(limit));
            let limits = [&self.boundary, &self.session].into_iter().flatten();
            blocked.extend(limits.filter(|limit| holds_back(limit)).map(|limit| limit.kind));
        } else if !is_open(&self.resource_grants(|found| found.closeness == Closeness::Itself)) {
            return blocked;
        }
        let granting = [Some(&self.identity), self.resource.as_ref()].into_iter().flatten();
        blocked.extend(granting.filter(|verdict| verdict.denies()).map(|verdict| verdict.kind));
        blocked.extend(self.limits.iter().filter(|limit| !limit.allows()).map(|limit| limit.kind));
        blocked.sort_unstable();
        blocked.dedup();
        blocked
    }

    fn all(&self) -> impl Iterator<Item = &Verdict<'a>> {
        let single = [self.session.as_ref(), Some(&self.identity), self.resource.as_ref(), self.boundary.as_ref()];
        single.into_iter().flatten().chain(&self.limits)
    }

    fn collect(&self, wanted: impl Fn(&Match<'_>) -> bool) -> Vec<DecidingStatement> {
        let found = self.all().flat_map(|verdict| &verdict.matches).filter(|found| wanted(found));
        let mut statements: Vec<DecidingStatement> = found.map(Match::deciding).collect();
        statements.sort_by_key(|statement| statement.kind);
        statements
    }
}

/// Whether a session policy does not limit what the statement grants: it names the session itself.
fn passes_session(found: &Match<'_>) -> bool {
    let is_named = found.statement.principal.as_ref().is_some_and(|element| !element.negated);
    is_named && found.closeness == Closeness::Itself && !names_everyone(found)
}

fn names_everyone(found: &Match<'_>) -> bool {
    let entries = found.statement.principal.iter().filter(|element| !element.negated);
    entries.flat_map(|element| &element.patterns).any(|entry| entry.value.is_everyone())
}

impl Verdict<'_> {
    fn denies(&self) -> bool {
        self.matches.iter().any(Match::surely_denies)
    }

    fn allows(&self) -> bool {
        !self.denies() && self.matches.iter().any(Match::allows)
    }

    /// Under what it lets the request through, apart from denies that depend on what is not known.
    fn under(&self) -> Requirement {
        if self.denies() {
            return Requirement::Never;
        }
        Requirement::any(self.matches.iter().filter(|found| found.allows()).map(Match::requirement))
    }
}
