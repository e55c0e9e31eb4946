//! The application as one value: stacks, functions, entries, identities, stores, and how they join.
//!
//! The nouns are those of every cloud; what a cloud calls them stays in `load`. A setting is a [`Property`]: a list of
//! alternatives, each with the [`Guard`] under which it holds and the origin of its value.

mod access;
mod api;
mod application;
mod entry;
mod exposure;
mod function;
mod guard;
mod identity;
mod project;
mod property;
mod store;

pub use access::{Access, AccessMap, AccessTarget, Verb};
pub use api::{Api, ApiStyle, Authorizer, AuthorizerKind, Cors, Network};
pub use application::Application;
pub use entry::{Auth, Entry, EntryKind, Target};
pub use exposure::{EntryExposure, Exposure, Reach, ReachedHow};
pub use function::{CodeLocation, EnvironmentVariable, Function, Layer};
pub use guard::{Guard, Symbol, SymbolId, Symbols};
pub use identity::{AttachedPolicy, Identity, PolicyBody, PolicySource};
pub use project::{ApiId, Cloud, EntryId, FunctionId, IdentityId, Project, ResourceId, Stack, StackId, StoreId};
pub use property::{Alternative, Property, Unknown, UnknownReason};
pub use store::{GuestAccess, PolicyTarget, ResourcePolicy, Store, StoreKind};
