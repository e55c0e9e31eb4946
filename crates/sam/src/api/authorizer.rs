//! Authorizers of REST APIs.

use syntax::Node;

use super::body::not_a_map;
use crate::context::Context;
use crate::error::{Cause, Expected};
use crate::expect::Subject;
use crate::openapi::sub;
use crate::py27::{Dict, Doc, Key};
use crate::resource::{Resource, SamResource};
use crate::values;

const AUTHORIZER: &str = "x-amazon-apigateway-authorizer";

/// What decides about a caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A user pool.
    Cognito,
    /// A function that sees one header.
    Token,
    /// A function that sees the request.
    Request,
    /// A signature.
    Iam,
}

/// One authorizer, checked.
#[derive(Debug)]
pub(super) struct Authorizer {
    pub(super) name: Key,
    /// The scopes a token must have.
    pub(super) scopes: Option<Doc>,
    kind: Kind,
    settings: Dict,
}

/// Reads `Auth.Authorizers`, in the order of Python's dictionary; with `AWS_IAM` as the default there is one more.
pub(super) fn read(logical_id: &str, written: Option<&Doc>, default: Option<&Doc>) -> Result<Vec<Authorizer>, Cause> {
    let iam = default.filter(|default| default.as_str() == Some("AWS_IAM"));
    let written = written.filter(|written| written.is_truthy());
    let mut found: Vec<Authorizer> = iam.map(Authorizer::iam).into_iter().collect();
    if let Some(written) = written {
        let subject = Subject::Resource(logical_id);
        let dict = written.as_dict().ok_or_else(|| not_a_map(subject, "Auth.Authorizers", written))?;
        for (name, settings) in dict.iter() {
            let path = format!("Auth.Authorizers.{}", name.text);
            let settings = settings.as_dict().ok_or_else(|| not_a_map(subject, &path, settings))?;
            let read = Authorizer::read(logical_id, name, settings)?;
            match found.iter_mut().find(|held| held.name.text == name.text) {
                Some(held) => *held = read,
                None => found.push(read),
            }
        }
    }
    Ok(in_order(found))
}

fn in_order(found: Vec<Authorizer>) -> Vec<Authorizer> {
    let Some(first) = found.first() else { return found };
    let mut order = Dict::new(&first.settings.origin);
    found.iter().for_each(|one| order.insert(&one.name, Doc::null(&one.settings.origin)));
    let keys = order.keys();
    let place = |one: &Authorizer| keys.iter().position(|key| key.text == one.name.text);
    let mut found = found;
    found.sort_by_key(place);
    found
}

/// Permissions for API Gateway to call the functions of authorizers.
pub(super) fn permissions(resource: &SamResource, context: &Context<'_>) -> Result<Vec<Resource>, Cause> {
    let Some(auth) = resource.set("Auth").map(Doc::from_template) else { return Ok(Vec::new()) };
    let authorizers = read(&resource.logical_id, auth.get("Authorizers"), None)?;
    let partition = &context.options.partition;
    Ok(authorizers.iter().filter_map(|authorizer| authorizer.permission(resource, partition)).collect())
}

impl Authorizer {
    fn iam(default: &Doc) -> Self {
        let origin = default.origin().derived("DefaultAuthorizer");
        let name = Key { text: "AWS_IAM".into(), unicode: default.is_unicode() };
        Self { name, scopes: None, kind: Kind::Iam, settings: Dict::new(&origin) }
    }

    fn read(logical_id: &str, name: &Key, settings: &Dict) -> Result<Self, Cause> {
        let text = &name.text;
        let fault = |message: String| Cause::resource(logical_id, message).at(&settings.origin);
        let payload = settings.get("FunctionPayloadType").filter(|kind| !kind.is_null());
        let kind = match payload.map(|payload| (payload, payload.as_str())) {
            None | Some((_, Some("TOKEN"))) => Kind::Token,
            Some((_, Some("REQUEST"))) => Kind::Request,
            Some((other, _)) => {
                return Err(fault(format!("{text} Authorizer has invalid 'FunctionPayloadType': {other}.")));
            }
        };
        if kind == Kind::Request && lacks_identity(logical_id, text, settings.get("Identity"))? {
            return Err(fault(format!(
                "{text} Authorizer must specify Identity with at least one of Headers, QueryStrings, StageVariables, or \
                 Context."
            )));
        }
        let subject = Subject::Resource(logical_id);
        let scopes = settings.get("AuthorizationScopes").filter(|scopes| !scopes.is_null());
        if let Some(odd) = scopes.filter(|scopes| scopes.as_list().is_none()) {
            let path = format!("Authorizers.{text}.AuthorizationScopes");
            return Err(subject.wrong(&path, Expected::List, None).at(odd.origin()));
        }
        let disabled = settings.get("DisableFunctionDefaultPermissions").filter(|value| !value.is_null());
        if let Some(odd) = disabled.filter(|value| value.as_bool().is_none()) {
            let path = format!("Authorizers.{text}.DisableFunctionDefaultPermissions");
            return Err(subject.wrong(&path, Expected::Boolean, None).at(odd.origin()));
        }
        let cognito = settings.get_truthy("UserPoolArn").is_some();
        Ok(Self {
            name: name.clone(),
            scopes: scopes.cloned(),
            kind: if cognito { Kind::Cognito } else { kind },
            settings: settings.clone(),
        })
    }

