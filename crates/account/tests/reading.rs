//! What is read from the documents of AWS's tools, and what is said of the rest.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use account::{Account, LevelKind, Lookup, organisation_level, read_account, read_policies};
use finding::Notice;
use policy::PolicyDocument;
use source::{FileId, Limits, Origin};
use syntax::{Node, parse_json_sequence};

const PAGE: &str = r#"{
  "UserDetailList": [
    {"UserName": "ann", "Arn": "arn:aws:iam::111122223333:user/staff/ann", "Path": "/staff/", "UserId": "AIDAANN",
     "GroupList": ["devs", "ghosts"], "Tags": [{"Key": "team", "Value": "orders"}],
     "UserPolicyList": [{"PolicyName": "own", "PolicyDocument": "%7B%22Statement%22%3A%7B%22Effect%22%3A%22Allow%22%2C%22Action%22%3A%22s3%3A%2A%22%2C%22Resource%22%3A%22%2A%22%7D%7D"}],
     "PermissionsBoundary": {"PermissionsBoundaryType": "Policy", "PermissionsBoundaryArn": "arn:aws:iam::111122223333:policy/limit"}}
  ],
  "GroupDetailList": [
    {"GroupName": "devs", "Arn": "arn:aws:iam::111122223333:group/devs", "GroupPolicyList": [],
     "AttachedManagedPolicies": [{"PolicyName": "AWSLambda_FullAccess", "PolicyArn": "arn:aws:iam::aws:policy/AWSLambda_FullAccess"},
                                 {"PolicyName": "gone", "PolicyArn": "arn:aws:iam::111122223333:policy/gone"}]}
  ]
}"#;

const SECOND_PAGE: &str = r#"{
  "RoleDetailList": [
    {"RoleName": "ann", "Arn": "arn:aws:iam::111122223333:role/ann", "RoleId": "AROAANN",
     "AssumeRolePolicyDocument": {"Statement": {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}},
     "RolePolicyList": []},
    {"RoleName": "only", "Arn": "arn:aws:iam::111122223333:role/only"}
  ],
  "Policies": [
    {"PolicyName": "limit", "Arn": "arn:aws:iam::111122223333:policy/limit", "DefaultVersionId": "v2", "PolicyVersionList": [
      {"VersionId": "v1", "IsDefaultVersion": false, "Document": {"Statement": []}},
      {"VersionId": "v2", "Document": "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}]}"}]}
  ]
}"#;

fn values(text: &str) -> Vec<Node> {
    let (values, notices) = parse_json_sequence(FileId(0), text, &Limits::default());
    assert_eq!(notices, vec![], "{text}");
    values
}

fn managed(arn: &str, _: &Origin) -> Option<PolicyDocument> {
    let text = r#"{"Statement": {"Effect": "Allow", "Action": "lambda:*", "Resource": "*"}}"#;
    arn.ends_with("AWSLambda_FullAccess").then(|| PolicyDocument::parse(values(text).first().unwrap()).0)
}

fn read(text: &str) -> (Account, Vec<String>) {
    let (account, notices) = read_account(&values(text), &managed, &Limits::default());
    (account, messages(&notices))
}

fn messages(notices: &[Notice]) -> Vec<String> {
    notices.iter().map(|notice| format!("{}: {}", notice.kind.name(), notice.message)).collect()
}

#[test]
fn pages_in_any_form_are_one_account() {
    for text in [format!("[{PAGE}, {SECOND_PAGE}]"), format!("{PAGE}\n{SECOND_PAGE}"), format!("{PAGE}[{SECOND_PAGE}]")]
    {
        let (account, notices) = read(&text);
        assert_eq!((&*account.id, account.principals.len()), ("111122223333", 3));
        assert_eq!(
            notices,
            [
                "unresolved: policy `arn:aws:iam::111122223333:policy/gone` is attached, but its document is not known; \
                 what it gives is not known",
                "unresolved: group `ghosts` is not in the document; what it gives is not known",
            ]
        );
    }
}

#[test]
fn a_user_holds_its_own_policies_and_those_of_its_groups() {
    let (account, _) = read(&format!("{PAGE}{SECOND_PAGE}"));
    let ann = account.principals.first().unwrap();
    let held: Vec<String> =
        ann.policies.iter().map(|held| format!("{} {:?} {}", held.name, held.via, held.document.is_some())).collect();
    assert_eq!(
        held,
        ["own Inline true", "AWSLambda_FullAccess Group(\"devs\") true", "gone Group(\"devs\") false"],
        "the inline policy is written with percent signs"
    );
    assert_eq!(ann.tags.get("team").map(|value| &**value), Some("orders"));
    let limit = ann.boundary.as_ref().unwrap().document.as_ref().unwrap();
    assert_eq!(limit.statements.len(), 1, "the default version counts");
    assert_eq!(ann.unknown().count(), 1);
}

