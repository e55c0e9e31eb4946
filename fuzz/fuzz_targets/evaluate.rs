//! Documents and a request from bytes: evaluation ends, and its laws hold.
//!
//! The text is cut at lines of a lone `~`: an identity policy, a resource policy, a policy that limits; then lines of
//! `action resource`, and `key=value` with `,` between many values.
#![no_main]

use policy::{
    Context, Decision, Inquiry, Keys, Knowledge, Outcome, Policies, PolicyDocument, Principal, Request, Requirement,
    Resources, evaluate, inquire, inquire_each,
};
use source::FileId;

const USER: &str = "arn:aws:iam::111111111111:user/u";
const SESSION: &str = "arn:aws:sts::111111111111:assumed-role/r/s";

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let (text, _) = syntax::decode(FileId(0), bytes.to_vec());
    let mut parts = text.split("\n~\n");
    let mut document = || {
        let json = parts.next().unwrap_or_default();
        PolicyDocument::from_json(FileId(0), json.as_bytes(), &checks::limits()).0
    };
    let (identity, resource, limit) = (document(), document(), document());
    for principal in [Principal::Aws(USER.to_owned()), Principal::Aws(SESSION.to_owned()), Principal::Anonymous] {
        let request = request(principal, parts.clone().next().unwrap_or_default());
        check(&identity, &resource, &limit, &request);
    }
});

fn request(principal: Principal, text: &str) -> Request {
    let mut lines = text.lines();
    let (action, resource) = lines.next().and_then(|line| line.split_once(' ')).unwrap_or(("s3:GetObject", "*"));
    let mut context = Context::new();
    for (key, value) in lines.filter_map(|line| line.split_once('=')) {
        context = match value.contains(',') {
            true => context.with_many(key, value.split(',').filter(|value| !value.is_empty())),
            false => context.with(key, value),
        };
    }
    Request { principal, action: action.to_owned(), resource: resource.to_owned(), resource_account: None, context }
}

fn check(identity: &PolicyDocument, resource: &PolicyDocument, limit: &PolicyDocument, request: &Request) {
    let open = Policies { identity: vec![identity], resource: Some(resource), ..Policies::default() };
    let before = evaluate(&open, request);
    is_sound(&before);
    for limited in [
        Policies { boundary: Some(vec![limit]), ..open.clone() },
        Policies { session: Some(vec![limit]), ..open.clone() },
        Policies { service_control: vec![vec![limit]], ..open.clone() },
        Policies { resource_control: vec![vec![limit]], ..open.clone() },
        Policies { endpoint: Some(vec![limit]), ..open.clone() },
    ] {
        let after = evaluate(&limited, request);
        is_sound(&after);
        // A boundary makes a Deny with `NotPrincipal` deny; else a limit that denies nothing leaves a denial as it was.
        assert!(after.outcome != Outcome::Allowed || before.outcome == Outcome::Allowed, "a limit granted");
        assert!(before.outcome != Outcome::ExplicitDeny || after.outcome == Outcome::ExplicitDeny);
    }
    let doubled = Policies { identity: vec![identity, identity], ..open.clone() };
    assert_eq!(evaluate(&doubled, request).outcome, before.outcome);
    less_known(&open, request, &before);
}

/// What is allowed with all known may be allowed with less known, and what is surely denied stays so with all known.
fn less_known(policies: &Policies<'_>, request: &Request, before: &Decision) {
    for knowledge in [Knowledge::Settled, Knowledge::Presence, Knowledge::Nothing, Knowledge::Chosen] {
        let known = |_: &str| knowledge;
        let inquiry = Inquiry { request, resources: Resources::One, keys: Keys::Open(&known) };
        let decision = inquire(policies, &inquiry);
        is_sound(&decision);
        if before.outcome == Outcome::Allowed {
            assert_eq!(decision.outcome, Outcome::Allowed, "{knowledge:?}");
        }
        if decision.outcome == Outcome::ExplicitDeny {
            assert_eq!(before.outcome, Outcome::ExplicitDeny, "{knowledge:?}");
        }
    }
    let pattern = Inquiry { resources: Resources::Some, ..Inquiry::of(request) };
    for answer in inquire_each(policies, &pattern, None) {
        is_sound(&answer.decision);
    }
}

fn is_sound(decision: &Decision) {
    let has_statements = !decision.statements.is_empty();
    match decision.outcome {
        Outcome::Allowed => assert!(decision.missing.is_empty() && decision.blocked.is_empty()),
        Outcome::ImplicitDeny => assert_eq!(decision.under, Requirement::Never),
        Outcome::ExplicitDeny => assert!(has_statements && decision.under == Requirement::Never),
    }
    assert!(decision.outcome != Outcome::Allowed || decision.under != Requirement::Never);
}