    /// The payload type as written; user pools keep it too.
    fn sees_request(&self) -> bool {
        self.settings.get("FunctionPayloadType").and_then(Doc::as_str) == Some("REQUEST")
    }

    fn identity(&self) -> Option<&Dict> {
        self.settings.get_truthy("Identity").and_then(Doc::as_dict)
    }

    /// The security scheme of the document.
    pub(super) fn scheme(&self, logical_id: &str, partition: &str) -> Result<Dict, Cause> {
        let cause = self.settings.origin.derived("authorizer");
        let header = match self.kind {
            Kind::Request => Doc::text("Unused", &cause),
            _ => self.header(logical_id)?,
        };
        let authtype = match self.kind {
            Kind::Iam => "awsSigv4",
            Kind::Cognito => "cognito_user_pools",
            Kind::Token | Kind::Request => "custom",
        };
        let scheme = Dict::new(&cause)
            .with("type", "apiKey")
            .with("name", header)
            .with("in", "header")
            .with("x-amazon-apigateway-authtype", authtype);
        let authorizer = match self.kind {
            Kind::Iam => return Ok(scheme),
            Kind::Cognito => self.user_pools(),
            Kind::Token | Kind::Request => self.function(logical_id, partition)?,
        };
        let expression = self.identity().and_then(|identity| identity.get_truthy("ValidationExpression"));
        let authorizer = match expression.filter(|_| self.kind != Kind::Request) {
            Some(expression) => authorizer.with("identityValidationExpression", expression),
            None => authorizer,
        };
        Ok(scheme.with(AUTHORIZER, authorizer))
    }

    fn header(&self, logical_id: &str) -> Result<Doc, Cause> {
        if let Some(odd) = self.settings.get_truthy("Identity").filter(|identity| identity.as_dict().is_none()) {
            let message = "Auth.Authorizers.<Authorizer>.Identity must be a dict (LambdaTokenAuthorizationIdentity, \
                           LambdaRequestAuthorizationIdentity or CognitoAuthorizationIdentity).";
            return Err(Cause::resource(logical_id, message).at(odd.origin()));
        }
        let written = self.identity().and_then(|identity| identity.get_truthy("Header"));
        let default = || Doc::text("Authorization", &self.settings.origin.derived("authorizer"));
        Ok(written.cloned().unwrap_or_else(default))
    }

    fn user_pools(&self) -> Dict {
        let cause = self.settings.origin.derived("authorizer");
        let pools = match self.settings.get("UserPoolArn") {
            Some(pools @ Doc::List { .. }) => pools.clone(),
            Some(pool) => Doc::list(vec![pool.clone()], &cause),
            None => Doc::list(Vec::new(), &cause),
        };
        Dict::new(&cause).with("type", "cognito_user_pools").with("providerARNs", pools)
    }

    fn function(&self, logical_id: &str, partition: &str) -> Result<Dict, Cause> {
        let cause = self.settings.origin.derived("authorizer");
        let kind = if self.kind == Kind::Request { "request" } else { "token" };
        let mut authorizer = Dict::new(&cause);
        authorizer.update(&Dict::plain(&cause).with("type", kind));
        let function = self.settings.get("FunctionArn").cloned().unwrap_or_else(|| Doc::null(&cause));
        authorizer.insert("authorizerUri", function_uri(partition, function, &self.settings));
        let ttl = self.identity().and_then(|identity| identity.get("ReauthorizeEvery"));
        if let Some(ttl) = ttl.filter(|ttl| !ttl.is_null()) {
            authorizer.insert("authorizerResultTtlInSeconds", ttl.clone());
        }
        let role = self.settings.get_truthy("FunctionInvokeRole").filter(|role| role.as_str() != Some("NONE"));
        if let Some(role) = role {
            authorizer.insert("authorizerCredentials", role.clone());
        }
        if self.sees_request()
            && let Some(source) = self.identity_source(logical_id)?
        {
            authorizer.insert("identitySource", source);
        }
        Ok(authorizer)
    }

