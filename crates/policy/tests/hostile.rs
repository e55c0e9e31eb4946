//! Whatever stands in a document, reading and asking it ends, and nothing of it is lost.

use std::time::{Duration, Instant};

use finding::{Notice, NoticeKind};
use policy::{
    Context, Outcome, Policies, PolicyDocument, Principal, Request, ResourcePattern, allows, evaluate, public_access,
};
use proptest::prelude::*;
use source::{FileId, Limits, Origin};
use syntax::{Map, Node};

const HERE: Origin = Origin::Default("test");

/// Words that mean something in a policy, so that random trees get past the first check.
fn word() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "Version",
        "2012-10-17",
        "Statement",
        "Effect",
        "Allow",
        "Deny",
        "Action",
        "NotAction",
        "Resource",
        "NotResource",
        "Principal",
        "NotPrincipal",
        "AWS",
        "Service",
        "*",
        "Condition",
        "StringLike",
        "ForAllValues:ArnLike",
        "IpAddress",
        "DateLessThan",
        "Null",
        "aws:SourceArn",
        "aws:SourceIp",
        "${aws:username}",
        "${*}",
        "${",
        "‹A›",
        "‹",
        "s3:*",
        "arn:aws:s3:::*",
        "arn:",
        "0.0.0.0/0",
        "Fn::If",
        "Ref",
        "2020-01-01T00:00:00Z",
        "-1",
    ]);
    prop_oneof![4 => known.prop_map(str::to_owned), 1 => "\\PC{0,8}"]
}

fn node() -> impl Strategy<Value = Node> {
    let leaf = prop_oneof![
        4 => word().prop_map(|text| Node::from_text(text, HERE)),
        1 => any::<bool>().prop_map(|value| Node::from_bool(value, HERE)),
        1 => any::<i32>().prop_map(|value| Node::from_int(value, HERE)),
        1 => Just(Node::null(HERE)),
    ];
    leaf.prop_recursive(5, 64, 6, |inner| {
        let pairs = proptest::collection::vec((word(), inner.clone()), 0..6);
        prop_oneof![
            1 => proptest::collection::vec(inner, 0..4).prop_map(|items| Node::from_list(items, HERE)),
            3 => pairs.prop_map(|pairs| Node::from_map(pairs.into_iter().collect::<Map>(), HERE)),
        ]
    })
}

/// A document that looks like one: random statements under the right keys.
fn document() -> impl Strategy<Value = Node> {
    let keys = ["Effect", "Action", "Resource", "Principal", "Condition"];
    let statement = proptest::collection::vec(node(), keys.len())
        .prop_map(move |values| Node::from_map(keys.into_iter().zip(values).collect::<Map>(), HERE));
    let statements = proptest::collection::vec(statement, 0..3).prop_map(|items| Node::from_list(items, HERE));
    let version = Node::from_text("2012-10-17", HERE);
    statements.prop_map(move |statements| {
        Node::from_map([("Version", version.clone()), ("Statement", statements)].into_iter().collect::<Map>(), HERE)
    })
}

proptest! {
    #[test]
    fn every_tree_is_read_and_asked(tree in prop_oneof![node(), document()], given in word()) {
        let (document, _) = PolicyDocument::parse(&tree);
        prop_assert_eq!(document.to_node(), tree);
        let request = Request {
            principal: Principal::Aws("arn:aws:iam::111111111111:user/u".to_owned()),
            action: "s3:GetObject".to_owned(),
            resource: "arn:aws:s3:::b/k".to_owned(),
            resource_account: None,
            context: Context::new().with("aws:SourceIp", given.as_str()).with_many("aws:SourceArn", [given]),
        };
        let policies = Policies { identity: vec![&document], resource: Some(&document), ..Policies::default() };
        let _ = evaluate(&policies, &request);
        let _ = public_access(&document);
        let _ = allows([&document], "s3:GetObject", &ResourcePattern::new("*"));
    }
}

fn read(json: &str) -> (PolicyDocument, Vec<Notice>) {
    PolicyDocument::from_json(FileId(0), json.as_bytes(), &Limits::default())
}

fn limits_said(notices: &[Notice]) -> Vec<&str> {
    let limits = notices.iter().filter(|notice| notice.kind == NoticeKind::Limit);
    limits.map(|notice| notice.message.as_str()).collect()
}

