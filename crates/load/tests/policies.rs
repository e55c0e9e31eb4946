//! Which policies on things a template carries: each with what it stands on, what that is, and what keeps strangers out.

use finding::NoticeKind;
use load::{Loaded, Options, load};
use model::{PolicyTarget, ResourcePolicy};
use source::MemoryFiles;

/// A document that everyone's template may carry.
const DOCUMENT: &str =
    r#"{ Version: "2012-10-17", Statement: [ { Effect: Allow, Principal: "*", Action: "*", Resource: "*" } ] }"#;

fn loaded(resources: &str) -> Loaded {
    let text = format!("Resources:\n{resources}\n").replace("DOCUMENT", DOCUMENT);
    load(&MemoryFiles::new([("t.yaml", text.as_str())]), &Options::default())
}

/// `what it stands on: noun [barrier]`.
fn told(loaded: &Loaded, policy: &ResourcePolicy) -> String {
    let project = &loaded.project;
    let on = match policy.on {
        PolicyTarget::Function(id) => project.function(id).map(|function| function.resource.name.to_string()),
        PolicyTarget::Store(id) => project.store(id).map(|store| store.resource.name.to_string()),
        PolicyTarget::Api(id) => project.api(id).map(|api| api.resource.name.to_string()),
        PolicyTarget::Identity(id) => project.identity(id).map(|identity| identity.resource.name.to_string()),
        PolicyTarget::Elsewhere => Some("-".to_owned()),
    };
    let barrier = policy.barrier.first().map_or_else(String::new, |words| format!(" [{words}]"));
    format!("{}: {}{barrier}", on.unwrap_or_default(), policy.noun)
}

fn policies(resources: &str) -> Vec<String> {
    let loaded = loaded(resources);
    loaded.project.resource_policies.iter().map(|policy| told(&loaded, policy)).collect()
}

#[test]
fn every_type_with_a_policy_inside() {
    for (kind, property, expected) in [
        ("AWS::KMS::Key", "KeyPolicy", "T: key"),
        ("AWS::KMS::ReplicaKey", "KeyPolicy", "-: key"),
        ("AWS::ApiGateway::RestApi", "Policy", "T: gateway"),
        ("AWS::ECR::Repository", "RepositoryPolicyText", "-: container repository"),
        ("AWS::ECR::PublicRepository", "RepositoryPolicyText", "-: public container repository"),
        ("AWS::ECR::RegistryPolicy", "PolicyText", "-: container registry"),
        ("AWS::Events::EventBus", "Policy", "T: event bus"),
        ("AWS::EventSchemas::RegistryPolicy", "Policy", "-: schema registry"),
        ("AWS::OpenSearchService::Domain", "AccessPolicies", "T: search domain"),
        ("AWS::Elasticsearch::Domain", "AccessPolicies", "-: search domain"),
        ("AWS::EFS::FileSystem", "FileSystemPolicy", "-: file system [only what stands in its network gets to it]"),
        ("AWS::Backup::BackupVault", "AccessPolicy", "-: backup vault"),
        ("AWS::IAM::Role", "AssumeRolePolicyDocument", "T: role"),
        ("AWS::Logs::ResourcePolicy", "PolicyDocument", "-: log groups of the account"),
        ("AWS::Logs::Destination", "DestinationPolicy", "-: log destination"),
        ("AWS::CodeArtifact::Domain", "PermissionsPolicyDocument", "-: package domain"),
        ("AWS::CodeArtifact::Repository", "PermissionsPolicyDocument", "-: package repository"),
        ("AWS::MediaStore::Container", "Policy", "-: media container"),
        ("AWS::S3::AccessPoint", "Policy", "-: access point [public access to it is blocked]"),
        ("AWS::S3Express::BucketPolicy", "PolicyDocument", "-: directory bucket [such buckets are never public]"),
        ("AWS::S3Tables::TableBucketPolicy", "ResourcePolicy", "-: table bucket [such buckets are never public]"),
        ("AWS::S3Vectors::VectorBucketPolicy", "Policy", "-: vector bucket [such buckets are never public]"),
        ("AWS::EC2::VPCEndpoint", "PolicyDocument", "-: VPC endpoint [only what stands in its network gets to it]"),
        ("AWS::VpcLattice::AuthPolicy", "Policy", "-: service network [only what stands in its network gets to it]"),
    ] {
        let found = policies(&format!("  T: {{ Type: {kind}, Properties: {{ {property}: DOCUMENT }} }}"));
        assert_eq!(found, [expected], "{kind}");
    }
}

