//! Every value of an API's document leads back to the line that caused it.

use sam::{Options, transform};
use source::{FileId, Limits, LineIndex};
use syntax::{Dialect, Node, parse_one};

const TEMPLATE: &str = r"Transform: AWS::Serverless-2016-10-31
Resources:
  Open:
    Type: AWS::Serverless::Function
    Properties:
      Handler: a.b
      Runtime: python3.13
      CodeUri: s3://b/k
      Events:
        Read:
          { Type: Api, Properties: { Path: /read, Method: get, RestApiId: !Ref Rest } }
        Free:
          Type: Api
          Properties:
            Path: /free
            Method: post
            RestApiId: !Ref Rest
            Auth:
              Authorizer: NONE
        Implicit:
          { Type: Api, Properties: { Path: /implicit, Method: get } }
        Route:
          { Type: HttpApi, Properties: { Path: /route, Method: get, ApiId: !Ref Http } }
  Rest:
    Type: AWS::Serverless::Api
    Properties:
      StageName: live
      Cors: \'*\'
      Auth:
        DefaultAuthorizer: Pool
        Authorizers:
          Pool:
            UserPoolArn: arn:aws:cognito
  Http:
    Type: AWS::Serverless::HttpApi
    Properties:
      Auth:
        DefaultAuthorizer: Token
        Authorizers:
          Token:
            IdentitySource: $request.header.Authorization
            JwtConfiguration: { issuer: i, audience: [a] }
";

/// A place in the output, and the line of the template that a finding about it must name.
const EXPECTED: &[(&str, &str)] = &[
    ("Rest Properties Body paths /read", "{ Type: Api, Properties: { Path: /read"),
    ("Rest Properties Body paths /read get", "{ Type: Api, Properties: { Path: /read"),
    ("Rest Properties Body paths /read get security", "DefaultAuthorizer: Pool"),
    ("Rest Properties Body paths /read options", "Cors: "),
    ("Rest Properties Body paths /free post", "Type: Api"),
    ("Rest Properties Body paths /free post security", "Authorizer: NONE"),
    ("Rest Properties Body securityDefinitions Pool", "UserPoolArn: "),
    ("RestliveStage", "StageName: live"),
    ("ServerlessRestApi", "{ Type: Api, Properties: { Path: /implicit"),
    ("ServerlessRestApi Properties Body paths /implicit get", "{ Type: Api, Properties: { Path: /implicit"),
    ("Http Properties Body paths /route get", "{ Type: HttpApi"),
    ("Http Properties Body paths /route get security", "DefaultAuthorizer: Token"),
    ("Http Properties Body components securitySchemes Token", "IdentitySource: "),
    ("OpenReadPermissionlive", "{ Type: Api, Properties: { Path: /read"),
];

#[test]
fn what_apis_show_leads_back_to_the_line_that_caused_it() {
    let text = TEMPLATE.replace("\\'", "'").replace("Cors: '*'", "Cors: \"'*'\"");
    let document = parse_one(FileId(0), "t.yaml", &text, Dialect::CloudFormation, &Limits::default());
    let root = document.root.expect("the template parses");
    let made = transform(&root, &Options::for_region("eu-west-1")).expect("the template is valid").template;
    let lines: Vec<&str> = text.lines().collect();
    let index = LineIndex::new(&text);
    let mut wrong = Vec::new();
    for (path, expected) in EXPECTED {
        let keys: Vec<&str> = std::iter::once("Resources").chain(path.split(' ')).collect();
        let line = made.at(&keys).and_then(Node::span).map(|span| lines[index.line(span.start) as usize - 1].trim());
        if !line.is_some_and(|line| line.starts_with(expected)) {
            wrong.push(format!("{path}: {line:?}, expected {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
