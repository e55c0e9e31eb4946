//! What a function and its events make leads back to the line that caused it.

use sam::{Options, transform};
use source::{FileId, Limits, LineIndex};
use syntax::{Dialect, Node, parse_one};

const TEMPLATE: &str = "Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    Runtime: python3.13
    FunctionUrlConfig: { AuthType: NONE }
    Environment: { Variables: { SHARED: x } }
Parameters:
  Alias: { Type: String, Default: live }
  Bucket: { Type: String, Default: code }
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      Handler: a.b
      CodeUri: { Bucket: !Ref Bucket, Key: k }
      AutoPublishAlias: !Ref Alias
      Tracing: Active
      DeadLetterQueue: { Type: SQS, TargetArn: arn }
      Policies:
        - AWSLambdaExecute
        - DynamoDBCrudPolicy: { TableName: '*' }
        - { Statement: [{ Effect: Allow, Action: '*', Resource: '*' }] }
      EventInvokeConfig:
        DestinationConfig:
          OnFailure: { Type: SQS }
      Events:
        Queue: { Type: SQS, Properties: { Queue: arn } }
        Tick:
          Type: Schedule
          Properties: { Schedule: rate(1 day) }
        Upload: { Type: S3, Properties: { Bucket: !Ref Uploads, Events: 's3:*' } }
        Topic: { Type: SNS, Properties: { Topic: arn, SqsSubscription: true } }
  Uploads:
    Type: AWS::S3::Bucket
    Properties: { BucketName: x }
";

/// A place in the output, and the start of the line of the template that a finding about it must name.
const EXPECTED: &[(&str, &str)] = &[
    ("Orders", "Type: AWS::Serverless::Function"),
    ("Orders Properties Runtime", "Runtime: python3.13"),
    ("Orders Properties Code S3Bucket", "CodeUri:"),
    ("Orders Properties Code S3Key", "CodeUri:"),
    ("Orders Properties TracingConfig Mode", "Tracing: Active"),
    ("Orders Properties Environment Variables SHARED", "Environment:"),
    ("OrdersUrl", "FunctionUrlConfig:"),
    ("OrdersUrl Properties AuthType", "FunctionUrlConfig:"),
    ("OrdersUrlPublicPermissions Properties Principal", "FunctionUrlConfig:"),
    ("OrdersAliaslive", "AutoPublishAlias:"),
    ("OrdersAliaslive Properties Name", "AutoPublishAlias:"),
    ("OrdersRole Properties ManagedPolicyArns 0", "Type: AWS::Serverless::Function"),
    ("OrdersRole Properties ManagedPolicyArns 1", "Tracing: Active"),
    ("OrdersRole Properties ManagedPolicyArns 2", "- AWSLambdaExecute"),
    ("OrdersRole Properties Policies 0", "DeadLetterQueue:"),
    ("OrdersRole Properties Policies 1", "OnFailure: { Type: SQS }"),
    ("OrdersRole Properties Policies 2 PolicyDocument Statement 0 Action 0", "- DynamoDBCrudPolicy:"),
    ("OrdersRole Properties Policies 3 PolicyDocument Statement 0 Action", "- { Statement:"),
    ("OrdersRole Properties ManagedPolicyArns 3", "Queue: { Type: SQS"),
    ("OrdersQueue Properties EventSourceArn", "Queue: { Type: SQS"),
    ("OrdersTick", "Type: Schedule"),
    ("OrdersTick Properties ScheduleExpression", "Properties: { Schedule:"),
    ("OrdersTickPermission Properties Principal", "Type: Schedule"),
    ("OrdersUploadPermission", "Upload: { Type: S3"),
    ("Uploads Properties BucketName", "Properties: { BucketName"),
    ("Uploads Properties NotificationConfiguration LambdaConfigurations 0", "Upload: { Type: S3"),
    ("OrdersTopicQueuePolicy", "Topic: { Type: SNS"),
    ("OrdersTopicEventSourceMapping", "Topic: { Type: SNS"),
    ("OrdersEventInvokeConfigOnFailureQueue", "OnFailure: { Type: SQS }"),
];

fn at<'n>(node: &'n Node, path: &str) -> Option<&'n Node> {
    path.split(' ').try_fold(node, |node, key| match key.parse::<usize>() {
        Ok(index) => node.as_list()?.get(index),
        Err(_) => node.get(key),
    })
}

#[expect(clippy::expect_used, reason = "a template of this file that is not valid fails its test")]
fn made() -> Node {
    let document = parse_one(FileId(0), "t.yaml", TEMPLATE, Dialect::CloudFormation, &Limits::default());
    let root = document.root.expect("the template parses");
    transform(&root, &Options::for_region("eu-west-1")).expect("the template is valid").template
}

#[test]
fn what_functions_make_leads_back_to_the_line_that_caused_it() {
    let made = made();
    let resources = made.get("Resources").expect("there are resources");
    let lines: Vec<&str> = TEMPLATE.lines().collect();
    let index = LineIndex::new(TEMPLATE);
    let mut wrong = Vec::new();
    for (path, expected) in EXPECTED {
        let span = at(resources, path).and_then(Node::span);
        let line = span.map(|span| lines[index.line(span.start) as usize - 1].trim());
        if !line.is_some_and(|line| line.starts_with(expected)) {
            wrong.push(format!("{path}: {line:?}, expected {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_value_that_is_made_has_a_place() {
    let made = made();
    let mut open: Vec<(String, &Node)> = vec![(String::new(), made.get("Resources").expect("there are resources"))];
    let mut placeless = Vec::new();
    while let Some((path, node)) = open.pop() {
        if node.span().is_none() {
            placeless.push(path.clone());
        }
        let items = node.as_list().unwrap_or_default().iter().enumerate();
        open.extend(items.map(|(index, item)| (format!("{path} {index}"), item)));
        let entries = node.as_map().into_iter().flat_map(syntax::Map::iter);
        open.extend(entries.map(|(key, item)| (format!("{path} {key}"), item)));
    }
    assert!(placeless.is_empty(), "{}", placeless.join("\n"));
}

#[test]
fn a_parameter_names_the_place_that_uses_it_and_its_default() {
    let made = made();
    let bucket = made.at(&["Resources", "Orders", "Properties", "Code", "S3Bucket"]).expect("there is a bucket");
    let lines: Vec<u32> = {
        let index = LineIndex::new(TEMPLATE);
        bucket.origin.all_written().iter().map(|span| index.line(span.start)).collect()
    };
    let line_of =
        |start: &str| TEMPLATE.lines().position(|line| line.trim().starts_with(start)).map(|line| line as u32 + 1);
    assert_eq!(bucket.as_str(), Some("code"));
    assert_eq!(lines, [line_of("CodeUri:"), line_of("Bucket:")].map(Option::unwrap_or_default));
}

#[test]
fn only_a_bare_number_is_no_logical_id() {
    let yaml = |id: &str| format!("Resources:\n  {id}:\n    Type: AWS::Serverless::SimpleTable\n");
    let accepted = |text: &str, path: &str| {
        let root = parse_one(FileId(0), path, text, Dialect::CloudFormation, &Limits::default()).root;
        transform(&root.expect("the template parses"), &Options::for_region("eu-west-1")).is_ok()
    };
    assert!(!accepted(&yaml("0"), "t.yaml"));
    assert!(accepted(&yaml("'0'"), "t.yaml"));
    assert!(accepted(&yaml("A0"), "t.yaml"));
    assert!(accepted(r#"{"Resources": {"0": {"Type": "AWS::Serverless::SimpleTable"}}}"#, "t.json"));
}