fn allow(action: &str, resource: &str) -> String {
    format!(r#"{{"Effect": "Allow", "Action": "{action}", "Resource": "{resource}"}}"#)
}

fn ask(document: &PolicyDocument, resource: &str) -> Outcome {
    let request = Request {
        principal: Principal::Aws("arn:aws:iam::111111111111:user/u".to_owned()),
        action: "s3:GetObject".to_owned(),
        resource: resource.to_owned(),
        resource_account: None,
        context: Context::new(),
    };
    evaluate(&Policies { identity: vec![document], ..Policies::default() }, &request).outcome
}

/// Debug builds on a busy machine; the work itself takes a fraction of it.
const SOON: Duration = Duration::from_secs(300);

#[test]
fn ten_thousand_statements_are_read_to_the_limit() {
    let statements = vec![allow("s3:Get*", "arn:aws:s3:::b/*"); 10_000].join(",");
    let start = Instant::now();
    let (document, notices) = read(&format!(r#"{{"Statement": [{statements}]}}"#));
    assert_eq!(document.statements.len(), 5_000);
    assert_eq!(limits_said(&notices), ["a policy with more than 5000 statements; from here on it was not analysed"]);
    assert_eq!(ask(&document, "arn:aws:s3:::b/k"), Outcome::Allowed);
    assert_eq!(document.to_node().get("Statement").and_then(Node::as_list).map(<[Node]>::len), Some(10_000));
    assert!(start.elapsed() < SOON, "{:?}", start.elapsed());
}

#[test]
fn many_long_texts_are_read_to_the_limit() {
    let long = format!("arn:aws:s3:::{}", "a*".repeat(10_000));
    let statements = vec![allow("s3:*", &long); 100].join(",");
    let (document, notices) = read(&format!(r#"{{"Statement": [{statements}]}}"#));
    assert!(document.statements.len() < 60);
    assert_eq!(
        limits_said(&notices),
        ["a policy with more than 1048576 bytes of texts; from here on it was not analysed"]
    );
}

#[test]
fn wildcards_made_to_explode_do_not() {
    let start = Instant::now();
    let text = format!("arn:aws:s3:::{}", "a".repeat(20_000));
    for pattern in [
        format!("{}b", "*a".repeat(9_000)),
        format!("*{}b", "a".repeat(10_000)),
        format!("*{}b", "?a".repeat(5_000)),
        format!("{}b", "*a?".repeat(6_000)),
    ] {
        let (document, notices) = read(&format!(r#"{{"Statement": [{}]}}"#, allow("*", &pattern)));
        assert_eq!(limits_said(&notices), [""; 0]);
        assert_eq!(ask(&document, &text), Outcome::ImplicitDeny);
    }
    assert!(start.elapsed() < SOON, "{:?}", start.elapsed());
}

#[test]
fn deep_nesting_is_cut_and_said() {
    let deep = format!(r#"{{"Statement": {}1{}}}"#, "[".repeat(100_000), "]".repeat(100_000));
    let (_, notices) = read(&deep);
    assert_eq!(limits_said(&notices), ["nested too deeply; what is in here is skipped"]);
    let deep = format!(r#"{{"Statement": {}1{}}}"#, r#"{"Condition":"#.repeat(100_000), "}".repeat(100_000));
    let (_, notices) = read(&deep);
    assert_eq!(limits_said(&notices), ["nested too deeply; what is in here is skipped"]);
}

#[test]
fn a_huge_file_is_not_read() {
    let limits = Limits { file_bytes: 10, ..Limits::default() };
    let (document, notices) = PolicyDocument::from_json(FileId(0), br#"{"Statement": []}"#, &limits);
    assert_eq!(document.statements, vec![]);
    assert_eq!(limits_said(&notices), ["a policy of more than 10 bytes; it was not read"]);
}

#[test]
fn broken_json_is_named_by_byte_line_and_column() {
    for (json, expected) in [
        (r#"{"Statement" [] }"#, "a colon is missing here at byte 13 (line 1, column 14)"),
        ("{\n  \"Id\": \"ß\"\n  \"Statement\": []\n}", "a comma is missing here at byte 17 (line 3, column 3)"),
        (
            r#"{"Statement": ["#,
            "the end of the file comes before the last closing bracket at byte 15 (line 1, column 16)",
        ),
        (
            r#"{"Statement": [{"Effect": "Allow}]}"#,
            "a string without its closing quote in the same line at byte 26 (line 1, column 27)",
        ),
        (r#"{"Statement": [}]}"#, "a closing bracket is missing here at byte 15 (line 1, column 16)"),
        (
            r#"{"Statement": Allow}"#,
            "no JSON begins like this; a value or a key in double quotes is expected at byte 14 (line 1, column 15)",
        ),
        (r#"{"Statement": }"#, "a key without a value; a value is expected here at byte 15 (line 1, column 16)"),
        (r#"{"Statement": []} x"#, "text after the end of the document at byte 18 (line 1, column 19)"),
        ("{Statement: []}", "a word without quotes; text stands in double quotes at byte 1 (line 1, column 2)"),
        (
            r#"{"Statement": [{"Action": "a\q"}]}"#,
            r"an escape that JSON does not have; a backslash itself is written as `\\` at byte 26 (line 1, column 27)",
        ),
        ("{\"Id\": \"\u{1}\"}", "a line break or another control character in a string at byte 7 (line 1, column 8)"),
        ("null", "a policy document has the wrong shape"),
        (" ", "the file is empty; a policy, which is a JSON object, is expected at byte 0 (line 1, column 1)"),
    ] {
        let (_, notices) = read(json);
        assert_eq!(notices.first().map(|notice| notice.message.as_str()), Some(expected), "{json}");
    }
}
