//! A bucket that anyone may read or write.

use std::borrow::Cow;

use finding::{Confidence, Finding, FixLevel, LooksAt, Rule, Severity};
use model::{Application, ResourcePolicy, Store, StoreKind};
use policy::{PrincipalReach, PublicGrant};

use crate::evidence;

/// What the rule says of itself.
pub const RULE: Rule = Rule {
    id: Cow::Borrowed("posture/public-bucket"),
    title: Cow::Borrowed("Bucket that anyone may read or write"),
    highest: Severity::High,
    confidence: Confidence::High,
    cwe: Cow::Borrowed(&[732, 284]),
    owasp: Cow::Borrowed(&["A01:2021", "SAS-03"]),
    attack: &["T1530"],
    compliance: &["PCI-DSS-4.0:7.2.5", "HIPAA:164.312(a)(1)", "GDPR:32(1)(b)"],
    looks_at: LooksAt::Stores,
    fix: FixLevel::None,
    page: Cow::Borrowed(include_str!("public_bucket.md")),
};

/// Reports buckets that a canned ACL or a policy opens to anyone while nothing written blocks that.
pub fn check(app: &Application, out: &mut Vec<Finding>) {
    for store in &app.project.stores {
        if store.kind == StoreKind::Bucket && store.public_access_blocked.first() != Some(&true) {
            by_acl(app, store, out);
        }
    }
    for (policy, grant) in app.exposure.grants(&app.project) {
        let is_bucket = matches!(policy.noun, "bucket" | "access point");
        if is_bucket && grant.principal == PrincipalReach::Anyone && policy.shield().is_none() {
            out.push(by_policy(app, policy, grant));
        }
    }
}

fn by_acl(app: &Application, store: &Store, out: &mut Vec<Finding>) {
    for (guard, acl, origin) in store.public_grant.known() {
        let (may, severity) = match acl.as_ref() {
            "PublicReadWrite" => ("anyone may read and write", Severity::High),
            "PublicRead" => ("anyone may read", Severity::Medium),
            "AuthenticatedRead" => ("anyone with an account of the cloud may read", Severity::Medium),
            _ => continue,
        };
        let message = format!("{may} in bucket `{}`", store.resource.name);
        let places = (origin, &store.origin);
        out.push(evidence::finding(app, &RULE, severity, &store.resource, places, guard, message));
    }
}

fn by_policy(app: &Application, policy: &ResourcePolicy, grant: &PublicGrant) -> Finding {
    let only_reads = !grant.actions_negated && grant.actions.iter().all(|action| is_read(action));
    let severity = if only_reads { Severity::Medium } else { Severity::High };
    let resource = evidence::thing(app, policy).unwrap_or(&policy.resource);
    let message = evidence::granted(app, policy, grant);
    let places = (&grant.principal_origin, &grant.statement);
    let mut told = evidence::finding(app, &RULE, severity, resource, places, &policy.guard, message);
    told.flow.extend(evidence::witness(grant));
    told
}

fn is_read(action: &str) -> bool {
    let name = action.rsplit(':').next().unwrap_or(action).to_ascii_lowercase();
    name.starts_with("get") || name.starts_with("list") || name.starts_with("head")
}
