//! `AWS::Serverless::Application`: a nested stack, most often from the Serverless Application Repository.

use finding::NoticeKind;
use source::Origin;
use syntax::{Map, Node, node};

use crate::context::Context;
use crate::error::Cause;
use crate::expect::{Subject, present};
use crate::options::{ApplicationAnswer, ApplicationRequest};
use crate::resource::{Resource, SamResource};
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

/// How often a template that is being prepared is asked for; who answers decides how long that takes.
const ATTEMPTS: usize = 60;
const STEP: &str = "Application";

/// Expands the resource.
///
/// # Errors
/// When the location is not complete or the repository refuses it.
pub fn expand(resource: &mut SamResource, context: &mut Context<'_>) -> Result<Vec<Resource>, Cause> {
    let location = resource.get("Location").cloned();
    let location = location.as_ref().and_then(Node::as_map).cloned();
    let (url, repository_tags) = match location {
        Some(mut location) => {
            resolve(&mut location, context)?;
            (template_url(resource, &location, context)?, repository_tags(&location))
        }
        None => (resource.get("Location").cloned(), Map::new()),
    };
    Ok(vec![stack(resource, url, &repository_tags)?])
}

fn stack(resource: &SamResource, url: Option<Node>, repository_tags: &Map) -> Result<Resource, Cause> {
    let origin = resource.origin.derived(STEP);
    let mut stack = Resource::new(resource.logical_id.clone(), "AWS::CloudFormation::Stack", &origin)
        .with_depends_on(resource.depends_on.clone())
        .with_attributes(resource.passed_attributes());
    stack.set("TemplateURL", set(url.as_ref()).cloned().unwrap_or_else(|| Node::from_text("", origin.clone())));
    for property in ["Parameters", "NotificationARNs", "TimeoutInMinutes"] {
        stack.set_opt(property, resource.get(property));
    }
    let written = resource.get("Tags").and_then(Node::as_map);
    let mut all = tags::with_created_by(&resource.logical_id, written, &resource.origin)?;
    all.splice(1..1, tags::list(repository_tags));
    stack.set("Tags", all);
    Ok(stack)
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

fn template_url(resource: &SamResource, location: &Map, context: &mut Context<'_>) -> Result<Option<Node>, Cause> {
    let origin = resource.origin_of("Location");
    let error = |message: String| Cause::resource(resource.logical_id.clone(), message).at(&origin);
    for key in ["ApplicationId", "SemanticVersion"] {
        if !location.contains(key) {
            return Err(error(format!("Resource is missing the required [{key}] property.")));
        }
    }
    let subject = Subject::Resource(&resource.logical_id);
    let id = present(location.get("ApplicationId"), subject, "ApplicationId").map_err(|cause| cause.at(&origin))?;
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
    let semantic_version = crate::expect::text(Some(version), subject, "Location.SemanticVersion")?;
    if has_parameter_reference(application_id) {
        let message =
            "Serverless Application Repostiory does not support dynamic reference in 'ApplicationId' property.";
        return Err(error(message.to_owned()));
    }
    ask(ApplicationRequest { application_id, semantic_version }, &origin, context).map_err(error)
}

/// The address of an application's template, as the repository answers. Without a repository to ask it is not known.
fn ask(request: ApplicationRequest<'_>, origin: &Origin, context: &mut Context<'_>) -> Result<Option<Node>, String> {
    let Some(repository) = context.options.applications else {
        let message = format!("the template of the application `{}` was not fetched", request.application_id);
        context.notice(origin, NoticeKind::Unresolved, message);
        return Ok(None);
    };
    for _ in 0..ATTEMPTS {
        match repository(&request) {
            ApplicationAnswer::Active { template_url } => {
                return Ok(Some(node!(&origin.derived(STEP); (template_url))));
            }
            ApplicationAnswer::Preparing => {}
            ApplicationAnswer::TimedOut => break,
            ApplicationAnswer::Expired => {
                let id = request.application_id;
                return Err(format!("Template for {id} returned status: EXPIRED. Cannot access an expired template."));
            }
            ApplicationAnswer::Refused(reason) => return Err(reason),
        }
    }
    Err("Timed out waiting for nested stack templates to reach ACTIVE status.".to_owned())
}

/// Whether a text has a dynamic reference to a parameter of SSM in it.
fn has_parameter_reference(text: &str) -> bool {
    let Some((_, rest)) = text.split_once("{{resolve:ssm:") else { return false };
    let Some((name, _)) = rest.split_once("}}") else { return false };
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'-' | b'/' | b':'))
}
