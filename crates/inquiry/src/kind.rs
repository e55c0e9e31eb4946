//! What kind of policy a document is, judged by what it says.

use std::collections::BTreeSet;

use policy::{PolicyDocument, Statement};
use policy_lint::PolicyType;

/// The kind of a policy: one that names principals hangs on a resource, one that is about taking on a role is a trust
/// policy. Policies of organisations cannot be told from others.
pub fn kind_of(document: &PolicyDocument) -> PolicyType {
    if !document.statements.iter().any(|statement| statement.principal.is_some()) {
        return PolicyType::Identity;
    }
    let services: BTreeSet<String> = document.statements.iter().flat_map(services).collect();
    match services.first() {
        Some(only) if services.len() == 1 && only == "sts" => PolicyType::Trust,
        Some(only) if services.len() == 1 && only != "*" => PolicyType::resource(only.as_str()),
        _ => PolicyType::Resource { service: None },
    }
}

/// The prefixes of the services that a statement's actions belong to.
fn services(statement: &Statement) -> Vec<String> {
    let patterns = statement.action.iter().flat_map(|element| &element.patterns);
    patterns.map(|pattern| pattern.value.service().to_ascii_lowercase()).filter(|service| !service.is_empty()).collect()
}

/// The name of a kind.
pub const fn kind_name(kind: &PolicyType) -> &'static str {
    match kind {
        PolicyType::Identity => "identity policy",
        PolicyType::Resource { .. } => "resource policy",
        PolicyType::Trust => "trust policy",
        PolicyType::ServiceControl => "service control policy",
        PolicyType::ResourceControl => "resource control policy",
    }
}
