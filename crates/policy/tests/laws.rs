//! Laws of evaluation, over random policies and requests.

use policy::{Context, Outcome, Policies, PolicyDocument, Principal, Request, evaluate};
use proptest::prelude::*;
use source::Origin;
use syntax::{Node, node};

const HERE: Origin = Origin::Default("test");
const OWN: &str = "arn:aws:iam::111111111111:user/u";

fn action() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["*", "s:*", "s:A", "s:a", "s:B", "t:*", "?:A"])
}

fn resource() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["*", "arn:aws:s:::x", "arn:aws:s:::*", "arn:aws:s:::y", "arn:aws:s:::${aws:username}"])
}

fn principal() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["*", OWN, "111111111111", "222222222222"])
}

fn condition() -> impl Strategy<Value = Node> {
    let operator = prop::sample::select(vec![
        "StringEquals",
        "StringNotEquals",
        "StringLikeIfExists",
        "ForAllValues:StringEquals",
        "ForAnyValue:StringLike",
        "Null",
    ]);
    let value = prop::sample::select(vec!["x", "*", "true", "${aws:username}"]);
    prop_oneof![
        Just(node!(&HERE; {})),
        (operator, value).prop_map(|(operator, value)| node!(&HERE; { (operator): { "k": (value) } })),
    ]
}

fn statement(effect: &'static str, with_principal: bool) -> impl Strategy<Value = Node> {
    (action(), resource(), principal(), condition(), any::<bool>(), any::<bool>()).prop_map(
        move |(action, resource, principal, condition, not_action, not_resource)| {
            let action_key = if not_action { "NotAction" } else { "Action" };
            let resource_key = if not_resource { "NotResource" } else { "Resource" };
            let mut statement = node!(&HERE; { "Effect": (effect), (action_key): (action), (resource_key): (resource),
                "Condition": (condition) });
            if with_principal && let Some(map) = statement.as_map_mut() {
                map.insert("Principal", node!(&HERE; { "AWS": (principal) }));
            }
            statement
        },
    )
}

fn statements(with_principal: bool) -> impl Strategy<Value = Vec<Node>> {
    let one = prop_oneof![3 => statement("Allow", with_principal), 1 => statement("Deny", with_principal)];
    proptest::collection::vec(one, 0..4)
}

fn document(statements: &[Node]) -> PolicyDocument {
    let statements = Node::from_list(statements.to_vec(), HERE);
    PolicyDocument::parse(&node!(&HERE; { "Version": "2012-10-17", "Statement": (statements) })).0
}

fn request() -> impl Strategy<Value = Request> {
    let principal = prop::sample::select(vec![
        Principal::Aws(OWN.to_owned()),
        Principal::Aws("arn:aws:iam::222222222222:user/u".to_owned()),
        Principal::Anonymous,
    ]);
    let action = prop::sample::select(vec!["s:A", "s:B", "t:A"]);
    let resource = prop::sample::select(vec!["arn:aws:s:::x", "arn:aws:s:::y", "*"]);
    let value = prop::sample::select(vec![None, Some("x"), Some("y")]);
    (principal, action, resource, value).prop_map(|(principal, action, resource, value)| {
        let mut context = Context::new().with("aws:username", "x");
        if let Some(value) = value {
            context = context.with("k", value);
        }
        let resource_account = Some("111111111111".to_owned());
        Request { principal, action: action.to_owned(), resource: resource.to_owned(), resource_account, context }
    })
}

fn outcome(identity: &[&PolicyDocument], resource: &PolicyDocument, request: &Request) -> Outcome {
    let policies = Policies { identity: identity.to_vec(), resource: Some(resource), ..Policies::default() };
    evaluate(&policies, request).outcome
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn adding_statements_moves_one_way(
        identity in statements(false),
        resource in statements(true),
        allow in statement("Allow", false),
        deny in statement("Deny", false),
        request in request(),
    ) {
        let (base, on_resource) = (document(&identity), document(&resource));
        let before = outcome(&[&base], &on_resource, &request);
        let with_allow = outcome(&[&base, &document(&[allow])], &on_resource, &request);
        prop_assert!(before != Outcome::Allowed || with_allow == Outcome::Allowed, "an Allow revoked");
        prop_assert_eq!(before == Outcome::ExplicitDeny, with_allow == Outcome::ExplicitDeny);
        let with_deny = outcome(&[&base, &document(&[deny])], &on_resource, &request);
        prop_assert!(with_deny != Outcome::Allowed || before == Outcome::Allowed, "a Deny granted");
    }

    #[test]
    fn the_order_and_the_document_of_a_statement_do_not_count(
        identity in statements(false),
        resource in statements(true),
        request in request(),
    ) {
        let on_resource = document(&resource);
        let together = outcome(&[&document(&identity)], &on_resource, &request);
        let reversed: Vec<Node> = identity.iter().rev().cloned().collect();
        prop_assert_eq!(together, outcome(&[&document(&reversed)], &on_resource, &request));
        let apart: Vec<PolicyDocument> = identity.iter().map(|one| document(std::slice::from_ref(one))).collect();
        let apart: Vec<&PolicyDocument> = apart.iter().collect();
        prop_assert_eq!(together, outcome(&apart, &on_resource, &request));
    }

    #[test]
    fn limits_only_take_away(
        identity in statements(false),
        resource in statements(true),
        limit in statements(false),
        request in request(),
    ) {
        let (base, on_resource, limit) = (document(&identity), document(&resource), document(&limit));
        let open = Policies { identity: vec![&base], resource: Some(&on_resource), ..Policies::default() };
        let before = evaluate(&open, &request).outcome;
        for limited in [
            Policies { boundary: Some(vec![&limit]), ..open.clone() },
            Policies { session: Some(vec![&limit]), ..open.clone() },
            Policies { service_control: vec![vec![&limit]], ..open.clone() },
            Policies { resource_control: vec![vec![&limit]], ..open.clone() },
            Policies { endpoint: Some(vec![&limit]), ..open.clone() },
        ] {
            let after = evaluate(&limited, &request).outcome;
            prop_assert!(after != Outcome::Allowed || before == Outcome::Allowed, "{:?}", limited);
        }
    }
}
