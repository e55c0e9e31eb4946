//! Templates to what their functions may do.

use finding::{Notice, NoticeKind};
use iam::access;
use load::{Options, load};
use model::{AccessTarget, Project};
use source::MemoryFiles;

/// A function `F` with these entries in its `Policies`, besides a table, a bucket, a secret, a queue and a function.
fn template(policies: &str) -> String {
    let entries: Vec<String> = policies.lines().map(|line| format!("        {line}")).collect();
    format!(
        "AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Resources:
  F:
    Type: AWS::Serverless::Function
    Properties:
      Handler: app.handler
      Runtime: python3.13
      CodeUri: src/
      Policies:
{}
  Orders: {{ Type: AWS::Serverless::SimpleTable }}
  Uploads: {{ Type: AWS::S3::Bucket }}
  Key: {{ Type: AWS::SecretsManager::Secret, Properties: {{ Name: key }} }}
  Jobs: {{ Type: AWS::SQS::Queue, Properties: {{ QueueName: jobs }} }}
  G:
    Type: AWS::Serverless::Function
    Properties: {{ Handler: app.handler, Runtime: python3.13, CodeUri: src/, FunctionName: gee }}
",
        entries.join("\n")
    )
}

fn loaded(policies: &str) -> (Project, Vec<String>, Vec<Notice>) {
    told(&template(policies))
}

/// The project of a template, what its function `F` may do in words, and the notices of reading its permissions.
fn told(template: &str) -> (Project, Vec<String>, Vec<Notice>) {
    let files = MemoryFiles::new([("template.yaml", template)]);
    let project = load(&files, &Options::default()).project;
    let (map, notices) = access(&project);
    let function = project.functions.iter().find(|function| function.name() == "F");
    let accesses = function.and_then(|function| function.identity).map(|identity| map.of_identity(identity));
    let told = accesses.into_iter().flatten().map(|access| {
        let actions = access.actions.join(" ");
        let conditional = if access.conditional { " if" } else { "" };
        format!("{:?} {} by {actions}{conditional}", access.verb, target(&project, &access.target))
    });
    let told = told.collect();
    (project, told, notices)
}

fn target(project: &Project, target: &AccessTarget) -> String {
    let name = |name: Option<&str>| name.unwrap_or("nothing").to_owned();
    match target {
        AccessTarget::Store(id) => name(project.store(*id).map(|store| &*store.resource.name)),
        AccessTarget::Function(id) => name(project.function(*id).map(|function| function.name())),
        AccessTarget::Named(name) => format!("<{name}>"),
        AccessTarget::Every(kind) => format!("every {}", kind.name()),
        AccessTarget::EveryFunction => "every function".to_owned(),
        AccessTarget::Service(name) => format!("service {name}"),
        AccessTarget::Account => "account".to_owned(),
    }
}

fn check(policies: &str, expected: &[&str]) {
    let (_, told, notices) = loaded(policies);
    assert_eq!(notices, vec![], "{policies}");
    assert_eq!(told, expected, "{policies}");
}

#[test]
fn named_stores() {
    check(
        "- DynamoDBReadPolicy: { TableName: !Ref Orders }",
        &["Read Orders by dynamodb:GetItem dynamodb:Query dynamodb:Scan"],
    );
    check("- S3WritePolicy: { BucketName: !Ref Uploads }", &["Write Uploads by s3:PutObject"]);
    check(
        "- AWSSecretsManagerGetSecretValuePolicy: { SecretArn: !Ref Key }",
        &["Decrypt Key by secretsmanager:GetSecretValue"],
    );
    check("- SQSSendMessagePolicy: { QueueName: jobs }", &["Publish Jobs by sqs:SendMessage*"]);
    check("- LambdaInvokePolicy: { FunctionName: !Ref G }", &["Invoke G by lambda:InvokeFunction"]);
}

#[test]
fn names_written_in_other_ways() {
    let statement = |action: &str, resource: &str| {
        format!("- Statement:\n    - Effect: Allow\n      Action: {action}\n      Resource: {resource}")
    };
    check(&statement("s3:GetObject", "!Sub arn:aws:s3:::${Uploads}/in/*"), &["Read Uploads by s3:GetObject"]);
    check(&statement("s3:GetObject", "!GetAtt Uploads.Arn"), &[]);
    check(
        &statement("secretsmanager:GetSecretValue", "arn:aws:secretsmanager:eu-west-1:111122223333:secret:key-??????"),
        &["Decrypt Key by secretsmanager:GetSecretValue"],
    );
    check(
        &statement("dynamodb:GetItem", "!Sub arn:aws:dynamodb:*:*:table/${AWS::StackName}-*"),
        &["Read Orders by dynamodb:GetItem"],
    );
    check(
        &statement("dynamodb:Get*", "arn:aws:dynamodb:eu-west-1:111122223333:table/legacy"),
        &["Read <arn:aws:dynamodb:eu-west-1:111122223333:table/legacy> by dynamodb:Get*"],
    );
}

