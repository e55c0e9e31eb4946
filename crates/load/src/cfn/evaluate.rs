//! CloudFormation's intrinsic functions, under one assignment of choices.

use std::collections::BTreeMap;
use std::sync::Arc;

use finding::NoticeKind;
use model::{Unknown, UnknownReason};
use source::Origin;
use syntax::{Map, Node, Value};

use super::conditions::mentioned;
use super::environment::{Environment, is_no_value};
use super::names;
use super::symbols::Assignment;

/// No text is longer than a template may be, in bytes.
const LONGEST_TEXT: usize = 1 << 20;

/// How many bytes of made text count as one step.
const STEP_BYTES: usize = 256;

/// A side of `Fn::Equals`.
enum Compared {
    Text(Arc<str>),
    /// A value of this parameter that is none of those written down.
    Other(Arc<str>),
}

/// Evaluates values of one stack under one assignment.
pub(crate) struct Evaluator<'e, 't> {
    environment: &'e Environment<'t>,
    assignment: &'e Assignment,
}

impl<'e, 't> Evaluator<'e, 't> {
    /// An evaluator; symbols the assignment does not name take their default.
    pub fn new(environment: &'e Environment<'t>, assignment: &'e Assignment) -> Self {
        Self { environment, assignment }
    }

    /// The value of a node; `None` for `AWS::NoValue`.
    pub fn value(&self, node: &Node) -> Option<Node> {
        self.resolve(node, 0)
    }

    /// Whether a condition expression holds; `None` when choices do not decide it.
    pub fn truth_of(&self, node: &Node) -> Option<bool> {
        self.truth(node, 0)
    }

    fn resolve(&self, node: &Node, depth: usize) -> Option<Node> {
        if depth > self.environment.depth {
            self.environment.notice(&node.origin, NoticeKind::Limit, "nested deeper than the limit");
            return Some(self.unknown(&node.origin, "too deep", UnknownReason::Limit, "nested deeper than the limit"));
        }
        if !self.environment.spend(1, &node.origin) {
            return Some(self.unknown(&node.origin, "too much", UnknownReason::Limit, "more steps than the limit"));
        }
        if is_no_value(node) {
            return None;
        }
        match &node.value {
            Value::Map(map) => match intrinsic(map) {
                Some((name, argument)) => self.call(node, name, argument, depth),
                None => Some(self.map(node, map, depth)),
            },
            Value::List(items) => {
                let items = items.iter().filter_map(|item| self.resolve(item, depth + 1)).collect();
                Some(Node::from_list(items, node.origin.clone()))
            }
            _ => Some(node.clone()),
        }
    }

    fn map(&self, node: &Node, map: &Map, depth: usize) -> Node {
        let mut resolved = Map::new();
        for (key, entry) in map.entries() {
            if let Some(value) = self.resolve(&entry.node, depth + 1) {
                resolved.insert_at(Arc::clone(key), entry.key.clone(), value);
            }
        }
        Node::from_map(resolved, node.origin.clone())
    }

