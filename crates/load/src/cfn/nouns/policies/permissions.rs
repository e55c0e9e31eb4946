//! Resources that are one statement of a policy which the service writes.

use std::sync::Arc;

use model::PolicyTarget;
use policy::PolicyDocument;
use syntax::{Map, Node, node};

use super::table::{Keeps, Row, Stands};
use super::{Builder, On, Resource, named, push, targets, text};
use crate::cfn::environment::Environment;

/// One such type.
struct Permission {
    row: Row,
    /// The statement that its resolved properties say.
    statement: fn(&Resource<'_>, &Map) -> Option<Node>,
}

const fn row(kind: &'static str, stands: Stands, noun: &'static str) -> Row {
    Row { kind, document: &[], stands, noun, keeps: Keeps::Nothing }
}

const PERMISSIONS: &[Permission] = &[
    Permission {
        row: row("AWS::Lambda::Permission", Stands::On("FunctionName"), "function"),
        statement: of_a_function,
    },
    Permission { row: row("AWS::Lambda::LayerVersionPermission", Stands::Nowhere, "layer"), statement: of_a_layer },
    Permission {
        row: row("AWS::Events::EventBusPolicy", Stands::On("EventBusName"), "event bus"),
        statement: of_a_bus,
    },
    Permission {
        row: row("AWS::EC2::VPCEndpointServicePermissions", Stands::Nowhere, "VPC endpoint service"),
        statement: of_an_endpoint_service,
    },
    Permission {
        row: row("AWS::ACMPCA::Permission", Stands::Nowhere, "certificate authority"),
        statement: of_an_authority,
    },
    Permission {
        row: row("AWS::Signer::ProfilePermission", Stands::Nowhere, "signing profile"),
        statement: of_a_profile,
    },
];

/// Adds the statement that a resource is; whether it is one.
pub(super) fn link(environment: &Environment<'_>, builder: &mut Builder<'_>, resource: &Resource<'_>) -> bool {
    let Some(permission) = PERMISSIONS.iter().find(|permission| permission.row.kind == resource.kind) else {
        return false;
    };
    for target in targets(environment, builder, resource, permission.row.stands) {
        let on = On { target: refined(environment, builder, resource, target), row: &permission.row };
        for (guard, properties) in &resource.properties {
            for (guard, resolved) in environment.alternatives(guard, properties) {
                let statement = resolved
                    .as_ref()
                    .and_then(Node::as_map)
                    .and_then(|properties| (permission.statement)(resource, properties));
                let Some(statement) = statement else { continue };
                let origin = &resource.origin;
                let (document, notices) =
                    PolicyDocument::parse(&node!(origin; { "Version": "2012-10-17", "Statement": [(statement)] }));
                environment.notices.borrow_mut().extend(notices);
                push(environment, builder, resource, &on, (guard, document, origin.clone()));
            }
        }
    }
    true
}

/// A function is named in ways that nothing else is.
fn refined(
    environment: &Environment<'_>,
    builder: &Builder<'_>,
    resource: &Resource<'_>,
    target: PolicyTarget,
) -> PolicyTarget {
    if resource.kind != "AWS::Lambda::Permission" {
        return target;
    }
    let name = super::super::name_at(environment, &resource.properties, &["FunctionName"]);
    let function = name.as_deref().and_then(|name| builder.index.function(name)).map(PolicyTarget::Function);
    function.or_else(|| name.map(|name| named(builder, &name))).unwrap_or(target)
}

/// The principal that a plain text means: everyone, a service, or an account or ARN.
fn principal(text: &Node) -> Option<Node> {
    Some(match text.as_str()? {
        "*" => text.clone(),
        service if service.contains(".amazonaws.com") || service.contains(".amazon.com") => {
            node!(&text.origin; { "Service": (text) })
        }
        _ => node!(&text.origin; { "AWS": (text) }),
    })
}

/// An Allow of what the rows of properties narrow: property, operator, key.
fn allow(
    resource: &Resource<'_>,
    principal: Node,
    action: &Node,
    properties: &Map,
    rows: &[(&str, &str, &str)],
) -> Node {
    let origin = &resource.origin;
    let mut statement =
        node!(origin; { "Effect": "Allow", "Principal": (principal), "Action": (action), "Resource": "*" });
    let mut conditions = Map::new();
    for (property, operator, key) in rows {
        if let Some(value) = properties.get(property) {
            let operators =
                conditions.get_or_insert_with(operator, || Node::from_map(Map::new(), value.origin.clone()));
            if let Some(operators) = operators.as_map_mut() {
                operators.insert(Arc::from(*key), value.clone());
            }
        }
    }
    if !conditions.is_empty()
        && let Some(map) = statement.as_map_mut()
    {
        map.insert("Condition", Node::from_map(conditions, origin.clone()));
    }
    statement
}

fn of_a_function(resource: &Resource<'_>, properties: &Map) -> Option<Node> {
    let default_action = Node::from_text("lambda:InvokeFunction", resource.origin.clone());
    let action = properties.get("Action").unwrap_or(&default_action);
    let rows = [
        ("SourceArn", "ArnLike", "aws:SourceArn"),
        ("SourceAccount", "StringEquals", "aws:SourceAccount"),
        ("PrincipalOrgID", "StringEquals", "aws:PrincipalOrgID"),
        ("FunctionUrlAuthType", "StringEquals", "lambda:FunctionUrlAuthType"),
        ("InvokedViaFunctionUrl", "Bool", "lambda:InvokedViaFunctionUrl"),
        ("EventSourceToken", "StringEquals", "lambda:EventSourceToken"),
    ];
    Some(allow(resource, principal(properties.get("Principal")?)?, action, properties, &rows))
}

fn of_a_layer(resource: &Resource<'_>, properties: &Map) -> Option<Node> {
    let rows = [("OrganizationId", "StringEquals", "aws:PrincipalOrgID")];
    let principal = principal(properties.get("Principal")?)?;
    Some(allow(resource, principal, properties.get("Action")?, properties, &rows))
}

/// The new form is a whole statement; the old one names action, principal and one condition.
fn of_a_bus(resource: &Resource<'_>, properties: &Map) -> Option<Node> {
    if let Some(statement) = properties.get("Statement") {
        return match statement.as_str() {
            Some(json) => text::tree(json, &statement.origin),
            None => Some(statement.clone()),
        };
    }
    let principal = principal(properties.get("Principal")?)?;
    let default_action = Node::from_text("events:PutEvents", resource.origin.clone());
    let action = properties.get("Action").unwrap_or(&default_action);
    let mut statement = allow(resource, principal, action, properties, &[]);
    if let Some(condition) = properties.get("Condition")
        && let (Some(operator), Some(key), Some(value)) = (
            condition.get("Type").and_then(Node::text),
            condition.get("Key").and_then(Node::text),
            condition.get("Value"),
        )
        && let Some(map) = statement.as_map_mut()
    {
        map.insert("Condition", node!(&condition.origin; { (operator): { (key): (value) } }));
    }
    Some(statement)
}

fn of_an_endpoint_service(resource: &Resource<'_>, properties: &Map) -> Option<Node> {
    let allowed = properties.get("AllowedPrincipals")?;
    let action = Node::from_text("ec2:CreateVpcEndpoint", resource.origin.clone());
    let principal = node!(&allowed.origin; { "AWS": (allowed) });
    Some(allow(resource, principal, &action, properties, &[]))
}

fn of_an_authority(resource: &Resource<'_>, properties: &Map) -> Option<Node> {
    let default_action = Node::from_text("acm-pca:IssueCertificate", resource.origin.clone());
    let actions = properties.get("Actions").unwrap_or(&default_action);
    let prefixed = match actions.as_list() {
        Some(items) => Node::from_list(items.iter().map(in_service).collect(), actions.origin.clone()),
        None => in_service(actions),
    };
    let rows = [("SourceAccount", "StringEquals", "aws:SourceAccount")];
    Some(allow(resource, principal(properties.get("Principal")?)?, &prefixed, properties, &rows))
}

/// The permission names actions without the service in front.
fn in_service(action: &Node) -> Node {
    match action.as_str() {
        Some(name) if !name.contains(':') => Node::from_text(format!("acm-pca:{name}"), action.origin.clone()),
        _ => action.clone(),
    }
}

fn of_a_profile(resource: &Resource<'_>, properties: &Map) -> Option<Node> {
    Some(allow(resource, principal(properties.get("Principal")?)?, properties.get("Action")?, properties, &[]))
}
