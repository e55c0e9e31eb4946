//! Policies on things: who else may use a function, a queue, a topic, a bucket, a secret, a key, a gateway, a role …

mod barrier;
mod permissions;
mod table;
mod text;
mod unread;

use model::{Guard, PolicyTarget, ResourcePolicy};
use policy::PolicyDocument;
use source::Origin;

use super::{Builder, Places, Resource, identities};
use crate::cfn::environment::Environment;
use crate::cfn::names;
use table::{Row, Stands};

/// Adds the policies a resource declares.
pub(super) fn link(environment: &Environment<'_>, builder: &mut Builder<'_>, resource: &Resource<'_>) {
    let rows: Vec<&Row> = table::rows(resource.kind).collect();
    let is_permission = permissions::link(environment, builder, resource);
    for row in &rows {
        let documents = at_items(environment, &resource.properties, row.document);
        for on in targets(environment, builder, resource, row.stands) {
            add(environment, builder, resource, &documents, &On { target: on, row });
        }
    }
    if rows.is_empty() && !is_permission {
        unread::notice(environment, resource);
    }
}

/// What a document is put on.
struct On<'r> {
    target: PolicyTarget,
    row: &'r Row,
}

fn add(
    environment: &Environment<'_>,
    builder: &mut Builder<'_>,
    resource: &Resource<'_>,
    places: &Places<'_>,
    on: &On<'_>,
) {
    let mut documents = identities::documents(environment, places);
    documents.extend(text::documents(environment, places));
    for found in documents {
        push(environment, builder, resource, on, found);
    }
}

fn push(
    environment: &Environment<'_>,
    builder: &mut Builder<'_>,
    resource: &Resource<'_>,
    on: &On<'_>,
    (guard, document, origin): (Guard, PolicyDocument, Origin),
) {
    builder.project.resource_policies.push(ResourcePolicy {
        resource: resource.id(environment),
        origin,
        guard,
        on: on.target,
        noun: on.row.noun,
        barrier: barrier::of(environment, builder, resource, on),
        document,
    });
}

/// Steps down along `path`, through every item of the lists on the way.
fn at_items<'t>(environment: &Environment<'t>, places: &Places<'t>, path: &[&str]) -> Places<'t> {
    path.iter().fold(places.clone(), |places, key| environment.items(&environment.field(&places, key)))
}

/// The things a resource's policies stand on; one that is not in the project if it names none that is.
fn targets(
    environment: &Environment<'_>,
    builder: &Builder<'_>,
    resource: &Resource<'_>,
    stands: Stands,
) -> Vec<PolicyTarget> {
    let property = match stands {
        Stands::On(property) => property,
        Stands::Inside => return vec![itself(environment, builder, resource)],
        Stands::Nowhere => return vec![PolicyTarget::Elsewhere],
    };
    let items = environment.items(&environment.field(&resource.properties, property));
    let named = items.iter().flat_map(|(guard, node)| {
        // A name that only a deployment knows may still be the name of something here.
        let texts = environment.alternatives(guard, node).into_iter().filter_map(|(_, value)| value?.text());
        texts.map(|name| named(builder, &name)).collect::<Vec<_>>()
    });
    let mut targets: Vec<PolicyTarget> = named.collect();
    if targets.iter().any(|target| *target != PolicyTarget::Elsewhere) {
        targets.retain(|target| *target != PolicyTarget::Elsewhere);
    } else {
        targets.push(PolicyTarget::Elsewhere);
    }
    // Branches of a choice may name the same thing.
    targets.sort_unstable();
    targets.dedup();
    targets
}

/// What a text names, of the things that a policy may stand on.
fn named(builder: &Builder<'_>, name: &str) -> PolicyTarget {
    let index = &builder.index;
    let store = || index.store(name).map(PolicyTarget::Store);
    let function = || index.function(name).map(PolicyTarget::Function);
    store().or_else(function).unwrap_or(PolicyTarget::Elsewhere)
}

/// The thing that the resource itself is.
fn itself(environment: &Environment<'_>, builder: &Builder<'_>, resource: &Resource<'_>) -> PolicyTarget {
    let arn = names::arn(environment, &resource.name);
    let reference = names::reference(environment, &resource.name);
    let api = || reference.and_then(|name| builder.index.api(&name)).map(PolicyTarget::Api);
    let identity = || builder.index.identity(&arn).map(PolicyTarget::Identity);
    let store = builder.index.store(&arn).map(PolicyTarget::Store);
    store.or_else(api).or_else(identity).unwrap_or(PolicyTarget::Elsewhere)
}
