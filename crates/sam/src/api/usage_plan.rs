//! Usage plans and API keys, one for each API or one shared by all of a template.

use std::sync::Arc;

use source::Origin;
use syntax::{Map, Node, node};

use super::body::AUTH_KEYS;
use crate::context::Context;
use crate::error::Cause;
use crate::resource::{Resource, SamResource};
use crate::values;

const SHARED_CONDITION: &str = "SharedUsagePlanCondition";
const KEYS: [&str; 6] = ["CreateUsagePlan", "Description", "Quota", "Tags", "Throttle", "UsagePlanName"];

/// What the APIs with a shared plan have said so far.
#[derive(Debug, Default)]
pub(crate) struct SharedUsagePlan {
    depends_on: Vec<Arc<str>>,
    stages: Vec<Node>,
    stage_keys: Vec<Node>,
    conditions: Vec<Node>,
    any_unconditional: bool,
    deletion_policy: Option<Node>,
    replacement_policy: Option<Node>,
}

/// Who shares the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scope {
    Api,
    Template,
}

/// The plan, the key and what joins them; nothing when the API asks for none.
pub(super) fn expand(
    resource: &SamResource,
    stage: &Resource,
    context: &mut Context<'_>,
) -> Result<Vec<Resource>, Cause> {
    let Some(auth) = resource.set("Auth").and_then(Node::as_map) else { return Ok(Vec::new()) };
    let Some(written) = values::some(auth.get("UsagePlan")) else { return Ok(Vec::new()) };
    debug_assert!(auth.keys().all(|key| AUTH_KEYS.contains(&&**key)), "checked when the document was built");
    let Some(scope) = scope(&resource.logical_id, written)? else { return Ok(Vec::new()) };
    let origin = written.origin.derived("UsagePlan");
    let api = values::reference(&resource.logical_id, &origin);
    let stage_reference = values::reference(&stage.logical_id, &origin);
    let api_stage = node!(&origin; { "ApiId": (&api), "Stage": (&stage_reference) });
    let stage_key = node!(&origin; { "RestApiId": (api), "StageName": (stage_reference) });
    let parts = match scope {
        Scope::Api => Parts {
            stem: resource.logical_id.to_string(),
            depends_on: vec![resource.logical_id.clone()],
            stages: vec![api_stage],
            stage_keys: vec![stage_key],
            attributes: resource.passed_attributes(),
            origin,
        },
        Scope::Template => share(resource, api_stage, stage_key, origin, context)?,
    };
    Ok(parts.resources(written))
}

fn scope(logical_id: &str, written: &Node) -> Result<Option<Scope>, Cause> {
    let fault = |message: &str| Cause::resource(logical_id, message).at(&written.origin);
    let map = written.as_map().ok_or_else(|| fault("'UsagePlan' must be a dictionary"))?;
    if map.keys().any(|key| !KEYS.contains(&&**key)) {
        return Err(fault("Invalid property for 'UsagePlan'"));
    }
    let create = values::some(map.get("CreateUsagePlan"));
    match create.ok_or_else(|| fault("'CreateUsagePlan' is a required field for UsagePlan."))?.as_str() {
        Some("PER_API") => Ok(Some(Scope::Api)),
        Some("SHARED") => Ok(Some(Scope::Template)),
        Some("NONE") => Ok(None),
        _ => Err(fault("'CreateUsagePlan' accepts one of ['SHARED', 'PER_API', 'NONE'].")),
    }
}

struct Parts {
    stem: String,
    depends_on: Vec<Arc<str>>,
    stages: Vec<Node>,
    stage_keys: Vec<Node>,
    attributes: Map,
    origin: Origin,
}

