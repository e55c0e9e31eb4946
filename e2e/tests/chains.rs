//! Ways through several services, joined to one path.

use scan::{Config, Report, scan};
use source::MemoryFiles;

fn report(template: &str) -> Report {
    scan(&MemoryFiles::new([("template.yaml", template)]), &Config::default())
}

/// The path's hops, as `label → label …`.
fn paths(report: &Report) -> Vec<String> {
    let labels =
        |path: &paths::AttackPath| path.hops.iter().map(|hop| hop.label.clone()).collect::<Vec<_>>().join(" → ");
    report.paths.iter().map(labels).collect()
}

const ADMIN: &str = "
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      Handler: app.handler
      Runtime: python3.13
      CodeUri: src/
      Policies: [AdministratorAccess]
";

#[test]
fn a_gateway_a_workflow_and_a_function() {
    let template = format!(
        "Transform: AWS::Serverless-2016-10-31\nResources:{ADMIN}
  Flow:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition: {{ StartAt: A, States: {{ A: {{ Type: Task, Resource: !GetAtt Worker.Arn, End: true }} }} }}
      Policies: [ {{ LambdaInvokePolicy: {{ FunctionName: !Ref Worker }} }} ]
      Events:
        Start: {{ Type: Api, Properties: {{ Path: /start, Method: post }} }}
"
    );
    let report = report(&template);
    assert_eq!(paths(&report), ["POST /start → Worker → * → the whole account"]);
    let reach: Vec<String> = report.entries.iter().map(|entry| format!("{} {}", entry.label, entry.reach)).collect();
    assert_eq!(reach, ["workflow Flow public", "POST /start public"]);
}

#[test]
fn a_gateway_a_queue_and_a_function() {
    let template = format!(
        "Transform: AWS::Serverless-2016-10-31\nResources:{ADMIN}      Events:
        Job: {{ Type: SQS, Properties: {{ Queue: !GetAtt Jobs.Arn }} }}
  Jobs: {{ Type: AWS::SQS::Queue }}
  Api: {{ Type: AWS::ApiGateway::RestApi, Properties: {{ Name: a }} }}
  Post:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !GetAtt Api.RootResourceId
      HttpMethod: POST
      AuthorizationType: NONE
      Integration:
        Type: AWS
        IntegrationHttpMethod: POST
        Uri: !Sub \"arn:aws:apigateway:${{AWS::Region}}:sqs:path/${{AWS::AccountId}}/${{Jobs.QueueName}}\"
"
    );
    let report = report(&template);
    assert_eq!(paths(&report), ["POST / → Worker → * → the whole account"]);
    let because = report.paths[0].hops[0].message.as_str();
    assert_eq!(because, "POST / delivers into queue Jobs");
}

#[test]
fn a_workflow_that_nobody_starts_from_outside() {
    let template = format!(
        "Transform: AWS::Serverless-2016-10-31\nResources:{ADMIN}
  Flow:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      RoleArn: arn:aws:iam::111122223333:role/flow
      DefinitionString: !Sub '{{\"StartAt\": \"A\", \"States\": {{\"A\": {{\"Type\": \"Task\", \"Resource\": \"${{Worker.Arn}}\", \"End\": true}}}}}}'
"
    );
    let report = report(&template);
    assert_eq!(report.entries.iter().map(|entry| entry.reach).collect::<Vec<_>>(), ["private"]);
    assert!(report.paths.is_empty());
}
