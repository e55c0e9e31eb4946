//! The event type `Api`: a method of a REST API calls the function, or starts the state machine.
//!
//! The event makes the permission; the path, what stands behind it and who may call it go into the API's document.

mod auth;
mod merge;
mod request;

use source::Origin;
use syntax::{Map, Node, node};

use super::{Event, Permission, Target, permission};
use crate::context::Context;
use crate::error::Cause;
use crate::expect::{self, Subject};
use crate::openapi::{
    InvokeRoles, LambdaIntegration, RestDocument, StateMachineIntegration, method_key, wildcard_path,
};
use crate::py27::{Dict, Doc, Key};
use crate::resource::Resource;
use crate::shape::{Property, Shape};
use crate::values;
use auth::MethodAuth;

/// The allowed properties.
pub const PROPERTIES: &[Property] = &[
    Property::required("Path", Shape::Text),
    Property::required("Method", Shape::Text),
    Property::required("RestApiId", Shape::Text),
    Property::optional("Stage", Shape::Text),
    Property::optional("Auth", Shape::Map),
    Property::optional("RequestModel", Shape::Map),
    Property::optional("RequestParameters", Shape::List),
    Property::optional("TimeoutInMillis", Shape::Int),
    Property::optional("ResponseTransferMode", Shape::Text),
];

const STREAM: &str = "RESPONSE_STREAM";

/// Checks what the event refers to, before anything of the function is made.
///
/// # Errors
/// When it refers to something that is not there.
pub fn check_link(event: &Event, context: &Context<'_>) -> Result<(), Cause> {
    let Some(id) = api_id(event) else { return Ok(()) };
    let api = context.resource(id).filter(|api| api.as_map().is_some()).ok_or_else(|| {
        event.cause("RestApiId property of Api event must reference a valid resource in the same template.")
    })?;
    let Some(properties) = api.get("Properties") else { return Ok(()) };
    let properties = expect::map(Some(properties), Subject::Attribute(id), "Properties")?;
    match properties.get("StageName") {
        Some(stage) if stage.as_str() == Some("") => {
            Err(Cause::resource(id, "StageName cannot be empty.").at(&stage.origin))
        }
        _ => Ok(()),
    }
}

/// What the event makes.
///
/// # Errors
/// When the event is not valid.
pub fn expand(event: &Event, target: &mut Target<'_>, context: &mut Context<'_>) -> Result<Vec<Resource>, Cause> {
    let method = Method::of(event, context)?;
    let made = method.permission(target, context);
    let flag = |name: &str| values::set(method.api.get(name)).is_some();
    if flag("__MANAGE_SWAGGER") || flag("MergeDefinitions") {
        method.add_function(target, context)?;
    }
    method.override_api_auth(context)?;
    Ok(vec![made])
}

/// Puts an execution of a state machine behind the event's method.
///
/// # Errors
/// When the event is not valid.
pub fn add_state_machine(
    event: &Event,
    state_machine: &str,
    role: &str,
    condition: Option<&Node>,
    context: &mut Context<'_>,
) -> Result<(), Cause> {
    let method = Method::of(event, context)?;
    if values::set(method.api.get("__MANAGE_SWAGGER")).is_none() {
        return Ok(());
    }
    let Some(body) = context.apis.definitions.of(method.api_id, Some(&method.api)) else { return Ok(()) };
    let mut document = method.open(&body)?;
    let integration = StateMachineIntegration {
        credentials: Doc::from_transform(&values::attribute(role, "Arn", &method.cause)),
        request_templates: method.start_template(state_machine),
        condition: condition.map(Doc::from_template),
        cause: &method.cause,
    };
    document.add_state_machine(&method.path, &method_key(&method.name), &integration)?;
    if let Some(auth) = event.set("Auth") {
        let stage = event.get("Stage").map_or_else(|| Doc::null(&method.cause), Doc::from_template);
        MethodAuth::of(&method, auth, context)?.add_to(&mut document, &stage)?;
    }
    context.apis.definitions.set(method.api_id, document.close());
    Ok(())
}

