//! The settings of a REST API that become part of its document.

use source::Origin;

use super::{authorizer, gateway_response};
use crate::context::Context;
use crate::error::{Cause, CauseKind, Expected};
use crate::expect::Subject;
use crate::openapi::{RestCors, RestDocument, postprocess};
use crate::py27::{Dict, Doc};
use crate::resource::SamResource;

const CORS_KEYS: [&str; 5] = ["AllowMethods", "AllowHeaders", "AllowOrigin", "MaxAge", "AllowCredentials"];
pub(super) const AUTH_KEYS: [&str; 8] = [
    "Authorizers",
    "DefaultAuthorizer",
    "InvokeRole",
    "AddDefaultAuthorizerToCorsPreflight",
    "AddApiKeyRequiredToCorsPreflight",
    "ApiKeyRequired",
    "ResourcePolicy",
    "UsagePlan",
];
const ANY_ORIGIN: &str = "'*'";

/// A value at `path` should be a mapping and is not.
pub(super) fn not_a_map(subject: Subject<'_>, path: &str, value: &Doc) -> Cause {
    subject.wrong(path, Expected::Map, None).at(value.origin())
}

/// The document with everything in it that the properties ask for; `None` for an API without a document in the template.
pub(super) fn complete(resource: &SamResource, body: Option<Doc>, context: &Context<'_>) -> Result<Option<Doc>, Cause> {
    let mut build = Build { resource, body, context };
    build.add_cors()?;
    build.add_auth()?;
    build.add_gateway_responses()?;
    build.add_binary_media_types()?;
    build.add_models()?;
    build.disable_default_endpoint()?;
    if resource.set("DefinitionUri").is_none() {
        build.postprocess()?;
    }
    Ok(build.body)
}

struct Build<'b> {
    resource: &'b SamResource,
    body: Option<Doc>,
    context: &'b Context<'b>,
}

