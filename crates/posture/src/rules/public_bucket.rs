//! A bucket that anyone may read or write.

use std::borrow::Cow;

use finding::{Confidence, Finding, FixLevel, LooksAt, Rule, Severity};
use model::{Application, Guard, PolicyTarget, Store, StoreId, StoreKind};
use policy::{PrincipalReach, public_access};
use source::Origin;

use crate::evidence;

/// What the rule says of itself.
pub const RULE: Rule = Rule {
    id: Cow::Borrowed("posture/public-bucket"),
    title: Cow::Borrowed("Bucket that anyone may read or write"),
    highest: Severity::High,
    confidence: Confidence::High,
    cwe: &[732, 284],
    owasp: &["A01:2021", "SAS-03"],
    attack: &["T1530"],
    compliance: &["PCI-DSS-4.0:7.2.5", "HIPAA:164.312(a)(1)", "GDPR:32(1)(b)"],
    looks_at: LooksAt::Stores,
    fix: FixLevel::None,
    page: Cow::Borrowed(include_str!("public_bucket.md")),
};

/// Reports buckets that a canned ACL or a policy opens to anyone while nothing written blocks that.
pub fn check(app: &Application, out: &mut Vec<Finding>) {
    for (index, store) in app.project.stores.iter().enumerate() {
        if store.kind != StoreKind::Bucket || store.public_access_blocked.first() == Some(&true) {
            continue;
        }
        by_acl(app, store, out);
        by_policy(app, StoreId::of(index), store, out);
    }
}

fn by_acl(app: &Application, store: &Store, out: &mut Vec<Finding>) {
    for (guard, acl, origin) in store.public_grant.known() {
        let (may, severity) = match acl.as_ref() {
            "PublicReadWrite" => ("read and write", Severity::High),
            "PublicRead" => ("read", Severity::Medium),
            "AuthenticatedRead" => ("with any account of the cloud may read", Severity::Medium),
            _ => continue,
        };
        out.push(tell(app, store, severity, (origin, &store.origin), guard, may));
    }
}

fn by_policy(app: &Application, id: StoreId, store: &Store, out: &mut Vec<Finding>) {
    for policy in app.project.resource_policies.iter().filter(|policy| policy.on == PolicyTarget::Store(id)) {
        for grant in public_access(&policy.document).iter().filter(|grant| grant.principal == PrincipalReach::Anyone) {
            let only_reads = !grant.actions_negated && grant.actions.iter().all(|action| is_read(action));
            let severity = if only_reads { Severity::Medium } else { Severity::High };
            let may = grant.actions.join(", ");
            out.push(tell(app, store, severity, (&grant.principal_origin, &grant.statement), &policy.guard, &may));
        }
    }
}

fn is_read(action: &str) -> bool {
    let name = action.rsplit(':').next().unwrap_or(action).to_ascii_lowercase();
    name.starts_with("get") || name.starts_with("list") || name.starts_with("head")
}

fn tell(
    app: &Application,
    store: &Store,
    severity: Severity,
    places: (&Origin, &Origin),
    guard: &Guard,
    may: &str,
) -> Finding {
    let message = format!("anyone may {may} in bucket `{}`", store.resource.name);
    evidence::finding(app, &RULE, severity, &store.resource, places, guard, message)
}
