//! What makes functions run besides requests: queues, streams, buckets, topics, buses, schedules, other events.

use std::sync::Arc;

use model::{Auth, Entry, EntryKind, Guard, Property, StoreId, Target};
use source::Origin;
use syntax::{Map, Node};

use super::apis::collect_texts;
use super::{Builder, Resource, name_at, named_origin};
use crate::cfn::environment::{Environment, Places};
use crate::cfn::names;

/// One trigger to be added.
struct Trigger {
    origin: Origin,
    guard: Guard,
    kind: EntryKind,
}

/// Adds the triggers a resource declares.
pub(super) fn link(environment: &Environment<'_>, builder: &mut Builder<'_>, resource: &Resource<'_>) {
    match resource.kind {
        "AWS::Lambda::EventSourceMapping" => mapping(environment, builder, resource),
        "AWS::S3::Bucket" => bucket(environment, builder, resource),
        "AWS::SNS::Subscription" => {
            let topic = name_at(environment, &resource.properties, &["TopicArn"]);
            subscription(environment, builder, resource, &resource.properties, (topic, Some(&resource.origin)));
        }
        "AWS::SNS::Topic" => {
            let topic = names::reference(environment, &resource.name).map(Arc::from);
            for place in environment.items(&environment.field(&resource.properties, "Subscription")) {
                subscription(environment, builder, resource, &vec![place], (topic.clone(), None));
            }
        }
        "AWS::Events::Rule" => rule(environment, builder, resource),
        "AWS::Scheduler::Schedule" => {
            targets(environment, builder, resource, &["Target"], "Arn", |_| EntryKind::Schedule);
        }
        "AWS::Logs::SubscriptionFilter" => event(environment, builder, resource, &[], "DestinationArn", "logs"),
        "AWS::IoT::TopicRule" => {
            event(environment, builder, resource, &["TopicRulePayload", "Actions"], "Lambda", "iot");
        }
        "AWS::Cognito::UserPool" => user_pool(environment, builder, resource),
        "AWS::StepFunctions::StateMachine" => workflow(environment, builder, resource),
        _ => {}
    }
}

fn add(
    builder: &mut Builder<'_>,
    environment: &Environment<'_>,
    resource: &Resource<'_>,
    name: &str,
    trigger: Trigger,
) {
    let Some(function) = builder.index.function(name) else { return };
    builder.project.entries.push(Entry {
        resource: resource.id(environment),
        origin: trigger.origin,
        guard: trigger.guard,
        kind: trigger.kind,
        api: None,
        auth: Property::<Auth>::unset(),
        target: Target::Function(function),
    });
}

fn arrival(store: Option<StoreId>) -> EntryKind {
    EntryKind::Arrival { store, prefix: None, suffix: None }
}

fn mapping(environment: &Environment<'_>, builder: &mut Builder<'_>, resource: &Resource<'_>) {
    let function = name_at(environment, &resource.properties, &["FunctionName"]);
    let source = name_at(environment, &resource.properties, &["EventSourceArn"]);
    let store = source.and_then(|source| builder.index.store(&source));
    let trigger = Trigger { origin: resource.origin.clone(), guard: resource.guard.clone(), kind: arrival(store) };
    add(builder, environment, resource, &function.unwrap_or_default(), trigger);
}

fn bucket(environment: &Environment<'_>, builder: &mut Builder<'_>, resource: &Resource<'_>) {
    let store = builder.index.store(&names::arn(environment, &resource.name));
    let path = ["NotificationConfiguration", "LambdaConfigurations"];
    for place in environment.items(&environment.at(&resource.properties, &path)) {
        let here = vec![place.clone()];
        let function = name_at(environment, &here, &["Function"]).unwrap_or_default();
        let (mut prefix, mut suffix) = (None, None);
        for rule in environment.items(&environment.at(&here, &["Filter", "S3Key", "Rules"])) {
            let rule = vec![rule];
            let value = name_at(environment, &rule, &["Value"]);
            match name_at(environment, &rule, &["Name"]).as_deref() {
                Some(name) if name.eq_ignore_ascii_case("prefix") => prefix = value,
                Some(name) if name.eq_ignore_ascii_case("suffix") => suffix = value,
                _ => {}
            }
        }
        let kind = EntryKind::Arrival { store, prefix, suffix };
        let trigger = Trigger { origin: place.1.origin.clone(), guard: place.0.clone(), kind };
        add(builder, environment, resource, &function, trigger);
    }
}

