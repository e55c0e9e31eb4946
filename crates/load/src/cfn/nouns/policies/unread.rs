//! Types that carry a policy with principals and have no row: said, so that nothing stays silent.

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
        _ => None,
    }
}

fn names_principals(statements: &Node) -> bool {
    let has = |statement: &Node| statement.get("Principal").or_else(|| statement.get("NotPrincipal")).is_some();
    match &statements.value {
        Value::List(items) => items.iter().any(has),
        _ => has(statements),
    }
}
