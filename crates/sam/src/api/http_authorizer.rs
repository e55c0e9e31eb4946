//! Authorizers of HTTP APIs.

use super::authorizer::function_uri;
use super::body::not_a_map;
use crate::error::{Cause, Expected};
use crate::expect::Subject;
use crate::py27::{Dict, Doc, Key};
use crate::resource::{Resource, SamResource};

const AUTHORIZER: &str = "x-amazon-apigateway-authorizer";
/// Settings, and what they are for when they stand in another kind of authorizer.
const SETTINGS: [(&str, &str); 9] = [
    ("AuthorizationScopes", "OAuth2 Authorizer"),
    ("JwtConfiguration", "OAuth2 Authorizer"),
    ("IdentitySource", "OAuth2 Authorizer. For Lambda Authorizer, use the 'Identity' property instead"),
    ("FunctionArn", "Lambda Authorizer"),
    ("FunctionInvokeRole", "Lambda Authorizer"),
    ("Identity", "Lambda Authorizer"),
    ("AuthorizerPayloadFormatVersion", "Lambda Authorizer"),
    ("EnableSimpleResponses", "Lambda Authorizer"),
    ("EnableFunctionDefaultPermissions", "Lambda Authorizer"),
];
const OF_TOKENS: [&str; 3] = ["AuthorizationScopes", "JwtConfiguration", "IdentitySource"];

/// What decides about a caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A token.
    Jwt,
    /// A function.
    Function,
    /// A signature.
    Iam,
}

/// One authorizer, checked.
#[derive(Debug)]
pub(super) struct Authorizer {
    pub(super) name: Key,
    kind: Kind,
    settings: Dict,
}

/// Reads `Auth`: the authorizers, and the one for signed requests where it is enabled.
pub(super) fn read(logical_id: &str, auth: &Dict) -> Result<Vec<Authorizer>, Cause> {
    let mut found = Vec::new();
    if let Some(enabled) = auth.get("EnableIamAuthorizer").filter(|flag| flag.as_bool() == Some(true)) {
        let settings = Dict::plain(&enabled.origin().derived("EnableIamAuthorizer"));
        found.push(Authorizer { name: Key::from("AWS_IAM"), kind: Kind::Iam, settings });
    }
    let Some(written) = auth.get_truthy("Authorizers") else { return Ok(found) };
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
    Ok(found)
}

/// Permissions for API Gateway to call the functions of authorizers, where they are asked for.
pub(super) fn permissions(resource: &SamResource) -> Result<Vec<Resource>, Cause> {
    let Some(Doc::Dict(auth)) = resource.set("Auth").map(Doc::from_template) else { return Ok(Vec::new()) };
    let authorizers = read(&resource.logical_id, &auth)?;
    Ok(authorizers.iter().filter_map(|authorizer| authorizer.permission(resource)).collect())
}

impl Authorizer {
    fn read(logical_id: &str, name: &Key, settings: &Dict) -> Result<Self, Cause> {
        let text = &name.text;
        let fault = |message: String| Cause::resource(logical_id, message).at(&settings.origin);
        if settings.contains("OpenIdConnectUrl") {
            return Err(fault(format!(
                "'OpenIdConnectUrl' is no longer a supported property for authorizer '{text}'. Please refer to the AWS \
                 SAM documentation."
            )));
        }
        let jwt = settings.get_truthy("JwtConfiguration");
        if let Some(odd) = jwt.filter(|jwt| jwt.as_dict().is_none()) {
            return Err(not_a_map(Subject::Resource(logical_id), "JwtConfiguration", odd));
        }
        let kind = if jwt.is_some() { Kind::Jwt } else { Kind::Function };
        check_settings(logical_id, kind, settings)?;
        let required: &[&str] = match kind {
            Kind::Jwt => &["IdentitySource"],
            Kind::Function => &["FunctionArn", "AuthorizerPayloadFormatVersion"],
            Kind::Iam => &[],
        };
        let noun = if kind == Kind::Jwt { "OAuth2" } else { "Lambda" };
        if let Some(missing) = required.iter().find(|name| settings.get_truthy(name).is_none()) {
            return Err(fault(format!("{text} {noun} Authorizer must define '{missing}'.")));
        }
        let enabled = settings.get("EnableFunctionDefaultPermissions").filter(|flag| !flag.is_null());
        if let Some(odd) = enabled.filter(|flag| flag.as_bool().is_none()) {
            let path = format!("Authorizers.{text}.EnableFunctionDefaultPermissions");
            return Err(Subject::Resource(logical_id).wrong(&path, Expected::Boolean, None).at(odd.origin()));
        }
        Ok(Self { name: name.clone(), kind, settings: settings.clone() })
    }

    /// The scopes a token must have.
    pub(super) fn scopes(&self) -> Option<&Doc> {
        self.settings.get("AuthorizationScopes").filter(|scopes| !scopes.is_null())
    }

