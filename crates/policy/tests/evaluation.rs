//! The rules of evaluation, each with cases on both sides of its border.

use policy::{Context, Outcome, Policies, PolicyDocument, PolicyKind, Principal, Request, evaluate};
use source::Origin;
use syntax::{Node, node};

use Outcome::{Allowed, ExplicitDeny, ImplicitDeny};

const HERE: Origin = Origin::Default("test");
const USER: &str = "arn:aws:iam::111111111111:user/ann";
const ROLE: &str = "arn:aws:iam::111111111111:role/path/app";
const SESSION: &str = "arn:aws:sts::111111111111:assumed-role/app/run";
const ROOT: &str = "arn:aws:iam::111111111111:root";
const STRANGER: &str = "arn:aws:iam::222222222222:user/eve";
const QUEUE: &str = "arn:aws:sqs:eu-west-1:111111111111:jobs";

fn document(statements: Node) -> PolicyDocument {
    let (document, notices) =
        PolicyDocument::parse(&node!(&HERE; { "Version": "2012-10-17", "Statement": (statements) }));
    assert_eq!(notices, vec![]);
    document
}

fn allow() -> PolicyDocument {
    document(node!(&HERE; { "Effect": "Allow", "Action": "*", "Resource": "*" }))
}

fn allow_other() -> PolicyDocument {
    document(node!(&HERE; { "Effect": "Allow", "Action": "s3:*", "Resource": "*" }))
}

fn deny() -> PolicyDocument {
    document(node!(&HERE; { "Effect": "Deny", "Action": "*", "Resource": "*" }))
}

fn granted_to(principal: &str) -> PolicyDocument {
    let principal = node!(&HERE; { "AWS": (principal) });
    document(node!(&HERE; { "Effect": "Allow", "Principal": (principal), "Action": "*", "Resource": "*" }))
}

fn request(principal: &str) -> Request {
    Request {
        principal: Principal::Aws(principal.to_owned()),
        action: "sqs:SendMessage".to_owned(),
        resource: QUEUE.to_owned(),
        resource_account: None,
        context: Context::new(),
    }
}

/// The policies of one case, kept so that they can be borrowed.
#[derive(Default)]
struct Case {
    identity: Vec<PolicyDocument>,
    resource: Option<PolicyDocument>,
    boundary: Option<PolicyDocument>,
    session: Option<PolicyDocument>,
    service_control: Vec<Vec<PolicyDocument>>,
    resource_control: Vec<Vec<PolicyDocument>>,
    endpoint: Option<PolicyDocument>,
}

impl Case {
    fn decide(&self, request: &Request) -> (Outcome, Vec<PolicyKind>) {
        let policies = Policies {
            identity: self.identity.iter().collect(),
            resource: self.resource.as_ref(),
            boundary: self.boundary.as_ref().map(|one| vec![one]),
            session: self.session.as_ref().map(|one| vec![one]),
            service_control: self.service_control.iter().map(|level| level.iter().collect()).collect(),
            resource_control: self.resource_control.iter().map(|level| level.iter().collect()).collect(),
            endpoint: self.endpoint.as_ref().map(|one| vec![one]),
        };
        let decision = evaluate(&policies, request);
        (decision.outcome, decision.missing)
    }

    fn outcome(&self, principal: &str) -> Outcome {
        self.decide(&request(principal)).0
    }
}

#[test]
fn a_deny_anywhere_decides() {
    let open = || Case { identity: vec![allow()], resource: Some(granted_to("*")), ..Case::default() };
    assert_eq!(open().outcome(USER), Allowed);
    assert_eq!(Case { identity: vec![allow(), deny()], ..open() }.outcome(USER), ExplicitDeny);
    assert_eq!(Case { boundary: Some(deny()), ..open() }.outcome(USER), ExplicitDeny);
    assert_eq!(Case { session: Some(deny()), ..open() }.outcome(SESSION), ExplicitDeny);
    assert_eq!(Case { service_control: vec![vec![allow(), deny()]], ..open() }.outcome(USER), ExplicitDeny);
    assert_eq!(Case { resource_control: vec![vec![allow(), deny()]], ..open() }.outcome(USER), ExplicitDeny);
    assert_eq!(Case { endpoint: Some(deny()), ..open() }.outcome(USER), ExplicitDeny);
    let denied = document(node!(&HERE; [
        { "Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*" },
        { "Effect": "Deny", "Principal": { "AWS": "111111111111" }, "Action": "*", "Resource": "*" },
    ]));
    assert_eq!(Case { resource: Some(denied), ..open() }.outcome(USER), ExplicitDeny);
}

