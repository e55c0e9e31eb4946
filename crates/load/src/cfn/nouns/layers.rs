//! `AWS::Lambda::LayerVersion`.

use std::sync::Arc;

use model::{CodeLocation, Layer, ResourceId};
use source::Origin;

use super::functions::local_path;
use super::{Builder, Resource};
use crate::cfn::environment::Environment;
use crate::cfn::names;

/// How many digits of a hash the SAM transform puts behind the logical id of a layer.
const HASH_DIGITS: usize = 10;

/// Makes a layer.
pub(super) fn declare(environment: &Environment<'_>, builder: &mut Builder<'_>, resource: &Resource<'_>) {
    if resource.kind != "AWS::Lambda::LayerVersion" {
        return;
    }
    let Some(cloud_name) = names::reference(environment, &resource.name) else { return };
    let content = environment.field(&resource.properties, "Content");
    let content = match local_path(environment, builder, resource, &content) {
        Ok(path) => CodeLocation::Folder(path),
        Err(elsewhere) => CodeLocation::Elsewhere(elsewhere),
    };
    builder.project.layers.push(Layer {
        resource: ResourceId { stack: environment.stack, name: written_name(resource) },
        cloud_name: cloud_name.into(),
        origin: resource.origin.clone(),
        content,
    });
}

/// The logical id without what the SAM transform puts behind it.
fn written_name(resource: &Resource<'_>) -> Arc<str> {
    let is_made = matches!(&resource.origin, Origin::Derived(made) if made.step == "LayerVersion");
    let written = resource.name.len().checked_sub(HASH_DIGITS).and_then(|end| resource.name.get(..end));
    written.filter(|_| is_made).map_or_else(|| Arc::clone(&resource.name), Arc::from)
}
