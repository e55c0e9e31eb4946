//! What a GraphQL API gets its data from: tables, functions, or nothing.

use std::collections::HashMap;

use source::Origin;
use syntax::{Map, Node, node};

use super::Api;
use crate::context::Context;
use crate::error::Cause;
use crate::resource::Resource;
use crate::values::{attribute, reference, set};

const KIND: &str = "AWS::AppSync::DataSource";

/// The data sources of an API.
#[derive(Debug, Default)]
pub(super) struct DataSources {
    /// Name in the template to the reference to the name in AppSync.
    names: HashMap<String, Node>,
    /// The source without data, once something uses it.
    pub(super) none: Option<Resource>,
}

/// One data source as it is written.
#[derive(Clone, Copy)]
struct Written<'a> {
    id: &'a str,
    source: &'a Node,
    origin: &'a Origin,
}

impl DataSources {
    /// The data sources that the API writes, with the roles and permissions that they need.
    ///
    /// # Errors
    /// When a permission is not known for a table.
    pub(super) fn expand(&mut self, api: &Api<'_>, context: &mut Context<'_>) -> Result<Vec<Resource>, Cause> {
        let mut made = Vec::new();
        for (kind, expand_one) in [("DynamoDb", table as Expand), ("Lambda", function)] {
            let sources = api.part("DataSources").and_then(|sources| sources.get(kind)).and_then(Node::as_map);
            for (id, entry) in sources.into_iter().flat_map(Map::entries) {
                let origin = entry.key.derived("data source");
                let written = Written { id, source: &entry.node, origin: &origin };
                let source = expand_one(api, written, context)?;
                let name = source.first().map(|source| source.attribute("Name"));
                self.names.extend(name.map(|name| (id.to_string(), name)));
                made.extend(source);
            }
        }
        Ok(made)
    }

    /// The name of the data source that a function uses.
    ///
    /// # Errors
    /// When there is none, or none of this name.
    pub(super) fn name_for(&mut self, api: &Api<'_>, id: &str, function: &Node) -> Result<Node, Cause> {
        let error = |message: String| Cause::resource(id, message).at(&function.origin);
        let written = set(function.get("DataSource")).ok_or_else(|| error("'DataSource' must be set.".to_owned()))?;
        let Some(name) = written.as_str() else { return Ok(written.clone()) };
        if name.eq_ignore_ascii_case("none") {
            return Ok(self.none.get_or_insert_with(|| none(api, &written.origin)).attribute("Name"));
        }
        self.names.get(name).cloned().ok_or_else(|| {
            error(format!(
                "Either define DataSource '{name}' in 'DataSources' or use intrinsic function like GetAtt, ImportValue, \
                 Sub or another one to reference a DataSource defined outside of this GraphQLApi resource."
            ))
        })
    }
}

