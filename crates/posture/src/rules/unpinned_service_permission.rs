//! A service that may run a function, or use another thing, for anybody.

use std::borrow::Cow;

use finding::{Confidence, Finding, FixLevel, LooksAt, Rule, Severity};
use model::{Application, FunctionId, PolicyTarget, ResourcePolicy};
use policy::{PrincipalReach, PublicGrant};

use crate::{evidence, reach};

/// What the rule says of itself.
pub const RULE: Rule = Rule {
    id: Cow::Borrowed("posture/unpinned-service-permission"),
    title: Cow::Borrowed("Service may run the function, or use the thing, for anybody"),
    highest: Severity::Medium,
    confidence: Confidence::High,
    cwe: Cow::Borrowed(&[441, 284]),
    owasp: Cow::Borrowed(&["SAS-01"]),
    attack: &["T1199"],
    compliance: &["PCI-DSS-4.0:7.2.5"],
    looks_at: LooksAt::Functions,
    fix: FixLevel::None,
    page: Cow::Borrowed(include_str!("unpinned_service_permission.md")),
};

/// Services that put into queues and topics what their own customers say.
const DELIVERING: [&str; 3] = ["sns.amazonaws.com", "s3.amazonaws.com", "events.amazonaws.com"];

/// Services that hand out to everyone what they read.
const SERVING: [&str; 1] = ["cloudfront.amazonaws.com"];

/// Reports grants to services that do not say for whose resource: anybody's bucket, topic or rule may make them call.
pub fn check(app: &Application, out: &mut Vec<Finding>) {
    for (policy, grant) in app.exposure.grants(&app.project) {
        let PrincipalReach::Service { pinned: false, .. } = &grant.principal else { continue };
        // A block of public access lets services through.
        let is_shielded = policy.shield().is_some() && !matches!(policy.noun, "bucket" | "access point");
        if may_be_deceived(policy, grant) && !is_shielded {
            evidence::push_or_join(out, tell(app, policy, grant));
        }
    }
}

/// Whether the service acts for whoever configured it there. Roles are taken on by resources of their own account, and
/// keys and gateways are used for what the account itself has.
fn may_be_deceived(policy: &ResourcePolicy, grant: &PublicGrant) -> bool {
    match policy.noun {
        "role" | "key" | "gateway" | "certificate authority" => false,
        "function" => grant.actions.iter().any(|action| action.to_ascii_lowercase().starts_with("lambda:")),
        _ => true,
    }
}

fn tell(app: &Application, policy: &ResourcePolicy, grant: &PublicGrant) -> Finding {
    let runs = match policy.on {
        PolicyTarget::Function(id) => vec![id],
        PolicyTarget::Store(id) => reach::fed_by(app, id),
        _ => Vec::new(),
    };
    let granted = evidence::granted(app, policy, grant);
    let message = format!("{granted}: neither a source ARN nor a source account is asked for");
    let severity = severity(app, policy, grant, &runs);
    let places = (&grant.principal_origin, &grant.statement);
    let mut told = evidence::finding(app, &RULE, severity, &policy.resource, places, &policy.guard, message);
    told.flow.extend(evidence::witness(grant));
    runs.iter().for_each(|id| evidence::concerns(app, &mut told, *id));
    told
}

/// What a stranger gains who makes the service call: what the function behind may do, or what a content network reads.
fn severity(app: &Application, policy: &ResourcePolicy, grant: &PublicGrant, runs: &[FunctionId]) -> Severity {
    let is_unknown_function = policy.noun == "function" && runs.is_empty();
    let delivers = policy.noun == "function" || is_one_of(grant, &DELIVERING);
    let touches = delivers && runs.iter().any(|id| reach::touches_data(app, *id));
    let reads = policy.noun == "bucket" && is_one_of(grant, &SERVING);
    if is_unknown_function || touches || reads { Severity::Medium } else { Severity::Low }
}

fn is_one_of(grant: &PublicGrant, services: &[&str]) -> bool {
    matches!(&grant.principal, PrincipalReach::Service { name, .. } if name == "*" || services.contains(&name.as_str()))
}
