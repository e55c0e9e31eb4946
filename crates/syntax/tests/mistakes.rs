//! Broken documents: what is kept, and where the notices point.

use finding::{Notice, Place};
use source::{FileId, Limits, LineIndex};
use syntax::{Dialect, Document, Node, decode, parse, parse_json, parse_one};

/// `line:column kind` of every notice.
fn places(text: &str, notices: &[Notice]) -> Vec<String> {
    let lines = LineIndex::new(text);
    let place = |notice: &Notice| match &notice.place {
        Place::Span(span) => {
            let place = lines.place(text, span.start);
            format!("{}:{} {}", place.line, place.column, notice.kind.name())
        }
        _ => notice.kind.name().to_owned(),
    };
    notices.iter().map(place).collect()
}

#[track_caller]
fn check(path: &str, text: &str, expected: &str, notices: &[&str]) {
    let documents = parse(FileId(0), path, text, Dialect::CloudFormation, &Limits::default());
    let roots: Vec<String> =
        documents.iter().filter_map(|document| document.root.as_ref().map(Node::to_json)).collect();
    assert_eq!(roots.join("\n"), expected, "{text}");
    let found: Vec<String> = documents.iter().flat_map(|document| places(text, &document.notices)).collect();
    assert_eq!(found, notices, "{text}");
}

