//! The declared shape of `AWS::Serverless::GraphQLApi`.

use crate::schema::{Field, Schema, optional, required};

const PRESENT: Schema = Schema::Present;
const TYPES: Schema =
    Schema::OneOf(&["AWS_IAM", "API_KEY", "AWS_LAMBDA", "OPENID_CONNECT", "AMAZON_COGNITO_USER_POOLS"]);

const LAMBDA_AUTHORIZER: Field = optional(
    "LambdaAuthorizer",
    Schema::Object(&[
        optional("AuthorizerResultTtlInSeconds", PRESENT),
        required("AuthorizerUri", PRESENT),
        optional("IdentityValidationExpression", PRESENT),
    ]),
);
const OPENID_CONNECT: Field = optional(
    "OpenIDConnect",
    Schema::Object(&[
        optional("AuthTTL", PRESENT),
        optional("ClientId", PRESENT),
        optional("IatTTL", PRESENT),
        optional("Issuer", PRESENT),
    ]),
);
const USER_POOL: Field = optional(
    "UserPool",
    Schema::Object(&[
        optional("AppIdClientRegex", PRESENT),
        optional("AwsRegion", PRESENT),
        optional("DefaultAction", PRESENT),
        required("UserPoolId", PRESENT),
    ]),
);
const AUTHORIZER: Schema = Schema::Object(&[required("Type", TYPES), LAMBDA_AUTHORIZER, OPENID_CONNECT, USER_POOL]);
const AUTH: Schema = Schema::Object(&[
    required("Type", TYPES),
    LAMBDA_AUTHORIZER,
    OPENID_CONNECT,
    USER_POOL,
    optional("Additional", Schema::ListOf(&AUTHORIZER)),
]);

const API_KEY: Schema =
    Schema::Object(&[optional("ApiKeyId", PRESENT), optional("Description", PRESENT), optional("ExpiresOn", PRESENT)]);
const LOGGING: Schema = Schema::Object(&[
    optional("CloudWatchLogsRoleArn", PRESENT),
    optional("ExcludeVerboseContent", PRESENT),
    optional("FieldLogLevel", PRESENT),
]);
const DELTA_SYNC: Schema = Schema::Object(&[
    required("BaseTableTTL", PRESENT),
    required("DeltaSyncTableName", PRESENT),
    required("DeltaSyncTableTTL", PRESENT),
]);
const TABLE_SOURCE: Schema = Schema::Object(&[
    required("TableName", PRESENT),
    optional("ServiceRoleArn", PRESENT),
    optional("TableArn", PRESENT),
    optional("Permissions", Schema::ListOf(&Schema::OneOf(&["Read", "Write"]))),
    optional("Name", PRESENT),
    optional("Description", PRESENT),
    optional("Region", PRESENT),
    optional("DeltaSync", DELTA_SYNC),
    optional("UseCallerCredentials", PRESENT),
    optional("Versioned", PRESENT),
]);
const FUNCTION_SOURCE: Schema = Schema::Object(&[
    required("FunctionArn", PRESENT),
    optional("ServiceRoleArn", PRESENT),
    optional("Name", PRESENT),
    optional("Description", PRESENT),
]);
const DATA_SOURCES: Schema = Schema::Object(&[
    optional("DynamoDb", Schema::MapOf(&TABLE_SOURCE)),
    optional("Lambda", Schema::MapOf(&FUNCTION_SOURCE)),
]);

const RUNTIME: Schema = Schema::Object(&[required("Name", PRESENT), required("Version", PRESENT)]);
const SYNC: Schema = Schema::Object(&[
    required("ConflictDetection", PRESENT),
    optional("ConflictHandler", PRESENT),
    optional("LambdaConflictHandlerConfig", Schema::Object(&[required("LambdaConflictHandlerArn", PRESENT)])),
]);
const FUNCTION: Schema = Schema::Object(&[
    optional("DataSource", Schema::Either(&[Schema::MapOf(&Schema::Free), Schema::Text])),
    optional("Runtime", RUNTIME),
    optional("InlineCode", PRESENT),
    optional("CodeUri", PRESENT),
    optional("Description", PRESENT),
    optional("MaxBatchSize", PRESENT),
    optional("Name", Schema::Text),
    optional("Id", PRESENT),
    optional("Sync", SYNC),
]);
const RESOLVER: Schema = Schema::Object(&[
    optional("FieldName", Schema::Text),
    optional("Caching", Schema::Object(&[required("Ttl", PRESENT), optional("CachingKeys", Schema::ListOf(&PRESENT))])),
    optional("InlineCode", PRESENT),
    optional("CodeUri", PRESENT),
    optional("MaxBatchSize", PRESENT),
    optional("Pipeline", Schema::ListOf(&Schema::Text)),
    optional("Runtime", RUNTIME),
    optional("Sync", SYNC),
]);
const DOMAIN_NAME: Schema = Schema::Object(&[
    required("CertificateArn", PRESENT),
    required("DomainName", PRESENT),
    optional("Description", PRESENT),
]);
const CACHE: Schema = Schema::Object(&[
    required("ApiCachingBehavior", PRESENT),
    required("Ttl", PRESENT),
    required("Type", PRESENT),
    optional("AtRestEncryptionEnabled", PRESENT),
    optional("TransitEncryptionEnabled", PRESENT),
]);

/// All properties.
pub(super) const PROPERTIES: Schema = Schema::Object(&[
    required("Auth", AUTH),
    optional("Tags", Schema::MapOf(&Schema::Free)),
    optional("Name", PRESENT),
    optional("XrayEnabled", Schema::Flag),
    optional("SchemaInline", PRESENT),
    optional("SchemaUri", PRESENT),
    optional("Logging", Schema::Either(&[LOGGING, Schema::Flag])),
    optional("DataSources", DATA_SOURCES),
    optional("Functions", Schema::MapOf(&FUNCTION)),
    optional("Resolvers", Schema::MapOf(&Schema::MapOf(&RESOLVER))),
    optional("ApiKeys", Schema::MapOf(&API_KEY)),
    optional("DomainName", DOMAIN_NAME),
    optional("Cache", CACHE),
    optional("Visibility", PRESENT),
    optional("OwnerContact", PRESENT),
    optional("IntrospectionConfig", PRESENT),
    optional("QueryDepthLimit", PRESENT),
    optional("ResolverCountLimit", PRESENT),
]);
