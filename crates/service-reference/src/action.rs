//! Actions.

use std::{fmt, iter};

use crate::condition_key::ConditionKey;
use crate::service::{ResourceType, Service};
use crate::table::{ACTIONS, ActionRow, action_place, items, list, number, text};

/// Where the columns of a row begin.
const NAME: usize = 0;
const SERVICE: usize = 4;
const USES: usize = 6;
const KEYS: usize = 8;
const DEPENDENT: usize = 10;
/// Says of a resource type in an action's list that the action needs one.
const REQUIRED: u16 = 0x8000;

/// What kind of access an action gives, as AWS classes it. Of several the most telling: writing labels is tagging.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Names of things.
    List,
    /// Contents of things.
    Read,
    /// Labels.
    Tagging,
    /// Changes.
    Write,
    /// Changes of permissions.
    Permissions,
}

/// One action that exists.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Action {
    place: u16,
    row: &'static ActionRow,
}

/// One type of resource that an action acts on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActionResource {
    resource: ResourceType,
    is_required: bool,
    keys: u16,
}

/// The action with this full name, such as `s3:GetObject`, in any case.
pub fn action(name: &str) -> Option<Action> {
    let found = Action::at(action_place(name)?)?;
    let prefix = found.service().prefix();
    let (given, rest) = (name.get(..prefix.len())?, name.get(prefix.len()..)?);
    let is_named = given.eq_ignore_ascii_case(prefix) && rest.strip_prefix(':')?.eq_ignore_ascii_case(found.name());
    is_named.then_some(found)
}

impl Action {
    pub(crate) fn at(place: u16) -> Option<Self> {
        ACTIONS.get(usize::from(place)).map(|row| Self { place, row })
    }

    /// Its name without its service, such as `GetObject`.
    pub fn name(self) -> &'static str {
        text(self.row, NAME)
    }

    /// The service it belongs to.
    pub fn service(self) -> Service {
        Service::at(number(self.row, SERVICE))
    }

    /// Its name with its service, such as `s3:GetObject`.
    pub fn full_name(self) -> String {
        format!("{}:{}", self.service().prefix(), self.name())
    }

    /// What kind of access it gives.
    pub fn level(self) -> Level {
        let [.., level] = *self.row;
        match level {
            0 => Level::List,
            1 => Level::Read,
            3 => Level::Tagging,
            4 => Level::Permissions,
            _ => Level::Write,
        }
    }

    /// The types of resource it acts on.
    pub fn resources(self) -> impl Iterator<Item = ActionResource> {
        let mut uses = list(self.row, USES);
        iter::from_fn(move || Some((uses.next()?, uses.next()?)))
            .filter_map(|(used, keys)| ActionResource::of(used, keys))
    }

    /// Whether it knows no type of resource: only a policy for every resource (`*`) gives it.
    pub fn is_without_resources(self) -> bool {
        self.resources().next().is_none()
    }

    /// The condition keys that it has whatever it acts on. Keys of one type of resource are the resource's; keys that
    /// every request may have are [`crate::global_keys`].
    pub fn condition_keys(self) -> impl Iterator<Item = ConditionKey> {
        list(self.row, KEYS).filter_map(ConditionKey::at)
    }

    /// The condition key with this name that a request for this action may have: its own, one of a type of resource it
    /// acts on, or a global one.
    pub fn condition_key(self, name: &str) -> Option<ConditionKey> {
        self.own_condition_key(name).or_else(|| self.service().condition_key_of_any(name))
    }

    /// The same without the global ones.
    pub fn own_condition_key(self, name: &str) -> Option<ConditionKey> {
        let of_resources =
            self.resources().flat_map(|used| used.condition_keys().chain(used.resource_type().condition_keys()));
        self.condition_keys().chain(of_resources).find(|key| key.is_named(name))
    }

    /// Other actions that whoever uses this one needs too, such as `iam:PassRole`.
    pub fn dependent_actions(self) -> impl Iterator<Item = Self> {
        list(self.row, DEPENDENT).filter_map(Self::at)
    }
}

impl fmt::Debug for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.full_name())
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.service().prefix(), self.name())
    }
}

impl ActionResource {
    fn of(used: u16, keys: u16) -> Option<Self> {
        let resource = ResourceType::at(used & !REQUIRED)?;
        Some(Self { resource, is_required: used & REQUIRED != 0, keys })
    }

    /// The type.
    pub fn resource_type(self) -> ResourceType {
        self.resource
    }

    /// Whether the action always needs a resource of this type.
    pub fn is_required(self) -> bool {
        self.is_required
    }

    /// The condition keys that the action has when it acts on this type, beside those of the type.
    pub fn condition_keys(self) -> impl Iterator<Item = ConditionKey> {
        items(self.keys).filter_map(ConditionKey::at)
    }
}
