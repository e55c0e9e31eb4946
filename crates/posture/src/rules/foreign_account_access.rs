//! A thing that a principal of another account may use.

use std::borrow::Cow;

use finding::{Confidence, Finding, FixLevel, LooksAt, Rule, Severity};
use model::{Application, PolicyTarget, ResourcePolicy};
use policy::{Arn, Principal, PrincipalReach, PublicGrant};

use crate::{evidence, reach};

/// What the rule says of itself.
pub const RULE: Rule = Rule {
    id: Cow::Borrowed("posture/foreign-account-access"),
    title: Cow::Borrowed("Other account that may use what is here"),
    highest: Severity::Low,
    confidence: Confidence::Medium,
    cwe: Cow::Borrowed(&[284]),
    owasp: Cow::Borrowed(&["A01:2021"]),
    attack: &["T1199"],
    compliance: &["PCI-DSS-4.0:7.2.5"],
    looks_at: LooksAt::Stores,
    fix: FixLevel::None,
    page: Cow::Borrowed(include_str!("foreign_account_access.md")),
};

/// Reports grants to accounts whose number is written: they are outside unless the template is deployed there.
pub fn check(app: &Application, out: &mut Vec<Finding>) {
    for (policy, grant) in app.exposure.grants(&app.project) {
        if let Some(account) = account(grant) {
            evidence::push_or_join(out, tell(app, policy, grant, &account));
        }
    }
}

/// The account that comes by the grant, if its number is written.
fn account(grant: &PublicGrant) -> Option<String> {
    let account = match &grant.principal {
        PrincipalReach::Account(account) => account.clone(),
        PrincipalReach::AnyoneIf(_) => account_of_witness(grant)?,
        _ => return None,
    };
    let is_number = account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then_some(account)
}

/// The account that the conditions name, as the witness has it.
fn account_of_witness(grant: &PublicGrant) -> Option<String> {
    let witness = grant.witness.as_ref()?;
    // The principal of a witness is a stranger's where the conditions do not say who it is.
    let said = ["aws:PrincipalAccount", "kms:CallerAccount"].iter().find_map(|key| witness.context.single(key));
    let named = match &witness.principal {
        Principal::Aws(arn) => Arn::parse(arn).map(|arn| arn.account),
        _ => None,
    };
    let said_by_arn = witness.context.single("aws:PrincipalArn").and(named);
    said.or(said_by_arn).map(str::to_owned)
}

fn tell(app: &Application, policy: &ResourcePolicy, grant: &PublicGrant, account: &str) -> Finding {
    let resource = evidence::thing(app, policy).unwrap_or(&policy.resource);
    let granted = evidence::granted(app, policy, grant);
    let message = match &grant.principal {
        PrincipalReach::Account(_) => granted,
        _ => format!("{granted}, among them account {account}"),
    };
    let severity = match policy.on {
        PolicyTarget::Identity(id) if reach::of_identity(app, id) >= Severity::Critical => Severity::Low,
        _ => Severity::Info,
    };
    let places = (&grant.principal_origin, &grant.statement);
    let mut told = evidence::finding(app, &RULE, severity, resource, places, &policy.guard, message);
    told.flow.extend(evidence::witness(grant));
    told
}
