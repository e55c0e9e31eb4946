//! `AWS::IAM::Role` and the policies that stand elsewhere and are attached to it.

use std::collections::BTreeMap;
use std::sync::Arc;

use model::{AttachedPolicy, Guard, Identity, IdentityId, PolicyBody, PolicySource, ResourceId};
use policy::PolicyDocument;
use source::Origin;
use syntax::Node;

use super::{Builder, Resource, named_origin};
use crate::cfn::environment::{Environment, Places};
use crate::cfn::names;

/// Makes an identity of a role, with the policies written in it.
pub(super) fn declare(environment: &Environment<'_>, builder: &mut Builder<'_>, resource: &Resource<'_>) {
    if resource.kind != "AWS::IAM::Role" {
        return;
    }
    let id = IdentityId::of(builder.project.identities.len());
    let field = |name: &str| environment.field(&resource.properties, name);
    let trust = documents(environment, &field("AssumeRolePolicyDocument")).into_iter().next();
    let mut policies = Vec::new();
    for place in environment.items(&field("Policies")) {
        policies.extend(inline(environment, &environment.field(&vec![place], "PolicyDocument")));
    }
    builder.project.identities.push(Identity {
        resource: name_of(environment, resource),
        cloud_name: names::arn(environment, &resource.name).into(),
        origin: resource.origin.clone(),
        guard: resource.guard.clone(),
        trust: trust.map(|(_, document, _)| document),
        policies,
        boundary: named(environment, &field("PermissionsBoundary")).into_iter().next(),
    });
    builder.index.add_identity(names::arn(environment, &resource.name), id);
    if let Some(name) = names::reference(environment, &resource.name) {
        builder.index.add_identity(name, id);
    }
}

/// The role's id; a role that the transform made for a function stands where the function stands and has its name.
fn name_of(environment: &Environment<'_>, role: &Resource<'_>) -> ResourceId {
    let own = role.id(environment);
    let resources = environment.template.get("Resources").and_then(Node::as_map);
    let made_for = own.name.strip_suffix("Role").filter(|name| {
        let entry = resources.and_then(|resources| resources.entry(name));
        let stands = entry.and_then(|entry| named_origin(&entry.key, &entry.node).written());
        stands.zip(role.origin.written()).is_some_and(|(function, role)| function.contains(role))
    });
    made_for.map_or_else(|| own.clone(), |name| ResourceId { name: Arc::from(name), ..own.clone() })
}

/// Attaches policies that are resources of their own, and those that roles name.
pub(super) fn attach(environment: &Environment<'_>, builder: &mut Builder<'_>, resources: &[Resource<'_>]) {
    let mut managed = BTreeMap::new();
    for resource in resources.iter().filter(|resource| is_policy(resource.kind)) {
        let policies = inline(environment, &environment.field(&resource.properties, "PolicyDocument"));
        for role in environment.items(&environment.field(&resource.properties, "Roles")) {
            let named = environment.text(&vec![role]);
            let roles = named.known().filter_map(|(_, name, _)| builder.index.identity(name)).collect::<Vec<_>>();
            for role in roles {
                add(builder, role, policies.clone());
            }
        }
        if let Some(arn) = names::reference(environment, &resource.name) {
            managed.insert(Arc::<str>::from(arn), policies);
        }
    }
    for resource in resources.iter().filter(|resource| resource.kind == "AWS::IAM::Role") {
        let Some(role) = builder.index.identity(&names::arn(environment, &resource.name)) else { continue };
        limit(builder, role, &managed);
        for place in environment.items(&environment.field(&resource.properties, "ManagedPolicyArns")) {
            for attached in named(environment, &vec![place]) {
                let PolicyBody::Named(name) = &attached.body else { continue };
                let own = managed.get(name).cloned();
                add(builder, role, own.unwrap_or_else(|| vec![attached]));
            }
        }
    }
}

fn is_policy(kind: &str) -> bool {
    matches!(kind, "AWS::IAM::Policy" | "AWS::IAM::ManagedPolicy" | "AWS::IAM::RolePolicy")
}

/// Puts the document of a boundary that the template defines in the place of its name.
fn limit(builder: &mut Builder<'_>, role: IdentityId, managed: &BTreeMap<Arc<str>, Vec<AttachedPolicy>>) {
    let boundary = builder.project.identities.get_mut(role.index()).and_then(|identity| identity.boundary.as_mut());
    let Some(boundary) = boundary else { return };
    let PolicyBody::Named(name) = &boundary.body else { return };
    // A policy that is there under conditions only limits under them; what it says then is not told here.
    if let Some([own]) = managed.get(name).map(Vec::as_slice)
        && boundary.guard.implies(&own.guard)
    {
        boundary.body = own.body.clone();
    }
}

fn add(builder: &mut Builder<'_>, role: IdentityId, policies: Vec<AttachedPolicy>) {
    if let Some(identity) = builder.project.identities.get_mut(role.index()) {
        identity.policies.extend(policies);
    }
}

fn inline(environment: &Environment<'_>, places: &Places<'_>) -> Vec<AttachedPolicy> {
    let documents = documents(environment, places).into_iter();
    let attached = documents.map(|(guard, document, origin)| AttachedPolicy {
        guard,
        source: source_of(&origin),
        body: PolicyBody::Document(document),
        origin,
    });
    attached.collect()
}

fn named(environment: &Environment<'_>, places: &Places<'_>) -> Vec<AttachedPolicy> {
    let texts = environment.text(places);
    let attached = texts.known().map(|(guard, name, origin)| AttachedPolicy {
        origin: origin.clone(),
        guard: guard.clone(),
        source: source_of(origin),
        body: PolicyBody::Named(Arc::clone(name)),
    });
    attached.collect()
}

/// Who wrote a policy: a person, or the transform for a template or by itself.
fn source_of(origin: &Origin) -> PolicySource {
    match origin {
        Origin::Written(_) => PolicySource::Author,
        Origin::Derived(derivation) if derivation.step.contains("olicy template") => PolicySource::Template,
        Origin::Derived(derivation) if matches!(derivation.step, "Ref" | "managed policy") => PolicySource::Author,
        Origin::Derived(_) | Origin::Default(_) => PolicySource::Framework,
    }
}

/// Policy documents at places, resolved.
pub(super) fn documents(environment: &Environment<'_>, places: &Places<'_>) -> Vec<(Guard, PolicyDocument, Origin)> {
    let mut documents = Vec::new();
    for (guard, node) in places {
        for (guard, resolved) in environment.alternatives(guard, node) {
            if let Some(resolved) = resolved.filter(|node: &Node| node.as_map().is_some()) {
                let (document, notices) = PolicyDocument::parse(&resolved);
                environment.notices.borrow_mut().extend(notices);
                documents.push((guard, document, resolved.origin));
            }
        }
    }
    documents
}