/// The logical id of the event's API; `None` if it is not in the template.
fn api_id(event: &Event) -> Option<&str> {
    let api = event.get("RestApiId")?;
    api.get("Ref").unwrap_or(api).as_str()
}

/// The method an event stands for.
struct Method<'e> {
    event: &'e Event,
    api_id: &'e str,
    /// The properties of the API.
    api: Map,
    path: Key,
    /// The method in lower case, `any` as it is.
    name: String,
    /// The stage of the API, as far as it is known.
    stage: Doc,
    cause: Origin,
}

impl<'e> Method<'e> {
    fn of(event: &'e Event, context: &Context<'_>) -> Result<Self, Cause> {
        let subject = Subject::Event(&event.id);
        let cause = event.made("event");
        let api_id = api_id(event).ok_or_else(|| event.cause("Property 'RestApiId' should be a string."))?;
        let path = expect::text(event.get("Path"), subject, "Path")?;
        let name = expect::text(event.get("Method"), subject, "Method")?.to_lowercase();
        let api = context.resource(api_id).and_then(|api| api.get("Properties")).and_then(Node::as_map);
        let api = api.cloned().unwrap_or_default();
        let stage = match api.get("StageName") {
            Some(stage) if stage.as_str().is_some() => {
                let unicode = !context.apis.definitions.is_implicit(api_id);
                Doc::text_like(stage.text().unwrap_or_default(), unicode, &stage.origin)
            }
            _ => Doc::text("Stage", &cause),
        };
        Ok(Self { event, api_id, api, path: Key::unicode(path), name, stage, cause })
    }

    fn fault(&self, message: impl Into<String>) -> Cause {
        self.event.cause(message)
    }

    /// Opens the API's document, in which the method must not have an integration.
    fn open(&self, body: &Doc) -> Result<RestDocument, Cause> {
        let document = RestDocument::open(body)?;
        if document.has_integration(&self.path.text, &self.name)? {
            let (path, name) = (&self.path.text, &self.name);
            return Err(self.fault(format!("API method \"{name}\" defined multiple times for path \"{path}\".")));
        }
        Ok(document)
    }

    fn permission(&self, target: &Target<'_>, context: &Context<'_>) -> Resource {
        let path = without_trailing_slash(&self.path.text);
        let path = wildcard_path(path, true);
        let name = if self.name == "any" { "*".to_owned() } else { self.name.to_uppercase() };
        let partition = &context.options.partition;
        let arn = format!(
            "arn:{partition}:execute-api:${{AWS::Region}}:${{AWS::AccountId}}:${{__ApiId__}}/${{__Stage__}}/{name}{path}"
        );
        let origin = self.event.made("permission");
        let api = self.event.get("RestApiId").cloned().unwrap_or_else(|| Node::null(origin.clone()));
        let source = node!(&origin; { "Fn::Sub": [(arn), { "__ApiId__": (api), "__Stage__": "*" }] });
        let suffix = self.stage.to_string();
        let permitted = Permission {
            principal: "apigateway.amazonaws.com",
            source_arn: Some(source),
            suffix: &suffix,
            ..Permission::default()
        };
        permission(self.event, target, permitted)
    }

    fn add_function(&self, target: &Target<'_>, context: &mut Context<'_>) -> Result<(), Cause> {
        let Some(body) = context.apis.definitions.of(self.api_id, Some(&self.api)) else { return Ok(()) };
        let merges = values::set(self.api.get("MergeDefinitions")).is_some();
        let mut document =
            if merges { self.open(&Doc::Dict(RestDocument::skeleton(&self.cause)))? } else { self.open(&body)? };
        let lambda = self.integration(target, &context.options.partition)?;
        document.add_lambda(&self.path, &method_key(&self.name), &lambda)?;
        if let Some(auth) = self.event.set("Auth") {
            MethodAuth::of(self, auth, context)?.add_to(&mut document, &self.stage)?;
        }
        if let Some(timeout) = self.event.set("TimeoutInMillis") {
            document.add_timeout(&self.path.text, &self.name, &Doc::from_template(timeout))?;
        }
        self.add_request_model(&mut document)?;
        self.add_request_parameters(&mut document)?;
        let made = document.close();
        let made = if merges { self.merged(&body, &made)? } else { made };
        context.apis.definitions.set(self.api_id, made);
        Ok(())
    }

