//! One value of a document.

use std::sync::Arc;

use source::Origin;
use syntax::{Node, Value};

use super::Dict;

/// A value with the traits that Python's text shows.
#[derive(Debug, Clone)]
pub(crate) enum Doc {
    /// A scalar.
    Leaf {
        /// The scalar.
        node: Node,
        /// A text that came from the template.
        unicode: bool,
    },
    /// A sequence.
    List {
        /// Its members.
        items: Vec<Doc>,
        /// Where it came from.
        origin: Origin,
    },
    /// A mapping.
    Dict(Dict),
}

impl Doc {
    /// Nothing.
    pub(crate) fn null(origin: &Origin) -> Self {
        Self::leaf(Node::null(origin.clone()))
    }

    /// A text the transform made.
    pub(crate) fn text(text: impl Into<Arc<str>>, origin: &Origin) -> Self {
        Self::leaf(Node::from_text(text, origin.clone()))
    }

    /// A text that came from the template.
    pub(crate) fn unicode(text: impl Into<Arc<str>>, origin: &Origin) -> Self {
        Self::Leaf { node: Node::from_text(text, origin.clone()), unicode: true }
    }

    /// A text that is unicode if `like` is.
    pub(crate) fn text_like(text: impl Into<Arc<str>>, unicode: bool, origin: &Origin) -> Self {
        Self::Leaf { node: Node::from_text(text, origin.clone()), unicode }
    }

    /// A sequence.
    pub(crate) fn list(items: Vec<Self>, origin: &Origin) -> Self {
        Self::List { items, origin: origin.clone() }
    }

    const fn leaf(node: Node) -> Self {
        Self::Leaf { node, unicode: false }
    }

    /// Where the value came from.
    pub(crate) fn origin(&self) -> &Origin {
        match self {
            Self::Leaf { node, .. } => &node.origin,
            Self::List { origin, .. } => origin,
            Self::Dict(dict) => &dict.origin,
        }
    }

    pub(crate) fn as_str(&self) -> Option<&str> {
        match self {
            Self::Leaf { node, .. } => node.as_str(),
            _ => None,
        }
    }

    /// Whether it is a text that came from the template.
    pub(crate) const fn is_unicode(&self) -> bool {
        matches!(self, Self::Leaf { unicode: true, .. })
    }

    pub(crate) const fn as_dict(&self) -> Option<&Dict> {
        match self {
            Self::Dict(dict) => Some(dict),
            _ => None,
        }
    }

    pub(crate) const fn as_dict_mut(&mut self) -> Option<&mut Dict> {
        match self {
            Self::Dict(dict) => Some(dict),
            _ => None,
        }
    }

    pub(crate) fn as_list(&self) -> Option<&[Self]> {
        match self {
            Self::List { items, .. } => Some(items),
            _ => None,
        }
    }

    pub(crate) const fn as_list_mut(&mut self) -> Option<&mut Vec<Self>> {
        match self {
            Self::List { items, .. } => Some(items),
            _ => None,
        }
    }

    /// The truth value of a boolean, and of nothing else.
    pub(crate) const fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Leaf { node: Node { value: Value::Bool(value), .. }, .. } => Some(*value),
            _ => None,
        }
    }

    pub(crate) const fn is_null(&self) -> bool {
        matches!(self, Self::Leaf { node: Node { value: Value::Null, .. }, .. })
    }

    /// The value of `key`, if this is a mapping that has it.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        self.as_dict()?.get(key)
    }

    /// Python's notion of truth: null, false, zero and everything empty are false.
    pub(crate) fn is_truthy(&self) -> bool {
        match self {
            Self::Leaf { node, .. } => match &node.value {
                Value::Null => false,
                Value::Bool(value) => *value,
                Value::Int(value) => *value != 0,
                Value::Float(value) => *value != 0.0,
                Value::Text(text) => !text.is_empty(),
                Value::List(_) | Value::Map(_) => true,
            },
            Self::List { items, .. } => !items.is_empty(),
            Self::Dict(dict) => !dict.is_empty(),
        }
    }

    /// The only key and value, if this has the shape of an intrinsic function.
    pub(crate) fn intrinsic(&self) -> Option<(&str, &Self)> {
        let dict = self.as_dict().filter(|dict| dict.len() == 1)?;
        let (key, value) = dict.iter().next()?;
        (&*key.text == "Ref" || &*key.text == "Condition" || key.text.starts_with("Fn::"))
            .then_some((&*key.text, value))
    }

    /// Whether this is `{"Ref": "AWS::NoValue"}`.
    pub(crate) fn is_no_value(&self) -> bool {
        matches!(self.intrinsic(), Some(("Ref", name)) if name.as_str() == Some("AWS::NoValue"))
    }

    /// What Python's `deepcopy` gives.
    pub(crate) fn deep_copy(&self) -> Self {
        match self {
            Self::Leaf { .. } => self.clone(),
            Self::List { items, origin } => {
                Self::List { items: items.iter().map(Self::deep_copy).collect(), origin: origin.clone() }
            }
            Self::Dict(dict) => Self::Dict(dict.deep_copy()),
        }
    }

    /// Whether a deep copy would be the same, down to the slots of its dictionaries.
    pub(super) fn is_settled(&self) -> bool {
        match self {
            Self::Leaf { .. } => true,
            Self::List { items, .. } => items.iter().all(Self::is_settled),
            Self::Dict(dict) => dict.is_settled(),
        }
    }

    /// Python's name of the type.
    pub(crate) const fn type_name(&self) -> &'static str {
        match self {
            Self::Leaf { node, .. } => match &node.value {
                Value::Null => "NoneType",
                Value::Bool(_) => "bool",
                Value::Int(_) => "int",
                Value::Float(_) => "float",
                Value::Text(_) => "str",
                Value::List(_) => "list",
                Value::Map(_) => "dict",
            },
            Self::List { .. } => "list",
            Self::Dict(_) => "dict",
        }
    }
}

impl PartialEq for Doc {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Leaf { node, .. }, Self::Leaf { node: other, .. }) => node == other,
            (Self::List { items, .. }, Self::List { items: other, .. }) => items == other,
            (Self::Dict(dict), Self::Dict(other)) => dict == other,
            _ => false,
        }
    }
}

/// As messages show it: a text as it is, everything else as Python 3 prints it.
impl std::fmt::Display for Doc {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.as_str() {
            Some(text) => f.write_str(text),
            None => f.write_str(&crate::python::repr(&self.to_node())),
        }
    }
}

/// What may stand as a value in [`Dict::with`].
pub(crate) trait IntoDoc {
    /// The document; plain values take `origin`.
    fn into_doc(self, origin: &Origin) -> Doc;
}

impl IntoDoc for Doc {
    fn into_doc(self, _: &Origin) -> Doc {
        self
    }
}

impl IntoDoc for &Doc {
    fn into_doc(self, _: &Origin) -> Doc {
        self.clone()
    }
}

impl IntoDoc for Dict {
    fn into_doc(self, _: &Origin) -> Doc {
        Doc::Dict(self)
    }
}

impl IntoDoc for Vec<Doc> {
    fn into_doc(self, origin: &Origin) -> Doc {
        Doc::list(self, origin)
    }
}

impl IntoDoc for bool {
    fn into_doc(self, origin: &Origin) -> Doc {
        Doc::leaf(Node::from_bool(self, origin.clone()))
    }
}

impl IntoDoc for &str {
    fn into_doc(self, origin: &Origin) -> Doc {
        Doc::text(self, origin)
    }
}

impl IntoDoc for String {
    fn into_doc(self, origin: &Origin) -> Doc {
        Doc::text(self, origin)
    }
}
