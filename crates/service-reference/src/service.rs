//! Services and their resource types.

use std::fmt;

use crate::action::Action;
use crate::condition_key::ConditionKey;
use crate::global_key::{global_key, provider_key};
use crate::table::{ACTIONS, RESOURCES, ResourceRow, SERVICES, ServiceRow, find, list, number, text};

/// Where the columns of a row begin; those of a service.
mod of_service {
    pub(super) const PREFIX: usize = 0;
    pub(super) const NAME: usize = 4;
    pub(super) const KEYS: usize = 8;
    pub(super) const HAS_RESOURCE_CONTROL: usize = 10;
    pub(super) const ACTIONS: usize = 11;
    pub(super) const ACTIONS_END: usize = 13;
    pub(super) const RESOURCES: usize = 15;
    pub(super) const RESOURCES_END: usize = 17;
}

/// Those of a resource type.
mod of_resource {
    pub(super) const NAME: usize = 0;
    pub(super) const ARN: usize = 4;
    pub(super) const SERVICE: usize = 8;
    pub(super) const KEYS: usize = 10;
}

/// One service.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Service {
    row: &'static ServiceRow,
}

/// One type of resource.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ResourceType {
    row: &'static ResourceRow,
}

/// The service with this prefix, such as `s3`, in any case.
pub fn service(prefix: &str) -> Option<Service> {
    let place = find(SERVICES, prefix, |row| Service { row }.prefix())?;
    SERVICES.get(place).map(|row| Service { row })
}

/// All services, by prefix.
pub fn services() -> impl Iterator<Item = Service> {
    SERVICES.iter().map(|row| Service { row })
}

/// All actions, by service and name.
pub fn actions() -> impl Iterator<Item = Action> {
    services().flat_map(Service::actions)
}

impl Service {
    /// The service at a place that a row names; an empty one for a place that does not exist, which no row
    /// names.
    pub(crate) fn at(place: u16) -> Self {
        const NONE: ServiceRow = [0; 19];
        Self { row: SERVICES.get(usize::from(place)).unwrap_or(&NONE) }
    }

    /// What stands before the colon of its actions, such as `s3`.
    pub fn prefix(self) -> &'static str {
        text(self.row, of_service::PREFIX)
    }

    /// What people call it, such as `Amazon S3`.
    pub fn name(self) -> &'static str {
        text(self.row, of_service::NAME)
    }

    /// Whether resource control policies hold for its resources.
    pub fn has_resource_control(self) -> bool {
        self.row.get(of_service::HAS_RESOURCE_CONTROL) == Some(&1)
    }

    /// Its actions, by name.
    pub fn actions(self) -> impl Iterator<Item = Action> {
        let (start, end) = self.action_span();
        (start..end).filter_map(Action::at)
    }

    /// Its action with this name, such as `GetObject`, in any case.
    pub fn action(self, name: &str) -> Option<Action> {
        let (start, end) = self.action_span();
        let rows = ACTIONS.get(usize::from(start)..usize::from(end))?;
        let place = find(rows, name, |row| text(row, 0))?;
        Action::at(start + u16::try_from(place).ok()?)
    }

    /// Its resource types, by name.
    pub fn resource_types(self) -> impl Iterator<Item = ResourceType> {
        let (start, end) = (number(self.row, of_service::RESOURCES), number(self.row, of_service::RESOURCES_END));
        (start..end).filter_map(ResourceType::at)
    }

    /// Its resource type with this name, such as `bucket`, in any case.
    pub fn resource_type(self, name: &str) -> Option<ResourceType> {
        self.resource_types().find(|resource| resource.name().eq_ignore_ascii_case(name))
    }

    /// The condition keys that its actions or resources have, some of them global ones.
    pub fn condition_keys(self) -> impl Iterator<Item = ConditionKey> {
        list(self.row, of_service::KEYS).filter_map(ConditionKey::at)
    }

    /// The condition key with this name that requests to it may have: one of its own, or a global one.
    pub fn condition_key(self, name: &str) -> Option<ConditionKey> {
        let own = self.condition_keys().find(|key| key.is_named(name));
        own.or_else(|| self.condition_key_of_any(name))
    }

    /// The condition key that a request to it may have whatever it asks: a global one, or one of whoever vouched for the
    /// principal.
    pub(crate) fn condition_key_of_any(self, name: &str) -> Option<ConditionKey> {
        global_key(name).or_else(|| provider_key(name).filter(|_| self.prefix() == "sts"))
    }

    fn action_span(self) -> (u16, u16) {
        (number(self.row, of_service::ACTIONS), number(self.row, of_service::ACTIONS_END))
    }
}

impl fmt::Debug for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.prefix())
    }
}

impl ResourceType {
    pub(crate) fn at(place: u16) -> Option<Self> {
        RESOURCES.get(usize::from(place)).map(|row| Self { row })
    }

    /// Its name, such as `bucket`.
    pub fn name(self) -> &'static str {
        text(self.row, of_resource::NAME)
    }

    /// The service it belongs to.
    pub fn service(self) -> Service {
        Service::at(number(self.row, of_resource::SERVICE))
    }

    /// The shape of its ARNs, such as `arn:${Partition}:s3:::${BucketName}`.
    pub fn arn(self) -> &'static str {
        text(self.row, of_resource::ARN)
    }

    /// The condition keys that its resources have.
    pub fn condition_keys(self) -> impl Iterator<Item = ConditionKey> {
        list(self.row, of_resource::KEYS).filter_map(ConditionKey::at)
    }
}

impl fmt::Debug for ResourceType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.service().prefix(), self.name())
    }
}