    fn call(&self, node: &Node, name: &str, argument: &Node, depth: usize) -> Option<Node> {
        let here = &node.origin;
        let below = depth + 1;
        let result = match name {
            "Ref" => return self.reference(node, &argument.text()?),
            "Fn::If" => return self.choose(argument, below),
            "Fn::GetAtt" => self.attribute(here, argument, below),
            "Fn::Sub" => self.substitute(here, argument, below),
            "Fn::Join" => self.join(here, argument, below),
            "Fn::Select" => self.select(argument, below),
            "Fn::Split" => self.split(here, argument, below),
            "Fn::FindInMap" => self.find_in_map(here, argument, below),
            "Fn::ToJsonString" => self.resolve(argument, below).map(|value| text(value.to_json(), here)),
            "Fn::Length" => {
                let items = self.resolve(argument, below)?;
                items.as_list().map(|items| Node::from_int(items.len() as i128, here.clone()))
            }
            "Fn::Base64" => self.resolve(argument, below),
            "Fn::ImportValue" => {
                let name = self.resolve(argument, below)?.text().unwrap_or_else(|| Arc::from("an export"));
                let message = format!("exported by another stack as `{name}`");
                Some(self.unknown(here, &format!("import {name}"), UnknownReason::Import, &message))
            }
            "Fn::GetAZs" => {
                let zones = ["a", "b", "c"].map(|zone| text(format!("‹region›{zone}"), here));
                Some(Node::from_list(zones.to_vec(), here.clone()))
            }
            "Fn::Equals" | "Fn::And" | "Fn::Or" | "Fn::Not" | "Condition" => {
                self.truth(node, depth).map(|holds| Node::from_bool(holds, here.clone()))
            }
            _ => None,
        };
        Some(result.unwrap_or_else(|| {
            let message = format!("`{name}` with arguments that cannot be resolved");
            self.unknown(here, name, UnknownReason::NotUnderstood, &message)
        }))
    }

    fn choose(&self, argument: &Node, depth: usize) -> Option<Node> {
        let [condition, then, otherwise] = argument.as_list()? else { return None };
        let holds = self.environment.holds(&condition.text()?, self.assignment).unwrap_or(false);
        let branch = if holds { then } else { otherwise };
        self.resolve(branch, depth)
    }

    fn reference(&self, node: &Node, name: &str) -> Option<Node> {
        let here = &node.origin;
        if let Some(value) = self.parameter(name, here) {
            return Some(value);
        }
        if let Some(pseudo) = pseudo_parameter(name) {
            return Some(text(pseudo, here));
        }
        if let Some(value) = names::reference(self.environment, name) {
            return Some(text(value, here));
        }
        let message = format!("`{name}` is neither a parameter nor a resource of this template");
        Some(self.unknown(here, name, UnknownReason::NotUnderstood, &message))
    }

    /// The value of a parameter or of a pseudo parameter that is assigned.
    fn parameter(&self, name: &str, here: &Origin) -> Option<Node> {
        let parameter = self.environment.choices.parameters.get(name)?;
        let assigned = parameter.symbol.and_then(|id| {
            let index = *self.assignment.get(&id)?;
            let symbols = self.environment.symbols.borrow();
            let symbol = symbols.get(id)?;
            let is_other = symbol.open && index + 1 == symbol.values.len();
            Some(if is_other { None } else { symbol.values.get(index).cloned() })
        });
        match (assigned, &parameter.value) {
            (Some(Some(value)), declared) => {
                let declared = declared.iter().map(|node| node.origin.clone());
                let origin = Origin::derived_from(std::iter::once(here.clone()).chain(declared).collect(), "Ref");
                Some(Node::from_text(value, origin))
            }
            (Some(None), _) | (None, None) if name.starts_with("AWS::") => Some(text(pseudo_parameter(name)?, here)),
            (Some(None), _) => Some(self.unknown(
                here,
                name,
                UnknownReason::Parameter,
                &format!("another value of parameter `{name}`"),
            )),
            (None, Some(value)) => {
                let origin = Origin::derived_from(vec![here.clone(), value.origin.clone()], "Ref");
                Some(Node { value: value.value.clone(), origin, raw: value.raw.clone() })
            }
            (None, None) => {
                let message = format!("parameter `{name}` has no default and no value was given");
                Some(self.unknown(here, name, UnknownReason::Parameter, &message))
            }
        }
    }

    fn attribute(&self, here: &Origin, argument: &Node, depth: usize) -> Option<Node> {
        let (resource, attribute) = match &argument.value {
            Value::Text(path) => path.split_once('.').map(|(left, right)| (Arc::from(left), Arc::from(right)))?,
            Value::List(parts) => {
                let (first, rest) = parts.split_first()?;
                let rest = rest.iter().map(|part| self.resolve(part, depth)?.text()).collect::<Option<Vec<_>>>()?;
                (first.text()?, Arc::from(rest.join(".")))
            }
            _ => return None,
        };
        Some(text(names::attribute(self.environment, &resource, &attribute), here))
    }

