//! Editors for API documents: OpenAPI 2 and 3 with API Gateway's extensions.
//!
//! [`RestDocument`] edits what a REST API is made from, [`HttpDocument`] what an HTTP API is made from; both walk paths
//! and methods through the conditions a template may wrap around them. The editors change documents and know no
//! resources.

mod cors;
mod http;
mod integration;
mod paths;
mod policy;
mod postprocess;
mod rest;
mod security;

pub(crate) use cors::RestCors;
pub(crate) use http::{DEFAULT_PATH, HttpDocument};
pub(crate) use integration::{InvokeRoles, LambdaIntegration, StateMachineIntegration};
pub(crate) use paths::{ANY_METHOD, branches, method_key, route_keys};
pub(crate) use postprocess::postprocess;
pub(crate) use rest::{RequestParameter, RestDocument};

use source::Origin;

use crate::py27::{Dict, Doc, IntoDoc};

pub(crate) const INTEGRATION: &str = "x-amazon-apigateway-integration";

/// Whether a version is `3.x` or `3.x.y` with single digits.
pub(crate) fn is_version_3(version: &Doc) -> bool {
    is_version(&version.to_string(), &["3"])
}

/// Whether a version is one that SAM accepts: `2.x` or `3.x`, with a third digit or without.
pub(crate) fn is_supported_version(version: &Doc) -> bool {
    is_version(&version.to_string(), &["2", "3"])
}

fn is_version(text: &str, majors: &[&str]) -> bool {
    let text = text.strip_suffix('\n').unwrap_or(text);
    let mut parts = text.split('.');
    let major = parts.next().is_some_and(|part| majors.contains(&part));
    let rest: Vec<&str> = parts.collect();
    let digit = |part: &&str| part.len() == 1 && part.bytes().all(|byte| byte.is_ascii_digit());
    major && (1..=2).contains(&rest.len()) && rest.iter().all(digit)
}

/// `Ref`.
pub(crate) fn reference(name: impl IntoDoc, origin: &Origin) -> Doc {
    Doc::Dict(Dict::plain(origin).with("Ref", name))
}

/// `Fn::Sub`, with variables or without.
pub(crate) fn sub(text: Doc, variables: Option<Dict>, origin: &Origin) -> Doc {
    let argument = match variables {
        Some(variables) => Doc::list(vec![text, Doc::Dict(variables)], origin),
        None => text,
    };
    Doc::Dict(Dict::plain(origin).with("Fn::Sub", argument))
}

/// `Fn::If` with nothing for the other case.
pub(crate) fn conditional(condition: &Doc, value: Doc, origin: &Origin) -> Doc {
    let otherwise = reference("AWS::NoValue", origin);
    Doc::Dict(Dict::plain(origin).with("Fn::If", vec![condition.clone(), value, otherwise]))
}

/// A path as permissions and policies know it: every `{parameter}` is a `*`. A trailing `+` counts only when `greedy`
/// says so, or in `{proxy+}`.
pub(crate) fn wildcard_path(path: &str, greedy: bool) -> String {
    let mut out = String::with_capacity(path.len());
    let mut rest = path;
    while let Some(start) = rest.find('{') {
        let (before, from) = rest.split_at(start);
        out.push_str(before);
        let name = from.get(1..).and_then(|inner| inner.split_once('}')).map(|(name, _)| name);
        match name.filter(|name| is_parameter(name, greedy)) {
            Some(name) => {
                out.push('*');
                rest = from.get(name.len() + 2..).unwrap_or_default();
            }
            None => {
                out.push('{');
                rest = from.get(1..).unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
    out
}

fn is_parameter(name: &str, greedy: bool) -> bool {
    let plain = if greedy || name == "proxy+" { name.strip_suffix('+').unwrap_or(name) } else { name };
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
    !plain.is_empty() && plain.bytes().all(allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_matched_as_the_format_does() {
        let here = Origin::Default("test");
        let accepted = |text: &str| is_version_3(&Doc::text(text, &here));
        assert!(accepted("3.0") && accepted("3.0.1") && accepted("3.1"));
        assert!(!accepted("3") && !accepted("2.0") && !accepted("3.0.10") && !accepted("3.0.1.1"));
        assert!(is_supported_version(&Doc::text("2.0", &here)));
    }

    #[test]
    fn parameters_become_wildcards() {
        assert_eq!(wildcard_path("/a/{b}/{proxy+}", true), "/a/*/*");
        assert_eq!(wildcard_path("/a/{b+}/{proxy+}", false), "/a/{b+}/*");
        assert_eq!(wildcard_path("/{}/{a b}/{c", true), "/{}/{a b}/{c");
    }
}
