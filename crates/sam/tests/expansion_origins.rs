//! Where connectors, state machines, GraphQL APIs, policy templates and deployment preferences say they come from.

use sam::{Options, transform};
use source::{FileId, Limits, LineIndex};
use syntax::{Dialect, Node, parse_one};

/// A transformed template, and the lines of the one it was made from.
struct Expanded {
    template: Option<Node>,
    index: LineIndex,
}

fn expanded(text: &str) -> Expanded {
    let document = parse_one(FileId(0), "template.yaml", text, Dialect::CloudFormation, &Limits::default());
    let transformed = document.root.and_then(|written| transform(&written, &Options::for_region("eu-west-1")).ok());
    Expanded { template: transformed.map(|transformed| transformed.template), index: LineIndex::new(text) }
}

impl Expanded {
    /// The line of the value at a path; numbers are places in lists.
    fn line(&self, path: &str) -> Option<u32> {
        let step = |node: &'_ Node, key: &str| match key.parse::<usize>() {
            Ok(place) => node.as_list()?.get(place).cloned(),
            Err(_) => node.get(key).cloned(),
        };
        let node = path.split('/').try_fold(self.template.clone()?, |node, key| step(&node, key))?;
        Some(self.index.line(node.span()?.start))
    }
}

#[test]
fn statements_of_a_policy_template_come_from_its_entry_and_values_from_where_they_stand() {
    let expanded = expanded(
        "Resources:
  F:
    Type: AWS::Serverless::Function
    Properties:
      InlineCode: x
      Handler: a.b
      Runtime: python3.13
      Policies:
        - AWSLambdaRole
        - DynamoDBCrudPolicy:
            TableName: '*'
",
    );
    let document = "Resources/FRole/Properties/Policies/0/PolicyDocument/Statement/0";
    assert_eq!(expanded.line(document), Some(10));
    assert_eq!(expanded.line(&format!("{document}/Action/2")), Some(10));
    assert_eq!(expanded.line(&format!("{document}/Resource/0/Fn::Sub/1/tableName")), Some(11));
    assert_eq!(expanded.line("Resources/FRole/Properties/ManagedPolicyArns/1"), Some(9));
}

#[test]
fn what_a_connector_grants_comes_from_the_connector() {
    let expanded = expanded(
        "Resources:
  T:
    Type: AWS::Serverless::SimpleTable
  F:
    Type: AWS::Serverless::Function
    Connectors:
      Inner:
        Properties:
          Destination:
            Id: T
          Permissions: [Read]
    Properties:
      InlineCode: x
      Handler: a.b
      Runtime: python3.13
  Outer:
    Type: AWS::Serverless::Connector
    Properties:
      Source:
        Id: F
      Destination:
        Id: T
      Permissions: [Write]
",
    );
    let statement = "Properties/PolicyDocument/Statement/0";
    assert_eq!(expanded.line(&format!("Resources/OuterPolicy/{statement}/Action/0")), Some(17));
    assert_eq!(expanded.line(&format!("Resources/OuterPolicy/{statement}/Resource/0/Fn::GetAtt/0")), Some(22));
    assert_eq!(expanded.line(&format!("Resources/FInnerPolicy/{statement}/Action/0")), Some(8));
    assert_eq!(expanded.line(&format!("Resources/FInnerPolicy/{statement}/Resource/0/Fn::GetAtt/0")), Some(10));
}

#[test]
fn state_machines_know_the_lines_of_their_definition_and_events() {
    let expanded = expanded(
        "Resources:
  M:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition:
        StartAt: A
        States:
          A:
            Type: Task
            Resource: !GetAtt F.Arn
      Events:
        Daily:
          Type: Schedule
          Properties:
            Schedule: rate(1 day)
",
    );
    let lines = "Resources/M/Properties/DefinitionString/Fn::Join/1";
    assert_eq!([1, 2, 3, 4].map(|line| expanded.line(&format!("{lines}/{line}"))), [6, 7, 8, 10].map(Some));
    assert_eq!(expanded.line("Resources/M/Properties/DefinitionSubstitutions/definition_substitution_1"), Some(10));
    assert_eq!(expanded.line("Resources/MDailyRole/Properties/Policies/0"), Some(13));
    assert_eq!(expanded.line("Resources/MDaily/Properties/ScheduleExpression"), Some(15));
}

#[test]
fn parts_of_a_graphql_api_come_from_where_they_are_written() {
    let expanded = expanded(
        "Resources:
  G:
    Type: AWS::Serverless::GraphQLApi
    Properties:
      SchemaUri: s3://bucket/schema
      Auth:
        Type: API_KEY
      ApiKeys:
        Key: {}
      DataSources:
        DynamoDb:
          Notes:
            TableName: notes
",
    );
    assert_eq!(expanded.line("Resources/G/Properties/AuthenticationType"), Some(7));
    assert_eq!(expanded.line("Resources/GKey/Properties/ApiId"), Some(9));
    let policy = "Resources/GNotesDynamoDBDataSourceToTableConnectorPolicy/Properties/PolicyDocument/Statement/0";
    assert_eq!(expanded.line(policy), Some(12));
}

#[test]
fn codedeploy_comes_from_the_deployment_preference() {
    let expanded = expanded(
        "Resources:
  F:
    Type: AWS::Serverless::Function
    Properties:
      InlineCode: x
      Handler: a.b
      Runtime: python3.13
      AutoPublishAlias: live
      DeploymentPreference:
        Type: AllAtOnce
",
    );
    assert_eq!(expanded.line("Resources/FDeploymentGroup/Properties/DeploymentConfigName"), Some(10));
    assert_eq!(expanded.line("Resources/CodeDeployServiceRole/Properties/ManagedPolicyArns/0"), Some(10));
}
