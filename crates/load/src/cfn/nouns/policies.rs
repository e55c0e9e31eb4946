//! Policies on things: who else may use a function, a queue, a topic, a bucket, a secret, a key, a gateway.

use std::sync::Arc;

use model::{PolicyTarget, ResourcePolicy};
use policy::PolicyDocument;
use syntax::{Map, Node, node};

use super::{Builder, Resource, identities};
use crate::cfn::environment::Environment;
use crate::cfn::names;

/// Adds the policies a resource declares.
pub(super) fn link(environment: &Environment<'_>, builder: &mut Builder<'_>, resource: &Resource<'_>) {
    let rows: &[(&str, &str, &str)] = &[
        ("AWS::SQS::QueuePolicy", "Queues", "PolicyDocument"),
        ("AWS::SNS::TopicPolicy", "Topics", "PolicyDocument"),
        ("AWS::S3::BucketPolicy", "Bucket", "PolicyDocument"),
        ("AWS::SecretsManager::ResourcePolicy", "SecretId", "ResourcePolicy"),
        ("AWS::Events::EventBusPolicy", "EventBusName", "Statement"),
    ];
    if resource.kind == "AWS::Lambda::Permission" {
        return permission(environment, builder, resource);
    }
    if let Some((_, target, document)) = rows.iter().find(|(kind, _, _)| *kind == resource.kind) {
        for place in environment.items(&environment.field(&resource.properties, target)) {
            let named = environment.text(&vec![place]);
            let store = named.first().and_then(|name| builder.index.store(name));
            let on = store.map_or(PolicyTarget::Elsewhere, PolicyTarget::Store);
            add_documents(environment, builder, resource, document, on);
        }
        return;
    }
    match resource.kind {
        "AWS::KMS::Key" => {
            let key = builder.index.store(&names::arn(environment, &resource.name));
            let on = key.map_or(PolicyTarget::Elsewhere, PolicyTarget::Store);
            add_documents(environment, builder, resource, "KeyPolicy", on);
        }
        "AWS::ApiGateway::RestApi" => {
            let api = names::reference(environment, &resource.name).and_then(|name| builder.index.api(&name));
            let on = api.map_or(PolicyTarget::Elsewhere, PolicyTarget::Api);
            add_documents(environment, builder, resource, "Policy", on);
            let body = environment.field(&resource.properties, "Body");
            add_at(environment, builder, resource, &environment.field(&body, "x-amazon-apigateway-policy"), on);
        }
        _ => {}
    }
}

fn add_documents(
    environment: &Environment<'_>,
    builder: &mut Builder<'_>,
    resource: &Resource<'_>,
    property: &str,
    on: PolicyTarget,
) {
    add_at(environment, builder, resource, &environment.field(&resource.properties, property), on);
}

fn add_at(
    environment: &Environment<'_>,
    builder: &mut Builder<'_>,
    resource: &Resource<'_>,
    places: &super::Places<'_>,
    on: PolicyTarget,
) {
    for (guard, document, origin) in identities::documents(environment, places) {
        let resource = resource.id(environment);
        builder.project.resource_policies.push(ResourcePolicy { resource, origin, guard, on, document });
    }
}

/// `AWS::Lambda::Permission` is one statement of the function's policy; the service writes it as below.
fn permission(environment: &Environment<'_>, builder: &mut Builder<'_>, resource: &Resource<'_>) {
    let name = super::name_at(environment, &resource.properties, &["FunctionName"]);
    let on =
        name.and_then(|name| builder.index.function(&name)).map_or(PolicyTarget::Elsewhere, PolicyTarget::Function);
    for (guard, properties) in &resource.properties {
        for (guard, resolved) in environment.alternatives(guard, properties) {
            let Some(statement) = resolved.as_ref().and_then(Node::as_map).and_then(|map| statement(resource, map))
            else {
                continue;
            };
            let origin = &resource.origin;
            let (document, notices) =
                PolicyDocument::parse(&node!(origin; { "Version": "2012-10-17", "Statement": [(statement)] }));
            environment.notices.borrow_mut().extend(notices);
            let policy =
                ResourcePolicy { resource: resource.id(environment), origin: origin.clone(), guard, on, document };
            builder.project.resource_policies.push(policy);
        }
    }
}

fn statement(resource: &Resource<'_>, properties: &Map) -> Option<Node> {
    let origin = &resource.origin;
    let principal = properties.get("Principal")?;
    let principal = match principal.as_str()? {
        "*" => principal.clone(),
        service if service.contains(".amazonaws.com") || service.contains(".amazon.com") => {
            node!(&principal.origin; { "Service": (principal) })
        }
        _ => node!(&principal.origin; { "AWS": (principal) }),
    };
    let default_action = Node::from_text("lambda:InvokeFunction", origin.clone());
    let action = properties.get("Action").unwrap_or(&default_action);
    let mut statement =
        node!(origin; { "Effect": "Allow", "Principal": (principal), "Action": (action), "Resource": "*" });
    let mut conditions = Map::new();
    let rows = [
        ("SourceArn", "ArnLike", "aws:SourceArn"),
        ("SourceAccount", "StringEquals", "aws:SourceAccount"),
        ("PrincipalOrgID", "StringEquals", "aws:PrincipalOrgID"),
        ("FunctionUrlAuthType", "StringEquals", "lambda:FunctionUrlAuthType"),
        ("InvokedViaFunctionUrl", "Bool", "lambda:InvokedViaFunctionUrl"),
        ("EventSourceToken", "StringEquals", "lambda:EventSourceToken"),
    ];
    for (property, operator, key) in rows {
        if let Some(value) = properties.get(property) {
            let operators =
                conditions.get_or_insert_with(operator, || Node::from_map(Map::new(), value.origin.clone()));
            if let Some(operators) = operators.as_map_mut() {
                operators.insert(Arc::from(key), value.clone());
            }
        }
    }
    if !conditions.is_empty()
        && let Some(map) = statement.as_map_mut()
    {
        map.insert("Condition", Node::from_map(conditions, origin.clone()));
    }
    Some(statement)
}
