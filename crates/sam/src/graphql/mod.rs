//! `AWS::Serverless::GraphQLApi`: an AppSync API with its schema, keys, data sources, functions and resolvers.

mod auth;
mod data_source;
mod function;
mod model;
mod resolver;

use source::Origin;
use syntax::{Map, Node, Value, node};

use self::data_source::DataSources;
use crate::connector::Connector;
use crate::context::Context;
use crate::error::Cause;
use crate::iam;
use crate::resource::{Resource, SamResource};
use crate::schema;
use crate::shape::{Property, Shape};
use crate::tags;
use crate::values::set;

/// The allowed properties.
pub const PROPERTIES: &[Property] = &[
    Property::passed("Name"),
    Property::optional("Tags", Shape::Map).literal(),
    Property::passed("XrayEnabled"),
    Property::required("Auth", Shape::Map).literal(),
    Property::optional("SchemaInline", Shape::Text).literal(),
    Property::optional("SchemaUri", Shape::Text).literal(),
    Property::optional("Logging", Shape::OneOf(&[Shape::Map, Shape::Bool])).literal(),
    Property::optional("DataSources", Shape::Map).literal(),
    Property::optional("Functions", Shape::Map).literal(),
    Property::optional("Resolvers", Shape::Map).literal(),
    Property::optional("ApiKeys", Shape::Map).literal(),
    Property::optional("DomainName", Shape::Map).literal(),
    Property::optional("Cache", Shape::Map).literal(),
    Property::passed("Visibility"),
    Property::passed("OwnerContact"),
    Property::passed("IntrospectionConfig"),
    Property::passed("QueryDepthLimit"),
    Property::passed("ResolverCountLimit"),
];

/// Expands the resource.
///
/// # Errors
/// When a property does not have its shape, or parts contradict each other or refer to what is not there.
pub fn expand(resource: &mut SamResource, context: &mut Context<'_>) -> Result<Vec<Resource>, Cause> {
    let mut known = resource.properties.clone();
    known.retain(|name, _| PROPERTIES.iter().any(|property| property.name == name));
    let properties = Node::from_map(known, resource.origin.clone());
    let model = schema::check(&properties, &model::PROPERTIES).map_err(|mismatches| {
        let path = mismatches.first().map_or("", |mismatch| mismatch.path.as_str());
        Cause::resource(resource.logical_id.clone(), format!("Property '{path}' is invalid.")).at(&resource.origin)
    })?;
    let api = Api { resource, model: &model, origin: resource.origin.derived("GraphQLApi") };
    api.expand(context)
}

/// A GraphQL API, its properties checked.
struct Api<'a> {
    resource: &'a SamResource,
    /// The properties; null ones are absent.
    model: &'a Node,
    origin: Origin,
}

