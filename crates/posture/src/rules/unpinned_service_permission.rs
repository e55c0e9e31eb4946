//! A service that may run a function for anybody.

use std::borrow::Cow;

use finding::{Confidence, Finding, FixLevel, LooksAt, Rule, Severity};
use model::Application;
use policy::{PrincipalReach, public_access};

use crate::{evidence, reach};

/// What the rule says of itself.
pub const RULE: Rule = Rule {
    id: Cow::Borrowed("posture/unpinned-service-permission"),
    title: Cow::Borrowed("Service may run the function for anybody"),
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

/// Reports permissions of services that do not say for whose resource: anybody's bucket, topic or rule may run the function.
pub fn check(app: &Application, out: &mut Vec<Finding>) {
    for (policy, on) in evidence::function_policies(app) {
        for grant in public_access(&policy.document) {
            let PrincipalReach::Service { name, pinned: false } = &grant.principal else { continue };
            if !grant.actions.iter().any(|action| action.to_ascii_lowercase().starts_with("lambda:")) {
                continue;
            }
            let function = on.and_then(|id| app.project.function(id));
            let named =
                function.map_or_else(|| "a function of another template".to_owned(), |own| format!("`{}`", own.name()));
            let message =
                format!("{name} may run {named} for anybody: neither a source ARN nor a source account is asked for");
            let touches = on.is_none_or(|id| reach::touches_data(app, id));
            let severity = if touches { Severity::Medium } else { Severity::Low };
            let places = (&grant.principal_origin, &grant.statement);
            let mut told = evidence::finding(app, &RULE, severity, &policy.resource, places, &policy.guard, message);
            on.into_iter().for_each(|id| evidence::concerns(app, &mut told, id));
            out.push(told);
        }
    }
}
