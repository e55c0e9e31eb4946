//! Who may, whose policies are not known, and what is said where an answer has two sides.

use crate::app::App;

const ACCOUNT: &str = r#"{"UserDetailList": [{"UserName": "ann", "Arn": "arn:aws:iam::111122223333:user/ann",
  "UserPolicyList": [{"PolicyName": "own", "PolicyDocument": {"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Action": ["s3:*", "kms:Decrypt"], "Resource": "*"},
    {"Sid": "Office", "Effect": "Deny", "Action": "s3:*", "Resource": "*",
     "Condition": {"NotIpAddress": {"aws:SourceIp": "10.0.0.0/8"}}}]}}]},
  {"UserName": "bob", "Arn": "arn:aws:iam::111122223333:user/bob", "UserPolicyList": []}]}"#;
const BUCKET: &str = r#"{"Version": "2012-10-17", "Statement": [
  {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::777788889999:role/partner"}, "Action": "s3:GetObject",
   "Resource": "arn:aws:s3:::photos/*"},
  {"Effect": "Allow", "Principal": "*", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::photos",
   "Condition": {"StringLike": {"aws:Referer": "https://example.com/*"}}},
  {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::photos"},
  {"Effect": "Deny", "NotPrincipal": {"AWS": "arn:aws:iam::111122223333:role/deploy"}, "Action": "s3:DeleteObject",
   "Resource": "arn:aws:s3:::photos/*"}]}"#;
const KEY: &str = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"},
  "Action": "kms:Decrypt", "Resource": "*", "Condition": {"StringEquals": {"kms:CallerAccount": "999999999999"}}}]}"#;
const DECRYPT: &str =
    r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*"}]}"#;
const MACHINES: &str = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "ssm:SendCommand",
  "Resource": "*"}]}"#;
const TAGGED: &str = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject",
  "Resource": "arn:aws:s3:::b/*", "Condition": {"StringLike": {"aws:PrincipalTag/team": "a*"}}}]}"#;
const OPEN: &str = r#"{"Version": "2012-10-17", "Statement": [
  {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"},
  {"Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:s3:::b/secret/*"}]}"#;

const USER_NAME: &str = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject",
  "Resource": "*", "Condition": {"StringLike": {"aws:username": "a*"}}}]}"#;
const LOOSE: &str = r#"{"Version": "2012-10-17", "Statement": [
  {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*",}]}"#;
const EVERYTHING: &str =
    r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}"#;
const BOUNDED: &str = "\
Resources:
  Limit:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument: {Version: '2012-10-17', Statement: [{Effect: Allow, Action: 's3:*', Resource: '*'}]}
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {Version: '2012-10-17', Statement: [
        {Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: 'sts:AssumeRole'}]}
      PermissionsBoundary: !Ref Limit
      Policies: [{PolicyName: all, PolicyDocument: {Version: '2012-10-17', Statement: [
        {Effect: Allow, Action: '*', Resource: '*'}]}}]
";

fn app() -> App {
    App::new(&[
        ("username.json", USER_NAME),
        ("loose.json", LOOSE),
        ("everything.json", EVERYTHING),
        ("bounded/template.yaml", BOUNDED),
        ("account.json", ACCOUNT),
        ("bucket.json", BUCKET),
        ("key.json", KEY),
        ("decrypt.json", DECRYPT),
        ("machines.json", MACHINES),
        ("tagged.json", TAGGED),
        ("open.json", OPEN),
        ("short.json", "{\"Version\": \"2012-10-17\", \"Statem"),
    ])
}

#[test]
fn everybody_is_asked_about() {
    let run =
        app().run("iam who s3:GetObject arn:aws:s3:::photos/x --account account.json --resource-policy bucket.json");
    assert_eq!(run.code, 0, "{run:?}");
    let (sometimes, not) = run.out.split_once("may not\n").unwrap();
    for part in [
        "user/ann, such as with `aws:SourceIp` = `10.0.0.0`",
        "role/partner, if the policies it has in its own account allow it",
    ] {
        assert!(sometimes.contains(part), "{part} in {sometimes}");
    }
    assert!(not.contains("user/bob") && not.contains("anyone"), "{not}");
    let json = app().run("iam who s3:GetObject arn:aws:s3:::photos/x --account account.json --format json");
    let answers: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(answers["answers"][1]["verdict"], "not-allowed");
}

#[test]
fn a_principal_of_another_account_is_never_surely_allowed() {
    let app = app();
    let partner = "arn:aws:iam::777788889999:role/partner";
    for (action, resource, code) in [
        ("s3:GetObject", "arn:aws:s3:::photos/x", 4),
        ("s3:PutObject", "arn:aws:s3:::photos/x", 1),
        ("iam:PassRole", "*", 1),
    ] {
        let run = app.run(&format!(
            "iam can {partner} {action} {resource} --account account.json --resource-policy bucket.json"
        ));
        assert_eq!(run.code, code, "{action}: {run:?}");
    }
}

#[test]
fn what_follows_from_the_caller_is_no_matter_of_choice() {
    let run = app().run(
        "iam can bob kms:Decrypt arn:aws:kms:eu-west-1:111122223333:key/k --account account.json --resource-policy key.json",
    );
    assert_eq!(run.code, 1, "{run:?}");
}

