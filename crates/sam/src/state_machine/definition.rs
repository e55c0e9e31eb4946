//! A state machine's `Definition` as the text Step Functions wants: values known only at deployment become
//! substitutions, the rest one line of JSON after the other.

use std::sync::Arc;

use source::Origin;
use syntax::{Map, Node, Value, node};

use crate::hash::compact_json;
use crate::values::is_intrinsic;

const STEP: &str = "Definition";

/// A definition without values that only a deployment knows.
#[derive(Debug)]
pub(crate) struct Definition {
    /// `Fn::Join` of the lines of the JSON text; each line has the origin of the value it begins.
    pub(crate) text: Node,
    /// The values taken out, by the name that stands for them in the text.
    pub(crate) substitutions: Map,
}

impl Definition {
    /// Splits a definition into text and substitutions.
    pub(crate) fn of(definition: &Node) -> Self {
        let mut substitutions = Map::new();
        let plain = take_out(definition, &mut substitutions);
        let mut lines = Lines { done: Vec::new(), current: String::new(), origin: definition.origin.clone() };
        lines.write(&plain, 0);
        let origin = definition.origin.derived(STEP);
        let text = node!(&origin; { "Fn::Join": ["\n", (lines.finish())] });
        Self { text, substitutions }
    }
}

/// The members of a value, with intrinsic functions and dynamic references replaced by the name of a substitution.
/// Keys are sorted, so that the numbering of the substitutions does not depend on the order in which they are written.
fn take_out(node: &Node, substitutions: &mut Map) -> Node {
    let value = match &node.value {
        Value::Map(map) => {
            let mut sorted: Vec<_> = map.entries().collect();
            sorted.sort_by_key(|(key, _)| *key);
            let mut taken = Map::new();
            for (key, entry) in sorted {
                taken.insert_at(key.clone(), entry.key.clone(), take_out_member(&entry.node, substitutions));
            }
            Value::Map(taken)
        }
        Value::List(items) => Value::List(items.iter().map(|item| take_out_member(item, substitutions)).collect()),
        scalar => scalar.clone(),
    };
    Node { value, ..node.clone() }
}

fn take_out_member(node: &Node, substitutions: &mut Map) -> Node {
    if !is_intrinsic(node) && !node.as_str().is_some_and(is_dynamic_reference) {
        return take_out(node, substitutions);
    }
    let name = format!("definition_substitution_{}", substitutions.len() + 1);
    let placeholder = Node::from_text(format!("${{{name}}}"), node.origin.clone());
    substitutions.insert(name, node.clone());
    placeholder
}

/// Whether a text is `{{resolve:service:key}}` and nothing else.
fn is_dynamic_reference(text: &str) -> bool {
    let text = text.strip_suffix('\n').unwrap_or(text);
    let inner = text.strip_prefix("{{resolve:").and_then(|rest| rest.strip_suffix("}}"));
    let Some((service, key)) = inner.and_then(|inner| inner.split_once(':')) else { return false };
    let is_service = |c: char| c.is_ascii_lowercase() || c == '-';
    !service.is_empty() && service.chars().all(is_service) && !key.is_empty() && !key.contains('\n')
}

/// JSON text, indented by four blanks, one node per line.
struct Lines {
    done: Vec<Node>,
    current: String,
    origin: Origin,
}

impl Lines {
    fn write(&mut self, node: &Node, depth: usize) {
        match &node.value {
            Value::Map(map) if !map.is_empty() => self.write_map(map, depth),
            Value::List(items) if !items.is_empty() => self.write_list(items, depth),
            Value::Map(_) => self.current.push_str("{}"),
            Value::List(_) => self.current.push_str("[]"),
            _ => self.current.push_str(&compact_json(node)),
        }
    }

    /// Keys come sorted from [`take_out`].
    fn write_map(&mut self, map: &Map, depth: usize) {
        self.current.push('{');
        for (index, (key, entry)) in map.entries().enumerate() {
            self.next_member(index, depth, &entry.key);
            self.current.push_str(&compact_json(&Node::from_text(Arc::clone(key), entry.key.clone())));
            self.current.push_str(": ");
            self.write(&entry.node, depth + 1);
        }
        self.break_line(depth);
        self.current.push('}');
    }

    fn write_list(&mut self, items: &[Node], depth: usize) {
        self.current.push('[');
        for (index, item) in items.iter().enumerate() {
            self.next_member(index, depth, &item.origin);
            self.write(item, depth + 1);
        }
        self.break_line(depth);
        self.current.push(']');
    }

    fn next_member(&mut self, index: usize, depth: usize, origin: &Origin) {
        if index > 0 {
            self.current.push(',');
        }
        self.break_line(depth + 1);
        self.origin = origin.clone();
    }

    fn break_line(&mut self, depth: usize) {
        let line = std::mem::replace(&mut self.current, "    ".repeat(depth));
        self.done.push(Node::from_text(line, self.origin.derived(STEP)));
    }

    fn finish(mut self) -> Vec<Node> {
        self.done.push(Node::from_text(self.current, self.origin.derived(STEP)));
        self.done
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_a_deployment_knows_is_substituted_in_the_order_of_keys() {
        let here = Origin::Default("test");
        let definition = node!(&here; {
            "States": { "B": { "Resource": { "Ref": "F" } }, "A": ["{{resolve:ssm:x:1}}", 1, "é", {}] },
            "StartAt": "A"
        });
        let Definition { text, substitutions } = Definition::of(&definition);
        let lines: Vec<&str> = text
            .get("Fn::Join")
            .and_then(Node::as_list)
            .and_then(|join| join.get(1))
            .and_then(Node::as_list)
            .unwrap()
            .iter()
            .filter_map(Node::as_str)
            .collect();
        assert_eq!(
            lines,
            [
                "{",
                "    \"StartAt\": \"A\",",
                "    \"States\": {",
                "        \"A\": [",
                "            \"${definition_substitution_1}\",",
                "            1,",
                "            \"\\u00e9\",",
                "            {}",
                "        ],",
                "        \"B\": {",
                "            \"Resource\": \"${definition_substitution_2}\"",
                "        }",
                "    }",
                "}",
            ]
        );
        assert_eq!(substitutions.get("definition_substitution_2"), Some(&node!(&here; { "Ref": "F" })));
    }

    #[test]
    fn dynamic_references_are_whole_texts() {
        for (text, expected) in [
            ("{{resolve:ssm:name:1}}", true),
            ("{{resolve:secretsmanager:x}}", true),
            ("a{{resolve:ssm:name:1}}", false),
            ("{{resolve:SSM:name}}", false),
            ("{{resolve:ssm:}}", false),
        ] {
            assert_eq!(is_dynamic_reference(text), expected, "{text}");
        }
    }
}
