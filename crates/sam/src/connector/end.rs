//! The two ends of a connection: what a connector says of them, or what follows from the resource it names.

use source::Origin;
use syntax::{Map, Node};

use super::profile::resource_facts;
use crate::resource::SamType;
use crate::values::{logical_id_of, reference, set, some};

/// One end of a connection, as far as it is known.
#[derive(Debug, Default)]
pub(crate) struct End {
    /// The resource's name, if the connector gives it.
    pub(crate) logical_id: Option<String>,
    /// Its CloudFormation type.
    pub(crate) kind: String,
    /// Its ARN.
    pub(crate) arn: Option<Node>,
    /// The name of its execution role.
    pub(crate) role_name: Option<Node>,
    /// The URL of a queue.
    pub(crate) queue_url: Option<Node>,
    /// The id of an API.
    pub(crate) resource_id: Option<Node>,
    /// The name of a state machine.
    pub(crate) name: Option<Node>,
    /// The last part of an execution ARN.
    pub(crate) qualifier: Option<Node>,
}

impl End {
    /// The end that `described` describes; `other` describes the other end, which decides whose role a rule uses.
    ///
    /// # Errors
    /// When the description is not usable; the text is the format's.
    pub(crate) fn resolve(described: &Map, other: &Map, resources: &Map, cause: &Origin) -> Result<Self, String> {
        let by_properties = described.keys().any(|key| !matches!(key.as_ref(), "Id" | "Qualifier"));
        if described.contains("Id") == by_properties {
            let message =
                "Must provide 'Id' (with optional 'Qualifier') or a supported combination of other properties.";
            return Err(message.to_owned());
        }
        match set(described.get("Id")) {
            Some(id) => Self::of_resource(id, described, other, resources, cause),
            None => Self::of_properties(described),
        }
    }

    fn of_properties(described: &Map) -> Result<Self, String> {
        let value = |name: &str| some(described.get(name)).cloned();
        let kind = type_of(described)?;
        Ok(Self {
            logical_id: None,
            kind: SamType::parse(kind).and_then(plain_type).unwrap_or(kind).to_owned(),
            arn: value("Arn"),
            role_name: value("RoleName"),
            queue_url: value("QueueUrl"),
            resource_id: value("ResourceId"),
            name: value("Name"),
            qualifier: value("Qualifier"),
        })
    }

    fn of_resource(id: &Node, described: &Map, other: &Map, resources: &Map, cause: &Origin) -> Result<Self, String> {
        let name = id.as_str().ok_or("'Id' is missing or not a string.")?;
        let resource = resources.get(name).and_then(Node::as_map).filter(|resource| !resource.is_empty());
        let resource = resource.ok_or_else(|| format!("Unable to find resource with logical ID '{name}'."))?;
        let kind = type_of(resource)?;
        let facts = resource_facts(kind, id);
        let output = |name: &str| facts.as_ref()?.at(&["Outputs", name]).cloned();
        let role = facts.as_ref().and_then(|facts| role_of(facts.at(&["Inputs", "Role"])?, resource, other));
        let role_id = role.filter(|role| crate::values::truthy(role)).and_then(logical_id_of);
        let qualifier = described.entry("Qualifier").map(|entry| some(Some(&entry.node)).cloned());
        Ok(Self {
            logical_id: Some(name.to_owned()),
            kind: kind.to_owned(),
            arn: output("Arn"),
            role_name: role_id.map(|role_id| reference(role_id, cause)),
            queue_url: output("Url"),
            resource_id: output("Id"),
            name: output("Name"),
            qualifier: qualifier.unwrap_or_else(|| output("Qualifier")),
        })
    }
}

fn type_of(map: &Map) -> Result<&str, String> {
    let kind = map.get("Type").and_then(Node::as_str).filter(|kind| !kind.is_empty());
    kind.ok_or_else(|| "'Type' is missing or not a string.".to_owned())
}

/// The CloudFormation type that a SAM type becomes, where connectors know it.
fn plain_type(kind: SamType) -> Option<&'static str> {
    match kind {
        SamType::Function => Some("AWS::Lambda::Function"),
        SamType::StateMachine => Some("AWS::StepFunctions::StateMachine"),
        SamType::Api => Some("AWS::ApiGateway::RestApi"),
        SamType::HttpApi => Some("AWS::ApiGatewayV2::Api"),
        SamType::SimpleTable => Some("AWS::DynamoDB::Table"),
        _ => None,
    }
}

/// The role of a resource: the property that a profile names, or for a rule the role of the target that is the other
/// end.
fn role_of<'r>(input: &Node, resource: &'r Map, other: &Map) -> Option<&'r Node> {
    let properties = resource.get("Properties")?;
    if let Some(property) = input.as_str() {
        return properties.get(property);
    }
    let targets = properties.get("Targets")?.as_list()?;
    let other_id = some(other.get("Id")).and_then(Node::as_str);
    let other_arn = set(other.get("Arn"));
    let is_other = |target: &&Node| {
        let arn = target.get("Arn");
        let id = arn.and_then(logical_id_of).filter(|id| !id.is_empty());
        (id.is_some() && id == other_id) || (other_arn.is_some() && arn == other_arn)
    };
    targets.iter().find(is_other)?.get("RoleArn")
}
