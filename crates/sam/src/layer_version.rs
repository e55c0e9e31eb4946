//! `AWS::Serverless::LayerVersion`: a layer whose logical id changes with its content.

use source::Origin;
use syntax::{Map, Node};

use crate::context::Context;
use crate::error::Cause;
use crate::hash;
use crate::resource::{Resource, SamResource};
use crate::s3_location;
use crate::shape::{Property, Shape, check_values};
use crate::values::{is_intrinsic, truthy};

/// The allowed properties.
pub const PROPERTIES: &[Property] = &[
    Property::optional("LayerName", Shape::TEXT_OR_MAP),
    Property::optional("Description", Shape::Text),
    Property::optional("PublishLambdaVersion", Shape::Bool),
    Property::required("ContentUri", Shape::TEXT_OR_MAP),
    Property::optional("CompatibleArchitectures", Shape::ListOf(&Shape::TEXT_OR_MAP)),
    Property::optional("CompatibleRuntimes", Shape::ListOf(&Shape::TEXT_OR_MAP)),
    Property::optional("LicenseInfo", Shape::Text),
    Property::optional("RetentionPolicy", Shape::Text),
];

/// Properties in which parameters are resolved.
const RESOLVED: [&str; 4] = ["LayerName", "LicenseInfo", "Description", "RetentionPolicy"];

/// Expands the resource; its logical id becomes that of the version.
///
/// # Errors
/// When a parameter is not text, or the content, retention policy or an architecture is not valid.
pub fn expand(resource: &mut SamResource, context: &mut Context<'_>) -> Result<Vec<Resource>, Cause> {
    for property in RESOLVED {
        resolve(resource, property, context)?;
    }
    let attributes = attributes(resource)?;
    let written_id = resource.logical_id.clone();
    check_values(&written_id, &resource.properties, PROPERTIES)?;
    resource.logical_id = hash::logical_id(&written_id, &hashed(resource)).into();

    let origin = resource.origin.derived("LayerVersion");
    let mut layer = Resource::new(resource.logical_id.clone(), "AWS::Lambda::LayerVersion", &origin)
        .with_depends_on(resource.depends_on.clone())
        .with_attributes(attributes);
    let name = resource.set("LayerName").cloned();
    layer.set("LayerName", name.unwrap_or_else(|| Node::from_text(written_id, origin)));
    layer.set_opt("Description", resource.get("Description"));
    if let Some(content) = resource.get("ContentUri") {
        layer.set("Content", s3_location::code(content, &resource.logical_id, "ContentUri")?);
    }
    check_architectures(resource)?;
    for property in ["CompatibleArchitectures", "CompatibleRuntimes", "LicenseInfo"] {
        layer.set_opt(property, resource.get(property));
    }
    Ok(vec![layer])
}

fn resolve(resource: &mut SamResource, property: &str, context: &Context<'_>) -> Result<(), Cause> {
    let Some(value) = resource.properties.get_mut(property).filter(|value| truthy(value)) else { return Ok(()) };
    context.resolve(value)?;
    if value.as_str().is_some() || value.as_map().is_some() {
        return Ok(());
    }
    let message = format!("Could not resolve parameter for '{property}' or parameter is not a String.");
    Err(Cause::resource(resource.logical_id.clone(), message).at(&value.origin))
}

/// The attributes of the version, which is retained unless the resource says otherwise.
fn attributes(resource: &SamResource) -> Result<Map, Cause> {
    let mut attributes = resource.passed_attributes();
    let policy = retention_policy(resource)?;
    if policy.is_some() || !attributes.contains("DeletionPolicy") {
        let retained = || Node::from_text("Retain", resource.origin.derived("LayerVersion"));
        attributes.insert("DeletionPolicy", policy.unwrap_or_else(retained));
    }
    Ok(attributes)
}

fn retention_policy(resource: &SamResource) -> Result<Option<Node>, Cause> {
    let Some(policy) = resource.get("RetentionPolicy") else { return Ok(None) };
    let error = |message: &str| Err(Cause::resource(resource.logical_id.clone(), message).at(&policy.origin));
    if is_intrinsic(policy) {
        return error(
            "'RetentionPolicy' does not accept intrinsic functions, please use one of the following options: \
             ['Retain', 'Delete']",
        );
    }
    let Some(text) = policy.as_str() else {
        return error("Invalid 'RetentionPolicy' type, please use one of the following options: ['Retain', 'Delete']");
    };
    match ["Retain", "Delete"].iter().find(|option| text.eq_ignore_ascii_case(option)) {
        Some(option) => Ok(Some(Node::from_text(*option, policy.origin.clone()))),
        None => error("'RetentionPolicy' must be one of the following options: ['Retain', 'Delete']."),
    }
}

/// What the hash in the id is made of: the resource as written, without what does not change the layer.
fn hashed(resource: &SamResource) -> Node {
    let origin = Origin::Default("LayerVersion");
    let mut whole = Map::new();
    whole.insert("Type", Node::from_text(resource.kind.name(), origin.clone()));
    if let Some(depends_on) = resource.depends_on.clone().filter(truthy) {
        whole.insert("DependsOn", depends_on);
    }
    for (name, entry) in resource.attributes.clone() {
        if !matches!(name.as_ref(), "DeletionPolicy" | "UpdateReplacePolicy" | "Metadata") {
            whole.insert(name, entry.node);
        }
    }
    let mut properties = resource.properties.clone();
    properties.retain(|_, value| !value.is_null());
    whole.insert("Properties", Node::from_map(properties, origin.clone()));
    let named = [(resource.logical_id.clone(), Node::from_map(whole, origin.clone()))];
    Node::from_map(named.into_iter().collect(), origin)
}

fn check_architectures(resource: &SamResource) -> Result<(), Cause> {
    let architectures = resource.set("CompatibleArchitectures").and_then(Node::as_list).unwrap_or_default();
    let known = |node: &Node| is_intrinsic(node) || matches!(node.as_str(), Some("arm64" | "x86_64"));
    match architectures.iter().find(|architecture| !known(architecture)) {
        Some(wrong) => {
            let message = "CompatibleArchitectures needs to be a list of 'x86_64' or 'arm64'";
            Err(Cause::resource(resource.logical_id.clone(), message).at(&wrong.origin))
        }
        None => Ok(()),
    }
}