#[test]
fn within_an_account_one_side_is_enough() {
    assert_eq!(Case::default().decide(&request(USER)), (ImplicitDeny, vec![PolicyKind::Identity]));
    assert_eq!(Case { identity: vec![allow()], ..Case::default() }.outcome(USER), Allowed);
    assert_eq!(Case { identity: vec![allow_other()], ..Case::default() }.outcome(USER), ImplicitDeny);
    let by_resource = |principal| Case { resource: Some(granted_to(principal)), ..Case::default() };
    assert_eq!(by_resource(USER).outcome(USER), Allowed);
    assert_eq!(by_resource("*").outcome(USER), Allowed);
    assert_eq!(by_resource(ROLE).outcome(SESSION), Allowed);
    assert_eq!(by_resource(ROOT).outcome(USER), ImplicitDeny, "the account's own policies must allow");
    assert_eq!(by_resource(USER).outcome(SESSION), ImplicitDeny);
}

#[test]
fn between_accounts_both_sides_must_allow() {
    let case = |identity, resource| Case { identity, resource, ..Case::default() };
    assert_eq!(case(vec![allow()], Some(granted_to("222222222222"))).outcome(STRANGER), Allowed);
    assert_eq!(case(vec![allow()], Some(granted_to(STRANGER))).outcome(STRANGER), Allowed);
    assert_eq!(case(vec![allow()], None).decide(&request(STRANGER)).1, [PolicyKind::Resource]);
    assert_eq!(case(vec![], Some(granted_to(STRANGER))).decide(&request(STRANGER)).1, [PolicyKind::Identity]);
    assert_eq!(case(vec![allow()], Some(granted_to(USER))).outcome(STRANGER), ImplicitDeny);
    let stated = Request {
        resource: "arn:aws:s3:::bucket/key".to_owned(),
        resource_account: Some("333333333333".to_owned()),
        ..request(USER)
    };
    assert_eq!(case(vec![allow()], None).decide(&stated).0, ImplicitDeny);
}

#[test]
fn a_boundary_limits_and_some_grants_pass_it() {
    let case = |principal| Case {
        identity: vec![allow()],
        boundary: Some(allow_other()),
        resource: Some(granted_to(principal)),
        ..Case::default()
    };
    assert_eq!(case(STRANGER).decide(&request(USER)), (ImplicitDeny, vec![PolicyKind::Boundary]));
    assert_eq!(case(USER).outcome(USER), Allowed);
    assert_eq!(case(SESSION).outcome(SESSION), Allowed);
    assert_eq!(case(ROLE).outcome(SESSION), ImplicitDeny);
    assert_eq!(case(ROLE).outcome(ROLE), ImplicitDeny);
    assert_eq!(case("*").outcome(ROLE), Allowed);
    assert_eq!(Case { boundary: Some(allow()), identity: vec![], ..case(STRANGER) }.outcome(USER), ImplicitDeny);
}

#[test]
fn a_session_policy_limits_and_a_grant_to_the_session_passes_it() {
    let case = |principal| Case {
        identity: vec![allow()],
        session: Some(allow_other()),
        resource: Some(granted_to(principal)),
        ..Case::default()
    };
    assert_eq!(case(STRANGER).decide(&request(SESSION)), (ImplicitDeny, vec![PolicyKind::Session]));
    assert_eq!(case(ROLE).outcome(SESSION), ImplicitDeny);
    // "The resource-based policy permissions are not limited by the session policy" (IAM user guide, session policies).
    assert_eq!(case(SESSION).outcome(SESSION), Allowed);
    assert_eq!(case("*").outcome(SESSION), ImplicitDeny, "everyone is not the session by name");
    let bounded = Case { boundary: Some(allow_other()), ..case("*") };
    assert_eq!(bounded.decide(&request(SESSION)), (ImplicitDeny, vec![PolicyKind::Boundary, PolicyKind::Session]));
    assert_eq!(Case { session: Some(allow()), ..bounded }.outcome(SESSION), Allowed);
}

