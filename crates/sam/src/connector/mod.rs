//! `AWS::Serverless::Connector`: permissions between two resources, found from their types.

mod depends;
mod embedded;
mod end;
mod grant;
mod profile;

use std::sync::Arc;

use source::Origin;
use syntax::{Map, Node, node};

pub(crate) use embedded::take_embedded;

use self::end::End;
use self::grant::Connection;
use self::profile::Profile;
use crate::context::Context;
use crate::error::Cause;
use crate::resource::{Resource, SamResource};
use crate::shape::{Property, Shape};

/// The allowed properties.
pub const PROPERTIES: &[Property] = &[
    Property::required("Source", Shape::MapOf(&Shape::Any)),
    Property::required("Destination", Shape::OneOf(&[Shape::Map, Shape::ListOf(&Shape::Map)])),
    Property::required("Permissions", Shape::ListOf(&Shape::Text)),
];

/// Expands the resource.
///
/// # Errors
/// As [`Connector::connect`].
pub fn expand(resource: &mut SamResource, context: &mut Context<'_>) -> Result<Vec<Resource>, Cause> {
    Connector::of(resource).connect(context)
}

/// What a connector asks for.
#[derive(Debug, Clone)]
pub(crate) struct Connector {
    /// Its name.
    pub(crate) logical_id: Arc<str>,
    /// The description of the source.
    pub(crate) source: Map,
    /// The descriptions of the destinations.
    pub(crate) destinations: Vec<Map>,
    /// Whether the destinations are written as a list, so that what is made from them is numbered.
    pub(crate) is_list: bool,
    /// The permissions asked for.
    pub(crate) permissions: Vec<String>,
    /// `DependsOn` of what is made.
    pub(crate) depends_on: Option<Node>,
    /// Attributes of what is made.
    pub(crate) attributes: Map,
    /// The origin of everything that is made.
    pub(crate) origin: Origin,
}

impl Connector {
    /// The connector that a resource of the template is.
    pub(crate) fn of(resource: &SamResource) -> Self {
        let described = |node: &Node| node.as_map().cloned();
        let destination = resource.get("Destination");
        let list = destination.and_then(Node::as_list);
        Self {
            logical_id: Arc::clone(&resource.logical_id),
            source: resource.get("Source").and_then(described).unwrap_or_default(),
            destinations: match list {
                Some(items) => items.iter().filter_map(described).collect(),
                None => destination.and_then(described).into_iter().collect(),
            },
            is_list: list.is_some(),
            permissions: resource.get("Permissions").map(permissions).unwrap_or_default(),
            depends_on: resource.depends_on.clone(),
            attributes: resource.attributes.clone(),
            origin: resource.origin.derived("connector"),
        }
    }

    /// The resources that grant the permissions. Resources of the output that depend on the connector depend on them
    /// afterwards.
    ///
    /// # Errors
    /// When the pair is not supported, the permissions are not, or too little is known of an end.
    pub(crate) fn connect(&self, context: &mut Context<'_>) -> Result<Vec<Resource>, Cause> {
        let original = context.template.get("Resources").and_then(Node::as_map);
        let Some(resources) = context.output.get_mut("Resources").and_then(Node::as_map_mut) else {
            return Ok(Vec::new());
        };
        let mut made = Vec::new();
        for (index, described) in self.destinations.iter().enumerate() {
            let end = |one: &Map, other: &Map, resources: &Map| {
                End::resolve(one, other, resources, &self.origin).map_err(|message| self.error(message))
            };
            let destination = end(described, &self.source, resources)?;
            let source = end(&self.source, described, resources)?;
            let profile = self.profile(&source.kind, &destination.kind)?;
            let number = self.is_list.then_some(index);
            let connection =
                Connection { connector: self, profile, source: &source, destination: &destination, number };
            let granted = connection.grant()?;
            self.order(&connection, &granted, resources);
            let metadata = self.metadata(&source, &destination, original);
            made.extend(granted.into_iter().map(|resource| with_metadata(resource, &metadata)));
        }
        let ids: Vec<Arc<str>> = made.iter().map(|resource: &Resource| Arc::clone(&resource.logical_id)).collect();
        depends::replace(resources, &self.logical_id, &ids, &self.origin);
        if made.is_empty() { Err(self.error("'Destination' is an empty list")) } else { Ok(made) }
    }

