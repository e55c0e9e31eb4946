//! What keeps strangers out of a thing whatever its policy says.

use std::sync::Arc;

use model::{Alternative, PolicyTarget, Property};

use super::super::stores::is_blocked;
use super::table::Keeps;
use super::{Builder, On, Resource};
use crate::cfn::environment::Environment;

/// The barrier in front of the thing that a policy stands on.
pub(super) fn of(
    environment: &Environment<'_>,
    builder: &Builder<'_>,
    resource: &Resource<'_>,
    on: &On<'_>,
) -> Property<Arc<str>> {
    let blocks = |blocked: Property<bool>| worded(blocked, "public access to it is blocked");
    match on.row.keeps {
        Keeps::Nothing => Property::unset(),
        Keeps::Always(words) => Property::always(Arc::from(words), resource.origin.clone()),
        Keeps::Bucket => match on.target {
            PolicyTarget::Store(id) => {
                blocks(builder.project.store(id).map(|store| store.public_access_blocked.clone()).unwrap_or_default())
            }
            _ => Property::unset(),
        },
        Keeps::AccessPoint => access_point(environment, resource, blocks),
        Keeps::Vpc(property) => vpc(environment, resource, property),
        Keeps::If(property, words) => {
            worded(environment.bool(&environment.field(&resource.properties, property)), words)
        }
    }
}

/// The block of an access point is on unless it is written otherwise.
fn access_point(
    environment: &Environment<'_>,
    resource: &Resource<'_>,
    blocks: impl Fn(Property<bool>) -> Property<Arc<str>>,
) -> Property<Arc<str>> {
    let vpc = vpc(environment, resource, "VpcConfiguration");
    if vpc.is_set() {
        return vpc;
    }
    let written = is_blocked(environment, resource);
    if written.is_set() { blocks(written) } else { blocks(Property::always(true, resource.origin.clone())) }
}

fn vpc(environment: &Environment<'_>, resource: &Resource<'_>, property: &str) -> Property<Arc<str>> {
    let places = environment.field(&resource.properties, property);
    let stands = places.into_iter().filter(|(_, node)| node.as_map().is_some_and(|map| !map.is_empty()));
    let alternatives = stands.map(|(guard, node)| Alternative {
        guard,
        value: Ok(Arc::from("it stands in a VPC")),
        origin: node.origin.clone(),
    });
    Property { alternatives: alternatives.collect() }
}

/// The barrier where a setting is on.
fn worded(setting: Property<bool>, words: &str) -> Property<Arc<str>> {
    let on = setting.alternatives.into_iter().filter(|alternative| alternative.value == Ok(true));
    let alternatives = on.map(|alternative| Alternative {
        guard: alternative.guard,
        value: Ok(Arc::from(words)),
        origin: alternative.origin,
    });
    Property { alternatives: alternatives.collect() }
}
