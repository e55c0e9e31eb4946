//! Equality as the reference's tests have it: the order of lists does not count.

use std::cmp::Ordering;

use syntax::{Map, Node, Value};

/// Whether two documents are equal; the error names the first place where they are not.
pub fn equal(actual: &Node, expected: &Node) -> Result<(), String> {
    let (actual, expected) = (sorted(actual), sorted(expected));
    difference(&actual, &expected).map_or(Ok(()), Err)
}

/// A copy with every list sorted, the innermost first.
pub fn sorted(node: &Node) -> Node {
    let value = match &node.value {
        Value::List(items) => {
            let mut items: Vec<Node> = items.iter().map(sorted).collect();
            items.sort_by(order);
            Value::List(items)
        }
        Value::Map(map) => {
            let mut entries: Vec<_> = map.iter().map(|(key, node)| (key.clone(), sorted(node))).collect();
            entries.sort_by(|(a, _), (b, _)| a.cmp(b));
            Value::Map(entries.into_iter().collect())
        }
        scalar => scalar.clone(),
    };
    Node::new(value, node.origin.clone())
}

fn order(a: &Node, b: &Node) -> Ordering {
    match (&a.value, &b.value) {
        (Value::Int(a), Value::Int(b)) => a.cmp(b),
        (Value::Float(a), Value::Float(b)) => a.total_cmp(b),
        (Value::Text(a), Value::Text(b)) => a.cmp(b),
        _ => kind(a).cmp(kind(b)).then_with(|| sam::hash::compact_json(a).cmp(&sam::hash::compact_json(b))),
    }
}

fn kind(node: &Node) -> &'static str {
    sam::python::type_name(node)
}

/// The first difference, as a path and both values.
fn difference(actual: &Node, expected: &Node) -> Option<String> {
    match (&actual.value, &expected.value) {
        (Value::Map(a), Value::Map(b)) => difference_of_maps(a, b),
        (Value::List(a), Value::List(b)) => {
            let shared = a.iter().zip(b).enumerate();
            let inside =
                shared.filter_map(|(index, (a, b))| difference(a, b).map(|found| format!("[{index}]{found}"))).next();
            inside.or_else(|| (a.len() != b.len()).then(|| both(actual, expected)))
        }
        (a, b) if a == b || number(a).is_some() && number(a) == number(b) => None,
        _ => Some(both(actual, expected)),
    }
}

fn difference_of_maps(actual: &Map, expected: &Map) -> Option<String> {
    for (key, expected) in expected.iter() {
        let Some(actual) = actual.get(key) else {
            return Some(format!(".{key} is missing, expected {}", shown(expected)));
        };
        if let Some(found) = difference(actual, expected) {
            return Some(format!(".{key}{found}"));
        }
    }
    let (key, extra) = actual.iter().find(|(key, _)| !expected.contains(key))?;
    Some(format!(".{key} is not expected: {}", shown(extra)))
}

/// The number a value is equal to; truth values are numbers.
fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Bool(value) => Some(f64::from(u8::from(*value))),
        #[expect(clippy::cast_precision_loss, reason = "templates have no numbers this large")]
        Value::Int(value) => Some(*value as f64),
        Value::Float(value) => Some(*value),
        _ => None,
    }
}

fn both(actual: &Node, expected: &Node) -> String {
    format!("\n    is       {}\n    expected {}", shown(actual), shown(expected))
}

/// The start of a value as JSON.
fn shown(node: &Node) -> String {
    let json = sam::hash::compact_json(node);
    if json.chars().count() > 400 { json.chars().take(400).chain(['…']).collect() } else { json }
}
