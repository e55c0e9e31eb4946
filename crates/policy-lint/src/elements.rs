//! Which elements a statement must have, may have, and may not have together.

use crate::check::checks;
use crate::found::Found;
use crate::nearest::nearest;
use crate::options::PolicyType;
use crate::view::{Policy, View};

checks! {
    MISSING_EFFECT: Error, "the statement has no effect", "Say `Allow` or `Deny`.";
    INVALID_EFFECT: Error, "the effect does not exist", "The effects are `Allow` and `Deny`, written so.";
    MISSING_ACTION: Error, "the statement names no action", "Add `Action` or `NotAction`.";
    MISSING_RESOURCE: Error, "the statement names no resource", "Add `Resource` or `NotResource`; only a role's trust policy does without.";
    MISSING_PRINCIPAL: Error, "the statement of a resource policy names no principal", "Add `Principal`: who may do it.";
    UNSUPPORTED_PRINCIPAL: Error, "an identity policy names a principal", "The principal of an identity policy is the identity it hangs on; remove the element.";
    UNSUPPORTED_ELEMENT_COMBINATION: Error, "an element and its complement stand in one statement", "Keep one of the two, or split the statement.";
}

/// Services whose resource policies hang on their only resource and need not name it.
const WITHOUT_RESOURCE: [&str; 2] = ["ecr", "elasticfilesystem"];

pub(crate) fn check(policy: &Policy<'_>, view: &View<'_>, found: &mut Found) {
    effect(view, found);
    combinations(view, found);
    let origin = &view.node.origin;
    if view.either(["Action", "NotAction"]).is_none() {
        found.add(&MISSING_ACTION, origin, "the statement has neither `Action` nor `NotAction`");
    }
    let kind = &policy.options.kind;
    let needs_resource =
        *kind != PolicyType::Trust && kind.service().is_none_or(|service| !WITHOUT_RESOURCE.contains(&service));
    if needs_resource && view.either(["Resource", "NotResource"]).is_none() {
        found.add(&MISSING_RESOURCE, origin, "the statement has neither `Resource` nor `NotResource`");
    }
    match view.either(["Principal", "NotPrincipal"]) {
        None if kind.names_principals() => {
            found.add(&MISSING_PRINCIPAL, origin, "the statement does not say to whom it applies");
        }
        Some(entry) if *kind == PolicyType::Identity => {
            found.add(&UNSUPPORTED_PRINCIPAL, &entry.key, "an identity policy has no principal element");
        }
        _ => {}
    }
}

fn effect(view: &View<'_>, found: &mut Found) {
    let Some(entry) = view.element("Effect") else {
        found.add(&MISSING_EFFECT, &view.node.origin, "the statement does not say `Allow` or `Deny`");
        return;
    };
    let Some(effect) = entry.node.as_str().filter(|text| !policy::has_hole(text)) else { return };
    if !matches!(effect, "Allow" | "Deny") {
        let message = format!("`{effect}` is neither `Allow` nor `Deny`");
        match nearest(effect, ["Allow", "Deny"]) {
            Some(name) => found.suggest(&INVALID_EFFECT, &entry.node.origin, message, name),
            None => found.add(&INVALID_EFFECT, &entry.node.origin, message),
        }
    }
}

fn combinations(view: &View<'_>, found: &mut Found) {
    for (plain, complement) in [("Action", "NotAction"), ("Resource", "NotResource"), ("Principal", "NotPrincipal")] {
        if let (Some(_), Some(other)) = (view.element(plain), view.element(complement)) {
            let message = format!("`{plain}` and `{complement}` stand in one statement");
            found.add(&UNSUPPORTED_ELEMENT_COMBINATION, &other.key, message);
        }
    }
}
