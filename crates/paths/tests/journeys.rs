//! From doors to goals, through small templates: which paths there are, in which order, and what closes them.

use finding::Confidence;
use load::{Options, load};
use model::Application;
use paths::{AttackPath, ChokePoint, HopKind, Weakness};
use source::MemoryFiles;

fn found(template: &str) -> (Vec<AttackPath>, Vec<ChokePoint>) {
    found_with(template, &[])
}

fn found_with(template: &str, weaknesses: &[Weakness]) -> (Vec<AttackPath>, Vec<ChokePoint>) {
    let project = load(&MemoryFiles::new([("t.yaml", template)]), &Options::default()).project;
    let (exposure, _) = exposure::exposure(&project);
    let (access, _) = iam::access(&project);
    paths::attack_paths(&Application { project, exposure, access, as_of: "2026-01-01".to_owned() }, weaknesses)
}

fn titles(paths: &[AttackPath]) -> Vec<&str> {
    paths.iter().map(|path| path.title.as_str()).collect()
}

fn closes(points: &[ChokePoint]) -> Vec<(bool, &[usize])> {
    points.iter().map(|point| (point.action.contains("permission"), point.closes.as_slice())).collect()
}

/// A function whose identity may do `action` on `resource`.
fn function(name: &str, action: &str, resource: &str) -> String {
    let role = if action.is_empty() {
        String::new()
    } else {
        format!(
            "Policies: [{{ PolicyName: p, PolicyDocument: {{ Version: '2012-10-17', Statement: [{{ Effect: Allow, Action: '{action}', Resource: {resource} }}] }} }}]"
        )
    };
    format!(
        "  {name}: {{ Type: AWS::Lambda::Function, Properties: {{ Code: ./s, Handler: a.b, Runtime: python3.13, Role: !GetAtt {name}Role.Arn }} }}\n  {name}Role: {{ Type: AWS::IAM::Role, Properties: {{ AssumeRolePolicyDocument: {{}}, {role} }} }}\n"
    )
}

/// An open URL of a function.
fn url(name: &str) -> String {
    format!(
        "  {name}Url: {{ Type: AWS::Lambda::Url, Properties: {{ TargetFunctionArn: !Ref {name}, AuthType: NONE }} }}\n"
    )
}

const TABLE: &str = "Resources:\n  T: { Type: AWS::DynamoDB::Table }\n";

#[test]
fn a_path_needs_an_open_door_and_something_worth_having() {
    let reads = TABLE.to_owned() + &function("F", "dynamodb:GetItem", "!GetAtt T.Arn");
    assert!(found(&reads).0.is_empty(), "no door");
    let (paths, points) = found(&(reads + &url("F")));
    assert_eq!(titles(&paths), ["anyone → F → read table T"]);
    assert_eq!(closes(&points), [(false, &[0][..])]);
    let logs = TABLE.to_owned() + &function("F", "logs:PutLogEvents", "'*'") + &url("F");
    assert!(found(&logs).0.is_empty(), "nothing to gain");
}

#[test]
fn paths_go_through_functions_that_are_invoked_or_fed() {
    let reads = function("Inner", "dynamodb:GetItem", "!GetAtt T.Arn");
    let invokes = function("Outer", "lambda:InvokeFunction", "!GetAtt Inner.Arn");
    let sends = function("Outer", "sqs:SendMessage", "!GetAtt Q.Arn");
    let feeds = "  Q: { Type: AWS::SQS::Queue }\n  M: { Type: AWS::Lambda::EventSourceMapping, Properties: { FunctionName: !Ref Inner, EventSourceArn: !GetAtt Q.Arn } }\n";
    for between in [invokes, sends + feeds] {
        let (paths, _) = found(&format!("{TABLE}{reads}{between}{}", url("Outer")));
        assert_eq!(titles(&paths), ["anyone → Outer → Inner → read table T"], "{between}");
        let labels: Vec<&str> = paths.iter().flat_map(|path| &path.hops).map(|hop| hop.label.as_str()).collect();
        assert!(labels.contains(&"Inner"), "{labels:?}");
    }
}

#[test]
fn a_path_passes_at_most_three_functions() {
    let chain = |length: usize| {
        let mut template =
            TABLE.to_owned() + &url("F1") + &function(&format!("F{length}"), "dynamodb:GetItem", "!GetAtt T.Arn");
        for number in 1..length {
            template +=
                &function(&format!("F{number}"), "lambda:InvokeFunction", &format!("!GetAtt F{}.Arn", number + 1));
        }
        found(&template).0.len()
    };
    assert_eq!((1..=4).map(chain).collect::<Vec<_>>(), [1, 1, 1, 0]);
}

