//! Random requests with policies of every kind that speak of them.
//!
//! Left out is where AWS documents something else than the peer known to us says: variables without a value ("Policy
//! variables with no value" in the IAM user guide), variables beside a pattern of resources, seconds since 1970 beside
//! dates, ranges of addresses of length 0, `NotIpAddress` on an address of the other family ("all IP addresses except",
//! IAM user guide), and session policies beside a grant to the session by its ARN (STS API reference,
//! `GetFederationToken`). A resource `?` for an action that knows no resources, and wildcards in the type of a resource,
//! mean nothing that is documented.

use policy_oracle::Choices;
use serde_json::{Map, Value, json};

const OWN: &str = "111111111111";
const USER: &str = "arn:aws:iam::111111111111:user/ann";
const ROLE: &str = "arn:aws:iam::111111111111:role/path/app";
const SESSION: &str = "arn:aws:sts::111111111111:assumed-role/app/run";
const FEDERATED: &str = "arn:aws:sts::111111111111:federated-user/ann";
const STRANGER: &str = "arn:aws:iam::222222222222:user/eve";

/// Actions, each with a resource it acts on.
const TARGETS: [(&str, &str); 8] = [
    ("s3:GetObject", "arn:aws:s3:::photos/ann/1.jpg"),
    ("s3:ListBucket", "arn:aws:s3:::photos"),
    ("sqs:SendMessage", "arn:aws:sqs:eu-west-1:111111111111:jobs"),
    ("dynamodb:GetItem", "arn:aws:dynamodb:eu-west-1:111111111111:table/orders"),
    ("kms:Decrypt", "arn:aws:kms:eu-west-1:111111111111:key/1"),
    ("kms:CreateAlias", "arn:aws:kms:eu-west-1:111111111111:alias/own"),
    ("sts:AssumeRole", "arn:aws:iam::111111111111:role/path/app"),
    ("s3:ListAllMyBuckets", "*"),
];

/// Keys by what their values are.
const KEYS: [(&str, Kind); 12] = [
    ("aws:username", Kind::Text),
    ("s3:prefix", Kind::Text),
    ("aws:PrincipalTag/team", Kind::Text),
    ("aws:SourceArn", Kind::Arn),
    ("aws:PrincipalArn", Kind::Arn),
    ("s3:max-keys", Kind::Number),
    ("aws:CurrentTime", Kind::Time),
    ("aws:SecureTransport", Kind::Truth),
    ("aws:SourceIp", Kind::Address),
    ("aws:TagKeys", Kind::Many),
    ("aws:SourceOrgPaths", Kind::Many),
    ("lambda:Code", Kind::Binary),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Many,
    Arn,
    Number,
    Time,
    Truth,
    Address,
    Binary,
}

/// A request with its policies.
pub(super) fn case(choices: &mut impl Choices) -> Value {
    let (action, resource) = TARGETS.get(choices.below(TARGETS.len())).copied().unwrap_or_default();
    let principal = choices.pick(&[USER, USER, ROLE, SESSION, SESSION, FEDERATED, STRANGER, "sns.amazonaws.com"]);
    let asked = if resource.starts_with("arn:aws:s3:::photos/") && choices.chance(15) {
        choices.pick(&["arn:aws:s3:::photos/*", "arn:aws:s3:::photos/ann/*"])
    } else {
        resource
    };
    let mut case = json!({
        "request": {
            "principal": principal,
            "action": action,
            "resource": { "resource": asked, "accountId": OWN },
            "context": context(choices),
            "wildcardOnlyAction": resource == "*",
        },
        "identityPolicies": documents(choices, action, resource, 2),
    });
    let Some(parts) = case.as_object_mut() else { return case };
    let is_aws = principal.starts_with("arn:");
    if choices.chance(if is_aws { 50 } else { 90 }) {
        parts.insert("resourcePolicy".to_owned(), document(choices, action, resource, Place::Resource));
    }
    if is_aws && choices.chance(25) {
        parts.insert("permissionBoundaries".to_owned(), limit(choices, action, resource));
    }
    let names_session = parts.get("resourcePolicy").is_some_and(|policy| policy.to_string().contains(principal));
    if principal.starts_with("arn:aws:sts:") && !names_session && choices.chance(30) {
        parts.insert("sessionPolicy".to_owned(), document(choices, action, resource, Place::Limit));
    }
    if is_aws && choices.chance(25) {
        parts.insert("serviceControlPolicies".to_owned(), levels(choices, action, resource));
    }
    if choices.chance(20) {
        parts.insert("resourceControlPolicies".to_owned(), levels(choices, action, resource));
    }
    if choices.chance(15) {
        parts.insert("endpointPolicies".to_owned(), limit(choices, action, resource));
    }
    if asked != resource
        && case.to_string().contains("${")
        && let Some(asked) = case.pointer_mut("/request/resource/resource")
    {
        *asked = resource.into();
    }
    case
}

/// Where a document stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Identity,
    Resource,
    /// Where policies only limit: they mostly let through.
    Limit,
}

