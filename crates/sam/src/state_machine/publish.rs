//! Versions and aliases of state machines, between which executions are shifted.

use syntax::{Map, Node, node};

use crate::error::Cause;
use crate::python;
use crate::resource::{Resource, SamResource};

/// A published state machine.
#[derive(Debug)]
pub(super) struct Published {
    /// The version, which stays when it is replaced.
    pub(super) version: Resource,
    /// The alias that points to it.
    pub(super) alias: Resource,
}

/// The version and alias that `AutoPublishAlias` asks for.
///
/// # Errors
/// When another property needs the alias and it is not asked for.
pub(super) fn publish(resource: &SamResource, machine: &Resource) -> Result<Option<Published>, Cause> {
    let Some(name) = resource.set("AutoPublishAlias") else {
        return match needs_alias(resource) {
            Some(property) => {
                let message = format!("'{property}' requires 'AutoPublishAlias' property to be specified.");
                Err(Cause::resource(resource.logical_id.clone(), message).at(&resource.origin_of(property)))
            }
            None => Ok(None),
        };
    };
    let version = version(resource, machine, name);
    let alias = alias(resource, &version, name);
    Ok(Some(Published { version, alias }))
}

fn needs_alias(resource: &SamResource) -> Option<&'static str> {
    ["UseAliasAsEventTarget", "DeploymentPreference"].into_iter().find(|property| resource.set(property).is_some())
}

/// A version is replaced whenever the state machine changes, so that its id needs no hash.
fn version(resource: &SamResource, machine: &Resource, name: &Node) -> Resource {
    let origin = name.origin.derived("AutoPublishAlias");
    let mut attributes = resource.passed_attributes();
    for attribute in ["DeletionPolicy", "UpdateReplacePolicy"] {
        attributes.get_or_insert_with(attribute, || Node::from_text("Retain", origin.clone()));
    }
    let id = format!("{}Version", resource.logical_id);
    let mut version = Resource::new(id, "AWS::StepFunctions::StateMachineVersion", &origin).with_attributes(attributes);
    version.set("StateMachineArn", machine.reference());
    version.set("StateMachineRevisionId", machine.attribute("StateMachineRevisionId"));
    version
}

fn alias(resource: &SamResource, version: &Resource, name: &Node) -> Resource {
    let origin = name.origin.derived("AutoPublishAlias");
    let id = format!("{}Alias{}", resource.logical_id, python::display(name));
    let mut alias = Resource::new(id, "AWS::StepFunctions::StateMachineAlias", &origin)
        .with_attributes(resource.passed_attributes());
    alias.set("Name", name);
    let preference = resource.set("DeploymentPreference");
    let mut deployment = preference.and_then(Node::as_map).cloned().unwrap_or_else(|| all_at_once(&alias));
    deployment.insert("StateMachineVersionArn", version.reference());
    let origin = preference.map_or(origin, |preference| preference.origin.clone());
    alias.set("DeploymentPreference", Node::from_map(deployment, origin));
    alias
}

fn all_at_once(alias: &Resource) -> Map {
    let preference = node!(&alias.origin; { "Type": "ALL_AT_ONCE" });
    preference.as_map().cloned().unwrap_or_default()
}
