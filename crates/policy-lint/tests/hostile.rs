//! Whatever stands in a policy, linting it ends, and what was not looked at is said.

use std::fmt::Write as _;

use finding::NoticeKind;
use policy_lint::{Options, PolicyType, lint, lint_text};
use proptest::prelude::*;
use source::{FileId, Limits, Origin};
use syntax::{Map, Node};

const HERE: Origin = Origin::Default("test");

/// Words that mean something in a policy, so that random trees get past the first check.
const WORDS: [&str; 58] = [
    "Version",
    "2012-10-17",
    "2008-10-17",
    "Statement",
    "Sid",
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
    "Federated",
    "*",
    "Condition",
    "StringLike",
    "StringNotLikeIfExists",
    "ForAllValues:ArnLike",
    "ForAnyValue:Null",
    "IpAddress",
    "DateLessThan",
    "NumericLessThan",
    "Null",
    "Bool",
    "BinaryEquals",
    "aws:SourceArn",
    "aws:SourceIp",
    "aws:CurrentTime",
    "aws:userid",
    "aws:TagKeys",
    "aws:ResourceTag/x",
    "s3:prefix",
    "dynamodb:Attributes",
    "token.actions.githubusercontent.com:sub",
    "${aws:username}",
    "${*}",
    "${",
    "${a, 'b",
    "‹A›",
    "‹",
    "s3:*",
    "s3:Get*",
    "iam:PassRole",
    "logs:DescribeLogGroups",
    "arn:aws:s3:::*",
    "arn:",
    "arn:aws:iam::1:role/r",
    "arn:aws:sts::1:assumed-role/r/s",
    "0.0.0.0/0",
    "10.0.0.1/8",
    "Fn::If",
    "Ref",
    "true",
    "2020-01-01T00:00:00Z",
];

fn node() -> impl Strategy<Value = Node> {
    let word = prop_oneof![8 => prop::sample::select(WORDS.to_vec()).prop_map(str::to_owned), 1 => "\\PC{0,8}"];
    let leaf = prop_oneof![
        6 => word.clone().prop_map(|text| Node::from_text(text, HERE)),
        1 => any::<bool>().prop_map(|value| Node::from_bool(value, HERE)),
        1 => any::<i32>().prop_map(|value| Node::from_int(value, HERE)),
        1 => Just(Node::null(HERE)),
    ];
    leaf.prop_recursive(6, 96, 6, move |inner| {
        prop_oneof![
            1 => prop::collection::vec(inner.clone(), 0..4).prop_map(|items| Node::from_list(items, HERE)),
            2 => prop::collection::vec((word.clone(), inner), 0..7)
                .prop_map(|fields| Node::from_map(fields.into_iter().collect::<Map>(), HERE)),
        ]
    })
}

/// A statement-like tree: every element holds whatever it likes.
fn statement() -> impl Strategy<Value = Node> {
    let names = ["Sid", "Effect", "Principal", "Action", "NotAction", "Resource", "NotResource", "Condition"];
    prop::collection::vec((prop::sample::select(names.to_vec()), node()), 0..8)
        .prop_map(|fields| Node::from_map(fields.into_iter().collect::<Map>(), HERE))
}

fn kinds() -> Vec<PolicyType> {
    let resource = ["s3", "kms", "apigateway"].map(PolicyType::resource);
    let others = [PolicyType::Identity, PolicyType::Trust, PolicyType::ServiceControl, PolicyType::ResourceControl];
    resource.into_iter().chain(others).chain([PolicyType::Resource { service: None }]).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn any_tree(tree in node(), kind in prop::sample::select(kinds())) {
        lint(&tree, &Options::new(kind));
    }

    #[test]
    fn any_statements(statements in prop::collection::vec(statement(), 0..4), kind in prop::sample::select(kinds())) {
        let list = Node::from_list(statements, HERE);
        let document: Map = [("Version", Node::from_text("2012-10-17", HERE)), ("Statement", list)].into_iter().collect();
        let options = Options { now: Some("2026-11-26".to_owned()), ..Options::new(kind) };
        let document = Node::from_map(document, HERE);
        let (first, _) = lint(&document, &options);
        let (second, _) = lint(&document, &options);
        prop_assert_eq!(first, second, "the same policy, the same findings");
    }

    #[test]
    fn any_text(text in "[\\[\\]{}:,\"'a-zA-Z0-9* /$\\\\é\n]{0,200}") {
        lint_text(FileId(0), &text, &Limits::default(), &Options::default());
    }
}

/// A policy of many statements, each of which `write` makes.
fn many(count: usize, write: impl Fn(&mut String, usize)) -> String {
    let mut text = r#"{"Version": "2012-10-17", "Statement": ["#.to_owned();
    for index in 0..count {
        if index > 0 {
            text.push(',');
        }
        write(&mut text, index);
    }
    text.push_str("]}");
    text
}

fn has_limit(text: &str) -> bool {
    let (_, notices) = lint_text(FileId(0), text, &Limits::default(), &Options::default());
    notices.iter().any(|notice| notice.kind == NoticeKind::Limit)
}

#[test]
fn ten_thousand_statements() {
    let text = many(10_000, |text, index| {
        let statement = r#"{"Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::b"#;
        write!(
            text,
            r#"{statement}-{index}/*", "Condition": {{"ForAllValues:StringLike": {{"aws:TagKeys": "{index}*"}}}}}}"#
        )
        .unwrap();
    });
    assert!(has_limit(&text));
}

#[test]
fn many_wildcards_in_many_patterns() {
    let text = many(1, |text, _| {
        let patterns: Vec<String> =
            (0..3_000).map(|index| format!(r#""arn:aws:s3:::*a*b*c*{index:04}*a*b*c*""#)).collect();
        let statement = r#"{"Effect": "Allow", "Action": "s3:*", "Resource": "#;
        write!(text, "{statement}[{}]}}", patterns.join(",")).unwrap();
    });
    assert!(has_limit(&text));
}

#[test]
fn more_findings_than_anyone_reads() {
    let text =
        many(3_000, |text, _| text.push_str(r#"{"Effect": "allow", "Action": "nowhere:Nothing", "Resource": "x"}"#));
    let (findings, notices) = lint_text(FileId(0), &text, &Limits::default(), &Options::default());
    assert!(findings.len() <= 5_000);
    assert!(notices.iter().any(|notice| notice.kind == NoticeKind::Limit));
}