#[test]
fn every_type_that_names_what_it_stands_on() {
    for (store, kind, property, document, expected) in [
        ("AWS::SQS::Queue", "AWS::SQS::QueuePolicy", "Queues: [!Ref S]", "PolicyDocument", "S: queue"),
        ("AWS::SQS::Queue", "AWS::SQS::QueueInlinePolicy", "Queue: !Ref S", "PolicyDocument", "S: queue"),
        ("AWS::SNS::Topic", "AWS::SNS::TopicPolicy", "Topics: [!Ref S]", "PolicyDocument", "S: topic"),
        ("AWS::SNS::Topic", "AWS::SNS::TopicInlinePolicy", "TopicArn: !Ref S", "PolicyDocument", "S: topic"),
        ("AWS::S3::Bucket", "AWS::S3::BucketPolicy", "Bucket: !Ref S", "PolicyDocument", "S: bucket"),
        (
            "AWS::SecretsManager::Secret",
            "AWS::SecretsManager::ResourcePolicy",
            "SecretId: !Ref S",
            "ResourcePolicy",
            "S: secret",
        ),
        (
            "AWS::Kinesis::Stream",
            "AWS::Kinesis::ResourcePolicy",
            "ResourceArn: !GetAtt S.Arn",
            "ResourcePolicy",
            "S: stream",
        ),
        (
            "AWS::Lambda::Function",
            "AWS::Lambda::ResourcePolicy",
            "ResourceArn: !GetAtt S.Arn",
            "PolicyDocument",
            "S: function",
        ),
        (
            "AWS::Events::EventBus",
            "AWS::EventsV2::ResourcePolicy",
            "EventBusArn: !GetAtt S.Arn",
            "PolicyDocument",
            "S: event bus",
        ),
        ("AWS::SQS::Queue", "AWS::SQS::QueuePolicy", "Queues: [elsewhere, other]", "PolicyDocument", "-: queue"),
    ] {
        let found = policies(&format!(
            "  S: {{ Type: {store}, Properties: {{}} }}\n  T: {{ Type: {kind}, Properties: {{ {property}, {document}: DOCUMENT }} }}"
        ));
        assert_eq!(found, [expected], "{kind}");
    }
}

#[test]
fn what_keeps_strangers_out_is_read() {
    let blocked = "  B: { Type: AWS::S3::Bucket, Properties: { PublicAccessBlockConfiguration: { BlockPublicPolicy: true, BlockPublicAcls: true } } }\n  T: { Type: AWS::S3::BucketPolicy, Properties: { Bucket: !Ref B, PolicyDocument: DOCUMENT } }";
    assert_eq!(policies(blocked), ["B: bucket [public access to it is blocked]"]);
    let in_vpc = "  T: { Type: AWS::OpenSearchService::Domain, Properties: { VPCOptions: { SubnetIds: [s] }, AccessPolicies: DOCUMENT } }";
    assert_eq!(policies(in_vpc), ["T: search domain [it stands in a VPC]"]);
    let opened = "  T: { Type: AWS::S3::AccessPoint, Properties: { Policy: DOCUMENT, PublicAccessBlockConfiguration: { BlockPublicPolicy: false } } }";
    assert_eq!(policies(opened), ["-: access point"]);
    let secret = "  T: { Type: AWS::SecretsManager::ResourcePolicy, Properties: { SecretId: x, BlockPublicPolicy: true, ResourcePolicy: DOCUMENT } }";
    assert_eq!(policies(secret), ["-: secret [the service refuses policies for everyone]"]);
}

#[test]
fn a_name_that_only_a_deployment_knows_is_still_a_name() {
    let template = |bucket: &str| {
        let text = format!(
            "Parameters: {{ Name: {{ Type: String }} }}\nResources:\n  B: {{ Type: AWS::S3::Bucket, Properties: {{ BucketName: !Ref Name }} }}\n  T: {{ Type: AWS::S3::BucketPolicy, Properties: {{ Bucket: {bucket}, PolicyDocument: {DOCUMENT} }} }}\n"
        );
        let loaded = load(&MemoryFiles::new([("t.yaml", text.as_str())]), &Options::default());
        loaded.project.resource_policies.iter().map(|policy| told(&loaded, policy)).collect::<Vec<_>>()
    };
    assert_eq!(template("!Ref Name"), ["B: bucket"]);
    assert_eq!(template("!Ref B"), ["B: bucket"]);
    assert_eq!(template("other"), ["-: bucket"]);
}