    fn substitute(&self, here: &Origin, argument: &Node, depth: usize) -> Option<Node> {
        let empty = Map::new();
        let (template, variables) = match &argument.value {
            Value::Text(template) => (Arc::clone(template), &empty),
            Value::List(parts) => match parts.as_slice() {
                [template, variables] => (template.text()?, variables.as_map()?),
                [template] => (template.text()?, &empty),
                _ => return None,
            },
            _ => return None,
        };
        let mut output = String::with_capacity(template.len());
        // Each variable is resolved once, however often it stands in the template.
        let mut values: BTreeMap<&str, Option<Arc<str>>> = BTreeMap::new();
        let mut filled_in = Vec::new();
        for piece in pieces(&template) {
            match piece {
                Piece::Text(literal) => output.push_str(literal),
                Piece::Variable(name) => {
                    let value = match variables.get(name) {
                        Some(_) if values.contains_key(name) => values.get(name).cloned().flatten(),
                        Some(node) => {
                            let value = self.resolve(node, depth)?;
                            values.insert(name, value.text());
                            filled_in.push(value.origin.clone());
                            value.text()
                        }
                        None => self.substituted(name, here).text(),
                    };
                    output.push_str(value.as_deref().unwrap_or("‹?›"));
                    if output.len() > LONGEST_TEXT {
                        return Some(self.too_long(here));
                    }
                }
            }
        }
        if !self.environment.spend(output.len() / STEP_BYTES, here) {
            return Some(self.too_long(here));
        }
        if filled_in.is_empty() || matches!(here, Origin::Written(_)) {
            return Some(text(output, here));
        }
        // Nobody wrote the template, but somebody wrote what was filled in.
        filled_in.push(here.clone());
        Some(text(output, &Origin::derived_from(filled_in, "Fn::Sub")))
    }

    fn substituted(&self, name: &str, here: &Origin) -> Node {
        match name.split_once('.') {
            Some((resource, attribute)) if !name.starts_with("AWS::") => {
                text(names::attribute(self.environment, resource, attribute), here)
            }
            _ => {
                self.reference(&Node::from_text(name, here.clone()), name).unwrap_or_else(|| text(String::new(), here))
            }
        }
    }

    fn join(&self, here: &Origin, argument: &Node, depth: usize) -> Option<Node> {
        let [delimiter, values] = argument.as_list()? else { return None };
        let values = self.resolve(values, depth)?;
        if self.environment.unknown_of(&values).is_some() {
            return Some(values);
        }
        let parts = values.as_list()?.iter().map(Node::text).collect::<Option<Vec<_>>>()?;
        let delimiter = delimiter.text()?;
        let length = parts.iter().fold(0, |length, part| length + part.len() + delimiter.len());
        if length > LONGEST_TEXT || !self.environment.spend(length / STEP_BYTES, here) {
            return Some(self.too_long(here));
        }
        Some(text(parts.join(&delimiter), here))
    }

    fn select(&self, argument: &Node, depth: usize) -> Option<Node> {
        let [index, values] = argument.as_list()? else { return None };
        let index = usize::try_from(self.resolve(index, depth)?.as_int()?).ok()?;
        let values = self.resolve(values, depth)?;
        if let Some(items) = values.as_list() {
            return items.get(index).cloned();
        }
        // A comma-delimited parameter is text until it is used.
        let listed = values.as_str().filter(|_| self.environment.unknown_of(&values).is_none())?;
        listed.split(',').nth(index).map(|item| text(item.trim(), &values.origin))
    }