#[test]
fn every_level_of_an_organisation_must_let_it_through() {
    let case = |service_control| Case { identity: vec![allow()], service_control, ..Case::default() };
    assert_eq!(case(vec![vec![allow()], vec![allow()]]).outcome(USER), Allowed);
    assert_eq!(case(vec![vec![allow_other(), allow()], vec![allow()]]).outcome(USER), Allowed);
    assert_eq!(case(vec![vec![allow()], vec![allow_other()]]).outcome(USER), ImplicitDeny);
    assert_eq!(case(vec![vec![allow()], vec![]]).outcome(USER), ImplicitDeny);
    let on_resource = Case { resource_control: vec![vec![allow_other()]], ..case(vec![]) };
    assert_eq!(on_resource.decide(&request(USER)), (ImplicitDeny, vec![PolicyKind::ResourceControl]));
}

#[test]
fn resource_control_policies_hold_at_every_level_and_for_strangers() {
    let case = |resource_control| Case { resource: Some(granted_to("*")), resource_control, ..Case::default() };
    let stranger = Request { principal: Principal::Anonymous, ..request(USER) };
    assert_eq!(case(vec![vec![allow()], vec![allow()]]).decide(&stranger).0, Allowed);
    assert_eq!(case(vec![vec![allow()], vec![allow_other()]]).decide(&stranger).0, ImplicitDeny);
    assert_eq!(case(vec![vec![allow()], vec![allow(), deny()]]).decide(&stranger).0, ExplicitDeny);
    assert_eq!(case(vec![vec![allow()], vec![]]).outcome(USER), ImplicitDeny);
}

#[test]
fn what_holds_back_a_request_with_its_grant_is_named() {
    let policies = |identity, boundary, limit| {
        let [identity, boundary, limit]: [PolicyDocument; 3] = [identity, boundary, limit];
        let policies = Policies {
            identity: vec![&identity],
            boundary: Some(vec![&boundary]),
            service_control: vec![vec![&limit]],
            ..Policies::default()
        };
        evaluate(&policies, &request(USER)).blocked
    };
    assert_eq!(policies(allow(), allow(), allow()), []);
    assert_eq!(policies(allow(), allow_other(), deny()), [PolicyKind::Boundary, PolicyKind::ServiceControl]);
    assert_eq!(policies(allow_other(), allow(), deny()), [], "without a grant there is nothing to hold back");
}

#[test]
fn statements_that_decide_are_named() {
    let sids = |statements: Node| {
        let identity = document(statements);
        let decision = evaluate(&Policies { identity: vec![&identity], ..Policies::default() }, &request(USER));
        decision.statements.into_iter().map(|one| (one.index, one.sid.unwrap_or_default())).collect::<Vec<_>>()
    };
    let allow = node!(&HERE; { "Sid": "a", "Effect": "Allow", "Action": "sqs:*", "Resource": "*" });
    let other = node!(&HERE; { "Sid": "o", "Effect": "Allow", "Action": "s3:*", "Resource": "*" });
    let deny = node!(&HERE; { "Sid": "d", "Effect": "Deny", "Action": "sqs:Send*", "Resource": "*" });
    assert_eq!(sids(node!(&HERE; [(&other), (&allow)])), [(1, "a".to_owned())]);
    assert_eq!(sids(node!(&HERE; [(&allow), (&deny)])), [(1, "d".to_owned())]);
    assert_eq!(sids(node!(&HERE; [(&other)])), []);
}

#[test]
fn an_endpoint_must_let_it_through() {
    let case = |endpoint| Case { identity: vec![allow()], endpoint, ..Case::default() };
    assert_eq!(case(None).outcome(USER), Allowed);
    assert_eq!(case(Some(allow())).outcome(USER), Allowed);
    assert_eq!(case(Some(allow_other())).decide(&request(USER)), (ImplicitDeny, vec![PolicyKind::Endpoint]));
}

#[test]
fn a_trust_policy_is_mandatory() {
    let assume = Request { action: "sts:AssumeRole".to_owned(), resource: ROLE.to_owned(), ..request(USER) };
    let trusts = |principal: &str| {
        let principal = node!(&HERE; { "AWS": (principal) });
        document(node!(&HERE; { "Effect": "Allow", "Principal": (principal), "Action": "sts:AssumeRole" }))
    };
    let case = |identity, trusted| Case { identity, resource: Some(trusts(trusted)), ..Case::default() };
    assert_eq!(case(vec![allow()], ROOT).decide(&assume).0, Allowed);
    assert_eq!(case(vec![], USER).decide(&assume).0, Allowed);
    assert_eq!(case(vec![], ROOT).decide(&assume).0, ImplicitDeny);
    assert_eq!(case(vec![allow()], "222222222222").decide(&assume), (ImplicitDeny, vec![PolicyKind::Resource]));
}

