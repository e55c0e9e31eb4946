//! A thing that anyone may use by its policy: a queue, topic, bus, stream, table, secret, key, role, repository …

use std::borrow::Cow;

use finding::{Confidence, Finding, FixLevel, LooksAt, Rule, Severity};
use model::{Application, FunctionId, PolicyTarget, Reach, ResourcePolicy, Target};
use policy::{PrincipalReach, PublicGrant, is_shared_issuer};

use crate::{evidence, reach};

/// What the rule says of itself.
pub const RULE: Rule = Rule {
    id: Cow::Borrowed("posture/public-resource-policy"),
    title: Cow::Borrowed("Queue, topic, secret, key, role or other thing that anyone may use"),
    highest: Severity::Critical,
    confidence: Confidence::High,
    cwe: Cow::Borrowed(&[732, 284]),
    owasp: Cow::Borrowed(&["API5:2023", "SAS-01"]),
    attack: &["T1190", "T1530"],
    compliance: &["PCI-DSS-4.0:7.2.5"],
    looks_at: LooksAt::Stores,
    fix: FixLevel::None,
    page: Cow::Borrowed(include_str!("public_resource_policy.md")),
};

/// Things that hold secrets, or open what others keep closed.
const CRITICAL: [&str; 3] = ["secret", "key", "payment key"];

/// Things that hold data.
const DATA: [&str; 8] = [
    "table",
    "search domain",
    "database",
    "warehouse",
    "backup vault",
    "sequence store",
    "media container",
    "log groups of the account",
];

/// Actions that put code where others fetch it.
const SUPPLYING: [&str; 3] = ["ecr:PutImage", "ecr-public:PutImage", "codeartifact:PublishPackageVersion"];

/// Reports statements that let anyone use what has no rule of its own: buckets, functions and gateways have.
pub fn check(app: &Application, out: &mut Vec<Finding>) {
    for (policy, grant) in app.exposure.grants(&app.project) {
        let has_own_rule = matches!(policy.noun, "bucket" | "access point" | "function" | "gateway");
        if !has_own_rule && policy.shield().is_none() && opens(grant) {
            evidence::push_or_join(out, tell(app, policy, grant));
        }
    }
}

/// Whether strangers come by the grant: everyone, or everyone who gets a token from a provider that serves everyone.
fn opens(grant: &PublicGrant) -> bool {
    match &grant.principal {
        PrincipalReach::Anyone => true,
        PrincipalReach::Federated { provider, pinned: false } => is_shared_issuer(provider),
        _ => false,
    }
}

fn tell(app: &Application, policy: &ResourcePolicy, grant: &PublicGrant) -> Finding {
    let resource = evidence::thing(app, policy).unwrap_or(&policy.resource);
    let fed = match policy.on {
        PolicyTarget::Store(id) => reach::fed_by(app, id),
        _ => Vec::new(),
    };
    let runs = fed
        .first()
        .and_then(|id| app.project.function(*id))
        .map_or_else(String::new, |function| format!("; what they put there runs `{}`", function.name()));
    let gains = gains(app, policy).map_or_else(String::new, |gains| format!(", which may {gains}"));
    let message = format!("{}{gains}{runs}", evidence::granted(app, policy, grant));
    let severity = severity(app, policy, grant, &fed);
    let places = (&grant.principal_origin, &grant.statement);
    let mut told = evidence::finding(app, &RULE, severity, resource, places, &policy.guard, message);
    told.flow.extend(evidence::witness(grant));
    fed.iter().for_each(|id| evidence::concerns(app, &mut told, *id));
    told
}

fn severity(app: &Application, policy: &ResourcePolicy, grant: &PublicGrant, fed: &[FunctionId]) -> Severity {
    let own = match policy.on {
        PolicyTarget::Identity(id) => reach::of_identity(app, id),
        _ if CRITICAL.contains(&policy.noun) => Severity::Critical,
        _ if DATA.contains(&policy.noun) || SUPPLYING.iter().any(|action| grant.allows(action)) => Severity::High,
        _ => Severity::Medium,
    };
    let behind = fed.iter().map(|id| reach::behind(app, &Target::Function(*id), Reach::Public)).max();
    own.max(behind.unwrap_or(own))
}

/// What a role may do that anyone may become.
fn gains(app: &Application, policy: &ResourcePolicy) -> Option<String> {
    match policy.on {
        PolicyTarget::Identity(id) => reach::gains_of(app, app.access.of_identity(id)),
        _ => None,
    }
}