impl Build<'_> {
    fn property(&self, name: &str) -> Option<Doc> {
        let node = self.resource.set(name)?;
        Some(self.context.apis.definitions.property(&self.resource.logical_id, name, node))
    }

    fn fault(&self, message: impl Into<String>, origin: &Origin) -> Cause {
        Cause::resource(self.resource.logical_id.clone(), message).at(origin)
    }

    fn body_or(&self, message: &str, origin: &Origin) -> Result<&Doc, Cause> {
        self.body.as_ref().ok_or_else(|| self.fault(message, origin))
    }

    fn require_valid(&self, body: &Doc, what: &str, origin: &Origin) -> Result<(), Cause> {
        if RestDocument::is_valid(body) {
            return Ok(());
        }
        let message =
            format!("Unable to add {what} because 'DefinitionBody' does not contain a valid Swagger definition.");
        Err(self.fault(message, origin))
    }

    fn postprocess(&mut self) -> Result<(), Cause> {
        let version = self.property("OpenApiVersion");
        match self.body.as_mut().and_then(Doc::as_dict_mut) {
            Some(root) => postprocess(root, version.as_ref(), self.context.options.feature_toggles),
            None => Ok(()),
        }
    }

    fn add_cors(&mut self) -> Result<(), Cause> {
        let Some(cors) = self.property("Cors") else { return Ok(()) };
        let origin = cors.origin().clone();
        let body =
            self.body_or("Cors works only with inline Swagger specified in 'DefinitionBody' property.", &origin)?;
        let cause = origin.derived("Cors");
        let settings = self.cors_settings(&cors, &cause)?;
        self.require_valid(body, "Cors configuration", &origin)?;
        if settings.allow_credentials && settings.allow_origin.as_ref().and_then(Doc::as_str) == Some(ANY_ORIGIN) {
            let message = "Unable to add Cors configuration because 'AllowCredentials' can not be true when \
                           'AllowOrigin' is \"'*'\" or not set";
            return Err(self.fault(message, &origin));
        }
        let mut document = RestDocument::open(body)?;
        let mut seen: Vec<String> = Vec::new();
        for path in document.paths() {
            let trimmed = if &*path.text == "/" { "/" } else { path.text.trim_end_matches('/') }.to_owned();
            if seen.contains(&trimmed) {
                continue;
            }
            seen.push(trimmed);
            document.add_cors(&path.text, &settings).map_err(|cause| match cause.kind {
                CauseKind::Template if !cause.aborts => self.fault(cause.text(), &origin),
                _ => cause,
            })?;
        }
        self.body = Some(Doc::Dict(document.close()));
        Ok(())
    }

    fn cors_settings<'o>(&self, cors: &Doc, cause: &'o Origin) -> Result<RestCors<'o>, Cause> {
        let single = cors.as_str().is_some() || cors.intrinsic().is_some();
        let dict = cors.as_dict().filter(|_| !single);
        if let Some(key) = dict.and_then(|d| d.keys().into_iter().find(|key| !CORS_KEYS.contains(&&*key.text))) {
            return Err(self.fault(format!("Invalid key '{}' for 'Cors' property.", key.text), cors.origin()));
        }
        let value = |name: &str| dict.and_then(|dict| dict.get_truthy(name)).cloned();
        let given = dict.and_then(|dict| dict.get("AllowOrigin"));
        let allow_origin = match given {
            _ if single => Some(cors.clone()),
            Some(given) => Some(given.clone()).filter(Doc::is_truthy),
            None => Some(Doc::text(ANY_ORIGIN, cause)),
        };
        Ok(RestCors {
            allow_origin,
            allow_headers: value("AllowHeaders"),
            allow_methods: value("AllowMethods"),
            max_age: dict.and_then(|dict| dict.get("MaxAge")).filter(|age| !age.is_null()).cloned(),
            allow_credentials: dict.and_then(|dict| dict.get("AllowCredentials")?.as_bool()) == Some(true),
            cause,
        })
    }

    fn add_auth(&mut self) -> Result<(), Cause> {
        let Some(Doc::Dict(auth)) = self.property("Auth") else { return Ok(()) };
        let origin = auth.origin.clone();
        let body =
            self.body_or("Auth works only with inline Swagger specified in 'DefinitionBody' property.", &origin)?;
        if auth.keys().iter().any(|key| !AUTH_KEYS.contains(&&*key.text)) {
            return Err(self.fault("Invalid value for 'Auth' property", &origin));
        }
        self.require_valid(body, "Auth configuration", &origin)?;
        let mut document = RestDocument::open(body)?;
        self.add_authorizers(&mut document, &auth)?;
        if let Some(required) = auth.get_truthy("ApiKeyRequired") {
            let cause = required.origin().derived("ApiKeyRequired");
            document.add_api_key(&cause)?;
            let preflight = auth.get("AddApiKeyRequiredToCorsPreflight").is_none_or(Doc::is_truthy);
            for path in document.paths() {
                document.set_default_api_key(&path.text, preflight, &cause)?;
            }
        }
        if let Some(policy) = auth.get_truthy("ResourcePolicy") {
            self.add_resource_policy(&mut document, policy)?;
        }
        self.body = Some(Doc::Dict(document.close()));
        self.postprocess()
    }

    fn add_authorizers(&self, document: &mut RestDocument, auth: &Dict) -> Result<(), Cause> {
        let id = &self.resource.logical_id;
        let default = auth.get("DefaultAuthorizer");
        let authorizers = authorizer::read(id, auth.get("Authorizers"), default)?;
        if authorizers.is_empty() {
            return Ok(());
        }
        let partition = &self.context.options.partition;
        let schemes: Result<Vec<_>, Cause> =
            authorizers.iter().map(|one| Ok((one.name.clone(), one.scheme(id, partition)?))).collect();
        document.add_authorizers(schemes?)?;
        let Some(default) = default.filter(|default| default.is_truthy()) else { return Ok(()) };
        let Some(name) = default.as_str() else {
            return Err(self.fault("DefaultAuthorizer is not a string.", default.origin()));
        };
        let chosen = authorizers.iter().find(|one| *one.name.text == *name);
        if chosen.is_none() && name != "AWS_IAM" {
            let message = format!("Unable to set DefaultAuthorizer because '{name}' was not defined in 'Authorizers'.");
            return Err(self.fault(message, default.origin()));
        }
        let none = Doc::list(Vec::new(), default.origin());
        let scopes = chosen.and_then(|one| one.scopes.clone()).unwrap_or(none);
        let names: Vec<_> = authorizers.iter().map(|one| one.name.clone()).collect();
        let preflight = auth.get("AddDefaultAuthorizerToCorsPreflight").is_none_or(Doc::is_truthy);
        for path in document.paths() {
            document.set_default_authorizer(&path.text, default, &names, &scopes, preflight)?;
        }
        Ok(())
    }

    fn add_resource_policy(&self, document: &mut RestDocument, policy: &Doc) -> Result<(), Cause> {
        let message = "ResourcePolicy must be a map (ResourcePolicyStatement).";
        let policy = policy.as_dict().ok_or_else(|| Cause::document(message).at(policy.origin()))?;
        let unicode = !self.context.apis.definitions.is_implicit(&self.resource.logical_id);
        let stage = match self.resource.get("StageName") {
            Some(stage) if unicode => Doc::from_template(stage),
            Some(stage) => Doc::from_transform(stage),
            None => Doc::null(&policy.origin),
        };
        for path in document.paths() {
            document.add_resource_policy(policy, &path, &stage)?;
        }
        if let Some(statements) = policy.get_truthy("CustomStatements") {
            document.add_custom_statements(statements);
        }
        Ok(())
    }

    fn add_gateway_responses(&mut self) -> Result<(), Cause> {
        let Some(Doc::Dict(responses)) = self.property("GatewayResponses") else { return Ok(()) };
        let message = "GatewayResponses works only with inline Swagger specified in 'DefinitionBody' property.";
        let body = self.body_or(message, &responses.origin)?;
        let id = &self.resource.logical_id;
        gateway_response::check_keys(id, &responses)?;
        self.require_valid(body, "Auth configuration", &responses.origin)?;
        let mut document = RestDocument::open(body)?;
        document.add_described_responses(id, &responses)?;
        self.body = Some(Doc::Dict(document.close()));
        Ok(())
    }

    fn add_binary_media_types(&mut self) -> Result<(), Cause> {
        let (Some(types), Some(body)) = (self.property("BinaryMediaTypes"), &self.body) else { return Ok(()) };
        let mut document = RestDocument::open(body)?;
        document.add_binary_media_types(&types);
        self.body = Some(Doc::Dict(document.close()));
        Ok(())
    }

    fn add_models(&mut self) -> Result<(), Cause> {
        let Some(Doc::Dict(models)) = self.property("Models") else { return Ok(()) };
        let origin = models.origin.clone();
        let body =
            self.body_or("Models works only with inline Swagger specified in 'DefinitionBody' property.", &origin)?;
        self.require_valid(body, "Models definitions", &origin)?;
        if models.iter().any(|(_, model)| model.as_dict().is_none()) {
            return Err(self.fault("Invalid value for 'Models' property", &origin));
        }
        let mut document = RestDocument::open(body)?;
        document.add_models(&models)?;
        self.body = Some(Doc::Dict(document.close()));
        self.postprocess()
    }

    fn disable_default_endpoint(&mut self) -> Result<(), Cause> {
        let Some(disabled) = self.resource.get("DisableExecuteApiEndpoint") else { return Ok(()) };
        let message = "DisableExecuteApiEndpoint works only within 'DefinitionBody' property.";
        let body = self.body_or(message, &disabled.origin)?;
        let mut document = RestDocument::open(body)?;
        document.set_default_endpoint_disabled(&Doc::from_template(disabled))?;
        self.body = Some(Doc::Dict(document.close()));
        Ok(())
    }
}
