//! One value of a document.

use std::sync::Arc;

use source::{Origin, Span};

use crate::Map;

/// A value and where it came from.
///
/// Equality compares values only: two nodes from different places are equal when they say the same.
#[derive(Debug, Clone)]
pub struct Node {
    /// What it says.
    pub value: Value,
    /// Where it came from. For a collection the span of the whole collection.
    pub origin: Origin,
    /// The text as written, for a scalar whose value is not text: `2012-10-17`, `0123`, `yes`, `1.10`. Formats that mean
    /// text read this through [`Node::text`].
    pub raw: Option<Arc<str>>,
}

/// What a node says.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing.
    Null,
    /// A truth value.
    Bool(bool),
    /// A whole number.
    Int(i128),
    /// Any other number.
    Float(f64),
    /// Text.
    Text(Arc<str>),
    /// A sequence.
    List(Vec<Node>),
    /// A mapping from text.
    Map(Map),
}

impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl Node {
    /// A node without a raw text.
    pub fn new(value: Value, origin: Origin) -> Self {
        Self { value, origin, raw: None }
    }

    /// A text node.
    pub fn from_text(text: impl Into<Arc<str>>, origin: Origin) -> Self {
        Self::new(Value::Text(text.into()), origin)
    }

    /// A truth value.
    pub fn from_bool(value: bool, origin: Origin) -> Self {
        Self::new(Value::Bool(value), origin)
    }

    /// A whole number.
    pub fn from_int(value: impl Into<i128>, origin: Origin) -> Self {
        Self::new(Value::Int(value.into()), origin)
    }

    /// A sequence.
    pub fn from_list(items: Vec<Self>, origin: Origin) -> Self {
        Self::new(Value::List(items), origin)
    }

    /// A mapping.
    pub fn from_map(map: Map, origin: Origin) -> Self {
        Self::new(Value::Map(map), origin)
    }

    /// Nothing.
    pub fn null(origin: Origin) -> Self {
        Self::new(Value::Null, origin)
    }

    /// The nearest place a person wrote this.
    pub fn span(&self) -> Option<Span> {
        self.origin.written()
    }

    /// The text, if the value is text. See [`Node::text`] for scalars that merely look like something else.
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Any scalar as the text its author wrote, or as JSON would write it; `None` for null and collections.
    pub fn text(&self) -> Option<Arc<str>> {
        if let Some(raw) = self.raw.as_ref().filter(|_| !self.is_null()) {
            return Some(Arc::clone(raw));
        }
        match &self.value {
            Value::Text(text) => Some(Arc::clone(text)),
            Value::Bool(value) => Some(Arc::from(if *value { "true" } else { "false" })),
            Value::Int(value) => Some(Arc::from(value.to_string())),
            Value::Float(value) => Some(Arc::from(value.to_string())),
            Value::Null | Value::List(_) | Value::Map(_) => None,
        }
    }

    /// The truth value, also of the texts `true` and `false`, as CloudFormation coerces them.
    pub fn as_bool(&self) -> Option<bool> {
        match &self.value {
            Value::Bool(value) => Some(*value),
            Value::Text(text) if text.eq_ignore_ascii_case("true") => Some(true),
            Value::Text(text) if text.eq_ignore_ascii_case("false") => Some(false),
            _ => None,
        }
    }

    /// The whole number, also of a text of digits, as CloudFormation coerces them.
    pub fn as_int(&self) -> Option<i128> {
        match &self.value {
            Value::Int(value) => Some(*value),
            Value::Float(value) if value.fract() == 0.0 && value.abs() < 1e15 =>
            {
                #[expect(clippy::cast_possible_truncation, reason = "whole and below 1e15")]
                Some(*value as i128)
            }
            Value::Text(text) => text.trim().parse().ok(),
            _ => None,
        }
    }

    /// The items, if the value is a sequence.
    pub fn as_list(&self) -> Option<&[Self]> {
        match &self.value {
            Value::List(items) => Some(items),
            _ => None,
        }
    }

    /// The items, to change in place.
    pub fn as_list_mut(&mut self) -> Option<&mut Vec<Self>> {
        match &mut self.value {
            Value::List(items) => Some(items),
            _ => None,
        }
    }

    /// The mapping, if the value is one.
    pub fn as_map(&self) -> Option<&Map> {
        match &self.value {
            Value::Map(map) => Some(map),
            _ => None,
        }
    }

    /// The mapping, to change in place.
    pub fn as_map_mut(&mut self) -> Option<&mut Map> {
        match &mut self.value {
            Value::Map(map) => Some(map),
            _ => None,
        }
    }

    /// The value of `key`, if this is a mapping that has it.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.as_map()?.get(key)
    }

    /// Follows keys down through mappings.
    pub fn at(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |node, key| node.get(key))
    }

    /// Whether the value is null.
    pub const fn is_null(&self) -> bool {
        matches!(self.value, Value::Null)
    }

    /// The only key and its value, if this is a mapping with one key: the shape of an intrinsic function.
    pub fn single(&self) -> Option<(&Arc<str>, &Self)> {
        let map = self.as_map()?;
        if map.len() == 1 { map.iter().next() } else { None }
    }
}

