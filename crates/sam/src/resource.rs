//! Resources before and after the transform.

use std::sync::Arc;

use source::Origin;
use syntax::{IntoNode, Map, Node};

use crate::error::Cause;
use crate::python;
use crate::shape::{Property, check_names, check_values};
use crate::values;

/// The SAM resource types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each variant is the type of its name, see SamType::name")]
pub enum SamType {
    Function,
    StateMachine,
    Api,
    HttpApi,
    WebSocketApi,
    SimpleTable,
    Application,
    LayerVersion,
    CapacityProvider,
    GraphQLApi,
    Connector,
}

impl SamType {
    /// All types, with the text a template names them by.
    pub const ALL: [(&'static str, Self); 11] = [
        ("AWS::Serverless::Function", Self::Function),
        ("AWS::Serverless::StateMachine", Self::StateMachine),
        ("AWS::Serverless::Api", Self::Api),
        ("AWS::Serverless::HttpApi", Self::HttpApi),
        ("AWS::Serverless::WebSocketApi", Self::WebSocketApi),
        ("AWS::Serverless::SimpleTable", Self::SimpleTable),
        ("AWS::Serverless::Application", Self::Application),
        ("AWS::Serverless::LayerVersion", Self::LayerVersion),
        ("AWS::Serverless::CapacityProvider", Self::CapacityProvider),
        ("AWS::Serverless::GraphQLApi", Self::GraphQLApi),
        ("AWS::Serverless::Connector", Self::Connector),
    ];

    /// The type a template's text names.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().find(|(name, _)| *name == text).map(|(_, kind)| *kind)
    }

    /// The type of a resource, if it is one of these.
    pub fn of(resource: &Node) -> Option<Self> {
        Self::parse(resource.get("Type")?.as_str()?)
    }

    /// The text a template names it by.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }
}

/// A SAM resource of the template, its properties checked.
#[derive(Debug, Clone)]
pub struct SamResource {
    /// The name in the template.
    pub logical_id: Arc<str>,
    /// Its type.
    pub kind: SamType,
    /// The properties as written, with Globals merged in. Null means absent: read them with [`SamResource::get`].
    pub properties: Map,
    /// `DependsOn`, as written.
    pub depends_on: Option<Node>,
    /// The attributes that are kept: `DeletionPolicy`, `UpdatePolicy`, `Condition`, `UpdateReplacePolicy`, `Metadata`.
    pub attributes: Map,
    /// The whole resource.
    pub origin: Origin,
}

/// Attributes that stay on the resource itself.
const KEPT_ATTRIBUTES: [&str; 5] = ["DeletionPolicy", "UpdatePolicy", "Condition", "UpdateReplacePolicy", "Metadata"];
/// Attributes that everything made from the resource gets too.
const PASSED_ATTRIBUTES: [&str; 3] = ["Condition", "DeletionPolicy", "UpdateReplacePolicy"];

/// The value as a mapping, or an empty one.
fn map_or_empty(node: Option<&Node>) -> Map {
    node.and_then(Node::as_map).cloned().unwrap_or_default()
}

impl SamResource {
    /// Reads a resource and checks its properties against the allowed ones.
    ///
    /// # Errors
    /// When the id, the shape of the resource or a property is not valid.
    pub fn parse(logical_id: &str, resource: &Node, kind: SamType, allowed: &[Property]) -> Result<Self, Cause> {
        check_logical_id(logical_id)?;
        if resource.get("Properties").is_some_and(|properties| properties.as_map().is_none()) {
            return Err(Cause::resource(logical_id, "Properties of a resource must be an object."));
        }
        let properties = map_or_empty(resource.get("Properties"));
        // Whether a GraphQL API has other properties is not looked at.
        if kind != SamType::GraphQLApi {
            check_names(logical_id, kind.name(), &properties, allowed)?;
        }
        check_values(logical_id, &properties, allowed)?;
        Ok(Self {
            logical_id: Arc::from(logical_id),
            kind,
            properties,
            depends_on: resource.get("DependsOn").cloned(),
            attributes: picked(resource.as_map(), &KEPT_ATTRIBUTES),
            origin: resource.origin.clone(),
        })
    }

    /// A property that is set and not null.
    pub fn get(&self, name: &str) -> Option<&Node> {
        values::some(self.properties.get(name))
    }

    /// A property that is set and not empty, see [`values::truthy`].
    pub fn set(&self, name: &str) -> Option<&Node> {
        values::set(self.properties.get(name))
    }

    /// The origin of a property's value, or of the resource when it is absent: the cause of what the property makes.
    pub fn origin_of(&self, name: &str) -> Origin {
        self.get(name).map_or_else(|| self.origin.clone(), |node| node.origin.clone())
    }

    /// The attributes that everything made from the resource gets.
    pub fn passed_attributes(&self) -> Map {
        picked(Some(&self.attributes), &PASSED_ATTRIBUTES)
    }
}

fn picked(map: Option<&Map>, names: &[&str]) -> Map {
    let mut found = Map::new();
    for name in names {
        if let Some(entry) = map.and_then(|map| map.entry(name)) {
            found.insert_at(*name, entry.key.clone(), entry.node.clone());
        }
    }
    found
}

