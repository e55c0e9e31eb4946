//! The event type `HttpApi`: a route of an HTTP API calls the function.

use source::Origin;
use syntax::{Map, Node, node};

use super::api::{function_uri, without_trailing_slash};
use super::{Event, Permission, Target, permission};
use crate::context::Context;
use crate::error::Cause;
use crate::expect::{self, Subject};
use crate::openapi::{ANY_METHOD, DEFAULT_PATH, HttpDocument, route_keys, wildcard_path};
use crate::py27::{Dict, Doc, Key};
use crate::resource::Resource;
use crate::shape::{Property, Shape};
use crate::values;

/// The allowed properties.
pub const PROPERTIES: &[Property] = &[
    Property::optional("Path", Shape::Text),
    Property::optional("Method", Shape::Text),
    Property::optional("ApiId", Shape::Text),
    Property::optional("Stage", Shape::Text),
    Property::optional("Auth", Shape::Map),
    Property::optional("TimeoutInMillis", Shape::Int),
    Property::optional("RouteSettings", Shape::Map),
    Property::optional("PayloadFormatVersion", Shape::Text),
];

const PARTITION: &str = "${AWS::Partition}";

/// Checks what the event refers to, before anything of the function is made.
///
/// # Errors
/// When it refers to something that is not there.
pub fn check_link(event: &Event, context: &Context<'_>) -> Result<(), Cause> {
    match api_id(event) {
        Some(id) if context.resource(id).is_some() => Ok(()),
        _ => {
            Err(event
                .cause("ApiId must be a valid reference to an 'AWS::Serverless::HttpApi' resource in same template."))
        }
    }
}

/// What the event makes.
///
/// # Errors
/// When the event is not valid.
pub fn expand(event: &Event, target: &mut Target<'_>, context: &mut Context<'_>) -> Result<Vec<Resource>, Cause> {
    let route = Route::of(event, context)?;
    let body = context.apis.definitions.of(route.api_id, Some(&route.api));
    let made = route.permission(target, body.as_ref())?;
    if let Some(body) = &body {
        let document = route.add_function(target, body)?;
        context.apis.definitions.set(route.api_id, document);
    }
    Ok(made.into_iter().collect())
}

/// The logical id of the event's API; `None` if it is not in the template.
fn api_id(event: &Event) -> Option<&str> {
    let api = event.get("ApiId")?;
    api.get("Ref").unwrap_or(api).as_str()
}

/// The route an event stands for.
struct Route<'e> {
    event: &'e Event,
    api_id: &'e str,
    /// The properties of the API.
    api: Map,
    path: Key,
    /// The key of the method in the document.
    key: Key,
    /// The method in lower case, `any` as it is.
    method: String,
    cause: Origin,
}

impl<'e> Route<'e> {
    fn of(event: &'e Event, context: &Context<'_>) -> Result<Self, Cause> {
        let subject = Subject::Event(&event.id);
        let api_id = api_id(event).ok_or_else(|| event.cause("Property 'ApiId' should be a string."))?;
        let path = expect::text(event.get("Path"), subject, "Path")?;
        let method = expect::text(event.get("Method"), subject, "Method")?.to_lowercase();
        let api = context.resource(api_id).and_then(|api| api.get("Properties")).and_then(Node::as_map);
        let api = api.cloned().unwrap_or_default();
        let (path, key) = route_keys(path, &method);
        Ok(Self { event, api_id, api, path, key, method, cause: event.made("event") })
    }

    /// The permission for the route, unless the one for the default route of the same function covers it.
    fn permission(&self, target: &Target<'_>, body: Option<&Doc>) -> Result<Option<Resource>, Cause> {
        let path = without_trailing_slash(&self.path.text);
        let body = body.filter(|body| body.is_truthy());
        let document = body.map(HttpDocument::open).transpose();
        let document =
            document.map_err(|cause| Cause { aborts: false, ..Cause::resource(self.api_id, cause.text()) })?;
        let path = if path == DEFAULT_PATH {
            ""
        } else {
            let id = &target.callee.logical_id;
            let covered = |document: &HttpDocument| document.calls_function(DEFAULT_PATH, ANY_METHOD, id);
            if document.as_ref().map(covered).transpose()? == Some(true) {
                return Ok(None);
            }
            path
        };
        let path = wildcard_path(path, false);
        let any = self.method == "any" || self.method == ANY_METHOD;
        let method = if any { "*".to_owned() } else { self.method.to_uppercase() };
        let route = if self.method == "any" && path == "/$default" { path } else { format!("/{method}{path}") };
        let arn = format!(
            "arn:{PARTITION}:execute-api:${{AWS::Region}}:${{AWS::AccountId}}:${{__ApiId__}}/${{__Stage__}}{route}"
        );
        let origin = self.event.made("permission");
        let api = self.event.get("ApiId").cloned().unwrap_or_else(|| Node::null(origin.clone()));
        let source = node!(&origin; { "Fn::Sub": [(arn), { "__ApiId__": (api), "__Stage__": "*" }] });
        let permitted =
            Permission { principal: "apigateway.amazonaws.com", source_arn: Some(source), ..Permission::default() };
        Ok(Some(permission(self.event, target, permitted)))
    }

