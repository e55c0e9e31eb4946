//! `AWS::Serverless::Function`: the function, its role, version, alias and URL, and what its events make.

mod code;
mod destinations;
mod invoke;
mod lambda;
mod preference;
mod role;
mod url;
mod validate;
mod version;

use syntax::Node;

use crate::context::Context;
use crate::error::Cause;
use crate::events::{self, Event, Target};
use crate::resource::{Resource, SamResource};
use crate::shape::{Property, Shape};
use crate::tags;

/// Text or mappings, also in a list.
const POLICIES: Shape = Shape::OneOf(&[Shape::Text, Shape::Map, Shape::ListOf(&Shape::TEXT_OR_MAP)]);

/// The allowed properties.
pub const PROPERTIES: &[Property] = &[
    Property::optional("FunctionName", Shape::TEXT_OR_MAP),
    Property::passed("Handler"),
    Property::passed("Runtime"),
    Property::passed("CodeUri"),
    Property::passed("ImageUri"),
    Property::passed("PackageType"),
    Property::passed("InlineCode"),
    Property::optional("DeadLetterQueue", Shape::Map),
    Property::passed("Description"),
    Property::passed("MemorySize"),
    Property::passed("Timeout"),
    Property::passed("VpcConfig"),
    Property::optional("Role", Shape::Text),
    Property::optional("AssumeRolePolicyDocument", Shape::Map),
    Property::optional("Policies", POLICIES),
    Property::passed("RolePath"),
    Property::optional("PermissionsBoundary", Shape::Text),
    Property::optional("Environment", Shape::MapOf(&Shape::Map)),
    Property::optional("Events", Shape::MapOf(&Shape::Map)),
    Property::optional("Tags", Shape::Map),
    Property::optional("PropagateTags", Shape::Bool),
    Property::optional("Tracing", Shape::TEXT_OR_MAP),
    Property::passed("KmsKeyArn"),
    Property::optional("DeploymentPreference", Shape::Map),
    Property::passed("ReservedConcurrentExecutions"),
    Property::optional("Layers", Shape::ListOf(&Shape::TEXT_OR_MAP)),
    Property::optional("EventInvokeConfig", Shape::Map),
    Property::passed("EphemeralStorage"),
    Property::optional("AutoPublishAlias", Shape::OneOf(&[Shape::Text])),
    Property::optional("AutoPublishCodeSha256", Shape::OneOf(&[Shape::Text])),
    Property::optional("AutoPublishAliasAllProperties", Shape::Bool).literal(),
    Property::passed("VersionDescription"),
    Property::passed("ProvisionedConcurrencyConfig"),
    Property::passed("FileSystemConfigs"),
    Property::passed("ImageConfig"),
    Property::passed("CodeSigningConfigArn"),
    Property::passed("Architectures"),
    Property::optional("SnapStart", Shape::Map),
    Property::optional("FunctionUrlConfig", Shape::Map),
    Property::passed("RuntimeManagementConfig"),
    Property::passed("LoggingConfig"),
    Property::passed("RecursiveLoop"),
    Property::passed("SourceKMSKeyArn"),
    Property::optional("CapacityProviderConfig", Shape::Map),
    Property::optional("FunctionScalingConfig", Shape::Map),
    Property::optional("VersionDeletionPolicy", Shape::Choice(&["Delete", "Retain"])),
    Property::passed("PublishToLatestPublished"),
    Property::passed("TenancyConfig"),
    Property::optional("DurableConfig", Shape::Map),
];

/// What `!Ref Function.Property` stands for.
pub const REFERABLE: &[(&str, &str)] = &[
    ("Alias", "AWS::Lambda::Alias"),
    ("Version", "AWS::Lambda::Version"),
    ("DestinationTopic", "AWS::SNS::Topic"),
    ("DestinationQueue", "AWS::SQS::Queue"),
];

/// Expands a function.
///
/// # Errors
/// When the function or one of its events is not valid.
pub fn expand(resource: &mut SamResource, context: &mut Context<'_>) -> Result<Vec<Resource>, Cause> {
    let id = resource.logical_id.clone();
    expand_function(resource, context).map_err(|cause| cause.in_function(&id))
}

fn expand_function(resource: &mut SamResource, context: &mut Context<'_>) -> Result<Vec<Resource>, Cause> {
    let events = events::read(resource, |kind| Some(events::allowed(kind)), context)?;
    validate::before(resource)?;
    let mut lambda = lambda::build(resource, context)?;
    validate::provisioned_concurrency(resource)?;
    let mut others = Vec::new();
    let published = version::publish(resource, &mut lambda, context)?;
    let alias_id = published.as_ref().map(|published| published.alias.logical_id.clone());
    let alias_name = published.as_ref().map(|published| published.name.clone());
    let callee = published.as_ref().map_or_else(|| lambda.clone(), |published| published.alias.clone());
    let mut alias = None;
    if let Some(published) = published {
        others.push(published.version);
        alias = Some(published.alias);
    }
    let url = url::build(resource, &callee)?;
    preference::note(resource, alias.as_mut(), context)?;
    others.extend(alias);
    others.extend(url);
    let invoke = invoke::build(resource, alias_name.as_ref(), alias_id.as_ref(), context)?;
    others.extend(invoke.resources);
    let mut execution_role = role::build(resource, invoke.policies, context)?;
    let keeps_role = role::attach(resource, &mut lambda, &mut execution_role, context)?;
    let attributes = resource.passed_attributes();
    let mut target =
        Target { function_id: lambda.logical_id.clone(), callee, attributes, role: Some(&mut execution_role) };
    let mut made = Vec::new();
    for event in sorted_by_path(events) {
        made.extend(events::expand(&event, &mut target, context)?);
    }
    let mut all = vec![lambda];
    all.extend(others);
    all.extend(keeps_role.then_some(execution_role));
    all.extend(made);
    tags::propagate(resource, &mut all);
    Ok(all)
}

/// Events in the order of their `Path`, so that `$default` comes before paths that it covers; others by their id.
fn sorted_by_path(mut events: Vec<Event>) -> Vec<Event> {
    events.sort_by_cached_key(|event| {
        let path = event.properties.get("Path").and_then(Node::as_str);
        path.unwrap_or(&event.id).to_owned()
    });
    events
}
