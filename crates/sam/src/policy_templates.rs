//! SAM policy templates: named policies with parameters, turned into IAM statements.

use std::sync::LazyLock;

use source::Origin;
use syntax::{Map, Node, Value, node};

use crate::bundled;
use crate::error::Cause;
use crate::resource::SamType;
use crate::values::{intrinsic_if, is_intrinsic, is_no_value, truthy};

/// `Templates`: name to `Parameters` and `Definition`; see `data/sam/README.md`.
static TEMPLATES: LazyLock<Node> =
    LazyLock::new(|| bundled::read(include_str!("../../../data/sam/policy_templates.json")));

/// Why a template cannot be applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum TemplateError {
    /// The parameters are not a mapping.
    NotAMapping,
    /// These parameters have no value.
    Missing(Vec<String>),
}

impl TemplateError {
    /// The words in which SAM reports the error of the template `name`.
    pub(crate) fn message(&self, name: &str) -> String {
        match self {
            Self::NotAMapping => format!("Must specify valid parameter values for policy template '{name}'"),
            Self::Missing(missing) => {
                let quoted: Vec<String> = missing.iter().map(|parameter| format!("'{parameter}'")).collect();
                let list = quoted.join(", ");
                format!("Following required parameters of template '{name}' don't have values: [{list}]")
            }
        }
    }
}

/// What an entry of `Policies` is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PolicyKind {
    /// The name or ARN of a managed policy, or an intrinsic function for one.
    Managed,
    /// A policy document.
    Document,
    /// A policy template with its parameters.
    Template,
    /// None of these.
    Unknown,
}

impl PolicyKind {
    /// What an entry of `Policies` is; both sides of an `Fn::If` must be the same.
    ///
    /// # Errors
    /// When an `Fn::If` has not three arguments or mixes kinds.
    pub fn of(policy: &Node) -> Result<Self, Cause> {
        if policy.as_str().is_some() {
            return Ok(Self::Managed);
        }
        if let Some(arguments) = intrinsic_if(policy) {
            return Self::of_if(arguments);
        }
        Ok(match policy.single() {
            _ if is_intrinsic(policy) => Self::Managed,
            _ if policy.get("Statement").is_some() => Self::Document,
            Some((name, _)) if exists(name) => Self::Template,
            _ => Self::Unknown,
        })
    }

    fn of_if(arguments: &Node) -> Result<Self, Cause> {
        let Some([_, then, otherwise]) = arguments.as_list() else {
            return Err(Cause::template("Fn::If requires 3 arguments").at(&arguments.origin));
        };
        let (then_kind, other_kind) = (Self::of(then)?, Self::of(otherwise)?);
        if then_kind == other_kind || is_no_value(otherwise) {
            return Ok(then_kind);
        }
        if is_no_value(then) {
            return Ok(other_kind);
        }
        let message = "Different policy types within the same Fn::If statement is unsupported. Separate different \
                       policy types into different Fn::If statements";
        Err(Cause::template(message).at(&arguments.origin))
    }
}

/// A resource with the templates in its `Policies` replaced by policy documents. Only functions and state machines have
/// such policies; other resources come back as they are.
///
/// # Errors
/// When a template's parameters are not valid, or an `Fn::If` around templates is not.
pub fn expanded(logical_id: &str, kind: SamType, mut resource: Node) -> Result<Node, Cause> {
    if !matches!(kind, SamType::Function | SamType::StateMachine) {
        return Ok(resource);
    }
    let properties = resource.as_map_mut().and_then(|map| map.get_mut("Properties")).and_then(Node::as_map_mut);
    let policies = properties.and_then(|properties| properties.get_mut("Policies"));
    if let Some(policies) = policies.filter(|policies| truthy(policies)) {
        *policies = expand_list(logical_id, policies)?;
    }
    Ok(resource)
}

fn expand_list(logical_id: &str, policies: &Node) -> Result<Node, Cause> {
    let single = std::slice::from_ref(policies);
    let entries = policies.as_list().unwrap_or(single).iter();
    // Mistakes in the structure are said before those in parameters, as all entries are classified first.
    let kinds: Vec<PolicyKind> = entries.clone().map(PolicyKind::of).collect::<Result<_, _>>()?;
    let expand = |(entry, kind): (&Node, PolicyKind)| match kind {
        PolicyKind::Template => expand_entry(logical_id, entry),
        _ => Ok(entry.clone()),
    };
    let expanded: Vec<Node> = entries.zip(kinds).map(expand).collect::<Result<_, _>>()?;
    Ok(Node::from_list(expanded, policies.origin.clone()))
}

fn expand_entry(logical_id: &str, entry: &Node) -> Result<Node, Cause> {
    let Some(Value::List(arguments)) = intrinsic_if(entry).map(|arguments| &arguments.value) else {
        return expand_template(logical_id, entry);
    };
    let side = |side: &Node| if is_no_value(side) { Ok(side.clone()) } else { expand_template(logical_id, side) };
    match arguments.as_slice() {
        [condition, then, otherwise] => {
            Ok(node!(&entry.origin; { "Fn::If": [(condition), (side(then)?), (side(otherwise)?)] }))
        }
        _ => Ok(entry.clone()),
    }
}