    fn add_function(&self, target: &Target<'_>, body: &Doc) -> Result<Dict, Cause> {
        let (path, method) = (&*self.path.text, &*self.method);
        let uri = function_uri(target, PARTITION, false, &self.cause);
        let mut document = HttpDocument::open(body)?;
        let managed = values::set(self.api.get("__MANAGE_SWAGGER")).is_some();
        if managed && document.has_integration(path, method)? {
            return Err(self.event.cause(format!("API method '{method}' defined multiple times for path '{path}'.")));
        }
        let condition = target.attributes.get("Condition").map(Doc::from_template);
        document.add_lambda(&self.path, &self.key, &uri, condition.as_ref(), &self.cause)?;
        if let Some(auth) = self.event.set("Auth") {
            self.add_auth(&mut document, auth)?;
        }
        if let Some(timeout) = self.event.set("TimeoutInMillis") {
            document.add_timeout(path, method, &Doc::from_template(timeout))?;
        }
        let parameters = path_parameters(path);
        if !parameters.is_empty() {
            document.add_path_parameters(path, method, &parameters, &self.cause)?;
        }
        if let Some(version) = self.event.set("PayloadFormatVersion") {
            document.add_payload_version(path, method, &Doc::from_template(version))?;
        }
        Ok(document.close())
    }

    fn add_auth(&self, document: &mut HttpDocument, auth: &Node) -> Result<(), Cause> {
        let (path, method) = (&*self.path.text, &*self.method);
        let api_auth = match self.api.get("Auth") {
            Some(written) => {
                expect::map(Some(written), Subject::Resource(self.api_id), "Auth")?;
                Doc::from_template(written)
            }
            None => Doc::Dict(Dict::plain(&self.cause)),
        };
        let setting = |name: &str| api_auth.as_dict().and_then(|auth| auth.get_truthy(name));
        let default = setting("DefaultAuthorizer");
        let own = values::set(auth.get("Authorizer")).map(Doc::from_template);
        let Some(authorizer) = own.or_else(|| default.cloned()) else {
            return Err(self.event.cause(
                "'Auth' section requires either an explicit 'Authorizer' set or a 'DefaultAuthorizer' configured on the \
                 HttpApi.",
            ));
        };
        // Without any `Auth` there are no authorizers; with some, there may be no section for them.
        let written = api_auth.as_dict().and_then(|auth| auth.get("Authorizers"));
        let authorizers = if api_auth.is_truthy() { written } else { Some(&api_auth) };
        let iam = setting("EnableIamAuthorizer").and_then(Doc::as_bool) == Some(true);
        self.check_authorizer(&authorizer, authorizers, iam, default.is_some())?;
        let scopes = values::set(auth.get("AuthorizationScopes"));
        if let Some(odd) = scopes.filter(|scopes| scopes.as_list().is_none()) {
            let message = format!(
                "Unable to set Authorizer on API method [{method}] for path [{path}] because 'AuthorizationScopes' must be \
                 a list of strings."
            );
            return Err(self.event.cause(message).at(&odd.origin));
        }
        let scopes = scopes_of(&authorizer, authorizers, scopes.map(Doc::from_template))?;
        document.set_method_authorizer(path, method, &authorizer, scopes.as_ref())
    }

    fn check_authorizer(
        &self,
        authorizer: &Doc,
        authorizers: Option<&Doc>,
        iam: bool,
        has_default: bool,
    ) -> Result<(), Cause> {
        let (path, method) = (&self.path.text, &self.method);
        let unable = |reason: &str| {
            let message =
                format!("Unable to set Authorizer [{authorizer}] on API method [{method}] for path [{path}]{reason}");
            Err(self.event.cause(message).at(authorizer.origin()))
        };
        match authorizer.as_str() {
            Some("NONE") if has_default => Ok(()),
            Some("NONE") => Err(self.event.cause(format!(
                "Unable to set Authorizer on API method [{method}] for path [{path}] because 'NONE' is only a valid value \
                 when a DefaultAuthorizer on the API is specified."
            ))),
            Some("AWS_IAM") if iam => Ok(()),
            name => match (name, authorizers.and_then(Doc::as_dict)) {
                (Some(_), Some(authorizers)) if authorizers.is_empty() => {
                    unable(" because the related API does not define any Authorizers.")
                }
                (Some(name), Some(authorizers)) if authorizers.get_truthy(name).is_some() => Ok(()),
                (Some(_), Some(_)) => unable(" because it wasn't defined in the API's Authorizers."),
                _ => unable(
                    ". The method authorizer must be a string with a corresponding dict entry in the api authorizer.",
                ),
            },
        }
    }
}

/// The scopes of the event, else of the authorizer; the built-in authorizers have none.
fn scopes_of(authorizer: &Doc, authorizers: Option<&Doc>, own: Option<Doc>) -> Result<Option<Doc>, Cause> {
    let Some(name) = authorizer.as_str().filter(|name| !matches!(*name, "NONE" | "AWS_IAM")) else { return Ok(None) };
    let Some(settings) = authorizers.and_then(|authorizers| authorizers.get(name)) else { return Ok(None) };
    let Some(settings) = settings.as_dict() else {
        let message = format!("Type of authorizer '{name}' must be a dictionary");
        return Err(Cause::document(message).at(settings.origin()));
    };
    let of_authorizer = settings.get_truthy("AuthorizationScopes").cloned();
    Ok(if settings.is_empty() { None } else { own.or(of_authorizer) })
}

/// The names between braces.
fn path_parameters(path: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = path;
    while let Some((_, after)) = rest.split_once('{') {
        let Some((name, tail)) = after.split_once('}') else { break };
        names.push(name);
        rest = tail;
    }
    names
}
