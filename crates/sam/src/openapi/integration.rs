//! What stands behind a method: a function, or an execution of a state machine.

use source::Origin;

use super::rest::RestDocument;
use super::{INTEGRATION, conditional, paths, sub};
use crate::error::Cause;
use crate::py27::{Dict, Doc, Key};

/// A function behind a method.
#[derive(Debug)]
pub(crate) struct LambdaIntegration<'a> {
    /// The invocation URI.
    pub(crate) uri: Doc,
    /// The condition of the function.
    pub(crate) condition: Option<Doc>,
    /// Whether answers are streamed.
    pub(crate) streams: bool,
    /// The role API Gateway takes, for callers that IAM authenticates.
    pub(crate) credentials: Option<Doc>,
    /// The event.
    pub(crate) cause: &'a Origin,
}

/// An execution of a state machine behind a method.
#[derive(Debug)]
pub(crate) struct StateMachineIntegration<'a> {
    /// The role that may start executions.
    pub(crate) credentials: Doc,
    /// Templates of the request, by media type.
    pub(crate) request_templates: Doc,
    /// The condition of the state machine.
    pub(crate) condition: Option<Doc>,
    /// The event.
    pub(crate) cause: &'a Origin,
}

/// The settings that decide which role API Gateway takes.
#[derive(Debug)]
pub(crate) struct InvokeRoles<'a> {
    /// `Auth` of the event.
    pub(crate) event: Option<&'a Dict>,
    /// `Auth` of the API.
    pub(crate) api: Option<&'a Dict>,
    /// The partition the template is for.
    pub(crate) partition: &'a str,
    /// The event.
    pub(crate) cause: &'a Origin,
}

impl InvokeRoles<'_> {
    /// The role for a method, if IAM authenticates its callers and the settings do not say `NONE`.
    pub(crate) fn credentials(&self) -> Option<Doc> {
        let names_iam =
            |auth: Option<&Dict>, key: &str| auth.and_then(|auth| auth.get(key)?.as_str()) == Some("AWS_IAM");
        let event = self.event.filter(|event| !event.is_empty());
        if !names_iam(event, "Authorizer") && (event.is_some() || !names_iam(self.api, "DefaultAuthorizer")) {
            return None;
        }
        let role = role_of(event).or_else(|| role_of(self.api));
        match role.as_ref().and_then(Doc::as_str) {
            Some("NONE") => None,
            None if role.is_some() => role,
            Some(name) if name != "CALLER_CREDENTIALS" => role,
            _ => Some(Doc::text(format!("arn:{}:iam::*:user/*", self.partition), self.cause)),
        }
    }
}

/// `InvokeRole`; `NONE` where it is written but empty.
fn role_of(auth: Option<&Dict>) -> Option<Doc> {
    let role = auth?.get("InvokeRole")?;
    Some(if role.is_truthy() { role.clone() } else { Doc::text("NONE", role.origin()) })
}

impl RestDocument {
    /// Puts a function behind the method of a path.
    ///
    /// # Errors
    /// When something stands there already, or the document has not the shape it should have.
    pub(crate) fn add_lambda(&mut self, path: &Key, method: &Key, lambda: &LambdaIntegration<'_>) -> Result<(), Cause> {
        if self.has_integration(&path.text, &method.text)? {
            let (path, method) = (&path.text, &method.text);
            let message = format!("Lambda integration already exists on Path={path}, Method={method}");
            return Err(Cause::document(message).at(lambda.cause));
        }
        self.add_path(path, method, lambda.cause)?;
        for item in paths::path_items_mut(self.path_dict_mut()?, &path.text)? {
            lambda.add_to(item, path, method)?;
        }
        Ok(())
    }

    /// Puts an execution of a state machine behind the method of a path.
    ///
    /// # Errors
    /// As [`RestDocument::add_lambda`].
    pub(crate) fn add_state_machine(
        &mut self,
        path: &Key,
        method: &Key,
        machine: &StateMachineIntegration<'_>,
    ) -> Result<(), Cause> {
        if self.has_integration(&path.text, &method.text)? {
            let (path, method) = (&path.text, &method.text);
            let message = format!("Integration already exists on Path={path}, Method={method}");
            return Err(Cause::document(message).at(machine.cause));
        }
        self.add_path(path, method, machine.cause)?;
        for item in paths::path_items_mut(self.path_dict_mut()?, &path.text)? {
            machine.add_to(item, path, method)?;
        }
        Ok(())
    }
}

impl LambdaIntegration<'_> {
    fn add_to(&self, item: &mut Dict, path: &Key, method: &Key) -> Result<(), Cause> {
        let mut integration = Dict::new(self.cause).with("type", "aws_proxy").with("httpMethod", "POST");
        integration.insert("uri", under(self.condition.as_ref(), self.uri.clone(), self.cause));
        if self.streams {
            integration = integration.with("responseTransferMode", "STREAM");
        }
        if let Some(credentials) = &self.credentials {
            integration.insert("credentials", credentials.clone());
        }
        let operation = operation(item, path, method)?;
        operation.insert(INTEGRATION, Doc::Dict(integration));
        operation.get_or_insert_with("responses", || Doc::Dict(Dict::new(self.cause)));
        put_under_condition(item, method, self.condition.as_ref(), self.cause);
        Ok(())
    }
}

impl StateMachineIntegration<'_> {
    fn add_to(&self, item: &mut Dict, path: &Key, method: &Key) -> Result<(), Cause> {
        let cause = self.cause;
        let with_one = |key: &str, value: &str| {
            let mut dict = Dict::new(cause);
            dict.update(&Dict::plain(cause).with(key, value));
            dict
        };
        let answers =
            Dict::new(cause).with("200", with_one("statusCode", "200")).with("400", with_one("statusCode", "400"));
        let uri = Doc::text("arn:${AWS::Partition}:apigateway:${AWS::Region}:states:action/StartExecution", cause);
        let uri = under(self.condition.as_ref(), sub(uri, None, cause), cause);
        let mut integration = Dict::new(cause)
            .with("type", "aws")
            .with("httpMethod", "POST")
            .with("uri", uri)
            .with("responses", answers)
            .with("credentials", &self.credentials);
        integration.update(&Dict::plain(cause).with("requestTemplates", &self.request_templates));
        let responses = Dict::new(cause)
            .with("200", with_one("description", "OK"))
            .with("400", with_one("description", "Bad Request"));
        let operation = operation(item, path, method)?;
        operation.insert(INTEGRATION, Doc::Dict(integration));
        operation.get_or_insert_with("responses", || Doc::Dict(responses));
        put_under_condition(item, method, self.condition.as_ref(), cause);
        Ok(())
    }
}

fn operation<'d>(item: &'d mut Dict, path: &Key, method: &Key) -> Result<&'d mut Dict, Cause> {
    let message = format!("Definition of method '{}' for path '{}' should be a map.", method.text, path.text);
    item.dict_mut(&method.text).ok_or_else(|| Cause::document(message))
}

/// The value under the condition of what it refers to, so that the platform does not resolve it needlessly.
pub(super) fn under(condition: Option<&Doc>, value: Doc, cause: &Origin) -> Doc {
    match condition {
        Some(condition) => conditional(condition, value, cause),
        None => value,
    }
}

/// Puts all of a method under the condition.
pub(super) fn put_under_condition(item: &mut Dict, method: &Key, condition: Option<&Doc>, cause: &Origin) {
    if let Some(condition) = condition
        && let Some(definition) = item.get(&method.text).cloned()
    {
        item.insert(method, conditional(condition, definition, cause));
    }
}