#[test]
fn a_table_and_its_stream_have_policies_of_their_own() {
    let table = "  T: { Type: AWS::DynamoDB::Table, Properties: { ResourcePolicy: { PolicyDocument: DOCUMENT }, StreamSpecification: { ResourcePolicy: { PolicyDocument: DOCUMENT } } } }";
    assert_eq!(policies(table), ["T: table", "T: stream of the table"]);
    let global = "  T: { Type: AWS::DynamoDB::GlobalTable, Properties: { Replicas: [ { Region: a, ResourcePolicy: { PolicyDocument: DOCUMENT } }, { Region: b } ] } }";
    assert_eq!(policies(global), ["T: table"]);
}

#[test]
fn permissions_are_statements() {
    let statements = |resources: &str| {
        let loaded = loaded(resources);
        let policy = &loaded.project.resource_policies[0];
        let statement = &policy.document.statements[0];
        let principal = statement.principal.as_ref().unwrap().patterns[0].value.clone();
        let conditions: Vec<String> = statement.conditions.iter().map(|one| one.key.value.to_string()).collect();
        assert!(loaded.notices.is_empty(), "{:?}", loaded.notices);
        let action = statement.action.as_ref().unwrap().patterns[0].value.text().to_owned();
        format!(
            "{} | {:?} {} | {action} | {}",
            told(&loaded, policy),
            principal.kind,
            principal.text,
            conditions.join(",")
        )
    };
    for (resource, expected) in [
        (
            "AWS::Lambda::LayerVersionPermission, Properties: { LayerVersionArn: l, Action: 'lambda:GetLayerVersion', Principal: '*', OrganizationId: o-1 }",
            "-: layer | Everyone * | lambda:GetLayerVersion | aws:PrincipalOrgID",
        ),
        (
            "AWS::Events::EventBusPolicy, Properties: { StatementId: s, Principal: '*', Action: 'events:PutEvents', Condition: { Type: StringEquals, Key: aws:PrincipalOrgID, Value: o-1 } }",
            "-: event bus | Everyone * | events:PutEvents | aws:PrincipalOrgID",
        ),
        (
            "AWS::Events::EventBusPolicy, Properties: { StatementId: s, EventBusName: !Ref B, Statement: { Effect: Allow, Principal: { AWS: '111122223333' }, Action: 'events:PutEvents', Resource: '*' } }",
            "B: event bus | Aws 111122223333 | events:PutEvents | ",
        ),
        (
            "AWS::EC2::VPCEndpointServicePermissions, Properties: { ServiceId: s, AllowedPrincipals: ['*'] }",
            "-: VPC endpoint service | Aws * | ec2:CreateVpcEndpoint | ",
        ),
        (
            "AWS::ACMPCA::Permission, Properties: { CertificateAuthorityArn: c, Actions: [IssueCertificate], Principal: acm.amazonaws.com, SourceAccount: '1' }",
            "-: certificate authority | Service acm.amazonaws.com | acm-pca:IssueCertificate | aws:SourceAccount",
        ),
    ] {
        let found = statements(&format!(
            "  B: {{ Type: AWS::Events::EventBus, Properties: {{ Name: b }} }}\n  T: {{ Type: {resource} }}"
        ));
        assert_eq!(found, expected, "{resource}");
    }
}

#[test]
fn a_policy_in_a_text_is_read_and_points_at_the_text() {
    let resources = r#"  T: { Type: AWS::Logs::Destination, Properties: { DestinationPolicy: '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "logs:PutSubscriptionFilter", "Resource": "*"}]}' } }"#;
    let loaded = loaded(resources);
    let policy = &loaded.project.resource_policies[0];
    let span = policy.document.statements[0].origin.written().unwrap();
    let text = format!("Resources:\n{resources}\n");
    assert!(text[span.start as usize..span.end as usize].starts_with("'{\"Version\""));
}

#[test]
fn what_is_not_read_is_said() {
    let unknown = loaded("  T: { Type: AWS::New::Thing, Properties: { Inner: { Rules: DOCUMENT } } }");
    assert_eq!(unknown.notices.iter().map(|notice| notice.kind).collect::<Vec<_>>(), [NoticeKind::Unsupported]);
    let text = loaded(r#"  T: { Type: AWS::New::Thing, Properties: { P: '{"Statement": {"Principal": "*"}}' } }"#);
    assert_eq!(text.notices.iter().map(|notice| notice.kind).collect::<Vec<_>>(), [NoticeKind::Unsupported]);
    let parameter = loaded("  T: { Type: AWS::Logs::Destination, Properties: { DestinationPolicy: '{broken' } }");
    assert_eq!(parameter.notices.iter().map(|notice| notice.kind).collect::<Vec<_>>(), [NoticeKind::Unresolved]);
    let identity = loaded("  T: { Type: AWS::IAM::ManagedPolicy, Properties: { PolicyDocument: { Statement: [] } } }");
    assert!(identity.notices.is_empty(), "{:?}", identity.notices);
}