#[test]
fn a_key_policy_is_mandatory() {
    let key = "arn:aws:kms:eu-west-1:111111111111:key/1".to_owned();
    let decrypt = Request { action: "kms:Decrypt".to_owned(), resource: key, ..request(USER) };
    let case = |resource| Case { identity: vec![allow()], resource, ..Case::default() };
    assert_eq!(case(None).decide(&decrypt), (ImplicitDeny, vec![PolicyKind::Resource]));
    assert_eq!(case(Some(granted_to(ROOT))).decide(&decrypt).0, Allowed);
    assert_eq!(case(Some(granted_to(ROLE))).decide(&decrypt).0, ImplicitDeny);
    let alias = Request { resource: "arn:aws:kms:eu-west-1:111111111111:alias/a".to_owned(), ..decrypt };
    assert_eq!(case(None).decide(&alias).0, Allowed);
}

#[test]
fn strangers_and_services_need_the_resource_policy() {
    let stranger = Request { principal: Principal::Anonymous, ..request(USER) };
    let case = |resource| Case { resource: Some(resource), service_control: vec![vec![]], ..Case::default() };
    assert_eq!(case(granted_to("*")).decide(&stranger).0, Allowed, "service control policies bind own principals only");
    assert_eq!(case(granted_to("111111111111")).decide(&stranger).0, ImplicitDeny);
    let service = Request { principal: Principal::Service("sns.amazonaws.com".to_owned()), ..request(USER) };
    let to_service = |name: &str| {
        let principal = node!(&HERE; { "Service": (name) });
        document(node!(&HERE; { "Effect": "Allow", "Principal": (principal), "Action": "*", "Resource": "*" }))
    };
    assert_eq!(case(to_service("sns.amazonaws.com")).decide(&service).0, Allowed);
    assert_eq!(case(to_service("s3.amazonaws.com")).decide(&service).0, ImplicitDeny);
}

#[test]
fn not_principal() {
    let denied = |principals: Node| {
        document(node!(&HERE; [
            { "Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*" },
            { "Effect": "Deny", "NotPrincipal": { "AWS": (principals) }, "Action": "*", "Resource": "*" },
        ]))
    };
    let case = |principals| Case { resource: Some(denied(principals)), ..Case::default() };
    assert_eq!(case(node!(&HERE; (USER))).outcome(USER), Allowed);
    assert_eq!(case(node!(&HERE; (ROLE))).outcome(USER), ExplicitDeny);
    assert_eq!(case(node!(&HERE; (ROLE))).outcome(SESSION), Allowed);
    let bounded = Case { boundary: Some(allow()), ..case(node!(&HERE; (USER))) };
    assert_eq!(bounded.outcome(USER), ExplicitDeny, "a boundary makes NotPrincipal deny always");
    let root = "arn:aws:iam::111111111111:root";
    assert_eq!(case(node!(&HERE; (root))).outcome(USER), Allowed, "an account alone stands for all in it");
    let beside = || case(node!(&HERE; [(ROLE), (root)]));
    assert_eq!(beside().outcome(USER), ExplicitDeny, "beside a role it stands for no other");
    assert_eq!((beside().outcome(SESSION), beside().outcome(root)), (Allowed, Allowed));
}

#[test]
fn actions_ignore_case_and_resources_do_not() {
    let case = |action: &str, resource: &str| {
        let statement = node!(&HERE; { "Effect": "Allow", "Action": (action), "Resource": (resource) });
        Case { identity: vec![document(statement)], ..Case::default() }.outcome(USER)
    };
    assert_eq!(case("SQS:sendmessage", QUEUE), Allowed);
    assert_eq!(case("sqs:Send?essage", "arn:aws:sqs:*:111111111111:j*"), Allowed);
    assert_eq!(case("sqs:*", "arn:aws:sqs:eu-west-1:111111111111:Jobs"), ImplicitDeny);
    assert_eq!(case("sqs:Send", QUEUE), ImplicitDeny);
    assert_eq!(case("*", "arn:aws:sqs"), Allowed, "missing parts of an ARN may be anything in an identity policy");
}

