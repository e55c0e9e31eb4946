//! Roles of the cloud on a scope, as Azure and Google Cloud attach them.
//!
//! The names follow a custom in both clouds: `roles/storage.objectViewer`, `Storage Blob Data Reader`. The verb is read
//! from the end of the name, and what does not end in a known word gives nothing here.

use std::sync::Arc;

use model::{Access, AccessTarget, AttachedPolicy, PolicyBody, Project, StoreId, Verb};

/// Ends of role names, in lower case and without blanks, and what they give. The first that fits counts.
const ENDS: [(&str, &[Verb]); 24] = [
    ("useraccessadministrator", &[Verb::Escalate]),
    ("rolebasedaccesscontroladministrator", &[Verb::Escalate]),
    ("serviceaccounttokencreator", &[Verb::Escalate]),
    ("serviceaccountkeyadmin", &[Verb::Escalate]),
    ("serviceaccountadmin", &[Verb::Escalate]),
    ("serviceaccountuser", &[Verb::Escalate]),
    ("securityadmin", &[Verb::Escalate]),
    ("secretaccessor", &[Verb::Decrypt]),
    ("secretsuser", &[Verb::Decrypt]),
    ("secretsofficer", &[Verb::Decrypt, Verb::Write]),
    ("decrypter", &[Verb::Decrypt]),
    ("cryptouser", &[Verb::Decrypt]),
    ("publisher", &[Verb::Publish]),
    ("sender", &[Verb::Publish]),
    ("objectcreator", &[Verb::Write]),
    ("invoker", &[Verb::Invoke]),
    ("subscriber", &[Verb::Read]),
    ("receiver", &[Verb::Read]),
    ("viewer", &[Verb::Read]),
    ("reader", &[Verb::Read]),
    ("contributor", &[Verb::Read, Verb::Write, Verb::Delete]),
    ("user", &[Verb::Read, Verb::Write, Verb::Delete]),
    ("admin", &[Verb::Administer]),
    ("owner", &[Verb::Administer]),
];

/// Roles that give everything on their scope.
const EVERYTHING: [&str; 4] = ["owner", "contributor", "roles/owner", "roles/editor"];

/// What a role on a scope gives; nothing for policies of another kind.
pub(crate) fn access(project: &Project, policy: &AttachedPolicy) -> Vec<Access> {
    let PolicyBody::Role { role, scope } = &policy.body else { return Vec::new() };
    let target = target(project, scope);
    let access = |verb: Verb| Access {
        verb,
        target: target.clone(),
        actions: vec![Arc::clone(role)],
        origin: policy.origin.clone(),
        guard: policy.guard.clone(),
        conditional: false,
    };
    verbs(role).iter().map(|verb| access(*verb)).collect()
}

/// Whether a role gives everything on its scope.
pub(crate) fn is_everything(role: &str) -> bool {
    EVERYTHING.contains(&role.to_lowercase().as_str())
}

fn verbs(role: &str) -> &'static [Verb] {
    if is_everything(role) {
        return &[Verb::Administer];
    }
    let name: String = role.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    ENDS.iter().find(|(end, _)| name.ends_with(end)).map_or(&[], |(_, verbs)| verbs)
}

/// A store of the project, or the account for the scopes that hold everything, or whatever else is named.
fn target(project: &Project, scope: &str) -> AccessTarget {
    let store = project.stores.iter().position(|store| *store.resource.name == *scope || *store.cloud_name == *scope);
    if let Some(index) = store {
        return AccessTarget::Store(StoreId::of(index));
    }
    let is_wide = ["project", "subscription", "resource group", "folder", "organization"].contains(&scope);
    if is_wide { AccessTarget::Account } else { AccessTarget::Named(Arc::from(scope)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_of_roles() {
        for (role, expected) in [
            ("roles/owner", &[Verb::Administer][..]),
            ("Contributor", &[Verb::Administer]),
            ("roles/storage.objectViewer", &[Verb::Read]),
            ("Storage Blob Data Reader", &[Verb::Read]),
            ("Storage Blob Data Contributor", &[Verb::Read, Verb::Write, Verb::Delete]),
            ("Key Vault Secrets User", &[Verb::Decrypt]),
            ("roles/secretmanager.secretAccessor", &[Verb::Decrypt]),
            ("roles/iam.serviceAccountUser", &[Verb::Escalate]),
            ("roles/pubsub.publisher", &[Verb::Publish]),
            ("roles/run.invoker", &[Verb::Invoke]),
            ("roles/logging.logWriter", &[]),
        ] {
            assert_eq!(verbs(role), expected, "{role}");
        }
    }
}
