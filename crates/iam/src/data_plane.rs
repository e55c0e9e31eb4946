//! The actions that read, change, send and start: what each verb of the model means in each service.
//!
//! Source: the service authorization reference of each service. A row lists the actions that give a verb most plainly;
//! an action that only helps (listing, tagging, describing) is in none.

use model::{StoreKind, Verb};
use policy::ResourcePattern;

/// One verb in one service.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row {
    /// The service in the ARNs of its resources.
    pub(crate) service: &'static str,
    /// What its stores are; `None` when it has none.
    pub(crate) kind: Option<StoreKind>,
    /// What the actions give.
    pub(crate) verb: Verb,
    /// Whether the actions are about what lies in the store (objects of a bucket), whose ARNs go on behind the store's.
    pub(crate) inside: bool,
    /// The actions.
    pub(crate) actions: &'static [&'static str],
}

impl Row {
    /// Every resource that the row's actions may be about.
    pub(crate) fn every(&self) -> ResourcePattern {
        ResourcePattern::new(format!("arn:*:{}:*:*:{}", self.service, if self.inside { "*/*" } else { "*" }))
    }
}

macro_rules! rows {
    ($($service:literal $kind:expr => { $($verb:ident: [$($action:literal),+ $(,)?]),+ $(,)? })+) => {
        &[$($(Row {
            service: $service,
            kind: $kind,
            verb: Verb::$verb,
            inside: false,
            actions: &[$($action),+],
        }),+),+]
    };
}

/// Rows about what lies in a store.
const INSIDE: &[Row] = &[
    inside(Verb::Read, &["s3:GetObject", "s3:GetObjectVersion"]),
    inside(Verb::Write, &["s3:PutObject"]),
    inside(Verb::Delete, &["s3:DeleteObject", "s3:DeleteObjectVersion"]),
];

const fn inside(verb: Verb, actions: &'static [&'static str]) -> Row {
    Row { service: "s3", kind: Some(StoreKind::Bucket), verb, inside: true, actions }
}

