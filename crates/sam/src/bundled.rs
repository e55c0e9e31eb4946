//! Data files that are compiled into the crate, read as nodes that nobody wrote.

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use source::Origin;
use syntax::{Map, Node};

/// Reads a bundled JSON document, whose objects keep their order. A document that is not JSON is an empty map; the
/// tests of each user of a document would show it.
pub(crate) fn read(json: &str) -> Node {
    let parsed = serde_json::from_str::<Bundled>(json);
    parsed.map_or_else(|_| Node::from_map(Map::new(), origin()), |bundled| bundled.0)
}

fn origin() -> Origin {
    Origin::Default("AWS SAM")
}

struct Bundled(Node);

impl<'de> Deserialize<'de> for Bundled {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor).map(Self)
    }
}

/// Builds nodes; numbers do not occur in the bundled documents except as whole ones.
struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("JSON without fractions")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::null(origin()))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::from_bool(value, origin()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(Node::from_int(value, origin()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::from_int(value, origin()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Ok(Node::from_text(value, origin()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        let mut list = Vec::new();
        while let Some(Bundled(item)) = items.next_element()? {
            list.push(item);
        }
        Ok(Node::from_list(list, origin()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Node, A::Error> {
        let mut map = Map::new();
        while let Some((key, Bundled(value))) = entries.next_entry::<String, Bundled>()? {
            map.insert(key, value);
        }
        Ok(Node::from_map(map, origin()))
    }
}