    fn split(&self, here: &Origin, argument: &Node, depth: usize) -> Option<Node> {
        let [delimiter, whole] = argument.as_list()? else { return None };
        let (delimiter, whole) = (delimiter.text()?, self.resolve(whole, depth)?.text()?);
        if delimiter.is_empty() {
            return None;
        }
        let parts = whole.split(delimiter.as_ref()).map(|part| text(part, here)).collect();
        Some(Node::from_list(parts, here.clone()))
    }

    fn find_in_map(&self, here: &Origin, argument: &Node, depth: usize) -> Option<Node> {
        let (keys, options) = argument.as_list()?.split_at_checked(3)?;
        let mut keys = keys.iter().map(|key| self.resolve(key, depth)?.text());
        let (name, first, second) = (keys.next()??, keys.next()??, keys.next()??);
        let mapping = self.environment.template.get("Mappings").and_then(|all| all.get(&name));
        if let Some(value) = mapping.and_then(|mapping| mapping.at(&[&first, &second])) {
            let origin = Origin::derived_from(vec![here.clone(), value.origin.clone()], "FindInMap");
            return Some(Node { value: value.value.clone(), origin, raw: value.raw.clone() });
        }
        if let Some(default) = options.first().and_then(|options| options.get("DefaultValue")) {
            return self.resolve(default, depth);
        }
        let message = format!("mapping `{name}` has no `{first}` / `{second}`");
        Some(self.unknown(here, &format!("{name}.{first}.{second}"), UnknownReason::NotUnderstood, &message))
    }

    /// The truth of a condition expression; `None` when choices do not decide it.
    fn truth(&self, node: &Node, depth: usize) -> Option<bool> {
        if depth > self.environment.depth {
            return None;
        }
        let Some((name, argument)) = node.single() else { return node.as_bool() };
        let parts = argument.as_list().unwrap_or(std::slice::from_ref(argument));
        match (name.as_ref(), parts) {
            ("Condition", _) => self.environment.holds(argument.as_str()?, self.assignment),
            ("Fn::Not", [part]) => Some(!self.truth(part, depth + 1)?),
            ("Fn::And", _) => self.decided(parts, false, depth + 1),
            ("Fn::Or", _) => self.decided(parts, true, depth + 1),
            ("Fn::Equals", [left, right]) => self.equal(left, right, depth + 1),
            _ => None,
        }
    }

    /// `And` and `Or`: one part that is `deciding` decides, whatever the others are.
    fn decided(&self, parts: &[Node], deciding: bool, depth: usize) -> Option<bool> {
        let mut all = Some(!deciding);
        for part in parts {
            match self.truth(part, depth) {
                Some(truth) if truth == deciding => return Some(deciding),
                Some(_) => {}
                None => all = None,
            }
        }
        all
    }

    fn equal(&self, left: &Node, right: &Node, depth: usize) -> Option<bool> {
        match (self.compared(left, depth)?, self.compared(right, depth)?) {
            (Compared::Text(left), Compared::Text(right)) => Some(left == right),
            (Compared::Other(left), Compared::Other(right)) => (left == right).then_some(true),
            (Compared::Other(name), Compared::Text(text)) | (Compared::Text(text), Compared::Other(name)) => {
                // Another value than the listed ones is none of them; of a text that is not listed nothing is known.
                let symbols = self.environment.symbols.borrow();
                let symbol = self.environment.choices.parameters.get(&name)?.symbol.and_then(|id| symbols.get(id))?;
                symbol.values.split_last()?.1.contains(&text).then_some(false)
            }
        }
    }

    /// A side of `Fn::Equals`; `None` when the files do not tell.
    fn compared(&self, node: &Node, depth: usize) -> Option<Compared> {
        if node.as_map().is_none() && node.as_list().is_none() {
            return node.text().map(Compared::Text);
        }
        let mentioned = mentioned(node).parameters;
        if let Some(name) = mentioned.into_iter().find(|name| self.is_another_value(name)) {
            let is_plain = matches!(node.single(), Some((key, _)) if key.as_ref() == "Ref");
            return is_plain.then_some(Compared::Other(name));
        }
        let value = self.resolve(node, depth)?;
        let text = value.text().filter(|_| self.environment.unknown_of(&value).is_none())?;
        (!text.contains('‹')).then_some(Compared::Text(text))
    }