/// Builds a [`Node`] from a JSON-like literal; every value made here has the origin given first, and values of
/// expressions in parentheses keep their own.
///
/// ```
/// # use source::Origin;
/// # use syntax::{Node, node};
/// let here = Origin::Default("example");
/// let table = Node::from_text("T", here.clone());
/// let built = node!(&here; { "Type": "AWS::DynamoDB::Table", "Name": (table), "Keys": ["a", 1, true, null] });
/// assert_eq!(built.at(&["Name"]).and_then(Node::as_str), Some("T"));
/// ```
#[macro_export]
macro_rules! node {
    ($origin:expr; null) => { $crate::Node::null(::core::clone::Clone::clone($origin)) };
    ($origin:expr; true) => { $crate::Node::from_bool(true, ::core::clone::Clone::clone($origin)) };
    ($origin:expr; false) => { $crate::Node::from_bool(false, ::core::clone::Clone::clone($origin)) };
    ($origin:expr; [ $($item:tt),* $(,)? ]) => {
        $crate::Node::from_list(vec![ $( $crate::node!($origin; $item) ),* ], ::core::clone::Clone::clone($origin))
    };
    ($origin:expr; { $($key:tt : $value:tt),* $(,)? }) => {{
        #[allow(unused_mut, reason = "an empty literal does not insert")]
        let mut map = $crate::Map::new();
        $( map.insert($crate::node_key!($key), $crate::node!($origin; $value)); )*
        $crate::Node::from_map(map, ::core::clone::Clone::clone($origin))
    }};
    ($origin:expr; ($value:expr)) => { $crate::IntoNode::into_node($value, $origin) };
    ($origin:expr; $value:literal) => { $crate::IntoNode::into_node($value, $origin) };
}

/// A key of the [`node!`] literal: a text literal, or an expression in parentheses.
#[doc(hidden)]
#[macro_export]
macro_rules! node_key {
    (($key:expr)) => {
        ::std::sync::Arc::<str>::from($key)
    };
    ($key:literal) => {
        ::std::sync::Arc::<str>::from($key)
    };
}

/// What may stand as a value in [`node!`]: nodes keep their origin, plain values take the one given.
pub trait IntoNode {
    /// The node.
    fn into_node(self, origin: &Origin) -> Node;
}

impl IntoNode for Node {
    fn into_node(self, _: &Origin) -> Node {
        self
    }
}

impl IntoNode for &Node {
    fn into_node(self, _: &Origin) -> Node {
        self.clone()
    }
}

impl IntoNode for Map {
    fn into_node(self, origin: &Origin) -> Node {
        Node::from_map(self, origin.clone())
    }
}

impl IntoNode for Vec<Node> {
    fn into_node(self, origin: &Origin) -> Node {
        Node::from_list(self, origin.clone())
    }
}

impl IntoNode for bool {
    fn into_node(self, origin: &Origin) -> Node {
        Node::from_bool(self, origin.clone())
    }
}

impl IntoNode for i32 {
    fn into_node(self, origin: &Origin) -> Node {
        Node::from_int(self, origin.clone())
    }
}

macro_rules! text_into_node {
    ($($kind:ty),*) => { $(
        impl IntoNode for $kind {
            fn into_node(self, origin: &Origin) -> Node {
                Node::from_text(self, origin.clone())
            }
        }
    )* };
}

text_into_node!(&str, String, Arc<str>);

impl IntoNode for &Arc<str> {
    fn into_node(self, origin: &Origin) -> Node {
        Node::from_text(Arc::clone(self), origin.clone())
    }
}

impl IntoNode for &String {
    fn into_node(self, origin: &Origin) -> Node {
        Node::from_text(self.as_str(), origin.clone())
    }
}
