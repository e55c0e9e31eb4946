//! Services as principals: a service acts for whoever asks it, so the resource must say on whose behalf (the confused
//! deputy).

use policy::{Condition, PrincipalKind};

use crate::check::checks;
use crate::found::Found;
use crate::view::{Policy, View};

checks! {
    RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL: SecurityWarning, "a service may act for anyone", "Add `aws:SourceArn`, `aws:SourceAccount`, `aws:SourceOrgID` or `aws:SourceOrgPaths`, so that the service acts for your account only.";
    RECOMMENDED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL: Suggestion, "a service is narrowed by a key that does not say for whom it acts", "Use `aws:SourceArn`, `aws:SourceAccount`, `aws:SourceOrgID` or `aws:SourceOrgPaths`.";
    UNSUPPORTED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL: Error, "a service is compared with a key that it does not have", "A service calls with an identity of its own, which has no organisation, tags or ARN; the condition never holds.";
}

/// Keys that say on whose behalf a service acts, in lower case.
const SOURCE_KEYS: [&str; 6] = [
    "aws:sourcearn",
    "aws:sourceaccount",
    "aws:sourceorgid",
    "aws:sourceorgpaths",
    "aws:sourceowner",
    "kms:calleraccount",
];

/// Keys of callers from an account, in lower case; requests of a service itself have none of them.
const ACCOUNT_KEYS: [&str; 6] = [
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:principalarn",
    "aws:principaltype",
    "aws:username",
    "aws:userid",
];

pub(crate) fn check(policy: &Policy<'_>, view: &View<'_>, found: &mut Found) {
    let Some(element) = view.parsed.principal.as_ref().filter(|element| !element.negated && view.allows()) else {
        return;
    };
    let services: Vec<_> =
        element.patterns.iter().filter(|pattern| pattern.value.kind == PrincipalKind::Service).collect();
    let Some(first) = services.first() else { return };
    if services.len() == element.patterns.len() {
        for condition in view.parsed.conditions.iter().filter(|condition| is_never_met(condition)) {
            let message = format!("`{}` is never there when a service calls", condition.key.value);
            found.add(&UNSUPPORTED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL, &condition.origin, message);
        }
    }
    // The trust policy of a service's own role is bound by the account that the role is in.
    if !policy.options.kind.is_resource() || SOURCE_KEYS.iter().any(|key| view.asks(key)) {
        return;
    }
    let name = &first.value.text;
    if view.parsed.conditions.is_empty() {
        found.add(
            &RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL,
            &first.origin,
            format!("`{name}` may do this for any account"),
        );
    } else {
        let message = format!("no condition says for whom `{name}` acts");
        found.add(&RECOMMENDED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL, &first.origin, message);
    }
}

fn is_never_met(condition: &Condition) -> bool {
    let key = condition.key.value.to_ascii_lowercase();
    let is_of_accounts = ACCOUNT_KEYS.contains(&&*key) || key.starts_with("aws:principaltag/");
    is_of_accounts && condition.meaning.is_some_and(|meaning| !meaning.holds_when_missing())
}