#[test]
fn both_sides_of_an_answer_name_their_statements() {
    let run = app().run("iam can ann s3:GetObject arn:aws:s3:::photos/x --account account.json");
    assert_eq!(run.code, 4, "{run:?}");
    for part in ["statement `Office` of policy `own` denies it", "statement 1 of policy `own` allows it"] {
        assert!(run.out.contains(part), "{part} in {}", run.out);
    }
}

#[test]
fn sessions_and_endpoints_limit() {
    let app = app();
    let asked = "iam can ann s3:ListAllMyBuckets * --account account.json --context aws:SourceIp=10.0.0.1";
    assert_eq!(app.run(asked).code, 0);
    for flag in ["--session-policy", "--endpoint-policy"] {
        let run = app.run(&format!("{asked} {flag} decrypt.json"));
        assert_eq!(run.code, 1, "{flag}: {run:?}");
        assert!(run.out.contains("does not allow it"), "{run:?}");
    }
}

#[test]
fn requests_that_nobody_makes_are_refused_before_they_are_answered() {
    let app = app();
    for (asked, expected) in [
        ("s3:GetObjekt *", "did you mean `s3:GetObject`?"),
        ("s3:GetObject arn:aws:s3:::photos", "and `arn:aws:s3:::photos` is none"),
        ("s3:ListAllMyBuckets arn:aws:s3:::photos", "knows no resources"),
    ] {
        let run = app.run(&format!("iam can ann {asked} --account account.json"));
        assert_eq!(run.code, 2, "{asked}: {run:?}");
        assert!(run.err.contains(expected), "{expected} in {run:?}");
    }
}

#[test]
fn files_that_are_no_policies_are_told_apart() {
    let app = app();
    for (asked, expected) in [
        ("iam check account.json", "is an account document"),
        ("iam check short.json machines.json", "`short.json`"),
        ("iam explain absent.json", "no such file"),
    ] {
        let run = app.run(asked);
        assert_eq!(run.code, 2, "{asked}: {run:?}");
        assert!(run.err.contains(expected), "{expected} in {run:?}");
    }
    assert!(app.run("iam check short.json machines.json").out.contains("ssm:SendCommand"));
}

#[test]
fn a_check_says_who_and_why() {
    let run = app().run("iam check bucket.json --verbose");
    for part in [
        "anyone may `s3:ListBucket`",
        "its condition on `aws:Referer` keeps no stranger out",
        "this also denies `deploy`",
        "777788889999",
        "no action here acts on these resources: `s3:GetObject`",
    ] {
        assert!(run.out.contains(part), "{part} in {}", run.out);
    }
    assert!(!run.out.contains("anyone may `s3:GetObject`"), "what grants nothing lets nobody in: {}", run.out);
    let machines = app().run("iam check machines.json");
    assert!(machines.out.contains("run commands on a machine and act as its role, where there is one"), "{machines:?}");
}

#[test]
fn what_is_new_is_said_exactly() {
    let run = app().run("iam diff tagged.json open.json");
    for part in [
        "when `aws:PrincipalTag/team` is not like `a*`, or is absent",
        "except: `s3:*` on `arn:aws:s3:::b/secret/*` is denied",
        "\"StringNotLike\"",
        "proved: each of these is new, and nothing else is",
    ] {
        assert!(run.out.contains(part), "{part} in {}", run.out);
    }
}

#[test]
fn rules_of_policies_have_pages_too() {
    let app = app();
    assert!(app.run("rules").out.contains("policy/invalid-action"));
    assert_eq!(app.run("explain policy/external-access").code, 0);
}

#[test]
fn what_aws_sets_and_whom_it_binds_is_known() {
    let app = app();
    for (asked, code, expected) in [
        ("arn:aws:iam::111122223333:role/app s3:GetObject * --policy username.json", 1, "not allowed"),
        (
            "arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX sqs:ListQueues * \
             --policy everything.json --scp decrypt.json",
            0,
            "allowed",
        ),
        ("arn:aws:iam::111122223333:role/app sqs:ListQueues * --policy everything.json --scp decrypt.json", 1, "not"),
        (
            "arn:aws:iam::111122223333:role/app sts:AssumeRole arn:aws:iam::111122223333:role/t --policy everything.json",
            1,
            "give that policy with --resource-policy",
        ),
    ] {
        let run = app.run(&format!("iam can {asked}"));
        assert_eq!(run.code, code, "{asked}: {run:?}");
        assert!(run.out.contains(expected), "{expected} in {run:?}");
    }
}

#[test]
fn a_boundary_of_the_template_limits() {
    let app = app();
    let limited = app.run("iam can Role sqs:ListQueues * --app bounded");
    assert_eq!(limited.code, 1, "{limited:?}");
    assert_eq!(app.run("iam can Role s3:ListAllMyBuckets * --app bounded").code, 0);
}

#[test]
fn a_policy_of_the_resource_that_is_not_known_leaves_open_who_may() {
    let run = app().run("iam who s3:GetObject arn:aws:s3:::photos/x --account account.json");
    assert_eq!(run.code, 4, "{run:?}");
    assert!(run.out.contains("a policy on the resource was not given"), "{run:?}");
}

#[test]
fn a_check_reads_as_aws_reads() {
    let app = app();
    let loose = app.run("iam check loose.json");
    assert!(loose.out.contains("not strict JSON"), "{loose:?}");
    assert_eq!(loose.code, 1, "{loose:?}");
    let limit = app.run("iam check --type scp everything.json");
    assert!(limit.out.contains("no findings"), "a limit gives nothing: {limit:?}");
}