#[test]
fn complements() {
    let case = |statement: Node| Case { identity: vec![document(statement)], ..Case::default() }.outcome(USER);
    assert_eq!(case(node!(&HERE; { "Effect": "Allow", "NotAction": "s3:*", "Resource": "*" })), Allowed);
    assert_eq!(case(node!(&HERE; { "Effect": "Allow", "NotAction": "sqs:*", "Resource": "*" })), ImplicitDeny);
    assert_eq!(case(node!(&HERE; { "Effect": "Allow", "Action": "*", "NotResource": "arn:aws:s3:::*" })), Allowed);
    assert_eq!(case(node!(&HERE; { "Effect": "Allow", "Action": "*", "NotResource": (QUEUE) })), ImplicitDeny);
    let unresolved = node!(&HERE; { "Effect": "Deny", "Action": "*", "NotResource": "x/${aws:username}" });
    assert_eq!(case(unresolved), ExplicitDeny, "a variable without value means no resource, so none is left out");
}

#[test]
fn variables_take_their_value_from_the_request() {
    let own = |version: &str| {
        let statement = node!(&HERE; { "Effect": "Allow", "Action": "*",
            "Resource": "arn:aws:sqs:eu-west-1:111111111111:${aws:username}" });
        PolicyDocument::parse(&node!(&HERE; { "Version": (version), "Statement": (statement) })).0
    };
    let decide = |version, context| {
        let case = Case { identity: vec![own(version)], ..Case::default() };
        case.decide(&Request { context, ..request(USER) }).0
    };
    assert_eq!(decide("2012-10-17", Context::new().with("aws:username", "jobs")), Allowed);
    assert_eq!(decide("2012-10-17", Context::new().with("aws:username", "j*")), ImplicitDeny);
    assert_eq!(decide("2012-10-17", Context::new()), ImplicitDeny);
    assert_eq!(decide("2008-10-17", Context::new().with("aws:username", "jobs")), ImplicitDeny);
}

#[test]
fn a_variable_without_value_is_equal_to_nothing() {
    let denied = |operator: &str, value: &str, context: Context| {
        let statements = node!(&HERE; [
            { "Effect": "Allow", "Action": "*", "Resource": "*" },
            { "Effect": "Deny", "Action": "*", "Resource": "*", "Condition": { (operator): { "k": (value) } } },
        ]);
        let case = Case { identity: vec![document(statements)], ..Case::default() };
        case.decide(&Request { context, ..request(USER) }).0 == ExplicitDeny
    };
    let known = || Context::new().with("k", "a");
    assert!(denied("StringNotEquals", "${aws:PrincipalTag/team}", known()));
    assert!(!denied("StringEquals", "${aws:PrincipalTag/team}", known()));
    assert!(!denied("StringNotEquals", "${aws:PrincipalTag/team}", known().with("aws:PrincipalTag/team", "a")));
    assert!(!denied("StringNotEquals", "${aws:PrincipalTag/team, 'a'}", known()));
    assert!(denied("StringNotLike", "${aws:PrincipalTag/team}*", known()));
}

#[test]
fn an_action_without_resources_needs_a_star() {
    let list = Request { action: "s3:ListAllMyBuckets".to_owned(), resource: "*".to_owned(), ..request(USER) };
    let case = |resource: &str| {
        let statement = node!(&HERE; { "Effect": "Allow", "Action": "s3:*", "Resource": (resource) });
        Case { identity: vec![document(statement)], ..Case::default() }.decide(&list).0
    };
    assert_eq!(case("*"), Allowed);
    assert_eq!(case("arn:aws:s3:::*"), ImplicitDeny);
    assert_eq!(case("arn:aws:s3:::bucket"), ImplicitDeny);
}

#[test]
fn what_belongs_to_the_platform_stays_as_it_is() {
    let change = |action: &str, resource: &str| {
        let request = Request { action: action.to_owned(), resource: resource.to_owned(), ..request(USER) };
        let request = Request { resource_account: Some("111111111111".to_owned()), ..request };
        Case { identity: vec![allow()], ..Case::default() }.decide(&request).0
    };
    assert_eq!(change("iam:CreatePolicyVersion", "arn:aws:iam::aws:policy/ReadOnlyAccess"), ImplicitDeny);
    assert_eq!(change("iam:CreatePolicyVersion", "arn:aws:iam::111111111111:policy/p"), Allowed);
    assert_eq!(change("kms:DeleteAlias", "arn:aws:kms:eu-west-1:111111111111:alias/aws/s3"), ImplicitDeny);
    let who = Request { action: "sts:GetCallerIdentity".to_owned(), resource: "*".to_owned(), ..request(USER) };
    assert_eq!(Case { identity: vec![deny()], ..Case::default() }.decide(&who).0, Allowed);
}
