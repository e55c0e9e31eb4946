//! Cross-origin requests of REST APIs: an `OPTIONS` method that answers with the headers.

use source::Origin;

use super::rest::RestDocument;
use super::{ANY_METHOD, INTEGRATION, paths};
use crate::error::Cause;
use crate::py27::{Dict, Doc};

const ALL_METHODS: &str = "DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT";
const OPTIONS: &str = "options";

/// What the preflight answer of an API says.
#[derive(Debug)]
pub(crate) struct RestCors<'a> {
    /// Origins, a quoted text.
    pub(crate) allow_origin: Option<Doc>,
    /// Headers of requests.
    pub(crate) allow_headers: Option<Doc>,
    /// Methods; those of the path when absent.
    pub(crate) allow_methods: Option<Doc>,
    /// How long the answer may be kept.
    pub(crate) max_age: Option<Doc>,
    /// Whether requests may carry credentials.
    pub(crate) allow_credentials: bool,
    /// The `Cors` property.
    pub(crate) cause: &'a Origin,
}

impl RestDocument {
    /// Adds the preflight method to a path, unless it has one.
    ///
    /// # Errors
    /// When no origin is given.
    pub(crate) fn add_cors(&mut self, path: &str, cors: &RestCors<'_>) -> Result<(), Cause> {
        let mut methods = cors.allow_methods.clone();
        for item in paths::path_items_mut(self.path_dict_mut()?, path)? {
            if item.contains(OPTIONS) {
                continue;
            }
            let Some(origin) = &cors.allow_origin else {
                let message = "Invalid input. Value for AllowedOrigins is required";
                return Err(Cause::template(message).at(cors.cause));
            };
            let methods = methods.get_or_insert_with(|| Doc::text(format!("'{}'", methods_of(item)), cors.cause));
            item.insert(OPTIONS, Doc::Dict(cors.preflight(origin, methods)));
        }
        Ok(())
    }
}

/// The methods of a path item in upper case, sorted, with `OPTIONS`.
fn methods_of(item: &Dict) -> String {
    if item.contains(ANY_METHOD) {
        return ALL_METHODS.to_owned();
    }
    let mut methods: Vec<String> = item.keys().iter().map(|key| key.text.to_uppercase()).collect();
    methods.push("OPTIONS".to_owned());
    methods.sort_unstable();
    methods.dedup();
    methods.join(",")
}

impl RestCors<'_> {
    fn preflight(&self, origin: &Doc, methods: &Doc) -> Dict {
        let cause = self.cause;
        let (parameters, headers) = self.headers(origin, methods);
        let request = Dict::plain(cause).with("application/json", "{\n  \"statusCode\" : 200\n}\n");
        let answer = Dict::new(cause)
            .with("statusCode", "200")
            .with("responseParameters", parameters)
            .with("responseTemplates", Dict::plain(cause).with("application/json", "{}\n"));
        let integration = Dict::new(cause)
            .with("type", "mock")
            .with("requestTemplates", request)
            .with("responses", Dict::new(cause).with("default", answer));
        let response =
            Dict::new(cause).with("description", "Default response for CORS method").with("headers", headers);
        let json = || vec![Doc::text("application/json", cause)];
        Dict::new(cause)
            .with("summary", "CORS support")
            .with("consumes", json())
            .with("produces", json())
            .with(INTEGRATION, integration)
            .with("responses", Dict::new(cause).with("200", response))
    }

    /// The headers' values, and their types.
    fn headers(&self, origin: &Doc, methods: &Doc) -> (Dict, Dict) {
        let credentials = self.allow_credentials.then(|| Doc::text("'true'", self.cause));
        let optional = [
            ("Access-Control-Allow-Headers", self.allow_headers.clone(), "string"),
            ("Access-Control-Allow-Methods", Some(methods.clone()), "string"),
            ("Access-Control-Max-Age", self.max_age.clone(), "integer"),
            ("Access-Control-Allow-Credentials", credentials, "string"),
        ];
        let kind = |kind: &str| Dict::plain(self.cause).with("type", kind);
        let parameter = |header: &str| format!("method.response.header.{header}");
        let always = "Access-Control-Allow-Origin";
        // Made from a literal, which is an update of an empty dictionary.
        let mut parameters = Dict::new(self.cause);
        parameters.update(&Dict::plain(self.cause).with(parameter(always), origin));
        let mut headers = Dict::new(self.cause);
        headers.update(&Dict::plain(self.cause).with(always, kind("string")));
        for (header, value, type_name) in optional {
            if let Some(value) = value {
                parameters.insert(parameter(header), value);
                headers.insert(header, Doc::Dict(kind(type_name)));
            }
        }
        (parameters, headers)
    }
}
