//! What `Ref` and `Fn::GetAtt` of a resource give: names and ARNs, with `‹…›` where only a deployment knows.

use std::sync::Arc;

use super::environment::Environment;
use super::evaluate::Evaluator;
use super::symbols::Assignment;

/// One row: the type, the property that names it, what `Ref` gives, and its ARN. In the patterns `{}` is the name.
struct Naming {
    kind: &'static str,
    property: &'static str,
    reference: &'static str,
    arn: &'static str,
}

const NAMES: &str = "{}";

/// How many resources may be named after each other in a row.
const MOST_NAMED_BY_OTHERS: usize = 32;

/// No service takes names longer than this; a longer one is not kept.
const LONGEST_NAME: usize = 4096;

/// Source: the "Return values" of each type in the CloudFormation template reference.
const NAMINGS: &[Naming] = &[
    Naming {
        kind: "AWS::Lambda::Function",
        property: "FunctionName",
        reference: NAMES,
        arn: "arn:aws:lambda:‹region›:‹account›:function:{}",
    },
    Naming {
        kind: "AWS::SQS::Queue",
        property: "QueueName",
        reference: "https://sqs.‹region›.amazonaws.com/‹account›/{}",
        arn: "arn:aws:sqs:‹region›:‹account›:{}",
    },
    Naming {
        kind: "AWS::SNS::Topic",
        property: "TopicName",
        reference: "arn:aws:sns:‹region›:‹account›:{}",
        arn: "arn:aws:sns:‹region›:‹account›:{}",
    },
    Naming { kind: "AWS::S3::Bucket", property: "BucketName", reference: NAMES, arn: "arn:aws:s3:::{}" },
    Naming {
        kind: "AWS::DynamoDB::Table",
        property: "TableName",
        reference: NAMES,
        arn: "arn:aws:dynamodb:‹region›:‹account›:table/{}",
    },
    Naming {
        kind: "AWS::DynamoDB::GlobalTable",
        property: "TableName",
        reference: NAMES,
        arn: "arn:aws:dynamodb:‹region›:‹account›:table/{}",
    },
    Naming {
        kind: "AWS::Kinesis::Stream",
        property: "Name",
        reference: NAMES,
        arn: "arn:aws:kinesis:‹region›:‹account›:stream/{}",
    },
    Naming {
        kind: "AWS::KinesisFirehose::DeliveryStream",
        property: "DeliveryStreamName",
        reference: NAMES,
        arn: "arn:aws:firehose:‹region›:‹account›:deliverystream/{}",
    },
    Naming {
        kind: "AWS::IAM::Role", property: "RoleName", reference: NAMES, arn: "arn:aws:iam::‹account›:role/{}"
    },
    Naming {
        kind: "AWS::IAM::User", property: "UserName", reference: NAMES, arn: "arn:aws:iam::‹account›:user/{}"
    },
    Naming {
        kind: "AWS::IAM::Group", property: "GroupName", reference: NAMES, arn: "arn:aws:iam::‹account›:group/{}"
    },
    Naming {
        kind: "AWS::IAM::ManagedPolicy",
        property: "ManagedPolicyName",
        reference: "arn:aws:iam::‹account›:policy/{}",
        arn: "arn:aws:iam::‹account›:policy/{}",
    },
    Naming {
        kind: "AWS::SecretsManager::Secret",
        property: "Name",
        reference: "arn:aws:secretsmanager:‹region›:‹account›:secret:{}",
        arn: "arn:aws:secretsmanager:‹region›:‹account›:secret:{}",
    },
    Naming {
        kind: "AWS::SSM::Parameter",
        property: "Name",
        reference: NAMES,
        arn: "arn:aws:ssm:‹region›:‹account›:parameter/{}",
    },
    Naming {
        kind: "AWS::KMS::Key", property: "", reference: NAMES, arn: "arn:aws:kms:‹region›:‹account›:key/{}"
    },
    Naming {
        kind: "AWS::Events::EventBus",
        property: "Name",
        reference: NAMES,
        arn: "arn:aws:events:‹region›:‹account›:event-bus/{}",
    },
    Naming {
        kind: "AWS::Events::Rule",
        property: "Name",
        reference: NAMES,
        arn: "arn:aws:events:‹region›:‹account›:rule/{}",
    },
    Naming {
        kind: "AWS::StepFunctions::StateMachine",
        property: "StateMachineName",
        reference: "arn:aws:states:‹region›:‹account›:stateMachine:{}",
        arn: "arn:aws:states:‹region›:‹account›:stateMachine:{}",
    },
    Naming {
        kind: "AWS::Lambda::LayerVersion",
        property: "LayerName",
        reference: "arn:aws:lambda:‹region›:‹account›:layer:{}:1",
        arn: "arn:aws:lambda:‹region›:‹account›:layer:{}:1",
    },
    Naming {
        kind: "AWS::Cognito::UserPool",
        property: "",
        reference: NAMES,
        arn: "arn:aws:cognito-idp:‹region›:‹account›:userpool/{}",
    },
    Naming {
        kind: "AWS::Logs::LogGroup",
        property: "LogGroupName",
        reference: NAMES,
        arn: "arn:aws:logs:‹region›:‹account›:log-group:{}:*",
    },
    Naming {
        kind: "AWS::EFS::FileSystem",
        property: "",
        reference: NAMES,
        arn: "arn:aws:elasticfilesystem:‹region›:‹account›:file-system/{}",
    },
    Naming {
        kind: "AWS::ECR::Repository",
        property: "RepositoryName",
        reference: NAMES,
        arn: "arn:aws:ecr:‹region›:‹account›:repository/{}",
    },
    Naming {
        kind: "AWS::RDS::DBCluster",
        property: "DBClusterIdentifier",
        reference: NAMES,
        arn: "arn:aws:rds:‹region›:‹account›:cluster:{}",
    },
    Naming {
        kind: "AWS::AppSync::GraphQLApi",
        property: "",
        reference: "arn:aws:appsync:‹region›:‹account›:apis/{}",
        arn: "arn:aws:appsync:‹region›:‹account›:apis/{}",
    },
    Naming {
        kind: "AWS::OpenSearchService::Domain",
        property: "DomainName",
        reference: NAMES,
        arn: "arn:aws:es:‹region›:‹account›:domain/{}",
    },
];

