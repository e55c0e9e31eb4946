//! Deployment preferences: gradual deployments of functions by CodeDeploy.

use std::sync::Arc;

use indexmap::IndexMap;
use source::Origin;
use syntax::{Map, Node, Value, node};

use crate::arn;
use crate::context::Context;
use crate::error::Cause;
use crate::iam;
use crate::resource::Resource;
use crate::tags;
use crate::values::{self, intrinsic_if, is_intrinsic, is_no_value, reference, set, truthy};

const APPLICATION_ID: &str = "ServerlessDeploymentApplication";
const ROLE_ID: &str = "CodeDeployServiceRole";
const CONDITION: &str = "ServerlessCodeDeployCondition";
const STEP: &str = "deployment preference";
/// The most conditions that one `Fn::Or` takes.
const OR_LIMIT: usize = 10;
/// Deployment types that CodeDeploy knows for Lambda without its prefix.
const PREDEFINED: [&str; 9] = [
    "Canary10Percent5Minutes",
    "Canary10Percent10Minutes",
    "Canary10Percent15Minutes",
    "Canary10Percent30Minutes",
    "Linear10PercentEvery1Minute",
    "Linear10PercentEvery2Minutes",
    "Linear10PercentEvery3Minutes",
    "Linear10PercentEvery10Minutes",
    "AllAtOnce",
];

/// The deployment preference of one function, as it is written.
#[derive(Debug, Clone)]
struct Preference {
    kind: Node,
    before: Option<Node>,
    after: Option<Node>,
    alarms: Option<Node>,
    role: Option<Node>,
    triggers: Option<Node>,
    condition: Option<Node>,
    tags: Option<Map>,
    origin: Origin,
}

/// Functions with a deployment preference; `None` for one that is switched off.
#[derive(Debug, Default)]
pub struct Deployments {
    preferences: IndexMap<Arc<str>, Option<Preference>>,
}

/// What is told of a function besides its `DeploymentPreference`.
#[derive(Debug, Clone, Copy, Default)]
pub struct FunctionFacts<'a> {
    /// The function's condition.
    pub condition: Option<&'a Node>,
    /// The function's tags, if they are to be propagated.
    pub propagated_tags: Option<&'a Map>,
}

impl Deployments {
    /// Notes a function's `DeploymentPreference`, in which `Enabled`, `Type` and `PassthroughCondition` are resolved;
    /// returns whether it is switched on.
    ///
    /// # Errors
    /// When `Type` is absent or `Hooks` is not a mapping.
    pub fn add(&mut self, function_id: &str, preference: &Node, facts: FunctionFacts<'_>) -> Result<bool, Cause> {
        let id: Arc<str> = Arc::from(function_id);
        if !is_enabled(preference) {
            self.preferences.insert(id, None);
            return Ok(false);
        }
        let read = Preference::read(function_id, preference, facts)?;
        self.preferences.insert(id, Some(read));
        Ok(true)
    }

    /// The update policy of a function's alias, if the function's preference is switched on.
    ///
    /// # Errors
    /// When the preference's alarms are not a list.
    pub fn update_policy(&self, function_id: &str) -> Result<Option<Node>, Cause> {
        let Some(Some(preference)) = self.preferences.get(function_id) else { return Ok(None) };
        let group = preference.group(function_id)?;
        let origin = preference.origin.derived(STEP);
        let mut update = Map::new();
        update.insert("ApplicationName", reference(APPLICATION_ID, &origin));
        update.insert("DeploymentGroupName", group.reference());
        for (name, hook) in
            [("BeforeAllowTrafficHook", &preference.before), ("AfterAllowTrafficHook", &preference.after)]
        {
            if let Some(hook) = hook.as_ref().filter(|hook| !is_ref_to_nothing(hook)) {
                update.insert(name, hook.clone());
            }
        }
        Ok(Some(node!(&origin; { "CodeDeployLambdaAliasUpdate": (update) })))
    }

    fn enabled(&self) -> impl Iterator<Item = (&Arc<str>, &Preference)> {
        self.preferences.iter().filter_map(|(id, preference)| Some((id, preference.as_ref()?)))
    }

    /// The conditions of the preferences, each once, if every preference that is switched on has one.
    fn conditions(&self) -> Option<Vec<&Node>> {
        let mut distinct: Vec<&Node> = Vec::new();
        for (_, preference) in self.enabled() {
            let condition = set(preference.condition.as_ref())?;
            if !distinct.contains(&condition) {
                distinct.push(condition);
            }
        }
        Some(distinct)
    }

