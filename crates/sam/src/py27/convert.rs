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

    /// A value of the template with the dictionaries of `like`, wherever both have the same keys.
    pub(crate) fn from_template_like(node: &Node, like: Option<&Self>) -> Self {
        match (&node.value, like) {
            (Value::Map(map), Some(Self::Dict(like))) if same_keys(map, like) => {
                let mut dict = like.clone();
                dict.origin = node.origin.clone();
                for (key, value) in map.iter() {
                    let value = Self::from_template_like(value, like.get(key));
                    dict.get_mut(key).into_iter().for_each(|held| *held = value.clone());
                }
                Self::Dict(dict)
            }
            (Value::List(items), Some(Self::List { items: like, .. })) if items.len() == like.len() => {
                let items = items.iter().zip(like).map(|(item, like)| Self::from_template_like(item, Some(like)));
                Self::List { items: items.collect(), origin: node.origin.clone() }
            }
            _ => Self::from_template(node),
        }
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

fn same_keys(map: &Map, like: &Dict) -> bool {
    map.len() == like.len() && map.keys().all(|key| like.contains(key))
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
