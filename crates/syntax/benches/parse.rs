//! Megabytes a second, on a template made of many resources of the kinds that templates have.

use std::fmt::Write as _;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use source::{FileId, Limits};
use syntax::{Dialect, Node, parse_json, parse_yaml};

fn main() {
    divan::main();
}

/// A template of about `count` kilobytes.
fn template(count: usize) -> String {
    let mut text =
        "AWSTemplateFormatVersion: '2010-09-09'\nTransform: AWS::Serverless-2016-10-31\nResources:\n".to_owned();
    for index in 0..count {
        // Writing to a String cannot fail.
        _ = write!(
            text,
            r#"  # Takes orders
  Function{index}:
    Type: AWS::Serverless::Function
    DependsOn: [Table{index}, "Queue"]
    Properties:
      FunctionName: !Sub "${{AWS::StackName}}-orders-{index}"
      CodeUri: src/orders/
      Handler: app.handler
      Runtime: python3.13
      MemorySize: 512
      Timeout: 30
      Environment:
        Variables:
          TABLE: !Ref Table{index}
          QUEUE: !GetAtt Queue.Arn
          STAGE: prod
      Policies:
        - DynamoDBCrudPolicy:
            TableName: !Ref Table{index}
        - Version: 2012-10-17
          Statement:
            - Effect: Allow
              Action:
                - sqs:SendMessage
                - sqs:GetQueueAttributes
              Resource: !Sub 'arn:aws:sqs:${{AWS::Region}}:${{AWS::AccountId}}:orders'
      Events:
        Api:
          Type: Api
          Properties: {{ Path: /orders/{index}, Method: post }}
      InlineCode: |
        import json
        def handler(event, context):
            return {{"statusCode": 200, "body": json.dumps(event)}}
"#
        );
    }
    text
}

#[divan::bench]
fn yaml(bencher: Bencher<'_, '_>) {
    let text = template(200);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench_local(|| parse_yaml(FileId(0), black_box(&text), Dialect::CloudFormation, &Limits::default()));
}

#[divan::bench]
fn yaml_with_umlauts(bencher: Bencher<'_, '_>) {
    let text = template(200).replace("orders", "aufträge");
    bencher
        .counter(BytesCount::of_str(&text))
        .bench_local(|| parse_yaml(FileId(0), black_box(&text), Dialect::CloudFormation, &Limits::default()));
}

#[divan::bench]
fn yaml_events_alone(bencher: Bencher<'_, '_>) {
    let text = template(200);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench_local(|| saphyr_parser::Parser::new_from_str(black_box(&text)).filter(Result::is_ok).count());
}

#[divan::bench]
fn json(bencher: Bencher<'_, '_>) {
    let documents = parse_yaml(FileId(0), &template(200), Dialect::CloudFormation, &Limits::default());
    let text = documents.first().and_then(|document| document.root.as_ref()).map(Node::to_json).unwrap_or_default();
    bencher
        .counter(BytesCount::of_str(&text))
        .bench_local(|| parse_json(FileId(0), black_box(&text), &Limits::default()));
}
