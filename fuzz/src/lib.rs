//! What must hold for every document, however broken the text it came from.

use finding::Place;
use source::{FileId, Limits, Span};
use syntax::{Document, Node, Value, parse_json};

/// Limits small enough that a fuzzer reaches them.
pub fn limits() -> Limits {
    Limits { depth: 24, nodes: 2000, ..Limits::default() }
}

/// Panics unless the document keeps its promises about `text`.
pub fn check(text: &str, document: &Document, limits: &Limits) {
    for notice in &document.notices {
        if let Place::Span(span) = &notice.place {
            assert!(inside(text, *span, false), "notice outside of the text: {notice:?}");
        }
    }
    let Some(root) = &document.root else { return };
    let mut nodes = 0;
    walk(text, root, 1, limits, &mut nodes);
    assert!(nodes <= limits.nodes + 100, "{nodes} nodes");
    let json = root.to_json();
    assert!(root.to_json_sorted_ascii().is_ascii());
    if is_finite(root) {
        let again = parse_json(FileId(0), &json, &Limits { depth: 1000, ..Limits::default() });
        assert_eq!(again.notices, []);
        assert!(again.root.as_ref() == Some(root), "{json} reads back as something else");
    }
}

fn walk(text: &str, node: &Node, depth: usize, limits: &Limits, nodes: &mut usize) {
    *nodes += 1;
    assert!(depth <= limits.depth, "too deep");
    let span = node.span().expect("every node was written somewhere");
    assert!(inside(text, span, true), "{span:?} of {node:?}");
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| walk(text, item, depth + 1, limits, nodes)),
        Value::Map(map) => {
            for (_, entry) in map.entries() {
                assert!(inside(text, entry.key.written().expect("every key was written somewhere"), true));
                walk(text, &entry.node, depth + 1, limits, nodes);
            }
        }
        _ => {}
    }
}

fn inside(text: &str, span: Span, exact: bool) -> bool {
    let (start, end) = (span.start as usize, span.end as usize);
    if exact { text.get(start..end).is_some() } else { start <= end && end <= text.len() + 1 }
}

/// Whether JSON can say every number in the tree.
pub fn is_finite(node: &Node) -> bool {
    match &node.value {
        Value::Float(value) => value.is_finite(),
        Value::List(items) => items.iter().all(is_finite),
        Value::Map(map) => map.values().all(is_finite),
        _ => true,
    }
}
