//! Connectors written as an attribute of their source, which become resources of their own.

use syntax::{Map, Node, node};

use super::PROPERTIES;
use crate::error::Cause;
use crate::expect::{self, Subject};
use crate::resource::{SamResource, SamType};
use crate::values;

/// Makes connector resources of the `Connectors` attributes of other resources, which are removed.
pub(crate) fn take_embedded(template: &mut Map, errors: &mut Vec<Cause>) {
    let Some(resources) = template.get_mut("Resources").and_then(Node::as_map_mut) else { return };
    let mut made = Vec::new();
    for (source, resource) in resources.iter() {
        let Some(written) = resource.get("Connectors") else { continue };
        let path = format!("{source}.Connectors");
        match expect::map(Some(written), Subject::Attribute(source), &path) {
            Ok(connectors) => {
                for (name, connector) in connectors.iter() {
                    match resource_of(source, name, connector, resources) {
                        Ok(connector) => made.push(connector),
                        Err(cause) => errors.push(cause),
                    }
                }
            }
            Err(cause) => errors.push(cause),
        }
    }
    for (_, resource) in resources.iter_mut() {
        if let Some(map) = resource.as_map_mut() {
            map.remove("Connectors");
        }
    }
    for (id, connector) in made {
        resources.insert(id, connector);
    }
}

/// The connector as a resource of the template, with its id.
fn resource_of(source: &str, name: &str, connector: &Node, resources: &Map) -> Result<(String, Node), Cause> {
    let id = format!("{source}{name}");
    let Some(written) = connector.as_map() else {
        return Err(Cause::resource(id.as_str(), format!("{source}.{id} should be a map.")).at(&connector.origin));
    };
    let path = format!("Connectors.{name}.Properties");
    let properties = expect::map(written.get("Properties"), Subject::Attribute(source), &path)
        .map_err(|cause| cause.at(&connector.origin))?;
    let properties = with_source(source, name, properties, connector)?;
    let mut complete = written.clone();
    complete.insert("Type", Node::from_text(SamType::Connector.name(), connector.origin.derived("connector")));
    complete.insert("Properties", Node::from_map(properties, connector.origin.clone()));
    let complete = Node::from_map(complete, connector.origin.clone());
    crate::resource::check_logical_id(&id).map_err(|cause| cause.at(&connector.origin))?;
    let parsed = SamResource::parse(&id, &complete, SamType::Connector, PROPERTIES)
        .map_err(|cause| cause.at(&connector.origin))?;
    if resources.contains(&id) {
        return Err(Cause::duplicate(source, &id, SamType::Connector.name()).at(&connector.origin));
    }
    Ok((id, node_of(parsed)))
}

/// The properties with the resource that has the connector as `Source`, and what `SourceReference` adds to it.
fn with_source(source: &str, name: &str, properties: &Map, connector: &Node) -> Result<Map, Cause> {
    let mut properties = properties.clone();
    let origin = connector.origin.derived("connector");
    let mut described = Map::new();
    described.insert("Id", Node::from_text(source, origin.clone()));
    if let Some(reference) = properties.remove("SourceReference") {
        let path = format!("Connectors.{name}.Properties.SourceReference");
        let reference = expect::map(Some(&reference), Subject::Resource(source), &path)?;
        if let Some(entry) = reference.entry("Id") {
            let message = "'Id' shouldn't be defined in 'SourceReference'.";
            return Err(Cause::resource(name, message).at(&entry.key));
        }
        for (key, entry) in reference.entries() {
            described.insert_at(key.clone(), entry.key.clone(), entry.node.clone());
        }
    }
    properties.insert("Source", node!(&origin; (described)));
    Ok(properties)
}

/// The resource with what a resource may have, and nothing else.
fn node_of(resource: SamResource) -> Node {
    let origin = resource.origin;
    let mut map = Map::new();
    map.insert("Type", Node::from_text(resource.kind.name(), origin.derived("connector")));
    if let Some(depends_on) = resource.depends_on.filter(values::truthy) {
        map.insert("DependsOn", depends_on);
    }
    for (name, entry) in resource.attributes {
        map.insert_at(name, entry.key, entry.node);
    }
    map.insert("Properties", Node::from_map(resource.properties, origin.clone()));
    Node::from_map(map, origin)
}
