//! `AWS::LanguageExtensions`: loops. (`Fn::ToJsonString`, `Fn::Length` and defaults in `Fn::FindInMap` are evaluated
//! where they stand.)

use std::collections::BTreeMap;
use std::sync::Arc;

use finding::{Notice, NoticeKind};
use source::Limits;
use syntax::{Map, Node, Value};

use super::symbols::Given;

const LOOP: &str = "Fn::ForEach::";

/// Values of loop variables in force.
type Bindings = BTreeMap<Arc<str>, Arc<str>>;

struct Expander<'a> {
    template: &'a Map,
    given: &'a Given,
    limits: &'a Limits,
    nodes: usize,
    notices: &'a mut Vec<Notice>,
}

/// The template with every `Fn::ForEach` unrolled; each copy keeps the places of the loop's body.
pub(crate) fn expand(template: &Map, given: &Given, limits: &Limits, notices: &mut Vec<Notice>) -> Map {
    let mut expander = Expander { template, given, limits, nodes: 0, notices };
    let mut expanded = Map::new();
    for (key, entry) in template.entries() {
        let loops = matches!(key.as_ref(), "Resources" | "Conditions" | "Outputs");
        let node = if loops { expander.node(&entry.node, &Bindings::new(), 0) } else { entry.node.clone() };
        expanded.insert_at(Arc::clone(key), entry.key.clone(), node);
    }
    expanded
}

impl Expander<'_> {
    fn node(&mut self, node: &Node, bindings: &Bindings, depth: usize) -> Node {
        self.nodes += 1;
        if depth > self.limits.depth || self.nodes > self.limits.nodes {
            return node.clone();
        }
        let value = match &node.value {
            Value::Map(map) => match bound_reference(map, bindings) {
                Some(value) => Value::Text(value),
                None => Value::Map(self.map(map, bindings, depth)),
            },
            Value::List(items) => Value::List(items.iter().map(|item| self.node(item, bindings, depth + 1)).collect()),
            Value::Text(text) => Value::Text(substitute(text, bindings)),
            other => other.clone(),
        };
        Node { value, origin: node.origin.clone(), raw: node.raw.clone() }
    }

    fn map(&mut self, map: &Map, bindings: &Bindings, depth: usize) -> Map {
        let mut expanded = Map::new();
        for (key, entry) in map.entries() {
            if key.starts_with(LOOP) {
                self.unroll(&mut expanded, &entry.node, bindings, depth + 1);
            } else {
                let node = self.node(&entry.node, bindings, depth + 1);
                expanded.insert_at(substitute(key, bindings), entry.key.clone(), node);
            }
        }
        expanded
    }

    fn unroll(&mut self, into: &mut Map, looped: &Node, bindings: &Bindings, depth: usize) {
        let parts = looped.as_list().unwrap_or_default();
        let (Some(variable), Some(items), Some(body)) = (
            parts.first().and_then(Node::text),
            parts.get(1).and_then(|collection| self.collection(collection, bindings, 0)),
            parts.get(2).and_then(Node::as_map),
        ) else {
            self.say(looped, NoticeKind::Unresolved, "a loop over values that cannot be known from the files");
            return;
        };
        for item in items {
            if self.nodes > self.limits.nodes {
                self.say(
                    looped,
                    NoticeKind::Limit,
                    "the loop makes more than the limit of nodes; the rest is left out",
                );
                return;
            }
            let mut inner = bindings.clone();
            inner.insert(Arc::clone(&variable), item);
            for (key, entry) in self.map(body, &inner, depth) {
                into.insert_at(key, entry.key, entry.node);
            }
        }
    }

    fn collection(&self, node: &Node, bindings: &Bindings, depth: usize) -> Option<Vec<Arc<str>>> {
        if depth > 8 {
            return None;
        }
        if let Some(items) = node.as_list() {
            let lists = items.iter().map(|item| match item.text() {
                Some(text) => Some(vec![substitute(&text, bindings)]),
                None => self.collection(item, bindings, depth + 1),
            });
            return lists.collect::<Option<Vec<_>>>().map(|lists| lists.concat());
        }
        match node.single() {
            Some((key, name)) if key.as_ref() == "Ref" => self.parameter_list(&name.text()?),
            Some((key, arguments)) if key.as_ref() == "Fn::FindInMap" => {
                let arguments = arguments.as_list()?;
                let default = arguments.get(3).and_then(|options| options.get("DefaultValue"));
                let keys = arguments.iter().take(3).map(|key| Some(substitute(&key.text()?, bindings)));
                let keys = keys.collect::<Option<Vec<_>>>()?;
                let [name, first, second] = keys.as_slice() else { return None };
                let found = self.template.get("Mappings").and_then(|all| all.at(&[name, first, second]));
                self.collection(found.or(default)?, bindings, depth + 1)
            }
            _ => None,
        }
    }

    fn parameter_list(&self, name: &str) -> Option<Vec<Arc<str>>> {
        let given = self.given.get(name).and_then(|values| values.first());
        let declared = || self.template.get("Parameters")?.at(&[name, "Default"]);
        let text = given.or_else(declared)?.text()?;
        Some(text.split(',').map(|item| Arc::from(item.trim())).collect())
    }

    fn say(&mut self, node: &Node, kind: NoticeKind, message: &str) {
        self.notices.extend(node.span().map(|span| Notice::at(span, kind, message)));
    }
}

