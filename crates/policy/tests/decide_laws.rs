//! Laws of the proofs, over random policies.

use policy::PolicyDocument;
use policy::decide::{Answer, Expression, Space, is_empty, is_included};
use proptest::prelude::*;
use source::Origin;
use syntax::{Node, node};

const HERE: Origin = Origin::Default("test");

fn action() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["*", "s:*", "s:A*", "s:Ab", "s:B", "t:*", "?:Ab"])
}

fn resource() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["*", "a", "a*", "*b", "a?b", "arn:aws:s:::x", "b/${aws:username}/*", "b/*"])
}

fn condition() -> impl Strategy<Value = Node> {
    let operator = prop::sample::select(vec![
        "StringEquals",
        "StringNotLike",
        "StringLikeIfExists",
        "StringEqualsIgnoreCase",
        "ForAllValues:StringLike",
        "ForAnyValue:StringEquals",
    ]);
    let key = prop::sample::select(vec!["k", "l"]);
    let values = prop::sample::subsequence(vec!["x", "x*", "*y", "xy"], 1..3);
    let text = (operator, key, values).prop_map(|(operator, key, values)| {
        let values = Node::from_list(values.into_iter().map(|value| node!(&HERE; (value))).collect(), HERE);
        node!(&HERE; { (operator): { (key): (values) } })
    });
    let number = prop::sample::select(vec!["NumericLessThan", "NumericNotEquals", "NumericGreaterThanEqualsIfExists"]);
    let number = (number, prop::sample::select(vec!["1", "2", "2.5"]))
        .prop_map(|(operator, value)| node!(&HERE; { (operator): { "n": (value) } }));
    let missing = prop::sample::select(vec!["true", "false"])
        .prop_map(|value| node!(&HERE; { "Null": { "k": (value) }, "IpAddress": { "i": "10.0.0.0/8" } }));
    prop_oneof![4 => Just(node!(&HERE; {})), 4 => text, 2 => number, 1 => missing]
}

fn statement(effect: &'static str) -> impl Strategy<Value = Node> {
    let not = || prop::bool::weighted(0.15);
    (action(), resource(), condition(), not(), not()).prop_map(
        move |(action, resource, condition, not_action, not_resource)| {
            let action_key = if not_action { "NotAction" } else { "Action" };
            let resource_key = if not_resource { "NotResource" } else { "Resource" };
            node!(&HERE; { "Effect": (effect), (action_key): (action), (resource_key): (resource),
                "Condition": (condition) })
        },
    )
}

fn statements() -> impl Strategy<Value = Vec<Node>> {
    proptest::collection::vec(prop_oneof![3 => statement("Allow"), 1 => statement("Deny")], 0..4)
}

fn document(statements: &[Node]) -> PolicyDocument {
    let statements = Node::from_list(statements.to_vec(), HERE);
    PolicyDocument::parse(&node!(&HERE; { "Version": "2012-10-17", "Statement": (statements) })).0
}

fn with(statements: &[Node], one: &Node) -> Vec<Node> {
    statements.iter().chain([one]).cloned().collect()
}

fn included(inner: &PolicyDocument, outer: &PolicyDocument) -> Answer {
    is_included(&[inner], &[outer], &Space::free())
}

fn grants(document: &PolicyDocument) -> Expression<'_> {
    Expression::Grants(vec![document])
}

