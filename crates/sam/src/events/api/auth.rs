//! Who may call the method of an `Api` event.

use syntax::Node;

use super::Method;
use crate::context::Context;
use crate::error::{Cause, Expected};
use crate::expect::Subject;
use crate::openapi::RestDocument;
use crate::py27::{Dict, Doc};

/// `Auth` of an event beside `Auth` of its API.
pub(super) struct MethodAuth<'m> {
    method: &'m Method<'m>,
    event: Dict,
    api: Option<Doc>,
}

impl<'m> MethodAuth<'m> {
    /// Reads both, and leaves parameters replaced in the `Auth` of the API: later events see it so.
    pub(super) fn of(method: &'m Method<'m>, auth: &Node, context: &mut Context<'_>) -> Result<Self, Cause> {
        let Doc::Dict(event) = Doc::from_template(auth) else {
            return Err(method.fault("Property 'Auth' should be a map."));
        };
        let api = method.api.get("Auth").map(|auth| context.resolved(auth)).transpose()?;
        let properties = context.resource_mut(method.api_id).and_then(Node::as_map_mut);
        let properties = properties.and_then(|resource| resource.get_mut("Properties")).and_then(Node::as_map_mut);
        if let (Some(held), Some(api)) = (properties.and_then(|properties| properties.get_mut("Auth")), &api) {
            *held = api.clone();
        }
        Ok(Self { method, event, api: api.as_ref().map(Doc::from_template).filter(Doc::is_truthy) })
    }

    /// Writes into the document what the event asks for.
    pub(super) fn add_to(&self, document: &mut RestDocument, stage: &Doc) -> Result<(), Cause> {
        let authorizer = self.event.get_truthy("Authorizer");
        if let Some(authorizer) = authorizer {
            self.check_authorizer(authorizer)?;
        }
        self.check_scopes(authorizer)?;
        let key = self.event.get("ApiKeyRequired").filter(|key| !key.is_null());
        if let Some(key) = key {
            self.check_api_key(key)?;
        }
        let (path, name) = (&self.method.path, &self.method.name);
        if let Some(authorizer) = authorizer {
            let scopes = self.scopes(authorizer)?;
            document.set_method_authorizer(&path.text, name, authorizer, scopes.as_ref())?;
        }
        if let Some(key) = key {
            document.set_method_api_key(&path.text, name, key)?;
        }
        let Some(policy) = self.event.get_truthy("ResourcePolicy") else { return Ok(()) };
        let wrong = || {
            Subject::Resource(&self.method.event.id)
                .wrong("Auth.ResourcePolicy", Expected::Map, None)
                .at(policy.origin())
        };
        let policy = policy.as_dict().ok_or_else(wrong)?;
        document.add_resource_policy(policy, path, stage)?;
        if let Some(statements) = policy.get_truthy("CustomStatements") {
            document.add_custom_statements(statements);
        }
        Ok(())
    }

    fn api_setting(&self, name: &str) -> Option<&Doc> {
        self.api.as_ref()?.as_dict()?.get_truthy(name)
    }

    fn check_authorizer(&self, authorizer: &Doc) -> Result<(), Cause> {
        let (method, path) = (&self.method.name, &self.method.path.text);
        let authorizers = self.api_setting("Authorizers");
        if let Some(odd) = authorizers.filter(|authorizers| authorizers.as_dict().is_none()) {
            let subject = Subject::Resource(self.method.api_id);
            return Err(subject.wrong("Auth.Authorizers", Expected::Map, None).at(odd.origin()));
        }
        let unable = |reason: &str| {
            let message =
                format!("Unable to set Authorizer [{authorizer}] on API method [{method}] for path [{path}]{reason}");
            Err(self.method.fault(message).at(authorizer.origin()))
        };
        match (authorizer.as_str(), authorizers.and_then(Doc::as_dict)) {
            (Some("AWS_IAM"), _) => Ok(()),
            (Some("NONE"), _) if self.api_setting("DefaultAuthorizer").is_some() => Ok(()),
            (Some("NONE"), _) => Err(self.method.fault(format!(
                "Unable to set Authorizer on API method [{method}] for path [{path}] because 'NONE' is only a valid value \
                 when a DefaultAuthorizer on the API is specified."
            ))),
            (_, None) => unable(" because the related API does not define any Authorizers."),
            (None, _) => unable(
                ". The method authorizer must be a string with a corresponding dict entry in the api authorizer.",
            ),
            (Some(name), Some(authorizers)) if authorizers.get_truthy(name).is_none() => {
                unable(" because it wasn't defined in the API's Authorizers.")
            }
            _ => Ok(()),
        }
    }

    fn check_scopes(&self, authorizer: Option<&Doc>) -> Result<(), Cause> {
        let Some(scopes) = self.event.get_truthy("AuthorizationScopes") else { return Ok(()) };
        if scopes.as_list().is_none() {
            let subject = Subject::Event(&self.method.event.id);
            return Err(subject.wrong("Auth.AuthorizationScopes", Expected::List, None).at(scopes.origin()));
        }
        match authorizer {
            Some(_) => Ok(()),
            None => Err(self.method.fault("AuthorizationScopes works only when Authorizer is set")),
        }
    }

    fn check_api_key(&self, key: &Doc) -> Result<(), Cause> {
        if key.is_truthy() || self.api_setting("ApiKeyRequired").is_some() {
            return Ok(());
        }
        let (method, path) = (&self.method.name, &self.method.path.text);
        Err(self.method.fault(format!(
            "Unable to set ApiKeyRequired [False] on API method [{method}] for path [{path}] because the related API does \
             not specify any ApiKeyRequired."
        )))
    }

    /// The scopes of the event, else of the authorizer.
    fn scopes(&self, authorizer: &Doc) -> Result<Option<Doc>, Cause> {
        let Some(name) = authorizer.as_str().filter(|name| *name != "NONE") else { return Ok(None) };
        let authorizers = self.api_setting("Authorizers").and_then(Doc::as_dict);
        let Some(settings) = authorizers.and_then(|authorizers| authorizers.get(name)) else { return Ok(None) };
        let Some(settings) = settings.as_dict() else {
            let message = format!("Type of authorizer '{name}' must be a dictionary");
            return Err(Cause::document(message).at(settings.origin()));
        };
        let own = self.event.get("AuthorizationScopes").filter(|scopes| !scopes.is_null());
        let scopes = own.or_else(|| settings.get("AuthorizationScopes").filter(|scopes| !scopes.is_null()));
        Ok(scopes.cloned())
    }
}
