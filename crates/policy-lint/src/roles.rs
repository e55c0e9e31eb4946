//! Handing a role to a service (`iam:PassRole`) and making one for it (`iam:CreateServiceLinkedRole`): on which roles?

use policy::{ActionPattern, Comparison, Sourced};
use source::Origin;

use crate::check::{Check, checks};
use crate::found::Found;
use crate::options::PolicyType;
use crate::view::{Policy, View};

checks! {
    PASS_ROLE_WITH_STAR_IN_RESOURCE: SecurityWarning, "every role may be handed to a service", "Name the roles, or the service in a condition on `iam:PassedToService`; who hands over a stronger role than their own becomes it.";
    PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE: SecurityWarning, "a wildcard lets every role be handed to a service", "The actions take in `iam:PassRole`; name actions and roles.";
    PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION: SecurityWarning, "every role may be handed to a service, since `NotAction` does not name it", "Name the allowed actions, or add `iam:PassRole` to `NotAction`.";
    PASS_ROLE_WITH_NOT_RESOURCE: SecurityWarning, "every role but a few may be handed to a service", "Name the roles in `Resource`.";
    PASS_ROLE_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE: SecurityWarning, "a wildcard lets every role but a few be handed to a service", "The actions take in `iam:PassRole`; name actions and roles.";
    PASS_ROLE_WITH_NOT_ACTION_AND_NOT_RESOURCE: SecurityWarning, "every role but a few may be handed to a service, since `NotAction` does not name it", "Name the allowed actions and roles.";
    CREATE_SLR_WITH_STAR_IN_RESOURCE: Warning, "a service-linked role may be made for every service", "Name the roles, or the service in a condition on `iam:AWSServiceName`.";
    CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE: Warning, "a wildcard lets service-linked roles be made for every service", "The actions take in `iam:CreateServiceLinkedRole`; name actions and roles.";
    CREATE_SLR_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION: Warning, "service-linked roles may be made for every service, since `NotAction` does not name it", "Name the allowed actions, or add `iam:CreateServiceLinkedRole` to `NotAction`.";
    CREATE_SLR_WITH_NOT_RESOURCE: Warning, "service-linked roles may be made for all services but a few", "Name the roles in `Resource`.";
    CREATE_SLR_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE: Warning, "a wildcard lets service-linked roles be made for all services but a few", "The actions take in `iam:CreateServiceLinkedRole`; name actions and roles.";
    CREATE_SLR_WITH_NOT_ACTION_AND_NOT_RESOURCE: Warning, "service-linked roles may be made for all services but a few, since `NotAction` does not name it", "Name the allowed actions and roles.";
}

/// One action that is dangerous on every role.
struct Danger {
    action: &'static str,
    /// The key that names the service, in lower case.
    narrowed_by: &'static str,
    /// By how the action is allowed: named, by a wildcard, by `NotAction`; on every resource, then on all but a few.
    checks: [[&'static Check; 3]; 2],
}

static DANGERS: [Danger; 2] = [
    Danger {
        action: "iam:PassRole",
        narrowed_by: "iam:passedtoservice",
        checks: [
            [
                &PASS_ROLE_WITH_STAR_IN_RESOURCE,
                &PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE,
                &PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION,
            ],
            [
                &PASS_ROLE_WITH_NOT_RESOURCE,
                &PASS_ROLE_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE,
                &PASS_ROLE_WITH_NOT_ACTION_AND_NOT_RESOURCE,
            ],
        ],
    },
    Danger {
        action: "iam:CreateServiceLinkedRole",
        narrowed_by: "iam:awsservicename",
        checks: [
            [
                &CREATE_SLR_WITH_STAR_IN_RESOURCE,
                &CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE,
                &CREATE_SLR_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION,
            ],
            [
                &CREATE_SLR_WITH_NOT_RESOURCE,
                &CREATE_SLR_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE,
                &CREATE_SLR_WITH_NOT_ACTION_AND_NOT_RESOURCE,
            ],
        ],
    },
];

/// How a statement comes to allow an action.
#[derive(Debug, Clone, Copy)]
enum Way {
    Named = 0,
    Wildcard = 1,
    NotAction = 2,
}

pub(crate) fn check(policy: &Policy<'_>, view: &View<'_>, found: &mut Found) {
    // Only the policies of an identity give: the others limit.
    if !view.allows() || policy.options.kind != PolicyType::Identity {
        return;
    }
    for danger in &DANGERS {
        let Some((way, at)) = way(view, danger.action) else { continue };
        let Some(resources) = &view.parsed.resource else { continue };
        let is_any = resources.patterns.iter().any(|pattern| pattern.value.is_any());
        if !resources.negated && !is_any || is_narrowed(view, danger.narrowed_by) {
            continue;
        }
        let [any, but_few] = &danger.checks;
        let [named, wildcard, not_action] = if resources.negated { but_few } else { any };
        let check = match way {
            Way::Named => named,
            Way::Wildcard => wildcard,
            Way::NotAction => not_action,
        };
        found.add(check, at, format!("this allows `{}` on {}", danger.action, extent(resources.negated)));
    }
}

const fn extent(negated: bool) -> &'static str {
    if negated { "every role that `NotResource` does not name" } else { "every role" }
}

/// How the statement allows the action, and where it says so.
fn way<'a>(view: &View<'a>, action: &str) -> Option<(Way, &'a Origin)> {
    let element = view.parsed.action.as_ref()?;
    let matching: Vec<&Sourced<ActionPattern>> =
        element.patterns.iter().filter(|pattern| pattern.value.matches(action)).collect();
    if element.negated {
        return matching.is_empty().then_some((Way::NotAction, &element.origin));
    }
    let named = matching.iter().find(|pattern| pattern.value.text().eq_ignore_ascii_case(action));
    let way = if named.is_some() { Way::Named } else { Way::Wildcard };
    named.or(matching.first()).map(|pattern| (way, &pattern.origin))
}

/// Whether a condition names the services for sure: it does not hold without the key, and its values have no wildcard.
fn is_narrowed(view: &View<'_>, key: &str) -> bool {
    view.parsed.conditions.iter().any(|condition| {
        let Some(meaning) = condition.meaning else { return false };
        let is_text = matches!(
            meaning.comparison,
            Comparison::StringEquals | Comparison::StringEqualsIgnoreCase | Comparison::StringLike
        );
        let has_wildcard = meaning.comparison == Comparison::StringLike
            && condition.values.iter().any(|value| value.value.contains(['*', '?']));
        condition.key.value.eq_ignore_ascii_case(key)
            && is_text
            && !meaning.negated
            && !meaning.holds_when_missing()
            && !has_wildcard
    })
}
