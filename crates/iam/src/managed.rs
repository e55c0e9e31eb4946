//! Managed policies of AWS as documents.

use policy::PolicyDocument;
use serde_json::Value;
use source::Origin;
use syntax::{Map, Node};

/// The document of a managed policy, by name, by path or by ARN; every part of it has the origin of the attachment.
/// `None` when AWS has published none of that name.
pub fn managed_policy(name: &str, attached: &Origin) -> Option<PolicyDocument> {
    let published = service_reference::managed_policy(name)?;
    let document: Value = serde_json::from_str(published.document()).ok()?;
    let origin = attached.derived("managed policy");
    Some(PolicyDocument::parse(&node(&document, &origin)).0)
}

/// Whether the policy is one that AWS made for running functions and gives no more than their triggers need.
pub(crate) fn is_execution_role(name: &str) -> bool {
    let name = match service_reference::managed_policy(name) {
        Some(published) => published.name(),
        None => name.rsplit('/').next().unwrap_or(name),
    };
    let is_for_functions = name.starts_with("AWSLambda") || name.starts_with("CloudWatchLambda");
    is_for_functions && (name.ends_with("ExecutionRole") || name.ends_with("ExecutionRolePolicy"))
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
        for published in service_reference::managed_policies() {
            let document: Value = serde_json::from_str(published.document()).unwrap();
            let (parsed, notices) = PolicyDocument::parse(&node(&document, &HERE));
            assert_eq!(notices, vec![], "{}", published.path());
            let written = document["Statement"].as_array().map_or(1, Vec::len);
            assert_eq!(parsed.statements.len(), written, "{}", published.path());
        }
    }

    #[test]
    fn statements_keep_their_names() {
        let document = managed_policy("AWSLambdaVPCAccessExecutionRole", &HERE).unwrap();
        let names: Vec<_> = document.statements.iter().map(|statement| statement.sid.clone()).collect();
        assert!(names.iter().all(Option::is_some), "{names:?}");
    }

    #[test]
    fn execution_roles() {
        assert!(is_execution_role("AWSLambdaBasicExecutionRole"));
        assert!(is_execution_role("arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole"));
        assert!(!is_execution_role("AWSLambda_FullAccess"));
        assert!(!is_execution_role("AWSLambdaExecute"));
    }
}