impl Parts {
    fn resources(self, written: &Node) -> Vec<Resource> {
        let origin = &self.origin;
        let (plan_id, key_id) = (format!("{}UsagePlan", self.stem), format!("{}ApiKey", self.stem));
        let new = |id: &str, kind: &'static str, depends_on: Vec<Node>| {
            Resource::new(id, kind, origin)
                .with_depends_on(Some(Node::from_list(depends_on, origin.clone())))
                .with_attributes(self.attributes.clone())
        };
        let depends_on = self.depends_on.iter().map(|id| Node::from_text(id.clone(), origin.clone())).collect();
        let mut plan = new(&plan_id, "AWS::ApiGateway::UsagePlan", depends_on);
        plan.set("ApiStages", self.stages.clone());
        for name in ["UsagePlanName", "Description", "Quota", "Tags", "Throttle"] {
            plan.set_opt(name, values::set(written.get(name)));
        }
        let mut key = new(&key_id, "AWS::ApiGateway::ApiKey", vec![node!(origin; (&plan_id))]);
        key.set("Enabled", true);
        key.set("StageKeys", self.stage_keys.clone());
        let id = format!("{}UsagePlanKey", self.stem);
        let mut link = new(&id, "AWS::ApiGateway::UsagePlanKey", vec![node!(origin; (&key_id))]);
        link.set("KeyId", values::reference(&key_id, origin));
        link.set("KeyType", "API_KEY");
        link.set("UsagePlanId", values::reference(&plan_id, origin));
        vec![plan, key, link]
    }
}

fn share(
    resource: &SamResource,
    api_stage: Node,
    stage_key: Node,
    origin: Origin,
    context: &mut Context<'_>,
) -> Result<Parts, Cause> {
    let shared = &mut context.apis.usage_plan;
    if !shared.depends_on.contains(&resource.logical_id) {
        shared.depends_on.push(resource.logical_id.clone());
    }
    if !shared.stages.contains(&api_stage) {
        shared.stages.push(api_stage);
    }
    if !shared.stage_keys.contains(&stage_key) {
        shared.stage_keys.push(stage_key);
    }
    let passed = resource.passed_attributes();
    shared.take_policies(&passed);
    take_condition(values::some(passed.get("Condition")), context)?;
    let shared = &context.apis.usage_plan;
    Ok(Parts {
        stem: "Serverless".to_owned(),
        depends_on: shared.depends_on.clone(),
        stages: shared.stages.clone(),
        stage_keys: shared.stage_keys.clone(),
        attributes: shared.attributes(&origin),
        origin,
    })
}

impl SharedUsagePlan {
    fn take_policies(&mut self, passed: &Map) {
        if let Some(policy) = values::set(passed.get("DeletionPolicy"))
            && (self.deletion_policy.is_none() || policy.as_str() == Some("Retain"))
        {
            self.deletion_policy = Some(policy.clone());
        }
        let Some(policy) = values::set(passed.get("UpdateReplacePolicy")) else { return };
        let held = self.replacement_policy.as_ref().map(Node::as_str);
        let stronger = matches!(
            (policy.as_str(), held),
            (_, None) | (Some("Retain"), _) | (Some("Snapshot"), Some(Some("Delete")))
        );
        if stronger {
            self.replacement_policy = Some(policy.clone());
        }
    }

    fn attributes(&self, origin: &Origin) -> Map {
        let mut attributes = Map::new();
        let condition =
            (!self.conditions.is_empty() && !self.any_unconditional).then(|| node!(origin; (SHARED_CONDITION)));
        let all = [
            ("DeletionPolicy", self.deletion_policy.clone()),
            ("UpdateReplacePolicy", self.replacement_policy.clone()),
            ("Condition", condition),
        ];
        for (name, value) in all {
            if let Some(value) = value {
                attributes.insert(name, value);
            }
        }
        attributes
    }
}

/// Keeps the template's condition for the plan in step: it holds when one of the APIs exists.
fn take_condition(condition: Option<&Node>, context: &mut Context<'_>) -> Result<(), Cause> {
    let shared = &mut context.apis.usage_plan;
    if shared.any_unconditional {
        return Ok(());
    }
    let Some(condition) = condition else {
        shared.any_unconditional = true;
        if let Some(conditions) = context.output.get_mut("Conditions").and_then(Node::as_map_mut) {
            conditions.remove(SHARED_CONDITION);
        }
        return Ok(());
    };
    if !values::truthy(condition) || shared.conditions.contains(condition) {
        return Ok(());
    }
    if context.output.get("Conditions").is_none_or(Node::is_null) {
        let message = "Can't have condition without having 'Conditions' section in the template";
        return Err(Cause::template(message).at(&condition.origin));
    }
    shared.conditions.push(condition.clone());
    let origin = condition.origin.derived("UsagePlan");
    let definition = match shared.conditions.as_slice() {
        [one] => one.clone(),
        several => {
            let all: Vec<Node> = several.iter().map(|one| node!(&origin; { "Condition": (one) })).collect();
            node!(&origin; { "Fn::Or": (all) })
        }
    };
    context.add_condition(SHARED_CONDITION, definition);
    Ok(())
}
