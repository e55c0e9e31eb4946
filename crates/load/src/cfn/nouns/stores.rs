//! Buckets, tables, queues, topics, streams, buses, secrets, keys, workflows.

use std::sync::Arc;

use model::{Property, Store, StoreId, StoreKind};

use super::{Builder, Resource, name_at};
use crate::cfn::defaults::with_default;
use crate::cfn::environment::Environment;
use crate::cfn::names;

/// Source: the property reference of `AWS::SQS::Queue`.
const DEFAULT_VISIBILITY_S: i64 = 30;

fn kind_of(kind: &str) -> Option<StoreKind> {
    Some(match kind {
        "AWS::S3::Bucket" => StoreKind::Bucket,
        "AWS::DynamoDB::Table" | "AWS::DynamoDB::GlobalTable" => StoreKind::Table,
        "AWS::SQS::Queue" => StoreKind::Queue,
        "AWS::SNS::Topic" => StoreKind::Topic,
        "AWS::Kinesis::Stream" | "AWS::KinesisFirehose::DeliveryStream" => StoreKind::Stream,
        "AWS::Events::EventBus" => StoreKind::Bus,
        "AWS::SecretsManager::Secret" => StoreKind::Secret,
        "AWS::KMS::Key" => StoreKind::Key,
        "AWS::StepFunctions::StateMachine" => StoreKind::Workflow,
        "AWS::RDS::DBCluster" | "AWS::RDS::DBInstance" | "AWS::OpenSearchService::Domain" => StoreKind::Database,
        _ => return None,
    })
}

/// Makes a store.
pub(super) fn declare(environment: &Environment<'_>, builder: &mut Builder<'_>, resource: &Resource<'_>) {
    let Some(kind) = kind_of(resource.kind) else { return };
    let id = StoreId::of(builder.project.stores.len());
    let arn = Arc::<str>::from(names::arn(environment, &resource.name));
    let field = |name: &str| environment.field(&resource.properties, name);
    let visibility = match kind {
        StoreKind::Queue => {
            let written = environment.int(&field("VisibilityTimeout"));
            with_default(environment, written, &resource.guard, DEFAULT_VISIBILITY_S, "Amazon SQS")
        }
        _ => Property::unset(),
    };
    builder.project.stores.push(Store {
        resource: resource.id(environment),
        origin: resource.origin.clone(),
        guard: resource.guard.clone(),
        kind,
        cloud_name: Arc::clone(&arn),
        visibility_timeout_s: visibility,
        public_access_blocked: if kind == StoreKind::Bucket {
            is_blocked(environment, resource)
        } else {
            Property::unset()
        },
        public_grant: environment.text(&field("AccessControl")),
    });
    builder.index.add_store(arn, id);
    builder.index.add_store(format!("‹{}›", resource.name), id);
    if let Some(reference) = names::reference(environment, &resource.name) {
        builder.index.add_store(reference, id);
    }
}

/// A bucket is blocked for everyone when the written settings that concern what makes it public are on. That new buckets
/// are blocked by default (since April 2023) does not count: who writes a public grant means to open it.
pub(super) fn is_blocked(environment: &Environment<'_>, resource: &Resource<'_>) -> Property<bool> {
    let block = environment.field(&resource.properties, "PublicAccessBlockConfiguration");
    let mut blocked = Property::unset();
    for place in block {
        let origin = place.1.origin.clone();
        let guard = place.0.clone();
        let on = |name: &str| {
            name_at(environment, &vec![place.clone()], &[name]).is_some_and(|text| text.eq_ignore_ascii_case("true"))
        };
        let all =
            on("BlockPublicPolicy") && on("BlockPublicAcls") || on("RestrictPublicBuckets") && on("IgnorePublicAcls");
        blocked.alternatives.push(model::Alternative { guard, value: Ok(all), origin });
    }
    blocked
}
