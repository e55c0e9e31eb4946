//! `AWS::Serverless::Application`: a nested stack, most often from the Serverless Application Repository.

use finding::NoticeKind;
use source::Origin;
use syntax::{Map, Node, node};

use crate::context::Context;
use crate::error::Cause;
use crate::expect::{Subject, present};
use crate::options::{ApplicationAnswer, ApplicationRequest};
use crate::resource::{Resource, SamResource, SamType};
use crate::shape::{Property, Shape};
use crate::tags;
use crate::values::{set, some};

/// The allowed properties.
pub const PROPERTIES: &[Property] = &[
    Property::required("Location", Shape::TEXT_OR_MAP),
    Property::optional("TemplateUrl", Shape::Text),
    Property::optional("Parameters", Shape::Map),
    Property::optional("NotificationARNs", Shape::ListOf(&Shape::TEXT_OR_MAP)),
    Property::optional("Tags", Shape::Map),
    Property::optional("TimeoutInMinutes", Shape::Int),
];

const STEP: &str = "Application";

/// A resource with the address of its template as `TemplateUrl`, asked of the repository for an application of it.
/// Resources that are no applications come back as they are.
///
/// # Errors
/// When the location is not complete or the repository refuses it.
pub fn located(logical_id: &str, kind: SamType, mut resource: Node, context: &mut Context<'_>) -> Result<Node, Cause> {
    if kind != SamType::Application {
        return Ok(resource);
    }
    let origin = resource.origin.clone();
    let Some(map) = resource.as_map_mut() else { return Ok(resource) };
    let properties = map.get_or_insert_with("Properties", || Node::from_map(Map::new(), origin));
    let origin = properties.origin.clone();
    let Some(properties) = properties.as_map_mut() else { return Ok(resource) };
    let Some(location) = properties.get_mut("Location") else {
        let message = "Resource is missing the required [Location] property.";
        return Err(Cause::resource(logical_id, message).at(&origin));
    };
    let origin = location.origin.clone();
    let url = match location.as_map_mut() {
        Some(map) => {
            resolve(map, context)?;
            template_url(logical_id, map, &origin, context)?
        }
        None => Some(location.clone()),
    };
    if let Some(url) = url {
        properties.insert("TemplateUrl", url);
    }
    Ok(resource)
}

/// Expands the resource, see [`located`].
///
/// # Errors
/// When a tag's key is reserved.
pub fn expand(resource: &mut SamResource, _context: &mut Context<'_>) -> Result<Vec<Resource>, Cause> {
    let origin = resource.origin.derived(STEP);
    let mut stack = Resource::new(resource.logical_id.clone(), "AWS::CloudFormation::Stack", &origin)
        .with_depends_on(resource.depends_on.clone())
        .with_attributes(resource.passed_attributes());
    let url = resource.set("TemplateUrl").cloned();
    stack.set("TemplateURL", url.unwrap_or_else(|| Node::from_text("", origin.clone())));
    for property in ["Parameters", "NotificationARNs", "TimeoutInMinutes"] {
        stack.set_opt(property, resource.get(property));
    }
    let written = resource.get("Tags").and_then(Node::as_map);
    let mut all = tags::with_created_by(&resource.logical_id, written, &resource.origin)?;
    let location = resource.get("Location").and_then(Node::as_map);
    all.splice(1..1, tags::list(&location.map(repository_tags).unwrap_or_default()));
    stack.set("Tags", all);
    Ok(vec![stack])
}

/// Puts parameters and mappings into the id and version, if both are there.
fn resolve(location: &mut Map, context: &Context<'_>) -> Result<(), Cause> {
    if ["ApplicationId", "SemanticVersion"].iter().all(|key| some(location.get(key)).is_some()) {
        for key in ["ApplicationId", "SemanticVersion"] {
            if let Some(value) = location.get_mut(key) {
                context.resolve(value)?;
                context.parameters.resolve_mappings(value)?;
            }
        }
    }
    Ok(())
}

/// The tags that say which application of the repository the stack is.
fn repository_tags(location: &Map) -> Map {
    let names =
        [("serverlessrepo:applicationId", "ApplicationId"), ("serverlessrepo:semanticVersion", "SemanticVersion")];
    names.iter().filter_map(|(tag, key)| Some((*tag, some(location.get(key))?.clone()))).collect()
}

fn template_url(
    logical_id: &str,
    location: &Map,
    origin: &Origin,
    context: &mut Context<'_>,
) -> Result<Option<Node>, Cause> {
    let error = |message: String| Cause::resource(logical_id, message).at(origin);
    for key in ["ApplicationId", "SemanticVersion"] {
        if !location.contains(key) {
            return Err(error(format!("Resource is missing the required [{key}] property.")));
        }
    }
    let subject = Subject::Resource(logical_id);
    let id = present(location.get("ApplicationId"), subject, "ApplicationId").map_err(|cause| cause.at(origin))?;
    let version = set(location.get("SemanticVersion"));
    let unresolved = |key: &str| {
        error(format!("Property '{key}' cannot be resolved. Only FindInMap and Ref intrinsic functions are supported."))
    };
    if id.as_map().is_some() {
        return Err(unresolved("ApplicationId"));
    }
    let version = version.ok_or_else(|| error("Property 'SemanticVersion' cannot be blank.".to_owned()))?;
    if version.as_map().is_some() {
        return Err(unresolved("SemanticVersion"));
    }
    let application_id = crate::expect::text(Some(id), subject, "Location.ApplicationId")?;
    let semantic_version = &crate::python::display(version);
    if has_parameter_reference(application_id) {
        let message =
            "Serverless Application Repostiory does not support dynamic reference in 'ApplicationId' property.";
        return Err(error(message.to_owned()));
    }
    ask(ApplicationRequest { application_id, semantic_version }, origin, context).map_err(error)
}

/// The address of an application's template, as the repository answers. Without a repository to ask it is not known.
fn ask(request: ApplicationRequest<'_>, origin: &Origin, context: &mut Context<'_>) -> Result<Option<Node>, String> {
    let Some(repository) = context.options.applications else {
        let message = format!("the template of the application `{}` was not fetched", request.application_id);
        context.notice(origin, NoticeKind::Unresolved, message);
        return Ok(None);
    };
    match repository(&request) {
        ApplicationAnswer::Template { url } => Ok(Some(node!(&origin.derived(STEP); (url)))),
        ApplicationAnswer::Refused(reason) => Err(reason),
    }
}

/// Whether a text has a dynamic reference to a parameter of SSM in it.
fn has_parameter_reference(text: &str) -> bool {
    let Some((_, rest)) = text.split_once("{{resolve:ssm:") else { return false };
    let Some((name, _)) = rest.split_once("}}") else { return false };
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'-' | b'/' | b':'))
}
