//! A service that may run a function, or use another thing, for anybody.

use std::borrow::Cow;

use finding::{Confidence, Finding, FixLevel, LooksAt, Rule, Severity};
use model::{Application, PolicyTarget, ResourcePolicy};
use policy::{PrincipalReach, PublicGrant};

use crate::{evidence, reach};

/// What the rule says of itself.
pub const RULE: Rule = Rule {
    id: Cow::Borrowed("posture/unpinned-service-permission"),
    title: Cow::Borrowed("Service may run the function, or use the thing, for anybody"),
    highest: Severity::Medium,
    confidence: Confidence::High,
    cwe: &[441, 284],
    owasp: &["SAS-01"],
    attack: &["T1199"],
    compliance: &["PCI-DSS-4.0:7.2.5"],
    looks_at: LooksAt::Functions,
    fix: FixLevel::None,
    page: Cow::Borrowed(include_str!("unpinned_service_permission.md")),
};

/// Reports grants to services that do not say for whose resource: anybody's bucket, topic or rule may make them call.
pub fn check(app: &Application, out: &mut Vec<Finding>) {
    for (policy, grant) in app.exposure.grants(&app.project) {
        let PrincipalReach::Service { pinned: false, .. } = &grant.principal else { continue };
        if may_be_deceived(policy, grant) && policy.shield().is_none() {
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
    let (resource, runs) = match policy.on {
        PolicyTarget::Function(id) => (app.project.function(id).map(|function| &function.resource), vec![id]),
        PolicyTarget::Store(id) => {
            (app.project.store(id).map(|store| &store.resource), reach::fed_by(app, id))
        }
        _ => (None, Vec::new()),
    };
    let named = resource.map_or_else(
        || format!("a {} of another template", policy.noun),
        |resource| format!("{} `{}`", policy.noun, resource.name),
    );
    let message = format!(
        "{} may {} on {named}: neither a source ARN nor a source account is asked for",
        grant.who(),
        grant.what()
    );
    let is_elsewhere = policy.noun == "function" && resource.is_none();
    let touches = is_elsewhere || runs.iter().any(|id| reach::touches_data(app, *id));
    let severity = if touches { Severity::Medium } else { Severity::Low };
    let places = (&grant.principal_origin, &grant.statement);
    let mut told = evidence::finding(app, &RULE, severity, &policy.resource, places, &policy.guard, message);
    told.flow.extend(evidence::witness(grant));
    runs.iter().for_each(|id| evidence::concerns(app, &mut told, *id));
    told
}
