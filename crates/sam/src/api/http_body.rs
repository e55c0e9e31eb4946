//! The settings of an HTTP API that become part of its document.

use source::Origin;

use super::http::CREATED_BY;
use super::http_authorizer;
use crate::context::Context;
use crate::error::{Cause, Expected};
use crate::expect::Subject;
use crate::openapi::HttpDocument;
use crate::py27::{Dict, Doc, Key};
use crate::resource::SamResource;

const CORS_KEYS: [(&str, &str); 6] = [
    ("AllowOrigins", "allowOrigins"),
    ("AllowHeaders", "allowHeaders"),
    ("AllowMethods", "allowMethods"),
    ("ExposeHeaders", "exposeHeaders"),
    ("MaxAge", "maxAge"),
    ("AllowCredentials", "allowCredentials"),
];
const AUTH_KEYS: [&str; 3] = ["Authorizers", "DefaultAuthorizer", "EnableIamAuthorizer"];
const DEFAULT_PATH: &str = "$default";

/// The document with everything in it that the properties ask for; `None` for an API without a document in the template.
pub(super) fn complete(resource: &SamResource, body: Option<Doc>, context: &Context<'_>) -> Result<Option<Doc>, Cause> {
    let mut build = Build { resource, body, partition: &context.options.partition };
    build.add_cors()?;
    build.add_auth()?;
    build.add_tags()?;
    build.disable_default_endpoint()?;
    build.add_title()?;
    build.add_description()?;
    build.move_default_path();
    Ok(build.body)
}

/// Whether SAM's tag is added: to every API with a valid document.
pub(super) fn takes_tags(resource: &SamResource) -> bool {
    let body = resource.set("DefinitionBody").map(Doc::from_template);
    body.is_some_and(|body| HttpDocument::is_valid(&body))
}

struct Build<'b> {
    resource: &'b SamResource,
    body: Option<Doc>,
    partition: &'b str,
}

