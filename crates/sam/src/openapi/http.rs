//! The document of an HTTP API, open for changes.

use source::Origin;

use super::integration::{put_under_condition, under};
use super::security::existing_security;
use super::{ANY_METHOD, INTEGRATION, branches, is_version_3, paths};
use crate::error::Cause;
use crate::py27::{Dict, Doc, Key};

const TAG_VALUE: &str = "x-amazon-apigateway-tag-value";
const CORS: &str = "x-amazon-apigateway-cors";
const ENDPOINT_CONFIGURATION: &str = "x-amazon-apigateway-endpoint-configuration";
/// The path that takes what no other path takes.
pub(crate) const DEFAULT_PATH: &str = "$default";

/// An HTTP API's document between [`HttpDocument::open`] and [`HttpDocument::close`].
#[derive(Debug)]
pub(crate) struct HttpDocument {
    root: Dict,
    security_schemes: Doc,
    tags: Doc,
    info: Doc,
}

impl HttpDocument {
    /// A document with nothing but its frame.
    pub(crate) fn skeleton(cause: &Origin) -> Dict {
        let info = Dict::new(cause).with("version", "1.0").with("title", Self::default_title(cause));
        Dict::new(cause).with("openapi", "3.0.1").with("info", info).with("paths", Dict::new(cause))
    }

    /// The title of a document that nobody named.
    pub(crate) fn default_title(cause: &Origin) -> Doc {
        super::reference("AWS::StackName", cause)
    }

    /// Whether a value is a document that can be opened.
    pub(crate) fn is_valid(body: &Doc) -> bool {
        let Some(root) = body.as_dict() else { return false };
        root.get("paths").is_some_and(|paths| paths.as_dict().is_some())
            && root.get_truthy("openapi").is_some_and(is_version_3)
    }

    /// Opens a copy of the document.
    ///
    /// # Errors
    /// When it is no OpenAPI 3 document, or a section on the way to what is edited is no mapping.
    pub(crate) fn open(body: &Doc) -> Result<Self, Cause> {
        let root = body.as_dict().filter(|_| Self::is_valid(body)).ok_or_else(|| {
            Cause::document(
                "Invalid OpenApi document. Invalid values or missing keys for 'openapi' or 'paths' in 'DefinitionBody'.",
            )
            .at(body.origin())
        })?;
        let root = root.deep_copy();
        let empty = || Doc::Dict(Dict::new(&root.origin));
        let components = root.get("components").filter(|components| !components.is_null());
        if let Some(odd) = components.filter(|components| components.as_dict().is_none()) {
            let message = "Invalid OpenApi document: The value of 'components' should be a map";
            return Err(Cause::document(message).at(odd.origin()));
        }
        let schemes = components.and_then(|components| components.as_dict()?.get_truthy("securitySchemes"));
        Ok(Self {
            security_schemes: schemes.cloned().unwrap_or_else(empty),
            tags: root.get_truthy("tags").cloned().unwrap_or_else(|| Doc::list(Vec::new(), &root.origin)),
            info: root.get_truthy("info").cloned().unwrap_or_else(empty),
            root,
        })
    }

    /// The changed document.
    pub(crate) fn close(mut self) -> Dict {
        if self.tags.is_truthy() {
            self.root.insert("tags", self.tags);
        }
        if self.security_schemes.is_truthy() {
            let origin = self.security_schemes.origin().clone();
            if self.root.get_truthy("components").is_none() {
                self.root.insert("components", Doc::Dict(Dict::new(&origin)));
            }
            if let Some(components) = self.root.dict_mut("components") {
                components.insert("securitySchemes", self.security_schemes);
            }
        }
        if self.info.is_truthy() {
            self.root.insert("info", self.info);
        }
        self.root.deep_copy()
    }

    /// The paths, in the order of iteration.
    pub(crate) fn paths(&self) -> Vec<Key> {
        self.root.get("paths").and_then(Doc::as_dict).map(Dict::keys).unwrap_or_default()
    }

    fn path_dict(&self) -> Result<&Dict, Cause> {
        self.root.get("paths").and_then(Doc::as_dict).ok_or_else(|| paths::bad_path("paths"))
    }

