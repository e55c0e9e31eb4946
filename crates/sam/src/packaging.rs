//! What packaging does before a template is transformed: code that lies beside the template gets a place in S3.
//!
//! The transform takes only packaged templates. For the analysis of sources it does not matter where the code would be
//! put, so [`packaged`] puts placeholders.

use source::Origin;
use syntax::{Map, Node};

use crate::resource::SamType;
use crate::values;

/// Stands for the place of code that was not packaged.
const BUCKET: &str = "s3://bucket/value";
/// Stands for the place of an image that was not built.
const IMAGE: &str = "111111111111.dkr.ecr.region.amazonaws.com/repository";

/// The template as packaging leaves it: local paths of code become addresses in S3, and functions that say nothing of
/// their code get an address where packaging would find or build it. Everything else stays.
#[must_use]
pub fn packaged(template: &Node) -> Node {
    let mut packaged = template.clone();
    let Some(map) = packaged.as_map_mut() else { return packaged };
    if let Some(globals) = map.get_mut("Globals").and_then(Node::as_map_mut) {
        for (section, properties) in globals.iter_mut() {
            if let (Some(kind), Some(properties)) =
                (SamType::parse(&format!("AWS::Serverless::{section}")), properties.as_map_mut())
            {
                place_paths(kind, properties);
            }
        }
    }
    let shared = map.get("Globals").and_then(|globals| globals.get("Function")).and_then(Node::as_map).cloned();
    let shared = shared.unwrap_or_default();
    let resources = map.get_mut("Resources").and_then(Node::as_map_mut);
    for (_, resource) in resources.into_iter().flat_map(Map::iter_mut) {
        package_resource(resource, &shared);
    }
    packaged
}

fn package_resource(resource: &mut Node, shared: &Map) {
    let Some(kind) = SamType::of(resource) else { return };
    let has_dockerfile = values::set(resource.at(&["Metadata", "Dockerfile"])).is_some();
    let origin = resource.origin.derived("packaging");
    let Some(properties) = resource.as_map_mut().and_then(|map| map.get_mut("Properties")).and_then(Node::as_map_mut)
    else {
        return;
    };
    place_paths(kind, properties);
    if kind == SamType::Function {
        place_missing(properties, shared, has_dockerfile, &origin);
    }
}

/// The property that names code or a document, by resource type.
const fn path_property(kind: SamType) -> Option<&'static str> {
    match kind {
        SamType::Function => Some("CodeUri"),
        SamType::LayerVersion => Some("ContentUri"),
        SamType::Api | SamType::HttpApi | SamType::StateMachine => Some("DefinitionUri"),
        SamType::GraphQLApi => Some("SchemaUri"),
        _ => None,
    }
}

fn place_paths(kind: SamType, properties: &mut Map) {
    let path = path_property(kind).and_then(|name| properties.get_mut(name));
    if let Some(path) = path.filter(|path| path.as_str().is_some_and(|path| !path.starts_with("s3://"))) {
        *path = Node::from_text(BUCKET, path.origin.derived("packaging"));
    }
}

fn place_missing(properties: &mut Map, shared: &Map, has_dockerfile: bool, origin: &Origin) {
    let given = |name: &str| properties.contains(name) || shared.contains(name);
    let package = properties.get("PackageType").or_else(|| shared.get("PackageType")).and_then(Node::as_str);
    let (name, place) = match package.unwrap_or("Zip") {
        "Zip" if !["CodeUri", "InlineCode", "ImageUri"].into_iter().any(given) => ("CodeUri", BUCKET),
        "Image" if has_dockerfile && !given("ImageUri") => ("ImageUri", IMAGE),
        _ => return,
    };
    properties.insert(name, Node::from_text(place, origin.clone()));
}

#[cfg(test)]
mod tests {
    use syntax::node;

    use super::*;

    #[test]
    fn local_code_gets_a_place() {
        let here = Origin::Default("test");
        let template = node!(&here; {
            "Globals": { "Function": { "CodeUri": "src/" } },
            "Resources": {
                "A": { "Type": "AWS::Serverless::Function", "Properties": { "CodeUri": "s3://own/key" } },
                "B": { "Type": "AWS::Serverless::LayerVersion", "Properties": { "ContentUri": "layer/" } },
                "C": { "Type": "AWS::Serverless::StateMachine", "Properties": { "DefinitionUri": { "Bucket": "b" } } },
            },
        });
        let packaged = packaged(&template);
        let text = |path: &[&str]| packaged.at(path).and_then(Node::as_str).map(str::to_owned);
        assert_eq!(text(&["Globals", "Function", "CodeUri"]).as_deref(), Some(BUCKET));
        assert_eq!(text(&["Resources", "A", "Properties", "CodeUri"]).as_deref(), Some("s3://own/key"));
        assert_eq!(text(&["Resources", "B", "Properties", "ContentUri"]).as_deref(), Some(BUCKET));
        assert_eq!(text(&["Resources", "C", "Properties", "DefinitionUri", "Bucket"]).as_deref(), Some("b"));
    }

    #[test]
    fn functions_without_code_get_a_place_where_packaging_would_make_one() {
        let here = Origin::Default("test");
        let template = node!(&here; {
            "Resources": {
                "Zip": { "Type": "AWS::Serverless::Function", "Properties": {} },
                "Built": {
                    "Type": "AWS::Serverless::Function",
                    "Metadata": { "Dockerfile": "Dockerfile" },
                    "Properties": { "PackageType": "Image" },
                },
                "Bare": { "Type": "AWS::Serverless::Function", "Properties": { "PackageType": "Image" } },
            },
        });
        let packaged = packaged(&template);
        let properties = |id: &str| packaged.at(&["Resources", id, "Properties"]).cloned();
        assert!(properties("Zip").is_some_and(|found| found.get("CodeUri").is_some()));
        assert!(properties("Built").is_some_and(|found| found.get("ImageUri").is_some()));
        assert!(properties("Bare").is_some_and(|found| found.get("ImageUri").is_none()));
    }
}
