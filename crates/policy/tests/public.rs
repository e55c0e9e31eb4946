//! Who from outside may do what by a resource policy: a table of policies with the answer each must get.

use policy::decide::Expression;
use policy::{PolicyDocument, PrincipalReach, PublicGrant, Request, public_access};
use source::{FileId, Limits};

fn document(statements: &str) -> PolicyDocument {
    let json = format!(r#"{{"Version": "2012-10-17", "Statement": {statements}}}"#);
    let (document, notices) = PolicyDocument::from_json(FileId(0), json.as_bytes(), &Limits::default());
    assert!(notices.is_empty(), "{notices:?} in {json}");
    document
}

fn told(grant: &PublicGrant) -> String {
    match &grant.principal {
        PrincipalReach::Anyone => "anyone".to_owned(),
        PrincipalReach::AnyoneIf(ways) => format!("anyone if {ways:?}"),
        PrincipalReach::Account(account) => format!("account {account}"),
        PrincipalReach::Service { name, pinned } => format!("{} {name}", if *pinned { "pinned" } else { "unpinned" }),
        PrincipalReach::Federated { pinned, .. } => format!("tokens {}", if *pinned { "pinned" } else { "unpinned" }),
        PrincipalReach::Internal => "internal".to_owned(),
        PrincipalReach::Undecided(cap) => format!("undecided {cap:?}"),
    }
}

/// Every grant of the document; the evaluator lets its witness through.
fn answers(document: &PolicyDocument) -> Vec<String> {
    let grants = public_access(document);
    for grant in &grants {
        let passes = |witness: &Request| Expression::Grants(vec![document]).holds(witness);
        assert!(grant.witness.as_deref().is_some_and(passes), "{:?}", grant.shown_by());
    }
    grants.iter().map(told).collect()
}

/// One Allow: principal, action, conditions.
fn allow(principal: &str, action: &str, condition: &str) -> String {
    format!(r#"{{"Effect": "Allow", {principal}, "Action": {action}, "Resource": "*", "Condition": {{{condition}}}}}"#)
}

const ALL: &str = r#""Principal": "*""#;
const AWS_ALL: &str = r#""Principal": {"AWS": "*"}"#;
const SEND: &str = r#""sqs:SendMessage""#;

fn deny(condition: &str) -> String {
    format!(r#"{{"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*", "Condition": {{{condition}}}}}"#)
}

#[test]
fn one_statement_for_everyone() {
    for (condition, expected) in [
        ("", "anyone"),
        (r#""Bool": {"aws:SecureTransport": "true"}"#, "anyone"),
        (r#""StringEquals": {"aws:Referer": "https://shop.example/"}"#, "anyone"),
        (r#""StringLike": {"aws:UserAgent": "*curl*"}"#, "anyone"),
        (r#""StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control"}"#, "anyone"),
        (r#""StringEquals": {"aws:PrincipalTag/team": "a"}"#, "anyone"),
        (r#""StringEquals": {"aws:PrincipalType": "User"}"#, "anyone"),
        (r#""StringEquals": {"aws:username": "admin"}"#, "anyone"),
        (r#""Bool": {"aws:MultiFactorAuthPresent": "true"}"#, "anyone"),
        (r#""Bool": {"aws:ViaAWSService": "true"}"#, "anyone"),
        (r#""StringEquals": {"aws:RequestedRegion": "eu-west-1"}"#, "anyone"),
        (r#""DateGreaterThan": {"aws:CurrentTime": "2020-01-01T00:00:00Z"}"#, "anyone"),
        (r#""NumericLessThan": {"s3:TlsVersion": "1.2"}"#, "anyone"),
        // Addresses: ranges wider than /8 or /32 are everyone's.
        (r#""IpAddress": {"aws:SourceIp": "0.0.0.0/0"}"#, "anyone"),
        (r#""IpAddress": {"aws:SourceIp": "128.0.0.0/1"}"#, "anyone"),
        (r#""IpAddress": {"aws:SourceIp": ["203.0.113.0/24", "::/0"]}"#, "anyone"),
        (r#""IpAddress": {"aws:SourceIp": "203.0.113.0/24"}"#, "anyone if [SourceIp]"),
        (r#""IpAddress": {"aws:SourceIp": "10.0.0.0/8"}"#, "anyone if [SourceIp]"),
        (r#""NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}"#, "anyone"),
        // Without an address: through a VPC endpoint of the stranger's own.
        (r#""IpAddressIfExists": {"aws:SourceIp": "203.0.113.0/24"}"#, "anyone"),
        // Networks.
        (r#""StringEquals": {"aws:SourceVpce": "vpce-1"}"#, "anyone if [VpcEndpoint]"),
        (r#""StringLike": {"aws:SourceVpce": "vpce-*"}"#, "anyone"),
        (r#""StringEqualsIfExists": {"aws:SourceVpce": "vpce-1"}"#, "anyone"),
        (r#""StringEquals": {"aws:SourceVpc": "vpc-1"}"#, "anyone if [Vpc]"),
        (r#""Null": {"aws:SourceVpc": "false"}"#, "anyone"),
        (r#""IpAddress": {"aws:VpcSourceIp": "10.0.0.0/8"}"#, "anyone"),
        // Organisations.
        (r#""StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}"#, "anyone if [PrincipalOrganization]"),
        (r#""StringLike": {"aws:PrincipalOrgID": "o-a1b2*"}"#, "anyone if [PrincipalOrganization]"),
        (r#""StringLike": {"aws:PrincipalOrgID": "*"}"#, "anyone"),
        (r#""StringLike": {"aws:PrincipalOrgID": "o-*"}"#, "anyone"),
        (r#""StringNotEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}"#, "anyone"),
        (r#""StringEqualsIfExists": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}"#, "anyone"),
        (r#""Null": {"aws:PrincipalOrgID": "true"}"#, "anyone"),
        (
            r#""ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*"}"#,
            "anyone if [PrincipalOrganization]",
        ),
        (r#""ForAllValues:StringLike": {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*"}"#, "anyone"),
        // Principals and accounts.
        (r#""StringEquals": {"aws:PrincipalAccount": "111122223333"}"#, "anyone if [PrincipalAccount]"),
        (r#""ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/*"}"#, "anyone if [Principal]"),
        (r#""ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/deploy"}"#, "anyone"),
        (r#""StringLike": {"aws:PrincipalArn": "*deploy*"}"#, "anyone"),
        (r#""StringLike": {"aws:userid": "AROAEXAMPLEEXAMPLE:*"}"#, "anyone if [Principal]"),
        (r#""StringLike": {"aws:userid": "*:deploy"}"#, "anyone"),
        // On behalf of.
        (r#""ArnEquals": {"aws:SourceArn": "arn:aws:sns:eu-west-1:111122223333:orders"}"#, "anyone if [SourceArn]"),
        (r#""ArnLike": {"aws:SourceArn": "arn:aws:sns:*:*:orders"}"#, "anyone"),
        (r#""ArnLike": {"aws:SourceArn": "arn:aws:sns:*:111122223333:*"}"#, "anyone if [SourceArn]"),
        (r#""ArnLike": {"aws:SourceArn": "arn:aws:s3:::photos"}"#, "anyone if [SourceArn]"),
        (r#""ArnLike": {"aws:SourceArn": "arn:aws:s3:*:*:photos"}"#, "anyone if [SourceArn]"),
        (r#""ArnLike": {"aws:SourceArn": "arn:aws:s3:::*"}"#, "anyone"),
        (r#""ArnLike": {"aws:SourceArn": "arn:aws:s3:::photos-*"}"#, "anyone"),
        (r#""StringEquals": {"aws:SourceAccount": "111122223333"}"#, "anyone if [SourceAccount]"),
        (r#""StringEquals": {"AWS:SourceOwner": "111122223333"}"#, "anyone if [SourceAccount]"),
        (r#""StringEquals": {"aws:SourceAccount": "‹account›"}"#, "anyone if [SourceAccount]"),
        (
            r#""ArnLike": {"aws:SourceArn": "arn:aws:s3:::*"}, "StringEquals": {"aws:SourceAccount": "111122223333"}"#,
            "anyone if [SourceAccount]",
        ),
        (r#""Bool": {"aws:PrincipalIsAWSService": "true"}"#, "unpinned *"),
    ] {
        let found = answers(&document(&format!("[{}]", allow(ALL, SEND, condition))));
        assert_eq!(found, [expected], "{condition}");
    }
}

#[test]
fn named_principals() {
    for (principal, action, condition, expected) in [
        (AWS_ALL, SEND, "", vec!["anyone"]),
        (r#""Principal": {"AWS": ["*", "111122223333"]}"#, SEND, "", vec!["anyone", "account 111122223333"]),
        (r#""NotPrincipal": {"AWS": "arn:aws:iam::111122223333:root"}"#, SEND, "", vec!["anyone"]),
        (r#""Principal": {"AWS": "arn:aws:iam::111122223333:role/r"}"#, SEND, "", vec!["account 111122223333"]),
        (r#""Principal": {"AWS": "arn:aws:iam::‹account›:root"}"#, SEND, "", vec!["internal"]),
        (
            r#""Principal": {"CanonicalUser": "79a59df900b949e5"}"#,
            r#""s3:GetObject""#,
            "",
            vec!["account 79a59df900b949e5"],
        ),
        (r#""Principal": {"Service": "sns.amazonaws.com"}"#, SEND, "", vec!["unpinned sns.amazonaws.com"]),
        (
            r#""Principal": {"Service": "sns.amazonaws.com"}"#,
            SEND,
            r#""ArnEquals": {"aws:SourceArn": "arn:aws:sns:eu-west-1:111122223333:orders"}"#,
            vec!["pinned sns.amazonaws.com"],
        ),
        (
            r#""Principal": {"Service": "s3.amazonaws.com"}"#,
            SEND,
            r#""ArnLike": {"aws:SourceArn": "arn:aws:s3:::*"}"#,
            vec!["unpinned s3.amazonaws.com"],
        ),
        (
            r#""Principal": {"Service": "s3.amazonaws.com"}"#,
            SEND,
            r#""StringEqualsIfExists": {"aws:SourceAccount": "111122223333"}"#,
            vec!["unpinned s3.amazonaws.com"],
        ),
        (
            r#""Principal": {"Service": ["events.amazonaws.com", "s3.amazonaws.com"]}"#,
            SEND,
            r#""StringEquals": {"aws:SourceOrgID": "o-a1b2c3d4e5"}"#,
            vec!["pinned events.amazonaws.com", "pinned s3.amazonaws.com"],
        ),
        (
            r#""Principal": {"Service": "alexa-appkit.amazon.com"}"#,
            r#""lambda:InvokeFunction""#,
            r#""StringEquals": {"lambda:EventSourceToken": "amzn1.ask.skill.x"}"#,
            vec!["pinned alexa-appkit.amazon.com"],
        ),
        // Services that need credentials do not answer to nobody.
        (
            AWS_ALL,
            r#""kms:*""#,
            r#""StringEquals": {"kms:CallerAccount": "111122223333", "kms:ViaService": "s3.eu-west-1.amazonaws.com"}"#,
            vec!["anyone if [CallerAccount]"],
        ),
        (
            AWS_ALL,
            r#""kms:Decrypt""#,
            r#""StringEquals": {"kms:ViaService": "s3.eu-west-1.amazonaws.com"}"#,
            vec!["anyone"],
        ),
        (
            AWS_ALL,
            r#""secretsmanager:GetSecretValue""#,
            r#""StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}"#,
            vec!["anyone if [PrincipalOrganization]"],
        ),
        (
            ALL,
            r#""sns:Subscribe""#,
            r#""StringLike": {"sns:Endpoint": "*@shop.example"}, "StringEquals": {"sns:Protocol": "email"}"#,
            vec!["anyone if [Delivery]"],
        ),
        // A web address of the stranger's may end in what looks like a mail address.
        (ALL, r#""sns:Subscribe""#, r#""StringLike": {"sns:Endpoint": "*@shop.example"}"#, vec!["anyone"]),
        (ALL, r#""sns:Subscribe""#, r#""StringEquals": {"sns:Protocol": "https"}"#, vec!["anyone"]),
        (
            ALL,
            r#""execute-api:Invoke""#,
            r#""IpAddressIfExists": {"aws:SourceIp": "203.0.113.0/24"}"#,
            vec!["anyone if [SourceIp]"],
        ),
        (
            ALL,
            r#""es:ESHttp*""#,
            r#""IpAddress": {"aws:SourceIp": ["203.0.113.7", "203.0.113.8"]}"#,
            vec!["anyone if [SourceIp]"],
        ),
        (AWS_ALL, r#""ecr:BatchGetImage""#, "", vec!["anyone"]),
        (
            ALL,
            r#""events:PutEvents""#,
            r#""StringEquals": {"aws:PrincipalOrgID": "‹OrgId›"}"#,
            vec!["anyone if [PrincipalOrganization]"],
        ),
        (
            ALL,
            r#""elasticfilesystem:ClientMount""#,
            r#""Bool": {"elasticfilesystem:AccessedViaMountTarget": "true"}"#,
            vec!["anyone if [Vpc]"],
        ),
        (AWS_ALL, r#""backup:CopyIntoBackupVault""#, "", vec!["anyone"]),
        (
            ALL,
            r#""s3:PutObject""#,
            r#""StringEquals": {"s3:x-amz-server-side-encryption-aws-kms-key-id": "arn:aws:kms:eu-west-1:111122223333:key/k"}"#,
            vec!["anyone if [EncryptionKey]"],
        ),
        (
            AWS_ALL,
            r#""s3:GetObject""#,
            r#""StringEquals": {"s3:DataAccessPointAccount": "111122223333"}"#,
            vec!["anyone if [CallerAccount]"],
        ),
        (ALL, r#""sqs:*""#, r#""IpAddress": {"aws:SourceIp": "‹Range›"}"#, vec!["anyone if [SourceIp]"]),
        (ALL, r#""sqs:*""#, r#""Bool": {"aws:SecureTransport": "‹Secure›"}"#, vec!["anyone"]),
    ] {
        let found = public_access(&document(&format!("[{}]", allow(principal, action, condition))));
        assert_eq!(found.iter().map(told).collect::<Vec<_>>(), expected, "{principal} {action} {condition}");
    }
}

#[test]
fn who_may_become_a_role() {
    let provider = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";
    let github = format!(r#""Principal": {{"Federated": "{provider}"}}"#);
    let cognito = r#""Principal": {"Federated": "cognito-identity.amazonaws.com"}"#;
    let key = |claim: &str| format!("token.actions.githubusercontent.com:{claim}");
    for (principal, condition, expected) in [
        (AWS_ALL, String::new(), "anyone"),
        (AWS_ALL, r#""StringEquals": {"sts:ExternalId": "secret"}"#.to_owned(), "anyone"),
        (r#""Principal": {"Service": "lambda.amazonaws.com"}"#, String::new(), "unpinned lambda.amazonaws.com"),
        (&github, String::new(), "tokens unpinned"),
        (&github, format!(r#""StringEquals": {{"{}": "sts.amazonaws.com"}}"#, key("aud")), "tokens unpinned"),
        (&github, format!(r#""StringLike": {{"{}": "repo:acme/shop:*"}}"#, key("sub")), "tokens pinned"),
        (&github, format!(r#""StringLike": {{"{}": "repo:acme/*"}}"#, key("sub")), "tokens pinned"),
        (&github, format!(r#""StringLike": {{"{}": "repo:acme*"}}"#, key("sub")), "tokens unpinned"),
        (&github, format!(r#""StringLike": {{"{}": "repo:*"}}"#, key("sub")), "tokens unpinned"),
        (
            &github,
            format!(r#""StringLike": {{"{}": "repo:*/shop:ref:refs/heads/main"}}"#, key("sub")),
            "tokens unpinned",
        ),
        (&github, format!(r#""StringEquals": {{"{}": "acme"}}"#, key("repository_owner")), "tokens pinned"),
        (&github, format!(r#""ForAllValues:StringLike": {{"{}": "repo:acme/*"}}"#, key("sub")), "tokens pinned"),
        (cognito, String::new(), "tokens unpinned"),
        (
            cognito,
            r#""ForAnyValue:StringLike": {"cognito-identity.amazonaws.com:amr": "unauthenticated"}"#.to_owned(),
            "tokens unpinned",
        ),
        (
            cognito,
            r#""StringEquals": {"cognito-identity.amazonaws.com:aud": "eu-west-1:pool"}"#.to_owned(),
            "tokens pinned",
        ),
    ] {
        let found =
            answers(&document(&format!("[{}]", allow(principal, r#""sts:AssumeRoleWithWebIdentity""#, &condition))));
        assert_eq!(found, [expected], "{principal} {condition}");
    }
}

#[test]
fn denies_beside_an_allow_for_everyone() {
    for (denied, expected) in [
        (deny(""), vec![]),
        (deny(r#""StringNotEquals": {"aws:SourceVpce": "vpce-1"}"#), vec!["anyone if [VpcEndpoint]"]),
        (deny(r#""StringNotEqualsIfExists": {"aws:SourceVpce": "vpce-1"}"#), vec!["anyone if [VpcEndpoint]"]),
        (deny(r#""Null": {"aws:SourceVpce": "true"}"#), vec!["anyone"]),
        (deny(r#""Bool": {"aws:SecureTransport": "false"}"#), vec!["anyone"]),
        (
            deny(r#""StringNotEquals": {"aws:SourceVpce": "vpce-1"}, "Bool": {"aws:SecureTransport": "false"}"#),
            vec!["anyone"],
        ),
        (deny(r#""StringNotEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}"#), vec!["anyone if [PrincipalOrganization]"]),
        (
            deny(
                r#""StringNotEqualsIfExists": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}, "BoolIfExists": {"aws:PrincipalIsAWSService": "false"}"#,
            ),
            vec!["unpinned *"],
        ),
        (deny(r#""ForAnyValue:StringNotLike": {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*"}"#), vec!["anyone"]),
        (deny(r#""NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}"#), vec!["anyone if [SourceIp]"]),
        (deny(r#""NotIpAddress": {"aws:SourceIp": "0.0.0.0/0"}"#), vec!["anyone"]),
        (deny(r#""Bool": {"aws:PrincipalIsAWSService": "false"}"#), vec!["unpinned *"]),
        (deny(r#""StringNotLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:*"}"#), vec!["anyone if [Principal]"]),
        (deny(r#""StringNotEquals": {"aws:PrincipalAccount": ["111122223333", "‹account›"]}"#), vec!["anyone if [PrincipalAccount]"]),
        (
            r#"{"Effect": "Deny", "NotPrincipal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "*", "Resource": "*"}"#.to_owned(),
            vec![],
        ),
        (r#"{"Effect": "Deny", "Principal": "*", "Action": "sqs:DeleteQueue", "Resource": "*"}"#.to_owned(), vec!["anyone"]),
        (r#"{"Effect": "Deny", "Principal": "*", "Action": "sqs:Send*", "Resource": "*"}"#.to_owned(), vec![]),
        (r#"{"Effect": "Deny", "Principal": "*", "NotAction": "sqs:SendMessage", "Resource": "*"}"#.to_owned(), vec!["anyone"]),
        (r#"{"Effect": "Deny", "Principal": "*", "NotAction": "sqs:ReceiveMessage", "Resource": "*"}"#.to_owned(), vec![]),
        (r#"{"Effect": "Deny", "Principal": {"AWS": "111122223333"}, "Action": "*", "Resource": "*"}"#.to_owned(), vec!["anyone"]),
    ] {
        let found = answers(&document(&format!("[{}, {denied}]", allow(ALL, SEND, ""))));
        assert_eq!(found, expected, "{denied}");
    }
}

#[test]
fn two_denies_narrow_together_and_one_with_two_conditions_does_not() {
    let vpce = deny(r#""StringNotEquals": {"aws:SourceVpce": "vpce-1"}"#);
    let organisation = deny(r#""StringNotEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}"#);
    let all = allow(ALL, SEND, "");
    let found = answers(&document(&format!("[{all}, {vpce}, {organisation}]")));
    assert_eq!(found, ["anyone if [PrincipalOrganization, VpcEndpoint]"]);
    let either = deny(r#""StringNotEquals": {"aws:SourceVpce": "vpce-1", "aws:PrincipalOrgID": "o-a1b2c3d4e5"}"#);
    let found = answers(&document(&format!("[{all}, {either}]")));
    assert_eq!(found, ["anyone if [PrincipalOrganization]", "anyone if [VpcEndpoint]"], "either is enough");
}

#[test]
fn only_the_actions_that_a_deny_leaves_are_told() {
    let all = allow(ALL, r#"["sqs:SendMessage", "sqs:DeleteQueue"]"#, "");
    let denied = r#"{"Effect": "Deny", "Principal": "*", "Action": "sqs:DeleteQueue", "Resource": "*"}"#;
    let grants = public_access(&document(&format!("[{all}, {denied}]")));
    assert_eq!(grants[0].actions, ["sqs:SendMessage"]);
    assert_eq!(grants[0].who() + " may " + &grants[0].what(), "anyone, from any address, may sqs:SendMessage");
    assert_eq!(grants[0].shown_by().unwrap(), "somebody without credentials may sqs:SendMessage on *");
}

#[test]
fn a_not_action_opens_all_else() {
    let statement = r#"{"Effect": "Allow", "Principal": "*", "NotAction": "s3:DeleteBucket", "Resource": "*"}"#;
    let grants = public_access(&document(&format!("[{statement}]")));
    assert!(grants[0].actions_negated && grants[0].principal == PrincipalReach::Anyone);
    assert_eq!(grants[0].witness.as_ref().unwrap().action, "s3:GetObject");
}

#[test]
fn a_policy_longer_than_any_is_not_decided_and_says_so() {
    let one = allow(ALL, SEND, "");
    let grants = public_access(&document(&format!("[{}]", vec![one.as_str(); 301].join(","))));
    assert!(matches!(&grants[..], [only] if matches!(only.principal, PrincipalReach::Undecided(_))));
    assert_eq!(grants[0].witness, None);
    assert_eq!(grants[0].who() + " may " + &grants[0].what(), "somebody outside, perhaps, may *");
}
