//! Hostile documents: every limit holds, is told, and costs little.

use finding::NoticeKind;
use source::{FileId, Limits};
use syntax::{Dialect, Document, Node, Value, parse_json, parse_yaml};

fn yaml(text: &str, limits: &Limits) -> Document {
    parse_yaml(FileId(0), text, Dialect::CloudFormation, limits).remove(0)
}

fn count(node: &Node) -> usize {
    1 + match &node.value {
        Value::List(items) => items.iter().map(count).sum(),
        Value::Map(map) => map.values().map(count).sum(),
        _ => 0,
    }
}

fn depth(node: &Node) -> usize {
    1 + match &node.value {
        Value::List(items) => items.iter().map(depth).max().unwrap_or(0),
        Value::Map(map) => map.values().map(depth).max().unwrap_or(0),
        _ => 0,
    }
}

/// The limits hold, and that one was reached is told.
#[track_caller]
fn check(document: &Document, limits: &Limits) {
    let root = document.root.as_ref().map_or((0, 0), |root| (count(root), depth(root)));
    assert!(root.0 <= limits.nodes && root.1 <= limits.depth, "{root:?}");
    assert!(document.notices.iter().any(|notice| notice.kind == NoticeKind::Limit), "{:?}", document.notices);
}

#[test]
fn aliases_of_aliases_do_not_explode() {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..30 {
        let before = format!("*a{}, ", level - 1).repeat(9);
        text += &format!("a{level}: &a{level} [{before}]\n");
    }
    let limits = Limits { nodes: 10_000, ..Limits::default() };
    check(&yaml(&text, &limits), &limits);
    let merged =
        (1..40).map(|level| format!("a{level}: &a{level} {{<<: [*a{0}, *a{0}], k{level}: *a{0}}}\n", level - 1));
    let text = format!("a0: &a0 {{k0: 1}}\n{}", merged.collect::<String>());
    check(&yaml(&text, &limits), &limits);
}

#[test]
fn aliases_nest_no_deeper_than_the_limit() {
    let deeper = (1..200).map(|level| format!("- &a{level} [*a{}]\n", level - 1));
    let text = format!("- &a0 x\n{}", deeper.collect::<String>());
    let limits = Limits { depth: 20, ..Limits::default() };
    check(&yaml(&text, &limits), &limits);
}

#[test]
fn what_is_too_deep_is_cut_and_the_rest_kept() {
    let limits = Limits { depth: 8, ..Limits::default() };
    let nested = |open: &str, close: &str| format!("{}x{}", open.repeat(100), close.repeat(100));
    for deep in [nested("[", "]"), nested("{a: ", "}"), nested("- ", ""), nested("!Ref [", "]")] {
        let text = format!("a: 1\nb:\n  {deep}\nc: 2\n");
        let document = yaml(&text, &limits);
        check(&document, &limits);
        let root = document.root.as_ref();
        assert_eq!(root.and_then(|root| root.get("c")).and_then(Node::as_int), Some(2), "{text}");
    }
    let text = format!("{{\"a\": 1, \"b\": {}, \"c\": 2}}", nested("[", "]").replace('x', "0"));
    let document = parse_json(FileId(0), &text, &limits);
    check(&document, &limits);
    assert_eq!(document.root.as_ref().and_then(|root| root.get("c")).and_then(Node::as_int), Some(2));
}

#[test]
fn the_deepest_allowed_is_allowed() {
    for depth in [1, 2, 5, 100] {
        let limits = Limits { depth, ..Limits::default() };
        let text = format!("{}x{}", "[".repeat(depth - 1), "]".repeat(depth - 1));
        assert_eq!(yaml(&text, &limits).notices, [], "{depth}");
        assert_eq!(parse_json(FileId(0), &text.replace('x', "0"), &limits).notices, [], "{depth}");
        check(&yaml(&format!("[{text}]"), &limits), &limits);
        check(&parse_json(FileId(0), &format!("[{}]", text.replace('x', "0")), &limits), &limits);
    }
}

#[test]
fn too_many_values_end_the_document() {
    let limits = Limits { nodes: 1000, ..Limits::default() };
    let lines = "- 1\n".repeat(5000);
    check(&yaml(&lines, &limits), &limits);
    check(&parse_json(FileId(0), &format!("[{}]", "1,".repeat(5000)), &limits), &limits);
    assert_eq!(yaml(&"- 1\n".repeat(999), &limits).notices, []);
    // Every document of a stream has its own budget.
    let stream = format!("---\n{}", "- 1\n".repeat(900)).repeat(5);
    let documents = parse_yaml(FileId(0), &stream, Dialect::Plain, &limits);
    assert_eq!(documents.iter().map(|document| document.notices.len()).collect::<Vec<_>>(), [0; 5]);
}

#[test]
fn mistakes_without_end_come_to_an_end() {
    let broken: Vec<String> = vec![
        "a: *\n".repeat(20_000),
        "a: [\n".repeat(20_000),
        "a: 'x\n".repeat(20_001),
        format!("r:\n{}", "  a: {b\n  }\n".repeat(20_000)),
        format!("r:\n{}", "  a: [b,\nc]\n".repeat(20_000)),
        "---\n%\n".repeat(20_000),
        "{".repeat(50_000),
        "- ".repeat(50_000),
        "? ".repeat(50_000),
        "a: ".repeat(50_000),
        "!a ".repeat(50_000),
        "&a ".repeat(50_000),
        "k:\n\t\n".repeat(20_000) + "\tx",
        "\"".repeat(50_001),
        "é: *\n".repeat(20_000),
    ];
    for text in broken {
        let documents = parse_yaml(FileId(0), &text, Dialect::CloudFormation, &Limits::default());
        assert!(documents.iter().any(|document| !document.is_whole()), "{:.20}", text);
        let document = parse_json(FileId(0), &text, &Limits::default());
        assert!(document.notices.len() <= 101, "{:.20}", text);
    }
}