fn documents(choices: &mut impl Choices, action: &str, resource: &str, most: usize) -> Value {
    let count = choices.below(most + 1);
    (0..count).map(|_| document(choices, action, resource, Place::Identity)).collect()
}

fn limit(choices: &mut impl Choices, action: &str, resource: &str) -> Value {
    vec![document(choices, action, resource, Place::Limit)].into()
}

fn levels(choices: &mut impl Choices, action: &str, resource: &str) -> Value {
    let count = 1 + choices.below(2);
    let level =
        |index: usize| json!({ "orgIdentifier": format!("ou-{index}"), "policies": limit(choices, action, resource) });
    (0..count).map(level).collect()
}

fn document(choices: &mut impl Choices, action: &str, resource: &str, place: Place) -> Value {
    let count = 1 + choices.below(3);
    let statements: Vec<Value> = (0..count).map(|_| statement(choices, action, resource, place)).collect();
    json!({ "Version": "2012-10-17", "Statement": statements })
}

fn statement(choices: &mut impl Choices, action: &str, resource: &str, place: Place) -> Value {
    let mut statement = Map::new();
    let denies = choices.chance(18);
    statement.insert("Effect".to_owned(), if denies { "Deny" } else { "Allow" }.into());
    let widely = place == Place::Limit && !denies && choices.chance(60);
    let (name, of_actions) = negatable(choices, "Action", |choices| actions(choices, action, widely));
    statement.insert(name, of_actions);
    let is_trust = action == "sts:AssumeRole" && place == Place::Resource;
    if !is_trust {
        let (name, of_resources) = negatable(choices, "Resource", |choices| resources(choices, resource, widely));
        statement.insert(name, of_resources);
    }
    if place == Place::Resource {
        // AWS takes `NotPrincipal` with a Deny only.
        let name = if denies && choices.chance(25) { "NotPrincipal" } else { "Principal" };
        statement.insert(name.to_owned(), principals(choices, name == "NotPrincipal"));
    }
    let conditions = [0, 0, 0, 1, 1, 2].get(choices.below(6)).copied().unwrap_or_default();
    let mut block = Map::new();
    for _ in 0..conditions {
        condition(choices, &mut block);
    }
    if !block.is_empty() {
        statement.insert("Condition".to_owned(), block.into());
    }
    Value::Object(statement)
}

/// An element, rarely turned round.
fn negatable<C: Choices>(choices: &mut C, name: &str, values: impl Fn(&mut C) -> Value) -> (String, Value) {
    let prefix = if choices.chance(10) { "Not" } else { "" };
    (format!("{prefix}{name}"), values(choices))
}

fn actions(choices: &mut impl Choices, action: &str, widely: bool) -> Value {
    let (service, name) = action.split_once(':').unwrap_or((action, ""));
    let start: String = name.chars().take(3).collect();
    some(choices, |choices| match choices.below(if widely { 2 } else { 9 }) {
        0 => "*".to_owned(),
        1 => format!("{service}:*"),
        2 => format!("{service}:{start}*"),
        3 => action.to_ascii_uppercase(),
        4 => format!("{service}:?{}", name.get(1..).unwrap_or_default()),
        5 => format!("{service}:Other"),
        6 => "iam:*".to_owned(),
        _ => action.to_owned(),
    })
}

fn resources(choices: &mut impl Choices, resource: &str, widely: bool) -> Value {
    let (start, last) = resource.split_at(resource.len().saturating_sub(2));
    some(choices, |choices| match choices.below(if widely { 2 } else { 9 }) {
        1..5 if resource == "*" => "*".to_owned(),
        0 => "*".to_owned(),
        1 if resource.starts_with("arn:aws:s3:::") => "arn:aws:s3:::photos*".to_owned(),
        1 | 2 => resource.to_owned(),
        3 => format!("{start}*"),
        4 => format!("{start}?{}", last.get(1..).unwrap_or_default()),
        5 => "arn:aws:s3:::photos/${aws:username}/*".to_owned(),
        6 => "arn:aws:s3:::photos/${aws:PrincipalTag/team, 'ann'}/*".to_owned(),
        7 => "arn:aws:s3:::photos/a${*}n/*".to_owned(),
        _ => "arn:aws:sqs:*:*:j*".to_owned(),
    })
}

fn principals(choices: &mut impl Choices, negated: bool) -> Value {
    if !negated && choices.chance(20) {
        return "*".into();
    }
    let all = [
        USER,
        ROLE,
        SESSION,
        STRANGER,
        OWN,
        "222222222222",
        "arn:aws:iam::111111111111:root",
        "arn:aws:sts::111111111111:assumed-role/app/other",
        "arn:aws:iam::111111111111:role/app",
    ];
    let aws = some(choices, |choices| choices.pick(&all).to_owned());
    match choices.below(8) {
        0 => json!({ "Service": "sns.amazonaws.com" }),
        1 => json!({ "AWS": aws, "Service": ["sns.amazonaws.com", "s3.amazonaws.com"] }),
        _ => json!({ "AWS": aws }),
    }
}

