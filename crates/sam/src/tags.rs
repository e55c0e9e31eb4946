//! Tags: a mapping in SAM, a list of keys and values in CloudFormation.

use source::Origin;
use syntax::{Map, Node, node};

use crate::error::Cause;
use crate::resource::{Resource, SamResource};
use crate::values;

/// Tag keys that belong to the platform.
const RESERVED: [&str; 3] = ["lambda:createdBy", "serverlessrepo:applicationId", "serverlessrepo:semanticVersion"];

/// A mapping of tags as a list of `Key` and `Value`; null values become empty texts.
pub fn list(tags: &Map) -> Vec<Node> {
    tags.entries().map(|(key, entry)| tag(Node::from_text(key.clone(), entry.key.clone()), &entry.node)).collect()
}

fn tag(key: Node, value: &Node) -> Node {
    let origin = value.origin.clone();
    let value = if value.is_null() { Node::from_text("", origin.clone()) } else { value.clone() };
    node!(&origin; { "Key": (key), "Value": (value) })
}

/// The tags of a resource with the one that says that SAM made it, which comes first.
///
/// # Errors
/// When a tag key is reserved.
pub fn with_created_by(logical_id: &str, tags: Option<&Map>, origin: &Origin) -> Result<Vec<Node>, Cause> {
    check_reserved(logical_id, tags)?;
    let mut all = vec![node!(&origin.derived("SAM tag"); { "Key": "lambda:createdBy", "Value": "SAM" })];
    all.extend(tags.map(list).unwrap_or_default());
    Ok(all)
}

/// Checks that no tag key is reserved.
///
/// # Errors
/// When one is.
pub fn check_reserved(logical_id: &str, tags: Option<&Map>) -> Result<(), Cause> {
    let used = |key: &&&str| tags.is_some_and(|tags| tags.contains(key));
    let Some(key) = RESERVED.iter().find(used) else { return Ok(()) };
    let message = format!(
        "{key} is a reserved Tag key name and cannot be set on your resource. Please change the tag key in the input."
    );
    Err(Cause::resource(logical_id, message))
}

/// How a resource type takes tags.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TagStyle {
    List,
    Map,
    None,
}

fn style(kind: &str) -> TagStyle {
    match kind {
        "AWS::Lambda::Function"
        | "AWS::Lambda::CapacityProvider"
        | "AWS::CloudFormation::Stack"
        | "AWS::SNS::Topic"
        | "AWS::StepFunctions::StateMachine"
        | "AWS::IoT::TopicRule"
        | "AWS::IAM::Role"
        | "AWS::S3::Bucket"
        | "AWS::DynamoDB::Table"
        | "AWS::ApiGateway::RestApi"
        | "AWS::ApiGateway::Stage"
        | "AWS::ApiGateway::DomainName"
        | "AWS::ApiGateway::DomainNameV2"
        | "AWS::ApiGateway::DomainNameAccessAssociation"
        | "AWS::ApiGateway::UsagePlan"
        | "AWS::ApiGateway::ApiKey"
        | "AWS::CodeDeploy::Application"
        | "AWS::CodeDeploy::DeploymentGroup"
        | "AWS::SQS::Queue"
        | "AWS::AppSync::GraphQLApi" => TagStyle::List,
        "AWS::ApiGatewayV2::Stage" | "AWS::ApiGatewayV2::DomainName" | "AWS::ApiGatewayV2::VpcLink" => TagStyle::Map,
        _ => TagStyle::None,
    }
}

/// Sets the tags of a generated resource in the way its type takes them.
pub fn assign(resource: &mut Resource, tags: &Node) {
    let Some(map) = tags.as_map() else { return };
    match style(resource.kind) {
        TagStyle::List => resource.set("Tags", Node::from_list(list(map), tags.origin.clone())),
        TagStyle::Map => resource.set("Tags", tags),
        TagStyle::None => {}
    }
}

/// Gives the tags of a SAM resource to everything made from it, if `PropagateTags` says so.
pub fn propagate(resource: &SamResource, generated: &mut [Resource]) {
    if let (Some(tags), Some(_)) = (resource.set("Tags"), resource.set("PropagateTags")) {
        generated.iter_mut().for_each(|made| assign(made, tags));
    }
}

/// As [`propagate`], but tags that are already there stay.
pub fn propagate_combined(resource: &SamResource, generated: &mut [Resource]) {
    let (Some(tags), Some(_)) = (resource.set("Tags"), resource.set("PropagateTags")) else { return };
    for made in generated.iter_mut().filter(|made| style(made.kind) != TagStyle::None) {
        let existing = values::set(made.get("Tags")).and_then(Node::as_list).map(<[Node]>::to_vec);
        match (existing, tags.as_map()) {
            (Some(existing), Some(map)) => made.set("Tags", combined(existing, list(map))),
            _ => assign(made, tags),
        }
    }
}

/// Both lists; a key that is in both keeps its place and takes the later value.
fn combined(first: Vec<Node>, second: Vec<Node>) -> Vec<Node> {
    let mut all: Vec<Node> = Vec::new();
    for tag in first.into_iter().chain(second) {
        match all.iter_mut().find(|known| known.get("Key") == tag.get("Key")) {
            Some(known) => *known = tag,
            None => all.push(tag),
        }
    }
    all
}
