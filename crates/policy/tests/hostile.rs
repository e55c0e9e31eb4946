//! Whatever stands in a document, reading and asking it ends.

use policy::{Context, Policies, PolicyDocument, Principal, Request, ResourcePattern, allows, evaluate, public_access};
use proptest::prelude::*;
use source::Origin;
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
