//! Pull sources: streams, queues and topics that Lambda polls with the rights of the function's role.

use syntax::{Map, Node, node};

use super::{Event, EventType, Target, pull_policies, schema_registry};
use crate::context::Context;
use crate::error::{Cause, Expected};
use crate::expect::Subject;
use crate::iam;
use crate::resource::Resource;
use crate::shape::{Property, Shape};
use crate::values;

/// The properties that all pull sources have, preceded by their own.
macro_rules! properties {
    ($($own:expr),* $(,)?) => {
        &[
            Property::optional("BatchSize", Shape::Int),
            Property::passed("StartingPosition"),
            Property::passed("StartingPositionTimestamp"),
            Property::optional("Enabled", Shape::Bool),
            Property::optional("MaximumBatchingWindowInSeconds", Shape::Int),
            Property::optional("MaximumRetryAttempts", Shape::Int),
            Property::optional("BisectBatchOnFunctionError", Shape::Bool),
            Property::optional("MaximumRecordAgeInSeconds", Shape::Int),
            Property::optional("DestinationConfig", Shape::Map),
            Property::optional("ParallelizationFactor", Shape::Int),
            Property::optional("Topics", Shape::List),
            Property::optional("Queues", Shape::List),
            Property::optional("SourceAccessConfigurations", Shape::List),
            Property::optional("SecretsManagerKmsKeyId", Shape::Text),
            Property::optional("TumblingWindowInSeconds", Shape::Int),
            Property::optional("FunctionResponseTypes", Shape::List),
            Property::optional("KafkaBootstrapServers", Shape::List),
            Property::optional("FilterCriteria", Shape::Map),
            Property::passed("KmsKeyArn"),
            Property::optional("ConsumerGroupId", Shape::Text),
            Property::optional("ScalingConfig", Shape::Map),
            Property::optional("ProvisionedPollerConfig", Shape::Map),
            Property::optional("SchemaRegistryConfig", Shape::Map),
            Property::optional("MetricsConfig", Shape::Map),
            Property::optional("LoggingConfig", Shape::Map),
            $($own),*
        ]
    };
}

/// A required property that is handed on unseen.
const fn passed_required(name: &'static str) -> Property {
    Property::required(name, Shape::Any).literal()
}

/// The allowed properties of `Kinesis`, `DynamoDB` and `MSK`. `StartingPosition` is checked where it stands first.
pub(super) const STREAM: &[Property] = properties![passed_required("StartingPosition"), passed_required("Stream")];
/// The allowed properties of `SQS`.
pub(super) const SQS: &[Property] = properties![passed_required("Queue")];
/// The allowed properties of `MQ`.
pub(super) const MQ: &[Property] =
    properties![passed_required("Broker"), Property::optional("DynamicPolicyName", Shape::Bool).literal()];
/// The allowed properties of `SelfManagedKafka`.
pub(super) const KAFKA: &[Property] = properties![];
/// The allowed properties of `DocumentDB`.
pub(super) const DOCUMENT_DB: &[Property] = properties![
    passed_required("Cluster"),
    passed_required("DatabaseName"),
    Property::passed("CollectionName"),
    Property::passed("FullDocument"),
];

/// Properties that go over unchanged.
#[rustfmt::skip]
const SAME: &[&str] = &[
    "StartingPosition", "StartingPositionTimestamp", "BatchSize", "Enabled", "MaximumBatchingWindowInSeconds",
    "MaximumRetryAttempts", "BisectBatchOnFunctionError", "MaximumRecordAgeInSeconds", "ParallelizationFactor",
    "Topics", "Queues", "SourceAccessConfigurations", "TumblingWindowInSeconds", "FunctionResponseTypes",
    "FilterCriteria", "KmsKeyArn", "ScalingConfig", "ProvisionedPollerConfig", "MetricsConfig", "LoggingConfig",
];

/// An event source mapping; the role gets the rights to poll.
pub(super) fn expand(
    event: &Event,
    target: &mut Target<'_>,
    context: &mut Context<'_>,
) -> Result<Vec<Resource>, Cause> {
    let origin = event.made("event source mapping");
    let mut mapping = Resource::new(event.logical_id.as_str(), "AWS::Lambda::EventSourceMapping", &origin)
        .with_attributes(target.attributes.clone());
    mapping.set("FunctionName", target.name_or_arn(&origin));
    mapping.set_opt("EventSourceArn", source(event.kind).and_then(|name| event.get(name)));
    mapping.take(&event.properties, SAME);
    check_filter(event)?;
    if let Some(servers) = event.set("KafkaBootstrapServers") {
        mapping.set("SelfManagedEventSource", node!(&origin; { "Endpoints": { "KafkaBootstrapServers": (servers) } }));
    }
    let registry = schema_registry::resolved(event, context)?;
    put_kafka_config(event, registry.as_ref(), &mut mapping)?;
    let failure_policy = put_destination(event, &mut mapping)?;
    if event.kind == EventType::DocumentDb {
        mapping.set("DocumentDBEventSourceConfig", document_db_config(event));
    }
    let policies = pull_policies::statements(event, context)?;
    if let Some(role) = target.role.as_deref_mut() {
        pull_policies::link(role, event, policies, failure_policy, context);
    }
    Ok(vec![mapping])
}

