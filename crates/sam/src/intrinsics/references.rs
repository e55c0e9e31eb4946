//! References to what SAM resources become: `!Ref Function.Version`, and ids that the transform changes.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use syntax::{Node, Value, node};

use super::parameters::sub_template;
use crate::error::Cause;

/// What `LogicalId.Property` stands for: logical id → property → logical id of a generated resource.
#[derive(Debug, Clone, Default)]
pub struct References {
    targets: HashMap<Arc<str>, BTreeMap<&'static str, Arc<str>>>,
}

impl References {
    /// Notes that `logical_id.property` is the resource `target`.
    pub fn add(&mut self, logical_id: &Arc<str>, property: &'static str, target: &Arc<str>) {
        self.targets.entry(logical_id.clone()).or_default().insert(property, target.clone());
    }

    /// What `logical_id.property` stands for.
    pub fn get(&self, logical_id: &str, property: &str) -> Option<&Arc<str>> {
        self.targets.get(logical_id)?.get(property)
    }

    /// Whether nothing was noted.
    pub fn is_empty(&self) -> bool {
        self.targets.is_empty()
    }
}

/// Calls `visit` on the node and then on everything below it.
fn walk(node: &mut Node, visit: &mut impl FnMut(&mut Node)) {
    visit(node);
    match &mut node.value {
        Value::List(items) => items.iter_mut().for_each(|item| walk(item, visit)),
        Value::Map(map) => map.iter_mut().for_each(|(_, item)| walk(item, visit)),
        _ => {}
    }
}

/// Rewrites every reference to `LogicalId.Property` that is known.
pub fn resolve_references(node: &mut Node, references: &References) {
    if !references.is_empty() {
        walk(node, &mut |node| resolve_one(node, references));
    }
}

fn resolve_one(node: &mut Node, references: &References) {
    match function_of(node) {
        Some(Function::Ref) => {
            let Some((id, property)) = ref_text(node).and_then(|text| text.split_once('.')) else { return };
            if let Some(target) = references.get(id, property).cloned() {
                set_ref(node, &target);
            }
        }
        Some(Function::GetAtt) => {
            let Some(parts) = attribute_path(node) else { return };
            let [id, property, rest @ ..] = parts.as_slice() else { return };
            if let Some(target) = references.get(id, property).cloned() {
                set_attribute(node, &target, rest);
            }
        }
        Some(Function::Sub) => rewrite_sub(node, |variable| {
            let mut parts = variable.split('.');
            let (id, property) = (parts.next()?, parts.next()?);
            let target = references.get(id, property)?;
            Some(format!("${{{variable}}}").replace(&format!("{id}.{property}"), target))
        }),
        None => {}
    }
}

/// Rewrites every reference to a resource whose logical id has changed.
pub fn rename_ids(node: &mut Node, changed: &HashMap<Arc<str>, Arc<str>>) {
    if !changed.is_empty() {
        walk(node, &mut |node| rename_one(node, changed));
    }
}

fn rename_one(node: &mut Node, changed: &HashMap<Arc<str>, Arc<str>>) {
    match function_of(node) {
        Some(Function::Ref) => {
            if let Some(target) = ref_text(node).and_then(|text| changed.get(text)).cloned() {
                set_ref(node, &target);
            }
        }
        Some(Function::GetAtt) => {
            let Some(parts) = attribute_path(node) else { return };
            let [id, rest @ ..] = parts.as_slice() else { return };
            if let Some(target) = changed.get(id.as_str()).cloned() {
                set_attribute(node, &target, rest);
            }
        }
        Some(Function::Sub) => rewrite_sub(node, |variable| {
            let id = variable.split('.').next()?;
            let target = changed.get(id)?;
            Some(format!("${{{variable}}}").replace(id, target))
        }),
        None => {}
    }
}

