//! `Code` of a function, and what goes with its package type.

use syntax::{Map, Node, node};

use crate::error::Cause;
use crate::python;
use crate::resource::{Resource, SamResource};
use crate::s3_location;
use crate::values;

/// How the code of a function is shipped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Package {
    Zip,
    Image,
}

fn package(resource: &SamResource) -> Result<Package, Cause> {
    let Some(kind) = resource.set("PackageType") else { return Ok(Package::Zip) };
    match kind.as_str() {
        Some("Zip") => Ok(Package::Zip),
        Some("Image") => Ok(Package::Image),
        _ => {
            let message = format!("invalid 'PackageType' : {}", python::display(kind));
            Err(Cause::resource(resource.logical_id.clone(), message).at(&kind.origin))
        }
    }
}

/// The code of a function: inline text wins over a place in S3.
pub(super) fn build(resource: &SamResource) -> Result<Node, Cause> {
    let error = |message: &str| Cause::resource(resource.logical_id.clone(), message).at(&resource.origin);
    let package = package(resource)?;
    let mut code = match package {
        Package::Image => {
            let image = resource.get("ImageUri").ok_or_else(|| error("'ImageUri' must be set."))?;
            if !values::truthy(image) {
                return Err(error("'ImageUri' requires that a image hosted at a registry be specified."));
            }
            node!(&image.origin.derived("code"); { "ImageUri": (image) })
        }
        Package::Zip => match (resource.get("InlineCode"), resource.get("CodeUri")) {
            (Some(inline), _) => node!(&inline.origin.derived("code"); { "ZipFile": (inline) }),
            (None, Some(location)) => s3_location::code(location, &resource.logical_id, "CodeUri")?,
            (None, None) => return Err(error("Only one of 'InlineCode' or 'CodeUri' can be set.")),
        },
    };
    if let (Package::Zip, Some(key), Some(map)) = (package, resource.set("SourceKMSKeyArn"), code.as_map_mut()) {
        map.insert("SourceKMSKeyArn", key.clone());
    }
    Ok(code)
}

/// Checks that a function has what its package type needs and nothing that it forbids.
pub(super) fn check_package(resource: &SamResource, lambda: &Resource) -> Result<(), Cause> {
    let is_set = |name: &str| values::set(lambda.get(name)).is_some();
    let has_image =
        lambda.get("Code").and_then(Node::as_map).is_some_and(|code: &Map| values::set(code.get("ImageUri")).is_some());
    let message = match package(resource)? {
        Package::Zip if !is_set("Runtime") || !is_set("Handler") => {
            "Runtime and Handler needs to be present when PackageType is of type `Zip`"
        }
        Package::Zip if has_image || is_set("ImageConfig") => {
            "ImageUri or ImageConfig cannot be present when PackageType is of type `Zip`"
        }
        Package::Image if is_set("Handler") || is_set("Runtime") || is_set("Layers") => {
            "Runtime, Handler, Layers cannot be present when PackageType is of type `Image`"
        }
        Package::Image if !has_image => "ImageUri needs to be present when PackageType is of type `Image`",
        _ => return Ok(()),
    };
    Err(Cause::resource(resource.logical_id.clone(), message).at(&resource.origin))
}