    /// What of the request identifies the caller, as one text.
    fn identity_source(&self, logical_id: &str) -> Result<Option<Doc>, Cause> {
        const PARTS: [(&str, &str); 4] = [
            ("Headers", "method.request.header."),
            ("QueryStrings", "method.request.querystring."),
            ("StageVariables", "stageVariables."),
            ("Context", "context."),
        ];
        let Some(identity) = self.identity() else { return Ok(None) };
        let subject = Subject::Resource(logical_id);
        let mut sources: Vec<String> = Vec::new();
        let mut unicode = false;
        for (name, prefix) in PARTS {
            let Some(values) = identity.get_truthy(name) else { continue };
            let path = format!("Auth.Authorizers.{}.Identity.{name}", self.name.text);
            let list = values.as_list();
            let list = list.ok_or_else(|| subject.wrong(&path, Expected::List, None).at(values.origin()))?;
            for (index, value) in list.iter().enumerate() {
                let place = format!("{path}[{index}]");
                let wrong = || subject.wrong(&place, Expected::Text, None).at(value.origin());
                sources.push(format!("{prefix}{}", value.as_str().ok_or_else(wrong)?));
                unicode |= value.is_unicode();
            }
        }
        let origin = identity.origin.derived("authorizer");
        Ok((!sources.is_empty()).then(|| Doc::text_like(sources.join(", "), unicode, &origin)))
    }

    fn permission(&self, resource: &SamResource, partition: &str) -> Option<Resource> {
        let function = self.settings.get_truthy("FunctionArn")?;
        if self.settings.get_truthy("DisableFunctionDefaultPermissions").is_some() {
            return None;
        }
        Some(permission(resource, &self.name.text, partition, function.to_node(), &self.settings))
    }
}

/// The permission for API Gateway to call the function of an authorizer of an API.
pub(super) fn permission(
    resource: &SamResource,
    name: &str,
    partition: &str,
    function: Node,
    settings: &Dict,
) -> Resource {
    let origin = settings.origin.derived("authorizer permission");
    let id = format!("{}{name}AuthorizerPermission", resource.logical_id);
    let arn = format!("arn:{partition}:execute-api:${{AWS::Region}}:${{AWS::AccountId}}:${{__ApiId__}}/authorizers/*");
    let api = values::reference(&resource.logical_id, &origin);
    let mut made = Resource::new(id, "AWS::Lambda::Permission", &origin).with_attributes(resource.passed_attributes());
    made.set("Action", "lambda:InvokeFunction");
    made.set("FunctionName", function);
    made.set("Principal", "apigateway.amazonaws.com");
    made.set("SourceArn", super::sub_with(arn, "__ApiId__", api, &origin));
    made
}

/// The URI by which API Gateway calls the function of an authorizer.
pub(super) fn function_uri(partition: &str, function: Doc, settings: &Dict) -> Doc {
    let cause = settings.origin.derived("authorizer");
    let arn = format!(
        "arn:{partition}:apigateway:${{AWS::Region}}:lambda:path/2015-03-31/functions/${{__FunctionArn__}}/invocations"
    );
    let variables = Dict::plain(&cause).with("__FunctionArn__", function);
    sub(Doc::text(arn, &cause), Some(variables), &cause)
}

/// Whether nothing of the request identifies the caller although answers are kept.
fn lacks_identity(logical_id: &str, name: &str, identity: Option<&Doc>) -> Result<bool, Cause> {
    let Some(identity) = identity.filter(|identity| identity.is_truthy()) else { return Ok(true) };
    let path = format!("Authorizer.{name}.Identity");
    let dict = identity.as_dict().ok_or_else(|| not_a_map(Subject::Resource(logical_id), &path, identity))?;
    let parts = ["Headers", "QueryStrings", "StageVariables", "Context"];
    let missing = parts.iter().all(|part| dict.get_truthy(part).is_none());
    let ttl = dict.get("ReauthorizeEvery").and_then(|ttl| ttl.to_node().as_int());
    Ok(ttl.is_none_or(|ttl| ttl > 0) && missing)
}
