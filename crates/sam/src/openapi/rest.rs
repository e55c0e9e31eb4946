//! The document of a REST API, open for changes.

use source::Origin;

use super::{is_version_3, paths};
use crate::error::Cause;
use crate::py27::{Dict, Doc, Key};

const SECURITY_DEFINITIONS: &str = "securityDefinitions";
const GATEWAY_RESPONSES: &str = "x-amazon-apigateway-gateway-responses";
const BINARY_MEDIA_TYPES: &str = "x-amazon-apigateway-binary-media-types";
const REQUEST_VALIDATORS: &str = "x-amazon-apigateway-request-validators";
const REQUEST_VALIDATOR: &str = "x-amazon-apigateway-request-validator";
const ENDPOINT_CONFIGURATION: &str = "x-amazon-apigateway-endpoint-configuration";
pub(super) const POLICY: &str = "x-amazon-apigateway-policy";
/// Keys of a path item that are no methods.
pub(super) const NO_METHODS: [&str; 3] = ["summary", "description", "parameters"];

/// A REST API's document between [`RestDocument::open`] and [`RestDocument::close`].
///
/// Opening and closing each copy the document: the copies are part of the history that Python's text shows.
#[derive(Debug)]
pub(crate) struct RestDocument {
    pub(super) root: Dict,
    pub(super) security_definitions: Doc,
    pub(super) gateway_responses: Doc,
    pub(super) policy: Dict,
    pub(super) definitions: Option<Doc>,
}

/// A parameter that an event asks of its requests.
#[derive(Debug)]
pub(crate) struct RequestParameter {
    /// The name as written: `method.request.header.Authorization`.
    pub(crate) name: Key,
    /// Whether requests without it are refused.
    pub(crate) required: Doc,
    /// Whether it is part of the cache key.
    pub(crate) caching: bool,
    /// The place it was written.
    pub(crate) origin: Origin,
}

impl RestDocument {
    /// A document with nothing but its frame.
    pub(crate) fn skeleton(cause: &Origin) -> Dict {
        let title = super::reference("AWS::StackName", cause);
        let info = Dict::new(cause).with("version", "1.0").with("title", title);
        Dict::new(cause).with("swagger", "2.0").with("info", info).with("paths", Dict::new(cause))
    }

    /// Whether a value is a document that can be opened.
    pub(crate) fn is_valid(body: &Doc) -> bool {
        let Some(root) = body.as_dict() else { return false };
        let version_3 = || root.get_truthy("openapi").is_some_and(is_version_3);
        root.get("paths").is_some_and(|paths| paths.as_dict().is_some())
            && (root.get_truthy("swagger").is_some() || version_3())
    }

    /// Opens a copy of the document.
    ///
    /// # Errors
    /// When it is no OpenAPI document, or a path item is no mapping.
    pub(crate) fn open(body: &Doc) -> Result<Self, Cause> {
        let root = body.as_dict().filter(|_| Self::is_valid(body)).ok_or_else(|| {
            Cause::document(
                "Invalid Swagger document or the Swagger document is not explicitly defined in 'DefinitionBody'.",
            )
            .at(body.origin())
        })?;
        let root = root.deep_copy();
        let empty = || Dict::new(&root.origin);
        let section = |name: &str| root.get_truthy(name).cloned().unwrap_or_else(|| Doc::Dict(empty()));
        let document = Self {
            security_definitions: section(SECURITY_DEFINITIONS),
            gateway_responses: section(GATEWAY_RESPONSES),
            policy: section(POLICY).as_dict().cloned().unwrap_or_else(empty),
            definitions: root.get("definitions").cloned(),
            root,
        };
        document.path_dict()?.iter().try_for_each(|(path, item)| paths::check_item(&path.text, item))?;
        Ok(document)
    }

    /// The changed document.
    pub(crate) fn close(mut self) -> Dict {
        let sections = [
            (SECURITY_DEFINITIONS, Some(self.security_definitions)),
            (GATEWAY_RESPONSES, Some(self.gateway_responses)),
            ("definitions", self.definitions),
        ];
        for (name, section) in sections {
            if let Some(section) = section.filter(Doc::is_truthy) {
                self.root.insert(name, section);
            }
        }
        self.root.deep_copy()
    }

    /// The paths, in the order of iteration.
    pub(crate) fn paths(&self) -> Vec<Key> {
        self.root.get("paths").and_then(Doc::as_dict).map(Dict::keys).unwrap_or_default()
    }

    pub(super) fn path_dict(&self) -> Result<&Dict, Cause> {
        self.root.get("paths").and_then(Doc::as_dict).ok_or_else(|| paths::bad_path("paths"))
    }

