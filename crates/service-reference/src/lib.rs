//! The AWS service authorization reference as a value: which actions exist, how far they reach, on which types of resource
//! they act, which condition keys they take; and the documents of AWS's managed policies.
//!
//! The tables are part of the program. `build/` packs them from `data/iam`, so that nothing is parsed at start-up and a look-up
//! allocates nothing. Names are found in any case and given back as AWS writes them. What the tables do not have is `None`: it
//! may be newer than [`published`].

mod action;
mod condition_key;
mod global_key;
mod hash;
mod managed;
mod matching;
mod nearest;
mod service;
mod table;

pub use action::{Action, ActionResource, Level, action};
pub use condition_key::{ConditionKey, ValueKind, condition_key, condition_keys};
pub use global_key::global_keys;
pub use managed::{ManagedPolicy, managed_policies, managed_policies_published, managed_policy};
pub use matching::actions_matching;
pub use nearest::{nearest_action, nearest_condition_key, nearest_service};
pub use service::{ResourceType, Service, actions, service, services};
pub use table::published;