    /// Whether a parameter has a value that nobody wrote down.
    fn is_another_value(&self, name: &str) -> bool {
        let Some(parameter) = self.environment.choices.parameters.get(name) else {
            return pseudo_parameter(name).is_some();
        };
        let Some(id) = parameter.symbol else { return parameter.open };
        let index = self.assignment.get(&id).copied().unwrap_or_else(|| self.environment.choices.usual(id));
        let symbols = self.environment.symbols.borrow();
        symbols.get(id).is_some_and(|symbol| symbol.open && index + 1 == symbol.values.len())
    }

    fn too_long(&self, here: &Origin) -> Node {
        let message = "the value is longer than a template may be";
        self.environment.notice(here, NoticeKind::Limit, message);
        self.unknown(here, "too long", UnknownReason::Limit, message)
    }

    fn unknown(&self, here: &Origin, name: &str, reason: UnknownReason, message: &str) -> Node {
        let token = Arc::<str>::from(format!("‹{name}›"));
        self.environment.unknown.borrow_mut().insert(Arc::clone(&token), Unknown::new(reason, message));
        Node::from_text(token, here.clone())
    }
}

fn text(value: impl Into<Arc<str>>, origin: &Origin) -> Node {
    Node::from_text(value, origin.clone())
}

/// The intrinsic function a mapping is a call of.
pub(crate) fn intrinsic(map: &Map) -> Option<(&str, &Node)> {
    if map.len() != 1 {
        return None;
    }
    let (key, argument) = map.iter().next()?;
    let is_call = matches!(key.as_ref(), "Ref" | "Condition") && argument.as_str().is_some()
        || key.starts_with("Fn::") && !matches!(key.as_ref(), "Fn::Transform");
    is_call.then_some((key.as_ref(), argument))
}

/// What a pseudo parameter stands for.
fn pseudo_parameter(name: &str) -> Option<&'static str> {
    Some(match name {
        "AWS::Region" => "‹region›",
        "AWS::AccountId" => "‹account›",
        "AWS::Partition" => "aws",
        "AWS::URLSuffix" => "amazonaws.com",
        "AWS::StackName" => "‹stack›",
        "AWS::StackId" => "arn:aws:cloudformation:‹region›:‹account›:stack/‹stack›",
        "AWS::NotificationARNs" => "‹notifications›",
        _ => return None,
    })
}

/// The variables of an `Fn::Sub` template.
pub(crate) fn variables(template: &str) -> impl Iterator<Item = &str> {
    pieces(template).into_iter().filter_map(|piece| match piece {
        Piece::Variable(name) => Some(name),
        Piece::Text(_) => None,
    })
}

/// A piece of an `Fn::Sub` template.
enum Piece<'a> {
    Text(&'a str),
    Variable(&'a str),
}

/// Splits at `${name}`; `${!name}` is the literal text `${name}`.
fn pieces(template: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = template;
    while let Some(start) = rest.find("${") {
        let (before, after) = rest.split_at(start);
        let Some(end) = after.find('}') else { break };
        pieces.push(Piece::Text(before));
        match after.get(2..end) {
            Some(name) if name.starts_with('!') => {
                pieces.push(Piece::Text("${"));
                pieces.push(Piece::Text(after.get(3..=end).unwrap_or_default()));
            }
            Some(name) => pieces.push(Piece::Variable(name.trim())),
            None => {}
        }
        rest = after.get(end + 1..).unwrap_or_default();
    }
    pieces.push(Piece::Text(rest));
    pieces
}
