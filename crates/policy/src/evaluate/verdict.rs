//! The verdict of each kind of policy, and the decision they make together.

use super::platform;
use super::principal::Closeness;
use super::statement::{Match, matching};
use super::{DecidingStatement, Decision, Outcome, Policies, PolicyKind};
use crate::document::{Effect, PolicyDocument};
use crate::request::{ArnKind, Principal, Request};

/// What the policies of one kind (or one level of an organisation) say.
struct Verdict<'a> {
    kind: PolicyKind,
    matches: Vec<Match<'a>>,
}

/// What all policies say of one request.
pub(super) struct Verdicts<'a> {
    request: &'a Request,
    identity: Verdict<'a>,
    resource: Option<Verdict<'a>>,
    boundary: Option<Verdict<'a>>,
    session: Option<Verdict<'a>>,
    /// Levels of both organisation policies, and the endpoint: each must let the request through.
    limits: Vec<Verdict<'a>>,
}

impl<'a> Verdicts<'a> {
    pub(super) fn new(policies: &Policies<'a>, request: &'a Request) -> Self {
        let has_boundary = policies.boundary.is_some();
        let verdict = |kind, documents: &[&'a PolicyDocument]| Verdict {
            kind,
            matches: documents.iter().flat_map(|document| matching(document, kind, request, has_boundary)).collect(),
        };
        let levels = |kind, levels: &[Vec<&'a PolicyDocument>]| -> Vec<Verdict<'a>> {
            levels.iter().map(|documents| verdict(kind, documents)).collect()
        };
        let mut limits = Vec::new();
        // Service control policies bind principals of the organisation only.
        if matches!(request.principal, Principal::Aws(_)) {
            limits.extend(levels(PolicyKind::ServiceControl, &policies.service_control));
        }
        limits.extend(levels(PolicyKind::ResourceControl, &policies.resource_control));
        limits.extend(policies.endpoint.as_ref().map(|documents| verdict(PolicyKind::Endpoint, documents)));
        Self {
            request,
            identity: verdict(PolicyKind::Identity, &policies.identity),
            resource: policies.resource.map(|document| verdict(PolicyKind::Resource, &[document])),
            boundary: policies.boundary.as_ref().map(|documents| verdict(PolicyKind::Boundary, documents)),
            session: policies.session.as_ref().map(|documents| verdict(PolicyKind::Session, documents)),
            limits,
        }
    }

    pub(super) fn decide(&self) -> Decision {
        if platform::is_free(self.request) {
            return Decision { outcome: Outcome::Allowed, statements: Vec::new(), missing: Vec::new() };
        }
        let denies = self.collect(Effect::Deny);
        if !denies.is_empty() {
            return Decision { outcome: Outcome::ExplicitDeny, statements: denies, missing: Vec::new() };
        }
        let mut missing = self.missing_grant();
        missing.extend(self.limits.iter().filter(|limit| !limit.allows()).map(|limit| limit.kind));
        missing.sort_unstable();
        missing.dedup();
        if missing.is_empty() && !platform::is_refused(self.request) {
            return Decision { outcome: Outcome::Allowed, statements: self.collect(Effect::Allow), missing };
        }
        Decision { outcome: Outcome::ImplicitDeny, statements: Vec::new(), missing }
    }

    /// The kinds that would have had to grant and did not; empty when the request has its grant.
    fn missing_grant(&self) -> Vec<PolicyKind> {
        match self.request.principal {
            Principal::Aws(_) => self.missing_for_aws(),
            // Strangers, services and token holders have no policies of their own.
            _ if self.resource_grants(Closeness::Itself) => Vec::new(),
            _ => vec![PolicyKind::Resource],
        }
    }

    fn missing_for_aws(&self) -> Vec<PolicyKind> {
        let same_account = self.request.is_same_account();
        if same_account && self.resource_grants_past_limits() {
            return Vec::new();
        }
        let mut missing = Vec::new();
        let limits = [&self.boundary, &self.session];
        missing.extend(limits.into_iter().flatten().filter(|limit| !limit.allows()).map(|limit| limit.kind));
        let by_resource = same_account && self.resource_grants(Closeness::Behind);
        if !by_resource && !self.identity.allows() {
            missing.push(PolicyKind::Identity);
        }
        if !by_resource && !self.resource_trusts_account(same_account) {
            missing.push(PolicyKind::Resource);
        }
        missing
    }

    /// Whether the resource policy grants to the principal itself so that boundary and session do not limit it: to a
    /// user, a session or everyone. A grant to a role stays within its boundary.
    fn resource_grants_past_limits(&self) -> bool {
        let Some(resource) = &self.resource else { return false };
        let mut allows = resource.matches.iter().filter(|found| found.effect == Effect::Allow);
        allows.any(|found| {
            let names_everyone = || {
                let entries = found.statement.principal.iter().flat_map(|element| &element.patterns);
                entries.into_iter().any(|entry| entry.value.is_everyone())
            };
            found.closeness == Closeness::Itself
                && (self.request.principal.arn_kind() != ArnKind::Role || names_everyone())
        })
    }

    /// Whether the resource lets the principal's account decide: always in its own account unless its policy is
    /// mandatory, elsewhere only by an Allow.
    fn resource_trusts_account(&self, same_account: bool) -> bool {
        if same_account && !self.resource_policy_is_mandatory() {
            return true;
        }
        match &self.resource {
            Some(resource) if same_account => resource
                .matches
                .iter()
                .any(|found| found.effect == Effect::Allow && found.closeness == Closeness::Account),
            Some(resource) => resource.allows(),
            None => false,
        }
    }

    /// A role's trust policy and a key's policy decide also within the account.
    fn resource_policy_is_mandatory(&self) -> bool {
        let service = self.request.service();
        if service.eq_ignore_ascii_case("kms") {
            return self.request.resource.split(':').nth(5).is_some_and(|resource| resource.starts_with("key/"));
        }
        service.eq_ignore_ascii_case("sts") && self.resource.is_some()
    }

    fn resource_grants(&self, least: Closeness) -> bool {
        let mut matches = self.resource.iter().flat_map(|verdict| &verdict.matches);
        matches.any(|found| found.effect == Effect::Allow && found.closeness >= least)
    }

    fn collect(&self, effect: Effect) -> Vec<DecidingStatement> {
        let single = [Some(&self.identity), self.resource.as_ref(), self.boundary.as_ref(), self.session.as_ref()];
        let verdicts = single.into_iter().flatten().chain(&self.limits);
        let found = verdicts.flat_map(|verdict| verdict.matches.iter().map(|found| (verdict.kind, found)));
        let wanted = found.filter(|(_, found)| found.effect == effect);
        wanted
            .map(|(kind, found)| DecidingStatement {
                kind,
                sid: found.statement.sid.as_ref().map(|sid| sid.value.to_string()),
                origin: found.statement.origin.clone(),
            })
            .collect()
    }
}

impl Verdict<'_> {
    fn allows(&self) -> bool {
        self.matches.iter().any(|found| found.effect == Effect::Allow)
    }
}
