//! Cases in which the request is taken as it is.

use policy::{Decision, Inquiry, Keys, Resources};
use serde_json::Value;

use super::answer;
use super::case::{self, Level, Policies, document, list, text};

/// Whether the evaluator says of the case what another one answered.
pub(in crate::conformance) fn agree(case: &Value, answer: &Value) -> Result<(), String> {
    if let Some(error) = answer.get("error") {
        return Err(format!("it answered {error}"));
    }
    let decision = decide(case, &policies(case));
    answer::outcome(&decision, answer.get("response"))?;
    answer::blocked(&decision, answer.get("blockedBy"))
}

/// Whether the evaluator says of the case what it expects.
pub(super) fn judge(case: &Value) -> Result<(), String> {
    let policies = policies(case);
    let decision = decide(case, &policies);
    let expected = case.get("expected").unwrap_or(&Value::Null);
    answer::outcome(&decision, expected.get("response"))?;
    answer::blocked(&decision, expected.get("blockedBy"))?;
    answer::conditions(&decision, &policies, expected.get("conditions"))?;
    if text(case.get("simulation").unwrap_or(&Value::Null), "mode") == "Discovery" {
        answer::ignored(&decision, expected.get("ignoredConditions"))?;
        answer::session_name(&decision, expected.get("ignoredRoleSessionName"))?;
    }
    Ok(())
}

fn decide(case: &Value, policies: &Policies) -> Decision {
    let asked = case.get("request").unwrap_or(&Value::Null);
    let request = case::request(asked, case::context(asked.get("context").unwrap_or(&Value::Null)));
    let only_star = asked.get("wildcardOnlyAction").and_then(Value::as_bool) == Some(true);
    let simulation = case.get("simulation").unwrap_or(&Value::Null);
    let constraints: Vec<Value> = list(simulation, "discoveryContextKeyConstraints").cloned().collect();
    let knowledge = |key: &str| case::knowledge(&constraints, key);
    let discovers = text(simulation, "mode") == "Discovery";
    let inquiry = Inquiry {
        request: &request,
        resources: if request.resource.contains('*') && !only_star { Resources::Some } else { Resources::One },
        keys: if discovers { Keys::Open(&knowledge) } else { Keys::Closed },
    };
    policy::inquire(&policies.borrowed(), &inquiry)
}

fn policies(case: &Value) -> Policies {
    let some = |key: &str| case.get(key).filter(|value| !value.is_null());
    let non_empty = |key: &str| -> Option<Vec<_>> {
        let all: Vec<_> = list(case, key).map(document).collect();
        (!all.is_empty()).then_some(all)
    };
    Policies {
        identity: list(case, "identityPolicies").map(document).collect(),
        identity_names: Vec::new(),
        resource: some("resourcePolicy").map(document),
        boundary: non_empty("permissionBoundaries"),
        session: some("sessionPolicy").map(document),
        service_control: levels(case, "serviceControlPolicies", false),
        resource_control: levels(case, "resourceControlPolicies", true),
        endpoint: non_empty("endpointPolicies"),
    }
}

/// The levels of an organisation; resource control policies have one more at each, which allows all.
fn levels(case: &Value, key: &str, with_full_access: bool) -> Vec<Level> {
    let own = |level: &Value| {
        let full = with_full_access.then(case::full_access);
        Level {
            name: text(level, "orgIdentifier"),
            policies: full.into_iter().chain(list(level, "policies").map(document)).collect(),
        }
    };
    list(case, key).map(own).collect()
}
