//! `Globals`: properties for all resources of a type.

use syntax::{Map, Node, Value};

use crate::budget::{Budget, size_of_map};
use crate::error::{Cause, TransformError};
use crate::resource::SamType;
use crate::{python, values};

/// The sections and the properties each may have, in the order of the messages.
const SECTIONS: [(SamType, &[&str]); 8] = [
    (SamType::Function, FUNCTION),
    (SamType::Api, API),
    (SamType::HttpApi, HTTP_API),
    (SamType::SimpleTable, &["SSESpecification"]),
    (SamType::StateMachine, &["PropagateTags"]),
    (SamType::LayerVersion, &["PublishLambdaVersion"]),
    (SamType::CapacityProvider, CAPACITY_PROVIDER),
    (SamType::WebSocketApi, WEB_SOCKET_API),
];

#[rustfmt::skip]
const FUNCTION: &[&str] = &[
    "Handler", "Runtime", "CodeUri", "DeadLetterQueue", "Description", "MemorySize", "Timeout", "VpcConfig",
    "Environment", "Tags", "PropagateTags", "Tracing", "KmsKeyArn", "AutoPublishAlias",
    "AutoPublishAliasAllProperties", "Layers", "DeploymentPreference", "RolePath", "PermissionsBoundary",
    "ReservedConcurrentExecutions", "ProvisionedConcurrencyConfig", "AssumeRolePolicyDocument", "EventInvokeConfig",
    "FileSystemConfigs", "CodeSigningConfigArn", "Architectures", "SnapStart", "EphemeralStorage",
    "FunctionUrlConfig", "RuntimeManagementConfig", "LoggingConfig", "RecursiveLoop", "SourceKMSKeyArn",
    "TenancyConfig", "DurableConfig", "CapacityProviderConfig", "FunctionScalingConfig", "PublishToLatestPublished",
    "VersionDeletionPolicy",
];

#[rustfmt::skip]
const API: &[&str] = &[
    "Auth", "Name", "DefinitionUri", "CacheClusterEnabled", "CacheClusterSize", "MergeDefinitions", "Variables",
    "EndpointConfiguration", "MethodSettings", "BinaryMediaTypes", "MinimumCompressionSize", "Cors",
    "GatewayResponses", "AccessLogSetting", "CanarySetting", "TracingEnabled", "OpenApiVersion", "Domain",
    "AlwaysDeploy", "PropagateTags", "SecurityPolicy", "EndpointAccessMode",
];

#[rustfmt::skip]
const HTTP_API: &[&str] = &[
    "Auth", "AccessLogSettings", "StageVariables", "Tags", "CorsConfiguration", "DefaultRouteSettings", "Domain",
    "RouteSettings", "FailOnWarnings", "PropagateTags",
];

#[rustfmt::skip]
const CAPACITY_PROVIDER: &[&str] = &[
    "VpcConfig", "OperatorRole", "Tags", "InstanceRequirements", "ScalingConfig", "KmsKeyArn", "PropagateTags",
];

#[rustfmt::skip]
const WEB_SOCKET_API: &[&str] = &[
    "AccessLogSettings", "ApiKeySelectionExpression", "DefaultRouteSettings", "DisableExecuteApiEndpoint",
    "DisableSchemaValidation", "Domain", "FailOnWarnings", "IpAddressType", "PropagateTags",
    "RouteSelectionExpression", "RouteSettings", "StageVariables", "Tags",
];

/// The properties that the templates of all resource types of a section share.
struct Globals<'a> {
    sections: Vec<(SamType, &'a Map)>,
}

/// Merges `Globals` into the resources and removes the section.
///
/// # Errors
/// When the section is not valid, or a resource wants to ignore what is not in it.
pub fn merge(template: &mut Map) -> Result<(), TransformError> {
    let section = template.remove("Globals");
    let globals = section.as_ref().map_or(Ok(Globals { sections: Vec::new() }), Globals::read)?;
    let resources = template.get_mut("Resources").and_then(Node::as_map_mut);
    let mut budget = Budget::default();
    for (logical_id, resource) in resources.into_iter().flat_map(Map::iter_mut) {
        budget.spend(globals.size_for(resource), &resource.origin)?;
        globals.merge_into(logical_id, resource)?;
    }
    Ok(())
}

fn listed(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("'{name}'")).collect();
    format!("[{}]", quoted.join(", "))
}

