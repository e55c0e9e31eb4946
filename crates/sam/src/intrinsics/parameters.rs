//! Putting in what is known: parameter values for `Ref` and `Fn::Sub`, mappings for `Fn::FindInMap`.

use std::cell::Cell;

use source::{Limits, Origin};
use syntax::{Map, Node, Value, node};

use crate::error::Cause;
use crate::options::Options;

/// What the platform writes where the value of a nested stack is not known yet.
const PLACEHOLDER: &str = "{{IntrinsicFunction:";

/// The values of the template's parameters and its mappings.
#[derive(Debug, Clone)]
pub struct Parameters {
    values: Map,
    mappings: Map,
    /// Nodes that may still be put in; values that refer to each other would grow without end.
    budget: Cell<usize>,
}

impl Parameters {
    /// The values given, else the defaults of the template, and the pseudo parameters that are known.
    pub fn new(template: &Map, options: &Options<'_>) -> Self {
        let mut values = options.parameters.clone();
        for (name, parameter) in template.get("Parameters").and_then(Node::as_map).into_iter().flat_map(Map::iter) {
            if let Some(default) = parameter.get("Default").filter(|_| !values.contains(name)) {
                values.insert(name.clone(), default.clone());
            }
        }
        let platform = Origin::Default("AWS CloudFormation");
        for (name, value) in [("AWS::Region", &options.region), ("AWS::Partition", &options.partition)] {
            values.get_or_insert_with(name, || node!(&platform; (value)));
        }
        let mappings = template.get("Mappings").and_then(Node::as_map).cloned().unwrap_or_default();
        Self { values, mappings, budget: Cell::new(Limits::default().nodes) }
    }

    /// The value of a parameter; `None` when it is not known.
    pub fn value(&self, name: &str) -> Option<&Node> {
        let value = self.values.get(name)?;
        if value.as_str().is_some_and(|text| text.starts_with(PLACEHOLDER)) { None } else { Some(value) }
    }

    /// Replaces every `Ref` of a parameter and every parameter in `Fn::Sub` by its value, in place.
    ///
    /// # Errors
    /// When `Fn::Sub` names a parameter whose value is not text, or values refer to each other without end.
    pub fn resolve(&self, node: &mut Node) -> Result<(), Cause> {
        self.resolve_within(node, Limits::default().depth)
    }

    /// A copy of the value with parameters replaced, see [`Parameters::resolve`].
    ///
    /// # Errors
    /// As [`Parameters::resolve`].
    pub fn resolved(&self, node: &Node) -> Result<Node, Cause> {
        let mut copy = node.clone();
        self.resolve(&mut copy)?;
        Ok(copy)
    }

    /// The value with parameters replaced. What lies inside a collection is replaced in the original too; a `Ref` that is
    /// the whole value stays in the original.
    ///
    /// # Errors
    /// As [`Parameters::resolve`].
    pub fn resolved_sharing(&self, node: &mut Node) -> Result<Node, Cause> {
        if self.ref_value(node).is_some() {
            return self.resolved(node);
        }
        self.resolve(node)?;
        Ok(node.clone())
    }

    fn resolve_within(&self, node: &mut Node, depth: usize) -> Result<(), Cause> {
        let deeper = depth.checked_sub(1).ok_or_else(|| Cause::document("Parameters are nested too deeply."))?;
        if let Some(value) = self.ref_value(node) {
            self.spend(1)?;
            *node = value;
        } else if let Some(template) = sub_template(node) {
            self.fill_sub(template)?;
        }
        match &mut node.value {
            Value::List(items) => items.iter_mut().try_for_each(|item| self.resolve_within(item, deeper)),
            Value::Map(map) => map.iter_mut().try_for_each(|(_, item)| self.resolve_within(item, deeper)),
            _ => Ok(()),
        }
    }

    fn spend(&self, nodes: usize) -> Result<(), Cause> {
        let left = self.budget.get().checked_sub(nodes);
        self.budget.set(left.unwrap_or_default());
        left.map(drop).ok_or_else(|| Cause::document("Parameters refer to each other too often."))
    }

    fn ref_value(&self, node: &Node) -> Option<Node> {
        let (key, name) = node.single()?;
        let value = self.value(name.as_str().filter(|_| &**key == "Ref")?)?;
        let origin = Origin::derived_from(vec![node.origin.clone(), value.origin.clone()], "Ref");
        Some(Node { origin, ..value.clone() })
    }

