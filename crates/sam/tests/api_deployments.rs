//! Deployments of REST APIs have the ids that the platform gives them: the hash of the document's Python 2.7 text.
//!
//! The ids come from runs of AWS's transform (serverless-application-model, May 2026).

use sam::{Options, transform};
use source::{FileId, Limits};
use syntax::{Dialect, Map, Node, parse_one};

/// Keys of one path and of many, in the order of Python's dictionaries.
const PATHS: &str = r#"Resources:
  F:
    Type: AWS::Serverless::Function
    Properties:
      Handler: a.b
      Runtime: python3.13
      CodeUri: s3://b/k
      Events:
        One: { Type: Api, Properties: { Path: "/one", Method: get } }
        Two: { Type: Api, Properties: { Path: "/two", Method: get } }
        Three: { Type: Api, Properties: { Path: "/three", Method: get } }
        Four: { Type: Api, Properties: { Path: "/four/{x}", Method: get } }
        Five: { Type: Api, Properties: { Path: "/five", Method: any } }
        Six: { Type: Api, Properties: { Path: "/five", Method: post } }
"#;

/// Globals merged into authorizers, a domain, OpenAPI 3, texts with quotes and beyond ASCII, a function's name.
const GLOBALS: &str = r#"Globals:
  Api:
    OpenApiVersion: 3.0.1
    Auth:
      Authorizers:
        Pool2: { UserPoolArn: "arn:1" }
        MyAuth: { UserPoolArn: "arn:2" }
        Cog: { UserPoolArn: "arn:3" }
Resources:
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: live
      Cors: "'*'"
      Domain: { DomainName: a.example.com, CertificateArn: "arn:c" }
      Auth:
        DefaultAuthorizer: zAuth
        ResourcePolicy: { IpRangeWhitelist: ["10.0.0.0/8"] }
        Authorizers:
          AuthX: { UserPoolArn: "arn:4" }
          zAuth: { FunctionArn: "arn:it's" }
          Tok: { UserPoolArn: "arn:5" }
  F:
    Type: AWS::Serverless::Function
    Condition: C
    Properties:
      FunctionName: !Sub "x-${AWS::StackName}"
      Handler: a.b
      Runtime: python3.13
      CodeUri: s3://b/k
      Events:
        Free: { Type: Api, Properties: { Path: /free, Method: get, RestApiId: !Ref Api, Auth: { Authorizer: NONE } } }
        Kept: { Type: Api, Properties: { Path: "/käse", Method: get, RestApiId: !Ref Api } }
Conditions:
  C: !Equals [a, b]
"#;

/// A method merged into a document written by hand, with numbers and texts that Python prints in its own way.
const MERGED: &str = r#"Resources:
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: live
      MergeDefinitions: true
      DefinitionBody:
        swagger: 2.0
        info: { title: t, version: 1 }
        paths:
          /a:
            get: { parameters: [{ name: p, required: true, maximum: 9223372036854775808, minimum: 1.5e-7 }], summary: "line\nbreak \\ 'quoted' \"both\"" }
      Models: { User: { type: object } }
  F:
    Type: AWS::Serverless::Function
    Properties:
      Handler: a.b
      Runtime: python3.13
      CodeUri: s3://b/k
      Events:
        A: { Type: Api, Properties: { Path: /a, Method: GET, RestApiId: !Ref Api, RequestModel: { Model: User, ValidateBody: true } } }
"#;

fn parsed(text: &str) -> Node {
    let document = parse_one(FileId(0), "t.yaml", text, Dialect::CloudFormation, &Limits::default());
    document.root.unwrap_or_else(|| Node::from_map(Map::new(), source::Origin::Default("nothing")))
}

fn deployments(text: &str) -> Vec<String> {
    let made = transform(&parsed(text), &Options::for_region("eu-west-1"));
    let template = made.map(|made| made.template).map_err(|error| error.to_string());
    let resources = template.as_ref().map(|template| template.get("Resources").and_then(Node::as_map));
    let is_deployment = |node: &Node| node.get("Type").and_then(Node::as_str) == Some("AWS::ApiGateway::Deployment");
    match resources {
        Ok(resources) => {
            let all = resources.into_iter().flat_map(Map::iter);
            all.filter(|(_, node)| is_deployment(node)).map(|(id, _)| id.to_string()).collect()
        }
        Err(message) => vec![message.clone()],
    }
}

#[test]
fn deployments_have_the_ids_of_the_platform() {
    let cases = [
        (PATHS, "ServerlessRestApiDeployment60e8873793"),
        (GLOBALS, "ApiDeployment8ec687479d"),
        (MERGED, "ApiDeployment3c587dee52"),
    ];
    for (text, id) in cases {
        assert_eq!(deployments(text), [id], "{text}");
    }
}

#[test]
fn more_api_events_than_the_platform_takes_are_refused() {
    let event =
        |index: usize| format!("        E{index}: {{ Type: Api, Properties: {{ Path: /p{index}, Method: get }} }}\n");
    let head = "Resources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Events:\n";
    let text = head.to_owned() + &(0..2_001).map(event).collect::<String>();
    let refused = transform(&parsed(&text), &Options::for_region("eu-west-1")).map(drop);
    assert!(refused.is_err_and(|error| error.to_string().contains("too many API events")));
}