    /// The security scheme of the document.
    pub(super) fn scheme(&self, logical_id: &str, partition: &str) -> Result<Dict, Cause> {
        let cause = self.settings.origin.derived("authorizer");
        let key = |name: &str| Dict::plain(&cause).with("type", "apiKey").with("name", name).with("in", "header");
        match self.kind {
            Kind::Iam => Ok(key("Authorization").with("x-amazon-apigateway-authtype", "awsSigv4")),
            Kind::Jwt => Ok(Dict::plain(&cause).with("type", "oauth2").with(AUTHORIZER, self.token())),
            Kind::Function => Ok(key("Unused").with(AUTHORIZER, self.function(logical_id, partition)?)),
        }
    }

    fn token(&self) -> Dict {
        let cause = self.settings.origin.derived("authorizer");
        let mut configuration = Dict::plain(&cause);
        if let Some(written) = self.settings.get("JwtConfiguration").and_then(Doc::as_dict) {
            configuration = Dict::plain(&written.origin);
            for (key, value) in written.iter() {
                configuration.insert(Key { text: key.text.to_lowercase().into(), unicode: key.unicode }, value.clone());
            }
        }
        let dict = Dict::plain(&cause).with("jwtConfiguration", configuration);
        match self.settings.get("IdentitySource") {
            Some(source) => dict.with("identitySource", source).with("type", "jwt"),
            None => dict.with("type", "jwt"),
        }
    }

    fn function(&self, logical_id: &str, partition: &str) -> Result<Dict, Cause> {
        let cause = self.settings.origin.derived("authorizer");
        let function = self.settings.get("FunctionArn").cloned().unwrap_or_else(|| Doc::null(&cause));
        let uri = function_uri(partition, function, &self.settings);
        let mut dict = Dict::plain(&cause).with("type", "request").with("authorizerUri", uri);
        let role = self.settings.get_truthy("FunctionInvokeRole").filter(|role| role.as_str() != Some("NONE"));
        if let Some(role) = role {
            dict.insert("authorizerCredentials", role.clone());
        }
        if let Some(identity) = self.settings.get_truthy("Identity") {
            self.add_identity(&mut dict, logical_id, identity)?;
        }
        let passed = [
            ("authorizerPayloadFormatVersion", "AuthorizerPayloadFormatVersion"),
            ("enableSimpleResponses", "EnableSimpleResponses"),
        ];
        for (key, name) in passed {
            if let Some(value) = self.settings.get_truthy(name) {
                dict.insert(key, value.clone());
            }
        }
        Ok(dict)
    }

    fn add_identity(&self, dict: &mut Dict, logical_id: &str, identity: &Doc) -> Result<(), Cause> {
        const PARTS: [(&str, &str); 4] = [
            ("$request.header.", "Headers"),
            ("$request.querystring.", "QueryStrings"),
            ("$stageVariables.", "StageVariables"),
            ("$context.", "Context"),
        ];
        let subject = Subject::Resource(logical_id);
        let name = &self.name.text;
        let path = format!("Auth.Authorizers.{name}.Identity");
        let map = identity.as_dict().ok_or_else(|| not_a_map(subject, &path, identity))?;
        if let Some(ttl) = map.get("ReauthorizeEvery").filter(|ttl| !ttl.is_null()) {
            dict.insert("authorizerResultTtlInSeconds", ttl.clone());
        }
        let mut sources = Vec::new();
        for (prefix, part) in PARTS {
            let Some(values) = map.get_truthy(part) else { continue };
            let path = format!("Authorizers.{name}.Identity.{part}");
            let wrong = || subject.wrong(&path, Expected::List, None).at(values.origin());
            for (index, value) in values.as_list().ok_or_else(wrong)?.iter().enumerate() {
                let place = format!("{path}[{index}]");
                let wrong = || subject.wrong(&place, Expected::Text, None).at(value.origin());
                let text = value.as_str().ok_or_else(wrong)?;
                sources.push(Doc::text(format!("{prefix}{text}"), &value.origin().derived("authorizer")));
            }
        }
        dict.insert("identitySource", Doc::list(sources, &map.origin));
        Ok(())
    }

    fn permission(&self, resource: &SamResource) -> Option<Resource> {
        let function = self.settings.get_truthy("FunctionArn")?;
        self.settings.get_truthy("EnableFunctionDefaultPermissions")?;
        let name = &self.name.text;
        let partition = "${AWS::Partition}";
        Some(super::authorizer::permission(resource, name, partition, function.to_node(), &self.settings))
    }
}

fn check_settings(logical_id: &str, kind: Kind, settings: &Dict) -> Result<(), Cause> {
    let fault = |message: String, value: &Doc| Err(Cause::resource(logical_id, message).at(value.origin()));
    let set = |name: &str| settings.get(name).filter(|value| !value.is_null());
    if let Some(odd) = set("AuthorizationScopes").filter(|scopes| scopes.as_list().is_none()) {
        return fault("AuthorizationScopes must be a list.".to_owned(), odd);
    }
    for (name, purpose) in SETTINGS {
        let belongs = (kind == Kind::Jwt) == OF_TOKENS.contains(&name);
        // An empty token configuration makes it a function's authorizer and counts as absent.
        let value = set(name).filter(|value| name != "JwtConfiguration" || value.is_truthy());
        if let Some(value) = value.filter(|_| !belongs) {
            return fault(format!("{name} is only supported for {purpose}."), value);
        }
    }
    Ok(())
}