#[test]
fn principals_are_found_by_what_people_call_them() {
    let (account, _) = read(&format!("{PAGE}{SECOND_PAGE}"));
    for (wanted, expected) in [
        ("only", "arn:aws:iam::111122223333:role/only"),
        ("user/ann", "arn:aws:iam::111122223333:user/staff/ann"),
        ("user/staff/ann", "arn:aws:iam::111122223333:user/staff/ann"),
        ("role/ann", "arn:aws:iam::111122223333:role/ann"),
        ("arn:aws:iam::111122223333:role/ann", "arn:aws:iam::111122223333:role/ann"),
        ("arn:aws:sts::111122223333:assumed-role/ann/session", "arn:aws:iam::111122223333:role/ann"),
        ("ann", "several"),
        ("group/devs", "absent"),
        ("arn:aws:sts::999999999999:assumed-role/ann/session", "absent"),
        ("user/other/ann", "absent"),
    ] {
        let found = match account.find(wanted) {
            Lookup::Found(principal) => principal.arn.to_string(),
            Lookup::Absent => "absent".to_owned(),
            Lookup::Several(_) => "several".to_owned(),
        };
        assert_eq!(found, expected, "{wanted}");
    }
}

#[test]
fn what_is_not_understood_is_said() {
    for (text, expected) in [
        (
            "{}",
            "invalid: no page of an account document: it has none of `UserDetailList`, `GroupDetailList`, `RoleDetailList`, `Policies`",
        ),
        (r#"{"Policies": [], "Extra": 1}"#, "unsupported: `Extra` is no part of an account document; it was not read"),
        (r#"{"Policies": {}}"#, "invalid: `Policies` is not a list"),
        (
            r#"{"Policies": [], "IsTruncated": true, "Marker": "x"}"#,
            "unresolved: the last page says that more pages follow; what they hold is not known",
        ),
        (r#"{"UserDetailList": [{"UserName": "u"}]}"#, "invalid: a user without `Arn`; it was not read"),
        (
            r#"{"Policies": [{"Arn": "a"}]}"#,
            "unresolved: managed policy `a` without the document of its default version",
        ),
        (
            r#"{"RoleDetailList": [{"RoleName": "r", "Arn": "a", "AssumeRolePolicyDocument": "%7"}]}"#,
            "malformed: a policy whose percent signs are not understood",
        ),
        (
            r#"{"RoleDetailList": [{"RoleName": "r", "Arn": "a", "AssumeRolePolicyDocument": "{\"a\" 1}"}]}"#,
            "malformed: a colon is missing here at byte 5 of the policy's text",
        ),
    ] {
        let (_, notices) = read(text);
        assert!(notices.iter().any(|notice| notice == expected), "{text}: {notices:?}");
    }
}

#[test]
fn policies_are_read_from_every_wrapping() {
    let policy = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}"#;
    let quoted = serde_json::to_string(policy).unwrap();
    for (text, count) in [
        (policy.to_owned(), 1),
        (format!("[{policy}, {policy}]"), 2),
        (format!("{policy}\n{policy}"), 2),
        (format!(r#"{{"PolicyVersion": {{"Document": {policy}}}}}"#), 1),
        (format!(r#"{{"RoleName": "r", "PolicyName": "p", "PolicyDocument": {policy}}}"#), 1),
        (format!(r#"{{"Role": {{"AssumeRolePolicyDocument": {policy}}}}}"#), 1),
        (format!(r#"{{"Policy": {{"PolicySummary": {{}}, "Content": {quoted}}}}}"#), 1),
        (format!(r#"{{"Policy": {quoted}}}"#), 1),
        (format!(r#"{{"Attributes": {{"Policy": {quoted}}}}}"#), 1),
    ] {
        let (policies, notices) = read_policies(&values(&text), &Limits::default());
        assert_eq!((policies.len(), messages(&notices)), (count, vec![]), "{text}");
        assert!(policies.iter().all(|policy| policy.statements.len() == 1), "{text}");
    }
    let (policies, notices) = read_policies(&values(r#"{"Effect": "Allow"}"#), &Limits::default());
    assert_eq!((policies.len(), notices.len()), (0, 1));
}

#[test]
fn levels_of_an_organisation() {
    let deny = r#"{"Statement": {"Effect": "Deny", "Action": "s3:*", "Resource": "*"}}"#;
    let level = |kind| organisation_level(&values(deny), kind, &Limits::default());
    let (resource_control, notices) = level(LevelKind::ResourceControl);
    assert_eq!((resource_control.len(), notices.len()), (2, 0), "AWS's own policy is always attached");
    let (service_control, notices) = level(LevelKind::ServiceControl);
    assert_eq!((service_control.len(), notices.len()), (1, 1), "a level that allows nothing is told");
}