    /// The tags of all preferences; a later function's value wins.
    fn merged_tags(&self) -> Map {
        let mut merged = Map::new();
        for tags in self.enabled().filter_map(|(_, preference)| preference.tags.as_ref()) {
            for (key, entry) in tags.entries() {
                merged.insert_at(Arc::clone(key), entry.key.clone(), entry.node.clone());
            }
        }
        merged
    }
}

/// Adds the CodeDeploy application, role and groups to the output.
pub fn add_resources(context: &mut Context<'_>) {
    let deployments = std::mem::take(&mut context.deployments);
    let Some(origin) = deployments.enabled().next().map(|(_, preference)| preference.origin.derived(STEP)) else {
        return;
    };
    let conditions = deployments.conditions();
    let condition = conditions.as_ref().map(|conditions| match conditions.as_slice() {
        [only] => (*only).clone(),
        _ => Node::from_text(CONDITION, origin.clone()),
    });
    let shared = |resource: Resource| with_shared(resource, &deployments, condition.as_ref());
    let mut made = vec![shared(application(&origin))];
    if deployments.enabled().any(|(_, preference)| set(preference.role.as_ref()).is_none()) {
        made.push(shared(role(&origin, context)));
    }
    for (id, preference) in deployments.enabled() {
        match preference.group(id) {
            Ok(group) => made.push(group),
            Err(cause) => context.errors.push(cause),
        }
    }
    add_conditions(conditions.unwrap_or_default(), &origin, context);
    if let Some(resources) = context.output_resources_mut() {
        for resource in made {
            resources.insert(Arc::clone(&resource.logical_id), resource.into_node());
        }
    }
}

fn with_shared(mut resource: Resource, deployments: &Deployments, condition: Option<&Node>) -> Resource {
    let merged = deployments.merged_tags();
    if !merged.is_empty() {
        resource.set("Tags", tags::list(&merged));
    }
    if let Some(condition) = condition {
        resource.set_attribute("Condition", condition);
    }
    resource
}

fn application(origin: &Origin) -> Resource {
    let mut application = Resource::new(APPLICATION_ID, "AWS::CodeDeploy::Application", origin);
    application.set("ComputePlatform", "Lambda");
    application
}

fn role(origin: &Origin, context: &Context<'_>) -> Resource {
    let limited = matches!(context.options.partition.as_str(), "aws-iso" | "aws-iso-b");
    let name = if limited { "AWSCodeDeployRoleForLambdaLimited" } else { "AWSCodeDeployRoleForLambda" };
    let policy = arn::aws_managed_policy(&format!("service-role/{name}"), context.options);
    let mut role = Resource::new(ROLE_ID, "AWS::IAM::Role", origin);
    role.set("AssumeRolePolicyDocument", iam::trust_policy("codedeploy.amazonaws.com", origin));
    role.set("ManagedPolicyArns", node!(origin; [(policy)]));
    role
}

/// Joins several conditions to the one that the shared resources have. More than one `Fn::Or` takes are joined in steps;
/// a template without `Conditions` gets none.
fn add_conditions(conditions: Vec<&Node>, origin: &Origin, context: &mut Context<'_>) {
    let mut open: Vec<Node> = conditions.into_iter().cloned().collect();
    let Some(section) = context.output.get_mut("Conditions").and_then(Node::as_map_mut) else { return };
    let mut number = open.len().saturating_sub(2) / (OR_LIMIT - 1);
    while open.len() > 1 {
        let name = if number > 0 { format!("{CONDITION}{number}") } else { CONDITION.to_owned() };
        number = number.saturating_sub(1);
        let rest = open.split_off(open.len().min(OR_LIMIT));
        let joined: Vec<Node> = open.into_iter().map(|name| node!(origin; { "Condition": (name) })).collect();
        section.insert(name.as_str(), node!(origin; { "Fn::Or": (joined) }));
        open = rest;
        open.push(Node::from_text(name, origin.clone()));
    }
}

fn is_enabled(preference: &Node) -> bool {
    let Some(enabled) = preference.get("Enabled") else { return true };
    truthy(enabled) && !matches!(enabled.as_str(), Some("false" | "False"))
}

fn is_ref_to_nothing(hook: &Node) -> bool {
    hook.is_null() || hook.single().is_some_and(|(name, target)| &**name == "Ref" && target.is_null())
}