    fn path_dict_mut(&mut self) -> Result<&mut Dict, Cause> {
        self.root.dict_mut("paths").ok_or_else(|| paths::bad_path("paths"))
    }

    /// See [`paths::has_integration`].
    pub(crate) fn has_integration(&self, path: &str, method: &str) -> Result<bool, Cause> {
        paths::has_integration(self.path_dict()?, path, method)
    }

    /// Adds a path and a method where they are absent.
    pub(crate) fn add_path(&mut self, path: &Key, method: &Key, cause: &Origin) -> Result<(), Cause> {
        paths::add_path(self.path_dict_mut()?, path, method, cause)
    }

    /// Puts a whole path under a condition.
    pub(crate) fn make_path_conditional(&mut self, path: &Key, condition: &Doc) -> Result<(), Cause> {
        let paths = self.path_dict_mut()?;
        if let Some(item) = paths.get(&path.text).cloned() {
            let cause = item.origin().clone();
            paths.insert(path, super::conditional(condition, item, &cause));
        }
        Ok(())
    }

    /// Whether every integration of the method at the path calls the function `logical_id`.
    ///
    /// # Errors
    /// When the document has not the shape it should have.
    pub(crate) fn calls_function(&self, path: &str, method: &str, logical_id: &str) -> Result<bool, Cause> {
        if !self.has_integration(path, method)? {
            return Ok(false);
        }
        for item in paths::path_items(self.path_dict()?, path)? {
            let Some(value) = item.get(method) else { continue };
            for definition in branches(value)? {
                if !definition_calls(definition, logical_id)? {
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }

    /// Puts a function behind the method of a path, unless something stands there already.
    ///
    /// # Errors
    /// When the document has not the shape it should have.
    pub(crate) fn add_lambda(
        &mut self,
        path: &Key,
        method: &Key,
        uri: &Doc,
        condition: Option<&Doc>,
        cause: &Origin,
    ) -> Result<(), Cause> {
        if self.has_integration(&path.text, &method.text)? {
            return Ok(());
        }
        self.add_path(path, method, cause)?;
        let uri = under(condition, uri.clone(), cause);
        for item in paths::path_items_mut(self.path_dict_mut()?, &path.text)? {
            if item.get(&method.text).is_some_and(Doc::is_null) {
                item.insert(method, Doc::Dict(Dict::new(cause)));
            }
            let fault = || {
                Cause::document(format!(
                    "Definition of method '{}' for path '{}' should be a map.",
                    method.text, path.text
                ))
            };
            let operation = item.dict_mut(&method.text).ok_or_else(fault)?;
            let integration = Dict::new(cause)
                .with("type", "aws_proxy")
                .with("httpMethod", "POST")
                .with("payloadFormatVersion", "2.0")
                .with("uri", &uri);
            operation.insert(INTEGRATION, Doc::Dict(integration));
            if *path.text == *DEFAULT_PATH && *method.text == *ANY_METHOD {
                *operation = std::mem::replace(operation, Dict::new(cause)).with("isDefaultRoute", true);
            }
            operation.get_or_insert_with("responses", || Doc::Dict(Dict::new(cause)));
            put_under_condition(item, method, condition, cause);
        }
        Ok(())
    }

    /// Sets the time after which the integration is given up.
    pub(crate) fn add_timeout(&mut self, path: &str, method: &str, timeout: &Doc) -> Result<(), Cause> {
        self.set_in_integration(path, method, "timeoutInMillis", timeout)
    }

    /// Sets the version of the event format.
    pub(crate) fn add_payload_version(&mut self, path: &str, method: &str, version: &Doc) -> Result<(), Cause> {
        self.set_in_integration(path, method, "payloadFormatVersion", version)
    }

    fn set_in_integration(&mut self, path: &str, method: &str, key: &str, value: &Doc) -> Result<(), Cause> {
        paths::edit_method(self.path_dict_mut()?, path, method, |definition| {
            if let Some(integration) = definition.dict_mut(INTEGRATION) {
                integration.insert(key, value.clone());
            }
            Ok(())
        })
    }

    /// Declares the parameters in a path.
    pub(crate) fn add_path_parameters(
        &mut self,
        path: &str,
        method: &str,
        names: &[&str],
        cause: &Origin,
    ) -> Result<(), Cause> {
        paths::edit_method(self.path_dict_mut()?, path, method, |definition| {
            let declared = definition.get_or_insert_with("parameters", || Doc::list(Vec::new(), cause));
            let Some(declared) = declared.and_then(Doc::as_list_mut) else { return Ok(()) };
            for name in names {
                let same = |parameter: &&mut Doc| parameter.get("name").and_then(Doc::as_str) == Some(name);
                match declared.iter_mut().find(same).and_then(Doc::as_dict_mut) {
                    Some(held) => *held = held.clone().with("in", "path").with("required", true),
                    None => {
                        let name = Doc::unicode(*name, cause);
                        let new = Dict::new(cause).with("name", name).with("in", "path").with("required", true);
                        declared.push(Doc::Dict(new));
                    }
                }
            }
            Ok(())
        })
    }

    /// Adds the schemes of authorizers.
    pub(crate) fn add_authorizers(&mut self, schemes: Vec<(Key, Dict)>) {
        if let Some(held) = self.security_schemes.as_dict_mut() {
            schemes.into_iter().for_each(|(name, scheme)| held.insert(name, Doc::Dict(scheme)));
        }
    }

    /// Gives every method of the path the default authorizer, unless it has some security.
    ///
    /// # Errors
    /// When the document has not the shape it should have.
    pub(crate) fn set_default_authorizer(&mut self, path: &str, default: &Doc, scopes: &Doc) -> Result<(), Cause> {
        let cause = default.origin().derived("DefaultAuthorizer");
        for item in paths::path_items(self.path_dict()?, path)? {
            check_method_names(item, path)?;
        }
        paths::edit_all_methods(self.path_dict_mut()?, path, &["parameters", "options"], |method, definition| {
            if method == "options" || definition.get_truthy("security").is_some() {
                return Ok(());
            }
            let name = Key { text: default.to_string().into(), unicode: default.is_unicode() };
            let entry = Doc::Dict(Dict::plain(&cause).with(&name, scopes));
            definition.insert("security", Doc::list(vec![entry], &cause));
            Ok(())
        })
    }

    /// Gives a method the authorizer its event chose.
    ///
    /// # Errors
    /// When the security of the method has not the shape it should have.
    pub(crate) fn set_method_authorizer(
        &mut self,
        path: &str,
        method: &str,
        authorizer: &Doc,
        scopes: Option<&Doc>,
    ) -> Result<(), Cause> {
        let cause = authorizer.origin().derived("Auth");
        paths::edit_method(self.path_dict_mut()?, path, method, |definition| {
            let name = Key { text: authorizer.to_string().into(), unicode: authorizer.is_unicode() };
            let scopes = scopes.cloned().unwrap_or_else(|| Doc::list(Vec::new(), &cause));
            let mut security = existing_security(definition, path, method)?;
            security.push(Doc::Dict(Dict::plain(&cause).with(&name, scopes)));
            definition.insert("security", Doc::list(security, &cause));
            Ok(())
        })
    }

    /// Adds tags.
    ///
    /// # Errors
    /// When the document's tags are no list.
    pub(crate) fn add_tags(&mut self, tags: &Dict) -> Result<(), Cause> {
        let shown = self.tags.to_string();
        let fault = Cause::document(format!(
            "Tags in OpenApi DefinitionBody needs to be a list. {shown} is a {} not a list.",
            self.tags.type_name()
        ))
        .at(self.tags.origin());
        let held = self.tags.as_list_mut().ok_or(fault)?;
        for (name, value) in tags.iter() {
            let same = |tag: &&mut Doc| tag.get("name").and_then(Doc::as_str) == Some(&*name.text);
            match held.iter_mut().find(same).and_then(Doc::as_dict_mut) {
                Some(tag) => tag.insert(TAG_VALUE, value.clone()),
                None => {
                    let origin = value.origin();
                    let tag = Dict::new(origin).with("name", Doc::text_like(name.text.clone(), name.unicode, origin));
                    held.push(Doc::Dict(tag.with(TAG_VALUE, value)));
                }
            }
        }
        Ok(())
    }

    /// Switches the address that API Gateway gives every API on or off.
    ///
    /// # Errors
    /// When a server is no mapping.
    pub(crate) fn set_default_endpoint_disabled(&mut self, disabled: &Doc) -> Result<(), Cause> {
        let cause = disabled.origin();
        let one = || Doc::list(vec![Doc::Dict(Dict::new(cause))], cause);
        let servers = self.root.get_or_insert_with("servers", one).and_then(Doc::as_list_mut);
        for server in servers.into_iter().flatten() {
            let message = "Value of 'servers' item must be a dictionary according to Swagger spec.";
            let server = server.as_dict_mut().ok_or_else(|| Cause::document(message).at(cause))?;
            let configuration = server.get_or_insert_with(ENDPOINT_CONFIGURATION, || Doc::Dict(Dict::plain(cause)));
            if let Some(configuration) = configuration.and_then(Doc::as_dict_mut) {
                configuration.insert("disableExecuteApiEndpoint", disabled.clone());
            }
        }
        Ok(())
    }

    /// Merges settings for cross-origin requests, by API Gateway's names.
    ///
    /// # Errors
    /// When the document's settings are no mapping.
    pub(crate) fn add_cors(&mut self, settings: &Dict) -> Result<(), Cause> {
        let held = self.root.get_or_insert_with(CORS, || Doc::Dict(Dict::plain(&settings.origin)));
        let message = format!("Value of '{CORS}' must be a dictionary according to Swagger spec.");
        let fault = || Cause::document(message).at(&settings.origin);
        held.and_then(Doc::as_dict_mut).ok_or_else(fault)?.update(settings);
        Ok(())
    }

    /// Sets a description, unless there is one.
    pub(crate) fn add_description(&mut self, description: &Doc) {
        if let Some(info) = self.info.as_dict_mut()
            && info.get_truthy("description").is_none()
        {
            info.insert("description", description.clone());
        }
    }

    /// Sets the title in place of the default one.
    pub(crate) fn add_title(&mut self, title: &Doc) {
        let default = Self::default_title(title.origin());
        if let Some(info) = self.info.as_dict_mut()
            && info.get("title") == Some(&default)
        {
            info.insert("title", title.clone());
        }
    }
}

/// Methods must be written as they are normalised: a default authorizer looks for them by that name.
fn check_method_names(item: &Dict, path: &str) -> Result<(), Cause> {
    for key in item.keys() {
        let name = super::method_key(&key.text).text;
        if &*name != "parameters" && &*name != "options" && !item.contains(&name) {
            return Err(Cause::document(format!("Could not find {name} in {path} within DefinitionBody.")));
        }
    }
    Ok(())
}

fn definition_calls(definition: &Doc, logical_id: &str) -> Result<bool, Cause> {
    let Some(integration) = definition.get(INTEGRATION) else { return Ok(false) };
    if integration.as_dict().is_none() {
        let message = format!("Value of '{INTEGRATION}' must be a dictionary according to Swagger spec.");
        return Err(Cause::document(message).at(integration.origin()));
    }
    let Some(uri) = integration.get("uri").filter(|uri| uri.as_dict().is_some()) else { return Ok(false) };
    Ok(branches(uri)?.into_iter().all(|uri| {
        let arn = uri.get("Fn::Sub").and_then(Doc::as_str).unwrap_or_default();
        function_in(arn) == Some(logical_id)
    }))
}

/// The first name before `.Arn` in the text of an integration's ARN.
fn function_in(arn: &str) -> Option<&str> {
    let mut before = arn.match_indices(".Arn").map(|(at, _)| arn.get(..at).unwrap_or_default());
    before.find_map(|text| {
        let start = text.rfind(|character: char| !character.is_ascii_alphanumeric()).map_or(0, |at| at + 1);
        text.get(start..).filter(|name| !name.is_empty())
    })
}
