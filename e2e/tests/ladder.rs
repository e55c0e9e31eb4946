//! Every rung of the ladder by which it is decided who reaches an entry, each in a small template.

use load::{Options, load};
use source::MemoryFiles;

/// `label: reach` of each entry, the most open answer.
fn reached(resources: &str) -> Vec<String> {
    let template = format!(
        "Parameters: {{ Stage: {{ Type: String }} }}\nConditions: {{ IsProd: !Equals [!Ref Stage, prod] }}\nResources:\n{resources}"
    );
    let loaded = load(&MemoryFiles::new([("t.yaml", template.as_str())]), &Options::default());
    let project = loaded.project;
    let (exposure, _) = exposure::exposure(&project);
    let entries = project.entry_ids().map(|(id, entry)| {
        let worst = exposure.of(id).and_then(model::EntryExposure::worst);
        let only_if = worst.and_then(|answer| project.only_if(&answer.guard));
        let only_if = only_if.map_or_else(String::new, |guard| format!(" if {guard}"));
        format!("{}: {}{only_if}", entry.label(&project), exposure.reach(id).name())
    });
    entries.collect()
}

fn check(cases: &[(&str, &str)], template: impl Fn(&str) -> String) {
    for (written, expected) in cases {
        assert_eq!(reached(&template(written)), [*expected], "{written}");
    }
}

#[test]
fn a_method_asks_for_what_it_states() {
    let cases = [
        ("AuthorizationType: NONE", "GET /: public"),
        ("OperationName: o", "GET /: public"),
        ("AuthorizationType: NONE, ApiKeyRequired: true", "GET /: key-only"),
        ("AuthorizationType: AWS_IAM", "GET /: authenticated"),
        ("AuthorizationType: COGNITO_USER_POOLS, AuthorizerId: !Ref A", "GET /: authenticated"),
        ("AuthorizationType: !If [IsProd, AWS_IAM, NONE]", "GET /: public if Stage is not prod"),
        ("AuthorizationType: !ImportValue x", "GET /: unknown"),
    ];
    check(&cases, |stated| {
        format!(
            "  Api: {{ Type: AWS::ApiGateway::RestApi }}\n  A: {{ Type: AWS::ApiGateway::Authorizer, Properties: {{ RestApiId: !Ref Api, Type: COGNITO_USER_POOLS }} }}\n  M: {{ Type: AWS::ApiGateway::Method, Properties: {{ RestApiId: !Ref Api, ResourceId: !GetAtt Api.RootResourceId, HttpMethod: GET, {stated} }} }}\n"
        )
    });
}

#[test]
fn a_document_asks_by_its_security() {
    let cases = [
        ("paths: { /a: { get: {} } }", "GET /a: public"),
        ("security: [{ Real: [] }], paths: { /a: { get: {} } }", "GET /a: authenticated"),
        ("security: [{ Real: [] }], paths: { /a: { get: { security: [] } } }", "GET /a: public"),
        ("security: [{ Bare: [] }], paths: { /a: { get: {} } }", "GET /a: public"),
        ("paths: { /a: { get: { security: [{ Key: [] }] } } }", "GET /a: key-only"),
        ("paths: { /a: { get: { security: [{ Key: [] }, { Iam: [] }] } } }", "GET /a: authenticated"),
        ("paths: { /a: { get: { security: [{ Nobody: [] }] } } }", "GET /a: public"),
    ];
    let schemes = "Real: { type: apiKey, name: Authorization, x-amazon-apigateway-authorizer: { type: cognito_user_pools } }, Bare: { type: oauth2 }, Key: { type: apiKey, name: x-api-key, in: header }, Iam: { type: apiKey, x-amazon-apigateway-authtype: awsSigv4 }";
    check(&cases, |document| {
        format!(
            "  Api: {{ Type: AWS::ApiGateway::RestApi, Properties: {{ Body: {{ components: {{ securitySchemes: {{ {schemes} }} }}, {document} }} }} }}\n"
        )
    });
}

#[test]
fn a_gateway_narrows_who_comes_through() {
    let policy = |statement: &str| format!("Policy: {{ Version: '2012-10-17', Statement: [{statement}] }}");
    let anyone = "Effect: Allow, Principal: '*', Action: 'execute-api:Invoke', Resource: '*'";
    let cases = [
        ("Name: a".to_owned(), "GET /: public"),
        (policy(&format!("{{ {anyone} }}")), "GET /: public"),
        (
            policy(&format!("{{ {anyone}, Condition: {{ IpAddress: {{ 'aws:SourceIp': 192.0.2.0/24 }} }} }}")),
            "GET /: private",
        ),
        (
            policy(&format!(
                "{{ {anyone} }}, {{ Effect: Deny, Principal: '*', Action: 'execute-api:Invoke', Resource: '*' }}"
            )),
            "GET /: private",
        ),
        (
            policy(
                "{ Effect: Allow, Principal: { AWS: '123456789012' }, Action: 'execute-api:Invoke', Resource: '*' }",
            ),
            "GET /: private",
        ),
        ("EndpointConfiguration: { Types: [PRIVATE] }".to_owned(), "GET /: private"),
        ("EndpointConfiguration: { Types: [REGIONAL] }".to_owned(), "GET /: public"),
        (
            "EndpointConfiguration: { Types: [!If [IsProd, PRIVATE, REGIONAL]] }".to_owned(),
            "GET /: public if Stage is not prod",
        ),
    ];
    for (written, expected) in cases {
        let template = format!(
            "  Api: {{ Type: AWS::ApiGateway::RestApi, Properties: {{ {written} }} }}\n  M: {{ Type: AWS::ApiGateway::Method, Properties: {{ RestApiId: !Ref Api, ResourceId: !GetAtt Api.RootResourceId, HttpMethod: GET, AuthorizationType: NONE }} }}\n"
        );
        assert_eq!(reached(&template), [expected], "{written}");
    }
}

