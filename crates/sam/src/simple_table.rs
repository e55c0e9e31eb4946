//! `AWS::Serverless::SimpleTable`: a DynamoDB table with one key.

use syntax::{Node, node};

use crate::context::Context;
use crate::error::Cause;
use crate::expect::{Subject, present};
use crate::python;
use crate::resource::{Resource, SamResource};
use crate::shape::{Property, Shape};
use crate::tags;

/// The allowed properties.
pub const PROPERTIES: &[Property] = &[
    Property::passed("PointInTimeRecoverySpecification"),
    Property::optional("PrimaryKey", Shape::MapOf(&Shape::Text)),
    Property::optional("ProvisionedThroughput", Shape::MapOf(&Shape::OneOf(&[Shape::Int, Shape::Map]))),
    Property::optional("TableName", Shape::TEXT_OR_MAP),
    Property::optional("Tags", Shape::Map),
    Property::optional("SSESpecification", Shape::Map),
];

/// Expands the resource.
///
/// # Errors
/// When the primary key has no name or no known type.
pub fn expand(resource: &mut SamResource, _context: &mut Context<'_>) -> Result<Vec<Resource>, Cause> {
    let origin = resource.origin.derived("SimpleTable");
    let mut table = Resource::new(resource.logical_id.clone(), "AWS::DynamoDB::Table", &origin)
        .with_depends_on(resource.depends_on.clone())
        .with_attributes(resource.attributes.clone());
    let (name, kind) = primary_key(resource)?;
    table.set("AttributeDefinitions", node!(&origin; [{ "AttributeName": (&name), "AttributeType": (kind) }]));
    table.set("KeySchema", node!(&origin; [{ "AttributeName": (name), "KeyType": "HASH" }]));
    for property in ["PointInTimeRecoverySpecification", "ProvisionedThroughput", "SSESpecification", "TableName"] {
        table.set_opt(property, resource.set(property));
    }
    if table.get("ProvisionedThroughput").is_none() {
        table.set("BillingMode", "PAY_PER_REQUEST");
    }
    table.set_opt("Tags", resource.set("Tags").and_then(Node::as_map).map(tags::list));
    Ok(vec![table])
}

fn primary_key(resource: &SamResource) -> Result<(Node, Node), Cause> {
    let origin = resource.origin.derived("SimpleTable");
    let Some(key) = resource.set("PrimaryKey") else {
        return Ok((Node::from_text("id", origin.clone()), Node::from_text("S", origin)));
    };
    let part = |name: &str| {
        present(key.get(name), Subject::Resource(&resource.logical_id), &format!("PrimaryKey.{name}"))
            .map_err(|cause| cause.at(&key.origin))
    };
    let (name, kind) = (part("Name")?, part("Type")?);
    let letter = match kind.as_str() {
        Some("String") => "S",
        Some("Number") => "N",
        Some("Binary") => "B",
        _ => {
            let message = format!("Invalid 'Type' \"{}\".", python::display(kind));
            return Err(Cause::resource(resource.logical_id.clone(), message).at(&kind.origin));
        }
    };
    Ok((name.clone(), Node::from_text(letter, kind.origin.clone())))
}
