//! Who may call a method of a REST API.
//!
//! Markers stand in a method's security while the document is built: `NONE` keeps the default authorizer away,
//! `api_key_false` the default demand of an API key.

use source::Origin;

use super::paths;
use super::rest::{NO_METHODS, RestDocument};
use crate::error::Cause;
use crate::py27::{Dict, Doc, Key};

const IAM: &str = "AWS_IAM";

impl RestDocument {
    /// Adds the schemes of authorizers.
    ///
    /// # Errors
    /// When the document's security definitions are no mapping.
    pub(crate) fn add_authorizers(&mut self, schemes: Vec<(Key, Dict)>) -> Result<(), Cause> {
        let held = self.definitions_of_security()?;
        schemes.into_iter().for_each(|(name, scheme)| held.insert(name, Doc::Dict(scheme)));
        Ok(())
    }

    fn definitions_of_security(&mut self) -> Result<&mut Dict, Cause> {
        let fault = Cause::template("securityDefinitions must be a dictionary.").at(self.security_definitions.origin());
        self.security_definitions.as_dict_mut().ok_or(fault)
    }

    /// Adds the scheme for signed requests, unless it is there.
    fn add_iam(&mut self, cause: &Origin) -> Result<(), Cause> {
        let scheme = Dict::new(cause)
            .with("x-amazon-apigateway-authtype", "awsSigv4")
            .with("type", "apiKey")
            .with("name", "Authorization")
            .with("in", "header");
        let held = self.definitions_of_security()?;
        if !held.contains(IAM) {
            held.update(&Dict::new(cause).with(IAM, scheme));
        }
        Ok(())
    }

    /// Adds the scheme for API keys, unless it is there.
    ///
    /// # Errors
    /// When the document's security definitions are no mapping.
    pub(crate) fn add_api_key(&mut self, cause: &Origin) -> Result<(), Cause> {
        let scheme = Dict::new(cause).with("type", "apiKey").with("name", "x-api-key").with("in", "header");
        let held = self.definitions_of_security()?;
        if !held.contains("api_key") {
            held.update(&Dict::new(cause).with("api_key", scheme));
        }
        Ok(())
    }

    /// Gives every method of the path the default authorizer, unless its event chose one or `NONE`.
    ///
    /// # Errors
    /// When the security of a method has not the shape it should have.
    pub(crate) fn set_default_authorizer(
        &mut self,
        path: &str,
        default: &Doc,
        authorizers: &[Key],
        scopes: &Doc,
        preflight: bool,
    ) -> Result<(), Cause> {
        let cause = default.origin().derived("DefaultAuthorizer");
        let is_authorizer = |name: &str| name == IAM || authorizers.iter().any(|key| *key.text == *name);
        let mut signed = false;
        paths::edit_all_methods(self.path_dict_mut()?, path, &NO_METHODS, |method, definition| {
            if !preflight && method == "options" {
                return Ok(());
            }
            let existing = existing_security(definition, path, method)?;
            let (chosen, mut others) = split(&existing, path, method, is_authorizer)?;
            if let Some(none) = others.iter().position(|entry| entry.get("NONE").is_some()) {
                others.remove(none);
            } else if chosen.is_empty() {
                let name = Key { text: default.to_string().into(), unicode: default.is_unicode() };
                others.push(Doc::Dict(Dict::new(&cause).with(&name, scopes)));
            } else {
                others.extend(chosen);
            }
            if let Some(first) = others.first() {
                signed |= first.get(IAM).is_some();
                let origin = others.last().map_or_else(|| cause.clone(), |last| last.origin().clone());
                definition.insert("security", Doc::list(others, &origin));
            }
            Ok(())
        })?;
        if signed { self.add_iam(&cause) } else { Ok(()) }
    }

    /// Demands an API key of every method of the path, unless its event chose otherwise.
    ///
    /// # Errors
    /// When the security of a method has not the shape it should have.
    pub(crate) fn set_default_api_key(&mut self, path: &str, preflight: bool, cause: &Origin) -> Result<(), Cause> {
        let is_key = |name: &str| matches!(name, "api_key" | "api_key_false");
        paths::edit_all_methods(self.path_dict_mut()?, path, &NO_METHODS, |method, definition| {
            let existing = existing_security(definition, path, method)?;
            let (keys, mut others) = split(&existing, path, method, is_key)?;
            let refused = keys.iter().any(|entry| entry.get("api_key_false").is_some());
            if !refused && (preflight || method != "options") {
                others.push(requirement(&Key::from("api_key"), cause));
            }
            if others != existing {
                definition.insert("security", Doc::list(others, cause));
            }
            Ok(())
        })
    }

    /// Gives a method the authorizer its event chose; `scopes` are those of the event, else of the authorizer.
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
        let mut signed = false;
        paths::edit_method(self.path_dict_mut()?, path, method, |definition| {
            let name = Key { text: authorizer.to_string().into(), unicode: authorizer.is_unicode() };
            let entry = match scopes {
                Some(scopes) => Doc::Dict(Dict::new(&cause).with(&name, scopes)),
                None => requirement(&name, &cause),
            };
            let mut security = existing_security(definition, path, method)?;
            security.push(entry);
            signed |= security.first().is_some_and(|first| first.get(IAM).is_some());
            definition.insert("security", Doc::list(security, &cause));
            Ok(())
        })?;
        if signed { self.add_iam(&cause) } else { Ok(()) }
    }

    /// Gives a method the demand of an API key, or the mark that there is none.
    ///
    /// # Errors
    /// When the security of the method has not the shape it should have.
    pub(crate) fn set_method_api_key(&mut self, path: &str, method: &str, required: &Doc) -> Result<(), Cause> {
        let cause = required.origin().derived("Auth");
        let mut demanded = false;
        paths::edit_method(self.path_dict_mut()?, path, method, |definition| {
            demanded |= required.is_truthy();
            let name = if required.is_truthy() { "api_key" } else { "api_key_false" };
            let mut security = existing_security(definition, path, method)?;
            security.push(requirement(&Key::from(name), &cause));
            definition.insert("security", Doc::list(security, &cause));
            Ok(())
        })?;
        if demanded { self.add_api_key(&cause) } else { Ok(()) }
    }
}

/// `{name: []}`.
fn requirement(name: &Key, cause: &Origin) -> Doc {
    Doc::Dict(Dict::new(cause).with(name, Vec::new()))
}

pub(super) fn existing_security(definition: &Dict, path: &str, method: &str) -> Result<Vec<Doc>, Cause> {
    let Some(security) = definition.get("security") else { return Ok(Vec::new()) };
    security.as_list().map(<[Doc]>::to_vec).ok_or_else(|| {
        let message = format!("Type of security for path {path} method {method} must be a list");
        Cause::document(message).at(security.origin())
    })
}

/// The entries that name one of the schemes `belongs` knows, and the others.
fn split(
    security: &[Doc],
    path: &str,
    method: &str,
    belongs: impl Fn(&str) -> bool,
) -> Result<(Vec<Doc>, Vec<Doc>), Cause> {
    let mut parts = (Vec::new(), Vec::new());
    for entry in security {
        let names = entry.as_dict().map(Dict::keys).ok_or_else(|| {
            let message = format!("{entry} in Security for path {path} method {method} is not a valid dictionary.");
            Cause::document(message).at(entry.origin())
        })?;
        let part = if names.iter().any(|name| belongs(&name.text)) { &mut parts.0 } else { &mut parts.1 };
        part.push(entry.clone());
    }
    Ok(parts)
}
