//! A function that anyone may invoke.

use std::borrow::Cow;

use finding::{Confidence, Finding, FixLevel, LooksAt, Rule, Severity};
use model::{Application, Reach, ResourcePolicy, Target};
use policy::{PrincipalReach, PublicGrant, Statement};

use crate::{evidence, reach};

/// What the rule says of itself.
pub const RULE: Rule = Rule {
    id: Cow::Borrowed("posture/public-invoke-permission"),
    title: Cow::Borrowed("Function that anyone may invoke"),
    highest: Severity::Critical,
    confidence: Confidence::High,
    cwe: Cow::Borrowed(&[284, 732]),
    owasp: Cow::Borrowed(&["SAS-01", "API5:2023"]),
    attack: &["T1190"],
    compliance: &["PCI-DSS-4.0:7.2.5"],
    looks_at: LooksAt::Functions,
    fix: FixLevel::None,
    page: Cow::Borrowed(include_str!("public_invoke_permission.md")),
};

/// Reports permissions for everyone. Those that only serve a function URL are the URL's business.
pub fn check(app: &Application, out: &mut Vec<Finding>) {
    for (policy, on, grant) in evidence::function_grants(app) {
        let statement = policy.document.statements.get(grant.index);
        let is_open = grant.principal == PrincipalReach::Anyone;
        if is_open && is_about_lambda(grant) && !statement.is_some_and(Statement::serves_function_url) {
            out.push(tell(app, policy, on, grant));
        }
    }
}

fn is_about_lambda(grant: &PublicGrant) -> bool {
    let names = grant.actions.iter().any(|action| action == "*" || action.to_ascii_lowercase().starts_with("lambda:"));
    names || grant.actions_negated
}

fn tell(app: &Application, policy: &ResourcePolicy, on: Option<model::FunctionId>, grant: &PublicGrant) -> Finding {
    let function = on.and_then(|id| app.project.function(id));
    let named = function
        .map_or_else(|| "a function of another template".to_owned(), |function| format!("`{}`", function.name()));
    let message = format!("{} may {} on {named}, around every gateway", grant.who(), grant.what());
    let severity =
        on.map_or(Severity::High, |id| reach::behind(app, &Target::Function(id), Reach::Public).max(Severity::High));
    let places = (&grant.principal_origin, &grant.statement);
    let mut told = evidence::finding(app, &RULE, severity, &policy.resource, places, &policy.guard, message);
    told.flow.extend(evidence::witness(grant));
    on.into_iter().for_each(|id| evidence::concerns(app, &mut told, id));
    told
}