    fn fill_sub(&self, template: &mut Node) -> Result<(), Cause> {
        let Some(text) = template.as_str() else { return Ok(()) };
        if !text.contains("${") {
            return Ok(());
        }
        let mut used = vec![template.origin.clone()];
        let filled = super::references::replace_variables(text, |variable| {
            let Some(value) = self.value(variable) else { return Ok(None) };
            used.push(value.origin.clone());
            let not_text = || {
                let shown = crate::python::display(value);
                Cause::document(format!(
                    "Invalid Fn::Sub variable value {shown}. Fn::Sub expects all variables to be strings."
                ))
            };
            value.as_str().map(|value| Some(value.to_owned())).ok_or_else(not_text)
        })?;
        if used.len() > 1 {
            *template = Node::from_text(filled, Origin::derived_from(used, "Sub"));
        }
        Ok(())
    }

    /// Replaces every `Fn::FindInMap` whose keys are plain texts by the mapping's value, in place.
    ///
    /// # Errors
    /// When the arguments or the mapping do not have the right shape.
    pub fn resolve_mappings(&self, node: &mut Node) -> Result<(), Cause> {
        if self.mappings.is_empty() {
            return Ok(());
        }
        self.find_within(node, Limits::default().depth)
    }

    fn find_within(&self, node: &mut Node, depth: usize) -> Result<(), Cause> {
        let deeper = depth.checked_sub(1).ok_or_else(|| Cause::document("Mappings are nested too deeply."))?;
        if let Some(value) = self.found_in_map(node)? {
            self.spend(1)?;
            *node = value;
        }
        match &mut node.value {
            Value::List(items) => items.iter_mut().try_for_each(|item| self.find_within(item, deeper)),
            Value::Map(map) => map.iter_mut().try_for_each(|(_, item)| self.find_within(item, deeper)),
            _ => Ok(()),
        }
    }

    fn found_in_map(&self, node: &Node) -> Result<Option<Node>, Cause> {
        let Some((_, arguments)) = node.single().filter(|(key, _)| &***key == "Fn::FindInMap") else {
            return Ok(None);
        };
        let Some([map, top, second]) = arguments.as_list() else {
            let shown = crate::python::repr(arguments);
            let message = format!("Invalid FindInMap value {shown}. FindInMap expects an array with 3 values.");
            return Err(Cause::document(message).at(&node.origin));
        };
        let mut keys = [map.clone(), top.clone(), second.clone()];
        for key in &mut keys {
            if let Some(value) = self.found_in_map_argument(key)? {
                *key = value;
            }
        }
        let [Some(map), Some(top), Some(second)] = [keys[0].as_str(), keys[1].as_str(), keys[2].as_str()] else {
            return Ok(None);
        };
        let Some(mapping) = self.mappings.get(map) else { return Ok(None) };
        let flat = || {
            let message = format!("Cannot use Fn::FindInMap on Mapping '{map}' which is not a a two-level map.");
            Cause::document(message).at(&mapping.origin)
        };
        let Some(level) = mapping.as_map().ok_or_else(flat)?.get(top) else { return Ok(None) };
        let Some(value) = level.as_map().ok_or_else(flat)?.get(second) else { return Ok(None) };
        let origin = Origin::derived_from(vec![node.origin.clone(), value.origin.clone()], "FindInMap");
        Ok(Some(Node { origin, ..value.clone() }))
    }

    fn found_in_map_argument(&self, key: &Node) -> Result<Option<Node>, Cause> {
        // A key that is itself a FindInMap with plain keys; deeper nesting is left to the platform.
        let nested = |argument: &Node| argument.as_list().is_some_and(|keys| keys.iter().all(|k| k.as_map().is_none()));
        match key.single() {
            Some((name, arguments)) if &**name == "Fn::FindInMap" && nested(arguments) => self.found_in_map(key),
            _ => Ok(None),
        }
    }
}

/// The text with variables, if the node is an `Fn::Sub`.
pub(super) fn sub_template(node: &mut Node) -> Option<&mut Node> {
    let map = node.as_map_mut().filter(|map| map.len() == 1)?;
    let argument = map.get_mut("Fn::Sub")?;
    if matches!(argument.value, Value::Text(_)) {
        return Some(argument);
    }
    argument.as_list_mut()?.first_mut().filter(|first| matches!(first.value, Value::Text(_)))
}
