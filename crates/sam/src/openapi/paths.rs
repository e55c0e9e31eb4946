//! Walking paths, methods and the conditions around them.

use source::Origin;

use super::INTEGRATION;
use crate::error::Cause;
use crate::py27::{Dict, Doc, Key};

/// API Gateway's name for the method that stands for all.
pub(crate) const ANY_METHOD: &str = "x-amazon-apigateway-any-method";

const IF: &str = "Fn::If";

/// The key of a method in a path item: lower case, `ANY` by its extension's name.
pub(crate) fn method_key(method: &str) -> Key {
    let lower = method.to_lowercase();
    if lower == "any" { Key::from(ANY_METHOD) } else { Key::unicode(lower) }
}

/// The keys of a path and a method; those of the default route, which nobody wrote, are no unicode texts.
pub(crate) fn route_keys(path: &str, method: &str) -> (Key, Key) {
    if path == super::DEFAULT_PATH && method == ANY_METHOD {
        (Key::from(path), Key::from(method))
    } else {
        (Key::unicode(path), method_key(method))
    }
}

/// A method of a path item by the name documents are walked with.
fn normalized(method: &str) -> String {
    let lower = method.to_lowercase();
    if lower == "any" { ANY_METHOD.to_owned() } else { lower }
}

/// The value, or the branches of its `Fn::If` that are not `AWS::NoValue`.
pub(crate) fn branches(value: &Doc) -> Result<Vec<&Doc>, Cause> {
    let Some(arguments) = value.get(IF) else { return Ok(vec![value]) };
    let arguments = arguments.as_list().ok_or_else(|| not_a_list(arguments))?;
    Ok(arguments.iter().skip(1).filter(|branch| !branch.is_no_value()).collect())
}

fn branches_mut(value: &mut Doc) -> Result<Vec<&mut Doc>, Cause> {
    if value.get(IF).is_none() {
        return Ok(vec![value]);
    }
    let Some(arguments) = value.as_dict_mut().and_then(|dict| dict.get_mut(IF)) else { return Ok(Vec::new()) };
    let fault = not_a_list(arguments);
    let arguments = arguments.as_list_mut().ok_or(fault)?;
    Ok(arguments.iter_mut().skip(1).filter(|branch| !branch.is_no_value()).collect())
}

fn not_a_list(arguments: &Doc) -> Cause {
    Cause::document(format!("Value of {IF} must be a list.")).at(arguments.origin())
}

pub(super) fn bad_path(path: &str) -> Cause {
    Cause::document(format!("Value of '{path}' path must be a dictionary according to Swagger spec."))
}

fn bad_method(path: &str, method: &str) -> Cause {
    Cause::document(format!("Definition of method '{method}' for path '{path}' should be a map."))
}

/// Checks that a path item is a mapping, in every branch of a condition.
pub(super) fn check_item(path: &str, value: &Doc) -> Result<(), Cause> {
    if value.as_dict().is_some_and(|item| !item.contains(IF)) {
        return Ok(());
    }
    let odd = branches(value)?.into_iter().find(|item| item.as_dict().is_none());
    odd.map_or(Ok(()), |item| Err(bad_path(path).at(item.origin())))
}

/// The path items at `path`: one, or one for each branch of a condition.
pub(super) fn path_items<'d>(paths: &'d Dict, path: &str) -> Result<Vec<&'d Dict>, Cause> {
    let value = paths.get(path).ok_or_else(|| bad_path(path))?;
    let dict = |item: &'d Doc| item.as_dict().ok_or_else(|| bad_path(path).at(item.origin()));
    branches(value)?.into_iter().map(dict).collect()
}

/// As [`path_items`], to change in place.
pub(super) fn path_items_mut<'d>(paths: &'d mut Dict, path: &str) -> Result<Vec<&'d mut Dict>, Cause> {
    let value = paths.get_mut(path).ok_or_else(|| bad_path(path))?;
    branches_mut(value)?.into_iter().map(|item| item.as_dict_mut().ok_or_else(|| bad_path(path))).collect()
}

fn has_integration_itself(definition: &Dict) -> bool {
    definition.get_truthy(INTEGRATION).is_some()
}

/// Whether every branch of the path has the method, and in each an integration is set.
pub(super) fn has_integration(paths: &Dict, path: &str, method: &str) -> Result<bool, Cause> {
    let Some(value) = paths.get(path) else { return Ok(false) };
    let name = normalized(method);
    let has_method = |item: &&Doc| item.get(&name).is_some();
    if !branches(value)?.iter().all(has_method) {
        return Ok(false);
    }
    for item in path_items(paths, path)? {
        let Some(definition) = item.get(&name).filter(|value| value.as_dict().is_some()) else { return Ok(false) };
        if !any_branch_integrates(definition, path, method)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn any_branch_integrates(definition: &Doc, path: &str, method: &str) -> Result<bool, Cause> {
    for branch in branches(definition)? {
        if has_integration_itself(branch.as_dict().ok_or_else(|| bad_method(path, method))?) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Adds the path and the method where they are absent.
pub(super) fn add_path(paths: &mut Dict, path: &Key, method: &Key, cause: &Origin) -> Result<(), Cause> {
    let item = paths.get_or_insert_with(path, || Doc::Dict(Dict::new(cause)));
    let item = item.filter(|item| item.as_dict().is_some()).ok_or_else(|| bad_path(&path.text))?;
    for branch in branches_mut(item)? {
        let branch = branch.as_dict_mut().ok_or_else(|| bad_path(&path.text))?;
        branch.get_or_insert_with(method, || Doc::Dict(Dict::new(cause)));
    }
    Ok(())
}

/// Calls `edit` on each definition of the method at the path that has an integration.
pub(super) fn edit_method(
    paths: &mut Dict,
    path: &str,
    method: &str,
    mut edit: impl FnMut(&mut Dict) -> Result<(), Cause>,
) -> Result<(), Cause> {
    let name = normalized(method);
    for item in path_items_mut(paths, path)? {
        let value = item.get_mut(&name).ok_or_else(|| bad_method(path, method))?;
        edit_definitions(value, path, method, &mut edit)?;
    }
    Ok(())
}

fn edit_definitions(
    value: &mut Doc,
    path: &str,
    method: &str,
    edit: &mut impl FnMut(&mut Dict) -> Result<(), Cause>,
) -> Result<(), Cause> {
    for definition in branches_mut(value)? {
        let definition = definition.as_dict_mut().ok_or_else(|| bad_method(path, method))?;
        if has_integration_itself(definition) {
            edit(definition)?;
        }
    }
    Ok(())
}

/// Calls `edit` with the name of each method at the path and each of its definitions that has an integration; keys of
/// the path item in `skipped` are no methods.
pub(super) fn edit_all_methods(
    paths: &mut Dict,
    path: &str,
    skipped: &[&str],
    mut edit: impl FnMut(&str, &mut Dict) -> Result<(), Cause>,
) -> Result<(), Cause> {
    for item in path_items_mut(paths, path)? {
        for key in item.keys() {
            if skipped.contains(&&*key.text) {
                continue;
            }
            let name = normalized(&key.text);
            let Some(value) = item.get_mut(&key.text) else { continue };
            edit_definitions(value, path, &key.text, &mut |definition| edit(&name, definition))?;
        }
    }
    Ok(())
}
