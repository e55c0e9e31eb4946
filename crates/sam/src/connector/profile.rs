//! Connector profiles: which pairs of resource types can be connected, and what a connection of each pair needs.
//!
//! A profile is a document in which `%{Destination.Arn}` and the like stand for what is known of the two ends.

use std::sync::LazyLock;

use source::Origin;
use syntax::{Node, Value, node};

use crate::bundled;

/// `CfnResourceProperties`: how a resource's ARN, role and so on are had from its logical id. `Permissions`: source
/// type to destination type to profile. See `data/sam/README.md`.
static PROFILES: LazyLock<Node> = LazyLock::new(|| bundled::read(include_str!("../../../../data/sam/profiles.json")));

/// What kind of resource grants the permissions of a profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Grant {
    /// A managed policy on the role of one end.
    RolePolicy,
    /// A queue's resource policy.
    QueuePolicy,
    /// A topic's resource policy.
    TopicPolicy,
    /// A resource permission of a function.
    FunctionPermission,
}

/// What a connection between two types of resources needs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Profile {
    /// What grants the permissions.
    pub(crate) grant: Grant,
    properties: &'static Node,
}

impl Profile {
    /// The profile for a connection, if the pair is supported.
    pub(crate) fn find(source_type: &str, destination_type: &str) -> Option<Self> {
        let profile = PROFILES.at(&["Permissions", source_type, destination_type])?;
        let grant = match profile.get("Type")?.as_str()? {
            "AWS_IAM_ROLE_MANAGED_POLICY" => Grant::RolePolicy,
            "AWS_SQS_QUEUE_POLICY" => Grant::QueuePolicy,
            "AWS_SNS_TOPIC_POLICY" => Grant::TopicPolicy,
            "AWS_LAMBDA_PERMISSION" => Grant::FunctionPermission,
            _ => return None,
        };
        Some(Self { grant, properties: profile.get("Properties")? })
    }

    /// Whether the policy belongs to the source; otherwise to the destination.
    pub(crate) fn is_on_source(self) -> bool {
        self.properties.get("SourcePolicy").and_then(Node::as_bool).unwrap_or_default()
    }

    /// Which resource must wait for the policy, if any.
    pub(crate) fn depended_by(self) -> Option<&'static str> {
        self.properties.get("DependedBy")?.as_str()
    }

    /// The permissions that may be asked for and what they allow, in the profile's order.
    pub(crate) fn categories(self) -> impl Iterator<Item = (&'static str, &'static Node)> {
        let categories = self.properties.get("AccessCategories").and_then(Node::as_map);
        categories.into_iter().flat_map(|map| map.iter().map(|(name, allowed)| (name.as_ref(), allowed)))
    }

    /// The sets of permissions that may be asked for together, each sorted; empty if any set may.
    pub(crate) fn combinations(self) -> Vec<Vec<&'static str>> {
        let combinations = self.properties.get("ValidAccessCategories").and_then(Node::as_list).unwrap_or_default();
        let sorted = |combination: &'static Node| {
            let mut names: Vec<&str> =
                combination.as_list().unwrap_or_default().iter().filter_map(Node::as_str).collect();
            names.sort_unstable();
            names
        };
        combinations.iter().map(sorted).collect()
    }

    /// The first variable of the profile whose value is not known, in the order in which they stand.
    pub(crate) fn first_missing(self, variables: &Variables<'_>) -> Option<&'static str> {
        variables.first_missing(self.properties)
    }
}

/// How properties of a resource are had from its logical id: `Inputs` and `Outputs`, the logical id put in.
pub(crate) fn resource_facts(resource_type: &str, logical_id: &Node) -> Option<Node> {
    let facts = PROFILES.at(&["CfnResourceProperties", resource_type])?;
    let variables = Variables(vec![("logicalId", Some(logical_id))]);
    Some(variables.put_into(facts, &logical_id.origin))
}

/// Values of profile variables; `None` for one that is not known.
#[derive(Debug)]
pub(crate) struct Variables<'a>(pub(crate) Vec<(&'static str, Option<&'a Node>)>);

