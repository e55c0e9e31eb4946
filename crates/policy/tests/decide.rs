//! Questions about policies and the requests that answer them.

use std::collections::BTreeMap;

use policy::decide::{Answer, Cap, Domain, Expression, Space, is_empty, is_included, is_not_granted};
use policy::{ActionPattern, ContextValue, PolicyDocument, Principal, Request, ResourcePattern};
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
            vec![when(named("*"), "StringEqualsIgnoreCase", "k", &["abcdefghij"])],
            vec![when(named("*"), "StringEquals", "k", &["abcdefghij", "ABCDEFGHIJ"])],
            "no yes",
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

#[test]
fn a_witness_is_a_plain_request() {
    let a = document(node!(&HERE; [(allow("s3:GetObject", "arn:aws:s3:::b/*"))]));
    let b = document(node!(&HERE; [(deny("*", "*"))]));
    let Answer::No(witness) = is_included(&[&a], &[&b], &Space::free()) else { unreachable!("nothing is in nothing") };
    let expected = Request {
        principal: Principal::Aws("arn:aws:iam::111122223333:user/x".to_owned()),
        action: "s3:GetObject".to_owned(),
        resource: "arn:aws:s3:::b/x".to_owned(),
        resource_account: None,
        context: policy::Context::new(),
    };
    assert_eq!(*witness, expected);
}

#[test]
fn any_combination_of_documents() {
    let role = document(node!(&HERE; [(allow("s3:*", "*")), (allow("sqs:*", "*"))]));
    let boundary = document(node!(&HERE; [(allow("s3:Get*", "*")), (allow("iam:*", "*"))]));
    let control = document(node!(&HERE; [(allow("*", "*")), (deny("s3:*", "arn:aws:s3:::secret/*"))]));
    let grants = |document| Expression::Grants(vec![document]);
    let effective = |needed| {
        let limits =
            vec![grants(&role), grants(&boundary), grants(&control), Expression::Not(Box::new(grants(needed)))];
        is_empty(&Expression::All(limits), &Space::free())
    };
    let needed = document(node!(&HERE; [(allow("s3:Get*", "*")), (deny("*", "arn:aws:s3:::secret/a/*"))]));
    assert!(effective(&needed).is_yes());
    let needed = document(node!(&HERE; [(allow("s3:Get*", "*")), (deny("*", "arn:aws:s3:::public/*"))]));
    assert_eq!(effective(&needed).witness().map(|witness| witness.resource.as_str()), Some("arn:aws:s3:::public/x"));
}

#[test]
fn access_that_is_not_granted() {
    let role = document(node!(&HERE; [(allow("s3:*", "*")), (deny("s3:Delete*", "*"))]));
    let granted = |action: &str, resource: &str| {
        let resources = [ResourcePattern::new(resource)];
        is_not_granted(&[&role], &[ActionPattern::new(action)], &resources, &Space::free())
    };
    assert!(granted("s3:DeleteBucket", "*").is_yes());
    assert!(granted("iam:*", "*").is_yes());
    assert!(granted("s3:Put*", "arn:aws:s3:::b/*").witness().is_some());
}

#[test]
fn keys_that_say_the_same_agree_where_they_do_in_aws() {
    let by = |operator, key, value: &str| when(allow("s3:*", "*"), operator, key, &[value]);
    let arn = document(node!(&HERE; [(by("ArnLike", "aws:PrincipalArn", "arn:aws:iam::111111111111:role/*"))]));
    let account = document(node!(&HERE; [(by("StringEquals", "aws:PrincipalAccount", "111111111111"))]));
    assert!(is_included(&[&arn], &[&account], &Space::aws()).is_yes());
    assert!(is_included(&[&arn], &[&account], &Space::free()).witness().is_some());
    assert!(is_included(&[&account], &[&arn], &Space::aws()).witness().is_some());
}

#[test]
fn a_space_says_what_keys_may_be() {
    let tagged = |operator| document(node!(&HERE; [(when(allow("s3:*", "*"), operator, "k", &["a"]))]));
    let (all, any) = (tagged("ForAllValues:StringEquals"), tagged("ForAnyValue:StringEquals"));
    let with = |domain| Space { keys: BTreeMap::from([("K".to_owned(), domain)]), ..Space::default() };
    assert!(is_included(&[&any], &[&all], &with(Domain::Single)).is_yes());
    assert!(is_included(&[&any], &[&all], &with(Domain::Many)).witness().is_some());
    let linked = document(node!(&HERE; [(allow("s3:*", "${k}"))]));
    let nothing = document(node!(&HERE; []));
    assert!(is_included(&[&linked], &[&nothing], &with(Domain::Many)).is_yes(), "a key of many values is no variable");
    let one = Domain::OneOf(vec![Some(ContextValue::Single("b".to_owned()))]);
    assert!(is_included(&[&all], &[&nothing], &with(one)).is_yes());
}

#[test]
fn a_question_that_costs_too_much_is_not_answered() {
    let letter = |at: u8, step: u8| char::from(b'a' + at * step % 26);
    let pattern = |step: u8| (0..30).map(|at| format!("*{}", letter(at, step))).collect::<String>() + "*";
    let inner = document(node!(&HERE; [(allow("s3:*", &pattern(7)))]));
    let outer = document(node!(&HERE; [(allow("*", "*")), (deny("*", &pattern(5)))]));
    assert_eq!(is_included(&[&inner], &[&outer], &Space::free()), Answer::Unknown(Cap::Values));
}
