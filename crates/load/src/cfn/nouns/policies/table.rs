//! Where each resource type carries its policy. Source: the CloudFormation resource schemas as cfn-lint
//! 1.58 has them. A type that says who may do what in properties of its own stands in `permissions`.

/// What the policies of a resource stand on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stands {
    /// What the property names.
    On(&'static str),
    /// The resource itself.
    Inside,
    /// Something the template does not speak of.
    Nowhere,
}

/// What keeps strangers out of a kind of thing whatever its policy says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keeps {
    /// Nothing.
    Nothing,
    /// The platform, always.
    Always(&'static str),
    /// What the bucket it stands on says of public access.
    Bucket,
    /// An access point's own settings: public access is blocked unless it is opened, or it takes requests from one VPC.
    AccessPoint,
    /// A VPC, if the property is set.
    Vpc(&'static str),
    /// The service, if the property is true.
    If(&'static str, &'static str),
}

/// One place of a policy.
pub(super) struct Row {
    pub kind: &'static str,
    /// The way to the document; through every item of lists on the way.
    pub document: &'static [&'static str],
    pub stands: Stands,
    /// What it stands on, in words.
    pub noun: &'static str,
    pub keeps: Keeps,
}

/// The rows of a resource type.
pub(super) fn rows(kind: &str) -> impl Iterator<Item = &'static Row> {
    ROWS.iter().filter(move |row| row.kind == kind)
}

const BLOCKED: &str = "such buckets are never public";
const NETWORK: &str = "only what stands in its network gets to it";

const fn row(
    kind: &'static str,
    document: &'static [&'static str],
    stands: Stands,
    noun: &'static str,
    keeps: Keeps,
) -> Row {
    Row { kind, document, stands, noun, keeps }
}

