//! Managed policies of AWS, from `data/iam/managed-policies.json`.

use std::sync::LazyLock;

use policy::PolicyDocument;
use serde_json::Value;
use source::Origin;
use syntax::{Map, Node, node};

static TABLE: LazyLock<Value> = LazyLock::new(|| {
    let table: Value =
        serde_json::from_str(include_str!("../../../data/iam/managed-policies.json")).unwrap_or_default();
    table.get("policies").cloned().unwrap_or_default()
});

/// The document of a managed policy, by name, by path or by ARN; every part of it has the origin of the attachment.
/// `None` when the table does not have it.
pub fn managed_policy(name: &str, attached: &Origin) -> Option<PolicyDocument> {
    let (_, statements) = find(name)?;
    let origin = attached.derived("managed policy");
    let statements = node(statements, &origin);
    let (document, _) = PolicyDocument::parse(&node!(&origin; { "Version": "2012-10-17", "Statement": (statements) }));
    Some(document)
}

/// Whether the policy is one that AWS made for running functions and gives no more than their triggers need.
pub(crate) fn is_execution_role(name: &str) -> bool {
    let in_path = find(name).map(|(path, _)| path).unwrap_or(name);
    let name = in_path.rsplit('/').next().unwrap_or(in_path);
    let is_for_functions = name.starts_with("AWSLambda") || name.starts_with("CloudWatchLambda");
    is_for_functions && (name.ends_with("ExecutionRole") || name.ends_with("ExecutionRolePolicy"))
}

fn find(name: &str) -> Option<(&'static str, &'static Value)> {
    let table = TABLE.as_object()?;
    let is_arn = name.starts_with("arn:");
    let path = if is_arn { name.split_once(":iam::aws:policy/")?.1 } else { name };
    let exact = table.get_key_value(path);
    // By name alone a policy may lie in any path: `AWSLambdaBasicExecutionRole`.
    let by_name = || table.iter().find(|(key, _)| !is_arn && key.rsplit('/').next() == Some(path));
    exact.or_else(by_name).map(|(key, value)| (key.as_str(), value))
}

fn node(value: &Value, origin: &Origin) -> Node {
    match value {
        Value::Null => Node::null(origin.clone()),
        Value::Bool(value) => Node::from_bool(*value, origin.clone()),
        Value::Number(number) => Node::from_text(number.to_string(), origin.clone()),
        Value::String(text) => Node::from_text(text.as_str(), origin.clone()),
        Value::Array(items) => Node::from_list(items.iter().map(|item| node(item, origin)).collect(), origin.clone()),
        Value::Object(fields) => {
            let map: Map = fields.iter().map(|(key, value)| (key.as_str(), node(value, origin))).collect();
            Node::from_map(map, origin.clone())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: Origin = Origin::Default("test");

    #[test]
    fn every_policy_of_the_table_is_understood() {
        let table = TABLE.as_object().unwrap();
        assert!(table.len() > 100);
        for (name, statements) in table {
            let statements = node(statements, &HERE);
            let document = node!(&HERE; { "Version": "2012-10-17", "Statement": (statements) });
            let (_, notices) = PolicyDocument::parse(&document);
            assert_eq!(notices, vec![], "{name}");
        }
    }

    #[test]
    fn policies_are_found_by_name_path_and_arn() {
        for name in [
            "AdministratorAccess",
            "arn:aws:iam::aws:policy/AdministratorAccess",
            "arn:aws-cn:iam::aws:policy/AdministratorAccess",
            "service-role/AWSLambdaRole",
            "arn:aws:iam::aws:policy/service-role/AWSLambdaRole",
            "AWSLambdaRole",
        ] {
            assert!(managed_policy(name, &HERE).is_some(), "{name}");
        }
        for name in
            ["Administrator", "arn:aws:iam::aws:policy/AWSLambdaRole", "arn:aws:iam::1:policy/AdministratorAccess"]
        {
            assert!(managed_policy(name, &HERE).is_none(), "{name}");
        }
    }

    #[test]
    fn execution_roles() {
        assert!(is_execution_role("AWSLambdaBasicExecutionRole"));
        assert!(is_execution_role("arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole"));
        assert!(!is_execution_role("AWSLambda_FullAccess"));
        assert!(!is_execution_role("AWSLambdaExecute"));
    }
}