type Expand = fn(&Api<'_>, Written<'_>, &mut Context<'_>) -> Result<Vec<Resource>, Cause>;

fn none(api: &Api<'_>, origin: &Origin) -> Resource {
    let origin = origin.derived("data source");
    let mut source = api.named("NoneDataSource", KIND, &origin);
    source.set("ApiId", api.api_id(&origin));
    source.set("Name", source.logical_id.to_string());
    source.set("Type", "NONE");
    source
}

fn source(api: &Api<'_>, written: Written<'_>, suffix: &str, kind: &str) -> Resource {
    let Written { id, source: described, origin } = written;
    let mut source = api.named(&format!("{id}{suffix}"), KIND, origin);
    let name = set(described.get("Name")).cloned();
    source.set("Name", name.unwrap_or_else(|| Node::from_text(id, origin.clone())));
    source.set("Type", kind);
    source.set("ApiId", api.api_id(origin));
    source.set_opt("Description", described.get("Description"));
    source
}

fn table(api: &Api<'_>, written: Written<'_>, context: &mut Context<'_>) -> Result<Vec<Resource>, Cause> {
    let described = written.source;
    let mut source = source(api, written, "DynamoDBDataSource", "AMAZON_DYNAMODB");
    source.set("DynamoDBConfig", table_config(written));
    let listed = set(described.get("Permissions")).and_then(Node::as_list);
    let permissions: Vec<String> = match listed {
        Some(listed) => listed.iter().filter_map(Node::as_str).map(str::to_owned).collect(),
        None => vec!["Read".to_owned(), "Write".to_owned()],
    };
    let arn = set(described.get("TableArn")).cloned().unwrap_or_else(|| table_arn(written));
    let destination = node!(written.origin; { "Type": "AWS::DynamoDB::Table", "Arn": (arn) });
    with_role(api, source, written, Use { suffix: "ToTableConnector", destination, permissions }, context)
}

fn region(written: Written<'_>) -> Node {
    set(written.source.get("Region")).cloned().unwrap_or_else(|| reference("AWS::Region", written.origin))
}

fn table_config(written: Written<'_>) -> Node {
    let mut config = Map::new();
    config.insert("AwsRegion", region(written));
    let parts = [
        ("TableName", written.source.get("TableName")),
        ("UseCallerCredentials", set(written.source.get("UseCallerCredentials"))),
        ("Versioned", set(written.source.get("Versioned"))),
        ("DeltaSyncConfig", set(written.source.get("DeltaSync"))),
    ];
    for (name, value) in parts {
        if let Some(value) = value {
            config.insert(name, value.clone());
        }
    }
    Node::from_map(config, written.origin.clone())
}

fn table_arn(written: Written<'_>) -> Node {
    let mut variables = Map::new();
    if let Some(name) = written.source.get("TableName") {
        variables.insert("__TableName__", name.clone());
    }
    variables.insert("__Region__", region(written));
    node!(written.origin; {
        "Fn::Sub": [
            "arn:${AWS::Partition}:dynamodb:${__Region__}:${AWS::AccountId}:table/${__TableName__}",
            (variables)
        ]
    })
}

fn function(api: &Api<'_>, written: Written<'_>, context: &mut Context<'_>) -> Result<Vec<Resource>, Cause> {
    let Some(arn) = written.source.get("FunctionArn") else { return Ok(Vec::new()) };
    let mut source = source(api, written, "LambdaDataSource", "AWS_LAMBDA");
    source.set("LambdaConfig", node!(written.origin; { "LambdaFunctionArn": (arn) }));
    let destination = node!(written.origin; { "Type": "AWS::Lambda::Function", "Arn": (arn) });
    let used = Use { suffix: "ToLambdaConnector", destination, permissions: vec!["Write".to_owned()] };
    with_role(api, source, written, used, context)
}

/// What a data source uses, and how.
struct Use {
    suffix: &'static str,
    destination: Node,
    permissions: Vec<String>,
}

/// Gives a data source its role; one that is made here may do what the source needs.
fn with_role(
    api: &Api<'_>,
    mut source: Resource,
    written: Written<'_>,
    used: Use,
    context: &mut Context<'_>,
) -> Result<Vec<Resource>, Cause> {
    if let Some(role) = set(written.source.get("ServiceRoleArn")) {
        source.set("ServiceRoleArn", role);
        return Ok(vec![source]);
    }
    let own = source.logical_id.strip_prefix(&*api.resource.logical_id).unwrap_or(&source.logical_id).to_owned();
    let role = api.service_role(&format!("{own}Role"), written.origin);
    source.set("ServiceRoleArn", role.attribute("Arn"));
    let end = node!(written.origin; {
        "Type": "AWS::AppSync::DataSource",
        "Arn": (attribute(&source.logical_id, "DataSourceArn", written.origin)),
        "RoleName": (role.reference())
    });
    let id = format!("{}{}", source.logical_id, used.suffix);
    let connector = api.connector(id, [end, used.destination], &used.permissions, written.origin);
    let mut made = vec![source, role];
    made.extend(connector.connect(context)?);
    Ok(made)
}
