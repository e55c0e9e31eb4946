//! Nodes to documents and back.

use syntax::{Map, Node, Value};

use super::{Dict, Doc, Key};

/// Nesting that a document keeps; what lies deeper becomes null. Readers of templates stop before this.
const DEPTH: usize = 256;

impl Doc {
    /// A value that a person wrote in the template, in a section whose texts Python would hold as unicode.
    pub(crate) fn from_template(node: &Node) -> Self {
        Self::from_node(node, true, DEPTH)
    }

    /// A value that the transform made.
    pub(crate) fn from_transform(node: &Node) -> Self {
        Self::from_node(node, false, DEPTH)
    }

    fn from_node(node: &Node, unicode: bool, depth: usize) -> Self {
        let Some(depth) = depth.checked_sub(1) else { return Self::null(&node.origin) };
        match &node.value {
            Value::List(items) => {
                let items = items.iter().map(|item| Self::from_node(item, unicode, depth)).collect();
                Self::List { items, origin: node.origin.clone() }
            }
            Value::Map(map) => {
                let mut dict = if unicode { Dict::new(&node.origin) } else { Dict::plain(&node.origin) };
                for (key, entry) in map.entries() {
                    let key = Key { text: key.clone(), unicode };
                    dict.insert_at(key, entry.key.clone(), Self::from_node(&entry.node, unicode, depth));
                }
                Self::Dict(dict)
            }
            Value::Text(_) => Self::Leaf { node: node.clone(), unicode },
            _ => Self::Leaf { node: node.clone(), unicode: false },
        }
    }

    /// The node that says the same.
    pub(crate) fn to_node(&self) -> Node {
        match self {
            Self::Leaf { node, .. } => node.clone(),
            Self::List { items, origin } => Node::from_list(items.iter().map(Self::to_node).collect(), origin.clone()),
            Self::Dict(dict) => dict.to_node(),
        }
    }
}

impl Dict {
    /// The node that says the same, its keys in the order of iteration.
    pub(crate) fn to_node(&self) -> Node {
        let mut map = Map::new();
        for (key, origin, value) in self.iter_with_origins() {
            map.insert_at(key.text.clone(), origin.clone(), value.to_node());
        }
        Node::from_map(map, self.origin.clone())
    }
}
