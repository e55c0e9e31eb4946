//! Policies of an organisation: service control policies (SCP) and resource control policies (RCP).

use policy::{Condition, PrincipalKind};

use crate::check::checks;
use crate::found::Found;
use crate::options::PolicyType;
use crate::view::{Policy, View};

checks! {
    SCP_SYNTAX_ERROR_ACTION_WILDCARD: Error, "an SCP has a wildcard inside an action", "Put the wildcard at the end of the action, or list the actions.";
    SCP_SYNTAX_ERROR_PRINCIPAL: Error, "an SCP names a principal", "An SCP is about all principals of its accounts; compare `aws:PrincipalArn` in a condition.";
    RCP_SYNTAX_ERROR_PRINCIPAL: Error, "an RCP does not name all principals", "The principal of an RCP is `\"*\"`; narrow in the condition.";
    RCP_SYNTAX_ERROR_ALLOW: Error, "an RCP allows less than everything", "An RCP takes away; its only `Allow` is everything on everything, without a condition.";
    RCP_SYNTAX_ERROR_NOTACTION: Error, "an RCP has `NotAction`", "List the actions in `Action`.";
    RCP_MISSING_RELATED_PRINCIPAL_CONDITION_KEY: Warning, "an RCP about principals also hits AWS services", "Add `\"BoolIfExists\": {\"aws:PrincipalIsAWSService\": \"false\"}`, so that services acting for you are spared.";
    RCP_MISSING_RELATED_SERVICE_PRINCIPAL_CONDITION_KEY: Warning, "an RCP about AWS services also hits your principals", "Add `\"BoolIfExists\": {\"aws:PrincipalIsAWSService\": \"true\"}`, so that your own principals are spared.";
    RCP_MISSING_SERVICE_CONDITION_KEY_NULL_CHECK: Warning, "an RCP compares the source of a request that may have none", "Add `\"Null\": {\"aws:SourceAccount\": \"false\"}` or the same of `aws:SourceArn`.";
}

/// Keys that say from where a caller's identity comes, in lower case.
const PRINCIPAL_KEYS: [&str; 4] =
    ["aws:principalorgid", "aws:principalorgpaths", "aws:principalaccount", "aws:principalarn"];

/// Keys that say on whose behalf a service acts, in lower case.
const SOURCE_KEYS: [&str; 4] = ["aws:sourceorgid", "aws:sourceorgpaths", "aws:sourceaccount", "aws:sourcearn"];

pub(crate) fn check(policy: &Policy<'_>, view: &View<'_>, found: &mut Found) {
    match policy.options.kind {
        PolicyType::ServiceControl => service_control(view, found),
        PolicyType::ResourceControl => resource_control(view, found),
        _ => {}
    }
}

fn service_control(view: &View<'_>, found: &mut Found) {
    if let Some(entry) = view.either(["Principal", "NotPrincipal"]) {
        found.add(&SCP_SYNTAX_ERROR_PRINCIPAL, &entry.key, "a service control policy has no principal element");
    }
    for action in view.parsed.action.iter().flat_map(|element| &element.patterns) {
        let text = action.value.text();
        let inside = text.trim_end_matches('*');
        if inside.contains(['*', '?']) && !policy::has_hole(text) {
            let message = format!("`{text}` has a wildcard before its end");
            found.add(&SCP_SYNTAX_ERROR_ACTION_WILDCARD, &action.origin, message);
        }
    }
}

fn resource_control(view: &View<'_>, found: &mut Found) {
    if let Some(element) = &view.parsed.principal {
        let is_everyone = element.patterns.iter().all(|one| one.value.kind == PrincipalKind::Everyone);
        if element.negated || !is_everyone {
            let message = "the principal of a resource control policy is `\"*\"`";
            found.add(&RCP_SYNTAX_ERROR_PRINCIPAL, &element.origin, message);
        }
    }
    if let Some(entry) = view.element("NotAction") {
        found.add(&RCP_SYNTAX_ERROR_NOTACTION, &entry.key, "a resource control policy lists its actions");
    }
    if view.allows() {
        allow(view, found);
    }
    if view.denies() {
        spared(view, found);
    }
}

fn allow(view: &View<'_>, found: &mut Found) {
    if let Some(entry) = view.element("Condition") {
        found.add(&RCP_SYNTAX_ERROR_ALLOW, &entry.key, "an `Allow` of a resource control policy has no condition");
    }
    let resource = view
        .parsed
        .resource
        .as_ref()
        .filter(|element| element.negated || !element.patterns.iter().any(|pattern| pattern.value.is_any()));
    if let Some(element) = resource {
        let message = "an `Allow` of a resource control policy is about every resource";
        found.add(&RCP_SYNTAX_ERROR_ALLOW, &element.origin, message);
    }
}

/// Whom a Deny hits beside those it means.
fn spared(view: &View<'_>, found: &mut Found) {
    let conditions = &view.parsed.conditions;
    let of = |keys: &[&str]| conditions.iter().find(|condition| narrows(condition, keys));
    let tells_services_apart = view.asks("aws:principalisawsservice");
    if let Some(condition) = of(&PRINCIPAL_KEYS).filter(|_| !tells_services_apart) {
        let message = format!("requests of AWS services have no `{}` and are denied, too", condition.key.value);
        found.add(&RCP_MISSING_RELATED_PRINCIPAL_CONDITION_KEY, &condition.origin, message);
    }
    let Some(condition) = of(&SOURCE_KEYS) else { return };
    let key = &condition.key.value;
    if !tells_services_apart {
        let message = format!("requests of your own principals have no `{key}` and are denied, too");
        found.add(&RCP_MISSING_RELATED_SERVICE_PRINCIPAL_CONDITION_KEY, &condition.origin, message);
    }
    let asks_presence = conditions.iter().any(|one| {
        let name = one.key.value.to_ascii_lowercase();
        one.operator.value.eq_ignore_ascii_case("Null") && matches!(&*name, "aws:sourceaccount" | "aws:sourcearn")
    });
    if !asks_presence {
        let message = format!("a request may come without any source, and then `{key}` is missing");
        found.add(&RCP_MISSING_SERVICE_CONDITION_KEY_NULL_CHECK, &condition.origin, message);
    }
}

/// Whether a condition denies whoever does not have the right value of one of these keys.
fn narrows(condition: &Condition, keys: &[&str]) -> bool {
    let key = condition.key.value.to_ascii_lowercase();
    keys.contains(&&*key) && condition.meaning.is_some_and(|meaning| meaning.negated)
}
