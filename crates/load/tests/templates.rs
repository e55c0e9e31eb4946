//! How templates become one project: nested stacks, loops, includes, refused parts, broken files.

use finding::NoticeKind;
use load::{Loaded, Options, load};
use model::{CodeLocation, Target};
use source::{Files, MemoryFiles};

fn loaded(files: &[(&str, &str)]) -> (MemoryFiles, Loaded) {
    let files = MemoryFiles::new(files.iter().copied());
    let loaded = load(&files, &Options::default());
    (files, loaded)
}

/// `label -> function` of each entry.
fn entries(loaded: &Loaded) -> Vec<String> {
    let project = &loaded.project;
    let target = |entry: &model::Entry| match &entry.target {
        Target::Function(id) => project.function(*id).map(|function| project.full_name(&function.resource)),
        other => Some(format!("{other:?}")),
    };
    project
        .entries
        .iter()
        .map(|entry| format!("{} -> {}", entry.label(project), target(entry).unwrap_or_default()))
        .collect()
}

fn kinds(loaded: &Loaded) -> Vec<NoticeKind> {
    loaded.notices.iter().map(|notice| notice.kind).collect()
}

const PARENT: &str = "\
Resources:
  Jobs: { Type: AWS::SQS::Queue }
  Child:
    Type: AWS::CloudFormation::Stack
    Properties: { TemplateURL: nested/child.yaml, Parameters: { QueueArn: !GetAtt Jobs.Arn, Runtime: python3.13 } }
";
const CHILD: &str = "\
Parameters: { QueueArn: { Type: String }, Runtime: { Type: String, Default: python3.8 } }
Resources:
  Worker: { Type: AWS::Lambda::Function, Properties: { Handler: app.handler, Runtime: !Ref Runtime, Code: src } }
  Source: { Type: AWS::Lambda::EventSourceMapping, Properties: { FunctionName: !Ref Worker, EventSourceArn: !Ref QueueArn } }
";

#[test]
fn a_nested_stack_gets_its_parameters_and_is_no_root() {
    let (files, loaded) = loaded(&[("template.yaml", PARENT), ("nested/child.yaml", CHILD), ("nested/src/app.py", "")]);
    assert_eq!(loaded.project.stacks.iter().map(|stack| &*stack.path).collect::<Vec<_>>(), ["", "Child"]);
    assert_eq!(entries(&loaded), ["queue Jobs -> Child/Worker"]);
    let worker = &loaded.project.functions[0];
    assert_eq!(worker.runtime.first().map(AsRef::as_ref), Some("python3.13"));
    assert!(matches!(worker.code, CodeLocation::File(file) if files.path(file) == "nested/src/app.py"));
}

#[test]
fn stacks_that_nest_each_other_end() {
    let circle = |other: &str| {
        format!("Resources:\n  Next: {{ Type: AWS::CloudFormation::Stack, Properties: {{ TemplateURL: {other} }} }}\n")
    };
    let (a, b) = (circle("b.yaml"), circle("a.yaml"));
    let (_, loaded) = loaded(&[("a.yaml", a.as_str()), ("b.yaml", b.as_str())]);
    assert!(kinds(&loaded).contains(&NoticeKind::Limit));
}

#[test]
fn a_stack_that_is_not_there_is_said() {
    let (_, loaded) = loaded(&[("template.yaml", PARENT)]);
    assert_eq!(kinds(&loaded), [NoticeKind::Unresolved]);
}

