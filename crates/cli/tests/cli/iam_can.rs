//! `maremma iam can`: its answers, their reasons and their codes.

use crate::app::App;

const ACCOUNT: &str = r#"{
  "UserDetailList": [
    {"UserName": "ann", "Arn": "arn:aws:iam::111122223333:user/ann", "UserId": "AIDAANN", "GroupList": ["devs"],
     "Tags": [{"Key": "team", "Value": "orders"}],
     "UserPolicyList": [{"PolicyName": "own", "PolicyDocument": {"Version": "2012-10-17", "Statement": [
       {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::home/${aws:username}/*"},
       {"Effect": "Allow", "Action": "sqs:*", "Resource": "*", "Condition": {"StringEquals": {"aws:PrincipalTag/team": "orders"}}},
       {"Sid": "Office", "Effect": "Allow", "Action": "sns:Publish", "Resource": "*",
        "Condition": {"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}},
       {"Effect": "Allow", "Action": "kms:*", "Resource": "*"},
       {"Effect": "Deny", "Action": "sqs:DeleteQueue", "Resource": "*"}]}}]},
    {"UserName": "bob", "Arn": "arn:aws:iam::111122223333:user/bob",
     "AttachedManagedPolicies": [{"PolicyName": "AdministratorAccess", "PolicyArn": "arn:aws:iam::aws:policy/AdministratorAccess"}],
     "PermissionsBoundary": {"PermissionsBoundaryArn": "arn:aws:iam::111122223333:policy/limit"}}
  ],
  "GroupDetailList": [{"GroupName": "devs", "GroupPolicyList": [{"PolicyName": "list", "PolicyDocument":
    {"Statement": {"Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*"}}}]}],
  "RoleDetailList": [
    {"RoleName": "half", "Arn": "arn:aws:iam::111122223333:role/half",
     "AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::111122223333:policy/gone"}],
     "RolePolicyList": [{"PolicyName": "own", "PolicyDocument": {"Statement": [
       {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}, {"Effect": "Deny", "Action": "sqs:*", "Resource": "*"}]}}]},
    {"RoleName": "deploy", "Arn": "arn:aws:iam::111122223333:role/deploy", "RolePolicyList": [],
    "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [
      {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:user/ann"}, "Action": "sts:AssumeRole"}]}}],
  "Policies": [{"PolicyName": "limit", "Arn": "arn:aws:iam::111122223333:policy/limit", "PolicyVersionList": [
    {"VersionId": "v1", "IsDefaultVersion": true, "Document": {"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}}]}]
}"#;

const ALL: &str = r#"{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}"#;
const NO_SQS: &str = r#"[{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}},
  {"Statement": {"Effect": "Deny", "Action": "sqs:*", "Resource": "*"}}]"#;
const QUEUE: &str = r#"{"Version": "2012-10-17", "Statement": [{"Sid": "Open", "Effect": "Allow", "Principal": "*",
  "Action": "sqs:SendMessage", "Resource": "*"}]}"#;

fn app() -> App {
    App::new(&[("account.json", ACCOUNT), ("all.json", ALL), ("no-sqs.json", NO_SQS), ("queue.json", QUEUE)])
}

#[test]
fn every_answer_has_its_code() {
    let app = app();
    for (arguments, code) in [
        ("ann s3:ListAllMyBuckets *", 0),
        ("user/ann S3:listallmybuckets *", 0),
        ("ann s3:GetObject arn:aws:s3:::home/ann/x", 0),
        ("ann s3:GetObject arn:aws:s3:::home/bob/x --context a=b", 1),
        ("ann s3:PutObject arn:aws:s3:::home/ann/x", 1),
        ("ann sqs:SendMessage arn:aws:sqs:eu-west-1:111122223333:q --context a=b", 0),
        ("ann sqs:SendMessage arn:aws:sqs:*:*:q --context a=b", 0),
        ("ann sqs:DeleteQueue arn:aws:sqs:eu-west-1:111122223333:q --context a=b", 1),
        ("ann sqs:SendMessage arn:aws:sqs:eu-west-1:999999999999:q --context a=b", 1),
        ("ann sns:Publish arn:aws:sns:eu-west-1:111122223333:t --context aws:SourceIp=10.1.2.3", 0),
        ("ann sns:Publish arn:aws:sns:eu-west-1:111122223333:t --context aws:SourceIp=11.1.2.3", 1),
        ("ann kms:Decrypt arn:aws:kms:eu-west-1:111122223333:key/k", 1),
        ("ann sts:AssumeRole role/deploy", 0),
        ("bob sts:AssumeRole role/deploy", 1),
        ("ann sts:GetCallerIdentity *", 0),
        ("bob s3:GetObject arn:aws:s3:::home/ann/x", 0),
        ("bob ec2:RunInstances *", 1),
        ("bob s3:GetObject arn:aws:s3:::home/ann/x --scp all.json --scp no-sqs.json", 0),
        ("ann sqs:SendMessage arn:aws:sqs:eu-west-1:111122223333:q --scp no-sqs.json --context a=b", 1),
        ("bob sqs:SendMessage arn:aws:sqs:eu-west-1:111122223333:q --resource-policy queue.json", 0),
        ("ann sns:Publish arn:aws:sns:eu-west-1:111122223333:t", 4),
        ("ann s3:GetObject arn:aws:s3:::home/*", 4),
        ("ann sqs:* *", 4),
        ("half s3:GetObject arn:aws:s3:::home/x", 4),
        ("half sns:Publish *", 4),
        ("half sqs:SendMessage arn:aws:sqs:eu-west-1:111122223333:q", 1),
        ("bob s3:* *", 0),
        ("bob ec2:* *", 1),
        ("carl s3:GetObject *", 2),
        ("ann GetObject *", 2),
        ("ann s3:GetObject photos", 2),
        ("ann s3:GetObject * --scp absent.json", 2),
    ] {
        let run = app.run(&format!("iam can {arguments} --account account.json"));
        assert_eq!(run.code, code, "{arguments}: {run:?}");
    }
    let run = app
        .run("iam can anyone sqs:SendMessage arn:aws:sqs:eu-west-1:1:q --policy all.json --resource-policy queue.json");
    assert_eq!(run.code, 0, "{run:?}");
    let run = app.run("iam can anyone sqs:SendMessage arn:aws:sqs:eu-west-1:1:q --resource-policy queue.json");
    assert_eq!(run.code, 0, "a stranger needs no templates: {run:?}");
}

#[test]
fn the_answer_names_the_statements_that_made_it() {
    let app = app();
    for (arguments, expected) in [
        (
            "ann s3:ListAllMyBuckets *",
            vec![
                "allowed: `ann` may `s3:ListAllMyBuckets`",
                "account.json:17:",
                "policy `list` of group `devs` allows it",
            ],
        ),
        ("ann s3:PutObject arn:aws:s3:::home/ann/x", vec!["missing: no statement of its own policies allows it"]),
        (
            "ann s3:GetObject arn:aws:s3:::home/bob/x --context a=b",
            vec!["near: statement 1 of policy `own` allows it on `arn:aws:s3:::home/${aws:username}/*` only"],
        ),
        (
            "ann sns:Publish arn:aws:sns:eu-west-1:111122223333:t --context aws:SourceIp=11.1.2.3",
            vec!["statement `Office` of policy `own` would allow it, but only when `aws:SourceIp` is in `10.0.0.0/8`"],
        ),
        (
            "ann sns:Publish arn:aws:sns:eu-west-1:111122223333:t",
            vec!["it depends", "allowed: with `aws:SourceIp` = `10.0.0.0`", "not: when no further key is there"],
        ),
        ("ann s3:GetObject arn:aws:s3:::home/*", vec!["`s3:GetObject` on `arn:aws:s3:::home/ann/", "is not allowed"]),
        ("ann sqs:* *", vec!["never: 1 of ", "`sqs:DeleteQueue`", "always: "]),
        ("bob ec2:RunInstances *", vec!["missing: its permissions boundary does not allow it"]),
        ("ann sqs:DeleteQueue * --context a=b", vec!["denied: `ann` may not", "statement 5 of policy `own` denies it"]),
        (
            "ann sqs:SendMessage * --scp all.json --scp no-sqs.json --context a=b",
            vec!["statement 1 of a service control policy, level 2 denies it", "no-sqs.json:2:"],
        ),
        (
            "ann sqs:SendMessage arn:aws:sqs:eu-west-1:999999999999:q --context a=b",
            vec!["missing: the policy of the resource does not allow it; give that policy with --resource-policy"],
        ),
    ] {
        let run = app.run(&format!("iam can {arguments} --account account.json"));
        for part in expected {
            assert!(run.out.contains(part), "{arguments}: {part} in {}", run.out);
        }
    }
}

#[test]
fn an_answer_for_scripts() {
    let run = app().run("iam can ann sqs:SendMessage * --account account.json --format json --context a=b");
    let answer: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let own = &answer["answers"][0];
    assert_eq!((&own["principal"], &own["verdict"]), (&"ann".into(), &"allowed".into()));
    let reason = &own["reasons"][0];
    assert_eq!(
        (&reason["role"], &reason["policy"], &reason["statement"]),
        (&"allows".into(), &"own".into(), &2.into())
    );
    assert_eq!(reason["location"]["line"], 7);
}

#[test]
fn functions_and_tables_of_templates_are_called_by_their_names() {
    let template = "Transform: AWS::Serverless-2016-10-31
Parameters:
  Stage: {Type: String, AllowedValues: [dev, prod], Default: dev}
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Resources:
  Orders: {Type: AWS::DynamoDB::Table}
  Place:
    Type: AWS::Serverless::Function
    Properties:
      InlineCode: x
      Runtime: python3.13
      Handler: index.handler
      Policies:
        - DynamoDBCrudPolicy: {TableName: !Ref Orders}
        - !If [IsProd, AmazonSQSFullAccess, !Ref AWS::NoValue]
";
    let app = App::new(&[("template.yaml", template)]);
    for (arguments, code, expected) in [
        ("Place dynamodb:PutItem Orders", 0, "template.yaml:15:"),
        ("Place dynamodb:PutItem arn:aws:dynamodb:eu-west-1:111122223333:table/Other", 1, "missing"),
        ("Place sqs:SendMessage *", 4, "`Place` may not `sqs:SendMessage` on `*` when not Stage = prod"),
        ("Nowhere sqs:SendMessage *", 2, "for example Place"),
    ] {
        let run = app.run(&format!("iam can {arguments}"));
        assert_eq!(run.code, code, "{arguments}: {run:?}");
        assert!(run.out.contains(expected) || run.err.contains(expected), "{arguments}: {expected} in {run:?}");
    }
}

#[test]
fn broken_files_point_at_the_place() {
    let app =
        App::new(&[("broken.json", "{\"Statement\": [\n  {\"Effect\" \"Allow\"}]}"), ("other.json", "{\"a\": 1}")]);
    for (file, expected) in [("broken.json", "broken.json:2:13"), ("other.json", "expected an object with `Statement`")]
    {
        let run = app.run(&format!("iam can r s3:GetObject * --policy {file}"));
        assert_eq!(run.code, 2, "{run:?}");
        assert!(run.err.contains(expected), "{run:?}");
    }
}

#[test]
fn the_example_of_the_readme() {
    let orders = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/orders");
    let run = App::new(&[]).run(&format!("iam can AdminFunction s3:GetObject arn:aws:s3:::backups/* --app {orders}"));
    assert_eq!(run.code, 0, "{run:?}");
    for part in [
        "allowed: `AdminFunction` may `s3:GetObject`",
        "template.yaml:175:11",
        "policy `AdministratorAccess` allows it",
    ] {
        assert!(run.out.contains(part), "{part} in {}", run.out);
    }
}