impl Api<'_> {
    fn expand(&self, context: &mut Context<'_>) -> Result<Vec<Resource>, Cause> {
        let mut api = self.api();
        let authorizers = auth::set(self, &mut api)?;
        let role = self.set_logging(&mut api);
        let schema = self.schema()?;
        let schema_id = schema.logical_id.clone();
        let mut made = vec![api, schema];
        for connector in auth::connectors(self, &authorizers) {
            made.extend(connector.connect(context)?);
        }
        made.extend(role);
        made.extend(self.members("ApiKeys").map(|(id, key, origin)| self.api_key(id, key, origin)));
        made.extend(self.part("Cache").map(|cache| self.cache(cache)));
        let mut sources = DataSources::default();
        made.extend(sources.expand(self, context)?);
        made.extend(self.part("DomainName").map(|domain| self.domain(domain)).into_iter().flatten());
        let (functions, function_ids) = function::expand(self, &mut sources)?;
        made.extend(functions);
        made.extend(resolver::expand(self, &schema_id, &function_ids)?);
        made.extend(sources.none);
        Ok(made)
    }

    /// A part of the API that is set and not empty.
    fn part(&self, name: &str) -> Option<&Node> {
        set(self.model.get(name))
    }

    /// The members of a part: name, value, and the origin of what is made from it.
    fn members(&self, name: &str) -> impl Iterator<Item = (&str, &Node, Origin)> {
        let map = self.part(name).and_then(Node::as_map);
        map.into_iter()
            .flat_map(Map::entries)
            .map(|(id, entry)| (id.as_ref(), &entry.node, entry.key.derived("GraphQLApi")))
    }

    fn error(&self, message: impl Into<String>) -> Cause {
        Cause::resource(self.resource.logical_id.clone(), message).at(&self.resource.origin)
    }

    /// A resource named after the API, with the API's attributes.
    fn named(&self, suffix: &str, kind: &'static str, origin: &Origin) -> Resource {
        Resource::new(format!("{}{suffix}", self.resource.logical_id), kind, origin)
            .with_depends_on(self.resource.depends_on.clone())
            .with_attributes(self.resource.attributes.clone())
    }

    fn api_id(&self, origin: &Origin) -> Node {
        crate::values::attribute(&self.resource.logical_id, "ApiId", origin)
    }

    fn api(&self) -> Resource {
        let mut api = self.named("", "AWS::AppSync::GraphQLApi", &self.origin);
        let name = self.part("Name").cloned();
        api.set("Name", name.unwrap_or_else(|| node!(&self.origin; (&*self.resource.logical_id))));
        for name in ["Visibility", "OwnerContact", "IntrospectionConfig", "QueryDepthLimit", "ResolverCountLimit"] {
            api.set_opt(name, self.part(name));
        }
        api.set_opt("XrayEnabled", self.model.get("XrayEnabled"));
        let mut written = self.model.get("Tags").and_then(Node::as_map).cloned().unwrap_or_default();
        written.insert("graphqlapi:createdBy", node!(&self.origin.derived("SAM tag"); "SAM"));
        api.set("Tags", tags::list(&written));
        api
    }

    /// Logs everything unless the API says otherwise; returns the role that logging needs if it is made here.
    fn set_logging(&self, api: &mut Resource) -> Option<Resource> {
        let written = self.model.get("Logging");
        if written.is_some_and(|logging| matches!(logging.value, Value::Bool(false))) {
            return None;
        }
        let origin = written.map_or_else(|| self.origin.clone(), |logging| logging.origin.derived("Logging"));
        let part = |name: &str| set(written.and_then(|logging| logging.get(name))).cloned();
        let mut config = Map::new();
        if let Some(exclude) = part("ExcludeVerboseContent") {
            config.insert("ExcludeVerboseContent", exclude);
        }
        config.insert("FieldLogLevel", part("FieldLogLevel").unwrap_or_else(|| node!(&origin; "ALL")));
        let given = part("CloudWatchLogsRoleArn");
        let role = given.is_none().then(|| self.logging_role(&origin));
        if let Some(arn) = given.or_else(|| role.as_ref().map(|role| role.attribute("Arn"))) {
            config.insert("CloudWatchLogsRoleArn", arn);
        }
        api.set("LogConfig", Node::from_map(config, origin));
        role
    }

    fn logging_role(&self, origin: &Origin) -> Resource {
        let policy = "arn:${AWS::Partition}:iam::aws:policy/service-role/AWSAppSyncPushToCloudWatchLogs";
        let mut role = self.service_role("CloudWatchRole", origin);
        role.set("ManagedPolicyArns", vec![crate::values::sub(policy, origin)]);
        role
    }

    /// A role that AppSync can take.
    fn service_role(&self, suffix: &str, origin: &Origin) -> Resource {
        let mut role = self.named(suffix, "AWS::IAM::Role", origin);
        role.set("AssumeRolePolicyDocument", iam::trust_policy("appsync.amazonaws.com", origin));
        role
    }

    fn schema(&self) -> Result<Resource, Cause> {
        let (inline, uri) = (self.part("SchemaInline"), self.part("SchemaUri"));
        let origin = inline.or(uri).map_or_else(|| self.origin.clone(), |schema| schema.origin.derived("GraphQLApi"));
        match (inline, uri) {
            (None, None) => return Err(self.error("One of 'SchemaInline' or 'SchemaUri' must be set.")),
            (Some(_), Some(_)) => {
                return Err(self.error("Both 'SchemaInline' and 'SchemaUri' cannot be defined at the same time."));
            }
            _ => {}
        }
        let mut schema = self.named("Schema", "AWS::AppSync::GraphQLSchema", &origin);
        schema.set("ApiId", self.api_id(&origin));
        schema.set_opt("Definition", self.model.get("SchemaInline"));
        schema.set_opt("DefinitionS3Location", self.model.get("SchemaUri"));
        Ok(schema)
    }

    fn api_key(&self, id: &str, key: &Node, origin: Origin) -> Resource {
        let mut made = self.named(id, "AWS::AppSync::ApiKey", &origin);
        made.set("ApiId", self.api_id(&origin));
        for (name, written) in [("ApiKeyId", "ApiKeyId"), ("Description", "Description"), ("Expires", "ExpiresOn")] {
            made.set_opt(name, key.get(written));
        }
        made
    }

    fn cache(&self, cache: &Node) -> Resource {
        let origin = cache.origin.derived("GraphQLApi");
        let mut made = self.named("ApiCache", "AWS::AppSync::ApiCache", &origin);
        made.set("ApiId", self.api_id(&origin));
        for name in ["ApiCachingBehavior", "Type", "Ttl", "AtRestEncryptionEnabled", "TransitEncryptionEnabled"] {
            made.set_opt(name, cache.get(name));
        }
        made
    }

    fn domain(&self, domain: &Node) -> [Resource; 2] {
        let origin = domain.origin.derived("GraphQLApi");
        let mut name = self.named("DomainName", "AWS::AppSync::DomainName", &origin);
        for part in ["CertificateArn", "DomainName", "Description"] {
            name.set_opt(part, domain.get(part));
        }
        let mut association = self.named("DomainNameApiAssociation", "AWS::AppSync::DomainNameApiAssociation", &origin);
        association.set("ApiId", self.api_id(&origin));
        association.set("DomainName", name.reference());
        [name, association]
    }

    /// A connector between what the API makes and what it uses.
    fn connector(&self, id: String, ends: [Node; 2], permissions: &[String], origin: &Origin) -> Connector {
        let [source, destination] = ends.map(|end| end.as_map().cloned().unwrap_or_default());
        Connector {
            logical_id: id.into(),
            source,
            destinations: vec![destination],
            is_list: false,
            permissions: permissions.to_vec(),
            depends_on: None,
            attributes: Map::new(),
            origin: origin.derived("connector"),
        }
    }
}
