//! Trust policies of roles: who may assume it, and how.

use policy::{Arn, PrincipalKind, PrincipalPattern, Sourced};

use crate::check::checks;
use crate::found::Found;
use crate::options::PolicyType;
use crate::values::is_written_out;
use crate::view::{Policy, View};

checks! {
    ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL: Error, "a trust policy has `NotPrincipal`", "Name in `Principal` who may assume the role.";
    ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL: Error, "a trust policy trusts `*`", "IAM refuses `\"Principal\": \"*\"` here; name accounts, roles, services or providers.";
    ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE: Error, "a trust policy names a resource", "The resource is the role it hangs on; remove the element.";
    INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY: Error, "an identity provider is named wrongly", "Write the provider's domain, or the ARN of a SAML or OIDC provider in IAM.";
    MISMATCHED_ACTION_FOR_PRINCIPAL: Error, "the principal cannot assume the role by this action", "SAML providers use `sts:AssumeRoleWithSAML`, OIDC providers `sts:AssumeRoleWithWebIdentity`, everyone else `sts:AssumeRole`.";
    MISSING_ACTION_FOR_ROLES_ANYWHERE_TRUST_POLICY: Error, "IAM Roles Anywhere lacks an action it needs", "It needs `sts:AssumeRole`, `sts:SetSourceIdentity` and `sts:TagSession`.";
    REDUNDANT_PRINCIPAL_IN_ROLE_TRUST_POLICY: Suggestion, "a role and its own session are both trusted", "Whoever is the role is trusted with every session of it; remove the session.";
}

/// Actions by which a role is assumed, in lower case, with the form of principal that uses it.
const WAYS: [(&str, Form); 3] = [
    ("sts:assumerole", Form::Plain),
    ("sts:assumerolewithsaml", Form::Saml),
    ("sts:assumerolewithwebidentity", Form::Web),
];

/// What IAM Roles Anywhere does when it hands out a role.
const ROLES_ANYWHERE: [&str; 3] = ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"];

/// How a principal proves who it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// By AWS credentials.
    Plain,
    /// By a SAML assertion.
    Saml,
    /// By a token of an OIDC provider.
    Web,
}

pub(crate) fn check(policy: &Policy<'_>, view: &View<'_>, found: &mut Found) {
    if policy.options.kind != PolicyType::Trust {
        return;
    }
    if let Some(entry) = view.element("NotPrincipal") {
        let message = "a trust policy cannot say who may not assume the role by `NotPrincipal`";
        found.add(&ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL, &entry.key, message);
    }
    if let Some(entry) = view.either(["Resource", "NotResource"]) {
        found.add(&ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE, &entry.key, "a trust policy is about its own role only");
    }
    let Some(element) = &view.parsed.principal else { return };
    for pattern in &element.patterns {
        if pattern.value.kind == PrincipalKind::Everyone && view.allows() {
            let message = "`\"Principal\": \"*\"` is refused in a trust policy";
            found.add(&ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL, &pattern.origin, message);
        }
        if pattern.value.kind == PrincipalKind::Federated
            && is_written_out(&pattern.value.text)
            && provider(&pattern.value.text).is_none()
        {
            let message = format!("`{}` is neither a domain nor the ARN of a provider", pattern.value.text);
            found.add(&INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY, &pattern.origin, message);
        }
    }
    ways(view, &element.patterns, found);
    roles_anywhere(view, &element.patterns, found);
    sessions(&element.patterns, found);
}

/// Actions that no principal of the statement can use.
fn ways(view: &View<'_>, principals: &[Sourced<PrincipalPattern>], found: &mut Found) {
    let Some(forms) = principals.iter().map(|one| form(&one.value)).collect::<Option<Vec<Form>>>() else { return };
    let Some(actions) = view.parsed.action.as_ref().filter(|element| !element.negated && view.allows()) else { return };
    for action in &actions.patterns {
        let name = action.value.text().to_ascii_lowercase();
        let Some((_, needed)) = WAYS.iter().find(|(way, _)| *way == name) else { continue };
        if !forms.is_empty() && !forms.contains(needed) {
            let message = format!("no principal of this statement can use `{}`", action.value.text());
            found.add(&MISMATCHED_ACTION_FOR_PRINCIPAL, &action.origin, message);
        }
    }
}

/// The form of a principal; `None` when it is not known.
fn form(principal: &PrincipalPattern) -> Option<Form> {
    match principal.kind {
        _ if !is_written_out(&principal.text) => None,
        PrincipalKind::Federated => provider(&principal.text),
        PrincipalKind::Unknown => None,
        _ => Some(Form::Plain),
    }
}

/// The form of an identity provider; `None` when the text names none.
pub(crate) fn provider(text: &str) -> Option<Form> {
    if let Some(arn) = Arn::parse(text).filter(|arn| arn.service == "iam") {
        return match arn.resource.split_once('/') {
            Some(("saml-provider", name)) if !name.is_empty() => Some(Form::Saml),
            Some(("oidc-provider", name)) if !name.is_empty() => Some(Form::Web),
            _ => None,
        };
    }
    let is_domain = text.contains('.')
        && !text.contains("://")
        && text.split('.').all(|label| !label.is_empty())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'/' | b'_'));
    is_domain.then_some(Form::Web)
}

fn roles_anywhere(view: &View<'_>, principals: &[Sourced<PrincipalPattern>], found: &mut Found) {
    let is_service = |one: &&Sourced<PrincipalPattern>| {
        one.value.kind == PrincipalKind::Service && &*one.value.text == "rolesanywhere.amazonaws.com"
    };
    let Some(service) = principals.iter().find(is_service).filter(|_| view.allows()) else { return };
    let Some(actions) = &view.parsed.action else { return };
    let missing: Vec<&str> =
        ROLES_ANYWHERE.into_iter().filter(|needed| !actions.selects(|pattern| pattern.matches(needed))).collect();
    if !missing.is_empty() {
        let message = format!("the statement does not allow {}", missing.join(" and "));
        found.add(&MISSING_ACTION_FOR_ROLES_ANYWHERE_TRUST_POLICY, &service.origin, message);
    }
}

fn sessions(principals: &[Sourced<PrincipalPattern>], found: &mut Found) {
    for session in principals {
        let Some(role) = role_of_session(&session.value.text) else { continue };
        let is_trusted = principals.iter().any(|other| {
            Arn::parse(&other.value.text).is_some_and(|arn| {
                arn.service == "iam"
                    && arn.account == role.account
                    && arn.resource.starts_with("role/")
                    && arn.resource.rsplit('/').next() == Some(role.name)
            })
        });
        if is_trusted {
            let message = format!("the role `{}` of this session is trusted, too", role.name);
            found.add(&REDUNDANT_PRINCIPAL_IN_ROLE_TRUST_POLICY, &session.origin, message);
        }
    }
}

struct Role<'a> {
    account: &'a str,
    name: &'a str,
}

fn role_of_session(text: &str) -> Option<Role<'_>> {
    let arn = Arn::parse(text).filter(|arn| arn.service == "sts")?;
    let (name, _) = arn.resource.strip_prefix("assumed-role/")?.split_once('/')?;
    Some(Role { account: arn.account, name })
}