/// Rows about stores and services themselves.
const ITSELF: &[Row] = rows! {
    "s3" Some(StoreKind::Bucket) => {
        Delete: ["s3:DeleteBucket"],
        Administer: ["s3:PutBucketPolicy"],
    }
    "dynamodb" Some(StoreKind::Table) => {
        Read: ["dynamodb:GetItem", "dynamodb:Query", "dynamodb:Scan", "dynamodb:BatchGetItem", "dynamodb:PartiQLSelect"],
        Write: ["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:BatchWriteItem", "dynamodb:PartiQLUpdate"],
        Delete: ["dynamodb:DeleteItem", "dynamodb:DeleteTable"],
        Administer: ["dynamodb:PutResourcePolicy"],
    }
    "sqs" Some(StoreKind::Queue) => {
        Publish: ["sqs:SendMessage"],
        Read: ["sqs:ReceiveMessage"],
        Delete: ["sqs:PurgeQueue", "sqs:DeleteQueue"],
        Administer: ["sqs:AddPermission", "sqs:SetQueueAttributes"],
    }
    "sns" Some(StoreKind::Topic) => {
        Publish: ["sns:Publish"],
        Read: ["sns:Subscribe"],
        Delete: ["sns:DeleteTopic"],
        Administer: ["sns:AddPermission", "sns:SetTopicAttributes"],
    }
    "kinesis" Some(StoreKind::Stream) => {
        Publish: ["kinesis:PutRecord", "kinesis:PutRecords"],
        Read: ["kinesis:GetRecords"],
        Delete: ["kinesis:DeleteStream"],
        Administer: ["kinesis:PutResourcePolicy"],
    }
    "firehose" Some(StoreKind::Stream) => {
        Publish: ["firehose:PutRecord", "firehose:PutRecordBatch"],
        Write: ["firehose:UpdateDestination"],
        Delete: ["firehose:DeleteDeliveryStream"],
    }
    "events" Some(StoreKind::Bus) => {
        Publish: ["events:PutEvents"],
        Delete: ["events:DeleteEventBus"],
        Administer: ["events:PutPermission"],
    }
    "secretsmanager" Some(StoreKind::Secret) => {
        Decrypt: ["secretsmanager:GetSecretValue", "secretsmanager:BatchGetSecretValue"],
        Write: ["secretsmanager:PutSecretValue", "secretsmanager:UpdateSecret"],
        Delete: ["secretsmanager:DeleteSecret"],
        Administer: ["secretsmanager:PutResourcePolicy"],
    }
    "ssm" Some(StoreKind::Secret) => {
        Read: ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"],
        Write: ["ssm:PutParameter"],
        Delete: ["ssm:DeleteParameter", "ssm:DeleteParameters"],
    }
    "kms" Some(StoreKind::Key) => {
        Decrypt: ["kms:Decrypt"],
        Delete: ["kms:ScheduleKeyDeletion"],
        Administer: ["kms:PutKeyPolicy", "kms:CreateGrant"],
    }
    "states" Some(StoreKind::Workflow) => {
        Invoke: ["states:StartExecution", "states:StartSyncExecution"],
        Write: ["states:UpdateStateMachine"],
        Delete: ["states:DeleteStateMachine"],
    }
    "rds" Some(StoreKind::Database) => {
        Read: ["rds-data:ExecuteStatement", "rds-data:BatchExecuteStatement"],
        Write: ["rds-data:ExecuteStatement", "rds-data:BatchExecuteStatement"],
        Delete: ["rds:DeleteDBCluster", "rds:DeleteDBInstance"],
        Administer: ["rds:ModifyDBCluster", "rds:ModifyDBInstance"],
    }
    "rds-db" None => { Read: ["rds-db:connect"] }
    "dsql" None => { Administer: ["dsql:DbConnectAdmin"], Read: ["dsql:DbConnect"] }
    "ses" None => { Publish: ["ses:SendEmail", "ses:SendRawEmail"] }
    "bedrock" None => { Invoke: ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream", "bedrock:InvokeAgent"] }
    "execute-api" None => { Invoke: ["execute-api:Invoke"], Publish: ["execute-api:ManageConnections"] }
    "appsync" None => { Invoke: ["appsync:GraphQL"] }
    "cognito-idp" None => {
        Read: ["cognito-idp:ListUsers", "cognito-idp:AdminGetUser"],
        Write: [
            "cognito-idp:AdminCreateUser",
            "cognito-idp:AdminSetUserPassword",
            "cognito-idp:AdminUpdateUserAttributes",
            "cognito-idp:AdminAddUserToGroup",
        ],
        Delete: ["cognito-idp:AdminDeleteUser", "cognito-idp:DeleteUserPool"],
    }
    "athena" None => { Read: ["athena:StartQueryExecution"] }
    "es" None => { Read: ["es:ESHttpGet"], Write: ["es:ESHttpPost", "es:ESHttpPut"], Delete: ["es:ESHttpDelete"] }
    "aoss" None => { Read: ["aoss:APIAccessAll"], Write: ["aoss:APIAccessAll"] }
    "lambda" None => {
        Invoke: ["lambda:InvokeFunction", "lambda:InvokeFunctionUrl"],
        Delete: ["lambda:DeleteFunction"],
        Administer: ["lambda:AddPermission"],
    }
};

/// All rows.
pub(crate) fn rows() -> impl Iterator<Item = &'static Row> {
    INSIDE.iter().chain(ITSELF)
}

/// Whether a service has rows, so that a grant of the whole service is told by them.
pub(crate) fn has_rows(service: &str) -> bool {
    rows().any(|row| row.actions.iter().any(|action| action.split(':').next() == Some(service)))
}

/// Services whose whole is worth little: a wildcard over them is untidy, not dangerous.
pub(crate) fn is_harmless(service: &str) -> bool {
    matches!(service, "logs" | "xray" | "cloudwatch")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_exists() {
        for action in rows().flat_map(|row| row.actions) {
            assert!(service_reference::action(action).is_some(), "{action}");
        }
    }
}
