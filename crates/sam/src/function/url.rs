//! `FunctionUrlConfig`: the URL of a function, and the permissions that make it public.

use syntax::{Map, Node, Value};

use crate::error::Cause;
use crate::expect::{self, Subject};
use crate::resource::{Resource, SamResource};
use crate::values;

/// The URL of a function, and who may call it.
pub(super) fn build(resource: &SamResource, callee: &Resource) -> Result<Vec<Resource>, Cause> {
    let Some(config) = resource.set("FunctionUrlConfig") else { return Ok(Vec::new()) };
    check_auth_type(resource, config)?;
    check_cors(resource, config)?;
    let origin = config.origin.derived("function URL");
    let target = values::reference(&callee.logical_id, &origin);
    let make = |suffix: &str, kind: &'static str, origin: &source::Origin| {
        let id = format!("{}{suffix}", resource.logical_id);
        Resource::new(id, kind, origin).with_attributes(resource.passed_attributes())
    };
    let mut url = make("Url", "AWS::Lambda::Url", &origin);
    url.set("TargetFunctionArn", &target);
    let properties = config.as_map().cloned().unwrap_or_default();
    url.take(&properties, &["AuthType", "InvokeMode"]);
    url.set_opt("Cors", values::set(config.get("Cors")));
    let Some(auth_type) = config.get("AuthType").filter(|auth| auth.as_str() == Some("NONE")) else {
        return Ok(vec![url]);
    };
    // A mapping with one key counts as an intrinsic function only if it is named like one, so `AuthType` alone is none.
    let origin = auth_type.origin.derived("function URL");
    let mut public = make("UrlPublicPermissions", "AWS::Lambda::Permission", &origin);
    public.set("Action", "lambda:InvokeFunctionUrl");
    public.set("FunctionName", &target);
    public.set("Principal", "*");
    public.set("FunctionUrlAuthType", auth_type);
    let mut invoke = make("URLInvokeAllowPublicAccess", "AWS::Lambda::Permission", &origin);
    invoke.set("Action", "lambda:InvokeFunction");
    invoke.set("Principal", "*");
    invoke.set("FunctionName", &target);
    invoke.set("InvokedViaFunctionUrl", true);
    Ok(vec![url, public, invoke])
}

fn check_auth_type(resource: &SamResource, config: &Node) -> Result<(), Cause> {
    let auth_type = values::set(config.get("AuthType"));
    let known = auth_type.and_then(Node::as_str).is_some_and(|auth| matches!(auth, "AWS_IAM" | "NONE"));
    if values::is_intrinsic(config) || auth_type.is_some_and(values::is_intrinsic) || known {
        return Ok(());
    }
    let message = "AuthType is required to configure function property `FunctionUrlConfig`. Please provide either \
                   AWS_IAM or NONE.";
    Err(Cause::resource(resource.logical_id.clone(), message).at(&config.origin))
}

/// The kind of value of a `Cors` property, by the name messages give it.
fn cors_kind(name: &str) -> Option<&'static str> {
    match name {
        "AllowOrigins" | "AllowMethods" | "AllowHeaders" | "ExposeHeaders" => Some("list"),
        "AllowCredentials" => Some("bool"),
        "MaxAge" => Some("int"),
        _ => None,
    }
}

fn check_cors(resource: &SamResource, config: &Node) -> Result<(), Cause> {
    let Some(cors) = values::set(config.get("Cors")) else { return Ok(()) };
    if values::is_intrinsic(config) || values::is_intrinsic(cors) {
        return Ok(());
    }
    let error = |message: String, node: &Node| Cause::resource(resource.logical_id.clone(), message).at(&node.origin);
    let cors: &Map = expect::map(Some(cors), Subject::Resource(&resource.logical_id), "FunctionUrlConfig.Cors")?;
    for (name, value) in cors.iter() {
        let Some(kind) = cors_kind(name) else {
            return Err(error(format!("{name} is not a valid property for configuring Cors."), value));
        };
        let fits = matches!(
            (kind, &value.value),
            ("list", Value::List(_)) | ("bool" | "int", Value::Bool(_)) | ("int", Value::Int(_))
        );
        if !fits && !values::is_intrinsic(value) {
            return Err(error(format!("{name} must be of type {kind}."), value));
        }
    }
    Ok(())
}
