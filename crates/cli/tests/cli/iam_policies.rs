//! `maremma iam check`, `diff` and `explain`: what they say and their codes.

use crate::app::App;

const READ: &str = r#"{"Version": "2012-10-17", "Statement": [{"Sid": "Read", "Effect": "Allow", "Action": "s3:GetObject",
  "Resource": "arn:aws:s3:::photos/*"}]}"#;
const WRITE: &str = r#"{"Version": "2012-10-17", "Statement": [
  {"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::photos/*"},
  {"Sid": "Keep", "Effect": "Deny", "Action": "s3:DeleteObject", "Resource": "*"}]}"#;
const PASS: &str = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
  "Action": ["iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction"], "Resource": "*"}]}"#;
const OPEN_QUEUE: &str = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*",
  "Action": "sqs:SendMessage", "Resource": "*"}]}"#;
const TYPO: &str =
    r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObjekt", "Resource": "*"}]}"#;
const BROKEN: &str = "{\"Version\": \"2012-10-17\", \"Statement\": [\n  {\"Effect\" \"Allow\"}]}";

/// An account with one user, who holds this policy.
fn account(policy: &str) -> String {
    format!(
        r#"{{"UserDetailList": [{{"UserName": "ann", "Arn": "arn:aws:iam::111122223333:user/ann",
  "UserPolicyList": [{{"PolicyName": "own", "PolicyDocument": {policy}}}]}}]}}"#
    )
}

fn template(actions: &str) -> String {
    format!(
        "Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement: [{{Effect: Allow, Principal: {{Service: lambda.amazonaws.com}}, Action: sts:AssumeRole}}]
      Policies:
        - PolicyName: own
          PolicyDocument:
            Version: '2012-10-17'
            Statement:
              - {{Effect: Allow, Action: [{actions}], Resource: 'arn:aws:s3:::photos/*'}}
"
    )
}

fn app() -> App {
    let app = App::new(&[
        ("read.json", READ),
        ("write.json", WRITE),
        ("pass.json", PASS),
        ("queue.json", OPEN_QUEUE),
        ("typo.json", TYPO),
        ("broken.json", BROKEN),
        ("empty.json", ""),
        ("other.json", "{\"a\": 1}"),
    ]);
    app.write("old-account.json", account(READ));
    app.write("new-account.json", account(WRITE));
    app.write("old/template.yaml", template("s3:GetObject"));
    app.write("new/template.yaml", template("s3:GetObject, s3:PutObject"));
    app
}

#[test]
fn every_code_has_its_cause() {
    let app = app();
    for (arguments, code) in [
        ("iam diff read.json read.json", 0),
        ("iam diff write.json read.json", 0),
        ("iam diff read.json write.json", 1),
        ("iam diff old-account.json new-account.json", 1),
        ("iam diff new-account.json old-account.json", 0),
        ("iam diff old new", 1),
        ("iam diff new old", 0),
        ("iam diff old/template.yaml new/template.yaml", 1),
        ("iam diff read.json old", 2),
        ("iam diff read.json absent.json", 2),
        ("iam diff read.json broken.json", 2),
        ("iam check read.json", 0),
        ("iam check pass.json", 1),
        ("iam check queue.json", 1),
        ("iam check typo.json", 1),
        ("iam check typo.json --fail-on critical", 0),
        ("iam check broken.json", 2),
        ("iam check other.json", 2),
        ("iam check absent.json", 2),
        ("iam check read.json --type nothing", 2),
        ("iam check", 2),
        ("iam explain read.json", 0),
        ("iam explain ann --account old-account.json", 0),
        ("iam explain Role --app old", 0),
        ("iam explain nobody --account old-account.json", 2),
        ("iam explain broken.json", 2),
        ("iam explain empty.json", 2),
        ("iam", 2),
    ] {
        let run = app.run(arguments);
        assert_eq!(run.code, code, "{arguments}: {run:?}");
    }
    for arguments in ["iam --help", "iam can --help", "iam check --help", "iam diff --help", "iam explain --help"] {
        let run = app.run(arguments);
        assert!(run.code == 0 && run.out.contains("Usage: maremma iam"), "{arguments}: {run:?}");
    }
}

#[test]
fn what_is_said() {
    let app = app();
    for (arguments, expected) in [
        (
            "iam diff read.json write.json",
            vec![
                "newly allowed: `s3:PutObject` on `arn:aws:s3:::photos/*`",
                "write.json:2:",
                "for example: `s3:PutObject` on `arn:aws:s3:::photos/x`",
                "\"Action\": \"s3:PutObject\"",
                "proved: each of these is new, and nothing else is",
            ],
        ),
        ("iam diff write.json read.json", vec!["no new access"]),
        ("iam diff old-account.json new-account.json", vec!["new access · user ann", "newly allowed: `s3:PutObject`"]),
        (
            "iam diff old new",
            vec!["new access · Role", "new/template.yaml:13:", "no new access · Role: who may take it on"],
        ),
        (
            "iam check pass.json",
            vec!["iam/privilege-escalation", "policy/pass-role-with-star-in-resource", "in 1 policy"],
        ),
        ("iam check queue.json", vec!["anyone may `sqs:SendMessage`", "queue.json:1:"]),
        ("iam check typo.json", vec!["did you mean `s3:GetObject`?"]),
        (
            "iam explain write.json",
            vec![
                "write.json · identity policy · 2 statements",
                "`s3:GetObject` and `s3:PutObject`",
                "2 `Keep` denies",
                "takes nothing away from what is allowed here",
            ],
        ),
        ("iam explain pass.json", vec!["risk: whoever holds this may run code as any role"]),
        ("iam explain Role --app old", vec!["Role · who may take it on", "the service `lambda.amazonaws.com`"]),
    ] {
        let run = app.run(arguments);
        for part in expected {
            assert!(run.out.contains(part), "{arguments}: {part} in {}", run.out);
        }
    }
    let guessed = app.run("iam check queue.json");
    assert!(guessed.err.contains("`queue.json` is read as a resource policy"), "{guessed:?}");
}

#[test]
fn every_answer_has_a_form_for_scripts() {
    let app = app();
    let json = |arguments: &str| -> serde_json::Value {
        let run = app.run(&format!("{arguments} --format json"));
        serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {run:?}"))
    };
    let diff = json("iam diff read.json write.json");
    assert_eq!(diff["diffs"][0]["verdict"], "new-access");
    assert_eq!(diff["diffs"][0]["additions"][0]["statement"]["Action"], "s3:PutObject");
    assert_eq!(diff["diffs"][0]["proved"], true);
    let explained = json("iam explain write.json");
    assert_eq!(explained["explained"][0]["statements"][1]["effect"], "Deny");
    let checked = json("iam check pass.json");
    assert_eq!(checked["coverage"]["policies"], 1);
    let run = app.run("iam check pass.json --format sarif");
    let sarif: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert!(sarif["runs"][0]["results"][0]["ruleIndex"].is_u64(), "{run:?}");
}