const ROWS: &[Row] = {
    use Keeps::{AccessPoint, Always, Bucket, If, Nothing, Vpc};
    use Stands::{Inside, Nowhere, On};
    &[
        row("AWS::S3::BucketPolicy", &["PolicyDocument"], On("Bucket"), "bucket", Bucket),
        row("AWS::S3::AccessPoint", &["Policy"], Inside, "access point", AccessPoint),
        row("AWS::S3::MultiRegionAccessPointPolicy", &["Policy"], On("MrapName"), "access point", Nothing),
        row("AWS::S3Express::BucketPolicy", &["PolicyDocument"], On("Bucket"), "directory bucket", Always(BLOCKED)),
        row("AWS::S3Express::AccessPoint", &["Policy"], Inside, "access point", Always(BLOCKED)),
        row("AWS::S3ObjectLambda::AccessPointPolicy", &["PolicyDocument"], Nowhere, "access point", Nothing),
        row("AWS::S3Outposts::BucketPolicy", &["PolicyDocument"], Nowhere, "bucket on an outpost", Always(NETWORK)),
        row("AWS::S3Outposts::AccessPoint", &["Policy"], Nowhere, "access point on an outpost", Always(NETWORK)),
        row("AWS::S3Tables::TableBucketPolicy", &["ResourcePolicy"], Nowhere, "table bucket", Always(BLOCKED)),
        row("AWS::S3Tables::TablePolicy", &["ResourcePolicy"], Nowhere, "table of a table bucket", Always(BLOCKED)),
        row("AWS::S3Vectors::VectorBucketPolicy", &["Policy"], Nowhere, "vector bucket", Always(BLOCKED)),
        row("AWS::S3Files::FileSystemPolicy", &["Policy"], Nowhere, "file system", Always(NETWORK)),
        row("AWS::FSx::S3AccessPointAttachment", &["S3AccessPoint", "Policy"], Inside, "access point", Nothing),
        row("AWS::Omics::SequenceStore", &["S3AccessPolicy"], Inside, "sequence store", Nothing),
        row("AWS::SQS::QueuePolicy", &["PolicyDocument"], On("Queues"), "queue", Nothing),
        row("AWS::SQS::QueueInlinePolicy", &["PolicyDocument"], On("Queue"), "queue", Nothing),
        row("AWS::SNS::TopicPolicy", &["PolicyDocument"], On("Topics"), "topic", Nothing),
        row("AWS::SNS::TopicInlinePolicy", &["PolicyDocument"], On("TopicArn"), "topic", Nothing),
        row("AWS::Lambda::ResourcePolicy", &["PolicyDocument"], On("ResourceArn"), "function", Nothing),
        row("AWS::KMS::Key", &["KeyPolicy"], Inside, "key", Nothing),
        row("AWS::KMS::ReplicaKey", &["KeyPolicy"], Inside, "key", Nothing),
        row("AWS::PaymentCryptography::Key", &["Policy"], Inside, "payment key", Nothing),
        row(
            "AWS::SecretsManager::ResourcePolicy",
            &["ResourcePolicy"],
            On("SecretId"),
            "secret",
            If("BlockPublicPolicy", "the service refuses policies for everyone"),
        ),
        row("AWS::SSM::ResourcePolicy", &["Policy"], On("ResourceArn"), "parameter", Nothing),
        row("AWS::ApiGateway::RestApi", &["Policy"], Inside, "gateway", Nothing),
        row("AWS::ApiGateway::RestApi", &["Body", "x-amazon-apigateway-policy"], Inside, "gateway", Nothing),
        row("AWS::ApiGateway::DomainNameV2", &["Policy"], Inside, "private domain name", Always(NETWORK)),
        row("AWS::ECR::Repository", &["RepositoryPolicyText"], Inside, "container repository", Nothing),
        row("AWS::ECR::PublicRepository", &["RepositoryPolicyText"], Inside, "public container repository", Nothing),
        row("AWS::ECR::RegistryPolicy", &["PolicyText"], Nowhere, "container registry", Nothing),
        row("AWS::ECR::RepositoryCreationTemplate", &["RepositoryPolicy"], Nowhere, "container repository", Nothing),
        row("AWS::Events::EventBus", &["Policy"], Inside, "event bus", Nothing),
        row("AWS::EventsV2::ResourcePolicy", &["PolicyDocument"], On("EventBusArn"), "event bus", Nothing),
        row("AWS::EventSchemas::RegistryPolicy", &["Policy"], Nowhere, "schema registry", Nothing),
        row("AWS::OpenSearchService::Domain", &["AccessPolicies"], Inside, "search domain", Vpc("VPCOptions")),
        row("AWS::Elasticsearch::Domain", &["AccessPolicies"], Inside, "search domain", Vpc("VPCOptions")),
        row("AWS::OSIS::Pipeline", &["ResourcePolicy", "Policy"], Inside, "ingestion pipeline", Vpc("VpcOptions")),
        row("AWS::EFS::FileSystem", &["FileSystemPolicy"], Inside, "file system", Always(NETWORK)),
        row("AWS::Backup::BackupVault", &["AccessPolicy"], Inside, "backup vault", Nothing),
        row("AWS::Backup::LogicallyAirGappedBackupVault", &["AccessPolicy"], Inside, "backup vault", Nothing),
        row("AWS::DynamoDB::Table", &["ResourcePolicy", "PolicyDocument"], Inside, "table", Nothing),
        row(
            "AWS::DynamoDB::Table",
            &["StreamSpecification", "ResourcePolicy", "PolicyDocument"],
            Inside,
            "stream of the table",
            Nothing,
        ),
        row("AWS::DynamoDB::GlobalTable", &["Replicas", "ResourcePolicy", "PolicyDocument"], Inside, "table", Nothing),
        row(
            "AWS::DynamoDB::GlobalTable",
            &["Replicas", "ReplicaStreamSpecification", "ResourcePolicy", "PolicyDocument"],
            Inside,
            "stream of the table",
            Nothing,
        ),
        row("AWS::DSQL::Cluster", &["PolicyDocument"], Inside, "database", Nothing),
        row("AWS::Redshift::Cluster", &["NamespaceResourcePolicy"], Inside, "warehouse", Nothing),
        row("AWS::RedshiftServerless::Namespace", &["NamespaceResourcePolicy"], Inside, "warehouse", Nothing),
        row("AWS::Kinesis::ResourcePolicy", &["ResourcePolicy"], On("ResourceArn"), "stream", Nothing),
        row("AWS::MSK::ClusterPolicy", &["Policy"], On("ClusterArn"), "message broker", Always(NETWORK)),
        row("AWS::Logs::ResourcePolicy", &["PolicyDocument"], Nowhere, "log groups of the account", Nothing),
        row("AWS::Logs::LogGroup", &["ResourcePolicyDocument"], Inside, "log group", Nothing),
        row("AWS::Logs::Destination", &["DestinationPolicy"], Inside, "log destination", Nothing),
        row(
            "AWS::Logs::DeliveryDestination",
            &["DeliveryDestinationPolicy", "DeliveryDestinationPolicy"],
            Inside,
            "log destination",
            Nothing,
        ),
        row("AWS::CloudTrail::ResourcePolicy", &["ResourcePolicy"], On("ResourceArn"), "trail", Nothing),
        row("AWS::XRay::ResourcePolicy", &["PolicyDocument"], Nowhere, "traces of the account", Nothing),
        row("AWS::RUM::AppMonitor", &["ResourcePolicy", "PolicyDocument"], Inside, "browser monitor", Nothing),
        row("AWS::Oam::Sink", &["Policy"], Inside, "monitoring sink", Nothing),
        row("AWS::APS::ResourcePolicy", &["PolicyDocument"], On("WorkspaceArn"), "metrics workspace", Nothing),
        row("AWS::AIOps::InvestigationGroup", &["InvestigationGroupPolicy"], Inside, "investigation group", Nothing),
        row("AWS::IAM::Role", &["AssumeRolePolicyDocument"], Inside, "role", Nothing),
        row("AWS::CodeArtifact::Domain", &["PermissionsPolicyDocument"], Inside, "package domain", Nothing),
        row("AWS::CodeArtifact::Repository", &["PermissionsPolicyDocument"], Inside, "package repository", Nothing),
        row("AWS::MediaStore::Container", &["Policy"], Inside, "media container", Nothing),
        row("AWS::MediaPackageV2::ChannelPolicy", &["Policy"], Nowhere, "media channel", Nothing),
        row("AWS::MediaPackageV2::OriginEndpointPolicy", &["Policy"], Nowhere, "media endpoint", Nothing),
        row("AWS::MediaTailor::ChannelPolicy", &["Policy"], Nowhere, "media channel", Nothing),
        row("AWS::Lex::ResourcePolicy", &["Policy"], On("ResourceArn"), "chat bot", Nothing),
        row("AWS::SMSVOICE::ResourcePolicy", &["PolicyDocument"], On("ResourceArn"), "phone number", Nothing),
        row("AWS::SageMaker::ModelPackageGroup", &["ModelPackageGroupPolicy"], Inside, "model packages", Nothing),
        row("AWS::Bedrock::ResourcePolicy", &["PolicyDocument"], On("ResourceArn"), "model resource", Nothing),
        row("AWS::Bedrock::KnowledgeBasePolicy", &["PolicyDocument"], Nowhere, "knowledge base", Nothing),
        row("AWS::BedrockAgentCore::ResourcePolicy", &["Policy"], On("ResourceArn"), "agent", Nothing),
        row("AWS::VpcLattice::AuthPolicy", &["Policy"], Nowhere, "service network", Always(NETWORK)),
        row("AWS::VpcLattice::ResourcePolicy", &["Policy"], On("ResourceArn"), "service network", Nothing),
        row("AWS::EC2::VPCEndpoint", &["PolicyDocument"], Inside, "VPC endpoint", Always(NETWORK)),
        row("AWS::Transfer::WebApp", &["WebAppEndpointPolicy"], Inside, "web app", Always(NETWORK)),
        row("AWS::Organizations::ResourcePolicy", &["Content"], Nowhere, "organisation", Nothing),
    ]
};

#[cfg(test)]
mod tests {
    use super::{ROWS, rows};

    #[test]
    fn each_place_has_one_row() {
        let mut places: Vec<_> = ROWS.iter().map(|row| (row.kind, row.document)).collect();
        places.sort_unstable();
        places.dedup();
        assert_eq!(places.len(), ROWS.len());
        assert_eq!(rows("AWS::DynamoDB::Table").count(), 2);
        assert_eq!(rows("AWS::Lambda::Function").count(), 0);
    }
}