#[test]
fn guests_need_no_function() {
    let template = TABLE.to_owned()
        + &function("F", "dynamodb:GetItem", "!GetAtt T.Arn")
        + "  Pool: { Type: AWS::Cognito::IdentityPool, Properties: { AllowUnauthenticatedIdentities: true } }\n"
        + "  Guests: { Type: AWS::Cognito::IdentityPoolRoleAttachment, Properties: { IdentityPoolId: !Ref Pool, Roles: { unauthenticated: !GetAtt FRole.Arn } } }\n";
    assert_eq!(titles(&found(&template).0), ["anyone → identity pool Pool → read table T"]);
    assert!(found(&template.replace("true", "false")).0.is_empty());
}

#[test]
fn a_path_says_when_it_exists() {
    let template = "Parameters: { Stage: { Type: String } }\nConditions: { IsDev: !Equals [!Ref Stage, dev] }\n"
        .to_owned()
        + TABLE
        + &function("F", "dynamodb:GetItem", "!GetAtt T.Arn")
        + &url("F").replace("NONE", "!If [IsDev, NONE, AWS_IAM]");
    let (paths, _) = found(&template);
    assert_eq!(paths.iter().map(|path| path.only_if.as_deref()).collect::<Vec<_>>(), [Some("Stage = dev")]);
}

#[test]
fn one_permission_that_most_paths_use_is_the_first_change() {
    let shared = function("Inner", "dynamodb:GetItem", "!GetAtt T.Arn");
    let mut template = TABLE.to_owned() + &shared;
    for name in ["A", "B", "C"] {
        template += &function(name, "", "''").replace(&format!("{name}Role.Arn"), "InnerRole.Arn");
        template += &url(name);
    }
    let (paths, points) = found(&template);
    assert_eq!(paths.len(), 3);
    assert_eq!(closes(&points), [(true, &[0, 1, 2][..])]);
}

#[test]
fn one_gateway_with_many_open_routes_is_one_lock() {
    let mut template =
        TABLE.to_owned() + "  Api: { Type: AWS::ApiGatewayV2::Api, Properties: { ProtocolType: HTTP } }\n";
    for name in ["A", "B"] {
        template += &function(name, "dynamodb:GetItem", "!GetAtt T.Arn");
        template += &format!(
            "  {name}I: {{ Type: AWS::ApiGatewayV2::Integration, Properties: {{ ApiId: !Ref Api, IntegrationType: AWS_PROXY, IntegrationUri: !GetAtt {name}.Arn }} }}\n  {name}R: {{ Type: AWS::ApiGatewayV2::Route, Properties: {{ ApiId: !Ref Api, RouteKey: GET /{name}, Target: !Sub 'integrations/${{{name}I}}' }} }}\n"
        );
    }
    let (paths, points) = found(&template);
    assert_eq!(paths.len(), 2);
    assert_eq!(closes(&points), [(false, &[0, 1][..])]);
}

#[test]
fn the_worst_path_comes_first_then_the_shortest() {
    let template = TABLE.to_owned()
        + &function("Low", "lambda:InvokeFunction", "!GetAtt Read.Arn")
        + &function("Read", "dynamodb:GetItem", "!GetAtt T.Arn")
        + &function("Own", "*", "'*'")
        + &url("Low")
        + &url("Read")
        + &url("Own");
    let (paths, _) = found(&template);
    let order: Vec<_> = paths.iter().map(|path| (std::cmp::Reverse(path.severity), path.hops.len())).collect();
    assert!(order.is_sorted(), "{order:?}");
    assert!(paths.first().is_some_and(|path| path.title.contains("Own")), "{:?}", titles(&paths));
    assert!(paths.iter().filter(|path| path.title.contains("→ Own →")).count() <= 4);
}

#[test]
fn a_fault_in_the_code_proves_the_path_through_its_function() {
    let template = TABLE.to_owned()
        + &function("Safe", "dynamodb:GetItem", "!GetAtt T.Arn")
        + &url("Safe")
        + &function("Weak", "dynamodb:GetItem", "!GetAtt T.Arn")
        + &url("Weak");
    let weakness =
        Weakness { function: "Weak".to_owned(), label: "x 1.0".to_owned(), message: "runs it".to_owned(), span: None };
    let (paths, _) = found_with(&template, &[weakness]);
    assert_eq!(titles(&paths), ["anyone → Weak → read table T", "anyone → Safe → read table T"]);
    let kinds: Vec<HopKind> = paths[0].hops.iter().map(|hop| hop.kind).collect();
    assert_eq!(kinds, [HopKind::Entry, HopKind::Function, HopKind::Weakness, HopKind::Permission, HopKind::Goal]);
    assert_eq!((paths[0].confidence, paths[1].confidence), (Confidence::High, Confidence::Medium));
}