/// Checks that a logical id consists of ASCII letters and digits.
///
/// # Errors
/// When it does not.
pub fn check_logical_id(logical_id: &str) -> Result<(), Cause> {
    let alphanumeric = !logical_id.is_empty() && logical_id.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if alphanumeric { Ok(()) } else { Err(Cause::resource(logical_id, "Logical ids must be alphanumeric.")) }
}

/// A CloudFormation resource that the transform makes.
///
/// Its logical id is checked when the transform takes it over, not here.
#[derive(Debug, Clone)]
pub struct Resource {
    /// Its name in the output.
    pub logical_id: Arc<str>,
    /// Its CloudFormation type.
    pub kind: &'static str,
    /// Its properties.
    pub properties: Map,
    /// `DependsOn`.
    pub depends_on: Option<Node>,
    /// The other attributes beside `Properties`, such as `Condition`.
    pub attributes: Map,
    /// What it was made from.
    pub origin: Origin,
}

impl Resource {
    /// A resource without properties. `origin` is the derived origin of what causes it.
    pub fn new(logical_id: impl Into<Arc<str>>, kind: &'static str, origin: &Origin) -> Self {
        Self {
            logical_id: logical_id.into(),
            kind,
            properties: Map::new(),
            depends_on: None,
            attributes: Map::new(),
            origin: origin.clone(),
        }
    }

    /// A resource of the template that the transform has added to, with the attributes that are kept.
    ///
    /// # Errors
    /// When it has not the type, or a property that the type has not.
    pub fn from_node(logical_id: &str, kind: &'static str, node: &Node, allowed: &[&str]) -> Result<Self, Cause> {
        let error = |message: String| Cause::resource(logical_id, message).at(&node.origin);
        match node.get("Type") {
            None => return Err(error("Resource dict missing key 'Type'.".to_owned())),
            Some(actual) if actual.as_str() != Some(kind) => {
                let actual = python::display(actual);
                return Err(error(format!("Resource has incorrect Type; expected '{kind}', got '{actual}'")));
            }
            Some(_) => {}
        }
        let properties = map_or_empty(node.get("Properties"));
        if let Some(unknown) = properties.keys().find(|name| !allowed.contains(&&***name)) {
            return Err(error(format!("property {unknown} not defined for resource of type {kind}")));
        }
        let mut resource = Self::new(logical_id, kind, &node.origin);
        resource.properties = properties;
        resource.properties.retain(|_, value| !value.is_null());
        resource.depends_on = node.get("DependsOn").cloned();
        resource.attributes = picked(node.as_map(), &KEPT_ATTRIBUTES);
        Ok(resource)
    }

    /// The resource with these attributes, most often [`SamResource::passed_attributes`].
    #[must_use]
    pub fn with_attributes(mut self, attributes: Map) -> Self {
        for (name, entry) in attributes {
            self.attributes.insert_at(name, entry.key, entry.node);
        }
        self
    }

    /// The resource with `DependsOn`.
    #[must_use]
    pub fn with_depends_on(mut self, depends_on: Option<Node>) -> Self {
        self.depends_on = depends_on;
        self
    }

    /// Sets a property; plain values take the resource's origin, nodes keep theirs; null removes it.
    pub fn set(&mut self, name: &str, value: impl IntoNode) {
        let node = value.into_node(&self.origin);
        if node.is_null() {
            self.properties.remove(name);
        } else {
            self.properties.insert(name, node);
        }
    }

    /// Sets a property if there is a value.
    pub fn set_opt(&mut self, name: &str, value: Option<impl IntoNode>) {
        if let Some(value) = value {
            self.set(name, value);
        }
    }

    /// Takes properties of the same names over, with the places of their keys.
    pub fn take(&mut self, properties: &Map, names: &[&str]) {
        for name in names {
            if let Some(entry) = properties.entry(name).filter(|entry| !entry.node.is_null()) {
                self.properties.insert_at(*name, entry.key.clone(), entry.node.clone());
            }
        }
    }

    /// A property.
    pub fn get(&self, name: &str) -> Option<&Node> {
        self.properties.get(name)
    }

    /// Sets an attribute beside `Properties`.
    pub fn set_attribute(&mut self, name: &str, value: impl IntoNode) {
        let node = value.into_node(&self.origin);
        self.attributes.insert(name, node);
    }

    /// `Ref` to the resource.
    pub fn reference(&self) -> Node {
        values::reference(&self.logical_id, &self.origin)
    }

    /// `Fn::GetAtt` of the resource.
    pub fn attribute(&self, name: &str) -> Node {
        values::attribute(&self.logical_id, name, &self.origin)
    }

    /// The resource as it stands in a template.
    pub fn into_node(self) -> Node {
        let mut map = Map::new();
        map.insert("Type", Node::from_text(self.kind, self.origin.clone()));
        if let Some(depends_on) = self.depends_on.filter(values::truthy) {
            map.insert("DependsOn", depends_on);
        }
        for (name, entry) in self.attributes {
            map.insert_at(name, entry.key, entry.node);
        }
        map.insert("Properties", Node::from_map(self.properties, self.origin.clone()));
        Node::from_map(map, self.origin)
    }
}
