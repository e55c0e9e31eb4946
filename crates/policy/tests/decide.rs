//! Questions about policies and the requests that answer them.

use policy::PolicyDocument;
use policy::decide::{Answer, Space, is_included};
use source::Origin;
use syntax::{Node, node};

const HERE: Origin = Origin::Default("test");

fn document(statements: Node) -> PolicyDocument {
    PolicyDocument::parse(&node!(&HERE; { "Version": "2012-10-17", "Statement": (statements) })).0
}

fn allow(action: &str, resource: &str) -> Node {
    node!(&HERE; { "Effect": "Allow", "Action": (action), "Resource": (resource) })
}

fn deny(action: &str, resource: &str) -> Node {
    node!(&HERE; { "Effect": "Deny", "Action": (action), "Resource": (resource) })
}

fn when(mut statement: Node, operator: &str, key: &str, values: &[&str]) -> Node {
    let values = Node::from_list(values.iter().map(|value| node!(&HERE; (*value))).collect(), HERE);
    let condition = node!(&HERE; { (operator): { (key): (values) } });
    if let Some(map) = statement.as_map_mut() {
        map.insert("Condition", condition);
    }
    statement
}

/// Both directions.
fn ask(a: &[Node], b: &[Node]) -> (Answer, Answer) {
    let (a, b) = (document(Node::from_list(a.to_vec(), HERE)), document(Node::from_list(b.to_vec(), HERE)));
    (is_included(&[&a], &[&b], &Space::free()), is_included(&[&b], &[&a], &Space::free()))
}

fn words(answer: &Answer) -> &'static str {
    match answer {
        Answer::Yes => "yes",
        Answer::No(_) => "no",
        Answer::Unknown(_) => "unknown",
    }
}

#[test]
fn both_directions() {
    let named = |resource| allow("s3:GetObject", resource);
    let bob = |values: &[&str]| when(named("b/${aws:username}/*"), "StringEquals", "aws:username", values);
    for (a, b, expected) in [
        (vec![allow("s3:Get*", "*")], vec![allow("s3:*", "*")], "yes no"),
        (vec![allow("S3:get*", "*")], vec![allow("s3:Get*", "*")], "yes yes"),
        (vec![named("a*")], vec![named("*a")], "no no"),
        (vec![named("a?")], vec![named("a*")], "yes no"),
        (vec![named("*")], vec![named("?*"), named("")], "yes yes"),
        (vec![allow("*", "*"), deny("iam:*", "*")], vec![allow("*", "*")], "yes no"),
        (vec![named("b/${aws:username}/*")], vec![named("b/*")], "yes no"),
        (vec![named("b/${aws:username}/*")], vec![named("b/${aws:userid}/*")], "no no"),
        (vec![named("b/${aws:username}/*")], vec![named("b/*"), deny("*", "b/admin/*")], "no no"),
        (vec![bob(&["bob"])], vec![named("b/bob/*")], "yes no"),
        (vec![bob(&["bob", "ann"])], vec![named("b/bob/*"), named("b/ann/*")], "yes no"),
        (
            vec![when(named("*"), "StringEquals", "k", &["x"])],
            vec![when(named("*"), "StringLike", "k", &["?"])],
            "yes no",
        ),
        (
            vec![when(named("*"), "StringEquals", "k", &["x"]), when(named("*"), "StringNotEquals", "k", &["x"])],
            vec![named("*")],
            "yes yes",
        ),
        (
            vec![when(named("*"), "NumericLessThan", "k", &["5"]), when(named("*"), "NumericGreaterThan", "k", &["4"])],
            vec![when(named("*"), "Null", "k", &["false"])],
            "yes yes",
        ),
        (
            vec![when(named("*"), "IpAddress", "k", &["10.0.0.0/9", "10.128.0.0/9"])],
            vec![when(named("*"), "IpAddress", "k", &["10.0.0.0/8"])],
            "yes yes",
        ),
        (
            vec![when(named("*"), "ForAllValues:StringEquals", "k", &["a", "b"])],
            vec![
                when(named("*"), "ForAnyValue:StringEquals", "k", &["a", "b"]),
                when(named("*"), "Null", "k", &["true"]),
            ],
            "yes no",
        ),
        (
            vec![when(named("*"), "StringEqualsIgnoreCase", "k", &["ab"])],
            vec![when(named("*"), "StringEquals", "k", &["ab", "Ab", "aB", "AB"])],
            "yes yes",
        ),
        (
            vec![when(named("*"), "ArnLike", "k", &["arn:aws:sns:*:1:*"])],
            vec![when(named("*"), "StringLike", "k", &["arn:aws:sns:*:1:*"])],
            "yes no",
        ),
    ] {
        let (forth, back) = ask(&a, &b);
        assert_eq!(format!("{} {}", words(&forth), words(&back)), expected, "{a:#?} {b:#?}\n{forth:?} {back:?}");
    }
}
