//! CloudFormation resources to the nouns of the model.
//!
//! Two passes over each stack: [`declare`] makes functions, stores, identities and gateways and registers their names;
//! [`link`] makes everything that points at them.

mod apis;
mod functions;
mod guests;
mod identities;
mod index;
mod layers;
mod named;
mod policies;
mod stores;
mod triggers;

use std::sync::Arc;

use model::{Guard, Project, Property, ResourceId};
use source::{Files, Origin};
use syntax::{Entry as MapEntry, Node};

pub(crate) use apis::add_cors;
pub(crate) use index::Index;

use super::environment::{Environment, Places};

/// What the passes write to.
pub(crate) struct Builder<'b> {
    /// The files of the scan.
    pub files: &'b dyn Files,
    /// The project so far.
    pub project: Project,
    /// Names of the stack tree at work.
    pub index: Index,
}

/// One resource of a transformed template.
pub(crate) struct Resource<'t> {
    /// Logical id.
    pub name: Arc<str>,
    /// Type.
    pub kind: &'t str,
    /// Where it was declared, from its key on.
    pub origin: Origin,
    /// When it exists.
    pub guard: Guard,
    /// Its properties.
    pub properties: Places<'t>,
    /// The whole resource.
    pub node: &'t Node,
}

impl Resource<'_> {
    /// Its id.
    pub fn id(&self, environment: &Environment<'_>) -> ResourceId {
        ResourceId { stack: environment.stack, name: Arc::clone(&self.name) }
    }
}

/// The resources of a template that can exist.
pub(crate) fn resources<'t>(environment: &Environment<'t>) -> Vec<Resource<'t>> {
    let Some(all) = environment.template.get("Resources").and_then(Node::as_map) else { return Vec::new() };
    let readable = all.entries().filter_map(|(name, entry)| resource(environment, name, entry));
    readable.collect()
}

fn resource<'t>(environment: &Environment<'t>, name: &Arc<str>, entry: &'t MapEntry) -> Option<Resource<'t>> {
    let kind = entry.node.get("Type").and_then(Node::as_str)?;
    let guards = environment.resource_guards(&entry.node);
    let guard = match guards.as_slice() {
        [] => return None,
        [guard] => guard.clone(),
        // A disjunction: looked at as if it always existed.
        _ => Guard::always(),
    };
    let origin = named_origin(&entry.key, &entry.node);
    let properties = entry.node.get("Properties").map(|node| environment.place(node)).unwrap_or_default();
    let properties = properties.into_iter().filter_map(|(own, node)| Some((own.and(&guard)?, node))).collect();
    Some(Resource { name: Arc::clone(name), kind, origin, guard, properties, node: &entry.node })
}

/// The origin of a named thing: from its name to its end, where the name stands right before it.
pub(crate) fn named_origin(key: &Origin, node: &Node) -> Origin {
    match (key.written(), node.origin.written()) {
        (Some(name), Some(whole)) if name.file == whole.file && name.end <= whole.start => {
            Origin::Written(name.to(whole))
        }
        _ => node.origin.clone(),
    }
}

/// First pass.
pub(crate) fn declare(environment: &Environment<'_>, builder: &mut Builder<'_>) {
    let resources = resources(environment);
    // Identities first: functions point at them.
    for resource in &resources {
        identities::declare(environment, builder, resource);
    }
    identities::attach(environment, builder, &resources);
    for resource in &resources {
        functions::declare(environment, builder, resource);
        layers::declare(environment, builder, resource);
        stores::declare(environment, builder, resource);
        guests::declare(environment, builder, resource);
    }
    apis::declare(environment, builder, &resources);
}

/// Second pass.
pub(crate) fn link(environment: &Environment<'_>, builder: &mut Builder<'_>) {
    let resources = resources(environment);
    apis::link(environment, builder, &resources);
    for resource in &resources {
        triggers::link(environment, builder, resource);
        policies::link(environment, builder, resource);
        guests::link(environment, builder, resource);
    }
}

/// The first known text of a property of a resource, for joining things by name.
pub(crate) fn name_at(environment: &Environment<'_>, places: &Places<'_>, path: &[&str]) -> Option<Arc<str>> {
    let property: Property<Arc<str>> = environment.text(&environment.at(places, path));
    property.first().cloned()
}
