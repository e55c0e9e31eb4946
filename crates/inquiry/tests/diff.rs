//! What is new in a policy: small statements, proved, each with a request that shows it.

use inquiry::diff::{Complete, Diff, Side, Verdict, diff};
use policy::PolicyDocument;
use source::{FileId, Limits};

fn document(statements: &str) -> PolicyDocument {
    let text = format!(r#"{{"Version": "2012-10-17", "Statement": {statements}}}"#);
    let (document, notices) = PolicyDocument::from_json(FileId(0), text.as_bytes(), &Limits::default());
    assert_eq!(notices, vec![], "{text}");
    document
}

fn between(old: &str, new: &str) -> Diff {
    let (old, new) = (document(old), document(new));
    diff(&Side::of([&old]), &Side::of([&new]))
}

/// Every addition as `actions on resources`.
fn said(diff: &Diff) -> Vec<String> {
    let line = |statement: &policy::Statement| {
        let actions: Vec<&str> = statement.action.iter().flat_map(|e| &e.patterns).map(|p| p.value.text()).collect();
        let not = if statement.resource.as_ref().is_some_and(|element| element.negated) { "not " } else { "" };
        let on: Vec<&str> = statement.resource.iter().flat_map(|e| &e.patterns).map(|p| p.value.text()).collect();
        format!("{} on {not}{}", actions.join(" "), on.join(" "))
    };
    diff.additions.iter().map(|addition| line(&addition.statement)).collect()
}

const NOTHING: &str = "[]";

#[test]
fn what_is_printed_is_what_is_new() {
    let get = r#"[{"Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::b/*"}]"#;
    let everything = r#"[{"Effect": "Allow", "Action": "*", "Resource": "*"}]"#;
    let guarded = r#"[{"Effect": "Allow", "Action": "s3:*", "Resource": "*"},
                      {"Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": "arn:aws:s3:::keep"}]"#;
    let cases: [(&str, &str, &[&str]); 12] = [
        (NOTHING, NOTHING, &[]),
        (get, get, &[]),
        (everything, get, &[]),
        (NOTHING, get, &["s3:Get* on arn:aws:s3:::b/*"]),
        (get, r#"[{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/x"}]"#, &[]),
        (
            get,
            r#"[{"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject", "sqs:SendMessage"], "Resource": ["arn:aws:s3:::b/*", "arn:aws:s3:::c/*"]}]"#,
            &[
                "s3:PutObject sqs:SendMessage on arn:aws:s3:::b/*",
                "s3:GetObject s3:PutObject sqs:SendMessage on arn:aws:s3:::c/*",
            ],
        ),
        (
            r#"[{"Effect": "Allow", "Action": ["sqs:Get*", "sqs:List*", "sqs:Receive*", "sqs:Send*", "sqs:Tag*", "sqs:Untag*", "sqs:Set*", "sqs:Change*", "sqs:Create*", "sqs:Add*", "sqs:Remove*", "sqs:Start*", "sqs:Cancel*"], "Resource": "*"}]"#,
            r#"[{"Effect": "Allow", "Action": "sqs:*", "Resource": "*"}]"#,
            &["sqs:DeleteMessage sqs:DeleteQueue sqs:PurgeQueue on *"],
        ),
        (
            r#"[{"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": {"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}}]"#,
            r#"[{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]"#,
            &["s3:* on *"],
        ),
        (
            guarded,
            r#"[{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]"#,
            &["s3:DeleteBucket on arn:aws:s3:::keep"],
        ),
        (
            r#"[{"Effect": "Allow", "Action": "s3:GetObject", "NotResource": "arn:aws:s3:::secret/*"}]"#,
            r#"[{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]"#,
            &["s3:GetObject on arn:aws:s3:::secret/*"],
        ),
        (
            r#"[{"Effect": "Allow", "NotAction": ["iam:*", "sqs:*"], "Resource": "*"}]"#,
            r#"[{"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}]"#,
            &["sqs:* on *"],
        ),
        (
            get,
            r#"[{"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}, {"Effect": "Deny", "NotAction": "sqs:*", "Resource": "*"}]"#,
            &[],
        ),
    ];
    for (old, new, expected) in cases {
        let found = between(old, new);
        assert_eq!(said(&found), expected, "from {old} to {new}: {found:?}");
        assert_eq!(found.complete, Complete::Proved, "from {old} to {new}");
        let verdict = if expected.is_empty() { Verdict::Nothing } else { Verdict::New };
        assert_eq!(found.verdict, verdict, "from {old} to {new}");
    }
}

#[test]
fn examples_are_requests_that_exist() {
    let found = between(
        NOTHING,
        r#"[{"Effect": "Allow", "Action": "s3:Put*", "Resource": "*", "Condition": {"StringEquals": {"aws:PrincipalTag/team": "orders"}}}]"#,
    );
    let example = &found.additions.first().unwrap().example;
    assert_eq!(example.action, "s3:PutAccelerateConfiguration");
    assert!(example.resource.starts_with("arn:aws:s3:::"), "{example:?}");
    assert_eq!(example.context.keys().collect::<Vec<_>>(), ["aws:PrincipalTag/team"]);
}

#[test]
fn actions_that_aws_may_add_are_told_apart() {
    let all: Vec<String> = service_reference::actions_matching("sqs:*").map(|action| format!("\"{action}\"")).collect();
    let old = format!(r#"[{{"Effect": "Allow", "Action": [{}], "Resource": "*"}}]"#, all.join(", "));
    let found = between(&old, r#"[{"Effect": "Allow", "Action": "sqs:*", "Resource": "*"}]"#);
    assert_eq!((said(&found), found.future.clone(), found.verdict), (vec![], vec!["sqs:*".to_owned()], Verdict::New));
}

#[test]
fn principals_and_boundaries_count() {
    let old =
        r#"[{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sqs:SendMessage", "Resource": "*"}]"#;
    let new = r#"[{"Effect": "Allow", "Principal": {"AWS": ["111122223333", "444455556666"]}, "Action": "sqs:SendMessage", "Resource": "*"}]"#;
    let found = between(old, new);
    let principals = found.additions.first().unwrap().statement.principal.as_ref().unwrap();
    let names: Vec<&str> = principals.patterns.iter().map(|pattern| &*pattern.value.text).collect();
    assert_eq!(names, ["444455556666"]);

    let everything = document(r#"[{"Effect": "Allow", "Action": "*", "Resource": "*"}]"#);
    let limit = document(r#"[{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]"#);
    let limited = Side { documents: vec![&everything], boundary: Some(&limit) };
    let found = diff(&limited, &Side::of([&everything]));
    assert_eq!(found.verdict, Verdict::New);
    assert!(said(&found).iter().all(|line| !line.contains("s3:*")), "{:?}", said(&found));
    assert_eq!(diff(&Side::of([&everything]), &limited).verdict, Verdict::Nothing);
}
