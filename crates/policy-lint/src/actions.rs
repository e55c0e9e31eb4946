//! Actions: do they exist?

use policy::{ActionPattern, Sourced};
use service_reference::{actions_matching, nearest_action, nearest_service, published, service};

use crate::check::checks;
use crate::found::Found;
use crate::options::PolicyType;
use crate::values::is_written_out;
use crate::view::{Policy, View};

checks! {
    INVALID_ACTION: Error, "the action does not exist", "AWS knows no such action, so the pattern gives nothing; it may also be newer than the table.";
    INVALID_SERVICE_IN_ACTION: Error, "the service of an action does not exist", "Write the service's prefix as its page in the service authorization reference says.";
    WILDCARD_IN_SERVICE_NAME: Suggestion, "a wildcard stands in the name of a service", "It takes in services that are named alike, now and later; name the service.";
    UNSUPPORTED_ACTION_IN_POLICY: Error, "the action belongs to another service than the resource", "The policy of a resource speaks of its own service's actions only.";
    RCP_SYNTAX_ERROR_ACTION: Error, "an RCP names a service that RCPs do not reach", "Name actions of the services that support resource control policies.";
}

pub(crate) fn check(policy: &Policy<'_>, view: &View<'_>, found: &mut Found) {
    let Some(element) = &view.parsed.action else { return };
    for pattern in element.patterns.iter().filter(|pattern| is_written_out(pattern.value.text())) {
        if pattern.value.is_any() {
            continue;
        }
        if let Some((prefix, name)) = pattern.value.text().split_once(':') {
            exists(pattern, prefix, name, found);
            fits(&policy.options.kind, pattern, prefix, found);
        } else {
            without_service(pattern, found);
        }
    }
}

fn without_service(pattern: &Sourced<ActionPattern>, found: &mut Found) {
    let text = pattern.value.text();
    // `iam*` would take in every action of a service, if a pattern without a colon were one.
    let message = format!("`{text}` names no service");
    found.add(&INVALID_ACTION, &pattern.origin, message);
}

fn exists(pattern: &Sourced<ActionPattern>, prefix: &str, name: &str, found: &mut Found) {
    let text = pattern.value.text();
    if prefix.contains(['*', '?']) {
        let message = format!("`{text}` takes in every service whose name is alike");
        found.add(&WILDCARD_IN_SERVICE_NAME, &pattern.origin, message);
        if actions_matching(text).next().is_none() {
            found.add(&INVALID_ACTION, &pattern.origin, format!("no action is like `{text}`"));
        }
        return;
    }
    let Some(service) = service(prefix) else {
        let message = format!("there is no service `{prefix}` as of {}", published());
        match nearest_service(prefix) {
            Some(near) => {
                let instead = format!("{}:{name}", near.prefix());
                found.suggest(&INVALID_SERVICE_IN_ACTION, &pattern.origin, message, instead);
            }
            None => found.add(&INVALID_SERVICE_IN_ACTION, &pattern.origin, message),
        }
        return;
    };
    let is_known = if name.contains(['*', '?']) {
        name == "*" || actions_matching(text).next().is_some()
    } else {
        service.action(name).is_some()
    };
    if is_known {
        return;
    }
    let message = format!("`{text}` is no action as of {}", published());
    match nearest_action(text).filter(|_| !name.contains(['*', '?'])) {
        Some(near) => {
            let name = near.full_name();
            let message = format!("{message}; did you mean `{name}`?");
            found.suggest(&INVALID_ACTION, &pattern.origin, message, name);
        }
        None => found.add(&INVALID_ACTION, &pattern.origin, message),
    }
}

/// Whether an action makes sense where the policy stands.
fn fits(kind: &PolicyType, pattern: &Sourced<ActionPattern>, prefix: &str, found: &mut Found) {
    if prefix.contains(['*', '?']) {
        return;
    }
    let text = pattern.value.text();
    let own = match kind {
        PolicyType::Trust => "sts",
        PolicyType::Resource { service: Some(service) } => service,
        PolicyType::ResourceControl => {
            let is_reached = service(prefix).is_none_or(service_reference::Service::has_resource_control);
            if !is_reached {
                let message = format!("resource control policies do not reach `{prefix}`");
                found.add(&RCP_SYNTAX_ERROR_ACTION, &pattern.origin, message);
            }
            return;
        }
        _ => return,
    };
    if service(prefix).is_some() && !is_of(own, prefix) {
        let message = format!("`{text}` is no action on a resource of `{own}`");
        found.add(&UNSUPPORTED_ACTION_IN_POLICY, &pattern.origin, message);
    }
}

/// Whether a prefix of actions or ARNs belongs to the policies of a service.
pub(crate) fn is_of(service: &str, prefix: &str) -> bool {
    let service = service.to_ascii_lowercase();
    let prefix = prefix.to_ascii_lowercase();
    match &*service {
        // What hangs on an API, a VPC endpoint or a backup vault is named by other services.
        "apigateway" | "execute-api" => matches!(&*prefix, "apigateway" | "execute-api"),
        "vpce" | "ec2" | "vpc" => true,
        "es" | "opensearch" => matches!(&*prefix, "es" | "opensearch"),
        "backup" => matches!(&*prefix, "backup" | "backup-storage"),
        "glue" => matches!(&*prefix, "glue" | "lakeformation"),
        "s3" => prefix.starts_with("s3"),
        own => own == prefix,
    }
}
