//! `MergeDefinitions`: a method made from an event in a document written by hand.

use super::Method;
use crate::error::{Cause, Expected};
use crate::expect::Subject;
use crate::openapi::method_key;
use crate::py27::{Dict, Doc, Key};

impl Method<'_> {
    /// The written document with the made method in it; what was made wins over what was written.
    pub(super) fn merged(&self, written: &Doc, made: &Dict) -> Result<Dict, Cause> {
        let invalid = |reason: &str| {
            Cause::resource(self.api_id, format!("Property 'DefinitionBody' is invalid: {reason}")).at(written.origin())
        };
        let mut merged = written.as_dict().ok_or_else(|| invalid("It should be a map"))?.shallow_copy();
        let Some(paths) = merged.get_mut("paths").filter(|paths| paths.is_truthy()) else { return Ok(merged) };
        let paths = paths.as_dict_mut().ok_or_else(|| invalid("It should be a map"))?;
        let (path, name) = (&self.path, Key { text: self.name.as_str().into(), unicode: true });
        let item = paths.get(&path.text).filter(|item| !item.is_null());
        if item.is_some_and(|item| item.as_dict().is_none()) {
            return Err(invalid(&format!("The value of '{}' should be a map", path.text)));
        }
        let held = item.and_then(|item| item.as_dict()?.get_truthy(&name.text)).cloned();
        let operation = self.operation(held, made)?;
        let item = paths.get_or_insert_with(path, || Doc::Dict(Dict::plain(&self.cause)));
        if let Some(item) = item.and_then(Doc::as_dict_mut) {
            item.insert(name, Doc::Dict(operation));
        }
        Ok(merged)
    }

    fn operation(&self, held: Option<Doc>, made: &Dict) -> Result<Dict, Cause> {
        let made = made.get("paths").and_then(|paths| paths.get(&self.path.text)?.get(&method_key(&self.name).text));
        let origin = held.as_ref().or(made).map_or(&self.cause, Doc::origin).clone();
        let mut operation = Dict::plain(&origin);
        if let Some(held) = &held {
            let path = format!("DefinitionBody.paths.{}.{}", self.path.text, self.name);
            let wrong = || Subject::Resource(self.api_id).wrong(&path, Expected::Map, None).at(held.origin());
            operation.update(held.as_dict().ok_or_else(wrong)?);
        }
        if let Some(made) = made.and_then(Doc::as_dict) {
            operation.update(made);
        }
        Ok(operation)
    }
}