fn not(part: Expression<'_>) -> Expression<'_> {
    Expression::Not(Box::new(part))
}

/// The question is answered, and by a request of it when there is one.
fn asked(expression: &Expression<'_>) -> Result<bool, TestCaseError> {
    match is_empty(expression, &Space::free()) {
        Answer::Yes => Ok(true),
        Answer::No(request) => {
            prop_assert!(expression.holds(&request), "{:?} is no witness", request);
            Ok(false)
        }
        Answer::Unknown(cap) => Err(TestCaseError::reject(format!("{cap:?}"))),
    }
}

fn uppercased(statement: &Node) -> Node {
    let mut statement = statement.clone();
    for key in ["Action", "NotAction"] {
        let Some(map) = statement.as_map_mut() else { continue };
        let upper = map.get(key).and_then(Node::text).map(|text| text.to_ascii_uppercase());
        if let Some(upper) = upper {
            map.insert(key, node!(&HERE; (upper.as_str())));
        }
    }
    statement
}

fn on_everything(statement: &Node) -> Node {
    let mut statement = statement.clone();
    if let Some(map) = statement.as_map_mut() {
        map.remove("NotResource");
        map.insert("Resource", node!(&HERE; "*"));
    }
    statement
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn statements_move_one_way(own in statements(), allow in statement("Allow"), deny in statement("Deny")) {
        let base = document(&own);
        prop_assert_eq!(included(&base, &base), Answer::Yes);
        prop_assert_eq!(included(&base, &document(&with(&own, &allow))), Answer::Yes, "an Allow revoked");
        prop_assert_eq!(included(&document(&with(&own, &deny)), &base), Answer::Yes, "a Deny granted");
        let named = document(&with(&own, &allow));
        let everywhere = document(&with(&own, &on_everything(&allow)));
        prop_assert_eq!(included(&named, &everywhere), Answer::Yes, "every resource is fewer than some");
    }

    #[test]
    fn inclusion_is_transitive(a in statements(), more in statement("Allow"), b in statements(), c in statements()) {
        let near = document(&with(&a, &more));
        let (a, b, c) = (document(&a), document(&b), document(&c));
        for (first, second, third) in [(&a, &near, &b), (&a, &b, &c), (&a, &near, &c)] {
            if included(first, second).is_yes() && included(second, third).is_yes() {
                prop_assert_eq!(included(first, third), Answer::Yes);
            }
        }
    }

    #[test]
    fn order_document_and_case_do_not_count(a in statements(), b in statements()) {
        let (whole, other) = (document(&a), document(&b));
        let expected = [included(&whole, &other).is_yes(), included(&other, &whole).is_yes()];
        let reversed: Vec<Node> = a.iter().rev().cloned().collect();
        let shouted: Vec<Node> = a.iter().map(uppercased).collect();
        let doubled: Vec<Node> = a.iter().chain(&a).cloned().collect();
        for same in [reversed, shouted, doubled] {
            let same = document(&same);
            prop_assert_eq!([included(&same, &other).is_yes(), included(&other, &same).is_yes()], expected);
            prop_assert!(included(&same, &whole).is_yes() && included(&whole, &same).is_yes());
        }
        let apart: Vec<PolicyDocument> = a.iter().map(|one| document(std::slice::from_ref(one))).collect();
        let apart: Vec<&PolicyDocument> = apart.iter().collect();
        prop_assert_eq!(is_included(&apart, &[&other], &Space::free()).is_yes(), expected[0]);
        prop_assert_eq!(is_included(&[&other], &apart, &Space::free()).is_yes(), expected[1]);
    }

    #[test]
    fn a_set_and_its_complement(a in statements()) {
        let a = document(&a);
        for leaf in [grants(&a), Expression::Allows(vec![&a]), Expression::Denies(vec![&a])] {
            prop_assert!(asked(&Expression::All(vec![leaf.clone(), not(leaf.clone())]))?);
            prop_assert!(asked(&not(Expression::Any(vec![leaf.clone(), not(leaf.clone())])))?);
            prop_assert_eq!(asked(&leaf)?, asked(&not(not(leaf.clone())))?);
            prop_assert!(!(asked(&leaf)? && asked(&not(leaf))?), "a set and its complement are both empty");
        }
        let by_parts = Expression::All(vec![Expression::Allows(vec![&a]), not(Expression::Denies(vec![&a]))]);
        prop_assert_eq!(asked(&by_parts)?, asked(&grants(&a))?);
    }

    #[test]
    fn complements_turn_all_into_any(a in statements(), b in statements(), c in statements()) {
        let (a, b, c) = (document(&a), document(&b), document(&c));
        let parts = || vec![grants(&a), Expression::Allows(vec![&b]), not(Expression::Denies(vec![&c]))];
        let turned = || parts().into_iter().map(not).collect::<Vec<_>>();
        for (one, same) in [
            (not(Expression::All(parts())), Expression::Any(turned())),
            (not(Expression::Any(parts())), Expression::All(turned())),
        ] {
            prop_assert_eq!(asked(&one)?, asked(&same)?);
            prop_assert!(asked(&Expression::All(vec![one.clone(), not(same.clone())]))?);
            prop_assert!(asked(&Expression::All(vec![same, not(one)]))?);
        }
    }

    #[test]
    fn a_witness_replays(a in statements(), b in statements()) {
        let (a, b) = (document(&a), document(&b));
        if let Answer::No(request) = included(&a, &b) {
            prop_assert!(grants(&a).holds(&request) && !grants(&b).holds(&request), "{:?}", request);
        }
        asked(&grants(&a))?;
    }
}