impl Variables<'_> {
    /// A copy of a part of a profile with all variables replaced. A text that is a variable becomes its value, a text
    /// with variables in it an `Fn::Sub`. The recursion is as deep as the bundled profiles are.
    pub(crate) fn put_into(&self, part: &Node, origin: &Origin) -> Node {
        let value = match &part.value {
            Value::Text(text) => return self.put_into_text(text, origin),
            Value::List(items) => Value::List(items.iter().map(|item| self.put_into(item, origin)).collect()),
            Value::Map(map) => {
                Value::Map(map.iter().map(|(key, value)| (key.clone(), self.put_into(value, origin))).collect())
            }
            scalar => scalar.clone(),
        };
        Node::new(value, origin.clone())
    }

    fn put_into_text(&self, text: &str, origin: &Origin) -> Node {
        let mut text = text.to_owned();
        let mut used = syntax::Map::new();
        for (name, value) in &self.0 {
            let pattern = format!("%{{{name}}}");
            let Some(value) = value.filter(|_| text.contains(&pattern)) else { continue };
            if pattern == text {
                return value.clone();
            }
            let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
            text = text.replace(&pattern, &format!("${{{plain}}}"));
            used.insert(plain, value.clone());
        }
        match (has_substitution(&text), used.is_empty()) {
            (false, _) => Node::from_text(text, origin.clone()),
            (true, true) => node!(origin; { "Fn::Sub": (text) }),
            (true, false) => node!(origin; { "Fn::Sub": [(text), (used)] }),
        }
    }

    fn first_missing(&self, part: &Node) -> Option<&'static str> {
        match &part.value {
            Value::Text(text) => {
                let missing = |(_, value): &&(&'static str, Option<&Node>)| value.is_none();
                let mut missing = self.0.iter().filter(missing).map(|(name, _)| *name);
                missing.find(|name| text.contains(&format!("%{{{name}}}")))
            }
            Value::List(items) => items.iter().find_map(|item| self.first_missing(item)),
            Value::Map(map) => map.values().find_map(|value| self.first_missing(value)),
            _ => None,
        }
    }
}

/// Whether a text has something like `${…}` in it.
fn has_substitution(text: &str) -> bool {
    text.split_once("${").is_some_and(|(_, rest)| rest.rfind('}').is_some_and(|end| end > 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin() -> Origin {
        Origin::Default("test")
    }

    #[test]
    fn a_variable_alone_becomes_its_value_and_inside_a_text_a_substitution() {
        let arn = node!(&origin(); { "Ref": "T" });
        let variables = Variables(vec![("Source.Arn", None), ("Destination.Arn", Some(&arn))]);
        let part = node!(&origin(); ["%{Destination.Arn}", "%{Destination.Arn}/index/*", "x:${AWS::Region}", "plain"]);
        let expected = node!(&origin(); [
            { "Ref": "T" },
            { "Fn::Sub": ["${DestinationArn}/index/*", { "DestinationArn": { "Ref": "T" } }] },
            { "Fn::Sub": "x:${AWS::Region}" },
            "plain"
        ]);
        assert_eq!(variables.put_into(&part, &origin()), expected);
    }

    #[test]
    fn what_is_not_known_is_named() {
        let profile = Profile::find("AWS::SNS::Topic", "AWS::SQS::Queue").unwrap();
        let arn = node!(&origin(); "a");
        let variables = Variables(vec![("Source.Arn", None), ("Destination.Arn", Some(&arn))]);
        assert_eq!(profile.first_missing(&variables), Some("Source.Arn"));
        assert_eq!(profile.grant, Grant::QueuePolicy);
    }

    #[test]
    fn all_pairs_are_there() {
        let sources = PROFILES.get("Permissions").and_then(Node::as_map).unwrap();
        let pairs: Vec<Option<Profile>> = sources
            .iter()
            .flat_map(|(source, ends)| ends.as_map().unwrap().keys().map(|end| Profile::find(source, end)))
            .collect();
        assert_eq!((pairs.len(), pairs.iter().all(Option::is_some)), (31, true));
    }

    #[test]
    fn combinations_are_sorted() {
        let profile = Profile::find("AWS::SQS::Queue", "AWS::Lambda::Function").unwrap();
        assert_eq!(profile.combinations(), [["Read", "Write"]]);
    }
}
