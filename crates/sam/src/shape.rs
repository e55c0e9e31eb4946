//! What values a property of a SAM resource may have.

use syntax::{Map, Node, Value};

use crate::error::{Cause, Expected};

/// A set of values.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// Everything.
    Any,
    /// Texts.
    Text,
    /// Whole numbers and truth values.
    Int,
    /// Truth values.
    Bool,
    /// Sequences.
    List,
    /// Mappings.
    Map,
    /// Sequences whose items all have the shape.
    ListOf(&'static Shape),
    /// Mappings whose values all have the shape.
    MapOf(&'static Shape),
    /// Values that have one of the shapes.
    OneOf(&'static [Shape]),
    /// One of these texts.
    Choice(&'static [&'static str]),
}

impl Shape {
    /// Text or a mapping (most often an intrinsic function).
    pub const TEXT_OR_MAP: Self = Self::OneOf(&[Self::Text, Self::Map]);

    /// Whether a value has the shape.
    pub fn admits(self, node: &Node) -> bool {
        match (self, &node.value) {
            (Self::Any, _)
            | (Self::Text, Value::Text(_))
            | (Self::Int, Value::Int(_) | Value::Bool(_))
            | (Self::Bool, Value::Bool(_))
            | (Self::List, Value::List(_))
            | (Self::Map, Value::Map(_)) => true,
            (Self::ListOf(shape), Value::List(items)) => items.iter().all(|item| shape.admits(item)),
            (Self::MapOf(shape), Value::Map(map)) => map.values().all(|item| shape.admits(item)),
            (Self::OneOf(shapes), _) => shapes.iter().any(|shape| shape.admits(node)),
            (Self::Choice(texts), Value::Text(text)) => texts.contains(&&**text),
            _ => false,
        }
    }

    /// What the message says about a value that has not the shape.
    fn refusal(self, name: &str) -> String {
        match self {
            Self::Map => format!("Property '{name}' should be a {}.", Expected::Map.name()),
            Self::Text => format!("Property '{name}' should be a {}.", Expected::Text.name()),
            Self::Choice([only]) => format!("Property '{name}' should be a the string '{only}'."),
            Self::Choice([a, b]) => format!("Property '{name}' should be a one of the strings: '{a}' or '{b}'."),
            Self::Choice([first @ .., last]) => {
                let first: Vec<String> = first.iter().map(|text| format!("'{text}'")).collect();
                format!("Property '{name}' should be a one of the strings: {}, or '{last}'.", first.join(", "))
            }
            _ => format!("Type of property '{name}' is invalid."),
        }
    }
}

/// One allowed property.
#[derive(Debug, Clone, Copy)]
pub struct Property {
    /// Its name.
    pub name: &'static str,
    /// Whether it must be set.
    pub required: bool,
    /// Its values.
    pub shape: Shape,
    /// Whether an intrinsic function (any mapping with one key) is also a value.
    pub intrinsic: bool,
}

impl Property {
    /// An optional property whose value may be an intrinsic function.
    pub const fn optional(name: &'static str, shape: Shape) -> Self {
        Self { name, required: false, shape, intrinsic: true }
    }

    /// A required property whose value may be an intrinsic function.
    pub const fn required(name: &'static str, shape: Shape) -> Self {
        Self { name, required: true, shape, intrinsic: true }
    }

    /// An optional property that is handed on unseen.
    pub const fn passed(name: &'static str) -> Self {
        Self { name, required: false, shape: Shape::Any, intrinsic: false }
    }

    /// The property, not accepting intrinsic functions beyond its shape.
    #[must_use]
    pub const fn literal(self) -> Self {
        Self { intrinsic: false, ..self }
    }

    /// Whether a value is admitted.
    fn admits(self, node: &Node) -> bool {
        let intrinsic = self.intrinsic && node.as_map().is_some_and(|map| map.len() == 1);
        intrinsic || self.shape.admits(node)
    }
}

/// Checks values against the allowed properties.
///
/// # Errors
/// Names the first property that is missing or has a value of the wrong shape.
pub fn check_values(logical_id: &str, properties: &Map, allowed: &[Property]) -> Result<(), Cause> {
    for property in allowed {
        match properties.get(property.name).filter(|node| !node.is_null()) {
            Some(node) if !property.admits(node) => {
                return Err(Cause::resource(logical_id, property.shape.refusal(property.name)).at(&node.origin));
            }
            None if property.required => {
                return Err(Cause::resource(logical_id, format!("Missing required property '{}'.", property.name)));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Checks that no property beyond the allowed ones is set.
///
/// # Errors
/// Names the first property that is not allowed.
pub fn check_names(logical_id: &str, kind: &str, properties: &Map, allowed: &[Property]) -> Result<(), Cause> {
    for (name, entry) in properties.entries() {
        if !allowed.iter().any(|property| property.name == &**name) {
            let message = format!("property {name} not defined for resource of type {kind}");
            return Err(Cause::resource(logical_id, message).at(&entry.key));
        }
    }
    Ok(())
}
