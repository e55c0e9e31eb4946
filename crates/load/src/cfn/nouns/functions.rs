//! `AWS::Lambda::Function`.

use std::sync::Arc;

use model::{CodeLocation, EnvironmentVariable, Function, FunctionId, Property};
use source::{join_path, parent_path};
use syntax::{Map, Node};

use super::{Builder, Resource, name_at, named_origin};
use crate::cfn::defaults::with_default;
use crate::cfn::environment::{Environment, Places};
use crate::cfn::{code, local, names};

/// Platform defaults; source: the property reference of `AWS::Lambda::Function`.
const DEFAULT_TIMEOUT_S: i64 = 3;
const DEFAULT_MEMORY_MB: i64 = 128;
const PLATFORM: &str = "AWS Lambda";

/// Makes a function.
pub(super) fn declare(environment: &Environment<'_>, builder: &mut Builder<'_>, resource: &Resource<'_>) {
    if resource.kind != "AWS::Lambda::Function" {
        return;
    }
    let properties = &resource.properties;
    let field = |name: &str| environment.field(properties, name);
    let number = |name: &str, default: i64| {
        with_default(environment, environment.int(&field(name)), &resource.guard, default, PLATFORM)
    };
    let id = FunctionId::of(builder.project.functions.len());
    let role = name_at(environment, properties, &["Role"]);
    let runtime = environment.text(&field("Runtime"));
    let handler = environment.text(&field("Handler"));
    let function = Function {
        resource: resource.id(environment),
        cloud_name: names::arn(environment, &resource.name).into(),
        origin: resource.origin.clone(),
        guard: resource.guard.clone(),
        code: code_location(environment, builder, resource, &handler, &runtime),
        deployed: deployed(environment, builder, resource),
        runtime,
        handler,
        timeout_s: number("Timeout", DEFAULT_TIMEOUT_S),
        memory_mb: number("MemorySize", DEFAULT_MEMORY_MB),
        environment: variables(environment, properties),
        identity: role.and_then(|role| builder.index.identity(&role)),
        layers: environment.items(&field("Layers")).into_iter().map(|place| environment.text(&vec![place])).collect(),
        concurrency: environment.int(&field("ReservedConcurrentExecutions")),
        loops_allowed: environment.text(&field("RecursiveLoop")).map(|value| value.as_ref() == "Allow"),
    };
    builder.project.functions.push(function);
    builder.index.add_function(names::arn(environment, &resource.name), id);
    if let Some(name) = names::reference(environment, &resource.name) {
        builder.index.add_function(name, id);
    }
}

fn variables(environment: &Environment<'_>, properties: &Places<'_>) -> Vec<EnvironmentVariable> {
    let mut variables: Vec<EnvironmentVariable> = Vec::new();
    let sections = environment.at(properties, &["Environment", "Variables"]);
    for (guard, section) in &sections {
        for (name, entry) in section.as_map().into_iter().flat_map(Map::entries) {
            let value = environment.text(&environment.field(&vec![(guard.clone(), *section)], name));
            let known = variables.iter_mut().find(|variable| variable.name == *name);
            match known {
                Some(variable) => variable.value.alternatives.extend(value.alternatives),
                None => {
                    let origin = named_origin(&entry.key, &entry.node);
                    variables.push(EnvironmentVariable { name: Arc::clone(name), origin, value });
                }
            }
        }
    }
    variables
}

fn code_location(
    environment: &Environment<'_>,
    builder: &Builder<'_>,
    resource: &Resource<'_>,
    handler: &Property<Arc<str>>,
    runtime: &Property<Arc<str>>,
) -> CodeLocation {
    let code = environment.field(&resource.properties, "Code");
    let inline = environment.text(&environment.field(&code, "ZipFile"));
    if let Some(origin) = inline.origin() {
        return CodeLocation::Inline(origin.clone());
    }
    if let Some(image) = name_at(environment, &code, &["ImageUri"]) {
        return CodeLocation::Elsewhere(image.to_string());
    }
    let folder = match local_path(environment, builder, resource, &code) {
        Ok(folder) => folder,
        Err(elsewhere) => return CodeLocation::Elsewhere(elsewhere),
    };
    let entry_points = resource.node.at(&["Metadata", "BuildProperties", "EntryPoints"]).and_then(Node::as_list);
    let entry_points: Vec<String> =
        entry_points.into_iter().flatten().filter_map(|node| node.as_str().map(str::to_owned)).collect();
    let first = |property: &Property<Arc<str>>| property.first().map_or_else(String::new, ToString::to_string);
    code::locate(builder.files, &folder, &first(handler), &first(runtime), &entry_points)
}

/// The folder or archive that is uploaded as the function's code.
fn deployed(environment: &Environment<'_>, builder: &Builder<'_>, resource: &Resource<'_>) -> Option<String> {
    let code = environment.field(&resource.properties, "Code");
    let is_other = ["ZipFile", "ImageUri"].into_iter().any(|key| !environment.field(&code, key).is_empty());
    if is_other { None } else { local_path(environment, builder, resource, &code).ok() }
}

/// The path in the scan of content that is uploaded from there.
///
/// # Errors
/// The name of content that lies elsewhere.
pub(super) fn local_path(
    environment: &Environment<'_>,
    builder: &Builder<'_>,
    resource: &Resource<'_>,
    content: &Places<'_>,
) -> Result<String, String> {
    let text = |key: &str| name_at(environment, content, &[key]);
    let path = match (text("S3Bucket"), text("S3Key")) {
        (Some(bucket), Some(key)) => match local::marked_path(&bucket, &key) {
            Some(path) => path.to_owned(),
            None => return Err(format!("s3://{bucket}/{key}")),
        },
        // `aws cloudformation package` takes a local path in place of the object.
        _ => match content.first().and_then(|(_, node)| node.as_str()) {
            Some(path) => path.to_owned(),
            None => return Err("unknown".to_owned()),
        },
    };
    let template = parent_path(builder.files.path(builder.project.file(&resource.id(environment))));
    join_path(template, path.trim_end_matches('/')).ok_or(path)
}
