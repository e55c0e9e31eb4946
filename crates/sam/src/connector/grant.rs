//! The resources that grant the permissions of a connection.

use source::Origin;
use syntax::{Map, Node, node};

use super::Connector;
use super::end::End;
use super::profile::{Grant, Profile, Variables};
use crate::error::Cause;
use crate::resource::Resource;

/// A connection of a supported pair, its permissions checked.
pub(super) struct Connection<'a> {
    pub(super) connector: &'a Connector,
    pub(super) profile: Profile,
    pub(super) source: &'a End,
    pub(super) destination: &'a End,
    /// The number of the destination, if the connector has a list of them.
    pub(super) number: Option<usize>,
}

impl Connection<'_> {
    /// The resources that grant what the connector asks for.
    ///
    /// # Errors
    /// When something that they need is not known of an end.
    pub(super) fn grant(&self) -> Result<Vec<Resource>, Cause> {
        let variables = self.variables();
        if let Some(missing) = self.profile.first_missing(&variables) {
            return Err(self.connector.error(format!("{missing} is missing.")));
        }
        match self.profile.grant {
            Grant::RolePolicy => self.role_policy(&variables).map(|policy| vec![policy]),
            Grant::QueuePolicy => self.queue_policy(&variables).map(|policy| vec![policy]),
            Grant::TopicPolicy => self.topic_policy(&variables).map(|policy| vec![policy]),
            Grant::FunctionPermission => self.function_permissions(&variables),
        }
    }

    fn variables(&self) -> Variables<'_> {
        let Self { source, destination, .. } = self;
        Variables(vec![
            ("Source.Arn", source.arn.as_ref()),
            ("Destination.Arn", destination.arn.as_ref()),
            ("Source.ResourceId", source.resource_id.as_ref()),
            ("Destination.ResourceId", destination.resource_id.as_ref()),
            ("Source.Name", source.name.as_ref()),
            ("Destination.Name", destination.name.as_ref()),
            ("Source.Qualifier", source.qualifier.as_ref()),
            ("Destination.Qualifier", destination.qualifier.as_ref()),
        ])
    }

    fn origin(&self) -> &Origin {
        &self.connector.origin
    }

    /// The permissions asked for and what they allow, in the profile's order.
    fn asked(&self) -> impl Iterator<Item = (&'static str, &'static Node)> {
        let asked = |name: &str| self.connector.permissions.iter().any(|permission| permission == name);
        self.profile.categories().filter(move |(name, _)| asked(name))
    }

    fn document(&self, variables: &Variables<'_>) -> Node {
        let statements: Vec<Node> = self
            .asked()
            .flat_map(|(_, allowed)| allowed.get("Statement").and_then(Node::as_list).unwrap_or_default())
            .map(|statement| variables.put_into(statement, self.origin()))
            .collect();
        node!(self.origin(); { "Version": "2012-10-17", "Statement": (statements) })
    }

    /// The end that the policy belongs to, and its name in messages.
    fn owner(&self) -> (&End, &'static str) {
        if self.profile.is_on_source() { (self.source, "Source") } else { (self.destination, "Destination") }
    }

    fn needed<'n>(&self, value: Option<&'n Node>, what: &str) -> Result<&'n Node, Cause> {
        let (_, end) = self.owner();
        let missing = || self.connector.error(format!("Unable to get {what} from '{end}' resource."));
        crate::values::set(value).ok_or_else(missing)
    }

    fn resource(&self, suffix: &str, kind: &'static str) -> Resource {
        let number = self.number.map(|number| format!("Destination{number}")).unwrap_or_default();
        Resource::new(format!("{}{suffix}{number}", self.connector.logical_id), kind, self.origin())
            .with_depends_on(self.connector.depends_on.clone())
            .with_attributes(self.connector.attributes.clone())
    }

    fn role_policy(&self, variables: &Variables<'_>) -> Result<Resource, Cause> {
        let role = self.needed(self.owner().0.role_name.as_ref(), "IAM role name")?.clone();
        let mut policy = self.resource("Policy", "AWS::IAM::ManagedPolicy");
        policy.set("PolicyDocument", self.document(variables));
        policy.set("Roles", vec![role]);
        Ok(policy)
    }

    fn queue_policy(&self, variables: &Variables<'_>) -> Result<Resource, Cause> {
        let url = self.needed(self.owner().0.queue_url.as_ref(), "SQS queue URL")?.clone();
        let mut policy = self.resource("QueuePolicy", "AWS::SQS::QueuePolicy");
        policy.set("PolicyDocument", self.document(variables));
        policy.set("Queues", vec![url]);
        Ok(policy)
    }

    fn topic_policy(&self, variables: &Variables<'_>) -> Result<Resource, Cause> {
        let arn = self.needed(self.owner().0.arn.as_ref(), "SNS topic ARN")?.clone();
        let mut policy = self.resource("TopicPolicy", "AWS::SNS::TopicPolicy");
        policy.set("PolicyDocument", self.document(variables));
        policy.set("Topics", vec![arn]);
        Ok(policy)
    }

    fn function_permissions(&self, variables: &Variables<'_>) -> Result<Vec<Resource>, Cause> {
        let arn = self.needed(self.owner().0.arn.as_ref(), "Lambda function ARN")?.clone();
        let permission = |(name, allowed): (&'static str, &'static Node)| {
            let mut permission = self.resource(&format!("{name}LambdaPermission"), "AWS::Lambda::Permission");
            permission.set("FunctionName", arn.clone());
            let allowed = variables.put_into(allowed, self.origin());
            for (property, entry) in allowed.as_map().cloned().unwrap_or_else(Map::new) {
                permission.set(&property, entry.node);
            }
            permission
        };
        Ok(self.asked().map(permission).collect())
    }
}
