//! From OpenAPI 2 to 3, where the API asks for it.

use super::is_version_3;
use super::paths::bad_path;
use crate::error::Cause;
use crate::py27::{Dict, Doc, Key};

/// Rewrites the document to OpenAPI 3 if `version` or the document says so; a document with a `swagger` version stays.
/// `prefer_document` lets the document's own version win over the API's.
///
/// # Errors
/// When paths or preflight methods have not the shape they should have.
pub(crate) fn postprocess(root: &mut Dict, version: Option<&Doc>, prefer_document: bool) -> Result<(), Cause> {
    if root.get("swagger").is_some_and(|version| !version.is_null()) {
        return Ok(());
    }
    let own = root.get("openapi").filter(|version| !version.is_null());
    let version = if prefer_document { root.get("openapi").or(version) } else { version.or(own) };
    if !version.is_some_and(|version| version.is_truthy() && is_version_3(version)) {
        return Ok(());
    }
    move_to_components(root, "securityDefinitions", "securitySchemes");
    move_to_components(root, "definitions", "schemas");
    let Some(paths) = root.get_mut("paths").filter(|paths| paths.is_truthy()) else { return Ok(()) };
    let fault = Cause::document("Value of paths must be a dictionary according to Swagger spec.").at(paths.origin());
    let paths = paths.as_dict_mut().ok_or(fault)?;
    for Key { text: path, .. } in paths.keys() {
        let Some(item) = paths.get_mut(&path) else { continue };
        let item = item.as_dict_mut().ok_or_else(|| bad_path(&path))?;
        if let Some(options) = item.get_mut("options").filter(|options| options.is_truthy()) {
            rewrite_options(options, &path)?;
        }
    }
    Ok(())
}

fn move_to_components(root: &mut Dict, section: &str, component: &str) {
    let Some(moved) = root.get_truthy(section).cloned() else { return };
    let mut components = match root.get_truthy("components") {
        Some(Doc::Dict(held)) => held.clone(),
        _ => Dict::new(moved.origin()),
    };
    components.insert(component, moved);
    root.insert("components", Doc::Dict(components));
    root.remove(section);
}

fn rewrite_options(options: &mut Doc, path: &str) -> Result<(), Cause> {
    let message = format!("Value of options method for path {path} must be a dictionary according to Swagger spec.");
    let fault = Cause::document(message).at(options.origin());
    let options = options.as_dict_mut().ok_or(fault)?;
    options.remove("produces");
    options.remove("consumes");
    let Some(responses) = options.get_mut("responses") else { return Ok(()) };
    let Some(headers) = headers_of(responses, path)? else { return Ok(()) };
    for Key { text: name, .. } in headers.keys() {
        if let Some(header) = headers.get_mut(&name) {
            let origin = header.origin().clone();
            *header = Doc::Dict(Dict::new(&origin).with("schema", header.clone()));
        }
    }
    Ok(())
}

/// The headers of the answer 200, if there are any.
fn headers_of<'d>(responses: &'d mut Doc, path: &str) -> Result<Option<&'d mut Dict>, Cause> {
    let invalid =
        |reason: &str| Cause::document(format!("Invalid responses in options method for path {path}: {reason}."));
    if responses.is_null() {
        return Ok(None);
    }
    let responses = responses.as_dict_mut().ok_or_else(|| invalid("It should be a map"))?;
    let Some(answer) = responses.get_mut("200").filter(|answer| !answer.is_null()) else { return Ok(None) };
    let answer = answer.as_dict_mut().ok_or_else(|| invalid("The value of '200' should be a map"))?;
    let Some(headers) = answer.get_mut("headers").filter(|headers| headers.is_truthy()) else { return Ok(None) };
    let message = format!(
        "Value of response's headers in options method for path {path} must be a dictionary according to Swagger spec."
    );
    headers.as_dict_mut().map(Some).ok_or_else(|| Cause::document(message))
}