impl Build<'_> {
    fn fault(&self, message: impl Into<String>, origin: &Origin) -> Cause {
        Cause::resource(self.resource.logical_id.clone(), message).at(origin)
    }

    fn body_or(&self, message: &str, origin: &Origin) -> Result<&Doc, Cause> {
        self.body.as_ref().ok_or_else(|| self.fault(message, origin))
    }

    fn edit(&mut self, edit: impl FnOnce(&mut HttpDocument) -> Result<(), Cause>) -> Result<(), Cause> {
        let Some(body) = &self.body else { return Ok(()) };
        let mut document = HttpDocument::open(body)?;
        edit(&mut document)?;
        self.body = Some(Doc::Dict(document.close()));
        Ok(())
    }

    fn add_cors(&mut self) -> Result<(), Cause> {
        let Some(cors) = self.resource.set("CorsConfiguration") else { return Ok(()) };
        let origin = cors.origin.clone();
        let body =
            self.body_or("Cors works only with inline OpenApi specified in 'DefinitionBody' property.", &origin)?;
        let settings = self.cors_settings(&Doc::from_template(cors))?;
        if !HttpDocument::is_valid(body) {
            let message = "Unable to add Cors configuration because 'DefinitionBody' does not contain a valid OpenApi \
                           definition.";
            return Err(self.fault(message, &origin));
        }
        let open = |origins: &Doc| matches!(origins.as_list(), Some([one]) if one.as_str() == Some("*"));
        if settings.contains("allowCredentials") && settings.get("allowOrigins").is_some_and(open) {
            let message = "Unable to add Cors configuration because 'AllowCredentials' can not be true when \
                           'AllowOrigin' is \"'*'\" or not set.";
            return Err(self.fault(message, &origin));
        }
        self.edit(|document| document.add_cors(&settings))
    }

    /// The settings by the names the document has for them.
    fn cors_settings(&self, cors: &Doc) -> Result<Dict, Cause> {
        let origin = cors.origin().derived("CorsConfiguration");
        let mut settings = Dict::plain(&origin);
        if cors.as_bool().is_some() {
            return Ok(settings.with("allowOrigins", vec![Doc::text("*", &origin)]));
        }
        if cors.intrinsic().is_some() {
            return Ok(renamed(cors).as_dict().cloned().unwrap_or(settings));
        }
        let Some(dict) = cors.as_dict() else {
            return Err(self.fault("Invalid value for 'Cors' property.", cors.origin()));
        };
        let known = |key: &Key| CORS_KEYS.iter().any(|(name, _)| *key.text == **name);
        if let Some(key) = dict.keys().iter().find(|key| !known(key)) {
            return Err(self.fault(format!("Invalid key '{}' for 'Cors' property.", key.text), cors.origin()));
        }
        if let Some(origins) = dict.get_truthy("AllowOrigins").filter(|origins| origins.intrinsic().is_some()) {
            return Ok(renamed(origins).as_dict().cloned().unwrap_or(settings));
        }
        for (name, key) in CORS_KEYS {
            let value = match name {
                "MaxAge" => dict.get(name).filter(|age| !age.is_null()),
                "AllowCredentials" => dict.get(name).filter(|flag| flag.as_bool() == Some(true)),
                _ => dict.get_truthy(name),
            };
            if let Some(value) = value {
                settings.insert(key, value.clone());
            }
        }
        Ok(settings)
    }

    fn add_auth(&mut self) -> Result<(), Cause> {
        let Some(Doc::Dict(auth)) = self.resource.set("Auth").map(Doc::from_template) else { return Ok(()) };
        let origin = auth.origin.clone();
        let body =
            self.body_or("Auth works only with inline OpenApi specified in the 'DefinitionBody' property.", &origin)?;
        if auth.keys().iter().any(|key| !AUTH_KEYS.contains(&&*key.text)) {
            return Err(self.fault("Invalid value for 'Auth' property", &origin));
        }
        if !HttpDocument::is_valid(body) {
            let message = "Unable to add Auth configuration because 'DefinitionBody' does not contain a valid OpenApi \
                           definition.";
            return Err(self.fault(message, &origin));
        }
        let id = &*self.resource.logical_id;
        let mut document = HttpDocument::open(body)?;
        let authorizers = http_authorizer::read(id, &auth)?;
        let schemes: Result<Vec<_>, Cause> =
            authorizers.iter().map(|one| Ok((one.name.clone(), one.scheme(id, self.partition)?))).collect();
        document.add_authorizers(schemes?);
        let default = auth.get_truthy("DefaultAuthorizer").filter(|default| !default.is_no_value());
        if let Some(default) = default {
            self.set_default_authorizer(&mut document, &authorizers, default)?;
        }
        self.body = Some(Doc::Dict(document.close()));
        Ok(())
    }

    fn set_default_authorizer(
        &self,
        document: &mut HttpDocument,
        authorizers: &[http_authorizer::Authorizer],
        default: &Doc,
    ) -> Result<(), Cause> {
        let subject = Subject::Resource(&self.resource.logical_id);
        let wrong = || subject.wrong("Auth.DefaultAuthorizer", Expected::Text, None).at(default.origin());
        let name = default.as_str().ok_or_else(wrong)?;
        let Some(chosen) = authorizers.iter().find(|one| *one.name.text == *name) else {
            let message = format!("Unable to set DefaultAuthorizer because '{name}' was not defined in 'Authorizers'.");
            return Err(self.fault(message, default.origin()));
        };
        let none = || Doc::list(Vec::new(), default.origin());
        let scopes = chosen.scopes().cloned().unwrap_or_else(none);
        for path in document.paths() {
            document.set_default_authorizer(&path.text, default, &scopes)?;
        }
        Ok(())
    }

    fn add_tags(&mut self) -> Result<(), Cause> {
        let tags = self.resource.set("Tags");
        if let Some(tags) = tags {
            let message = "Tags works only with inline OpenApi specified in the 'DefinitionBody' property.";
            let body = self.body_or(message, &tags.origin)?;
            if !HttpDocument::is_valid(body) {
                let message =
                    "Unable to add `Tags` because 'DefinitionBody' does not contain a valid OpenApi definition.";
                return Err(self.fault(message, &tags.origin));
            }
        }
        if !self.body.as_ref().is_some_and(HttpDocument::is_valid) {
            return Ok(());
        }
        let origin = tags.map_or(&self.resource.origin, |tags| &tags.origin);
        let written = tags.map(Doc::from_template).and_then(|tags| tags.as_dict().cloned());
        let tags = written.unwrap_or_else(|| Dict::plain(origin));
        let tags = tags.with(CREATED_BY, Doc::text("SAM", &origin.derived("SAM tag")));
        self.edit(|document| document.add_tags(&tags))
    }

    fn disable_default_endpoint(&mut self) -> Result<(), Cause> {
        let Some(disabled) = self.resource.get("DisableExecuteApiEndpoint") else { return Ok(()) };
        let message = "DisableExecuteApiEndpoint works only within 'DefinitionBody' property.";
        self.body_or(message, &disabled.origin)?;
        let disabled = Doc::from_template(disabled);
        self.edit(|document| document.set_default_endpoint_disabled(&disabled))
    }

    fn add_title(&mut self) -> Result<(), Cause> {
        let Some(name) = self.resource.set("Name") else { return Ok(()) };
        let message = "Name works only with inline OpenApi specified in the 'DefinitionBody' property.";
        let body = self.body_or(message, &name.origin)?;
        let title = self.info(body, "title").map_err(|reason| format!("Invalid 'DefinitionBody': {reason}."));
        let title = title.map_err(|message| self.fault(message, &name.origin))?;
        if title != Some(&HttpDocument::default_title(&name.origin)) {
            let message = "Unable to set Name because it is already defined within inline OpenAPI specified in the \
                           'DefinitionBody' property.";
            return Err(self.fault(message, &name.origin));
        }
        let name = Doc::from_template(name);
        self.edit(|document| {
            document.add_title(&name);
            Ok(())
        })
    }

    fn add_description(&mut self) -> Result<(), Cause> {
        let Some(description) = self.resource.set("Description") else { return Ok(()) };
        let message = "Description works only with inline OpenApi specified in the 'DefinitionBody' property.";
        let body = self.body_or(message, &description.origin)?;
        let held = self.info(body, "description").map_err(|reason| format!("Invalid 'DefinitionBody': {reason}'."));
        let held = held.map_err(|message| self.fault(message, &description.origin))?;
        if held.is_some_and(Doc::is_truthy) {
            let message = "Unable to set Description because it is already defined within inline OpenAPI specified in \
                           the 'DefinitionBody' property.";
            return Err(self.fault(message, &description.origin));
        }
        let description = Doc::from_template(description);
        self.edit(|document| {
            document.add_description(&description);
            Ok(())
        })
    }

    /// A key of the document's `info`.
    fn info<'d>(&self, body: &'d Doc, key: &str) -> Result<Option<&'d Doc>, &'static str> {
        let Some(root) = body.as_dict() else { return Err("It should be a map") };
        match root.get("info").filter(|info| !info.is_null()) {
            Some(Doc::Dict(info)) => Ok(info.get(key)),
            Some(_) => Err("The value of 'info' should be a map"),
            None => Ok(None),
        }
    }

    /// A path must start with `/` where warnings are errors.
    fn move_default_path(&mut self) {
        if self.resource.set("FailOnWarnings").is_none() {
            return;
        }
        let Some(paths) = self.body.as_mut().and_then(|body| body.as_dict_mut()?.dict_mut("paths")) else { return };
        if let Some(item) = paths.remove(DEFAULT_PATH) {
            paths.insert(format!("/{DEFAULT_PATH}"), item);
        }
    }
}

/// The value with CloudFormation's names of settings replaced by the document's, wherever they stand.
fn renamed(value: &Doc) -> Doc {
    fn text(text: &str) -> String {
        CORS_KEYS.iter().fold(text.to_owned(), |text, (name, key)| text.replace(name, key))
    }
    match value {
        Doc::Dict(dict) => {
            let entries = dict.iter().map(|(key, value)| (text(&key.text), renamed(value)));
            Doc::Dict(entries.fold(Dict::plain(&dict.origin), |dict, (key, value)| dict.with(key, value)))
        }
        Doc::List { items, origin } => Doc::list(items.iter().map(renamed).collect(), origin),
        Doc::Leaf { node, .. } => match node.as_str() {
            Some(held) => Doc::text(text(held), &node.origin),
            None => value.clone(),
        },
    }
}