#[test]
fn a_client_certificate_counts_when_there_is_no_other_door() {
    let cases = [("DisableExecuteApiEndpoint: true", "GET /: authenticated"), ("Description: d", "GET /: public")];
    check(&cases, |setting| {
        format!(
            "  Api: {{ Type: AWS::ApiGatewayV2::Api, Properties: {{ ProtocolType: HTTP, {setting} }} }}\n  R: {{ Type: AWS::ApiGatewayV2::Route, Properties: {{ ApiId: !Ref Api, RouteKey: GET / }} }}\n  D: {{ Type: AWS::ApiGatewayV2::DomainName, Properties: {{ DomainName: d.example.com, MutualTlsAuthentication: {{ TruststoreUri: s3://b/k }} }} }}\n  P: {{ Type: AWS::ApiGatewayV2::ApiMapping, Properties: {{ ApiId: !Ref Api, DomainName: !Ref D }} }}\n"
        )
    });
}

#[test]
fn messages_come_from_whoever_could_connect() {
    let socket = |connect: &str| {
        reached(&format!(
            "  Api: {{ Type: AWS::ApiGatewayV2::Api, Properties: {{ ProtocolType: WEBSOCKET }} }}\n  Send: {{ Type: AWS::ApiGatewayV2::Route, Properties: {{ ApiId: !Ref Api, RouteKey: send }} }}\n  Connect: {{ Type: AWS::ApiGatewayV2::Route, Properties: {{ ApiId: !Ref Api, RouteKey: $connect, AuthorizationType: {connect} }} }}\n"
        ))
    };
    assert_eq!(socket("AWS_IAM"), ["WebSocket send: authenticated", "WebSocket $connect: authenticated"]);
    assert_eq!(socket("NONE"), ["WebSocket send: public", "WebSocket $connect: public"]);
}

const WORKER: &str =
    "  F: { Type: AWS::Lambda::Function, Properties: { Code: ./s, Handler: a.b, Runtime: python3.13 } }\n";

#[test]
fn urls_ask_for_what_they_state() {
    let cases = [("NONE", "function URL: public"), ("AWS_IAM", "function URL: authenticated")];
    check(&cases, |kind| {
        format!(
            "{WORKER}  U: {{ Type: AWS::Lambda::Url, Properties: {{ TargetFunctionArn: !Ref F, AuthType: {kind} }} }}\n"
        )
    });
}

#[test]
fn arrivals_come_from_whoever_may_put_something_there() {
    let queue = "  Q: { Type: AWS::SQS::Queue }\n  S: { Type: AWS::Lambda::EventSourceMapping, Properties: { FunctionName: !Ref F, EventSourceArn: !GetAtt Q.Arn } }\n";
    let cases = [
        ("'*', Action: 'sqs:SendMessage'", "queue Q: public"),
        ("'*', Action: 'sqs:*'", "queue Q: public"),
        ("'*', Action: 'sqs:ReceiveMessage'", "queue Q: private"),
        ("{ Service: sns.amazonaws.com }, Action: 'sqs:SendMessage'", "queue Q: private"),
        (
            "'*', Action: 'sqs:SendMessage', Condition: { ArnEquals: { 'aws:SourceArn': 'arn:aws:sns:eu-west-1:123456789012:t' } }",
            "queue Q: private",
        ),
    ];
    check(&cases, |statement| {
        format!(
            "{WORKER}{queue}  P: {{ Type: AWS::SQS::QueuePolicy, Properties: {{ Queues: [!Ref Q], PolicyDocument: {{ Version: '2012-10-17', Statement: [{{ Effect: Allow, Resource: '*', Principal: {statement} }}] }} }} }}\n"
        )
    });
    let buckets = [
        ("AccessControl: PublicReadWrite", "bucket B: public"),
        ("AccessControl: PublicRead", "bucket B: private"),
        (
            "AccessControl: PublicReadWrite, PublicAccessBlockConfiguration: { BlockPublicPolicy: true, BlockPublicAcls: true }",
            "bucket B: private",
        ),
    ];
    check(&buckets, |setting| {
        format!(
            "{WORKER}  B: {{ Type: AWS::S3::Bucket, Properties: {{ {setting}, NotificationConfiguration: {{ LambdaConfigurations: [{{ Event: 's3:ObjectCreated:*', Function: !GetAtt F.Arn }}] }} }} }}\n"
        )
    });
}

#[test]
fn what_is_not_decided_is_unknown_and_said() {
    let statement = "{ Effect: Allow, Resource: '*', Principal: '*', Action: 'sqs:SendMessage' }";
    let statements = vec![statement; 301].join(", ");
    let template = format!(
        "Resources:\n{WORKER}  Q: {{ Type: AWS::SQS::Queue }}\n  M: {{ Type: AWS::Lambda::EventSourceMapping, Properties: {{ FunctionName: !Ref F, EventSourceArn: !GetAtt Q.Arn }} }}\n  P: {{ Type: AWS::SQS::QueuePolicy, Properties: {{ Queues: [!Ref Q], PolicyDocument: {{ Statement: [{statements}] }} }} }}\n"
    );
    let loaded = load(&MemoryFiles::new([("t.yaml", template.as_str())]), &Options::default());
    let (exposure, notices) = exposure::exposure(&loaded.project);
    assert_eq!(notices.len(), 1, "{notices:?}");
    let reach: Vec<&str> = loaded.project.entry_ids().map(|(id, _)| exposure.reach(id).name()).collect();
    assert_eq!(reach, ["unknown"]);
}