#[test]
fn one_broken_resource_costs_no_other() {
    for (broken, kept, notice) in [
        ("    Type: b: c", r#"{"Type":"b"}"#, "5:12 malformed"),
        ("    Type: *", r#"{"Type":null}"#, "5:11 malformed"),
        ("    Type: \"x\" y", r#"{"Type":"x"}"#, "5:15 malformed"),
        ("    Type: 'x", r#"{"Type":null}"#, "5:11 malformed"),
        ("    Type: [x, y", r#"{"Type":["x"]}"#, "6:4 malformed"),
        ("    Type: `x`", r#"{"Type":null}"#, "5:11 malformed"),
        ("    Type: x\n     Odd: y", r#"{"Type":"x Odd"}"#, "6:9 malformed"),
        ("    Type: - x", r#"{"Type":null}"#, "5:11 malformed"),
        ("    Type: x\n\tTab: y", r#"{"Type":null}"#, "5:11 malformed"),
        ("    Type: !Sub{} x", r#"{"Type":null}"#, "5:11 malformed"),
    ] {
        let text = format!("Resources:\n  A:\n    Type: a\n  B:\n{broken}\n  C:\n    Type: c\nOutputs:\n  O: 1\n");
        let documents = parse(FileId(0), "t.yaml", &text, Dialect::CloudFormation, &Limits::default());
        let root = documents[0].root.as_ref().map(Node::to_json).unwrap_or_default();
        let found = places(&text, &documents[0].notices);
        assert_eq!(found.first().map(String::as_str), Some(notice), "{text}{root}");
        assert!(root.starts_with(r#"{"Resources":{"A":{"Type":"a"},"#), "{text}{root}");
        assert!(root.contains(kept), "{text}{root}");
        assert!(root.ends_with(r#""C":{"Type":"c"}},"Outputs":{"O":1}}"#), "{text}{root}");
        assert_eq!((documents.len(), found.len()), (1, 1), "{text}{root}{found:?}");
    }
}

#[test]
fn places_behind_a_mistake_are_right() {
    let text = "R:\n  ä: 1\n  b: *\n  cß:\n    d: e\nO: f\n";
    let document = parse_one(FileId(0), "t.yaml", text, Dialect::Plain, &Limits::default());
    let slice = |path: &[&str]| {
        let span = document.root.as_ref().and_then(|root| root.at(path)).and_then(Node::span);
        span.and_then(|span| text.get(span.start as usize..span.end as usize))
    };
    assert_eq!(slice(&["R", "cß", "d"]), Some("e"));
    assert_eq!(slice(&["O"]), Some("f"));
    assert_eq!(slice(&["R"]), Some("ä: 1\n  b: *\n  cß:\n    d: e"));
    assert_eq!(slice(&[]), Some(text.trim_end()));
}

#[test]
fn a_mistake_in_brackets_ends_at_its_bracket() {
    check(
        "t.yaml",
        "a: {b: 1, c: [2, {d}}\n]\n}\ne: 2\n",
        r#"{"a":{"b":1,"c":[2,{"d":null}]},"e":2}"#,
        &["1:21 malformed"],
    );
    check("t.yaml", "{a: 1, b: [2, %x], c: 3}\n", r#"{"a":1,"b":[2]}"#, &["1:15 malformed"]);
    check("t.yaml", "a:\n  - [1, %x]\n  - [2]\n", r#"{"a":[[1],[2]]}"#, &["2:9 malformed"]);
}

#[test]
fn mistakes_at_the_top() {
    check("t.yaml", "a:\tb\nc: d\n", r#"{"c":"d"}"#, &["1:4 malformed"]);
    check("t.yaml", "a: 1\nb\nc: 2\n", r#"{"a":1,"c":2}"#, &["3:1 malformed"]);
    check("t.yaml", "a: 1\n b: 2\nc: 3\n", r#"{"a":"1 b","c":3}"#, &["2:3 malformed"]);
    check("t.yaml", "- a\n- *\n- b\n", r#"["a"]"#, &["2:3 malformed"]);
    check("t.yaml", "a: *\n---\nb: 1\n", "{\"a\":null}\n{\"b\":1}", &["1:4 malformed"]);
    check("t.yaml", "a: *nobody\nb: 1\n", r#"{"a":null,"b":1}"#, &["1:4 malformed"]);
    check("t.yaml", "", "", &[]);
}

#[test]
fn a_commented_out_name_moves_the_section() {
    let text = "R:\n  # A:\n    T: 1\n  B:\n    T: 2\n  C:\n    T: 3\n";
    check("t.yaml", text, r#"{"R":{"T":1,"B":{"T":2},"C":{"T":3}}}"#, &["4:3 malformed"]);
}

#[test]
fn repeated_keys_and_odd_merges_are_told() {
    check("t.yaml", "a: 1\nb: 2\n'a': 3\n", r#"{"a":3,"b":2}"#, &["3:1 ambiguous"]);
    check("t.json", "{\"a\": 1, \"a\": 2}", r#"{"a":2}"#, &["1:10 ambiguous"]);
    check("t.yaml", "<<: 1\na: 2\n", r#"{"<<":1,"a":2}"#, &["1:1 malformed"]);
    check("t.yaml", "<<: {a: 1}\n<<: {a: 2}\n", r#"{"a":1}"#, &["2:1 ambiguous"]);
    check("t.yaml", "{{ x }}: 1\na: 2\n", r#"{"a":2}"#, &["1:2 malformed", "1:1 malformed"]);
    check("t.yaml", "a: &a [1, *a]\n", r#"{"a":[1,null]}"#, &["1:11 malformed"]);
}

#[track_caller]
fn check_json(text: &str, expected: &str, notices: &[&str]) {
    let document = parse_json(FileId(0), text, &Limits::default());
    assert_eq!(document.root.as_ref().map(Node::to_json).unwrap_or_default(), expected, "{text}");
    assert_eq!(places(text, &document.notices), notices, "{text}");
}

#[test]
fn json_goes_on_behind_every_mistake() {
    check_json("{\"a\": 1 \"b\": 2}", r#"{"a":1,"b":2}"#, &["1:9 malformed"]);
    check_json("{\"a\" 1, b: 2}", r#"{"a":1,"b":2}"#, &["1:6 malformed", "1:9 malformed"]);
    check(
        "t.json",
        "{\"a\": [1, 2, \"b\": 3}",
        r#"{"a":[1,2,"b",3]}"#,
        &["1:17 malformed", "1:19 malformed", "1:20 malformed"],
    );
    check_json("{\"a\": \"x\n}", r#"{"a":"x"}"#, &["1:7 malformed"]);
    check_json("{\"a\": \"\\d\", \"b\": 1}", r#"{"a":"\\d","b":1}"#, &["1:7 malformed"]);
    check_json("{\"a\": }", r#"{"a":null}"#, &["1:8 malformed"]);
    check_json("{\"a\": 1", r#"{"a":1}"#, &["1:8 malformed"]);
    check_json("[1,,2]", "[1,2]", &["1:4 malformed"]);
    check_json("[\"a\tb\"]", r#"["a\tb"]"#, &["1:2 malformed"]);
    check_json("[1] [2]", "[1]", &["1:5 malformed"]);
    check_json("[\u{201c}a\u{201d}, 1]", "[1]", &["1:2 malformed", "1:5 malformed"]);
    check_json("[1, // one\n 2, /* two */ ]", "[1,2]", &[]);
    check_json("{[1]: 2, \"a\": 3}", r#"{"a":3}"#, &["1:2 malformed", "1:5 malformed"]);
    check_json("{: 1, \"b\":: 2}", r#"{"b":2}"#, &["1:2 malformed", "1:11 malformed"]);
}

#[test]
fn json_numbers_of_any_size() {
    let root = |text: &str| parse_json(FileId(0), text, &Limits::default()).root.map(|root| root.to_json());
    let text = "[1e5, -0, 0.10, 123456789012345678901234567890, 1e400]";
    assert_eq!(root(text).as_deref(), Some("[100000.0,0,0.1,123456789012345678901234567890,Infinity]"));
    let huge = format!("[{}]", "9".repeat(50));
    assert_eq!(root(&huge).as_deref(), Some("[1e+50]"));
}

#[test]
fn the_content_decides_not_the_name() {
    let json = "{\"a\": \"b\"}";
    for path in ["t.json", "t.yaml", "t.template", "t"] {
        check(path, json, r#"{"a":"b"}"#, &[]);
        check(path, "a: !Ref b\n", r#"{"a":{"Ref":"b"}}"#, &[]);
    }
    check("t.yaml", "{a: !Ref b, c: [d]}\n", r#"{"a":{"Ref":"b"},"c":["d"]}"#, &[]);
    check("t.json", "{a: b, c: [d]}\n", r#"{"a":"b","c":["d"]}"#, &[]);
}

#[test]
fn a_second_document_is_not_silently_ignored() {
    let one = |text: &str| {
        let Document { root, notices } =
            parse_one(FileId(0), "t.yaml", text, Dialect::CloudFormation, &Limits::default());
        (root.map(|root| root.to_json()).unwrap_or_default(), places(text, &notices))
    };
    assert_eq!(one("a: 1\n---\nb: 2\n"), (r#"{"a":1}"#.to_owned(), vec!["3:1 unsupported".to_owned()]));
    assert_eq!(one("---\n---\nb: 2\n"), (r#"{"b":2}"#.to_owned(), vec![]));
    assert_eq!(one("a: 1\n---\n"), (r#"{"a":1}"#.to_owned(), vec![]));
}

#[test]
fn bytes_that_are_no_text_cost_only_themselves() {
    let (text, notices) = decode(FileId(0), b"a: gr\xfcn\nb: \0\nc: d\n".to_vec());
    assert_eq!(places(&text, &notices), ["1:6 malformed", "2:4 malformed"]);
    check("t.yaml", &text, r#"{"a":"gr?n","b":"\u001a","c":"d"}"#, &[]);
}

#[test]
fn json_values_stand_one_after_the_other() {
    let roots = |text: &str| {
        let (roots, notices) = syntax::parse_json_sequence(FileId(0), text, &Limits::default());
        let texts: Vec<String> = roots.iter().map(Node::to_json).collect();
        (texts.join(" "), notices.len())
    };
    for (text, expected, mistakes) in [
        ("", "", 0),
        ("{}", "{}", 0),
        ("{\"a\": 1}\n{\"a\": 2}[3]", "{\"a\":1} {\"a\":2} [3]", 0),
        ("{} , {}", "{} {}", 1),
        ("{} }", "{}", 1),
        ("{\"a\": {}", "{\"a\":{}}", 1),
    ] {
        assert_eq!(roots(text), (expected.to_owned(), mistakes), "{text}");
    }
}
