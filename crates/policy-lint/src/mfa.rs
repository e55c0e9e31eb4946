//! Multi-factor authentication: a request signed with the access keys of a user does not say whether there was any, so a
//! condition must say what becomes of it.

use policy::{Arn, Comparison, Condition, PrincipalKind, PrincipalPattern};

use crate::check::checks;
use crate::found::Found;
use crate::view::{Policy, View};

checks! {
    MFA_CONDITION_PASSED_BY_ACCESS_KEYS: SecurityWarning, "a condition on multi-factor authentication lets access keys pass", "Requests with long-term access keys have no `aws:MultiFactorAuthPresent`: deny under `BoolIfExists` with `false`, and allow under `Bool` with `true`.";
}

/// The key that says whether a session began with a second factor.
const MFA: &str = "aws:MultiFactorAuthPresent";

pub(crate) fn check(policy: &Policy<'_>, found: &mut Found) {
    let is_missing_denied = policy.statements.iter().any(denies_missing);
    for view in &policy.statements {
        found.statement = Some(view.index);
        statement(view, is_missing_denied, found);
    }
    found.statement = None;
}

fn statement(view: &View<'_>, is_missing_denied: bool, found: &mut Found) {
    // Whoever asks whether the key is there has thought of requests without it.
    if !may_sign_with_keys(view) || conditions(view).any(asks_presence) {
        return;
    }
    for condition in conditions(view) {
        if view.denies() && is_plain(condition, "false", false) && !is_missing_denied {
            let message = format!("requests with access keys have no `{MFA}` and are not denied");
            found.suggest(&MFA_CONDITION_PASSED_BY_ACCESS_KEYS, &condition.origin, message, "BoolIfExists");
        } else if view.allows() && is_plain(condition, "true", true) {
            let message = format!("requests with access keys have no `{MFA}` and are allowed");
            found.suggest(&MFA_CONDITION_PASSED_BY_ACCESS_KEYS, &condition.origin, message, "Bool");
        }
    }
}

/// The conditions of a statement on the key.
fn conditions<'a>(view: &View<'a>) -> impl Iterator<Item = &'a Condition> {
    view.parsed.conditions.iter().filter(|condition| condition.key.value.eq_ignore_ascii_case(MFA))
}

/// Whether a statement denies requests that do not have the key; that it is about the same actions is not asked.
fn denies_missing(view: &View<'_>) -> bool {
    let takes_missing = |condition: &Condition| {
        is_plain(condition, "false", true) || asks_presence(condition) && is_value(condition, "true")
    };
    view.denies() && conditions(view).any(takes_missing)
}

/// Whether a condition is `Bool` or `BoolIfExists` with this value alone. Set operators are another finding.
fn is_plain(condition: &Condition, value: &str, if_exists: bool) -> bool {
    let is_operator = condition.meaning.is_some_and(|meaning| {
        meaning.comparison == Comparison::Bool && meaning.quantifier.is_none() && meaning.if_exists == if_exists
    });
    is_operator && is_value(condition, value)
}

fn asks_presence(condition: &Condition) -> bool {
    condition.meaning.is_some_and(|meaning| meaning.comparison == Comparison::Null)
}

fn is_value(condition: &Condition, value: &str) -> bool {
    matches!(&condition.values[..], [one] if one.value.eq_ignore_ascii_case(value))
}

/// Whether the statement is about somebody who may have long-term access keys; roles, services and the users of identity
/// providers have none.
fn may_sign_with_keys(view: &View<'_>) -> bool {
    let Some(element) = &view.parsed.principal else { return true };
    element.negated || element.patterns.iter().any(|pattern| may_have_keys(&pattern.value))
}

fn may_have_keys(principal: &PrincipalPattern) -> bool {
    match principal.kind {
        PrincipalKind::Everyone | PrincipalKind::CanonicalUser => true,
        PrincipalKind::Aws => {
            Arn::parse(&principal.text).is_none_or(|arn| arn.service == "iam" && !arn.resource.starts_with("role/"))
        }
        PrincipalKind::Service | PrincipalKind::Federated | PrincipalKind::Unknown => false,
    }
}