fn expand_template(logical_id: &str, entry: &Node) -> Result<Node, Cause> {
    let Some((name, written)) = entry.as_map().and_then(|map| map.entries().next()) else { return Ok(entry.clone()) };
    match document(name, &written.node, &written.key) {
        Some(Ok(document)) => Ok(document),
        Some(Err(error)) => Err(Cause::resource(logical_id, error.message(name)).at(&written.key)),
        // An `Fn::If` inside an `Fn::If` of templates is not looked into.
        None => Ok(entry.clone()),
    }
}

/// Whether SAM has a policy template of this name.
pub(crate) fn exists(name: &str) -> bool {
    TEMPLATES.at(&["Templates", name]).is_some()
}

/// The policy document that the template `name` makes of `parameters`; `None` if there is no such template.
///
/// Everything the template says derives from `entry`, the place that names the template; the values of parameters keep
/// their own origin.
pub(crate) fn document(name: &str, parameters: &Node, entry: &Origin) -> Option<Result<Node, TemplateError>> {
    let template = TEMPLATES.at(&["Templates", name])?;
    Some(fill(template, parameters, &entry.derived("policy template")))
}

fn fill(template: &Node, parameters: &Node, origin: &Origin) -> Result<Node, TemplateError> {
    let given = parameters.as_map().ok_or(TemplateError::NotAMapping)?;
    let declared = template.get("Parameters").and_then(Node::as_map);
    let names: Vec<&str> = declared.into_iter().flat_map(Map::keys).map(AsRef::as_ref).collect();
    let missing: Vec<String> =
        names.iter().filter(|name| !given.contains(name)).map(|name| (*name).to_owned()).collect();
    if !missing.is_empty() {
        return Err(TemplateError::Missing(missing));
    }
    let values = Values { names: &names, given };
    let definition = template.get("Definition").map(|definition| values.put_into(definition, origin));
    Ok(definition.unwrap_or_else(|| Node::from_map(Map::new(), origin.clone())))
}

struct Values<'a> {
    names: &'a [&'a str],
    given: &'a Map,
}

impl Values<'_> {
    /// A copy of a part of the template with `Ref`s to its parameters replaced. The recursion is as deep as the
    /// bundled templates are.
    fn put_into(&self, part: &Node, origin: &Origin) -> Node {
        if let Some(value) = self.value_of(part) {
            return value.clone();
        }
        let value = match &part.value {
            Value::List(items) => Value::List(items.iter().map(|item| self.put_into(item, origin)).collect()),
            Value::Map(map) => {
                Value::Map(map.iter().map(|(key, value)| (key.clone(), self.put_into(value, origin))).collect())
            }
            scalar => scalar.clone(),
        };
        Node::new(value, origin.clone())
    }

    fn value_of(&self, part: &Node) -> Option<&Node> {
        let (function, argument) = part.single()?;
        let name = argument.as_str().filter(|name| function.as_ref() == "Ref" && self.names.contains(name))?;
        self.given.get(name)
    }
}

#[cfg(test)]
mod tests {
    use source::{FileId, Span};
    use syntax::node;

    use super::*;

    fn written(offset: usize) -> Origin {
        Origin::Written(Span::new(FileId(0), offset, offset + 1))
    }

    #[test]
    fn statements_come_from_the_entry_and_values_from_where_they_stand() {
        let parameters = node!(&written(20); { "TableName": "*", "Extra": { "Ref": "TableName" } });
        let document = document("DynamoDBCrudPolicy", &parameters, &written(10)).unwrap().unwrap();
        let statement = document.get("Statement").and_then(Node::as_list).and_then(|list| list.first()).unwrap();
        assert_eq!(statement.span(), written(10).written());
        let resource = statement.get("Resource").and_then(Node::as_list).and_then(|list| list.first()).unwrap();
        let variables = resource.get("Fn::Sub").and_then(Node::as_list).and_then(|list| list.get(1)).unwrap();
        let table = variables.get("tableName").unwrap();
        assert_eq!((table.as_str(), table.span()), (Some("*"), written(20).written()));
    }

    #[test]
    fn a_parameter_that_refers_to_its_own_name_is_not_followed() {
        let parameters = node!(&written(0); { "TableName": { "Ref": "TableName" } });
        let document = document("DynamoDBReadPolicy", &parameters, &written(0)).unwrap().unwrap();
        assert!(document.get("Statement").is_some());
    }

    #[test]
    fn bad_parameters_are_named() {
        let missing = document("SQSPollerPolicy", &node!(&written(0); {}), &written(0)).unwrap().unwrap_err();
        assert_eq!(
            missing.message("SQSPollerPolicy"),
            "Following required parameters of template 'SQSPollerPolicy' don't have values: ['QueueName']"
        );
        let text = document("SQSPollerPolicy", &node!(&written(0); "x"), &written(0)).unwrap();
        assert_eq!(text, Err(TemplateError::NotAMapping));
        assert!(document("NoSuchPolicy", &node!(&written(0); {}), &written(0)).is_none());
    }

    #[test]
    fn all_templates_are_there() {
        assert_eq!(TEMPLATES.get("Templates").and_then(Node::as_map).unwrap().len(), 81);
    }
}
