//! `AWS::Lambda::Function`.

use syntax::{Map, Node, node};

use super::code;
use crate::context::Context;
use crate::error::Cause;
use crate::resource::{Resource, SamResource};
use crate::schema::{self, Schema, optional, required};
use crate::tags;

/// Properties that go over unchanged.
#[rustfmt::skip]
const SAME: &[&str] = &[
    "Handler", "Runtime", "Description", "MemorySize", "Timeout", "VpcConfig", "Role", "Environment", "KmsKeyArn",
    "ReservedConcurrentExecutions", "Layers", "FileSystemConfigs", "ImageConfig", "PackageType", "Architectures",
    "SnapStart", "EphemeralStorage", "CodeSigningConfigArn", "RuntimeManagementConfig", "LoggingConfig",
    "TenancyConfig", "RecursiveLoop", "DurableConfig", "PublishToLatestPublished",
];

/// Builds the function. Parameters inside `Tracing` are replaced in place.
pub(super) fn build(resource: &mut SamResource, context: &Context<'_>) -> Result<Resource, Cause> {
    let origin = resource.origin.derived("function");
    let mut lambda = Resource::new(resource.logical_id.clone(), "AWS::Lambda::Function", &origin)
        .with_attributes(resource.attributes.clone())
        .with_depends_on(resource.depends_on.clone());
    lambda.set("Code", code::build(resource)?);
    lambda.set_opt("FunctionName", resource.set("FunctionName"));
    lambda.take(&resource.properties, SAME);
    let tags = resource.get("Tags");
    let all = tags::with_created_by(&resource.logical_id, tags.and_then(Node::as_map), &resource.origin_of("Tags"))?;
    lambda.set("Tags", Node::from_list(all, resource.origin_of("Tags").derived("tags")));
    if is_traced(resource, context)?
        && let Some(mode) = resource.get("Tracing")
    {
        lambda.set("TracingConfig", node!(&mode.origin.derived("tracing"); { "Mode": (mode) }));
    }
    if let Some(queue) = resource.set("DeadLetterQueue") {
        let arn = queue.get("TargetArn").cloned().unwrap_or_else(|| Node::null(queue.origin.clone()));
        lambda.set("DeadLetterConfig", node!(&queue.origin.derived("dead letter queue"); { "TargetArn": (arn) }));
    }
    if let Some(config) = resource.set("CapacityProviderConfig") {
        lambda.set("CapacityProviderConfig", capacity_provider(config, resource)?);
    }
    lambda.set_opt("FunctionScalingConfig", resource.set("FunctionScalingConfig"));
    code::check_package(resource, &lambda)?;
    Ok(lambda)
}

/// Whether traces are written: `Tracing` is set, and not to `Disabled`.
pub(super) fn is_traced(resource: &mut SamResource, context: &Context<'_>) -> Result<bool, Cause> {
    if resource.set("Tracing").is_none() {
        return Ok(false);
    }
    let Some(tracing) = resource.properties.get_mut("Tracing") else { return Ok(false) };
    Ok(context.parameters.resolved_sharing(tracing)?.as_str() != Some("Disabled"))
}

/// Values that may also be intrinsic functions.
const TEXT: Schema = Schema::Either(&[Schema::MapOf(&Schema::Free), Schema::Text]);
const WHOLE: Schema = Schema::Either(&[Schema::MapOf(&Schema::Free), Schema::Whole]);
const NUMBER: Schema = Schema::Either(&[Schema::MapOf(&Schema::Free), Schema::Whole, Schema::Number]);
const CAPACITY_PROVIDER: Schema = Schema::Object(&[
    required("Arn", TEXT),
    optional("PerExecutionEnvironmentMaxConcurrency", WHOLE),
    optional("ExecutionEnvironmentMemoryGiBPerVCpu", NUMBER),
]);

fn capacity_provider(config: &Node, resource: &SamResource) -> Result<Node, Cause> {
    let checked = schema::check(config, &CAPACITY_PROVIDER).map_err(|mismatches| {
        let message = format!("Invalid CapacityProviderConfig: {}", schema::describe_all(&mismatches));
        Cause::resource(resource.logical_id.clone(), message).at(&config.origin)
    })?;
    let mut map = Map::new();
    let names = [
        ("Arn", "CapacityProviderArn"),
        ("PerExecutionEnvironmentMaxConcurrency", "PerExecutionEnvironmentMaxConcurrency"),
        ("ExecutionEnvironmentMemoryGiBPerVCpu", "ExecutionEnvironmentMemoryGiBPerVCpu"),
    ];
    for (from, to) in names {
        if let Some(entry) = checked.as_map().and_then(|map| map.entry(from)) {
            map.insert_at(to, entry.key.clone(), entry.node.clone());
        }
    }
    let origin = config.origin.derived("capacity provider");
    Ok(node!(&origin; { "LambdaManagedInstancesCapacityProviderConfig": (map) }))
}