/// Rewrites every `DependsOn` that names a resource whose logical id has changed.
pub fn rename_depends_on(node: &mut Node, changed: &HashMap<Arc<str>, Arc<str>>) {
    if changed.is_empty() {
        return;
    }
    walk(node, &mut |node| {
        let Some(depends_on) = node.as_map_mut().and_then(|map| map.get_mut("DependsOn")) else { return };
        match &mut depends_on.value {
            Value::List(items) => items.iter_mut().for_each(|item| rename_text(item, changed)),
            _ => rename_text(depends_on, changed),
        }
    });
}

fn rename_text(node: &mut Node, changed: &HashMap<Arc<str>, Arc<str>>) {
    if let Some(target) = node.as_str().and_then(|id| changed.get(id)).cloned() {
        let origin = node.origin.derived("logical id");
        *node = Node::from_text(target, origin);
    }
}

#[derive(Debug, Clone, Copy)]
enum Function {
    Ref,
    Sub,
    GetAtt,
}

fn function_of(node: &Node) -> Option<Function> {
    match &**node.single()?.0 {
        "Ref" => Some(Function::Ref),
        "Fn::Sub" => Some(Function::Sub),
        "Fn::GetAtt" => Some(Function::GetAtt),
        _ => None,
    }
}

fn ref_text(node: &Node) -> Option<&str> {
    node.get("Ref")?.as_str()
}

fn set_ref(node: &mut Node, target: &Arc<str>) {
    let origin = node.origin.derived("Ref");
    *node = node!(&origin; { "Ref": (target) });
}

/// The parts of an `Fn::GetAtt`, split at every dot; `None` unless it is a list of at least two texts.
fn attribute_path(node: &Node) -> Option<Vec<String>> {
    let items = node.get("Fn::GetAtt")?.as_list().filter(|items| items.len() >= 2)?;
    let texts: Option<Vec<&str>> = items.iter().map(Node::as_str).collect();
    Some(texts?.join(".").split('.').map(str::to_owned).collect())
}

fn set_attribute(node: &mut Node, target: &Arc<str>, rest: &[String]) {
    let origin = node.origin.derived("GetAtt");
    let mut items = vec![Node::from_text(Arc::clone(target), origin.clone())];
    items.extend(rest.iter().map(|part| Node::from_text(part.as_str(), origin.clone())));
    *node = node!(&origin; { "Fn::GetAtt": (items) });
}

fn rewrite_sub(node: &mut Node, mut replacement: impl FnMut(&str) -> Option<String>) {
    let Some(template) = sub_template(node) else { return };
    let Some(text) = template.as_str().filter(|text| text.contains("${")) else { return };
    let mut changed = false;
    let rewritten = replace_variables(text, |variable| {
        let found = replacement(variable);
        changed |= found.is_some();
        Ok(found)
    });
    if let Ok(text) = rewritten
        && changed
    {
        let origin = template.origin.derived("Sub");
        *template = Node::from_text(text, origin);
    }
}

/// Replaces `${variable}` in a text where `replacement` gives something for it.
///
/// Like the reference, each replacement is made at the first place where the same `${variable}` still stands.
pub(super) fn replace_variables(
    text: &str,
    mut replacement: impl FnMut(&str) -> Result<Option<String>, Cause>,
) -> Result<String, Cause> {
    let mut replaced = text.to_owned();
    let mut rest = text;
    while let Some(start) = rest.find("${") {
        let after = rest.get(start + 2..).unwrap_or_default();
        let Some(variable) = variable_at(after) else {
            rest = after;
            continue;
        };
        if let Some(value) = replacement(variable)? {
            replaced = replaced.replacen(&format!("${{{variable}}}"), &value, 1);
        }
        rest = after.get(variable.len() + 1..).unwrap_or_default();
    }
    Ok(replaced)
}

/// The variable name before the next `}`: letters, digits and dots, or a pseudo parameter `AWS::Name`.
fn variable_at(text: &str) -> Option<&str> {
    let name = text.get(..text.find('}')?)?;
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.');
    let pseudo = |part: &str| {
        part.starts_with(|first: char| first.is_ascii_uppercase())
            && part.bytes().all(|byte| byte.is_ascii_alphabetic())
    };
    let valid = plain(name) || name.strip_prefix("AWS::").is_some_and(pseudo);
    valid.then_some(name)
}
