//! Answers that API Gateway gives itself, such as to callers it refuses.

use crate::error::Cause;
use crate::expect::Subject;
use crate::openapi::RestDocument;
use crate::py27::{Dict, Doc, Key};

const ALLOWED: [&str; 3] = ["ResponseParameters", "ResponseTemplates", "StatusCode"];
const PARAMETERS: [(&str, &str); 3] = [("Headers", "header."), ("Paths", "path."), ("QueryStrings", "querystring.")];

/// `GatewayResponses` in the form of the document, in the order of Python's dictionary.
pub(super) fn convert(logical_id: &str, responses: &Dict) -> Result<Vec<(Key, Dict)>, Cause> {
    let mut order = Dict::new(&responses.origin);
    for (name, response) in responses.iter() {
        let response = response.as_dict().ok_or_else(|| Cause::resource(logical_id, ""))?;
        check_parameters(logical_id, &name.text, response)?;
        check_status(logical_id, response)?;
        order.insert(name, Doc::Dict(response.clone()));
    }
    let parts = order.iter().filter_map(|(name, response)| response.as_dict().map(|response| (name, response)));
    parts.map(|(name, response)| Ok((name.clone(), one(logical_id, response)?))).collect()
}

/// Checks the keys of every response.
pub(super) fn check_keys(logical_id: &str, responses: &Dict) -> Result<(), Cause> {
    for (name, response) in responses.iter() {
        let fault = |message: String| Err(Cause::resource(logical_id, message).at(response.origin()));
        if response.intrinsic().is_some() {
            return fault(
                "Unable to set GatewayResponses attribute because intrinsic functions are not supported for this field."
                    .to_owned(),
            );
        }
        let Some(dict) = response.as_dict() else {
            let kind = response.type_name();
            return fault(format!(
                "Invalid property type '{kind}' for GatewayResponses. Expected an object of type 'GatewayResponse'."
            ));
        };
        if let Some(key) = dict.keys().iter().find(|key| !ALLOWED.contains(&&*key.text)) {
            let name = &name.text;
            return fault(format!("Invalid property '{}' in 'GatewayResponses' property '{name}'.", key.text));
        }
    }
    Ok(())
}

fn check_parameters(logical_id: &str, name: &str, response: &Dict) -> Result<(), Cause> {
    let Some(parameters) = response.get_truthy("ResponseParameters") else { return Ok(()) };
    let Some(dict) = parameters.as_dict() else {
        let path = format!("GatewayResponses.{name}.ResponseParameters");
        return Err(super::body::not_a_map(Subject::Resource(logical_id), &path, parameters));
    };
    let known = |key: &Key| PARAMETERS.iter().any(|(known, _)| **known == *key.text);
    match dict.keys().iter().find(|key| !known(key)) {
        Some(key) => {
            let message = format!("Invalid gateway response parameter '{}'", key.text);
            Err(Cause::resource(logical_id, message).at(parameters.origin()))
        }
        None => Ok(()),
    }
}

fn check_status(logical_id: &str, response: &Dict) -> Result<(), Cause> {
    let Some(status) = response.get_truthy("StatusCode") else { return Ok(()) };
    let text = status.to_string();
    if (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()) {
        Ok(())
    } else {
        Err(Cause::resource(logical_id, "Property 'StatusCode' must be numeric").at(status.origin()))
    }
}

fn one(logical_id: &str, response: &Dict) -> Result<Dict, Cause> {
    let origin = response.origin.derived("GatewayResponses");
    let empty = || Doc::Dict(Dict::new(&origin));
    let parameters = response.get_truthy("ResponseParameters").and_then(Doc::as_dict);
    let templates = response.get_truthy("ResponseTemplates").cloned().unwrap_or_else(empty);
    let converted = Dict::new(&origin)
        .with("responseParameters", prefixed(logical_id, parameters, &Dict::new(&origin))?)
        .with("responseTemplates", templates);
    let status = response.get("StatusCode").filter(|status| !status.is_null());
    Ok(match status.map(|status| Doc::text(status.to_string(), status.origin())).filter(Doc::is_truthy) {
        Some(status) => converted.with("statusCode", status),
        None => converted,
    })
}

fn prefixed(logical_id: &str, parameters: Option<&Dict>, empty: &Dict) -> Result<Dict, Cause> {
    let mut all = empty.clone();
    for (name, prefix) in PARAMETERS {
        let Some(values) = parameters.and_then(|parameters| parameters.get(name)) else { continue };
        let path = format!("ResponseParameters.{name}");
        let values =
            values.as_dict().ok_or_else(|| super::body::not_a_map(Subject::Resource(logical_id), &path, values))?;
        for (key, value) in values.iter() {
            let text = format!("gatewayresponse.{prefix}{}", key.text);
            all.insert(Key { text: text.into(), unicode: key.unicode }, value.clone());
        }
    }
    Ok(all)
}

impl RestDocument {
    /// Adds the responses that `GatewayResponses` describes.
    pub(super) fn add_described_responses(&mut self, logical_id: &str, responses: &Dict) -> Result<(), Cause> {
        let converted = convert(logical_id, responses)?;
        self.add_gateway_responses(converted);
        Ok(())
    }
}