fn bound_reference(map: &Map, bindings: &Bindings) -> Option<Arc<str>> {
    let (key, name) = map.iter().next().filter(|_| map.len() == 1)?;
    if key.as_ref() == "Ref" { bindings.get(name.as_str()?).cloned() } else { None }
}

/// Puts loop variables into a text, each place once: `${Name}` as it is, `&{Name}` without what may not stand in a logical
/// id. Other names stay for `Fn::Sub`.
fn substitute(text: &Arc<str>, bindings: &Bindings) -> Arc<str> {
    if bindings.is_empty() || !text.contains('{') {
        return Arc::clone(text);
    }
    let mut result = String::with_capacity(text.len());
    let mut rest: &str = text;
    while let Some((before, name, after, plain)) = next_variable(rest) {
        result.push_str(before);
        match bindings.get(name) {
            Some(value) if plain => result.extend(value.chars().filter(char::is_ascii_alphanumeric)),
            Some(value) => result.push_str(value),
            None => {
                let whole = rest.len() - after.len();
                result.push_str(rest.get(before.len()..whole).unwrap_or_default());
            }
        }
        rest = after;
    }
    result.push_str(rest);
    Arc::from(result)
}

/// The text before the next `${name}` or `&{name}`, the name, the text after it, and whether it was the second form.
fn next_variable(text: &str) -> Option<(&str, &str, &str, bool)> {
    let is_variable = |at: &usize| text.get(..*at).is_some_and(|before| before.ends_with(['$', '&']));
    let start = text.match_indices('{').map(|(at, _)| at).find(is_variable)?;
    let before = text.get(..start - 1)?;
    let (name, after) = text.get(start + 1..)?.split_once('}')?;
    Some((before, name, after, text.get(start - 1..start) == Some("&")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_place_is_filled_once() {
        let bindings: Bindings = [("X", "a-b"), ("Y", "${X}")].map(|(name, value)| (name.into(), value.into())).into();
        let cases = [
            ("T${X}", "Ta-b"),
            ("T&{X}", "Tab"),
            ("${Y}", "${X}"),
            ("${Z}-${X}", "${Z}-a-b"),
            ("{X}", "{X}"),
            ("${X", "${X"),
            ("$${X}", "$a-b"),
        ];
        for (text, expected) in cases {
            assert_eq!(&*substitute(&Arc::from(text), &bindings), expected, "{text}");
        }
    }
}