    pub(super) fn path_dict_mut(&mut self) -> Result<&mut Dict, Cause> {
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

    /// Adds the types that are handed through as they are; `~1` in them stands for `/`.
    pub(crate) fn add_binary_media_types(&mut self, types: &Doc) {
        self.root.insert(BINARY_MEDIA_TYPES, unescaped(types));
    }

    /// Adds answers of the gateway itself.
    pub(crate) fn add_gateway_responses(&mut self, responses: Vec<(Key, Dict)>) {
        if let Some(held) = self.gateway_responses.as_dict_mut() {
            responses.into_iter().for_each(|(name, response)| held.insert(name, Doc::Dict(response)));
        }
    }

    /// Adds models.
    ///
    /// # Errors
    /// When a model has no type.
    pub(crate) fn add_models(&mut self, models: &Dict) -> Result<(), Cause> {
        if !self.definitions.as_ref().is_some_and(Doc::is_truthy) {
            self.definitions = Some(Doc::Dict(Dict::new(&models.origin)));
        }
        let Some(held) = self.definitions.as_mut().and_then(Doc::as_dict_mut) else { return Ok(()) };
        for (name, schema) in models.iter() {
            if schema.as_dict().and_then(|schema| schema.get_truthy("type")).is_none() {
                return Err(Cause::document("'Models' schema is missing 'type'.").at(schema.origin()));
            }
            held.insert(Key { text: name.text.to_lowercase().into(), unicode: name.unicode }, schema.clone());
        }
        Ok(())
    }

    /// Switches the address that API Gateway gives every API on or off.
    ///
    /// # Errors
    /// When a place on the way is no mapping.
    pub(crate) fn set_default_endpoint_disabled(&mut self, disabled: &Doc) -> Result<(), Cause> {
        let cause = disabled.origin();
        if !self.root.get_truthy("openapi").is_some_and(is_version_3) {
            return set_endpoint(&mut self.root, disabled)
                .map_err(|reason| Cause::document(format!("Invalid OpenAPI definition: {reason}.")).at(cause));
        }
        let one = || Doc::list(vec![Doc::Dict(Dict::new(cause))], cause);
        let servers = self.root.get_or_insert_with("servers", one).and_then(Doc::as_list_mut);
        for (index, server) in servers.into_iter().flatten().enumerate() {
            let set = match server.as_dict_mut() {
                Some(server) => set_endpoint(server, disabled),
                None => Err("It should be a map".to_owned()),
            };
            set.map_err(|reason| {
                Cause::document(format!("Invalid OpenAPI definition of 'servers[{index}]': {reason}.")).at(cause)
            })?;
        }
        Ok(())
    }

    /// Sets the time after which the integration is given up.
    pub(crate) fn add_timeout(&mut self, path: &str, method: &str, timeout: &Doc) -> Result<(), Cause> {
        paths::edit_method(self.path_dict_mut()?, path, method, |definition| {
            if let Some(integration) = definition.dict_mut(super::INTEGRATION) {
                integration.insert("timeoutInMillis", timeout.clone());
            }
            Ok(())
        })
    }

    /// Demands a body of the model.
    pub(crate) fn add_request_model(
        &mut self,
        path: &str,
        method: &str,
        model: &str,
        required: Option<&Doc>,
        cause: &Origin,
    ) -> Result<(), Cause> {
        let swagger = self.root.get("swagger").is_some_and(|version| !version.is_null());
        let openapi = self.root.get_truthy("openapi").is_some_and(is_version_3);
        paths::edit_method(self.path_dict_mut()?, path, method, |definition| {
            if swagger {
                add_body_parameter(definition, model, required, cause);
            } else if openapi {
                definition.insert("requestBody", Doc::Dict(request_body(model, required, cause)));
            }
            Ok(())
        })
    }

    /// Has requests checked before they reach the function.
    pub(crate) fn add_request_validator(
        &mut self,
        path: &str,
        method: &str,
        body: bool,
        parameters: bool,
        cause: &Origin,
    ) -> Result<(), Cause> {
        let name = match (body, parameters) {
            (true, true) => "body-and-params",
            (true, false) => "body-only",
            (false, true) => "params-only",
            (false, false) => "no-validation",
        };
        if self.root.get_truthy(REQUEST_VALIDATORS).is_none() {
            self.root.insert(REQUEST_VALIDATORS, Doc::Dict(Dict::new(cause)));
        }
        if let Some(validators) = self.root.dict_mut(REQUEST_VALIDATORS)
            && validators.get_truthy(name).is_none()
        {
            let checks =
                Dict::new(cause).with("validateRequestBody", body).with("validateRequestParameters", parameters);
            validators.update(&Dict::new(cause).with(name, checks));
        }
        paths::edit_method(self.path_dict_mut()?, path, method, |definition| {
            definition.update(&Dict::new(cause).with(REQUEST_VALIDATOR, name));
            Ok(())
        })
    }

    /// Declares parameters of the request.
    pub(crate) fn add_request_parameters(
        &mut self,
        path: &str,
        method: &str,
        parameters: &[RequestParameter],
    ) -> Result<(), Cause> {
        paths::edit_method(self.path_dict_mut()?, path, method, |definition| {
            let mut declared = definition.get("parameters").cloned();
            for parameter in parameters {
                let declared = declared.get_or_insert_with(|| Doc::list(Vec::new(), &parameter.origin));
                declared.as_list_mut().into_iter().for_each(|list| list.push(Doc::Dict(parameter.declaration())));
                if parameter.caching {
                    parameter.add_to_cache_key(definition);
                }
            }
            if let Some(declared) = declared {
                definition.insert("parameters", declared);
            }
            Ok(())
        })
    }
}

impl RequestParameter {
    fn declaration(&self) -> Dict {
        let name = self.name.text.replace("method.request.", "");
        let (location, name) = name.split_once('.').unwrap_or((&name, ""));
        let text = |text: &str| Doc::text_like(text, self.name.unicode, &self.origin);
        let location = if location == "querystring" { Doc::text("query", &self.origin) } else { text(location) };
        Dict::new(&self.origin)
            .with("in", location)
            .with("name", text(name))
            .with("required", &self.required)
            .with("type", "string")
    }

