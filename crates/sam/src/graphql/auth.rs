//! Who may call a GraphQL API.

use syntax::{Map, Node, node};

use super::Api;
use crate::connector::Connector;
use crate::error::Cause;
use crate::resource::Resource;
use crate::values::{attribute, reference, truthy};

/// What each authentication type needs: the key it is written under, and the key AppSync has for it.
fn config_of(kind: &str) -> Option<(&'static str, &'static str)> {
    match kind {
        "AWS_LAMBDA" => Some(("LambdaAuthorizer", "LambdaAuthorizerConfig")),
        "OPENID_CONNECT" => Some(("OpenIDConnect", "OpenIDConnectConfig")),
        "AMAZON_COGNITO_USER_POOLS" => Some(("UserPool", "UserPoolConfig")),
        _ => None,
    }
}

/// Sets how the API authenticates; returns the functions it asks.
///
/// # Errors
/// When an authentication type does not have the one configuration it needs.
pub(super) fn set(api: &Api<'_>, made: &mut Resource) -> Result<Vec<Node>, Cause> {
    let Some(auth) = api.part("Auth") else { return Ok(Vec::new()) };
    let mut functions = Vec::new();
    made.set_opt("AuthenticationType", auth.get("Type"));
    if let Some((name, config)) = config(api, auth, None)? {
        functions.extend(config.get("AuthorizerUri").cloned());
        made.set(name, config);
    }
    let additional = auth.get("Additional").and_then(Node::as_list).unwrap_or_default();
    let mut providers = Vec::new();
    for (index, authorizer) in additional.iter().enumerate() {
        let mut provider = Map::new();
        if let Some(kind) = authorizer.get("Type") {
            provider.insert("AuthenticationType", kind.clone());
        }
        if let Some((name, config)) = config(api, authorizer, Some(index))? {
            functions.extend(config.get("AuthorizerUri").cloned());
            provider.insert(name, config);
        }
        providers.push(Node::from_map(provider, authorizer.origin.clone()));
    }
    if !providers.is_empty() {
        made.set("AdditionalAuthenticationProviders", providers);
    }
    Ok(functions)
}

/// The configuration of an authorizer under AppSync's key for it; `index` is its place among additional ones.
fn config(api: &Api<'_>, auth: &Node, index: Option<usize>) -> Result<Option<(&'static str, Node)>, Cause> {
    let configs = auth.as_map().into_iter().flat_map(Map::keys).filter(|key| !matches!(&***key, "Type" | "Additional"));
    if configs.count() > 1 {
        // The reference counts the first additional one as if it were the default.
        let path =
            index.filter(|index| *index > 0).map_or_else(|| "'Auth'".to_owned(), |i| format!("'Auth.Additional.{i}'"));
        return Err(api
            .error(format!("{path} has more than one authentication configuration defined."))
            .at(&auth.origin));
    }
    let kind = auth.get("Type").and_then(Node::as_str).unwrap_or_default();
    let Some((written, name)) = config_of(kind) else { return Ok(None) };
    let missing = || api.error(format!("'{written}' must be defined if type is '{kind}'."));
    let mut config = auth.get(written).cloned().ok_or_else(missing)?;
    if let (Some(_), Some(map)) = (index, config.as_map_mut()) {
        // Only the default authorizer decides what happens by default.
        map.remove("DefaultAction");
    }
    Ok(Some((name, config)).filter(|(_, config)| truthy(config)))
}

/// Connectors that let the API call the functions it asks.
pub(super) fn connectors(api: &Api<'_>, functions: &[Node]) -> Vec<Connector> {
    let id = &api.resource.logical_id;
    let connector = |(index, function): (usize, &Node)| {
        let origin = function.origin.derived("authorizer");
        let source = node!(&origin; {
            "Type": "AWS::AppSync::GraphQLApi",
            "Arn": (reference(id, &origin)),
            "ResourceId": (attribute(id, "ApiId", &origin))
        });
        let destination = node!(&origin; { "Type": "AWS::Lambda::Function", "Arn": (function) });
        let name = format!("{id}ToLambdaAuthConnector{}", index + 1);
        api.connector(name, [source, destination], &["Write".to_owned()], &origin)
    };
    functions.iter().enumerate().map(connector).collect()
}