fn subscription(
    environment: &Environment<'_>,
    builder: &mut Builder<'_>,
    resource: &Resource<'_>,
    places: &Places<'_>,
    (topic, origin): (Option<Arc<str>>, Option<&Origin>),
) {
    if name_at(environment, places, &["Protocol"]).as_deref() != Some("lambda") {
        return;
    }
    let Some((guard, node)) = places.first() else { return };
    let store = topic.and_then(|topic| builder.index.store(&topic));
    let trigger =
        Trigger { origin: origin.unwrap_or(&node.origin).clone(), guard: guard.clone(), kind: arrival(store) };
    let function = name_at(environment, places, &["Endpoint"]).unwrap_or_default();
    add(builder, environment, resource, &function, trigger);
}

fn rule(environment: &Environment<'_>, builder: &mut Builder<'_>, resource: &Resource<'_>) {
    let bus = name_at(environment, &resource.properties, &["EventBusName"]);
    let scheduled = !environment.field(&resource.properties, "ScheduleExpression").is_empty();
    let store = bus.as_ref().and_then(|bus| builder.index.store(bus));
    targets(environment, builder, resource, &["Targets"], "Arn", |_| match (scheduled, &bus, store) {
        (true, _, _) => EntryKind::Schedule,
        (false, Some(_), store) => arrival(store),
        (false, None, _) => EntryKind::Event { source: Arc::from("events") },
    });
}

fn event(
    environment: &Environment<'_>,
    builder: &mut Builder<'_>,
    resource: &Resource<'_>,
    path: &[&str],
    property: &str,
    source: &str,
) {
    let source = Arc::<str>::from(source);
    targets(environment, builder, resource, path, property, |_| EntryKind::Event { source: Arc::clone(&source) });
}

/// Adds one trigger for each item below `path` whose `property` names a function.
fn targets(
    environment: &Environment<'_>,
    builder: &mut Builder<'_>,
    resource: &Resource<'_>,
    path: &[&str],
    property: &str,
    kind: impl Fn(&Node) -> EntryKind,
) {
    for place in environment.items(&environment.at(&resource.properties, path)) {
        let here = vec![place.clone()];
        let direct = name_at(environment, &here, &[property]);
        let function = direct.or_else(|| name_at(environment, &here, &[property, "FunctionArn"])).unwrap_or_default();
        let trigger = Trigger { origin: resource.origin.clone(), guard: place.0.clone(), kind: kind(place.1) };
        add(builder, environment, resource, &function, trigger);
    }
}

fn user_pool(environment: &Environment<'_>, builder: &mut Builder<'_>, resource: &Resource<'_>) {
    let triggers = environment.field(&resource.properties, "LambdaConfig");
    for (guard, node) in &triggers {
        for (name, entry) in node.as_map().into_iter().flat_map(Map::entries) {
            let here = vec![(guard.clone(), *node)];
            let function = name_at(environment, &here, &[name]).unwrap_or_default();
            let origin = named_origin(&entry.key, &entry.node);
            let kind = EntryKind::Event { source: Arc::from("cognito-idp") };
            add(builder, environment, resource, &function, Trigger { origin, guard: guard.clone(), kind });
        }
    }
}

/// A workflow runs the functions that its definition names, or is given under names of its own.
fn workflow(environment: &Environment<'_>, builder: &mut Builder<'_>, resource: &Resource<'_>) {
    let store = builder.index.store(&names::arn(environment, &resource.name));
    for property in ["DefinitionSubstitutions", "DefinitionString", "Definition"] {
        for (guard, node) in &environment.field(&resource.properties, property) {
            let mut texts = Vec::new();
            for (_, resolved) in environment.alternatives(guard, node) {
                resolved.iter().for_each(|node| collect_texts(node, &mut texts));
            }
            let mut functions: Vec<_> = texts.iter().flat_map(|text| builder.index.functions_in(text)).collect();
            functions.sort();
            functions.dedup();
            for function in functions {
                builder.project.entries.push(Entry {
                    resource: resource.id(environment),
                    origin: node.origin.clone(),
                    guard: guard.clone(),
                    kind: arrival(store),
                    api: None,
                    auth: Property::unset(),
                    target: Target::Function(function),
                });
            }
        }
    }
}
