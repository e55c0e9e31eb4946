//! What a policy is for; the same document is right in one place and wrong in another.

/// Where a policy stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum PolicyType {
    /// On a user, group or role; also a permissions boundary and a session policy.
    #[default]
    Identity,
    /// On a resource.
    Resource {
        /// The prefix of the resource's service, such as `s3`; `None` when it is not known.
        service: Option<String>,
    },
    /// On a role: who may assume it.
    Trust,
    /// On an organisation's accounts: what they may do at most.
    ServiceControl,
    /// On an organisation's accounts: what may be done with their resources at most.
    ResourceControl,
}

impl PolicyType {
    /// The policy of a resource of `service`.
    pub fn resource(service: impl Into<String>) -> Self {
        Self::Resource { service: Some(service.into()) }
    }

    /// The service of the resource that the policy stands on.
    pub fn service(&self) -> Option<&str> {
        match self {
            Self::Resource { service } => service.as_deref(),
            _ => None,
        }
    }

    /// Whether the statements name principals.
    pub const fn names_principals(&self) -> bool {
        matches!(self, Self::Resource { .. } | Self::Trust | Self::ResourceControl)
    }

    /// Whether the policy stands on a resource other than a role.
    pub const fn is_resource(&self) -> bool {
        matches!(self, Self::Resource { .. })
    }
}

/// How a policy is judged.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    /// Where the policy stands.
    pub kind: PolicyType,
    /// The day dates are compared with, as `YYYY-MM-DD`; without one no date has passed.
    pub now: Option<String>,
}

impl Options {
    /// The options for a policy of this type, without a day.
    pub const fn new(kind: PolicyType) -> Self {
        Self { kind, now: None }
    }
}
