//! Cases in which the request is first held against the table of actions: whether the action exists, which types of
//! resources it acts on, which keys it may have.

use policy::{
    Context, ContextValue, Inquiry, Keys, Outcome, Request, ResourceDecision, ResourcePattern, Resources, inquire,
    inquire_each, outcome_for_some,
};
use serde_json::{Value, json};
use service_reference::{Action, ActionResource};

use super::answer;
use super::case::{self, Level, Policies, document, list, text};

/// Whether the evaluator says of the case what it expects.
pub(super) fn judge(case: &Value) -> Result<(), String> {
    let simulation = case.get("simulation").unwrap_or(&Value::Null);
    let expected = case.get("expected").unwrap_or(&Value::Null);
    let asked = simulation.get("request").unwrap_or(&Value::Null);
    let name = text(asked, "action");
    let action = service_reference::action(&name).ok_or_else(|| format!("no action `{name}`"))?;
    let request = case::request(asked, Context::new());
    let variables = asked.get("contextVariables").unwrap_or(&Value::Null);
    let policies = policies(simulation);
    let options = case.get("simulationOptions").unwrap_or(&Value::Null);
    let constraints: Vec<Value> = list(options, "discoveryContextKeyConstraints").cloned().collect();
    let knowledge = |key: &str| case::knowledge(&constraints, key);
    let keys = if text(options, "simulationMode") == "Discovery" { Keys::Open(&knowledge) } else { Keys::Closed };
    let types: Vec<ActionResource> = action.resources().filter(|used| is_of_type(&request.resource, *used)).collect();
    if action.is_without_resources() || !request.resource.contains('*') {
        if !action.is_without_resources() && types.is_empty() {
            return Err("no type of resource fits".to_owned());
        }
        let request =
            Request { context: context(variables, action, types.first().copied(), &request.resource), ..request };
        let decision = inquire(&policies.borrowed(), &Inquiry { request: &request, resources: Resources::One, keys });
        answer::outcome(&decision, expected.get("overallResult"))?;
        let conditions = list(expected, "results").next().and_then(|result| result.get("conditions"));
        return answer::conditions(&decision, &policies, conditions);
    }
    let mut results = Vec::new();
    let mut outcomes: Vec<ResourceDecision> = Vec::new();
    for used in types {
        let context = context(variables, action, Some(used), &request.resource);
        let request = Request { context, ..request.clone() };
        let inquiry = Inquiry { request: &request, resources: Resources::Some, keys };
        let found = inquire_each(&policies.borrowed(), &inquiry, Some(&arn_pattern(used)));
        results.extend(found.iter().map(|answer| result(answer, used, &policies)));
        outcomes.extend(found);
    }
    compare(&outcomes, &results, expected)
}

fn compare(outcomes: &[ResourceDecision], results: &[Value], expected: &Value) -> Result<(), String> {
    let outcome = if outcomes.is_empty() { Outcome::ImplicitDeny } else { outcome_for_some(outcomes) };
    answer::same("outcome", &answer::outcome_name(outcome).to_owned(), &text(expected, "overallResult"))?;
    let wanted = expected.get("results").cloned().unwrap_or_default();
    answer::same("results", &answer::sorted(&Value::Array(results.to_vec())), &answer::sorted(&wanted))
}

fn result(answer: &ResourceDecision, used: ActionResource, policies: &Policies) -> Value {
    let mut result = json!({
        "resourceType": used.resource_type().name(),
        "resourcePattern": answer.resource,
        "result": answer::outcome_name(answer.decision.outcome),
    });
    if let (Some(conditions), Some(result)) =
        (answer::expression(&answer.decision.under, policies), result.as_object_mut())
    {
        result.insert("conditions".to_owned(), conditions);
    }
    result
}

fn is_of_type(resource: &str, used: ActionResource) -> bool {
    ResourcePattern::without_variables(resource).intersects(&arn_pattern(used))
}

/// The shape of the type's ARNs as a pattern; what stands for a name is at least one character.
fn arn_pattern(used: ActionResource) -> ResourcePattern {
    let mut pattern = String::new();
    let mut rest = used.resource_type().arn();
    while let Some((before, after)) = rest.split_once("${") {
        pattern.push_str(before);
        pattern.push_str("?*");
        rest = after.split_once('}').map_or("", |(_, after)| after);
    }
    pattern.push_str(rest);
    ResourcePattern::without_variables(pattern)
}

/// The keys that the request may have, each with one value or many as the table says.
fn context(variables: &Value, action: Action, used: Option<ActionResource>, resource: &str) -> Context {
    let of_type =
        || used.into_iter().flat_map(|used| used.condition_keys().chain(used.resource_type().condition_keys()));
    // A bucket's tags count only where the bucket asks for it.
    let is_in_bucket = resource.starts_with("arn:aws:s3:::");
    let is_tag = |key: &str| ["aws:resourcetag/", "s3:buckettag/"].iter().any(|prefix| key.starts_with(prefix));
    let mut context = Context::new();
    for (name, value) in case::context(variables).iter() {
        let known = action.condition_keys().chain(of_type()).chain(service_reference::global_keys());
        let known = known.into_iter().find(|key| key.is_named(name)).filter(|_| !(is_in_bucket && is_tag(name)));
        let Some(key) = known else { continue };
        let value = match (key.is_multivalued, value.clone()) {
            (true, ContextValue::Single(one)) => ContextValue::Many(vec![one]),
            (false, ContextValue::Many(all)) => match all.into_iter().next() {
                Some(one) => ContextValue::Single(one),
                None => continue,
            },
            (_, value) => value,
        };
        context.set(name, value);
    }
    context
}

fn policies(simulation: &Value) -> Policies {
    let policy = |named: &Value| document(named.get("policy").unwrap_or(&Value::Null));
    let non_empty = |key: &str| -> Option<Vec<_>> {
        let all: Vec<_> = list(simulation, key).map(policy).collect();
        (!all.is_empty()).then_some(all)
    };
    let some = |key: &str| simulation.get(key).filter(|value| !value.is_null());
    let levels = |key: &str, with_full_access: bool| {
        let level = |level: &Value| {
            let full = with_full_access.then(case::full_access);
            Level {
                name: text(level, "orgIdentifier"),
                policies: full.into_iter().chain(list(level, "policies").map(policy)).collect(),
            }
        };
        list(simulation, key).map(level).collect()
    };
    Policies {
        identity: list(simulation, "identityPolicies").map(policy).collect(),
        identity_names: list(simulation, "identityPolicies").map(|named| text(named, "name")).collect(),
        resource: some("resourcePolicy").map(document),
        boundary: non_empty("permissionBoundaryPolicies"),
        session: some("sessionPolicy").map(document),
        service_control: levels("serviceControlPolicies", false),
        resource_control: levels("resourceControlPolicies", true),
        endpoint: non_empty("vpcEndpointPolicies"),
    }
}
