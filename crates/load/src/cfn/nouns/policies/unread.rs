//! Policies with principals in types that have no row, as a mapping or as JSON in a text: said, so that they do not stay
//! silent. A type whose properties say the same in other words, such as a `Permission`, can only have its row.

use finding::NoticeKind;
use syntax::{Node, Value};

use super::Resource;
use crate::cfn::environment::Environment;

/// How deep below a resource's properties a policy is looked for.
const DEEPEST: usize = 6;

/// Notes a policy with principals in a resource whose type is not known to carry one.
pub(super) fn notice(environment: &Environment<'_>, resource: &Resource<'_>) {
    if !resource.kind.starts_with("AWS::") {
        return;
    }
    for (_, properties) in &resource.properties {
        if let Some(found) = policy_below(properties, 0) {
            let message = format!("`{}` carries a resource policy that is not analysed yet", resource.kind);
            environment.notice(&found.origin, NoticeKind::Unsupported, message);
        }
    }
}

fn policy_below(node: &Node, depth: usize) -> Option<&Node> {
    if depth > DEEPEST {
        return None;
    }
    match &node.value {
        Value::Map(map) => {
            let is_policy = map.get("Statement").is_some_and(names_principals);
            if is_policy { Some(node) } else { map.values().find_map(|value| policy_below(value, depth + 1)) }
        }
        Value::List(items) => items.iter().find_map(|item| policy_below(item, depth + 1)),
        _ => node.text().is_some_and(|text| reads_like_policy(&text)).then_some(node),
    }
}

/// Whether a text is a policy with principals, written as JSON.
fn reads_like_policy(text: &str) -> bool {
    let names = |element: &str| text.contains(&format!("\"{element}\""));
    text.trim_start().starts_with('{') && names("Statement") && (names("Principal") || names("NotPrincipal"))
}

fn names_principals(statements: &Node) -> bool {
    let has = |statement: &Node| statement.get("Principal").or_else(|| statement.get("NotPrincipal")).is_some();
    match &statements.value {
        Value::List(items) => items.iter().any(has),
        _ => has(statements),
    }
}