/// What `Ref` of a resource gives; `None` when the template has no such resource.
pub(crate) fn reference(environment: &Environment<'_>, resource: &str) -> Option<String> {
    let kind = kind_of(environment, resource)?;
    let name = name_of(environment, resource);
    Some(naming(kind).map_or_else(|| name.to_string(), |row| row.reference.replace(NAMES, &name)))
}

/// What `Fn::GetAtt` of a resource gives.
pub(crate) fn attribute(environment: &Environment<'_>, resource: &str, attribute: &str) -> String {
    match attribute {
        "Arn" | "TopicArn" => arn(environment, resource),
        "FunctionArn" if kind_of(environment, resource) == Some("AWS::Lambda::Version") => arn(environment, resource),
        "QueueName" | "TopicName" | "RoleName" => name_of(environment, resource).to_string(),
        "QueueUrl" => reference(environment, resource).unwrap_or_default(),
        "StreamArn" if kind_of(environment, resource).is_some_and(|kind| kind.contains("DynamoDB")) => {
            format!("{}/stream/‹stream›", arn(environment, resource))
        }
        _ => format!("‹{resource}.{attribute}›"),
    }
}

/// A resource's ARN, or a token when its type has none that is known here.
pub(crate) fn arn(environment: &Environment<'_>, resource: &str) -> String {
    let Some(kind) = kind_of(environment, resource) else { return format!("‹{resource}.Arn›") };
    match naming(kind) {
        Some(row) => row.arn.replace(NAMES, &name_of(environment, resource)),
        None if matches!(kind, "AWS::Lambda::Version" | "AWS::Lambda::Alias") => {
            reference(environment, resource).unwrap_or_default()
        }
        None => format!("‹{resource}.Arn›"),
    }
}

fn underlying_function(environment: &Environment<'_>, resource: &str) -> Option<Arc<str>> {
    let name = environment.template.get("Resources")?.at(&[resource, "Properties", "FunctionName"])?;
    let named = Evaluator::new(environment, &Assignment::new()).value(name)?.text()?;
    let is_arn = named.starts_with("arn:");
    Some(if is_arn { named } else { Arc::from(format!("arn:aws:lambda:‹region›:‹account›:function:{named}")) })
}

fn kind_of<'t>(environment: &Environment<'t>, resource: &str) -> Option<&'t str> {
    environment.template.get("Resources")?.at(&[resource, "Type"])?.as_str()
}

fn naming(kind: &str) -> Option<&'static Naming> {
    NAMINGS.iter().find(|row| row.kind == kind)
}

/// The resource's given name, else `‹logical id›`.
fn name_of(environment: &Environment<'_>, resource: &str) -> Arc<str> {
    if let Some(name) = environment.names.borrow().get(resource) {
        return Arc::clone(name);
    }
    let token = Arc::<str>::from(format!("‹{resource}›"));
    // Set before the name is computed: a name that refers to itself ends here.
    environment.names.borrow_mut().insert(Arc::from(resource), Arc::clone(&token));
    let depth = environment.naming.get();
    if depth >= MOST_NAMED_BY_OTHERS {
        return token;
    }
    environment.naming.set(depth + 1);
    let given = given_name(environment, resource).filter(|name| !name.is_empty() && name.len() <= LONGEST_NAME);
    environment.naming.set(depth);
    let name = given.unwrap_or(token);
    environment.names.borrow_mut().insert(Arc::from(resource), Arc::clone(&name));
    name
}

fn given_name(environment: &Environment<'_>, resource: &str) -> Option<Arc<str>> {
    let kind = kind_of(environment, resource)?;
    // Versions and aliases are called through the function they belong to.
    let suffix = match kind {
        "AWS::Lambda::Version" => ":1",
        "AWS::Lambda::Alias" => ":alias",
        _ => "",
    };
    if !suffix.is_empty() {
        return Some(Arc::from(format!("{}{suffix}", underlying_function(environment, resource)?)));
    }
    let property = naming(kind)?.property;
    let node = environment.template.get("Resources")?.at(&[resource, "Properties", property])?;
    Evaluator::new(environment, &Assignment::new()).value(node)?.text()
}
