//! Typed access to values inside properties, with the format's messages.

use syntax::{Map, Node, Value};

use crate::error::{Cause, Expected};

/// Who is at fault when a value has the wrong kind.
#[derive(Debug, Clone, Copy)]
pub enum Subject<'a> {
    /// A property of a resource.
    Resource(&'a str),
    /// An attribute of a resource beside `Properties`.
    Attribute(&'a str),
    /// A property of an event.
    Event(&'a str),
}

impl Subject<'_> {
    /// The cause for a value of the wrong kind at `path`, with the standard message or another.
    pub fn wrong(self, path: &str, expected: Expected, message: Option<&str>) -> Cause {
        let noun = if matches!(self, Self::Attribute(_)) { "Attribute" } else { "Property" };
        let standard = || format!("{noun} '{path}' should be a {}.", expected.name());
        self.cause(message.map_or_else(standard, str::to_owned))
    }

    /// A cause with a message of its own.
    pub fn cause(self, message: impl Into<String>) -> Cause {
        match self {
            Self::Resource(id) | Self::Attribute(id) => Cause::resource(id, message),
            Self::Event(id) => Cause::event(id, message),
        }
    }
}

fn placed(cause: Cause, node: Option<&Node>) -> Cause {
    match node {
        Some(node) => cause.at(&node.origin),
        None => cause,
    }
}

/// The value as a mapping.
///
/// # Errors
/// When it is absent or something else.
pub fn map<'n>(node: Option<&'n Node>, subject: Subject<'_>, path: &str) -> Result<&'n Map, Cause> {
    let found = node.and_then(Node::as_map);
    found.ok_or_else(|| placed(subject.wrong(path, Expected::Map, None), node))
}

/// The value as a sequence.
///
/// # Errors
/// When it is absent or something else.
pub fn list<'n>(node: Option<&'n Node>, subject: Subject<'_>, path: &str) -> Result<&'n [Node], Cause> {
    let found = node.and_then(Node::as_list);
    found.ok_or_else(|| placed(subject.wrong(path, Expected::List, None), node))
}

/// The value as text.
///
/// # Errors
/// When it is absent or something else.
pub fn text<'n>(node: Option<&'n Node>, subject: Subject<'_>, path: &str) -> Result<&'n str, Cause> {
    let found = node.and_then(Node::as_str);
    found.ok_or_else(|| placed(subject.wrong(path, Expected::Text, None), node))
}

/// The value as a truth value.
///
/// # Errors
/// When it is absent or something else; texts are something else here.
pub fn boolean(node: Option<&Node>, subject: Subject<'_>, path: &str) -> Result<bool, Cause> {
    match node.map(|node| &node.value) {
        Some(Value::Bool(value)) => Ok(*value),
        _ => Err(placed(subject.wrong(path, Expected::Boolean, None), node)),
    }
}

/// The value, which must not be absent or null.
///
/// # Errors
/// When it is, with the message `Property '…' is required.`
pub fn present<'n>(node: Option<&'n Node>, subject: Subject<'_>, path: &str) -> Result<&'n Node, Cause> {
    crate::values::some(node).ok_or_else(|| subject.cause(format!("Property '{path}' is required.")))
}
