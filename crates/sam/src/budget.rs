//! How many values a transform may make. What a template writes once may be copied into everything that is made of a
//! resource, so that a document within the limits could become one that no memory holds.

use source::{Limits, Origin};
use syntax::{Map, Node, Value};

use crate::error::Cause;
use crate::resource::SamResource;

/// How many times as many values as a document may have its transform may make.
const GROWTH: usize = 4;

/// Parts of a SAM resource whose members each become resources.
const MEMBERS: [&[&str]; 9] = [
    &["Events"],
    &["Destination"],
    &["ApiKeys"],
    &["DataSources", "DynamoDb"],
    &["DataSources", "Lambda"],
    &["Functions"],
    &["Routes"],
    &["Domain", "BasePath"],
    &["Policies"],
];
/// Properties that are copied into every resource that is made.
const COPIED: [&str; 4] = ["Tags", "PermissionsBoundary", "Source", "CapacityProviderName"];

/// The values that may still be made.
#[derive(Debug)]
pub(crate) struct Budget {
    left: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self { left: Limits::default().nodes.saturating_mul(GROWTH) }
    }
}

impl Budget {
    /// Takes the values that something is about to make.
    ///
    /// # Errors
    /// When not that many may be made any more; the transform stops.
    pub(crate) fn spend(&mut self, values: usize, cause: &Origin) -> Result<(), Cause> {
        let left = self.left.checked_sub(values);
        self.left = left.unwrap_or_default();
        left.map(drop).ok_or_else(|| Cause::document("The transform would make too many values.").at(cause))
    }
}

/// How many values a value consists of.
pub(crate) fn size(node: &Node) -> usize {
    match &node.value {
        Value::List(items) => items.iter().map(size).sum::<usize>() + 1,
        Value::Map(map) => size_of_map(map) + 1,
        _ => 1,
    }
}

/// How many values a mapping consists of, without itself.
pub(crate) fn size_of_map(map: &Map) -> usize {
    map.values().map(size).sum()
}

/// About how many values the expansion of a resource makes: what it has, and copies of what its members share.
pub(crate) fn cost(resource: &SamResource) -> usize {
    let copied = COPIED.iter().filter_map(|name| resource.get(name)).map(size).sum::<usize>()
        + size_of_map(&resource.attributes)
        + resource.depends_on.as_ref().map_or(0, size)
        + function_id_size(resource);
    let members = MEMBERS.iter().map(|path| count(&resource.properties, path)).sum::<usize>() + steps(resource);
    size_of_map(&resource.properties).saturating_add(copied.saturating_mul(members.saturating_add(1)))
}

fn count(properties: &Map, path: &[&str]) -> usize {
    let [first, rest @ ..] = path else { return 0 };
    let part = properties.get(first).and_then(|node| node.at(rest));
    part.map_or(0, |node| node.as_list().map_or_else(|| node.as_map().map_or(0, Map::len), <[Node]>::len))
}

/// The largest `Id` of a GraphQL API's functions, which goes into every pipeline that uses it.
fn function_id_size(resource: &SamResource) -> usize {
    let functions = resource.get("Functions").and_then(Node::as_map);
    functions.into_iter().flat_map(Map::values).filter_map(|function| function.get("Id")).map(size).max().unwrap_or(0)
}

/// The resolvers of a GraphQL API and the steps of their pipelines.
fn steps(resource: &SamResource) -> usize {
    let types = resource.get("Resolvers").and_then(Node::as_map);
    let resolvers = types.into_iter().flat_map(Map::values).filter_map(Node::as_map).flat_map(Map::values);
    let pipeline = |resolver: &Node| resolver.get("Pipeline").and_then(Node::as_list).map_or(0, <[Node]>::len);
    resolvers.map(|resolver| pipeline(resolver) + 1).sum()
}

#[cfg(test)]
mod tests {
    use syntax::node;

    use super::*;
    use crate::{Options, transform};

    #[test]
    fn copies_of_what_members_share_count() {
        let here = Origin::Default("test");
        let keys: Map = (0..3000).map(|key| (format!("K{key}"), node!(&here; {}))).collect();
        let notes: Vec<Node> = (0..3000).map(|_| node!(&here; 0)).collect();
        let template = |notes: Vec<Node>| {
            node!(&here; { "Resources": { "G": {
                "Type": "AWS::Serverless::GraphQLApi",
                "Metadata": { "Notes": (notes) },
                "Properties": { "SchemaInline": "x", "Auth": { "Type": "API_KEY" }, "ApiKeys": (keys.clone()) }
            } } })
        };
        let options = Options::for_region("eu-west-1");
        assert!(transform(&template(Vec::new()), &options).is_ok());
        let refused = transform(&template(notes), &options).unwrap_err().to_string();
        assert!(refused.ends_with("The transform would make too many values."), "{refused}");
    }
}