fn some<C: Choices>(choices: &mut C, one: impl Fn(&mut C) -> String) -> Value {
    match choices.below(4) {
        0 => vec![one(choices), one(choices)].into(),
        1 => vec![one(choices)].into(),
        _ => one(choices).into(),
    }
}

fn condition(choices: &mut impl Choices, block: &mut Map<String, Value>) {
    let (key, kind) = KEYS.get(choices.below(KEYS.len())).copied().unwrap_or(("k", Kind::Text));
    let (operator, values) = if choices.chance(8) {
        ("Null".to_owned(), choices.pick(&["true", "false"]).into())
    } else {
        let operator = operator(choices, kind);
        let prefix = match (kind, choices.below(20)) {
            (Kind::Many, 0) | (_, 1..20) if kind != Kind::Many => "",
            (Kind::Many, 0) => "",
            _ => choices.pick(&["ForAllValues:", "ForAnyValue:"]),
        };
        let suffix = if choices.chance(15) { "IfExists" } else { "" };
        let values = some(choices, |choices| expected(choices, kind));
        (format!("{prefix}{operator}{suffix}"), values)
    };
    let keys = block.entry(operator).or_insert_with(|| json!({}));
    if let Some(keys) = keys.as_object_mut() {
        let name = if choices.chance(5) { key.to_ascii_uppercase() } else { key.to_owned() };
        keys.insert(name, values);
    }
}

fn operator(choices: &mut impl Choices, kind: Kind) -> String {
    let order = ["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"];
    match kind {
        Kind::Text | Kind::Many => {
            let ends = ["Equals", "NotEquals", "EqualsIgnoreCase", "NotEqualsIgnoreCase", "Like", "NotLike"];
            format!("String{}", choices.pick(&ends))
        }
        Kind::Arn => format!("Arn{}", choices.pick(&["Equals", "Like", "NotEquals", "NotLike"])),
        Kind::Number => format!("Numeric{}", choices.pick(&order)),
        Kind::Time => format!("Date{}", choices.pick(&order)),
        Kind::Truth => "Bool".to_owned(),
        Kind::Address => choices.pick(&["IpAddress", "NotIpAddress"]).to_owned(),
        Kind::Binary => "BinaryEquals".to_owned(),
    }
}

/// A value of a policy.
fn expected(choices: &mut impl Choices, kind: Kind) -> String {
    let texts = ["ann", "ANN", "a*", "*", "?nn", "bob", "${aws:username}", "${k, 'ann'}", "${aws:PrincipalTag/team}x"];
    choices
        .pick(match kind {
            Kind::Text => &texts,
            Kind::Many => &["a", "b", "A", "a*", "*b", "c"],
            Kind::Arn => &[
                "arn:aws:s3:::photos",
                "arn:aws:s3:::*",
                "arn:aws:*:*:111111111111:*",
                "arn:aws:iam::111111111111:user/${aws:username}",
                "arn:aws:iam::*:user/?nn",
                "arn:aws:sns:eu-west-1:222222222222:topic",
            ],
            Kind::Number => &["1", "10", "10.0", "2.5", "-3"],
            Kind::Time => &["2024-01-01T00:00:00Z", "2024-01-01", "2024-06-01T12:00:00Z"],
            Kind::Truth => &["true", "false", "True"],
            Kind::Address => &["10.0.0.0/8", "10.1.2.3", "203.0.113.0/24", "2001:db8::/32"],
            Kind::Binary => &["QmluYXJ5", "AAEC"],
        })
        .to_owned()
}

fn context(choices: &mut impl Choices) -> Value {
    let mut context = Map::new();
    for (key, kind) in KEYS {
        let is_variable = matches!(key, "aws:username" | "aws:PrincipalTag/team");
        if !is_variable && choices.chance(50) {
            continue;
        }
        let value = if kind == Kind::Many {
            let count = 1 + choices.below(3);
            (0..count).map(|_| given(choices, kind)).collect()
        } else {
            given(choices, kind).into()
        };
        context.insert(key.to_owned(), value);
    }
    Value::Object(context)
}

/// A value of a request.
fn given(choices: &mut impl Choices, kind: Kind) -> String {
    choices
        .pick(match kind {
            Kind::Text => &["ann", "Ann", "bob", "a*n", "annx"],
            Kind::Many => &["a", "b", "c", "ab"],
            Kind::Arn => &[
                "arn:aws:s3:::photos",
                "arn:aws:iam::111111111111:user/ann",
                "arn:aws:sns:eu-west-1:222222222222:topic",
                "arn:aws:lambda:eu-west-1:111111111111:function:f:1",
            ],
            Kind::Number => &["1", "10", "2.5", "-3", "11"],
            Kind::Time => &["2024-01-01T00:00:00Z", "2023-12-31T23:59:59Z", "2024-06-01T12:00:00Z"],
            Kind::Truth => &["true", "false"],
            Kind::Address => &["10.1.2.3", "203.0.113.9", "198.51.100.1"],
            Kind::Binary => &["QmluYXJ5", "AAEC"],
        })
        .to_owned()
}