impl Preference {
    fn read(function_id: &str, preference: &Node, facts: FunctionFacts<'_>) -> Result<Self, Cause> {
        let error = |message: &str| Cause::resource(function_id, message).at(&preference.origin);
        let value = |name: &str| values::some(preference.get(name)).cloned();
        let kind = preference.get("Type").cloned();
        let kind = kind.ok_or_else(|| error("'DeploymentPreference' is missing required Property 'Type'"))?;
        let hooks = preference.get("Hooks");
        if hooks.is_some_and(|hooks| hooks.as_map().is_none()) {
            return Err(error("'Hooks' property of 'DeploymentPreference' must be a dictionary"));
        }
        let hook = |name: &str| values::some(hooks?.get(name)).cloned();
        let passes_condition = set(preference.get("PassthroughCondition")).is_some();
        Ok(Self {
            kind,
            before: hook("PreTraffic"),
            after: hook("PostTraffic"),
            alarms: value("Alarms"),
            role: value("Role"),
            triggers: value("TriggerConfigurations"),
            condition: facts.condition.filter(|_| passes_condition).cloned(),
            tags: facts.propagated_tags.filter(|tags| !tags.is_empty()).cloned(),
            origin: preference.origin.clone(),
        })
    }

    fn group(&self, function_id: &str) -> Result<Resource, Cause> {
        let origin = self.origin.derived(STEP);
        let id = format!("{function_id}DeploymentGroup");
        let mut group = Resource::new(id, "AWS::CodeDeploy::DeploymentGroup", &origin);
        let alarms = self.alarm_configuration();
        group.set_opt(
            "AlarmConfiguration",
            alarms.map_err(|message| Cause::resource(function_id, message).at(&origin))?,
        );
        group.set("ApplicationName", reference(APPLICATION_ID, &origin));
        let rollback = node!(&origin; {
            "Enabled": true,
            "Events": ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"]
        });
        group.set("AutoRollbackConfiguration", rollback);
        group.set("DeploymentConfigName", config_name(&self.kind, false));
        let style = node!(&origin; { "DeploymentType": "BLUE_GREEN", "DeploymentOption": "WITH_TRAFFIC_CONTROL" });
        group.set("DeploymentStyle", style);
        let given_role = set(self.role.as_ref()).cloned();
        group.set("ServiceRoleArn", given_role.unwrap_or_else(|| values::attribute(ROLE_ID, "Arn", &origin)));
        group.set_opt("TriggerConfigurations", set(self.triggers.as_ref()));
        group.set_opt("Tags", self.tags.as_ref().map(tags::list));
        if let Some(condition) = set(self.condition.as_ref()) {
            group.set_attribute("Condition", condition);
        }
        Ok(group)
    }

    fn alarm_configuration(&self) -> Result<Option<Node>, &'static str> {
        let Some(alarms) = set(self.alarms.as_ref()).filter(|alarms| !is_no_value(alarms)) else { return Ok(None) };
        let Some(arguments) = intrinsic_if(alarms) else { return alarm_list(alarms).map(Some) };
        let Some([condition, then, otherwise]) = arguments.as_list() else {
            return Err("Fn::If requires 3 arguments");
        };
        let (then, otherwise) = (alarm_list(then)?, alarm_list(otherwise)?);
        Ok(Some(values::conditional(condition.clone(), then, otherwise, &alarms.origin)))
    }
}

fn alarm_list(alarms: &Node) -> Result<Node, &'static str> {
    let origin = alarms.origin.derived(STEP);
    let list = alarms.as_list().ok_or("Alarms must be a list")?;
    if list.first().is_none_or(is_no_value) {
        return Ok(node!(&origin; {}));
    }
    let named: Vec<Node> = list.iter().map(|alarm| node!(&origin; { "Name": (alarm) })).collect();
    Ok(node!(&origin; { "Enabled": true, "Alarms": (named) }))
}

/// A deployment type with the names that CodeDeploy predefines put into its naming, also inside intrinsic functions.
/// `in_sub` says that the value is the argument of an `Fn::Sub`.
fn config_name(kind: &Node, in_sub: bool) -> Node {
    let origin = kind.origin.derived(STEP);
    let value = match &kind.value {
        Value::Text(name) if PREDEFINED.contains(&name.as_ref()) => {
            let arguments = node!(&origin; ["CodeDeployDefault.Lambda${ConfigName}", { "ConfigName": (kind) }]);
            return if in_sub { arguments } else { node!(&origin; { "Fn::Sub": (arguments) }) };
        }
        Value::List(items) => Value::List(items.iter().map(|item| config_name(item, false)).collect()),
        Value::Map(map) if is_intrinsic(kind) => Value::Map(
            map.iter().map(|(name, value)| (name.clone(), config_name(value, &**name == "Fn::Sub"))).collect(),
        ),
        _ => return kind.clone(),
    };
    Node::new(value, kind.origin.clone())
}