/// The property that names the source.
fn source(kind: EventType) -> Option<&'static str> {
    match kind {
        EventType::Kinesis | EventType::DynamoDb | EventType::Msk => Some("Stream"),
        EventType::Sqs => Some("Queue"),
        EventType::Mq => Some("Broker"),
        EventType::DocumentDb => Some("Cluster"),
        _ => None,
    }
}

fn check_filter(event: &Event) -> Result<(), Cause> {
    let Some(filter) = event.set("FilterCriteria").filter(|filter| !values::is_intrinsic(filter)) else {
        return Ok(());
    };
    let only_filters = filter.as_map().is_some_and(|map| map.keys().all(|key| &**key == "Filters"));
    if only_filters { Ok(()) } else { Err(event.cause("FilterCriteria field has a wrong format").at(&filter.origin)) }
}

/// The property of the mapping that holds what only Kafka has.
fn kafka_property(kind: EventType) -> Option<&'static str> {
    match kind {
        EventType::Msk => Some("AmazonManagedKafkaEventSourceConfig"),
        EventType::SelfManagedKafka => Some("SelfManagedKafkaEventSourceConfig"),
        _ => None,
    }
}

fn put_kafka_config(event: &Event, registry: Option<&Node>, mapping: &mut Resource) -> Result<(), Cause> {
    let mut config = Map::new();
    for (name, value) in [("ConsumerGroupId", event.set("ConsumerGroupId")), ("SchemaRegistryConfig", registry)] {
        if let Some(value) = value {
            config.insert(name, value.clone());
        }
    }
    match kafka_property(event.kind) {
        Some(_) if config.is_empty() => {}
        Some(property) => mapping.set(property, config),
        None if config.contains("ConsumerGroupId") => {
            let kind = event.kind.name();
            let message = format!("Property ConsumerGroupId not defined for resource of type {kind}.");
            return Err(Cause::event(event.logical_id.as_str(), message).at(&event.origin));
        }
        None => {}
    }
    Ok(())
}

/// Sets where records go that could not be processed; returns the policy to send them there, where `Type` says which
/// service that is.
fn put_destination(event: &Event, mapping: &mut Resource) -> Result<Option<Node>, Cause> {
    let Some(config) = event.set("DestinationConfig") else { return Ok(None) };
    let subject = Subject::Event(&event.logical_id);
    let failure = config.get("OnFailure").filter(|failure| failure.as_map().is_some());
    let failure = failure.ok_or_else(|| subject.wrong("DestinationConfig.OnFailure", Expected::Map, None))?;
    let mut written = config.clone();
    let mut policy = None;
    if let Some(kind) = values::set(failure.get("Type")) {
        let destination = failure.get("Destination").cloned().unwrap_or_else(|| Node::null(failure.origin.clone()));
        policy = destination_policy(event, kind, &destination)?;
        let failure = written.as_map_mut().and_then(|map| map.get_mut("OnFailure")).and_then(Node::as_map_mut);
        if let Some(failure) = failure {
            failure.remove("Type");
        }
    }
    mapping.set("DestinationConfig", written);
    Ok(policy)
}

fn destination_policy(event: &Event, kind: &Node, destination: &Node) -> Result<Option<Node>, Cause> {
    let id = &event.logical_id;
    let origin = kind.origin.derived("failure destination");
    match kind.as_str() {
        Some("SQS") => Ok(Some(iam::allow(format!("{id}SQSPolicy"), "sqs:SendMessage", destination, &origin))),
        Some("SNS") => Ok(Some(iam::allow(format!("{id}SNSPolicy"), "sns:publish", destination, &origin))),
        Some("S3") => Ok(Some(iam::allow_s3_payload(format!("{id}S3Policy"), destination, &origin))),
        Some("Kafka") => Ok(None),
        _ => {
            let message = "The only valid values for 'Type' are 'SQS', 'SNS', 'S3', and 'Kafka'";
            Err(Cause::event(id.as_str(), message).at(&kind.origin))
        }
    }
}

fn document_db_config(event: &Event) -> Node {
    let mut config = Map::new();
    for (name, value) in [
        ("DatabaseName", event.get("DatabaseName")),
        ("CollectionName", event.set("CollectionName")),
        ("FullDocument", event.set("FullDocument")),
    ] {
        if let Some(value) = value {
            config.insert(name, value.clone());
        }
    }
    Node::from_map(config, event.made("event source mapping"))
}