fn section_name(kind: SamType) -> &'static str {
    kind.name().trim_start_matches("AWS::Serverless::")
}

impl<'a> Globals<'a> {
    fn read(section: &'a Node) -> Result<Self, Cause> {
        let sections = section.as_map().ok_or_else(|| Cause::globals("It must be a non-empty dictionary"))?;
        let mut found = Vec::new();
        for (name, entry) in sections.entries() {
            let (kind, supported) = SECTIONS
                .iter()
                .find(|(kind, _)| section_name(*kind) == &**name)
                .ok_or_else(|| unknown_section(name).at(&entry.key))?;
            let wrong = || Cause::globals("Value of ${section} must be a dictionary").at(&entry.node.origin);
            let properties = entry.node.as_map().ok_or_else(wrong)?;
            if let Some((key, unsupported)) = properties.entries().find(|(key, _)| !supported.contains(&&***key)) {
                let message = format!(
                    "'{key}' is not a supported property of '{name}'. Must be one of the following values - {}",
                    listed(supported)
                );
                return Err(Cause::globals(message).at(&unsupported.key));
            }
            found.push((*kind, properties));
        }
        Ok(Self { sections: found })
    }

    /// How many values the section for a resource consists of.
    fn size_for(&self, resource: &Node) -> usize {
        let kind = SamType::of(resource);
        let section = self.sections.iter().find(|(section, _)| Some(*section) == kind);
        section.map_or(0, |(_, shared)| size_of_map(shared))
    }

    fn merge_into(&self, logical_id: &str, resource: &mut Node) -> Result<(), Cause> {
        let Some(kind) = SamType::of(resource).filter(|kind| !matches!(kind, SamType::GraphQLApi | SamType::Connector))
        else {
            return Ok(());
        };
        let origin = resource.origin.clone();
        let shared = match self.sections.iter().find(|(section, _)| *section == kind) {
            Some((_, shared)) => remaining(logical_id, shared, resource.get("IgnoreGlobals"))?,
            None => Map::new(),
        };
        let Some(resource) = resource.as_map_mut() else { return Ok(()) };
        let properties = resource.get_or_insert_with("Properties", || Node::from_map(Map::new(), origin));
        if let Some(local) = properties.as_map() {
            properties.value = Value::Map(merged(&shared, local));
        }
        Ok(())
    }
}

fn unknown_section(name: &str) -> Cause {
    let mut names: Vec<&str> = SECTIONS.iter().map(|(kind, _)| section_name(*kind)).collect();
    names.sort_unstable();
    let names = listed(&names);
    Cause::globals(format!("'{name}' is not supported. Must be one of the following values - {names}"))
}

/// The shared properties without those the resource wants to ignore.
fn remaining(logical_id: &str, shared: &Map, ignore: Option<&Node>) -> Result<Map, Cause> {
    let Some(ignore) = values::set(ignore) else { return Ok(shared.clone()) };
    let invalid = |item: String| {
        let message = format!("Resource {logical_id} has invalid resource attribute 'IgnoreGlobals'{item}.");
        Cause { aborts: true, ..Cause::resource(logical_id, message).at(&ignore.origin) }
    };
    match &ignore.value {
        Value::Text(text) if &**text == "*" => Ok(Map::new()),
        Value::List(names) => {
            let mut left = shared.clone();
            for name in names {
                let removed = name.as_str().and_then(|name| left.remove(name));
                removed.ok_or_else(|| invalid(format!(" on item '{}'", python::display(name))))?;
            }
            Ok(left)
        }
        _ => Err(invalid(String::new())),
    }
}

/// Both mappings: what is in both is merged if both are mappings or both lists, else the local value wins.
fn merged(shared: &Map, local: &Map) -> Map {
    let mut all = shared.clone();
    for (key, entry) in local.entries() {
        let node = match shared.get(key) {
            Some(shared) => merged_value(shared, &entry.node),
            None => entry.node.clone(),
        };
        all.insert_at(key.clone(), entry.key.clone(), node);
    }
    all
}

fn merged_value(shared: &Node, local: &Node) -> Node {
    let value = match (&shared.value, &local.value) {
        (Value::Map(a), Value::Map(b)) if !values::is_intrinsic(shared) && !values::is_intrinsic(local) => {
            Value::Map(merged(a, b))
        }
        (Value::List(a), Value::List(b)) => Value::List(a.iter().chain(b).cloned().collect()),
        _ => return local.clone(),
    };
    Node::new(value, local.origin.clone())
}
