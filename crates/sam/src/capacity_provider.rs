//! `AWS::Serverless::CapacityProvider`: instances of one's own for functions.

use syntax::{Map, Node, node};

use crate::arn;
use crate::context::Context;
use crate::error::Cause;
use crate::iam;
use crate::resource::{Resource, SamResource};
use crate::schema::{self, Schema, optional, required};
use crate::shape::{Property, Shape};
use crate::tags;
use crate::values::{set, some};

/// The allowed properties.
pub const PROPERTIES: &[Property] = &[
    Property::optional("CapacityProviderName", Shape::TEXT_OR_MAP).literal(),
    Property::required("VpcConfig", Shape::Map).literal(),
    Property::optional("OperatorRole", Shape::TEXT_OR_MAP).literal(),
    Property::optional("Tags", Shape::Map).literal(),
    Property::optional("PropagateTags", Shape::Bool).literal(),
    Property::optional("InstanceRequirements", Shape::Map).literal(),
    Property::optional("ScalingConfig", Shape::Map).literal(),
    Property::optional("KmsKeyArn", Shape::TEXT_OR_MAP).literal(),
];
/// What `!Ref LogicalId.Property` stands for.
pub const REFERABLE: &[(&str, &str)] = &[];

const MAPPING: Schema = Schema::MapOf(&Schema::Free);
const TEXTS: Schema = Schema::Either(&[MAPPING, Schema::ListOf(&Schema::Either(&[MAPPING, Schema::Text]))]);
const SCHEMA: Schema = Schema::Object(&[
    optional("CapacityProviderName", Schema::Present),
    required("VpcConfig", Schema::Object(&[optional("SecurityGroupIds", TEXTS), required("SubnetIds", TEXTS)])),
    optional("OperatorRole", Schema::Present),
    optional("Tags", MAPPING),
    optional("PropagateTags", Schema::Flag),
    optional(
        "InstanceRequirements",
        Schema::Object(&[
            optional("Architectures", TEXTS),
            optional("AllowedTypes", TEXTS),
            optional("ExcludedTypes", TEXTS),
        ]),
    ),
    optional(
        "ScalingConfig",
        Schema::Object(&[
            optional("MaxVCpuCount", Schema::Either(&[MAPPING, Schema::Whole])),
            optional("AverageCPUUtilization", Schema::Either(&[MAPPING, Schema::Number])),
        ]),
    ),
    optional("KmsKeyArn", Schema::Present),
]);

/// Expands the resource.
///
/// # Errors
/// When a property does not have its shape, or allowed and excluded instance types are given together.
pub fn expand(resource: &mut SamResource, context: &mut Context<'_>) -> Result<Vec<Resource>, Cause> {
    let model = checked(resource)?;
    let mut made = Vec::new();
    let role = match set(model.get("OperatorRole")) {
        Some(role) => role.clone(),
        None => {
            let role = operator_role(resource, context);
            let arn = role.attribute("Arn");
            made.push(role);
            arn
        }
    };
    made.push(provider(resource, &model, role));
    tags::propagate_combined(resource, &mut made);
    Ok(made)
}

/// The properties in their declared shape.
fn checked(resource: &SamResource) -> Result<Node, Cause> {
    let error = |message: &str| Cause::resource(resource.logical_id.clone(), message).at(&resource.origin);
    let properties = Node::from_map(resource.properties.clone(), resource.origin.clone());
    let model = schema::check(&properties, &SCHEMA).map_err(|mismatches| error(&schema::describe_all(&mismatches)))?;
    let requires = |kind: &str| model.at(&["InstanceRequirements", kind]).is_some();
    if requires("AllowedTypes") && requires("ExcludedTypes") {
        let message = "Cannot specify 'InstanceRequirements.AllowedTypes' and 'InstanceRequirements.ExcludedTypes' \
                       together.";
        return Err(error(message));
    }
    Ok(model)
}

fn operator_role(resource: &SamResource, context: &Context<'_>) -> Resource {
    let origin = resource.origin.derived("operator role");
    let policy = arn::aws_managed_policy("AWSLambdaManagedEC2ResourceOperator", context.options);
    let mut role = Resource::new(format!("{}OperatorRole", resource.logical_id), "AWS::IAM::Role", &origin)
        .with_attributes(resource.passed_attributes());
    role.set("AssumeRolePolicyDocument", iam::trust_policy("lambda.amazonaws.com", &origin));
    role.set("ManagedPolicyArns", node!(&origin; [(policy)]));
    role.set("Tags", with_created_by(Map::new(), resource));
    role
}

fn provider(resource: &SamResource, model: &Node, role: Node) -> Resource {
    let origin = resource.origin.derived("CapacityProvider");
    let mut provider = Resource::new(resource.logical_id.clone(), "AWS::Lambda::CapacityProvider", &origin)
        .with_depends_on(resource.depends_on.clone())
        .with_attributes(resource.attributes.clone());
    provider.set_opt("CapacityProviderName", set(model.get("CapacityProviderName")));
    provider.set_opt("VpcConfig", model.get("VpcConfig"));
    provider.set("PermissionsConfig", node!(&role.origin; { "CapacityProviderOperatorRoleArn": (&role) }));
    let written = model.get("Tags").and_then(Node::as_map).cloned().unwrap_or_default();
    provider.set("Tags", with_created_by(written, resource));
    provider.set_opt("InstanceRequirements", set(model.get("InstanceRequirements")).map(instance_requirements));
    provider.set_opt("CapacityProviderScalingConfig", set(model.get("ScalingConfig")).map(scaling));
    provider.set_opt("KmsKeyArn", set(model.get("KmsKeyArn")));
    provider
}

fn with_created_by(mut tags: Map, resource: &SamResource) -> Vec<Node> {
    tags.insert("lambda:createdBy", Node::from_text("SAM", resource.origin.derived("SAM tag")));
    tags::list(&tags)
}

fn instance_requirements(written: &Node) -> Node {
    let names = [
        ("Architectures", "Architectures"),
        ("AllowedTypes", "AllowedInstanceTypes"),
        ("ExcludedTypes", "ExcludedInstanceTypes"),
    ];
    let renamed = names.iter().filter_map(|(from, to)| Some((*to, some(written.get(from))?.clone())));
    Node::from_map(renamed.collect(), written.origin.clone())
}

/// A target utilisation makes the scaling manual.
fn scaling(written: &Node) -> Node {
    let origin = written.origin.derived("ScalingConfig");
    let mut scaling = Map::new();
    if let Some(count) = written.get("MaxVCpuCount") {
        scaling.insert("MaxVCpuCount", count.clone());
    }
    let target = written.get("AverageCPUUtilization");
    scaling.insert("ScalingMode", node!(&origin; (if target.is_some() { "Manual" } else { "Auto" })));
    if let Some(target) = target {
        let policy = node!(&origin; [{
            "PredefinedMetricType": "LambdaCapacityProviderAverageCPUUtilization",
            "TargetValue": (target)
        }]);
        scaling.insert("ScalingPolicies", policy);
    }
    Node::from_map(scaling, origin)
}