    fn integration(&self, target: &Target<'_>, partition: &str) -> Result<LambdaIntegration<'_>, Cause> {
        let streams = self.event.get("ResponseTransferMode").and_then(Node::as_str) == Some(STREAM);
        let event_auth = self.event.set("Auth").map(Doc::from_template);
        let api_auth = values::set(self.api.get("Auth"));
        expect_map_if_set(api_auth, Subject::Resource(self.api_id), "Auth")?;
        let api_auth = api_auth.map(Doc::from_template);
        let roles = InvokeRoles {
            event: event_auth.as_ref().and_then(Doc::as_dict),
            api: api_auth.as_ref().and_then(Doc::as_dict),
            partition,
            cause: &self.cause,
        };
        Ok(LambdaIntegration {
            uri: function_uri(target, partition, streams, &self.cause),
            condition: target.attributes.get("Condition").map(Doc::from_template),
            streams,
            credentials: roles.credentials(),
            cause: &self.cause,
        })
    }

    /// Applies the event's `Auth` to a document that the template has inline, where the event asks for it.
    fn override_api_auth(&self, context: &mut Context<'_>) -> Result<(), Cause> {
        let Some(auth) = self.event.set("Auth").filter(|auth| values::set(auth.get("OverrideApiAuth")).is_some())
        else {
            return Ok(());
        };
        let Some(body) = context.apis.definitions.of(self.api_id, Some(&self.api)).filter(Doc::is_truthy) else {
            return Ok(());
        };
        let set = |name: &&str| values::set(auth.get(name)).is_some();
        if !["Authorizer", "ApiKeyRequired", "ResourcePolicy"].iter().any(set) {
            return Err(self.fault(
                "Must define one of: Authorizer, ApiKeyRequired or ResourcePolicy when using the OverrideApiAuth property.",
            ));
        }
        let mut document = RestDocument::open(&body)?;
        MethodAuth::of(self, auth, context)?.add_to(&mut document, &self.stage)?;
        context.apis.definitions.set(self.api_id, document.close());
        Ok(())
    }

    /// The template that turns a request into the input of an execution.
    fn start_template(&self, state_machine: &str) -> Doc {
        let unescaped = self.event.set("UnescapeMappingTemplate").is_some();
        let input = if unescaped {
            r#""$util.escapeJavaScript($input.json('$')).replaceAll("\\'","'")""#
        } else {
            r#""$util.escapeJavaScript($input.json('$'))""#
        };
        let text = format!(r#"{{"input": {input}, "stateMachineArn": "${{{state_machine}}}"}}"#);
        let template = Dict::plain(&self.cause).with("Fn::Sub", text);
        Doc::Dict(Dict::plain(&self.cause).with("application/json", template))
    }
}

fn expect_map_if_set(node: Option<&Node>, subject: Subject<'_>, path: &str) -> Result<(), Cause> {
    match node {
        Some(node) => expect::map(Some(node), subject, path).map(drop),
        None => Ok(()),
    }
}

/// The path without its last character if that is a `/` after something else.
pub(super) fn without_trailing_slash(path: &str) -> &str {
    path.strip_suffix('/').filter(|rest| !rest.is_empty()).unwrap_or(path)
}

/// The URI by which API Gateway calls the function or alias.
pub(super) fn function_uri(target: &Target<'_>, partition: &str, streams: bool, cause: &Origin) -> Doc {
    let (version, kind) =
        if streams { ("2021-11-15", "response-streaming-invocations") } else { ("2015-03-31", "invocations") };
    let attribute = if target.is_alias() { "" } else { ".Arn" };
    let id = &target.callee.logical_id;
    let arn = format!(
        "arn:{partition}:apigateway:${{AWS::Region}}:lambda:path/{version}/functions/${{{id}{attribute}}}/{kind}"
    );
    let mut uri = Dict::new(cause);
    uri.update(&Dict::plain(cause).with("Fn::Sub", Doc::text_like(arn, !target.is_alias(), cause)));
    Doc::Dict(uri)
}