#[test]
fn loops_are_unrolled_also_inside_each_other() {
    let template = "\
Transform: AWS::LanguageExtensions
Parameters: { Names: { Type: CommaDelimitedList, Default: \"a, b\" } }
Resources:
  Fn::ForEach::Outer:
    - X
    - !Ref Names
    - Fn::ForEach::Inner:
        - Y
        - [One, Two]
        - 'Q${X}${Y}':
            Type: AWS::SQS::Queue
            Properties: { QueueName: !Sub '${X}-${Y}' }
";
    let (_, loaded) = loaded(&[("t.yaml", template)]);
    let arns: Vec<&str> =
        loaded.project.stores.iter().map(|store| store.cloud_name.rsplit(':').next().unwrap()).collect();
    assert_eq!(arns, ["a-One", "a-Two", "b-One", "b-Two"]);
}

#[test]
fn an_included_document_brings_its_routes() {
    let template = "\
Transform: AWS::Serverless-2016-10-31
Resources:
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: prod
      DefinitionBody: { 'Fn::Transform': { Name: AWS::Include, Parameters: { Location: api.yaml } } }
  F: { Type: AWS::Serverless::Function, Properties: { Handler: app.handler, Runtime: python3.13, CodeUri: src } }
";
    let api = "\
openapi: 3.0.1
paths:
  /orders:
    get:
      x-amazon-apigateway-integration:
        type: aws_proxy
        uri: !Sub arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${F.Arn}/invocations
";
    let (_, loaded) = loaded(&[("template.yaml", template), ("api.yaml", api)]);
    assert_eq!(entries(&loaded), ["GET /orders -> F"]);
}

#[test]
fn what_the_transform_refuses_is_said_and_the_rest_is_kept() {
    let template = "\
Transform: AWS::Serverless-2016-10-31
Resources:
  Bad: { Type: AWS::Serverless::Function, Properties: { Handler: 7, Events: { E: { Type: Nonsense } } } }
  Good:
    Type: AWS::Serverless::Function
    Properties: { Handler: a.b, Runtime: python3.13, CodeUri: s, Events: { E: { Type: Api, Properties: { Path: /x, Method: get } } } }
";
    let (_, loaded) = loaded(&[("template.yaml", template)]);
    assert_eq!(entries(&loaded), ["GET /x -> Good"]);
    assert!(kinds(&loaded).contains(&NoticeKind::Invalid), "{:?}", loaded.notices);
}

#[test]
fn one_broken_file_never_loses_the_others() {
    let good = "Resources: { Q: { Type: AWS::SQS::Queue } }";
    let broken = "AWSTemplateFormatVersion: '2010-09-09'\nResources:\n  Q: {Type: AWS::SQS::Queue\n  \"";
    let (_, loaded) = loaded(&[("a.yaml", broken), ("b.yaml", good), ("c.json", "{\"Resources\": {\"Type\": \"AWS::")]);
    assert!(loaded.project.stores.iter().any(|store| store.resource.stack.0 + 1 == loaded.project.stacks.len() as u32));
    assert!(kinds(&loaded).contains(&NoticeKind::Malformed), "{:?}", loaded.notices);
}

#[test]
fn files_that_are_no_templates_are_silent() {
    let compose = "services: { web: { image: nginx } }";
    let mentions = "# Resources of Type AWS::SQS::Queue\nkey: value";
    let (_, loaded) = loaded(&[("compose.yaml", compose), ("notes.yaml", mentions), ("package.json", "{}")]);
    assert_eq!((loaded.templates, loaded.notices.len()), (0, 0));
}

#[test]
fn methods_of_resources_have_their_whole_path() {
    let template = "\
Resources:
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: a } }
  Orders: { Type: AWS::ApiGateway::Resource, Properties: { RestApiId: !Ref Api, ParentId: !GetAtt Api.RootResourceId, PathPart: orders } }
  One: { Type: AWS::ApiGateway::Resource, Properties: { RestApiId: !Ref Api, ParentId: !Ref Orders, PathPart: '{id}' } }
  Get:
    Type: AWS::ApiGateway::Method
    Properties: { RestApiId: !Ref Api, ResourceId: !Ref One, HttpMethod: GET, AuthorizationType: AWS_IAM, Integration: { Type: MOCK } }
";
    let (_, loaded) = loaded(&[("t.yaml", template)]);
    assert_eq!(entries(&loaded), ["GET /orders/{id} -> Mock"]);
}

#[test]
fn policies_know_who_wrote_them() {
    let template = "\
Transform: AWS::Serverless-2016-10-31
Resources:
  F:
    Type: AWS::Serverless::Function
    Properties:
      Handler: a.b
      Runtime: python3.13
      CodeUri: s
      Policies: [AmazonSQSFullAccess, { S3ReadPolicy: { BucketName: b } }, { Version: '2012-10-17', Statement: [] }]
";
    let (_, loaded) = loaded(&[("template.yaml", template)]);
    let policies = &loaded.project.identities[0].policies;
    let sources = policies.iter().map(|policy| {
        let name = match &policy.body {
            model::PolicyBody::Named(name) => name.rsplit('/').next().unwrap_or_default().to_owned(),
            _ => "document".to_owned(),
        };
        format!("{name} {:?}", policy.source)
    });
    let mut sources: Vec<String> = sources.collect();
    sources.sort();
    let expected =
        ["AWSLambdaBasicExecutionRole Framework", "AmazonSQSFullAccess Author", "document Author", "document Template"];
    assert_eq!(sources, expected);
}