#[test]
fn wildcards() {
    check(
        "- DynamoDBReadPolicy: { TableName: '*' }",
        &["Read every table by dynamodb:GetItem dynamodb:Query dynamodb:Scan"],
    );
    check("- AdministratorAccess", &["Administer account by *"]);
    check("- arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess", &[]);
    check(
        "- AmazonSQSFullAccess",
        &[
            "Administer every queue by sqs:*",
            "Delete every queue by sqs:*",
            "Read every queue by sqs:*",
            "Publish every queue by sqs:*",
        ],
    );
    check("- AmazonTextractFullAccess", &["Administer service textract by textract:*"]);
}

#[test]
fn denies_conditions_and_boundaries() {
    let with = |more: &str| {
        let base = "- Statement:\n    - { Effect: Allow, Action: 'sqs:*', Resource: '*' }\n    - ";
        format!("{base}{more}")
    };
    check(&with("{ Effect: Deny, NotAction: 'sqs:SendMessage', Resource: '*' }"), &["Publish every queue by sqs:*"]);
    check(&with("{ Effect: Deny, Action: '*', Resource: '*' }"), &[]);
    check(
        "- Statement:\n    - Effect: Allow\n      Action: sqs:SendMessage\n      Resource: '*'\n      Condition: { Bool: { 'aws:SecureTransport': 'true' } }",
        &["Publish every queue by sqs:SendMessage if"],
    );
}

#[test]
fn a_boundary_limits() {
    let within = |boundary: &str| {
        let limited = template("- AmazonSQSFullAccess").replacen(
            "      Policies:",
            &format!("      PermissionsBoundary: {boundary}\n      Policies:"),
            1,
        );
        told(&limited)
    };
    let (_, told, notices) = within("arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess");
    assert_eq!((told, notices), (Vec::<String>::new(), vec![]));
    let (_, told, notices) = within("arn:aws:iam::aws:policy/AmazonSQSFullAccess");
    assert_eq!((told.len(), notices), (4, vec![]));
    let (_, told, notices) = within("arn:aws:iam::111122223333:policy/limit");
    assert_eq!((told.len(), notices.len()), (4, 1), "an unknown limit is said, and taken as none");
}

#[test]
fn a_policy_that_is_not_known_is_said() {
    let (_, told, notices) = loaded("- arn:aws:iam::111122223333:policy/ours");
    assert_eq!(told, Vec::<String>::new());
    assert_eq!(notices.len(), 1);
    assert_eq!(notices[0].kind, NoticeKind::Unresolved);
    assert!(notices[0].message.contains("`arn:aws:iam::111122223333:policy/ours`"));
}

#[test]
fn what_holds_in_every_deployment_is_said_once() {
    let staged = "- Statement:
    - Effect: Allow
      Action: sqs:SendMessage
      Resource: !GetAtt Jobs.Arn
    - Effect: Allow
      Action: !If [IsDev, 'dynamodb:GetItem', 'dynamodb:PutItem']
      Resource: !GetAtt Orders.Arn";
    let choices = "Parameters:
  Stage: { Type: String, AllowedValues: [dev, prod] }
Conditions:
  IsDev: !Equals [!Ref Stage, dev]
Resources:";
    let (_, told, _) = told(&template(staged).replacen("Resources:", choices, 1));
    assert_eq!(
        told,
        ["Write Orders by dynamodb:PutItem", "Read Orders by dynamodb:GetItem", "Publish Jobs by sqs:SendMessage"]
    );
}

#[test]
fn a_policy_longer_than_aws_accepts_is_said() {
    let resources: Vec<String> =
        (0..300).map(|n| format!("'arn:aws:dynamodb:eu-west-1:111122223333:table/t{n}'")).collect();
    let statement = format!(
        "- Statement:\n    - Effect: Allow\n      Action: dynamodb:GetItem\n      Resource: [{}]",
        resources.join(", ")
    );
    let (_, told, notices) = loaded(&statement);
    assert_eq!(told, Vec::<String>::new());
    assert_eq!(notices.iter().map(|notice| notice.kind).collect::<Vec<_>>(), [NoticeKind::Limit]);
}

#[test]
fn escalation() {
    let statement = |actions: &str, resource: &str| {
        format!("- Statement:\n    - Effect: Allow\n      Action: [{actions}]\n      Resource: {resource}")
    };
    check(&statement("'iam:PutRolePolicy'", "'*'"), &["Escalate account by iam:PutRolePolicy"]);
    check(
        &statement("'iam:PutRolePolicy'", "arn:aws:iam::111122223333:role/other"),
        &["Escalate <arn:aws:iam::111122223333:role/other> by iam:PutRolePolicy"],
    );
    check(&statement("'lambda:UpdateFunctionCode'", "!GetAtt G.Arn"), &["Escalate G by lambda:UpdateFunctionCode"]);
    check(&statement("'lambda:UpdateFunctionCode'", "!Sub 'arn:aws:lambda:*:*:function:${AWS::StackName}-F-*'"), &[]);
    check(
        &statement("'iam:PassRole', 'ec2:RunInstances'", "'*'"),
        &["Escalate account by iam:PassRole ec2:RunInstances"],
    );
    check(&statement("'iam:PassRole'", "'*'"), &[]);
    check(&statement("'iam:CreatePolicyVersion'", "arn:aws:iam::aws:policy/ours-*"), &[]);
    check(&statement("'sts:AssumeRole'", "'*'"), &["Escalate account by sts:AssumeRole"]);
}