    fn error(&self, message: impl Into<String>) -> Cause {
        Cause::resource(Arc::clone(&self.logical_id), message).at(&self.origin)
    }

    /// The profile of a pair, if it allows the permissions asked for.
    fn profile(&self, source: &str, destination: &str) -> Result<Profile, Cause> {
        let Some(profile) = Profile::find(source, destination) else {
            return Err(self.error(format!(
                "Unable to create connector from {source} to {destination}; it's not supported or the template is \
                 invalid."
            )));
        };
        let valid: Vec<&str> = profile.categories().map(|(name, _)| name).collect();
        if self.permissions.is_empty() {
            return Err(self.error(format!("'Permissions' cannot be empty; valid values are: {}.", valid.join(", "))));
        }
        let unsupported = |valid: String| {
            self.error(format!(
                "Unsupported 'Permissions' provided for connector from {source} to {destination}; valid {valid}."
            ))
        };
        if self.permissions.iter().any(|permission| !valid.contains(&permission.as_str())) {
            return Err(unsupported(format!("values are: {}", valid.join(", "))));
        }
        let combinations = profile.combinations();
        let mut asked: Vec<&str> = self.permissions.iter().map(String::as_str).collect();
        asked.sort_unstable();
        asked.dedup();
        if combinations.is_empty() || combinations.contains(&asked) {
            return Ok(profile);
        }
        let sums: Vec<String> = combinations.iter().map(|names| names.join(" + ")).collect();
        Err(unsupported(format!("combinations are: {}", sums.join(", "))))
    }

    /// Makes what needs a policy at its creation wait for the policy.
    fn order(&self, connection: &Connection<'_>, granted: &[Resource], resources: &mut Map) {
        let (Some(source), Some(policy)) = (&connection.source.logical_id, granted.first()) else { return };
        match connection.profile.depended_by() {
            Some("SOURCE") => depends::add(resources, source, &policy.logical_id, &self.origin),
            Some("DESTINATION_EVENT_SOURCE_MAPPING") => {
                let Some(function) = &connection.destination.logical_id else { return };
                // Only one mapping from a resource to a function can be deployed.
                if let [mapping] = depends::event_source_mappings(resources, source, function).as_slice() {
                    depends::add(resources, mapping, &policy.logical_id, &self.origin);
                }
            }
            _ => {}
        }
    }

    /// `aws:sam:connectors`: the types of both ends, as the template has them.
    fn metadata(&self, source: &End, destination: &End, original: Option<&Map>) -> Node {
        let kind = |end: &End| {
            let id = end.logical_id.as_deref();
            let written = id.and_then(|id| original?.get(id)?.get("Type")).filter(|kind| crate::values::truthy(kind));
            written.cloned().unwrap_or_else(|| Node::from_text(end.kind.as_str(), self.origin.clone()))
        };
        node!(&self.origin; {
            (Arc::clone(&self.logical_id)): {
                "Source": { "Type": (kind(source)) },
                "Destination": { "Type": (kind(destination)) }
            }
        })
    }
}

/// The permissions asked for; of an intrinsic function, which is none, its name.
fn permissions(written: &Node) -> Vec<String> {
    let listed = written.as_list().unwrap_or_default().iter().filter_map(Node::as_str).map(str::to_owned);
    let named = written.as_map().into_iter().flat_map(Map::keys).map(ToString::to_string);
    listed.chain(named).collect()
}

fn with_metadata(mut resource: Resource, connectors: &Node) -> Resource {
    let mut metadata = resource.attributes.get("Metadata").and_then(Node::as_map).cloned().unwrap_or_default();
    metadata.insert("aws:sam:connectors", connectors.clone());
    resource.set_attribute("Metadata", metadata);
    resource
}