    fn add_to_cache_key(&self, definition: &mut Dict) {
        let Some(integration) = definition.dict_mut(super::INTEGRATION) else { return };
        let empty = || Doc::list(Vec::new(), &self.origin);
        let names = integration.get_or_insert_with("cacheKeyParameters", empty).and_then(Doc::as_list_mut);
        let name = Doc::text_like(Key::clone(&self.name).text, self.name.unicode, &self.origin);
        names.into_iter().for_each(|names| names.push(name.clone()));
    }
}

fn set_endpoint(holder: &mut Dict, disabled: &Doc) -> Result<(), String> {
    let cause = disabled.origin();
    let configuration = holder.get_or_insert_with(ENDPOINT_CONFIGURATION, || Doc::Dict(Dict::plain(cause)));
    let configuration = configuration.and_then(Doc::as_dict_mut);
    let configuration =
        configuration.ok_or_else(|| format!("The value of '{ENDPOINT_CONFIGURATION}' should be a map"))?;
    configuration.insert("disableExecuteApiEndpoint", disabled.clone());
    Ok(())
}

fn add_body_parameter(definition: &mut Dict, model: &str, required: Option<&Doc>, cause: &Origin) {
    let schema = Dict::plain(cause).with("$ref", format!("#/definitions/{model}"));
    let mut parameter =
        Dict::new(cause).with("in", "body").with("name", Doc::unicode(model, cause)).with("schema", schema);
    if let Some(required) = required {
        parameter.insert("required", required.clone());
    }
    let declared = definition.get_or_insert_with("parameters", || Doc::list(Vec::new(), cause));
    declared.and_then(Doc::as_list_mut).into_iter().for_each(|list| list.push(Doc::Dict(parameter.clone())));
}

fn request_body(model: &str, required: Option<&Doc>, cause: &Origin) -> Dict {
    let schema = Dict::plain(cause).with("$ref", format!("#/components/schemas/{model}"));
    let json = Dict::plain(cause).with("schema", schema);
    let body = Dict::plain(cause).with("content", Dict::plain(cause).with("application/json", json));
    match required {
        Some(required) => body.with("required", required),
        None => body,
    }
}

fn unescaped(value: &Doc) -> Doc {
    match value {
        Doc::Dict(dict) => {
            let mut copy = Dict::new(&dict.origin);
            for (key, value) in dict.iter() {
                copy.insert(Key::unicode(key.text.replace("~1", "/")), unescaped(value));
            }
            Doc::Dict(copy)
        }
        Doc::List { items, origin } => Doc::list(items.iter().map(unescaped).collect(), origin),
        Doc::Leaf { node, .. } => match node.as_str() {
            Some(text) => Doc::unicode(text.replace("~1", "/"), &node.origin),
            None => value.clone(),
        },
    }
}
